/**
 * What a client does about the locks of others, and what becomes of transactions whose client dies between two steps. The
 * time of client and cluster runs twenty times as fast: a lock of three seconds lives for 150 ms.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import {
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  TikvClient,
  type TransactionOptions,
} from '../src/index';
import { FastClock, type Fault, type FaultyTransport, bytes, faultyTransport, text, until } from './support';

const clock = new FastClock(20);
const TWO_PHASES = { onePhase: false, asyncCommit: false };
let cluster: EmbeddedCluster;
/** The one that looks at what others left. */
let client: TikvClient;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, transport: faultyTransport() });
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => void run++);

const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);
const requests = (method: string, by = client): number => by.counters.requests[method] ?? 0;

async function read(names: readonly string[], ts?: bigint): Promise<(string | null)[]> {
  return (await client.snapshot(ts).batchGet(names.map(key))).map(text);
}

async function put(values: Record<string, string>): Promise<void> {
  await client.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  });
}

interface Doomed {
  readonly client: TikvClient;
  readonly transport: FaultyTransport;
}

/** A client of its own, for the test to let die. */
async function doomed(): Promise<Doomed> {
  const transport = faultyTransport();
  const own = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, transport });
  await own.snapshot().batchGet([bytes('a'), bytes('z')]);
  return { client: own, transport };
}

/** Nothing of the client reaches the cluster any more. */
function kill({ client: own, transport }: Doomed): void {
  transport.decide = () => 'loseRequest';
  void own.close();
}

/** Lets the client commit until `dies` says so for a method, and from then on nothing of it arrives. */
async function dieIn(
  values: Record<string, string>,
  protocol: TransactionOptions['protocol'],
  dies: (method: string) => Fault,
): Promise<bigint | null> {
  const victim = await doomed();
  let isDead = false;
  victim.transport.decide = (method) => {
    const fault = isDead ? 'loseRequest' : dies(method);
    isDead ||= fault !== 'none';
    return fault;
  };
  const txn = await victim.client.begin({ protocol });
  for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
  const committing = txn.commit({ timeoutMs: 2000 }).catch(() => null);
  await until(() => isDead);
  const commitTs = await committing;
  kill(victim);
  return commitTs;
}

describe('an async commit whose client died', () => {
  test('after all prewrites is committed, at the timestamp that its caller was told', async () => {
    await put({ a: '0', z: '0' });
    const commitTs = await dieIn({ a: '1', z: '1', z2: '1' }, {}, (method) =>
      method === 'KvCommit' ? 'loseRequest' : 'none',
    );
    expect(commitTs).not.toBeNull();
    expect(await read(['a', 'z', 'z2'])).toEqual(['1', '1', '1']);
    expect(await read(['a', 'z', 'z2'], commitTs!)).toEqual(['1', '1', '1']);
    expect(await read(['a', 'z', 'z2'], commitTs! - 1n)).toEqual(['0', '0', null]);
  }, 30_000);

  test('in one region is found by its primary alone', async () => {
    const commitTs = await dieIn({ a: '1' }, { onePhase: false }, (method) =>
      method === 'KvCommit' ? 'loseRequest' : 'none',
    );
    expect(await read(['a'], commitTs!)).toEqual(['1']);
    expect(await read(['a'], commitTs! - 1n)).toEqual([null]);
  }, 30_000);

  test.each([0, 1])(
    'before prewrite %i of two arrived is rolled back as a whole',
    async (lost) => {
      await put({ a: '0', z: '0' });
      let sent = 0;
      await dieIn({ a: '1', z: '1' }, {}, (method) =>
        method === 'KvPrewrite' && sent++ === lost ? 'loseRequest' : 'none',
      );
      expect(await read(['z', 'a'])).toEqual(['0', '0']);
      await put({ a: '2', z: '2' });
      expect(await read(['a', 'z'])).toEqual(['2', '2']);
    },
    30_000,
  );

  test('after a store fell back to two phases is rolled back as a whole', async () => {
    await put({ a: '0', z: '0' });
    const victim = await doomed();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let sent = 0;
    victim.transport.hold = (method) => (method === 'KvPrewrite' && sent++ === 1 ? held : undefined);
    victim.transport.decide = (method) => (method === 'KvCommit' ? 'loseRequest' : 'none');
    const txn = await victim.client.begin();
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    const committing = txn.commit({ timeoutMs: 5000 }).catch(() => null);
    await until(() => sent === 2);
    // Beyond the bound of the timestamps that a store may choose: the second one must fall back.
    const tooLate = clock.now() + 2100;
    await until(() => clock.now() > tooLate);
    await read(['b']);
    release();
    await until(() => requests('KvCommit', victim.client) > 0);
    kill(victim);
    await committing;
    expect(await read(['z'])).toEqual(['0']);
    expect(await read(['a'])).toEqual(['0']);
  }, 30_000);
});

