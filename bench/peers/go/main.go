// Command go does the peers' workloads with TiKV's Go client.
//
// Usage: go run . HOST:PORT MILLISECONDS CALLERS[,CALLERS]. It prints one line of JSON for each workload and number of callers.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tikverr "github.com/tikv/client-go/v2/error"
	"github.com/tikv/client-go/v2/txnkv"
)

const keyCount = 1000

type figures struct {
	Workload  string  `json:"workload"`
	Callers   int     `json:"callers"`
	PerSecond float64 `json:"perSecond"`
	P50Us     float64 `json:"p50Us"`
	P99Us     float64 `json:"p99Us"`
	CPUUs     float64 `json:"cpuUs"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func key(i int64) []byte { return []byte(fmt.Sprintf("peer/%06d", i%keyCount)) }

func value() []byte { return make([]byte, 100) }

func cpuUs() float64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Sec+usage.Stime.Sec)*1e6 + float64(usage.Utime.Usec+usage.Stime.Usec)
}

func measure(workload string, callers int, duration time.Duration, operation func(i int64)) {
	var next atomic.Int64
	latencies := make([][]float64, callers)
	var group sync.WaitGroup
	cpu, start := cpuUs(), time.Now()
	for caller := 0; caller < callers; caller++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for time.Since(start) < duration {
				began := time.Now()
				operation(next.Add(1))
				latencies[caller] = append(latencies[caller], float64(time.Since(began).Nanoseconds())/1000)
			}
		}()
	}
	group.Wait()
	seconds, used := time.Since(start).Seconds(), cpuUs()-cpu
	var all []float64
	for _, each := range latencies {
		all = append(all, each...)
	}
	sort.Float64s(all)
	at := func(part float64) float64 { return all[int(part*float64(len(all)-1))] }
	line, err := json.Marshal(figures{workload, callers, float64(len(all)) / seconds, at(0.5), at(0.99), used / float64(len(all))})
	must(err)
	fmt.Println(string(line))
}

func main() {
	ctx := context.Background()
	client, err := txnkv.NewClient([]string{os.Args[1]})
	must(err)
	defer client.Close()
	milliseconds, err := strconv.Atoi(os.Args[2])
	must(err)
	duration := time.Duration(milliseconds) * time.Millisecond

	write := func(i int64, change func(txn *txnkv.KVTxn) error) {
		for {
			txn, err := client.Begin()
			must(err)
			txn.SetEnable1PC(true)
			txn.SetEnableAsyncCommit(true)
			must(change(txn))
			err = txn.Commit(ctx)
			if err == nil {
				return
			}
			if !tikverr.IsErrWriteConflict(err) {
				must(err)
			}
		}
	}
	put := func(i int64) { write(i, func(txn *txnkv.KVTxn) error { return txn.Set(key(i), value()) }) }
	for i := int64(0); i < keyCount; i++ {
		put(i)
	}
	get := func(i int64) {
		_, err := client.GetSnapshot(math.MaxUint64).Get(ctx, key(i))
		must(err)
	}
	update := func(i int64) {
		write(i, func(txn *txnkv.KVTxn) error {
			old, err := txn.Get(ctx, key(i*7919))
			if err != nil {
				return err
			}
			return txn.Set(key(i*7919), old)
		})
	}
	for _, text := range strings.Split(os.Args[3], ",") {
		callers, err := strconv.Atoi(text)
		must(err)
		measure("get", callers, duration, get)
		measure("put", callers, duration, put)
		measure("update", callers, duration, update)
	}
}
