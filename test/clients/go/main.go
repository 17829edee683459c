// Command go drives the embedded server with TiKV's Go client: raw keys, optimistic and pessimistic transactions.
// Usage: go run . HOST:PORT. It prints a line for each thing that worked and exits with 1 at the first that did not.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"time"

	"github.com/tikv/client-go/v2/config"
	tikverr "github.com/tikv/client-go/v2/error"
	"github.com/tikv/client-go/v2/kv"
	"github.com/tikv/client-go/v2/rawkv"
	"github.com/tikv/client-go/v2/txnkv"
)

func check(what string, err error) {
	if err != nil {
		fmt.Printf("FAILED %s: %v\n", what, err)
		os.Exit(1)
	}
}

func expect(what string, ok bool) {
	if !ok {
		fmt.Printf("FAILED %s\n", what)
		os.Exit(1)
	}
	fmt.Printf("ok %s\n", what)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	pd := []string{os.Args[1]}
	raw(ctx, pd)
	transactions(ctx, pd)
}

func raw(ctx context.Context, pd []string) {
	client, err := rawkv.NewClientWithOpts(ctx, pd)
	check("raw connect", err)
	defer client.Close()
	check("raw put", client.Put(ctx, []byte("go/a"), []byte("1")))
	value, err := client.Get(ctx, []byte("go/a"))
	check("raw get", err)
	expect("raw put and get", string(value) == "1")

	keys := [][]byte{[]byte("go/b"), []byte("go/c"), []byte("go/d")}
	check("raw batch put", client.BatchPut(ctx, keys, [][]byte{[]byte("2"), []byte("3"), []byte("4")}))
	values, err := client.BatchGet(ctx, append(keys, []byte("go/none")))
	check("raw batch get", err)
	expect("raw batches", len(values) == 4 && string(values[2]) == "4" && values[3] == nil)

	found, _, err := client.Scan(ctx, []byte("go/"), []byte("go0"), 10)
	check("raw scan", err)
	expect("raw scan", len(found) == 4 && bytes.Equal(found[0], []byte("go/a")))
	reversed, _, err := client.ReverseScan(ctx, []byte("go0"), []byte("go/"), 2)
	check("raw reverse scan", err)
	expect("raw reverse scan", len(reversed) == 2 && bytes.Equal(reversed[0], []byte("go/d")))

	check("raw delete", client.Delete(ctx, []byte("go/a")))
	check("raw delete range", client.DeleteRange(ctx, []byte("go/c"), []byte("go0")))
	left, _, err := client.Scan(ctx, []byte("go/"), []byte("go0"), 10)
	check("raw scan after deletes", err)
	expect("raw deletes", len(left) == 1 && bytes.Equal(left[0], []byte("go/b")))
	client.SetAtomicForCAS(true)
	_, swapped, err := client.CompareAndSwap(ctx, []byte("go/b"), []byte("2"), []byte("5"))
	check("raw compare and swap", err)
	expect("raw compare and swap", swapped)
	check("raw clean", client.DeleteRange(ctx, []byte("go/"), []byte("go0")))
}

func transactions(ctx context.Context, pd []string) {
	config.UpdateGlobal(func(conf *config.Config) { conf.TiKVClient.AsyncCommit.KeysLimit = 256 })
	client, err := txnkv.NewClient(pd)
	check("txn connect", err)
	defer client.Close()

	for _, mode := range []struct {
		name        string
		onePc       bool
		async       bool
		pessimistic bool
	}{
		{"two-phase", false, false, false},
		{"async commit", false, true, false},
		{"one-phase", true, false, false},
		{"pessimistic", false, false, true},
	} {
		txn, err := client.Begin()
		check(mode.name+" begin", err)
		txn.SetEnable1PC(mode.onePc)
		txn.SetEnableAsyncCommit(mode.async)
		txn.SetPessimistic(mode.pessimistic)
		keys := [][]byte{[]byte("gotxn/" + mode.name + "/a"), []byte("gotxn/" + mode.name + "/b")}
		if mode.pessimistic {
			lock := kv.NewLockCtx(txn.StartTS(), kv.LockAlwaysWait, time.Now())
			check(mode.name+" lock", txn.LockKeys(ctx, lock, keys...))
		}
		for _, key := range keys {
			check(mode.name+" set", txn.Set(key, []byte("v")))
		}
		check(mode.name+" commit", txn.Commit(ctx))

		reader, err := client.Begin()
		check(mode.name+" read", err)
		value, err := reader.Get(ctx, keys[1])
		check(mode.name+" get", err)
		expect(mode.name+" transaction", string(value) == "v")
		iterator, err := reader.Iter([]byte("gotxn/"+mode.name+"/"), []byte("gotxn/"+mode.name+"0"))
		check(mode.name+" scan", err)
		count := 0
		for iterator.Valid() {
			count++
			check(mode.name+" next", iterator.Next())
		}
		expect(mode.name+" scan", count == 2)
		check(mode.name+" rollback", reader.Rollback())
	}

	first, err := client.Begin()
	check("conflict begin", err)
	second, err := client.Begin()
	check("conflict begin", err)
	check("conflict set", first.Set([]byte("gotxn/conflict"), []byte("1")))
	check("conflict set", second.Set([]byte("gotxn/conflict"), []byte("2")))
	check("conflict first commit", first.Commit(ctx))
	err = second.Commit(ctx)
	expect("write conflict", tikverr.IsErrWriteConflict(err))
}