describe('a commit that a store makes fall back to two phases', () => {
  test('is completed by its client', async () => {
    const own = await doomed();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    own.transport.hold = (method) => (method === 'KvPrewrite' ? held : undefined);
    const txn = await own.client.begin();
    txn.put(key('a'), bytes('1'));
    const committing = txn.commit();
    const tooLate = clock.now() + 2100;
    await until(() => clock.now() > tooLate);
    await read(['b']);
    release();
    const commitTs = await committing;
    expect(requests('KvCommit', own.client)).toBe(1);
    expect(await read(['a'], commitTs!)).toEqual(['1']);
    await own.client.close();
  }, 30_000);

  test('at one of two regions comes after every read before it', async () => {
    await put({ a: '0', z: '0' });
    const own = await doomed();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let sent = 0;
    own.transport.hold = (method) => (method === 'KvPrewrite' && sent++ === 1 ? held : undefined);
    const txn = await own.client.begin();
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    const committing = txn.commit();
    await until(() => sent === 2);
    const tooLate = clock.now() + 2100;
    await until(() => clock.now() > tooLate);
    const readTs = await client.timestamp();
    expect(await read(['z'], readTs)).toEqual(['0']);
    release();
    expect(await committing).toBeGreaterThan(readTs);
    expect(await read(['a', 'z'], readTs)).toEqual(['0', '0']);
    expect(await read(['a', 'z'])).toEqual(['1', '1']);
    await own.client.close();
  }, 30_000);
});

describe('a two-phase commit whose client died', () => {
  test('after the primary was committed is finished by readers, who do not wait', async () => {
    await put({ a: '0', z: '0' });
    let commits = 0;
    const commitTs = await dieIn({ a: '1', z: '1' }, TWO_PHASES, (method) =>
      method === 'KvCommit' && commits++ === 1 ? 'loseRequest' : 'none',
    );
    const before = client.counters;
    expect(await read(['z'], commitTs! - 1n)).toEqual(['0']);
    expect(await read(['z'], commitTs!)).toEqual(['1']);
    expect(requests('KvCheckTxnStatus') - (before.requests['KvCheckTxnStatus'] ?? 0)).toBeLessThanOrEqual(1);
    await put({ z: '2' });
    expect(await read(['a', 'z'])).toEqual(['1', '2']);
  }, 30_000);

  test('before the primary was committed is passed by readers at once, and rolled back for writers', async () => {
    await put({ a: '0', z: '0' });
    await dieIn({ a: '1', z: '1' }, TWO_PHASES, (method) => (method === 'KvCommit' ? 'loseRequest' : 'none'));
    expect(await read(['a', 'z'])).toEqual(['0', '0']);
    await put({ z: '2' });
    expect(await read(['a', 'z'])).toEqual(['0', '2']);
  }, 30_000);

  test('leaves a hundred locks that one read asks about once', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `z${i}`);
    const values = Object.fromEntries(names.map((name) => [name, '1']));
    let commits = 0;
    await dieIn({ a: '1', ...values }, TWO_PHASES, (method) =>
      method === 'KvCommit' && commits++ === 1 ? 'loseRequest' : 'none',
    );
    const before = client.counters;
    expect(new Set(await read(names))).toEqual(new Set(['1']));
    expect(requests('KvCheckTxnStatus') - (before.requests['KvCheckTxnStatus'] ?? 0)).toBe(1);
    await until(() => requests('KvResolveLock') > (before.requests['KvResolveLock'] ?? 0));
    expect(requests('KvResolveLock') - (before.requests['KvResolveLock'] ?? 0)).toBeLessThanOrEqual(2);
  }, 30_000);

  test('of very many keys is finished a region at a time', async () => {
    const names = Array.from({ length: 600 }, (_, i) => `z${i}`);
    const values = Object.fromEntries(names.map((name) => [name, '1']));
    let commits = 0;
    await dieIn({ a: '1', ...values }, TWO_PHASES, (method) =>
      method === 'KvCommit' && commits++ === 1 ? 'loseRequest' : 'none',
    );
    const before = requests('KvResolveLock');
    await put({ z0: '2' });
    expect(requests('KvResolveLock') - before).toBe(1);
    const reader = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
    expect(new Set((await reader.snapshot().batchGet(names.slice(1).map(key))).map(text))).toEqual(
      new Set(['1']),
    );
    expect(requests('KvCheckTxnStatus', reader)).toBe(0);
    await reader.close();
  }, 30_000);
});

