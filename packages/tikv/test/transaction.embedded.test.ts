import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import {
  ClientClosedError,
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  InvalidArgumentError,
  KeyExistsError,
  LimitExceededError,
  OperationAbortedError,
  TikvClient,
  type Transaction,
  TransactionClosedError,
  WriteConflictError,
  prefixRange,
} from '../src/index';
import { type FaultyTransport, bytes, faultyTransport, strike, text, until } from './support';

let cluster: EmbeddedCluster;
let transport: FaultyTransport;
let client: TikvClient;
let prefix = '';
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => {
  prefix = `t${run++}/`;
  transport.decide = () => 'none';
});

const key = (name: string): Uint8Array => bytes(prefix + name);

async function put(values: Record<string, string>): Promise<void> {
  await client.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  });
}

async function contents(): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  for await (const pair of client.snapshot().scan(prefixRange(bytes(prefix)))) {
    out[Buffer.from(pair.key).toString().slice(prefix.length)] = text(pair.value)!;
  }
  return out;
}

describe('a transaction', () => {
  test('shows its writes to itself at once and to others when it has committed', async () => {
    await put({ a: '1', b: '2' });
    const txn = await client.begin();
    txn.put(key('a'), bytes('10'));
    txn.delete(key('b'));
    txn.put(key('c'), bytes(''));
    expect(await txn.batchGet([key('a'), key('b'), key('c'), key('d')])).toEqual([
      bytes('10'),
      null,
      bytes(''),
      null,
    ]);
    const own: string[] = [];
    for await (const pair of txn.scan(prefixRange(bytes(prefix)))) own.push(Buffer.from(pair.key).toString());
    expect(own).toEqual([`${prefix}a`, `${prefix}c`]);
    expect(await contents()).toEqual({ a: '1', b: '2' });
    const commitTs = await txn.commit();
    expect(commitTs).toBeGreaterThan(txn.startTs!);
    expect(await contents()).toEqual({ a: '10', c: '' });
  });

  test('reads what was there when it began', async () => {
    await put({ a: '1' });
    const txn = await client.begin();
    expect(text(await txn.get(key('a')))).toBe('1');
    await put({ a: '2', b: '2' });
    expect(text(await txn.get(key('a')))).toBe('1');
    expect(await txn.get(key('b'))).toBeNull();
    await txn.rollback();
  });

  test('that only writes begins when it commits', async () => {
    const txn = await client.begin();
    txn.put(key('a'), bytes('1'));
    expect(txn.startTs).toBeNull();
    await txn.commit();
    expect(txn.startTs).not.toBeNull();
  });

  test('loses against a change of the same key since it read', async () => {
    await put({ n: '0' });
    const first = await client.begin();
    const second = await client.begin();
    await first.get(key('n'));
    await second.get(key('n'));
    first.put(key('n'), bytes('first'));
    second.put(key('n'), bytes('second'));
    second.put(key('m'), bytes('second'));
    await first.commit();
    await expect(second.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(second.state).toBe('rolledBack');
    expect(await contents()).toEqual({ n: 'first' });
  });

  test('conflicts over a key that it locked without writing it', async () => {
    await put({ guard: '1' });
    const txn = await client.begin();
    await txn.getForUpdate(key('guard'));
    txn.put(key('a'), bytes('1'));
    await put({ guard: '2' });
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(await contents()).toEqual({ guard: '2' });
  });

  test('inserts a key only when it is absent', async () => {
    await put({ a: '1' });
    const txn = await client.begin();
    txn.insert(key('b'), bytes('2'));
    txn.insert(key('a'), bytes('2'));
    const error = await txn.commit().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KeyExistsError);
    expect((error as KeyExistsError).key).toEqual(key('a'));
    expect(await contents()).toEqual({ a: '1' });
  });

  test('that was rolled back wrote nothing and takes no more work', async () => {
    const txn = await client.begin();
    txn.put(key('a'), bytes('1'));
    await txn.rollback();
    await txn.rollback();
    expect(() => txn.put(key('a'), bytes('1'))).toThrow(TransactionClosedError);
    await expect(txn.commit()).rejects.toBeInstanceOf(TransactionClosedError);
    expect(await contents()).toEqual({});
  });

  test('without writes commits without a request', async () => {
    const before = client.counters;
    const txn = await client.begin();
    expect(await txn.commit()).toBeNull();
    expect(client.counters).toEqual(before);
  });

  test('of many large values takes two phases and is whole', async () => {
    const value = 'x'.repeat(20_000);
    const values = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`k${String(i).padStart(2, '0')}`, value]),
    );
    const before = client.counters.requests['KvCommit'] ?? 0;
    await put(values);
    expect(await contents()).toEqual(values);
    expect(client.counters.requests['KvCommit']).toBeGreaterThan(before);
  });

  test.each([
    ['an empty key', new Uint8Array(0), bytes('v'), InvalidArgumentError],
    ['a key that is no bytes', 'k' as unknown as Uint8Array, bytes('v'), InvalidArgumentError],
    ['no key', undefined as unknown as Uint8Array, bytes('v'), InvalidArgumentError],
    ['a value that is no bytes', bytes('k'), 1 as unknown as Uint8Array, InvalidArgumentError],
    ['a key that is too long', new Uint8Array(7280), bytes('v'), LimitExceededError],
    ['a value that is too long', bytes('k'), new Uint8Array(6 * 1024 * 1024 + 1), LimitExceededError],
  ])('refuses %s when it is given', async (_, badKey, badValue, error) => {
    const txn = await client.begin();
    expect(() => txn.put(badKey, badValue)).toThrow(error);
    expect(await txn.commit()).toBeNull();
  });
});

