package main

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The rows about starting goroutines, yielding, computing and locking.

const (
	fanout  = 10
	tasks   = 8
	lockers = 8
)

func spawn(size int) outcome {
	out := make([]int32, size)
	start := time.Now()
	var group sync.WaitGroup
	group.Add(size)
	for i := 0; i < size; i++ {
		go func() {
			out[i] = int32(i + 1)
			group.Done()
		}()
	}
	group.Wait()
	elapsed := time.Since(start)
	return nanosPerItem("g", total(out), elapsed, size)
}

func total(values []int32) int64 {
	var sum int64
	for _, v := range values {
		sum += int64(v)
	}
	return sum
}

func skynet(leaves int) outcome {
	start := time.Now()
	sum := skynetFromRoot(leaves)
	return single("h", sum, time.Since(start).Seconds())
}

func skynetResident(leaves int) outcome {
	sum := skynetFromRoot(leaves)
	return single("h.rss", sum, peakMegabytes())
}

func skynetFromRoot(leaves int) int64 {
	result := make(chan int64)
	go skynetNode(result, 0, leaves)
	return <-result
}

func skynetNode(result chan int64, first int64, leaves int) {
	if leaves == 1 {
		result <- first
		return
	}
	fromChildren := make(chan int64)
	share := leaves / fanout
	for child := 0; child < fanout; child++ {
		go skynetNode(fromChildren, first+int64(child)*int64(share), share)
	}
	var sum int64
	for child := 0; child < fanout; child++ {
		sum += <-fromChildren
	}
	result <- sum
}

// peakMegabytes is the largest resident set so far.
func peakMegabytes() float64 {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		fail(err.Error())
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == "VmHWM:" {
			kilobytes, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				fail(err.Error())
			}
			return kilobytes / 1024
		}
	}
	fail("/proc/self/status has no VmHWM")
	return 0
}

func yieldBetweenTwo(size int) outcome {
	var counts [2]int64
	var group sync.WaitGroup
	group.Add(2)
	start := time.Now()
	for me := range counts {
		go func() {
			defer group.Done()
			var count int64
			for i := 0; i < size; i++ {
				runtime.Gosched()
				count++
			}
			counts[me] = count
		}()
	}
	group.Wait()
	return nanosPerItem("j", counts[0]+counts[1], time.Since(start), 2*size)
}

// steps is a shift-register generator, the same as on the JVM.
func steps(seed int64, count int) int64 {
	x := uint64(seed)
	for i := 0; i < count; i++ {
		x = next(x)
	}
	return int64(x)
}

func next(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	return x ^ x<<17
}

func cpuBound(count int) outcome {
	start := time.Now()
	var sequential int64
	for task := int64(0); task < tasks; task++ {
		sequential += steps(task+1, count)
	}
	between := time.Now()
	var results [tasks]int64
	var group sync.WaitGroup
	group.Add(tasks)
	for task := range results {
		go func() {
			defer group.Done()
			results[task] = steps(int64(task)+1, count)
		}()
	}
	group.Wait()
	end := time.Now()
	sum := sequential
	for _, r := range results {
		sum += r
	}
	return single("n", sum, float64(between.Sub(start))/float64(end.Sub(between)))
}

func mutex(size int) outcome {
	var mu sync.Mutex
	var group sync.WaitGroup
	var count int64
	share := size / lockers
	group.Add(lockers)
	start := time.Now()
	for g := 0; g < lockers; g++ {
		go func() {
			defer group.Done()
			for i := 0; i < share; i++ {
				mu.Lock()
				count++
				mu.Unlock()
			}
		}()
	}
	group.Wait()
	return nanosPerItem("m", count, time.Since(start), size)
}
