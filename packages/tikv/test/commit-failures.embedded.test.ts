/**
 * Commits that fail in one place: what is told, what is cleaned up, and what is not even tried. Time runs twenty times as
 * fast.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import {
  CommitOutcomeUnknownError,
  KeyExistsError,
  LockWaitTimeoutError,
  OperationAbortedError,
  TikvClient,
  type TransactionOptions,
  WriteConflictError,
  isTitoError,
} from '../src/index';
import { FastClock, type FaultyTransport, bytes, faultyTransport, text, until } from './support';

const clock = new FastClock(20);
const TWO_PHASES: TransactionOptions = { protocol: { onePhase: false, asyncCommit: false } };
let cluster: EmbeddedCluster;
let transport: FaultyTransport;
let client: TikvClient;
let other: TikvClient;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, transport });
  other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  transport.decide = () => 'none';
  cluster.faults.clear();
  await client.close();
  await other.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  transport.decide = () => 'none';
  transport.hold = () => undefined;
  cluster.faults.clear();
});

/** `a...` keys lie in one region, `z...` keys in another. */
const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);
const requests = (method: string): number => client.counters.requests[method] ?? 0;
const read = async (...names: string[]): Promise<(string | null)[]> =>
  (await other.snapshot().batchGet(names.map(key))).map(text);

async function put(values: Record<string, string>, options?: TransactionOptions, by = other): Promise<void> {
  await by.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  }, options);
}

/** Whether another transaction could lock the keys at once. */
async function areFree(...names: string[]): Promise<boolean> {
  await using probe = await other.begin({ mode: 'pessimistic' });
  try {
    await probe.lock(names.map(key), { waitMs: 0 });
    return true;
  } catch (error) {
    if (error instanceof LockWaitTimeoutError) return false;
    throw error;
  }
}

describe('a commit that conflicts', () => {
  test('in one phase leaves nothing to clean up', async () => {
    const txn = await client.begin();
    await txn.get(key('a'));
    await put({ a: 'theirs' });
    txn.put(key('a'), bytes('mine'));
    const before = requests('KvBatchRollback');
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(await read('a')).toEqual(['theirs']);
    expect(await areFree('a')).toBe(true);
    expect(requests('KvBatchRollback')).toBe(before);
  });

  test.each([
    ['two phases', TWO_PHASES],
    ['async commit', {}],
    ['pessimistic', { mode: 'pessimistic' as const, ...TWO_PHASES }],
  ])('in the second of two regions gives all locks back: %s', async (_, options) => {
    const txn = await client.begin(options);
    await txn.get(key('z'));
    if (options.mode) await txn.lock([key('a')]);
    await put({ z: 'theirs' });
    txn.put(key('a'), bytes('mine'));
    txn.put(key('z'), bytes('mine'));
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    await txn.rollback();
    expect(await read('a', 'z')).toEqual([null, 'theirs']);
    await until(() => areFree('a', 'z'));
  });

  test('while another prewrite is under way is told as the conflict that it is', async () => {
    const txn = await client.begin();
    await txn.get(key('z'));
    await put({ z: 'theirs' });
    let isHeld = false;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    cluster.faults.add({
      on: { rpc: 'KvPrewrite', primary: true },
      at: 'afterApply',
      do: { call: () => ((isHeld = true), held) },
    });
    txn.put(key('a'), bytes('mine'));
    txn.put(key('z'), bytes('mine'));
    const committing = txn.commit();
    committing.catch(() => undefined);
    await until(() => isHeld);
    release();
    await expect(committing).rejects.toBeInstanceOf(WriteConflictError);
    expect(await read('a', 'z')).toEqual([null, 'theirs']);
    await until(() => areFree('a', 'z'));
  });

  test('after its first answer was lost is told as the conflict that it is', async () => {
    const txn = await client.begin({ protocol: { onePhase: false } });
    await txn.get(key('a'));
    await put({ a: 'theirs' });
    let calls = 0;
    transport.decide = (method) => (method === 'KvPrewrite' && calls++ === 0 ? 'loseAnswer' : 'none');
    txn.put(key('a'), bytes('mine'));
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(calls).toBe(2);
  });
});

