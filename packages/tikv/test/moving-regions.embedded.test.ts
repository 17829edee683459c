/**
 * Raw keys and transactions against a model, while regions split, merge and move, and stores refuse, between any two
 * requests: in the middle of scans, batches and commits. `TITO_SEED` and `TITO_CHAOS_STEPS` choose another and a longer run.
 */

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster, type FaultRule } from '@tito/server';
import { type KeyRange, type KeyValue, TikvClient, compareBytes } from '../src/index';
import { FastClock, bytes, text } from './support';

type RegionFault = Extract<FaultRule['do'], { readonly regionError: unknown }>['regionError'];

const seed = Number(process.env['TITO_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const steps = Number(process.env['TITO_CHAOS_STEPS'] ?? 150);
const PASSING: readonly RegionFault[] = [
  'NotLeader',
  'EpochNotMatch',
  'RegionNotFound',
  'StaleCommand',
  'ReadIndexNotReady',
  'ProposalInMergingMode',
  'RegionNotInitialized',
  'StoreNotMatch',
];

console.log(`TITO_SEED=${seed} TITO_CHAOS_STEPS=${steps}`);

/** The same numbers for the same seed. */
function numbersFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = numbersFrom(seed);
const below = (count: number): number => Math.floor(random() * count);
const KEYS = 300;
const keyOf = (i: number): Uint8Array => bytes(`key/${String(i).padStart(3, '0')}`);

// Raw keys and transactional ones have different borders: each test has a cluster of its own.
let cluster: EmbeddedCluster;
let client: TikvClient;
beforeEach(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3, seed });
  // What takes seconds by design passes fast.
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock: new FastClock(20), random });
});
afterEach(async () => {
  await client.close();
  await cluster.stop();
});

/** Before about every third request something happens to some region. `toPdKey` makes borders of keys. */
function shake(toPdKey: (key: Uint8Array) => Uint8Array): () => number {
  let moves = 0;
  const shakeOnce = (): void => {
    const key = toPdKey(keyOf(below(KEYS)));
    const what = random();
    moves++;
    if (what < 0.4) cluster.splitRegion(key);
    else if (what < 0.65) cluster.mergeRegion(key);
    else cluster.transferLeader(key, cluster.storeIds[below(3)]!);
  };
  const on = { rpc: '*' };
  cluster.faults.add({ id: 'shake', on, do: { call: shakeOnce }, times: 'inf', prob: 0.3 });
  PASSING.forEach((regionError) =>
    cluster.faults.add({ id: regionError, on, do: { regionError }, times: 'inf', prob: 0.01 }),
  );
  return () => {
    cluster.faults.clear();
    return moves;
  };
}

/** What a range of the model holds, in order. */
function inRange(model: ReadonlyMap<number, string>, from: number, to: number, reverse: boolean): string[] {
  const held = [...model].filter(([i]) => i >= from && i < to).sort(([a], [b]) => a - b);
  const values = held.map(([i, value]) => `${i}=${value}`);
  return reverse ? values.reverse() : values;
}

async function collect(pairs: AsyncIterable<KeyValue>): Promise<string[]> {
  const values: string[] = [];
  let last: Uint8Array | null = null;
  for await (const { key, value } of pairs) {
    if (last) expect(compareBytes(last, key)).not.toBe(0);
    last = key;
    values.push(`${Number(text(key)!.slice(4))}=${text(value)}`);
  }
  return values;
}

/** Some different keys. */
const someKeys = (): number[] => [...new Set(Array.from({ length: 1 + below(60) }, () => below(KEYS)))];
const someRange = (): { from: number; to: number; range: KeyRange } => {
  const from = below(KEYS);
  const to = from + below(KEYS - from + 1);
  return { from, to, range: { start: keyOf(from), end: keyOf(to) } };
};

jest.setTimeout(600_000);

describe('while regions split, merge and move', () => {
  test('raw keys are what was written last, in batches and in scans both ways', async () => {
    const model = new Map<number, string>();
    const stop = shake((key) => key);
    for (let step = 0; step < steps; step++) {
      const what = below(6);
      if (what === 0) {
        const written = someKeys().map((i) => [i, `${step}/${i}`] as const);
        await client.raw.batchPut(written.map(([i, value]) => ({ key: keyOf(i), value: bytes(value) })));
        for (const [i, value] of written) model.set(i, value);
      } else if (what === 1) {
        const i = below(KEYS);
        await client.raw.put(keyOf(i), bytes(`${step}`));
        model.set(i, `${step}`);
      } else if (what === 2) {
        const { from, to, range } = someRange();
        if (to - from > 40) continue;
        await client.raw.deleteRange(range);
        for (let i = from; i < to; i++) model.delete(i);
      } else if (what === 3) {
        const asked = someKeys();
        const values = await client.raw.batchGet(asked.map(keyOf));
        expect(values.map(text)).toEqual(asked.map((i) => model.get(i) ?? null));
      } else {
        const { from, to, range } = someRange();
        const reverse = what === 4;
        const batchSize = 1 + below(40);
        const found = await collect(client.raw.scan(range, { reverse, batchSize }));
        expect(found).toEqual(inRange(model, from, to, reverse));
      }
    }
    expect(stop()).toBeGreaterThan(steps / 10);
  });

  test('transactions are whole, and their reads are of one moment', async () => {
    const model = new Map<number, string>();
    const stop = shake(encodeMemcomparable);
    for (let step = 0; step < steps; step++) {
      const what = below(4);
      if (what < 2) {
        const written = someKeys().map((i) => [i, random() < 0.2 ? null : `${step}/${i}`] as const);
        await client.transaction(async (txn) => {
          const [first] = written;
          if (what === 1) expect(text(await txn.get(keyOf(first![0])))).toBe(model.get(first![0]) ?? null);
          for (const [i, value] of written) {
            if (value === null) txn.delete(keyOf(i));
            else txn.put(keyOf(i), bytes(value));
          }
        });
        for (const [i, value] of written) {
          if (value === null) model.delete(i);
          else model.set(i, value);
        }
      } else if (what === 2) {
        const asked = someKeys();
        const snapshot = client.snapshot();
        const values = await snapshot.batchGet(asked.map(keyOf), { replicaRead: 'mixed' });
        expect(values.map(text)).toEqual(asked.map((i) => model.get(i) ?? null));
      } else {
        const { from, to, range } = someRange();
        const reverse = random() < 0.5;
        const batchSize = 1 + below(40);
        const found = await collect(client.snapshot().scan(range, { reverse, batchSize }));
        expect(found).toEqual(inRange(model, from, to, reverse));
      }
    }
    expect(stop()).toBeGreaterThan(steps / 10);
  });

  test('a scan sees one moment whatever is written meanwhile', async () => {
    await client.transaction(async (txn) => {
      for (let i = 0; i < KEYS; i++) txn.put(keyOf(i), bytes('before'));
      await txn.get(keyOf(0));
    });
    const stop = shake(encodeMemcomparable);
    const snapshot = client.snapshot();
    await snapshot.timestamp();
    let seen = 0;
    for await (const { value } of snapshot.scan({ start: keyOf(0), end: keyOf(KEYS) }, { batchSize: 20 })) {
      expect(text(value)).toBe('before');
      if (seen++ % 50 === 0)
        await client.transaction(async (txn) => {
          for (let i = 0; i < 30; i++) txn.put(keyOf(below(KEYS)), bytes('after'));
          txn.delete(keyOf(below(KEYS)));
          await txn.get(keyOf(0));
        });
    }
    expect(seen).toBe(KEYS);
    stop();
  });
});
