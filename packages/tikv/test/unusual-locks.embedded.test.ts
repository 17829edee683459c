/**
 * Pessimistic locks in the states that seldom come about: lost, given back late, pointing to a key that is no primary; and
 * regions that split while a transaction is under way.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Init, MAX_TIMESTAMP, encodeMemcomparable, keyspaceV1, kvrpcpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import {
  LockWaitTimeoutError,
  TikvClient,
  type Transaction,
  TransactionAbortedError,
  type TransactionOptions,
} from '../src/index';
import { type ClientContext, createBackoffer } from '../src/context';
import { RequestCounters } from '../src/counters';
import { PdClient } from '../src/pd/pd-client';
import { RegionQueries } from '../src/pd/region-queries';
import { RegionCache } from '../src/region/region-cache';
import { RegionRequestSender } from '../src/region/region-request-sender';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { StoreChannels } from '../src/rpc/store-channels';
import { COMMAND } from '../src/rpc/store-commands';
import { type FaultyTransport, bytes, faultyTransport, text, until } from './support';

const { WakeUpModeForceLock, WakeUpModeNormal } = kvrpcpb.PessimisticLockWakeUpMode;
let cluster: EmbeddedCluster;
let transport: FaultyTransport;
let client: TikvClient;
let other: TikvClient;
let hand: Hand;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
  other = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  hand = await Hand.connect(cluster.pdEndpoints);
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  hand.close();
  await client.close();
  await other.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  transport.decide = () => 'none';
  transport.hold = () => undefined;
});

/** `a...` keys lie in one region, `z...` keys in another. */
const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);
const begin = (options: TransactionOptions = {}, by = client): Promise<Transaction> =>
  by.begin({ mode: 'pessimistic', ...options });
const read = async (name: string): Promise<string | null> => text(await other.snapshot().get(key(name)));

async function put(values: Record<string, string>): Promise<void> {
  await other.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  });
}

/** Whether another transaction could lock the key at once. */
async function isFree(name: string): Promise<boolean> {
  await using probe = await begin({}, other);
  try {
    await probe.lock([key(name)], { waitMs: 0 });
    return true;
  } catch (error) {
    if (error instanceof LockWaitTimeoutError) return false;
    throw error;
  }
}

/** Something that a request waits for. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Sends single requests, without a transaction around them. */
class Hand {
  readonly #context: ClientContext;
  readonly #pd: PdClient;
  readonly #sender: RegionRequestSender;

  private constructor(context: ClientContext, pd: PdClient) {
    this.#context = context;
    this.#pd = pd;
    const cache = new RegionCache(new RegionQueries(pd), keyspaceV1('txn'), systemClock);
    this.#sender = new RegionRequestSender({ context, cache, apiVersion: 1, clusterId: pd.clusterId });
  }

  static async connect(endpoints: readonly string[]): Promise<Hand> {
    const own = new GrpcTransport(systemClock);
    const context: ClientContext = {
      ...{ transport: own, clock: systemClock, random: Math.random, counters: new RequestCounters() },
      stores: new StoreChannels({ transport: own, clock: systemClock, batch: false }),
    };
    return new Hand(context, await PdClient.connect(context, { endpoints, connectTimeoutMs: 10_000 }));
  }

  close(): void {
    this.#pd.close();
    this.#context.stores.close();
    this.#context.transport.close();
  }

