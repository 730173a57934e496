package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The rows about the network: fetching pages, and serving connections that are kept alive.

const (
	inFlight = 200
	requests = 3
	// How many clients are between their connecting and their first answer: the listener's queue is not endless.
	mostConnecting = 1000
)

func fetch(size int) outcome {
	base := "http://127.0.0.1:" + os.Getenv("WEFT_BENCH_SERVER") + "/"
	transport := &http.Transport{MaxIdleConnsPerHost: inFlight}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	pages := make(chan string, inFlight)
	var sums [inFlight]int64
	var fetchers sync.WaitGroup
	fetchers.Add(inFlight)
	start := time.Now()
	for f := 0; f < inFlight; f++ {
		go func() {
			defer fetchers.Done()
			for page := range pages {
				sums[f] += numberAt(client, page)
			}
		}()
	}
	for page := 1; page <= size; page++ {
		pages <- base + strconv.Itoa(page)
	}
	close(pages)
	fetchers.Wait()
	elapsed := time.Since(start)
	var sum int64
	for _, s := range sums {
		sum += s
	}
	return single("fetch", sum, float64(size)/elapsed.Seconds())
}

func numberAt(client *http.Client, page string) int64 {
	response, err := client.Get(page)
	if err != nil {
		fail(err.Error())
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		fail(err.Error())
	}
	number, _, _ := strings.Cut(string(body), " ")
	return parse(number)
}

func parse(number string) int64 {
	value, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		fail(err.Error())
	}
	return value
}

// serve has net/http's server and a client for each of size connections in one process, as on the JVM.
func serve(size int) outcome {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err.Error())
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.URL.Path[1:])
	})}
	go server.Serve(listener)
	defer server.Close()
	var connected, clients sync.WaitGroup
	connected.Add(size)
	clients.Add(size)
	start := make(chan struct{})
	connecting := make(chan struct{}, mostConnecting)
	sums := make([]int64, size)
	for c := 0; c < size; c++ {
		go func() {
			defer clients.Done()
			sums[c] = ask(listener.Addr().String(), c, connecting, &connected, start)
		}()
	}
	connected.Wait()
	begin := time.Now()
	close(start)
	clients.Wait()
	elapsed := time.Since(begin)
	var sum int64
	for _, s := range sums {
		sum += s
	}
	return single("serve", sum, float64(size*(requests-1))/elapsed.Seconds())
}

func ask(address string, client int, connecting chan struct{}, connected *sync.WaitGroup, start <-chan struct{}) int64 {
	connecting <- struct{}{}
	connection, err := net.Dial("tcp", address)
	if err != nil {
		fail(err.Error())
	}
	defer connection.Close()
	in := bufio.NewReader(connection)
	var sum int64
	for r := 1; r <= requests; r++ {
		sum += get(connection, in, client*requests+r)
		if r == 1 {
			<-connecting
			connected.Done()
			<-start
		}
	}
	return sum
}

func get(out io.Writer, in *bufio.Reader, page int) int64 {
	if _, err := fmt.Fprintf(out, "GET /%d HTTP/1.1\r\nHost: loopback\r\n\r\n", page); err != nil {
		fail(err.Error())
	}
	length := -1
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			fail(err.Error())
		}
		line = strings.TrimSpace(line)
		if line == "" {
			break
		}
		if name, value, _ := strings.Cut(line, ":"); strings.EqualFold(name, "Content-Length") {
			length = int(parse(strings.TrimSpace(value)))
		}
	}
	if length < 0 {
		fail("an answer without a length")
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(in, body); err != nil {
		fail(err.Error())
	}
	return parse(string(body))
}
