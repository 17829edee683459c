import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { InvalidArgumentError, TikvClient, prefixRange } from '../src/index';
import { bytes, text } from './support';

let cluster: EmbeddedCluster;
let client: TikvClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => client.raw.deleteRange({ start: new Uint8Array(0), end: new Uint8Array(0) }));

async function keysOf(pairs: AsyncIterable<{ readonly key: Uint8Array }>): Promise<string[]> {
  const out: string[] = [];
  for await (const pair of pairs) out.push(text(pair.key)!);
  return out;
}

describe('raw keys', () => {
  test('are put, got and deleted', async () => {
    await client.raw.put(bytes('k'), bytes('v'));
    expect(text(await client.raw.get(bytes('k')))).toBe('v');
    await client.raw.delete(bytes('k'));
    expect(await client.raw.get(bytes('k'))).toBeNull();
  });

  test('tell an empty value from none', async () => {
    await client.raw.put(bytes('k'), bytes(''));
    expect(await client.raw.get(bytes('k'))).toEqual(bytes(''));
  });

  test('come in batches, in the order asked for', async () => {
    await client.raw.batchPut(['a', 'b', 'c'].map((name) => ({ key: bytes(name), value: bytes(name) })));
    const got = await client.raw.batchGet(['c', 'x', 'a'].map(bytes));
    expect(got.map(text)).toEqual(['c', null, 'a']);
    await client.raw.batchDelete(['a', 'c'].map(bytes));
    expect(await keysOf(client.raw.scan(prefixRange(bytes(''))))).toEqual(['b']);
  });

  test('are scanned both ways, in pages, up to a limit', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `s${String(i).padStart(2, '0')}`);
    await client.raw.batchPut(names.map((name) => ({ key: bytes(name), value: bytes('v') })));
    const range = prefixRange(bytes('s'));
    expect(await keysOf(client.raw.scan(range, { batchSize: 7 }))).toEqual(names);
    expect(await keysOf(client.raw.scan(range, { batchSize: 7, reverse: true }))).toEqual(
      [...names].reverse(),
    );
    expect(await keysOf(client.raw.scan(range, { limit: 3, reverse: true }))).toEqual(['s24', 's23', 's22']);
    expect(await keysOf(client.raw.scan({ start: bytes('s05'), end: bytes('s08') }))).toEqual([
      's05',
      's06',
      's07',
    ]);
  });

  test('are deleted by range and nowhere else', async () => {
    await client.raw.batchPut(['a', 'b', 'c', 'd'].map((name) => ({ key: bytes(name), value: bytes('v') })));
    await client.raw.deleteRange({ start: bytes('b'), end: bytes('d') });
    expect(await keysOf(client.raw.scan(prefixRange(bytes(''))))).toEqual(['a', 'd']);
  });

  test('are refused when they are none', async () => {
    await expect(client.raw.get(undefined as never)).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(client.raw.put(bytes(''), bytes('v'))).rejects.toBeInstanceOf(InvalidArgumentError);
  });
});
