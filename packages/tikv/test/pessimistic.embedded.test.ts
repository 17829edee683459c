/** Pessimistic transactions: who waits for whom, what a lock protects, and that nothing is left locked. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import {
  DeadlockError,
  InvalidArgumentError,
  KeyExistsError,
  LockWaitTimeoutError,
  OperationAbortedError,
  TikvClient,
  type Transaction,
  type TransactionOptions,
  TransactionClosedError,
  TransactionTooOldError,
  WriteConflictError,
  prefixRange,
} from '../src/index';
import { type FaultyTransport, bytes, faultyTransport, strike, text, until } from './support';

let cluster: EmbeddedCluster;
let transport: FaultyTransport;
let client: TikvClient;
let other: TikvClient;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
  other = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
  await other.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  await client.close();
  await other.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  transport.decide = () => 'none';
});

/** `a...` keys lie in one region, `z...` keys in another. */
const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);
const begin = (options: TransactionOptions = {}, by = client): Promise<Transaction> =>
  by.begin({ mode: 'pessimistic', ...options });

async function put(values: Record<string, string>): Promise<void> {
  await other.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  });
}
const read = async (name: string): Promise<string | null> => text(await other.snapshot().get(key(name)));

/** Whether another transaction could lock the key at once. */
async function isFree(name: string): Promise<boolean> {
  const probe = await begin({}, other);
  try {
    await probe.lock([key(name)], { waitMs: 0 });
    return true;
  } catch (error) {
    if (error instanceof LockWaitTimeoutError) return false;
    throw error;
  } finally {
    await probe.rollback();
  }
}

async function requestsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = client.counters;
  await work();
  const out: Record<string, number> = { timestamps: client.counters.timestamps - before.timestamps };
  for (const [method, count] of Object.entries(client.counters.requests)) {
    const more = count - (before.requests[method] ?? 0);
    if (more > 0 && method !== 'Tso') out[method] = more;
  }
  return out;
}

