package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// The rows about very many: idle channels, parked goroutines, pending timers.

const margin = 50 * time.Millisecond

// liveBytes is what is left after a full collection: objects and the stacks of goroutines.
func liveBytes() int64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc + stats.StackInuse)
}

func idleChannel(size int) outcome {
	keep := make([]chan int, size)
	before := liveBytes()
	for i := range keep {
		keep[i] = make(chan int)
	}
	after := liveBytes()
	different := make(map[chan int]struct{}, size)
	for _, ch := range keep {
		different[ch] = struct{}{}
	}
	return single("idle", int64(len(different)), float64(after-before)/float64(size))
}

func parkedReceivers(size int) outcome {
	ch := make(chan int32)
	got := make([]int32, size)
	var started atomic.Int64
	var group sync.WaitGroup
	group.Add(size)
	before := liveBytes()
	for i := 0; i < size; i++ {
		go func() {
			started.Add(1)
			got[i] = <-ch
			group.Done()
		}()
	}
	awaitCount(&started, size)
	bytes := float64(liveBytes()-before) / float64(size)
	start := time.Now()
	for i := int32(1); i <= int32(size); i++ {
		ch <- i
	}
	group.Wait()
	release := millis(time.Since(start))
	return outcome{total(got), map[string]float64{"i.bytes": bytes, "i.first": release, "i.warm": release}}
}

func closeWithReceivers(size int) outcome {
	ch := make(chan int)
	sawEnd := make([]bool, size)
	var started atomic.Int64
	var group sync.WaitGroup
	group.Add(size)
	for i := 0; i < size; i++ {
		go func() {
			started.Add(1)
			for range ch {
				fail("received a value")
			}
			sawEnd[i] = true
			group.Done()
		}()
	}
	awaitCount(&started, size)
	runtime.GC()
	start := time.Now()
	close(ch)
	group.Wait()
	elapsed := time.Since(start)
	var released int64
	for _, end := range sawEnd {
		if end {
			released++
		}
	}
	return single("close", released, millis(elapsed))
}

func awaitCount(counter *atomic.Int64, wanted int) {
	for counter.Load() < int64(wanted) {
		runtime.Gosched()
	}
}

// channelTimers uses time.NewTimer: the runtime keeps such a timer in its heap only while someone waits for it.
func channelTimers(size int) outcome {
	return timers(size,
		func(d time.Duration) *time.Timer { return time.NewTimer(d) },
		func(pending []*time.Timer) int64 {
			var fired int64
			for _, timer := range pending {
				<-timer.C
				fired++
			}
			return fired
		})
}

// functionTimers uses time.AfterFunc: each is in the runtime's heap and starts a goroutine when it is due.
func functionTimers(size int) outcome {
	var fired atomic.Int64
	count := func() { fired.Add(1) }
	return timers(size,
		func(d time.Duration) *time.Timer { return time.AfterFunc(d, count) },
		func(pending []*time.Timer) int64 {
			awaitCount(&fired, len(pending))
			return fired.Load()
		})
}

func timers(size int, set func(time.Duration) *time.Timer, await func([]*time.Timer) int64) outcome {
	start := time.Now()
	pending := make([]*time.Timer, 0, size)
	for i := 0; i < size; i++ {
		pending = append(pending, set(time.Hour))
	}
	setEnd := time.Now()
	var cancelled int64
	for _, timer := range pending {
		if timer.Stop() {
			cancelled++
		}
	}
	cancelEnd := time.Now()
	pending = pending[:0]

	// All are due at one moment, late enough that they can all be set before it.
	due := cancelEnd.Add(3*setEnd.Sub(start) + margin)
	for i := 0; i < size; i++ {
		pending = append(pending, set(time.Until(due)))
	}
	late := time.Now()
	if late.Before(due) {
		late = due
	}
	fired := await(pending)
	end := time.Now()
	perTimer := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(size) }
	return outcome{cancelled + fired, map[string]float64{
		"timers.set":    perTimer(setEnd.Sub(start)),
		"timers.cancel": perTimer(cancelEnd.Sub(setEnd)),
		"timers.fire":   perTimer(end.Sub(late)),
	}}
}