describe('a commit whose caller gives up', () => {
  test('before it begins sends nothing', async () => {
    const txn = await client.begin();
    txn.put(key('a'), bytes('1'));
    const before = requests('KvPrewrite');
    await expect(txn.commit({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(OperationAbortedError);
    expect(requests('KvPrewrite')).toBe(before);
  });

  test('between its two phases gives its locks back all the same', async () => {
    const aborting = new AbortController();
    let prewritten = 0;
    transport.hold = (method) => {
      if (method === 'KvPrewrite' && ++prewritten === 2) setImmediate(() => aborting.abort());
      return undefined;
    };
    cluster.faults.add({
      on: { rpc: 'KvPrewrite', primary: true },
      at: 'afterApply',
      do: { hang: true },
      times: 'inf',
    });
    const txn = await client.begin(TWO_PHASES);
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    await expect(txn.commit({ signal: aborting.signal })).rejects.toBeInstanceOf(OperationAbortedError);
    cluster.faults.clear();
    await until(() => areFree('a', 'z'));
    expect(await read('a', 'z')).toEqual([null, null]);
  });
});

describe('a commit that a store does not know the outcome of', () => {
  test.each([
    ['the commit of a primary', 'KvCommit', TWO_PHASES],
    ['an async prewrite', 'KvPrewrite', { protocol: { onePhase: false } }],
  ])('is asked about, not repeated blindly: %s', async (_, rpc, options) => {
    cluster.faults.add({ on: { rpc }, do: { regionError: 'UndeterminedResult' } });
    const txn = await client.begin(options);
    txn.put(key('a'), bytes('1'));
    const asked = requests('KvCheckTxnStatus');
    const outcome = await txn.commit().catch((error: unknown) => error);
    expect(requests('KvCheckTxnStatus')).toBeGreaterThan(asked);
    const isThere = (await read('a'))[0] === '1';
    if (typeof outcome === 'bigint') expect(isThere).toBe(true);
    else {
      expect(outcome).toMatchObject({ code: 'TIKV_TRANSACTION_ABORTED', retryable: true });
      expect(isThere).toBe(false);
    }
  });

  test('is done again where a prewrite decides nothing', async () => {
    cluster.faults.add({ on: { rpc: 'KvPrewrite' }, do: { regionError: 'UndeterminedResult' } });
    await put({ a: '1' }, TWO_PHASES, client);
    expect(await read('a')).toEqual(['1']);
  });
});

describe('a commit without a commit timestamp', () => {
  test('fails for certain, and gives its locks back', async () => {
    const txn = await client.begin({ ...TWO_PHASES });
    await txn.get(key('a'));
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    cluster.faults.add({ on: { rpc: 'pd.Tso' }, do: { drop: 'request' }, times: 'inf' });
    const failed = await txn.commit({ timeoutMs: 20_000 }).catch((error: unknown) => error);
    cluster.faults.clear();
    expect(failed).not.toBeInstanceOf(CommitOutcomeUnknownError);
    expect(isTitoError(failed)).toBe(true);
    await until(() => areFree('a', 'z'), 20_000);
    expect(await read('a', 'z')).toEqual([null, null]);
  });
});

describe('a pessimistic write of an unlocked key', () => {
  test('that another transaction has locked ends that one, if it is not committed', async () => {
    const slow = await other.begin({ mode: 'pessimistic' });
    await slow.lock([key('z')]);
    slow.put(key('z'), bytes('slow'));
    const txn = await client.begin({ mode: 'pessimistic' });
    await txn.lock([key('a')]);
    txn.put(key('z'), bytes('mine'));
    await txn.commit();
    expect(await read('z')).toEqual(['mine']);
    await expect(slow.commit()).rejects.toMatchObject({ retryable: true });
    expect(await read('z')).toEqual(['mine']);
  });
});

describe('requests that come again, much later', () => {
  test.each([
    ['one phase', {}],
    ['async commit', { protocol: { onePhase: false } }],
    ['two phases', TWO_PHASES],
    ['pessimistic', { mode: 'pessimistic' as const }],
  ])('change nothing that came after: %s', async (_, options) => {
    for (const rpc of [
      'KvPrewrite',
      'KvCommit',
      'KvPessimisticLock',
      'KvBatchRollback',
      'KVPessimisticRollback',
    ])
      cluster.faults.add({ on: { rpc }, do: { duplicate: { times: 2, after: 15 } }, times: 'inf' });
    await put({ a: '0', z: '0' });
    for (let i = 0; i < 20; i++) {
      await client.transaction(
        async (txn) => {
          for (const name of ['a', 'z'])
            txn.put(key(name), bytes(String(Number(text(await txn.getForUpdate(key(name)))) + 1)));
        },
        { ...options, attempts: 50 },
      );
    }
    cluster.faults.clear();
    await until(async () => (await read('a', 'z')).join() === '20,20');
  });
});

describe('unique inserts whose outcome is unknown', () => {
  test('are there once or not at all, whatever was told', async () => {
    let calls = 0;
    transport.decide = (method) =>
      method === 'KvPrewrite' || method === 'KvCheckTxnStatus'
        ? ((['loseAnswer', 'none', 'loseRequest', 'none', 'none'] as const)[calls++ % 5] ?? 'none')
        : 'none';
    const told: string[] = [];
    for (let i = 0; i < 20; i++) {
      const txn = await client.begin(i % 2 === 0 ? {} : TWO_PHASES);
      txn.insert(key(`a${i % 10}`), bytes(String(i)));
      const outcome = await txn.commit().catch((error: unknown) => error);
      if (typeof outcome === 'bigint') told.push(`a${i % 10}=${i}`);
      else expect(outcome instanceof KeyExistsError || isTitoError(outcome)).toBe(true);
    }
    transport.decide = () => 'none';
    const there = (await read(...Array.from({ length: 10 }, (_, i) => `a${i}`))).flatMap((value, i) =>
      value === null ? [] : [`a${i}=${value}`],
    );
    expect(there).toEqual(told.sort());
  });
});

test('a read whose lock cannot be asked about ends within its budget', async () => {
  const txn = await client.begin(TWO_PHASES);
  txn.put(key('a'), bytes('1'));
  txn.put(key('z'), bytes('1'));
  transport.decide = (method) =>
    method === 'KvCommit' || method === 'KvBatchRollback' ? 'loseRequest' : 'none';
  const committing = txn.commit({ timeoutMs: 2_000 }).catch(() => null);
  await until(() => requests('KvCommit') > 0);
  cluster.faults.add({
    on: { rpc: 'KvCheckTxnStatus' },
    do: { regionError: 'ServerIsBusy' },
    times: 'inf',
  });
  const reader = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
  const failed = await reader
    .snapshot()
    .get(key('z'), { timeoutMs: 5_000 })
    .catch((error: unknown) => error);
  expect(['TIKV_REGION_UNAVAILABLE', 'TIKV_DEADLINE_EXCEEDED']).toContain((failed as { code?: string }).code);
  cluster.faults.clear();
  transport.decide = () => 'none';
  await committing;
  await reader.close();
});
