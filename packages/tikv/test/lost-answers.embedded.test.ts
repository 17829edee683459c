/**
 * Answers that are lost after the work was done, one to five in a row: what is visible is never told as failed, and nothing
 * is done twice. Time runs twenty times as fast.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, type Transaction, type TransactionOptions } from '../src/index';
import { FastClock, type Fault, type FaultyTransport, bytes, faultyTransport, strike, text } from './support';

const clock = new FastClock(20);
const TIMES = [1, 2, 3, 4, 5];
let cluster: EmbeddedCluster;
let client: TikvClient;
let transport: FaultyTransport;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, transport });
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  transport.decide = () => 'none';
});

const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);
const numbers = async (names: readonly string[], ts?: bigint): Promise<number[]> =>
  (await client.snapshot(ts).batchGet(names.map(key))).map((value) => Number(text(value)));

const FORMS: readonly [string, string, readonly string[], TransactionOptions][] = [
  ['a one-phase prewrite', 'KvPrewrite', ['a'], {}],
  ['a prewrite of an async commit', 'KvPrewrite', ['a', 'z'], {}],
  ['a commit', 'KvCommit', ['a', 'z'], { protocol: { onePhase: false, asyncCommit: false } }],
  ['a lock', 'KvPessimisticLock', ['a', 'z'], { mode: 'pessimistic' }],
  ['a one-phase prewrite with locks', 'KvPrewrite', ['a'], { mode: 'pessimistic' }],
];

describe.each(FORMS)('when the answer to %s is lost', (_, method, names, options) => {
  async function addOne(txn: Transaction): Promise<void> {
    const read = (name: string): Promise<Uint8Array | null> =>
      options.mode === 'pessimistic' ? txn.getForUpdate(key(name)) : txn.get(key(name));
    for (const name of names) txn.put(key(name), bytes(String(Number(text(await read(name))) + 1)));
  }

  test.each(
    TIMES.flatMap((times) =>
      (['loseAnswer', 'loseRequest'] as const).map((fault): [number, Fault] => [times, fault]),
    ),
  )('%i times (%s), it is done once and told as done', async (times, fault) => {
    const before = await client.begin();
    for (const name of names) before.put(key(name), bytes('0'));
    await before.commit();
    transport.decide = strike(method, fault, times);
    const txn = await client.begin(options);
    await addOne(txn);
    const outcome = await txn.commit().catch((error: unknown) => error);
    transport.decide = () => 'none';
    if (typeof outcome === 'bigint') {
      expect(await numbers(names, outcome)).toEqual(names.map(() => 1));
      expect(await numbers(names, outcome - 1n)).toEqual(names.map(() => 0));
    } else {
      expect(outcome).toMatchObject({ code: 'TIKV_TRANSACTION_ABORTED', retryable: true });
      expect(await numbers(names)).toEqual(names.map(() => 0));
    }
    expect(typeof outcome).toBe('bigint');
  });

  test('every other time, every piece of work that runs again by itself counts once', async () => {
    let calls = 0;
    transport.decide = (called) => (called === method && calls++ % 2 === 0 ? 'loseAnswer' : 'none');
    for (let i = 0; i < 5; i++) await client.transaction(addOne, options);
    transport.decide = () => 'none';
    expect(await numbers(names)).toEqual(names.map(() => 5));
  });
});
