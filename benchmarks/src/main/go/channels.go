package main

import (
	"sync"
	"time"
)

// The rows about channels and select.

const (
	bufferSize      = 100
	smallBufferSize = 64
	crowd           = 8
	stages          = 100
)

func pingPong(size int) outcome {
	ping, pong := make(chan int), make(chan int)
	start := time.Now()
	go func() {
		for i := 0; i < size; i++ {
			pong <- <-ping + 1
		}
	}()
	var sum int64
	for i := 0; i < size; i++ {
		ping <- i
		sum += int64(<-pong)
	}
	return nanosPerItem("a", sum, time.Since(start), size)
}

func unbuffered(size int) outcome {
	return producerToConsumer("b", make(chan int), size)
}

func buffered(size int) outcome {
	return producerToConsumer("c", make(chan int, bufferSize), size)
}

func producerToConsumer(figure string, ch chan int, size int) outcome {
	start := time.Now()
	go func() {
		for i := 1; i <= size; i++ {
			ch <- i
		}
	}()
	var sum int64
	for i := 0; i < size; i++ {
		sum += int64(<-ch)
	}
	return nanosPerItem(figure, sum, time.Since(start), size)
}

func sameGoroutine(size int) outcome {
	ch := make(chan int, bufferSize)
	start := time.Now()
	var sum int64
	for i := 1; i <= size; i++ {
		ch <- i
		sum += int64(<-ch)
	}
	return nanosPerItem("d", sum, time.Since(start), size)
}

// manyToMany has as many producers as consumers, crowd of each, on one channel; size is a multiple of it.
func manyToMany(figure string, crowd int) func(size int) outcome {
	return func(size int) outcome { return crowded(figure, crowd, size) }
}

func crowded(figure string, crowd, size int) outcome {
	ch := make(chan int, smallBufferSize)
	sums := make([]int64, crowd)
	share := size / crowd
	var producers, consumers sync.WaitGroup
	start := time.Now()
	consumers.Add(crowd)
	for c := 0; c < crowd; c++ {
		go func() {
			defer consumers.Done()
			var mine int64
			for value := range ch {
				mine += int64(value)
			}
			sums[c] = mine
		}()
	}
	producers.Add(crowd)
	for p := 0; p < crowd; p++ {
		go func() {
			defer producers.Done()
			for i := p*share + 1; i <= (p+1)*share; i++ {
				ch <- i
			}
		}()
	}
	producers.Wait()
	close(ch)
	consumers.Wait()
	elapsed := time.Since(start)
	var sum int64
	for _, s := range sums {
		sum += s
	}
	return nanosPerItem(figure, sum, elapsed, size)
}

func pipeline(size int) outcome {
	source := make(chan int)
	start := time.Now()
	go func() {
		for i := 1; i <= size; i++ {
			source <- i
		}
	}()
	last := source
	for s := 0; s < stages; s++ {
		in, out := last, make(chan int)
		go func() {
			for i := 0; i < size; i++ {
				out <- <-in + 1
			}
		}()
		last = out
	}
	var sum int64
	for i := 0; i < size; i++ {
		sum += int64(<-last)
	}
	return nanosPerItem("k", sum, time.Since(start), size*stages)
}

func sieve(count int) outcome {
	limit := nthPrime(count)
	start := time.Now()
	candidates := make(chan int)
	go func() {
		for i := 2; i <= limit; i++ {
			candidates <- i
		}
		close(candidates)
	}()
	last := candidates
	var sum int64
	for i := 0; i < count; i++ {
		in, out := last, make(chan int)
		prime := <-in
		sum += int64(prime)
		go func() {
			for value := range in {
				if value%prime != 0 {
					out <- value
				}
			}
			close(out)
		}()
		last = out
	}
	for range last {
		fail("the sieve let a number through")
	}
	return single("l", sum, time.Since(start).Seconds())
}

// nthPrime says where the sieve has to stop; it is computed outside the measured time.
func nthPrime(n int) int {
	primes := make([]int, 0, n)
candidates:
	for i := 2; ; i++ {
		for _, p := range primes {
			if p*p > i {
				break
			}
			if i%p == 0 {
				continue candidates
			}
		}
		primes = append(primes, i)
		if len(primes) == n {
			return i
		}
	}
}

func select2(size int) outcome {
	a, b := make(chan int), make(chan int)
	start := time.Now()
	go func() {
		for i := 1; i <= size; i++ {
			select {
			case a <- i:
			case b <- i:
			}
		}
	}()
	var sum int64
	for i := 0; i < size; i++ {
		select {
		case v := <-a:
			sum += int64(v)
		case v := <-b:
			sum += int64(v)
		}
	}
	return nanosPerItem("f2", sum, time.Since(start), size)
}

func select8(size int) outcome {
	var chans [crowd]chan int
	share := size / crowd
	start := time.Now()
	for p := range chans {
		chans[p] = make(chan int)
		go func() {
			for i := p*share + 1; i <= (p+1)*share; i++ {
				chans[p] <- i
			}
		}()
	}
	var sum int64
	for i := 0; i < size; i++ {
		var v int
		select {
		case v = <-chans[0]:
		case v = <-chans[1]:
		case v = <-chans[2]:
		case v = <-chans[3]:
		case v = <-chans[4]:
		case v = <-chans[5]:
		case v = <-chans[6]:
		case v = <-chans[7]:
		}
		sum += int64(v)
	}
	return nanosPerItem("f8", sum, time.Since(start), size)
}
