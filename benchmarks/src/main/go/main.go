// The Go twin of the benchmarks: the same rows, the same sizes, the same sums, the same lines of JSON as a forked JVM.
//
// It takes the arguments of a work order as name=value and prints one line for each iteration.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// outcome is what one iteration measured.
type outcome struct {
	checksum int64
	figures  map[string]float64
}

// sample is a line of output; the names are those that the driver reads.
type sample struct {
	Row       string             `json:"row"`
	Peer      string             `json:"peer"`
	Variant   string             `json:"variant"`
	Procs     int                `json:"procs"`
	Iteration int                `json:"iteration"`
	Measured  bool               `json:"measured"`
	Size      int                `json:"size"`
	Checksum  int64              `json:"checksum"`
	Figures   map[string]float64 `json:"figures"`
	HeapMb    float64            `json:"heapMb"`
	GcMillis  float64            `json:"gcMillis"`
	GcCount   int64              `json:"gcCount"`
}

type workload func(size int) outcome

var workloads = map[string]workload{
	"a":                pingPong,
	"b":                unbuffered,
	"c":                buffered,
	"d":                sameGoroutine,
	"e":                manyToMany("e", 8),
	"x64":              manyToMany("x64", 32),
	"x10k":             manyToMany("x10k", 5000),
	"f2":               select2,
	"f8":               select8,
	"k":                pipeline,
	"l":                sieve,
	"idle":             idleChannel,
	"close":            closeWithReceivers,
	"g":                spawn,
	"h":                skynet,
	"h.rss":            skynetResident,
	"j":                yieldBetweenTwo,
	"i":                parkedReceivers,
	"n":                cpuBound,
	"timers/NewTimer":  channelTimers,
	"timers/AfterFunc": functionTimers,
	"hogs":             behindHogs,
	"native":           behindNative,
	"m":                mutex,
	"wg":               waitGroup,
	"sem":              semaphore,
	"once":             once,
	"cond":             condition,
	"cancel":           cancelCrowd,
	"map.1":            mapLoop("map.1"),
	"map.1k":           mapLoop("map.1k"),
	"map.1m":           mapLoop("map.1m"),
	"map.100m":         mapLoop("map.100m"),
	"sum.1":            sumLoop("sum.1"),
	"sum.1k":           sumLoop("sum.1k"),
	"sum.1m":           sumLoop("sum.1m"),
	"sum.100m":         sumLoop("sum.100m"),
	"fetch":            fetch,
	"serve":            serve,
}

// order holds the arguments by name.
type order map[string]string

func (o order) text(name string) string {
	value, ok := o[name]
	if !ok {
		fail("missing " + name + "=")
	}
	return value
}

func (o order) number(name string) int {
	n, err := strconv.Atoi(o.text(name))
	if err != nil {
		fail(name + ": " + err.Error())
	}
	return n
}

func main() {
	o := order{}
	for _, argument := range os.Args[1:] {
		name, value, ok := strings.Cut(argument, "=")
		if !ok {
			fail("not name=value: " + argument)
		}
		o[name] = value
	}
	row, variant := o.text("row"), o.text("variant")
	key := row
	if variant != "" {
		key += "/" + variant
	}
	work, ok := workloads[key]
	if !ok {
		fail("no row " + key)
	}
	if runtime.GOMAXPROCS(0) != o.number("procs") {
		fail(fmt.Sprintf("GOMAXPROCS is %d, not %d", runtime.GOMAXPROCS(0), o.number("procs")))
	}
	r := runner{row: row, variant: variant, size: o.number("size"), work: work, out: json.NewEncoder(os.Stdout)}
	warmUntil := time.Now().Add(time.Duration(o.number("warmupMillis")) * time.Millisecond)
	for warmups := o.number("warmups"); r.iteration < warmups || time.Now().Before(warmUntil); {
		r.iterate(false)
	}
	fmt.Println(`{"ready":true}`)
	turns := bufio.NewReader(os.Stdin)
	for i, iterations := 0, o.number("iterations"); i < iterations; i++ {
		// Processes take turns, a line for each; when the input has ended, nobody else wants one.
		_, _ = turns.ReadString('\n')
		r.iterate(true)
	}
}

type runner struct {
	row, variant string
	size         int
	work         workload
	iteration    int
	out          *json.Encoder
}

func (r *runner) iterate(measured bool) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	result := r.work(r.size)
	runtime.ReadMemStats(&after)
	err := r.out.Encode(sample{
		Row: r.row, Peer: "go", Variant: r.variant, Procs: runtime.GOMAXPROCS(0), Iteration: r.iteration,
		Measured: measured, Size: r.size, Checksum: result.checksum, Figures: result.figures,
		HeapMb:   float64(after.HeapAlloc) / (1 << 20),
		GcMillis: float64(after.PauseTotalNs-before.PauseTotalNs) / 1e6,
		GcCount:  int64(after.NumGC - before.NumGC),
	})
	if err != nil {
		fail(err.Error())
	}
	r.iteration++
}

// fail reports in the way of a forked JVM and ends the process.
func fail(problem string) {
	line, _ := json.Marshal(map[string]string{"failure": problem})
	fmt.Println(string(line))
	os.Exit(1)
}

func nanosPerItem(figure string, checksum int64, elapsed time.Duration, items int) outcome {
	return single(figure, checksum, float64(elapsed.Nanoseconds())/float64(items))
}

func single(figure string, checksum int64, value float64) outcome {
	return outcome{checksum, map[string]float64{figure: value}}
}

func millis(elapsed time.Duration) float64 {
	return float64(elapsed.Nanoseconds()) / 1e6
}