describe('a lock', () => {
  test('gives the newest value, also one that is newer than the transaction', async () => {
    await put({ a: 'old', b: 'b' });
    const txn = await begin();
    expect(text(await txn.get(key('b')))).toBe('b');
    await put({ a: 'new', b: 'changed' });
    expect(text(await txn.getForUpdate(key('a')))).toBe('new');
    expect(text(await txn.get(key('b')))).toBe('b');
    expect(await txn.getForUpdate(key('absent'))).toBeNull();
    txn.put(key('a'), bytes('mine'));
    expect(text(await txn.getForUpdate(key('a')))).toBe('mine');
    await txn.commit();
    expect(await read('a')).toBe('mine');
    expect(await read('b')).toBe('changed');
  });

  test('makes another transaction wait until the commit, and shows it the result', async () => {
    await put({ a: '1' });
    const first = await begin();
    await first.getForUpdate(key('a'));
    const second = await begin({}, other);
    const waiting = second.getForUpdate(key('a'));
    first.put(key('a'), bytes('2'));
    await first.commit();
    expect(text(await waiting)).toBe('2');
    second.put(key('a'), bytes('3'));
    await second.commit();
    expect(await read('a')).toBe('3');
  });

  test('that was waited for is had by the one request that asked for it, with the newest value', async () => {
    await put({ a: '1' });
    const holder = await begin({}, other);
    await holder.lock([key('a')]);
    const txn = await begin();
    let value: string | null = null;
    const asked = await requestsOf(async () => {
      const locking = txn.getForUpdate(key('a'));
      holder.put(key('a'), bytes('2'));
      await holder.commit();
      value = text(await locking);
    });
    expect(asked['KvPessimisticLock']).toBe(1);
    expect(value).toBe('2');
    txn.put(key('a'), bytes('3'));
    await txn.commit();
    expect(await read('a')).toBe('3');
  });

  test('is waited for beyond the second that a store waits', async () => {
    await put({ a: '1' });
    const first = await begin();
    await first.lock([key('a')]);
    const second = await begin({}, other);
    const waiting = second.getForUpdate(key('a'));
    await until(() => (other.counters.requests['KvPessimisticLock'] ?? 0) > 1, 20_000);
    const before = other.counters.requests['KvPessimisticLock'] ?? 0;
    await until(() => (other.counters.requests['KvPessimisticLock'] ?? 0) > before, 20_000);
    await first.rollback();
    expect(text(await waiting)).toBe('1');
    await second.rollback();
  }, 40_000);

  test('is given back by a rollback, by a commit without writes, and at the end of `await using`', async () => {
    const first = await begin();
    await first.lock([key('a'), key('z')]);
    expect(await isFree('a')).toBe(false);
    expect(await isFree('z')).toBe(false);
    await first.rollback();
    expect(await isFree('a')).toBe(true);
    expect(await isFree('z')).toBe(true);
    const second = await begin();
    await second.lock([key('a')]);
    expect(await second.commit()).toBeNull();
    expect(await isFree('a')).toBe(true);
    const third = await begin();
    await third.lock([key('a')]);
    await third[Symbol.asyncDispose]();
    expect(third.state).toBe('rolledBack');
    expect(await isFree('a')).toBe(true);
  });

  test('does not stop readers', async () => {
    await put({ a: '1' });
    const txn = await begin();
    await txn.lock([key('a')]);
    expect(await read('a')).toBe('1');
    expect(text(await other.getLatest(key('a')))).toBe('1');
    await txn.rollback();
  });

  test('that cannot be had in time is a timeout, and the transaction may go on', async () => {
    const first = await begin();
    await first.lock([key('a')]);
    const second = await begin({}, other);
    const start = performance.now();
    await expect(second.lock([key('b'), key('a')], { waitMs: 0 })).rejects.toBeInstanceOf(
      LockWaitTimeoutError,
    );
    expect(performance.now() - start).toBeLessThan(1000);
    await expect(second.getForUpdate(key('a'), { waitMs: 300 })).rejects.toMatchObject({
      code: 'TIKV_LOCK_WAIT_TIMEOUT',
      details: { lockTs: first.startTs },
    });
    second.put(key('c'), bytes('1'));
    await second.commit();
    await first.rollback();
    expect(await read('c')).toBe('1');
    expect(await isFree('b')).toBe(true);
  });

  test('is no longer waited for when the signal fires', async () => {
    const first = await begin();
    await first.lock([key('a')]);
    const controller = new AbortController();
    const second = await begin({}, other);
    const waiting = second.lock([key('a')], { signal: controller.signal });
    const reason = new Error('enough');
    setImmediate(() => controller.abort(reason));
    await expect(waiting).rejects.toBeInstanceOf(OperationAbortedError);
    await first.rollback();
    await second.rollback();
    await until(() => isFree('a'));
  });

  test('held by a client that is gone is passed when it has expired', async () => {
    await put({ a: '1' });
    const dying = faultyTransport();
    const gone = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport: dying });
    const txn = await begin({ maxAgeMs: 1000 }, gone);
    await txn.lock([key('a')]);
    dying.decide = () => 'loseRequest';
    const second = await begin({}, other);
    expect(text(await second.getForUpdate(key('a'), { waitMs: 40_000 }))).toBe('1');
    await second.rollback();
    await gone.close();
  }, 60_000);
});

