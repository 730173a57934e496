package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// How long ready goroutines have to wait when something keeps every processor. The probes are parked in a receive; the last
// of the blockers to start sends to all of them and then joins the others in keeping a processor.

const (
	ceiling    = 300 * time.Millisecond
	startLimit = 10 * time.Second
	checkEvery = 1 << 12
	probes     = 1000
)

func behindHogs(times int) outcome {
	return behind("hogs", times, func(stop *atomic.Bool) { spinUntil(time.Now().Add(ceiling), stop) })
}

func behindNative(times int) outcome {
	return behind("native", times, func(*atomic.Bool) {
		duration := syscall.NsecToTimespec(int64(ceiling))
		if err := syscall.Nanosleep(&duration, nil); err != nil && err != syscall.EINTR {
			fail(err.Error())
		}
	})
}

func spinUntil(deadline time.Time, stop *atomic.Bool) int64 {
	x := uint64(deadline.UnixNano())
	for !stop.Load() && time.Now().Before(deadline) {
		for i := 0; i < checkEvery; i++ {
			x = next(x)
		}
	}
	return int64(x)
}

func behind(figure string, times int, block func(*atomic.Bool)) outcome {
	var sum time.Duration
	for i := 0; i < times; i++ {
		sum += delayBehind(block)
	}
	return single(figure, int64(times), millis(sum)/float64(times))
}

func delayBehind(block func(*atomic.Bool)) time.Duration {
	procs := runtime.GOMAXPROCS(0)
	wake := make(chan time.Time, probes)
	var stop atomic.Bool
	var running, awake atomic.Int32
	var delay time.Duration
	var group sync.WaitGroup
	group.Add(procs + probes)
	for i := 0; i < probes; i++ {
		go func() {
			defer group.Done()
			sent := <-wake
			if awake.Add(1) == probes {
				delay = time.Since(sent)
				stop.Store(true)
			}
		}()
	}
	for i := 0; i < procs; i++ {
		go func() {
			defer group.Done()
			last := running.Add(1) == int32(procs)
			deadline := time.Now().Add(startLimit)
			for running.Load() < int32(procs) {
				if time.Now().After(deadline) {
					fail("not all processors took work")
				}
			}
			if last {
				sent := time.Now()
				for probe := 0; probe < probes; probe++ {
					wake <- sent
				}
			}
			block(&stop)
		}()
	}
	group.Wait()
	return delay
}
