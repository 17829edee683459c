/**
 * Reads that meet a commit half-way, and scans that meet regions half-way: nothing is seen by half, lost or shown twice.
 * Time runs twenty times as fast.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, prefixRange } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { type Snapshot, TikvClient, type TransactionOptions } from '../src/index';
import { FastClock, bytes, text, until } from './support';

const clock = new FastClock(20);
let cluster: EmbeddedCluster;
let client: TikvClient;
let other: TikvClient;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  [client, other] = await Promise.all([
    TikvClient.connect({ endpoints: cluster.pdEndpoints, clock }),
    TikvClient.connect({ endpoints: cluster.pdEndpoints, clock }),
  ]);
});
afterAll(async () => {
  cluster.faults.clear();
  await client.close();
  await other.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  cluster.faults.clear();
});

const key = (name: string): Uint8Array => bytes(`${run}/${name}`);
const number = (i: number): string => String(i).padStart(4, '0');
const split = (name: string): void => void cluster.splitRegion(encodeMemcomparable(key(name)));

async function put(values: Record<string, string>, options: TransactionOptions = {}): Promise<void> {
  await client.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(key(name), bytes(value));
    return Promise.resolve();
  }, options);
}

async function fill(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => number(i));
  await put(Object.fromEntries(names.map((name) => [name, name])));
  return names;
}

async function scanned(
  snapshot: Pick<Snapshot, 'scan'>,
  options: Parameters<Snapshot['scan']>[1] = {},
): Promise<string[]> {
  const found: string[] = [];
  for await (const pair of snapshot.scan(prefixRange(key('')), options))
    found.push(Buffer.from(pair.key).toString().slice(`${run}/`.length));
  return found;
}

/** Holds every prewrite of the next commit when it has been decided and nothing of it is visible yet. */
function holdBeforeApply(): { readonly isHeld: () => boolean; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const rule = cluster.faults.add({
    on: { rpc: 'KvPrewrite' },
    at: 'beforeApply',
    do: { call: () => released },
  });
  return { isHeld: () => cluster.faults.hits(rule) > 0, release };
}

describe('a read that meets a commit before it is applied', () => {
  test.each([
    ['one phase', {}],
    ['async commit', { protocol: { onePhase: false } }],
  ])('sees the old value before it and waits for the new one after it: %s', async (_, options) => {
    await put({ a: 'old', b: 'old', c: 'old' });
    const before = await other.timestamp();
    const held = holdBeforeApply();
    const committing = put({ a: 'new', b: 'new', c: 'new' }, options);
    await until(held.isHeld);
    expect(text(await other.snapshot(before).get(key('a')))).toBe('old');
    const after = other.snapshot(await other.timestamp());
    const reads = Promise.all([
      other.getLatest(key('a')),
      after.get(key('a')),
      after.batchGet(['a', 'b', 'c', 'd'].map(key)),
      scanned(after),
      scanned(after, { reverse: true }),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    held.release();
    await committing;
    const [latest, one, many, forward, backward] = await reads;
    // The newest value and each snapshot are one or the other, and the same in all of its reads.
    expect(['old', 'new']).toContain(text(latest));
    const values = new Set([text(one), ...many.slice(0, 3).map(text)]);
    expect(values.size).toBe(1);
    expect(many[3]).toBeNull();
    expect(forward).toEqual(['a', 'b', 'c']);
    expect(backward).toEqual(['c', 'b', 'a']);
    expect(text(await other.getLatest(key('a')))).toBe('new');
  });

  test('never makes a snapshot change: whoever polls sees one value at one time', async () => {
    await put({ a: '0', z: '0' });
    split('m');
    const snapshot = other.snapshot(await other.timestamp());
    const polled = new Set<string>();
    let isOver = false;
    const polling = (async (): Promise<void> => {
      while (!isOver) polled.add((await snapshot.batchGet([key('a'), key('z')])).map(text).join());
    })();
    const forms: TransactionOptions[] = [
      {},
      { protocol: { onePhase: false, asyncCommit: false } },
      { mode: 'pessimistic' },
    ];
    for (let i = 1; i <= 12; i++) await put({ a: String(i), z: String(i) }, forms[i % 3]);
    isOver = true;
    await polling;
    expect([...polled]).toEqual(['0,0']);
  });
});

describe('a scan over regions', () => {
  test('ends at its limit, in pages of any size', async () => {
    const names = await fill(1000);
    for (const at of [333, 666]) split(number(at));
    const snapshot = client.snapshot();
    for (const batchSize of [256, 100, 333, 1024])
      expect(await scanned(snapshot, { limit: 700, batchSize })).toEqual(names.slice(0, 700));
    expect(await scanned(snapshot, { limit: Number.MAX_SAFE_INTEGER })).toEqual(names);
    expect(await scanned(snapshot, { reverse: true, batchSize: 111 })).toEqual([...names].reverse());
    expect(await scanned(snapshot, { reverse: true, limit: 400 })).toEqual(
      [...names].reverse().slice(0, 400),
    );
  });

  test.each([false, true])(
    'that split under it loses nothing and shows nothing twice (reversed: %s)',
    async (reverse) => {
      const names = await fill(200);
      const found: string[] = [];
      // In front of the scan, behind it, and just where it stands.
      const splits: Record<number, number[]> = reverse
        ? { 15: [50], 45: [180], 75: [125] }
        : { 15: [150], 45: [20], 75: [75] };
      for await (const pair of client.snapshot().scan(prefixRange(key('')), { batchSize: 25, reverse })) {
        found.push(text(pair.value)!);
        for (const at of splits[found.length] ?? []) split(number(at));
      }
      expect(found).toEqual(reverse ? [...names].reverse() : names);
    },
  );

  test('under many deletions of its own transaction finds the first that is left', async () => {
    const names = await fill(620);
    const txn = await client.begin();
    for (const name of names.slice(0, 600)) txn.delete(key(name));
    txn.delete(key('never'));
    expect(await scanned(txn, { limit: 1 })).toEqual([names[600]]);
    expect(await scanned(txn)).toEqual(names.slice(600));
    expect(await scanned(txn, { reverse: true, limit: 2 })).toEqual([names[619], names[618]]);
    await txn.rollback();
  });

  test('of keys alone does not make empty values of them', async () => {
    await put({ a: 'value' });
    const txn = await client.begin();
    expect(await scanned(txn, { keyOnly: true })).toEqual(['a']);
    expect(text(await txn.get(key('a')))).toBe('value');
    await txn.rollback();
  });
});
