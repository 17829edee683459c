/** Transactions in keyspaces of API version 2: the same keys in two of them are different keys. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, keyspaceV2 } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { KeyExistsError, TikvClient, type TransactionOptions, WriteConflictError } from '../src/index';
import { bytes, text } from './support';

const EVERYTHING = { start: new Uint8Array(0), end: new Uint8Array(0) };
let cluster: EmbeddedCluster;
let client: TikvClient;
let other: TikvClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ apiVersion: 2, keyspaces: ['first', 'second'] });
  const connect = (keyspace: string): Promise<TikvClient> =>
    TikvClient.connect({ endpoints: cluster.pdEndpoints, apiVersion: 2, keyspace });
  [client, other] = await Promise.all([connect('first'), connect('second')]);
  expect(cluster.splitRegion(encodeMemcomparable(keyspaceV2('txn', 1).encodeKey(bytes('m'))))).toBe(true);
});
afterAll(async () => {
  await client.close();
  await other.close();
  await cluster.stop();
});

const put = (by: TikvClient, values: Record<string, string>, options?: TransactionOptions): Promise<void> =>
  by.transaction((txn) => {
    for (const [name, value] of Object.entries(values)) txn.put(bytes(name), bytes(value));
    return Promise.resolve();
  }, options);

async function contents(by: TikvClient, reverse = false): Promise<string[]> {
  const out: string[] = [];
  for await (const { key, value } of by.snapshot().scan(EVERYTHING, { reverse }))
    out.push(`${text(key)}=${text(value)}`);
  return out;
}

describe('transactions in a keyspace', () => {
  test.each([
    ['one region', {}, { a: '1', b: '2' }],
    ['two regions at once', {}, { c: '3', x: '4' }],
    ['two phases', { protocol: { onePhase: false, asyncCommit: false } }, { d: '5', y: '6' }],
  ])('write and read their own keys: %s', async (_, options, values) => {
    await put(client, values, options);
    await put(other, { a: 'other' });
    for (const [name, value] of Object.entries(values)) {
      expect(text(await client.getLatest(bytes(name)))).toBe(value);
      expect(text(await client.snapshot().get(bytes(name)))).toBe(value);
    }
  });

  test('scan from end to end without leaving it, own writes included', async () => {
    const found = ['a=1', 'b=2', 'c=3', 'd=5', 'x=4', 'y=6'];
    expect(await contents(client)).toEqual(found);
    expect(await contents(client, true)).toEqual([...found].reverse());
    expect(await contents(other)).toEqual(['a=other']);
    const txn = await client.begin();
    txn.put(bytes('e'), bytes('7'));
    txn.delete(bytes('a'));
    const seen: (string | null)[] = [];
    for await (const { key } of txn.scan(EVERYTHING)) seen.push(text(key));
    expect(seen).toEqual(['b', 'c', 'd', 'e', 'x', 'y']);
    await txn.rollback();
  });

  test('name the key that exists as its owner knows it', async () => {
    const txn = await client.begin();
    txn.insert(bytes('a'), bytes('again'));
    const failed = await txn.commit().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(KeyExistsError);
    expect(text((failed as KeyExistsError).key)).toBe('a');
    const second = await client.begin();
    second.put(bytes('new'), bytes('1'));
    expect(() => second.insert(bytes('new'), bytes('2'))).toThrow(
      expect.objectContaining({ key: bytes('new') }),
    );
  });

  test('conflict and lock within the keyspace only', async () => {
    const txn = await client.begin();
    await txn.get(bytes('a'));
    await put(other, { a: 'changed' });
    txn.put(bytes('a'), bytes('mine'));
    await txn.commit();
    const late = await client.begin();
    await late.get(bytes('a'));
    await put(client, { a: 'first' });
    late.put(bytes('a'), bytes('late'));
    await expect(late.commit()).rejects.toBeInstanceOf(WriteConflictError);
    const locking = await client.begin({ mode: 'pessimistic' });
    expect(text(await locking.getForUpdate(bytes('a')))).toBe('first');
    await put(other, { a: 'not locked' });
    locking.put(bytes('a'), bytes('locked'));
    await locking.commit();
    expect(text(await client.getLatest(bytes('a')))).toBe('locked');
    expect(text(await other.getLatest(bytes('a')))).toBe('not locked');
  });
});
