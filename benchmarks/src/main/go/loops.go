package main

import (
	"runtime"
	"sync"
	"time"
)

// The rows about loops: first plain, then shared among a worker for each processor, in turns within one iteration.

const (
	elements = 2000000
	turns    = 8
)

func mix(value int32) int64 {
	x := uint64(int64(value)) * 0x9E3779B97F4A7C15
	x = (x ^ x>>32) * 0xD6E8FEB86659FD93
	x = (x ^ x>>29) * 0x9FB21C651E98DF25
	return int64(x ^ x>>32)
}

func mapLoop(figure string) workload {
	return func(size int) outcome {
		out := make([]int32, size)
		plain := func(seed int) int64 {
			mapRange(out, 0, size, seed)
			return int64(out[seed%size])
		}
		shared := func(seed int) int64 {
			share(size, func(worker, from, to int) { mapRange(out, from, to, seed) })
			return int64(out[seed%size])
		}
		result := inTurns(figure, size, plain, shared)
		result.checksum += total(out)
		return result
	}
}

func sumLoop(figure string) workload {
	return func(size int) outcome {
		plain := func(seed int) int64 { return sumRange(0, size, seed) }
		shared := func(seed int) int64 {
			parts := make([]int64, runtime.GOMAXPROCS(0))
			share(size, func(worker, from, to int) { parts[worker] = sumRange(from, to, seed) })
			var sum int64
			for _, part := range parts {
				sum += part
			}
			return sum
		}
		return inTurns(figure, size, plain, shared)
	}
}

func mapRange(out []int32, from, to, seed int) {
	for i := from; i < to; i++ {
		out[i] = int32(mix(int32(i + seed)))
	}
}

func sumRange(from, to, seed int) int64 {
	var sum int64
	for i := from; i < to; i++ {
		sum += mix(int32(i + seed))
	}
	return sum
}

// share gives each of GOMAXPROCS workers an equal part.
func share(size int, work func(worker, from, to int)) {
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	group.Add(workers)
	for w := 0; w < workers; w++ {
		go func() {
			defer group.Done()
			work(w, size*w/workers, size*(w+1)/workers)
		}()
	}
	group.Wait()
}

func inTurns(figure string, size int, plain, shared func(seed int) int64) outcome {
	repeats := max(1, elements/size)
	count := min(turns, repeats)
	var plainTime, sharedTime time.Duration
	var sum int64
	for turn := 0; turn < count; turn++ {
		from, to := repeats*turn/count, repeats*(turn+1)/count
		begin := time.Now()
		for seed := from; seed < to; seed++ {
			sum += plain(seed)
		}
		middle := time.Now()
		for seed := from; seed < to; seed++ {
			sum += shared(seed)
		}
		plainTime += middle.Sub(begin)
		sharedTime += time.Since(middle)
	}
	return outcome{sum, map[string]float64{
		figure:            float64(sharedTime.Nanoseconds()) / float64(size*repeats),
		figure + ".plain": float64(sharedTime) / float64(plainTime),
	}}
}