describe('a client that is asked for a transaction', () => {
  test('rejects what it cannot begin with, and never throws', async () => {
    const wrong = { mode: 'hopeful' as 'optimistic' };
    const begun = client.begin(wrong);
    await expect(begun).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(client.transaction(() => Promise.resolve(), wrong)).rejects.toBeInstanceOf(
      InvalidArgumentError,
    );
    const closed = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    await closed.close();
    for (const call of [
      closed.begin(),
      closed.transaction(() => Promise.resolve()),
      closed.getLatest(key('a')),
      closed.timestamp(),
    ])
      await expect(call).rejects.toBeInstanceOf(ClientClosedError);
  });
});

describe('running work in a transaction', () => {
  test('loses no update of many at once', async () => {
    await put({ n: '0' });
    const increment = (): Promise<void> =>
      client.transaction(
        async (txn) => {
          const n = Number(text(await txn.get(key('n'))));
          txn.put(key('n'), bytes(String(n + 1)));
        },
        { attempts: 1000 },
      );
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await contents()).toEqual({ n: '50' });
  });

  test('gives back what the work gave, and passes on what it threw, with nothing written', async () => {
    expect(await client.transaction(() => Promise.resolve(42))).toBe(42);
    const failure = new Error('mine');
    const work = client.transaction((txn) => {
      txn.put(key('a'), bytes('1'));
      return Promise.reject(failure);
    });
    await expect(work).rejects.toBe(failure);
    expect(await contents()).toEqual({});
  });

  test('ends with the conflict when its attempts are used up', async () => {
    await put({ n: '0' });
    let attempts = 0;
    const work = client.transaction(
      async (txn) => {
        attempts++;
        await txn.get(key('n'));
        await put({ n: String(attempts) });
        txn.put(key('n'), bytes('mine'));
      },
      { attempts: 3 },
    );
    await expect(work).rejects.toBeInstanceOf(WriteConflictError);
    expect(attempts).toBe(3);
  });

  test('ends when its signal says so', async () => {
    const controller = new AbortController();
    const work = client.transaction(
      async (txn) => {
        txn.put(key('a'), bytes('1'));
        controller.abort(new Error('enough'));
        await txn.get(key('a2'));
      },
      { signal: controller.signal },
    );
    await expect(work).rejects.toBeInstanceOf(OperationAbortedError);
    expect(await contents()).toEqual({});
  });
});

describe('what is to follow a commit', () => {
  test('is called once, with the timestamp, when something was written', async () => {
    const told: bigint[] = [];
    let runs = 0;
    const onCommit = (ts: bigint): void => void told.push(ts);
    await client.transaction(
      async (txn) => {
        await txn.get(key('a'));
        if (++runs === 1) await put({ a: 'theirs' });
        txn.put(key('a'), bytes('mine'));
      },
      { onCommit },
    );
    await client.transaction(async (txn) => void (await txn.get(key('a'))), { onCommit });
    const failing = client.transaction(() => Promise.reject(new TypeError('not today')), { onCommit });
    await expect(failing).rejects.toThrow('not today');
    expect(runs).toBe(2);
    expect(told).toHaveLength(1);
    expect(text(await client.snapshot(told[0]).get(key('a')))).toBe('mine');
    expect(text(await client.snapshot(told[0]! - 1n).get(key('a')))).toBe('theirs');
  });

  test('fails nobody and makes nothing run again', async () => {
    let runs = 0;
    const onCommit = (): void => {
      throw new WriteConflictError({});
    };
    const work = (txn: Transaction): Promise<number> => {
      txn.put(key('a'), bytes('1'));
      return Promise.resolve(++runs);
    };
    expect(await client.transaction(work, { onCommit })).toBe(1);
    expect(await contents()).toEqual({ a: '1' });
  });
});