describe('a commit', () => {
  test.each<[string, TransactionOptions['protocol'], string]>([
    ['in one phase', {}, 'a'],
    ['asynchronously over two regions', {}, 'z'],
    ['asynchronously in one region', { onePhase: false }, 'b'],
    ['in two phases', { onePhase: false, asyncCommit: false }, 'z'],
  ])('%s writes all and leaves nothing locked', async (_, protocol, second) => {
    await put({ a: '0' });
    const txn = await begin({ protocol });
    await txn.getForUpdate(key('a'));
    await txn.lock([key('a-guard')]);
    txn.put(key('a'), bytes('1'));
    txn.put(key(`${second}2`), bytes('2'));
    txn.insert(key('a3'), bytes('3'));
    await txn.commit();
    expect(await Promise.all(['a', `${second}2`, 'a3'].map(read))).toEqual(['1', '2', '3']);
    for (const name of ['a', `${second}2`, 'a3', 'a-guard']) await until(() => isFree(name));
  });

  test('of a read-modify-write costs two timestamps, one lock request and one prewrite', async () => {
    await put({ a: '0' });
    const change = async (): Promise<void> => {
      const txn = await begin();
      const n = Number(text(await txn.getForUpdate(key('a'))));
      txn.put(key('a'), bytes(String(n + 1)));
      await txn.commit();
    };
    expect(await requestsOf(change)).toEqual({ timestamps: 2, KvPessimisticLock: 1, KvPrewrite: 1 });
  });

  test('is not lost by many at once', async () => {
    await put({ n: '0' });
    const increment = (by: TikvClient): Promise<void> =>
      by.transaction(
        async (txn) => {
          const n = Number(text(await txn.getForUpdate(key('n'))));
          txn.put(key('n'), bytes(String(n + 1)));
        },
        { mode: 'pessimistic', attempts: 1 },
      );
    await Promise.all(Array.from({ length: 20 }, (_, i) => increment(i % 2 === 0 ? client : other)));
    expect(await read('n')).toBe('20');
  }, 60_000);

  test('refuses to insert a key that exists, locked or not', async () => {
    await put({ a: '1' });
    const unlocked = await begin();
    await unlocked.lock([key('b')]);
    unlocked.insert(key('a'), bytes('2'));
    const error = await unlocked.commit().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KeyExistsError);
    expect((error as KeyExistsError).key).toEqual(key('a'));
    const locked = await begin();
    await locked.lock([key('a')]);
    locked.insert(key('a'), bytes('2'));
    await expect(locked.commit()).rejects.toBeInstanceOf(KeyExistsError);
    const deleted = await begin();
    await deleted.lock([key('a')]);
    deleted.insert(key('a'), bytes('2'));
    deleted.delete(key('a'));
    await expect(deleted.commit()).rejects.toBeInstanceOf(KeyExistsError);
    expect(await read('a')).toBe('1');
    for (const name of ['a', 'b']) await until(() => isFree(name));
  });

  test('lets only one of two insert the same unlocked key', async () => {
    const insert = async (by: TikvClient, guard: string): Promise<string> => {
      const txn = await begin({}, by);
      await txn.lock([key(guard)]);
      txn.insert(key('a-unique'), bytes(guard));
      return txn.commit().then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof KeyExistsError || error instanceof WriteConflictError) return 'refused';
          throw error;
        },
      );
    };
    const outcomes = await Promise.all([insert(client, 'a1'), insert(other, 'z2')]);
    expect(outcomes.sort()).toEqual(['done', 'refused']);
    for (const name of ['a1', 'z2', 'a-unique']) await until(() => isFree(name));
  });

  test('deletes and inserts a key that it locked', async () => {
    await put({ a: '1' });
    const txn = await begin();
    await txn.lock([key('a')]);
    txn.delete(key('a'));
    txn.insert(key('a'), bytes('2'));
    await txn.commit();
    expect(await read('a')).toBe('2');
  });
});