describe('a commit that is held up', () => {
  /** A two-phase commit whose commit request waits until `release()`. */
  async function heldUp(
    window?: number,
  ): Promise<{ own: Doomed; committing: Promise<bigint | null>; release: () => void }> {
    const own = await doomed();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    own.transport.hold = (method) => (method === 'KvCommit' ? held : undefined);
    const txn = await own.client.begin({ protocol: TWO_PHASES });
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    if (window !== undefined) txn.beforeCommit({ commitWindowMs: window, apply: () => undefined });
    const committing = txn.commit();
    await until(() => requests('KvCommit', own.client) > 0);
    return { own, committing, release };
  }

  test('is pushed by a reader, who does not wait, and commits after it', async () => {
    await put({ a: '0' });
    const { own, committing, release } = await heldUp();
    const readTs = await client.timestamp();
    expect(await read(['a', 'z'], readTs)).toEqual(['0', null]);
    release();
    expect(await committing).toBeGreaterThan(readTs);
    expect(requests('KvCommit', own.client)).toBeGreaterThanOrEqual(2);
    expect(await read(['a', 'z'], readTs)).toEqual(['0', null]);
    expect(await read(['a', 'z'])).toEqual(['1', '1']);
    await own.client.close();
  }, 30_000);

  test('and pushed beyond its window writes nothing', async () => {
    await put({ a: '0' });
    const { own, committing, release } = await heldUp(1000);
    const late = clock.now() + 1100;
    await until(() => clock.now() > late);
    expect(await read(['a'])).toEqual(['0']);
    release();
    await expect(committing).rejects.toBeInstanceOf(CommitWindowExceededError);
    await own.client.close();
    expect(await read(['a', 'z'])).toEqual(['0', null]);
  }, 30_000);

  test('for ten times the life of its locks keeps them, so that no writer can undo it', async () => {
    await put({ a: '0' });
    const { own, committing, release } = await heldUp();
    const writing = client.transaction(
      (txn) => {
        txn.put(key('z'), bytes('2'));
        return Promise.resolve();
      },
      { attempts: 100 },
    );
    const late = clock.now() + 30_000;
    await until(() => clock.now() > late);
    expect(requests('KvTxnHeartBeat', own.client)).toBeGreaterThanOrEqual(2);
    release();
    await committing;
    await writing;
    expect(await read(['a', 'z'])).toEqual(['1', '2']);
    const beats = requests('KvTxnHeartBeat', own.client);
    const later = clock.now() + 25_000;
    await until(() => clock.now() > later);
    expect(requests('KvTxnHeartBeat', own.client)).toBe(beats);
    await own.client.close();
  }, 30_000);

  test('holds up close() for ten seconds at most', async () => {
    const own = await doomed();
    own.transport.hold = (method) => (method === 'KvCommit' ? new Promise(() => undefined) : undefined);
    const txn = await own.client.begin();
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    await txn.commit();
    const start = clock.now();
    await own.client.close();
    expect(clock.now() - start).toBeGreaterThan(9_000);
    expect(clock.now() - start).toBeLessThan(40_000);
    expect(await read(['a', 'z'])).toEqual(['1', '1']);
  }, 30_000);
});