describe('a commit hook', () => {
  test('adds writes under a sequence that is later than every read and not later than the commit', async () => {
    const txn = await client.begin();
    await txn.get(key('a'));
    let sequence = 0n;
    txn.beforeCommit({
      apply: (ts) => {
        sequence = ts;
        txn.put(key('seq'), bytes(ts.toString()));
      },
    });
    txn.put(key('a'), bytes('1'));
    const commitTs = await txn.commit();
    expect(sequence).toBeGreaterThan(txn.startTs!);
    expect(commitTs!).toBeGreaterThan(sequence);
    expect(await contents()).toEqual({ a: '1', seq: sequence.toString() });
  });

  test('costs no timestamp of its own when the transaction only writes', async () => {
    await put({ warm: '1' });
    const before = client.counters.timestamps;
    const txn = await client.begin();
    let sequence = 0n;
    txn.beforeCommit({ apply: (ts) => ((sequence = ts), txn.put(key('a'), bytes('1'))) });
    await txn.commit();
    expect(sequence).toBe(txn.startTs);
    expect(client.counters.timestamps - before).toBe(1);
  });

  test('prepares before the sequence is taken', async () => {
    const order: string[] = [];
    const txn = await client.begin();
    txn.beforeCommit({
      prepare: () => Promise.resolve(void order.push('prepare')),
      apply: () => void order.push('apply'),
    });
    expect(await txn.commit()).toBeNull();
    expect(order).toEqual(['prepare', 'apply']);
  });

  test('with a window that has passed writes nothing', async () => {
    // No store can choose so early a timestamp: it falls back to two phases, where this client compares them itself.
    const txn = await client.begin();
    txn.beforeCommit({ commitWindowMs: -1000, apply: () => undefined });
    txn.put(key('k'), bytes('v'));
    await expect(txn.commit()).rejects.toBeInstanceOf(CommitWindowExceededError);
    expect(await contents()).toEqual({});
  });
});

describe('a commit hook and the end of its transaction', () => {
  test('is told the commit timestamp, and what it throws then fails nobody', async () => {
    const told: bigint[] = [];
    const txn = await client.begin();
    txn.beforeCommit({
      apply: () => undefined,
      committed: () => {
        throw new TypeError('a hook that fails');
      },
    });
    txn.beforeCommit({ apply: () => undefined, committed: (ts) => void told.push(ts) });
    txn.put(key('a'), bytes('1'));
    const commitTs = await txn.commit();
    expect(told).toEqual([commitTs]);
    expect(txn.state).toBe('committed');
  });

  test('hears nothing when nothing was written, or the commit failed', async () => {
    const told: bigint[] = [];
    const hook = { apply: () => undefined, committed: (ts: bigint): void => void told.push(ts) };
    const empty = await client.begin();
    empty.beforeCommit(hook);
    await empty.commit();
    await put({ a: '1' });
    const failing = await client.begin();
    failing.beforeCommit(hook);
    failing.insert(key('a'), bytes('2'));
    await expect(failing.commit()).rejects.toBeInstanceOf(KeyExistsError);
    expect(told).toEqual([]);
  });

  test('goes back to a savepoint with the writes', async () => {
    const txn = await client.begin();
    const names: string[] = ['before'];
    const forgotten: string[] = [];
    txn.beforeCommit({
      apply: () => names.forEach((name) => txn.put(key(name), bytes('1'))),
      savepoint: () => {
        const { length } = names;
        return () => void (names.length = length);
      },
      forgotten: () => void forgotten.push('first'),
    });
    const savepoint = txn.savepoint();
    names.push('undone');
    txn.beforeCommit({
      apply: () => txn.put(key('never'), bytes('1')),
      forgotten: () => void forgotten.push('second'),
    });
    savepoint.rollback();
    names.push('after');
    await txn.commit();
    expect(forgotten).toEqual(['second']);
    expect(await contents()).toEqual({ before: '1', after: '1' });
  });
});