describe('what a pessimistic transaction read without a lock', () => {
  const scanned = async (txn: Transaction, reverse = false): Promise<(string | null)[]> => {
    const values: (string | null)[] = [];
    const { start } = prefixRange(key('a').subarray(0, -1));
    for await (const pair of txn.scan(prefixRange(start), { reverse })) values.push(text(pair.value));
    return values;
  };
  const reads: [string, (txn: Transaction) => Promise<unknown>][] = [
    ['get', (txn) => txn.get(key('a'))],
    ['batchGet', (txn) => txn.batchGet([key('a')])],
    ['scan', (txn) => scanned(txn)],
  ];

  test.each(reads)('by %s and writes must not have changed', async (_, readIt) => {
    await put({ a: '1' });
    const txn = await begin();
    await readIt(txn);
    await txn.lock([key('z')]);
    await put({ a: '2' });
    txn.put(key('a'), bytes('from 1'));
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(await read('a')).toBe('2');
    await until(() => isFree('z'));
  });

  test.each(reads)('by %s and locks must not have changed', async (_, readIt) => {
    await put({ a: '1' });
    const txn = await begin();
    await readIt(txn);
    await put({ a: '2' });
    await expect(txn.getForUpdate(key('a'))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(txn.lock([key('a'), key('z')])).rejects.toBeInstanceOf(WriteConflictError);
    await txn.rollback();
    await until(async () => (await isFree('a')) && (await isFree('z')));
  });

  test('and nobody changed can be locked and written', async () => {
    await put({ a: '1' });
    const txn = await begin();
    await txn.get(key('a'));
    const holder = await begin({}, other);
    await holder.lock([key('a')]);
    const locking = txn.getForUpdate(key('a'));
    await holder.rollback();
    expect(text(await locking)).toBe('1');
    txn.put(key('a'), bytes('2'));
    await txn.commit();
    expect(await read('a')).toBe('2');
  });

  test('does not matter where it writes without having read', async () => {
    const txn = await begin();
    await txn.get(key('b'));
    await txn.lock([key('z')]);
    await put({ a: '2' });
    txn.put(key('a'), bytes('blind'));
    await txn.commit();
    expect(await read('a')).toBe('blind');
  });

  test('is lost by none of many that read, lock and write one value', async () => {
    await put({ a: '0', z: '0' });
    const add = (): Promise<void> =>
      client.transaction(
        async (txn) => {
          const seen = Number(text(await txn.get(key('a'))));
          const locked = Number(text(await txn.getForUpdate(key('z'))));
          txn.put(key('a'), bytes(String(seen + 1)));
          txn.put(key('z'), bytes(String(locked + 1)));
        },
        { mode: 'pessimistic', attempts: 200 },
      );
    await Promise.all(Array.from({ length: 12 }, add));
    expect([await read('a'), await read('z')]).toEqual(['12', '12']);
  });

  test('is the value of now once it has been locked, in reads of all kinds', async () => {
    await put({ a1: 'old', a3: 'old' });
    const txn = await begin();
    await txn.get(key('b'));
    await put({ a1: 'new', a2: 'new' });
    await txn.lock([key('a1'), key('a2')]);
    expect(text(await txn.get(key('a1')))).toBe('new');
    expect((await txn.batchGet(['a1', 'a2', 'a3', 'b'].map(key))).map(text)).toEqual([
      'new',
      'new',
      'old',
      null,
    ]);
    expect(await scanned(txn)).toEqual(['new', 'new', 'old']);
    expect(await scanned(txn, true)).toEqual(['old', 'new', 'new']);
    await txn.rollback();
  });

  test('waits for a lock call that is under way', async () => {
    await put({ a: '1' });
    const holder = await begin({}, other);
    await holder.lock([key('a')]);
    const txn = await begin();
    await txn.get(key('b'));
    const locking = txn.lock([key('a')]);
    const reading = txn.get(key('a'));
    holder.put(key('a'), bytes('2'));
    await holder.commit();
    expect(text(await reading)).toBe('2');
    await locking;
    await txn.rollback();
  });
});

describe('transactions in a circle', () => {
  test('of two: one gets a deadlock that names both, the other goes on', async () => {
    const first = await begin();
    const second = await begin({}, other);
    await first.lock([key('a')]);
    await second.lock([key('b')]);
    // Whichever closes the circle ends, and its rollback lets the other one go on.
    const failures: unknown[] = [];
    const lockOrEnd = (txn: Transaction, name: string): Promise<void> =>
      txn.lock([key(name)]).catch((error: unknown) => {
        failures.push(error);
        return txn.rollback();
      });
    await Promise.all([lockOrEnd(first, 'b'), lockOrEnd(second, 'a')]);
    await first.rollback();
    await second.rollback();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toBeInstanceOf(DeadlockError);
    const { waitChain } = (failures[0] as DeadlockError).details as {
      waitChain: { txn: bigint; waitForTxn: bigint }[];
    };
    expect(new Set(waitChain.map(({ txn }) => txn))).toEqual(new Set([first.startTs, second.startTs]));
    expect((failures[0] as DeadlockError).retryable).toBe(true);
  }, 30_000);

  test('of three are found out, and all get through by running again', async () => {
    const names = ['a', 'z', 'b'];
    await put({ a: '0', z: '0', b: '0' });
    const holding = new Set<number>();
    let isFirst = true;
    const work = (i: number): Promise<void> =>
      (i === 1 ? other : client).transaction(
        async (txn) => {
          const [one, two] = [names[i] as string, names[(i + 1) % 3] as string];
          const x = Number(text(await txn.getForUpdate(key(one))));
          holding.add(i);
          // The first time all three hold one before they want the next.
          if (isFirst) await until(() => holding.size === 3);
          isFirst = false;
          const y = Number(text(await txn.getForUpdate(key(two))));
          txn.put(key(one), bytes(String(x + 1)));
          txn.put(key(two), bytes(String(y + 1)));
        },
        { mode: 'pessimistic' },
      );
    await Promise.all([0, 1, 2].map(work));
    expect(await Promise.all(names.map(read))).toEqual(['2', '2', '2']);
  }, 60_000);
});

describe('when answers of a pessimistic transaction are lost', () => {
  test.each<[string, 'loseAnswer' | 'loseRequest']>([
    ['KvPessimisticLock', 'loseAnswer'],
    ['KvPessimisticLock', 'loseRequest'],
    ['KvPrewrite', 'loseAnswer'],
    ['KvPrewrite', 'loseRequest'],
    ['KvCommit', 'loseAnswer'],
    ['KvCommit', 'loseRequest'],
  ])(
    '%s: %s',
    async (method, fault) => {
      for (const protocol of [{}, { onePhase: false }, { onePhase: false, asyncCommit: false }]) {
        await put({ a: '0', z: '0' });
        transport.decide = strike(method, fault);
        const txn = await begin({ protocol });
        await txn.lock([key('a'), key('z')]);
        txn.put(key('a'), bytes('1'));
        txn.put(key('z'), bytes('1'));
        await txn.commit();
        expect([await read('a'), await read('z')]).toEqual(['1', '1']);
        for (const name of ['a', 'z']) await until(() => isFree(name));
      }
    },
    30_000,
  );

  test('a lock call that fails over it leaves nothing locked', async () => {
    const txn = await begin();
    transport.decide = (method) => (method === 'KvPessimisticLock' ? 'loseAnswer' : 'none');
    await expect(txn.lock([key('a')], { timeoutMs: 250 })).rejects.toMatchObject({
      code: 'TIKV_DEADLINE_EXCEEDED',
    });
    transport.decide = () => 'none';
    await until(() => isFree('a'));
    await txn.lock([key('a')]);
    txn.put(key('a'), bytes('1'));
    await txn.commit();
    expect(await read('a')).toBe('1');
  });
});

describe('write skew', () => {
  test.each(['optimistic', 'pessimistic'] as const)('is prevented by getForUpdate: %s', async (mode) => {
    await put({ a: 'on', z: 'on' });
    const off = (name: string, by: TikvClient): Promise<boolean> =>
      by.transaction(
        async (txn) => {
          const values = [text(await txn.getForUpdate(key('a'))), text(await txn.getForUpdate(key('z')))];
          if (values.filter((value) => value === 'on').length < 2) return false;
          txn.put(key(name), bytes('off'));
          return true;
        },
        { mode, attempts: 100 },
      );
    const done = await Promise.all([off('a', client), off('z', other)]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect([await read('a'), await read('z')].filter((value) => value === 'on')).toHaveLength(1);
  });
});

describe('a transaction that has ended or is too old', () => {
  test('takes no lock', async () => {
    const txn = await begin();
    await txn.lock([key('a')]);
    await txn.rollback();
    await expect(txn.getForUpdate(key('a'))).rejects.toBeInstanceOf(TransactionClosedError);
    await expect(txn.lock([key('a')])).rejects.toBeInstanceOf(TransactionClosedError);
    expect(() => txn.savepoint()).toThrow(TransactionClosedError);
  });

  test('takes no work beyond its age, and gives its locks back', async () => {
    const txn = await begin({ maxAgeMs: 20 });
    await txn.lock([key('a')]);
    const end = performance.now() + 30;
    await until(() => performance.now() > end);
    await expect(txn.get(key('a'))).rejects.toBeInstanceOf(TransactionTooOldError);
    expect(() => txn.put(key('a'), bytes('1'))).toThrow(TransactionTooOldError);
    await expect(txn.commit()).rejects.toBeInstanceOf(TransactionTooOldError);
    await txn.rollback();
    expect(await isFree('a')).toBe(true);
  });

  test.each([
    ['a mode that is none', { mode: 'careful' as 'optimistic' }],
    ['a negative age', { maxAgeMs: -1 }],
    ['an age of more than a day', { maxAgeMs: 86_400_001 }],
    ['a wait that is no number', { lockWaitMs: Number.NaN }],
  ])('cannot begin with %s', async (_, options) => {
    await expect(Promise.resolve().then(() => client.begin(options))).rejects.toBeInstanceOf(
      InvalidArgumentError,
    );
  });
});

describe('a savepoint', () => {
  test.each(['optimistic', 'pessimistic'] as const)('takes back the writes since: %s', async (mode) => {
    await put({ a: '1', b: '1' });
    const txn = await client.begin({ mode });
    txn.put(key('a'), bytes('2'));
    const first = txn.savepoint();
    txn.put(key('a'), bytes('3'));
    txn.delete(key('b'));
    const second = txn.savepoint();
    await txn.getForUpdate(key('c'));
    txn.insert(key('c'), bytes('3'));
    second.rollback();
    expect((await txn.batchGet([key('a'), key('b'), key('c')])).map(text)).toEqual(['3', null, null]);
    first.rollback();
    first.rollback();
    expect((await txn.batchGet([key('a'), key('b'), key('c')])).map(text)).toEqual(['2', '1', null]);
    expect(() => second.rollback()).toThrow(InvalidArgumentError);
    txn.put(key('d'), bytes('4'));
    first.release();
    await txn.commit();
    const found: string[] = [];
    for await (const pair of client.snapshot().scan(prefixRange(key('a').subarray(0, 2))))
      found.push(text(pair.value)!);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(read))).toEqual(['2', '1', null, '4']);
    await until(() => isFree('c'));
  });
});

describe('an insert that is deleted again', () => {
  test('still asks that the key was absent', async () => {
    await put({ a: '1', taken: '1' });
    const insertAndDelete = async (name: string): Promise<void> => {
      const txn = await begin();
      await txn.getForUpdate(key('a'));
      txn.put(key('a'), bytes(name));
      txn.insert(key(name), bytes('2'));
      txn.delete(key(name));
      await txn.commit();
    };
    await expect(insertAndDelete('taken')).rejects.toBeInstanceOf(KeyExistsError);
    expect([await read('a'), await read('taken')]).toEqual(['1', '1']);
    await insertAndDelete('zfree');
    expect([await read('a'), await read('zfree')]).toEqual(['zfree', null]);
    await until(() => isFree('zfree'));
    await until(() => isFree('taken'));
  });
});