describe('a read of the newest value', () => {
  test('that has waited for one transaction passes a later one by, without asking about it', async () => {
    await put({ a: '0', z: '0' });
    await dieIn({ a: '1', z: '1' }, {}, (method) => (method === 'KvCommit' ? 'loseRequest' : 'none'));
    const reader = await doomed();
    let reads = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    reader.transport.hold = (method) => (method === 'KvGet' && ++reads === 2 ? held : undefined);
    const reading = reader.client.getLatest(key('z'));
    await until(() => reads === 2);
    // Meanwhile the first one is found to be committed, and another one locks the key.
    expect(await read(['z'])).toEqual(['1']);
    const later = await doomed();
    let commits = 0;
    later.transport.hold = (method) => (method === 'KvCommit' && ++commits > 0 ? held : undefined);
    const txn = await later.client.begin({ protocol: TWO_PHASES });
    txn.put(key('a'), bytes('2'));
    txn.put(key('z'), bytes('2'));
    const committing = txn.commit();
    await until(() => commits > 0);
    const asked = requests('KvCheckTxnStatus', reader.client);
    release();
    expect(text(await reading)).toBe('1');
    expect(requests('KvCheckTxnStatus', reader.client)).toBe(asked);
    await committing;
    expect(await read(['a', 'z'])).toEqual(['2', '2']);
    await reader.client.close();
    await later.client.close();
  }, 30_000);
});

describe('a pessimistic lock', () => {
  test('of an idle transaction is kept alive for a minute, and not after its end', async () => {
    const txn = await client.begin({ mode: 'pessimistic' });
    await txn.lock([key('a')]);
    const beats = requests('KvTxnHeartBeat');
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
    const second = await other.begin({ mode: 'pessimistic' });
    await expect(second.lock([key('a')], { waitMs: 60_000 })).rejects.toMatchObject({
      code: 'TIKV_LOCK_WAIT_TIMEOUT',
    });
    expect(requests('KvTxnHeartBeat') - beats).toBeGreaterThanOrEqual(4);
    await txn.rollback();
    await second.lock([key('a')], { waitMs: 0 });
    await second.rollback();
    const after = requests('KvTxnHeartBeat');
    const later = clock.now() + 25_000;
    await until(() => clock.now() > later);
    expect(requests('KvTxnHeartBeat')).toBe(after);
    await other.close();
  }, 30_000);
});

describe('when the answers of an async commit are lost', () => {
  test('for good, it is unknown what became of it', async () => {
    const own = await doomed();
    own.transport.decide = (method) =>
      method === 'KvPrewrite' ? 'loseAnswer' : method === 'KvCheckTxnStatus' ? 'loseRequest' : 'none';
    const txn = await own.client.begin();
    txn.put(key('a'), bytes('1'));
    txn.put(key('z'), bytes('1'));
    const error = await txn.commit({ timeoutMs: 3000 }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CommitOutcomeUnknownError);
    expect(txn.state).toBe('unknown');
    own.transport.decide = () => 'none';
    await own.client.close();
    expect(await read(['a', 'z'])).toEqual(['1', '1']);
  }, 30_000);

  test('but its locks can be looked at, what is told is what is there', async () => {
    for (const lost of ['loseAnswer', 'loseRequest'] as const) {
      await put({ a: '0', z: '0' });
      const own = await doomed();
      own.transport.decide = (method) => (method === 'KvPrewrite' ? lost : 'none');
      const txn = await own.client.begin();
      txn.put(key('a'), bytes('1'));
      txn.put(key('z'), bytes('1'));
      const told = await txn.commit({ timeoutMs: 3000 }).then(
        () => '1',
        () => '0',
      );
      expect(told).toBe(lost === 'loseAnswer' ? '1' : '0');
      expect(await read(['a', 'z'])).toEqual([told, told]);
      await own.client.close();
    }
  }, 30_000);
});