describe('round trips', () => {
  async function cost(
    work: () => Promise<unknown>,
  ): Promise<{ timestamps: number; requests: Record<string, number> }> {
    await put({ warm: '1' });
    const before = client.counters;
    await work();
    const after = client.counters;
    const requests: Record<string, number> = {};
    for (const [method, count] of Object.entries(after.requests)) {
      const more = count - (before.requests[method] ?? 0);
      if (more > 0 && method !== 'Tso') requests[method] = more;
    }
    return { timestamps: after.timestamps - before.timestamps, requests };
  }

  test('of a read of the newest value: one request, no timestamp', async () => {
    expect(await cost(() => client.getLatest(key('warm')))).toEqual({
      timestamps: 0,
      requests: { KvGet: 1 },
    });
  });

  test('of a read of many keys: one timestamp, one request', async () => {
    const keys = Array.from({ length: 100 }, (_, i) => key(String(i)));
    expect(await cost(() => client.snapshot().batchGet(keys))).toEqual({
      timestamps: 1,
      requests: { KvBatchGet: 1 },
    });
  });

  test('of a page of a scan: one timestamp, one request', async () => {
    await put({ a: '1', b: '2', c: '3' });
    const page = async (): Promise<void> => {
      let count = 0;
      for await (const pair of client.snapshot().scan(prefixRange(bytes(prefix)), { limit: 2 }))
        count += pair.key.length > 0 ? 1 : 0;
      expect(count).toBe(2);
    };
    expect(await cost(page)).toEqual({ timestamps: 1, requests: { KvScan: 1 } });
  });

  test('of blind writes, checked or not: one timestamp, one request', async () => {
    const write = async (): Promise<void> => {
      const txn = await client.begin();
      txn.insert(key('row'), bytes('1'));
      txn.insert(key('unique'), bytes('1'));
      txn.put(key('index'), bytes('1'));
      await txn.commit();
    };
    expect(await cost(write)).toEqual({ timestamps: 1, requests: { KvPrewrite: 1 } });
  });

  test('of a change of one value: two timestamps, two requests', async () => {
    const change = (): Promise<void> =>
      client.transaction(async (txn) => {
        await txn.get(key('warm'));
        txn.put(key('warm'), bytes('2'));
      });
    expect(await cost(change)).toEqual({ timestamps: 2, requests: { KvGet: 1, KvPrewrite: 1 } });
  });
});

describe('when answers are lost', () => {
  test('a committed one-phase commit is found out to be one', async () => {
    transport.decide = strike('KvPrewrite', 'loseAnswer');
    await put({ a: '1' });
    expect(await contents()).toEqual({ a: '1' });
  });

  test('a commit whose request never arrived is made by the next try', async () => {
    transport.decide = strike('KvPrewrite', 'loseRequest');
    await put({ a: '1' });
    expect(await contents()).toEqual({ a: '1' });
  });

  test('a two-phase commit whose primary was committed is found out to be one', async () => {
    transport.decide = strike('KvCommit', 'loseAnswer');
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v'.repeat(30_000)]));
    await put(values);
    expect(Object.keys(await contents())).toHaveLength(20);
  });

  test('the outcome is told as unknown when nobody can be asked, and the work is not run again', async () => {
    let attempts = 0;
    const work = client.transaction(
      (txn) => {
        attempts++;
        txn.put(key('a'), bytes('1'));
        transport.decide = (method) =>
          method === 'KvPrewrite' ? 'loseAnswer' : method === 'KvCheckTxnStatus' ? 'loseRequest' : 'none';
        return Promise.resolve();
      },
      { timeoutMs: 300 },
    );
    const error = await work.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CommitOutcomeUnknownError);
    expect(error).toMatchObject({ retryable: false, primaryKey: key('a') });
    expect(attempts).toBe(1);
    transport.decide = () => 'none';
    expect(await contents()).toEqual({ a: '1' });
  }, 40_000);
});

describe('a client that dies half-way', () => {
  /** Prewrites in two phases and never commits: what a process leaves that is killed in between. */
  async function leaveLocks(values: Record<string, string>): Promise<void> {
    const dying = faultyTransport();
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport: dying });
    const txn = await other.begin();
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    // Too large for one request and too many keys for async commit, so that the locks alone decide nothing.
    txn.put(key('~pad'), new Uint8Array(300_000));
    for (let i = 0; i < 256; i++) txn.put(key(`~pad${i}`), bytes(''));
    dying.decide = (method) =>
      ['KvCommit', 'KvBatchRollback', 'KvCheckTxnStatus'].includes(method) ? 'loseRequest' : 'none';
    const controller = new AbortController();
    const committing = txn.commit({ signal: controller.signal });
    await until(() => (other.counters.requests['KvCommit'] ?? 0) > 0);
    controller.abort();
    dying.close();
    await committing.catch(() => undefined);
    void other.close();
  }

  test('leaves locks that a writer gets past when they have expired, with nothing of the dead one written', async () => {
    await put({ a: '1' });
    await leaveLocks({ a: 'dead', b: 'dead' });
    const start = performance.now();
    await put({ a: '2' });
    expect(performance.now() - start).toBeLessThan(8000);
    expect(await contents()).toEqual({ a: '2' });
  }, 30_000);

  test('leaves locks that readers pass without waiting', async () => {
    await put({ a: '1' });
    await leaveLocks({ a: 'dead' });
    const start = performance.now();
    expect(text(await client.snapshot().get(key('a')))).toBe('1');
    expect(text(await client.getLatest(key('a')))).toBe('1');
    expect(performance.now() - start).toBeLessThan(2000);
  }, 30_000);
});
