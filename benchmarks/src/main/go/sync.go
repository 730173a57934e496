package main

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// The rows about wait groups, semaphores, once, conditions and cancellation.

const permits = 4

// repeated lets lockers goroutines do the same operation over and over, and adds up what it returns.
func repeated(figure string, size int, operation func() int64) outcome {
	var sums [lockers]int64
	share := size / lockers
	var group sync.WaitGroup
	group.Add(lockers)
	start := time.Now()
	for g := 0; g < lockers; g++ {
		go func() {
			defer group.Done()
			var sum int64
			for i := 0; i < share; i++ {
				sum += operation()
			}
			sums[g] = sum
		}()
	}
	group.Wait()
	elapsed := time.Since(start)
	var sum int64
	for _, s := range sums {
		sum += s
	}
	return nanosPerItem(figure, sum, elapsed, size)
}

func waitGroup(size int) outcome {
	var counter sync.WaitGroup
	waited := make(chan bool)
	counter.Add(1)
	go func() {
		counter.Wait()
		waited <- true
	}()
	result := repeated("wg", size, func() int64 {
		counter.Add(1)
		counter.Done()
		return 1
	})
	counter.Done()
	<-waited
	return result
}

// semaphore is a buffered channel, which is Go's usual one; the weighted one is no part of the standard library.
func semaphore(size int) outcome {
	slots := make(chan struct{}, permits)
	var inside atomic.Int32
	return repeated("sem", size, func() int64 {
		slots <- struct{}{}
		now := inside.Add(1)
		inside.Add(-1)
		<-slots
		if now <= permits {
			return 1
		}
		return 0
	})
}

func once(size int) outcome {
	var once sync.Once
	var runs int64
	return repeated("once", size, func() int64 {
		once.Do(func() { runs++ })
		return runs
	})
}

func condition(size int) outcome {
	var mu sync.Mutex
	changed := sync.NewCond(&mu)
	turn := 0
	var taken [2]int64
	var group sync.WaitGroup
	group.Add(2)
	start := time.Now()
	for me := range taken {
		go func() {
			defer group.Done()
			for i := 0; i < size; i++ {
				mu.Lock()
				for turn != me {
					changed.Wait()
				}
				turn = 1 - me
				changed.Signal()
				mu.Unlock()
				taken[me]++
			}
		}()
	}
	group.Wait()
	return nanosPerItem("cond", taken[0]+taken[1], time.Since(start), size)
}

func cancelCrowd(size int) outcome {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	silent := make(chan int)
	var started, reached atomic.Int64
	var group sync.WaitGroup
	group.Add(size)
	for i := 0; i < size; i++ {
		go func() {
			defer group.Done()
			started.Add(1)
			select {
			case <-silent:
			case <-ctx.Done():
				reached.Add(1)
			}
		}()
	}
	for started.Load() < int64(size) {
		runtime.Gosched()
	}
	runtime.GC()
	start := time.Now()
	cancel()
	group.Wait()
	return single("cancel", reached.Load(), millis(time.Since(start)))
}