  /** As if the store had lost a lock that it kept in memory only. */
  async lose(at: Uint8Array, startVersion: bigint): Promise<void> {
    const backoffer = createBackoffer(this.#context, 10_000);
    const region = await this.#sender.cache.locate(at, backoffer);
    const request = { startVersion, forUpdateTs: MAX_TIMESTAMP, keys: [at] };
    const answer = await this.#sender.send(COMMAND.pessimisticRollback, region, request, backoffer);
    expect(answer?.errors).toEqual([]);
  }

  /** `isForced`: although there is a newer change. */
  async lock(at: Uint8Array, primaryLock: Uint8Array, startVersion: bigint, isForced = false): Promise<void> {
    const backoffer = createBackoffer(this.#context, 10_000);
    const region = await this.#sender.cache.locate(at, backoffer);
    const request: Init<kvrpcpb.PessimisticLockRequest> = {
      mutations: [{ op: kvrpcpb.Op.PessimisticLock, key: at }],
      ...{ primaryLock, startVersion, forUpdateTs: startVersion, lockTtl: 20_000n, waitTimeout: -1n },
      wakeUpMode: isForced ? WakeUpModeForceLock : WakeUpModeNormal,
    };
    const answer = await this.#sender.send(COMMAND.pessimisticLock, region, request, backoffer);
    expect(answer?.errors).toEqual([]);
  }
}

describe('a pessimistic lock that the store lost', () => {
  test('is not missed when nobody changed the key', async () => {
    await put({ a: '1', z: '1' });
    const txn = await begin();
    await txn.lock([key('a'), key('z')]);
    await hand.lose(key('a'), txn.startTs!);
    await hand.lose(key('z'), txn.startTs!);
    txn.put(key('a'), bytes('2'));
    txn.put(key('z'), bytes('2'));
    await txn.commit();
    expect([await read('a'), await read('z')]).toEqual(['2', '2']);
  });

  test('fails the commit as a whole when somebody changed the key, and may run again', async () => {
    await put({ a: '1', z: '1' });
    const txn = await begin();
    await txn.lock([key('a'), key('z')]);
    await hand.lose(key('z'), txn.startTs!);
    await put({ z: 'changed' });
    txn.put(key('a'), bytes('2'));
    txn.put(key('z'), bytes('2'));
    const failed = await txn.commit().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TransactionAbortedError);
    expect(failed).toMatchObject({ retryable: true });
    expect([await read('a'), await read('z')]).toEqual(['1', 'changed']);
    await until(async () => (await isFree('a')) && (await isFree('z')));
  });

  test('and that a late copy of its request took anew does not hide a change', async () => {
    await put({ a: '1' });
    const txn = await begin();
    expect(text(await txn.getForUpdate(key('a')))).toBe('1');
    await hand.lose(key('a'), txn.startTs!);
    await put({ a: 'changed' });
    await hand.lock(key('a'), key('a'), txn.startTs!, true);
    expect(await isFree('a')).toBe(false);
    txn.put(key('a'), bytes('from 1'));
    await expect(txn.commit()).rejects.toBeInstanceOf(TransactionAbortedError);
    expect(await read('a')).toBe('changed');
  });
});

describe('a lock call that fails half-way', () => {
  test('and is tried again is not undone by what the first try gives back late', async () => {
    await put({ a: '1', z: '1' });
    const holder = await begin({}, other);
    await holder.lock([key('z')]);
    const late = gate();
    let givenBack = 0;
    transport.hold = (method) =>
      method === 'KVPessimisticRollback' && ++givenBack === 1 ? late.opened : undefined;
    const txn = await begin();
    const locking = txn.lock([key('a'), key('z')]);
    await until(async () => !(await isFree('a')));
    holder.put(key('z'), bytes('2'));
    await holder.commit();
    await locking;
    expect(givenBack).toBeGreaterThanOrEqual(1);
    const arrived = cluster.faults.add({
      on: { rpc: 'KVPessimisticRollback', startTs: txn.startTs! },
      at: 'afterApply',
      do: { delay: 0 },
    });
    late.open();
    await until(() => cluster.faults.hits(arrived) > 0);
    expect([await isFree('a'), await isFree('z')]).toEqual([false, false]);
    txn.put(key('a'), bytes('3'));
    await txn.commit();
    expect([await read('a'), await read('z')]).toEqual(['3', '2']);
  });

  test('because it closed a circle by its own keys lets go of them and tries again by itself', async () => {
    const slow = gate();
    let asked = 0;
    transport.hold = (method) => (method === 'KvPessimisticLock' && ++asked === 2 ? slow.opened : undefined);
    const second = await begin({}, other);
    await second.lock([key('z')]);
    const first = await begin();
    // It has the one key, and asks for the other only when the other transaction waits for the one.
    const locking = first.lock([key('a'), key('z')]);
    await until(async () => !(await isFree('a')));
    const arrived = cluster.faults.add({
      on: { rpc: 'KvPessimisticLock', startTs: second.startTs! },
      do: { delay: 0 },
    });
    const waiting = second.lock([key('a')]);
    await until(() => asked === 2 && cluster.faults.hits(arrived) > 0);
    slow.open();
    await waiting;
    await second.rollback();
    await locking;
    expect(await isFree('a')).toBe(false);
    await first.rollback();
  });
});

describe('a lock whose primary is none', () => {
  test('is taken away alone: its transaction goes on', async () => {
    await put({ a: '1', b: '1', c: '1' });
    const owner = await begin();
    await owner.lock([key('a')]);
    await owner.lock([key('c')]);
    // As if the owner had taken another primary since: the lock of b says c, which says a.
    await hand.lock(key('b'), key('c'), owner.startTs!);
    await put({ b: '2' });
    expect(await read('b')).toBe('2');
    expect([await isFree('a'), await isFree('c')]).toEqual([false, false]);
    owner.put(key('c'), bytes('3'));
    await owner.commit();
    expect(await read('c')).toBe('3');
  });
});

describe('a region that splits under a transaction', () => {
  test.each([
    ['one phase', {}],
    ['async commit', { protocol: { onePhase: false } }],
    ['two phases', { protocol: { onePhase: false, asyncCommit: false } }],
    ['pessimistic', { mode: 'pessimistic' as const }],
  ])('between its reads and its prewrite leaves it whole: %s', async (_, options) => {
    await put({ a: '1', b: '1', c: '1' });
    const txn = await client.begin(options);
    for (const name of ['a', 'b', 'c']) {
      const value = await txn.getForUpdate(key(name));
      txn.put(key(name), bytes(`${text(value)}+`));
    }
    expect(cluster.splitRegion(encodeMemcomparable(key('b')))).toBe(true);
    const commitTs = await txn.commit();
    expect([await read('a'), await read('b'), await read('c')]).toEqual(['1+', '1+', '1+']);
    const before = await other.snapshot(commitTs! - 1n).batchGet(['a', 'b', 'c'].map(key));
    expect(before.map(text)).toEqual(['1', '1', '1']);
  });

  test('between the prewrite and the commit leaves it whole', async () => {
    await put({ a: '1', b: '1', c: '1' });
    const beforeCommit = gate();
    transport.hold = (method) => (method === 'KvCommit' ? beforeCommit.opened : undefined);
    const txn = await client.begin({ protocol: { onePhase: false, asyncCommit: false } });
    for (const name of ['a', 'b', 'c']) txn.put(key(name), bytes('2'));
    const committing = txn.commit();
    await until(() => (client.counters.requests['KvCommit'] ?? 0) > 0);
    expect(cluster.splitRegion(encodeMemcomparable(key('c')))).toBe(true);
    beforeCommit.open();
    await committing;
    expect([await read('a'), await read('b'), await read('c')]).toEqual(['2', '2', '2']);
  });
});
