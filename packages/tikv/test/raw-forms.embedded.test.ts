import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import {
  InvalidArgumentError,
  RawOutcomeUnknownError,
  ServerError,
  TikvClient,
  prefixRange,
} from '../src/index';
import { bytes, text } from './support';

const ALL = { start: new Uint8Array(0), end: new Uint8Array(0) };

async function keysOf(pairs: AsyncIterable<{ readonly key: Uint8Array }>): Promise<string[]> {
  const out: string[] = [];
  for await (const pair of pairs) out.push(text(pair.key)!);
  return out;
}

/** CRC-64/XZ by its definition, bit by bit. */
function crc64(data: Uint8Array): bigint {
  let crc = 0xffff_ffff_ffff_ffffn;
  for (const byte of data) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c_5795_d787_0f42n : crc >> 1n;
  }
  return crc ^ 0xffff_ffff_ffff_ffffn;
}

describe.each([
  ['API version 1 with times to live', { ttl: true }, { rawTtl: true }],
  ['API version 2', { apiVersion: 2 as const }, { apiVersion: 2 as const }],
  ['a keyspace by name', { apiVersion: 2 as const }, { apiVersion: 2 as const, keyspace: 'DEFAULT' }],
])('raw keys in %s', (_, server, options) => {
  let cluster: EmbeddedCluster;
  let client: TikvClient;
  beforeAll(async () => {
    cluster = await EmbeddedCluster.start(server);
    client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, ...options });
  });
  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  test('live as long as they were told to', async () => {
    await client.raw.put(bytes('ttl/some'), bytes('v'), { ttlSeconds: 1000 });
    await client.raw.put(bytes('ttl/ever'), bytes('v'));
    await client.raw.batchPut(
      [
        { key: bytes('ttl/a'), value: bytes('v') },
        { key: bytes('ttl/b'), value: bytes('v'), ttlSeconds: 50 },
      ],
      { ttlSeconds: 20 },
    );
    expect(await client.raw.getTtl(bytes('ttl/ever'))).toBe(0);
    expect(await client.raw.getTtl(bytes('ttl/none'))).toBeNull();
    for (const [name, seconds] of [
      ['some', 1000],
      ['a', 20],
      ['b', 50],
    ] as const) {
      const left = (await client.raw.getTtl(bytes(`ttl/${name}`)))!;
      expect(left).toBeGreaterThan(seconds - 15);
      expect(left).toBeLessThanOrEqual(seconds);
    }
  });

  test('are scanned both ways, by keys alone, over all bounds', async () => {
    await client.raw.deleteRange(ALL);
    const names = Array.from({ length: 25 }, (_, i) => `s${String(i).padStart(2, '0')}`);
    await client.raw.batchPut(names.map((name) => ({ key: bytes(name), value: bytes('v') })));
    expect(await keysOf(client.raw.scan(ALL, { batchSize: 7 }))).toEqual(names);
    expect(await keysOf(client.raw.scan(ALL, { batchSize: 7, reverse: true }))).toEqual([...names].reverse());
    for await (const pair of client.raw.scan(ALL, { keyOnly: true })) expect(pair.value).toHaveLength(0);
    await client.raw.deleteRange({ start: bytes('s10'), end: bytes('s20') });
    expect(await keysOf(client.raw.scan(ALL))).toEqual([...names.slice(0, 10), ...names.slice(20)]);
    expect((await client.raw.batchGet(['s20', 's10'].map(bytes))).map(text)).toEqual(['v', null]);
  });

  test('are swapped when they are what was expected', async () => {
    const key = bytes('cas');
    expect(await client.raw.compareAndSwap(key, null, bytes('1'))).toEqual({ swapped: true, previous: null });
    expect(await client.raw.compareAndSwap(key, null, bytes('2'))).toEqual({
      swapped: false,
      previous: bytes('1'),
    });
    expect(await client.raw.compareAndSwap(key, bytes('1'), bytes(''))).toMatchObject({ swapped: true });
    expect(await client.raw.compareAndSwap(key, bytes(''), bytes('3'), { ttlSeconds: 60 })).toEqual({
      swapped: true,
      previous: bytes(''),
    });
    await client.raw.put(key, bytes('4'), { atomic: true });
    await client.raw.delete(key, { atomic: true });
    expect(await client.raw.get(key)).toBeNull();
  });

  test('lose no count of many who swap at once', async () => {
    const key = bytes('count');
    const add = async (): Promise<void> => {
      for (let known: Uint8Array | null = null; ;) {
        const next = bytes(String(Number(text(known) ?? 0) + 1));
        const { swapped, previous } = await client.raw.compareAndSwap(key, known, next);
        if (swapped) return;
        known = previous;
      }
    };
    await Promise.all(Array.from({ length: 20 }, add));
    expect(text(await client.raw.get(key))).toBe('20');
  });
});

describe('raw keys', () => {
  let cluster: EmbeddedCluster;
  let client: TikvClient;
  beforeAll(async () => {
    cluster = await EmbeddedCluster.start({ stores: 3 });
    client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    for (const border of ['b', 'm', 't']) cluster.splitRegion(bytes(border));
  });
  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  const names = Array.from(
    { length: 300 },
    (_, i) => `${'abcmnxyz'[i % 8]}${String(i).padStart(4, '0')}`,
  ).sort();
  const fill = (): Promise<void> =>
    client.raw.batchPut(names.map((name) => ({ key: bytes(name), value: bytes(name) })));

  test('have their sums taken over all regions', async () => {
    await client.raw.deleteRange(ALL);
    await fill();
    const { checksum, pairs, bytes: size } = await client.raw.checksum(ALL);
    const sum = names.reduce((crc, name) => crc ^ crc64(bytes(name + name)), 0n);
    expect({ checksum, pairs, size }).toEqual({ checksum: sum, pairs: 300n, size: 3000n });
    const part = await client.raw.checksum({ start: bytes('b'), end: bytes('c') });
    expect(part.pairs).toBe(BigInt(names.filter((name) => name.startsWith('b')).length));
  });

  test('live in families that do not see each other', async () => {
    await client.raw.put(bytes('cf'), bytes('w'), { columnFamily: 'write' });
    await client.raw.put(bytes('cf'), bytes('d'));
    expect(text(await client.raw.get(bytes('cf'), { columnFamily: 'write' }))).toBe('w');
    expect(text(await client.raw.get(bytes('cf'), { columnFamily: 'default' }))).toBe('d');
    expect(await client.raw.get(bytes('cf'), { columnFamily: 'lock' })).toBeNull();
    await expect(client.raw.get(bytes('cf'), { columnFamily: 'other' as never })).rejects.toBeInstanceOf(
      InvalidArgumentError,
    );
  });

  test('are found whatever splits, merges and moves go on between the pages of a scan', async () => {
    await client.raw.deleteRange(ALL);
    await fill();
    for (const reverse of [false, true]) {
      const seen: string[] = [];
      let step = 0;
      for await (const { key } of client.raw.scan(ALL, { batchSize: 20, reverse })) {
        seen.push(text(key)!);
        if (seen.length % 20 !== 0) continue;
        const at = names[(step * 37) % names.length]!;
        if (step % 3 === 0) cluster.splitRegion(bytes(at));
        else if (step % 3 === 1) cluster.transferLeader(bytes(at), cluster.storeIds[step % 3]!);
        else cluster.mergeRegion(bytes(at));
        step++;
      }
      expect(step).toBeGreaterThan(10);
      expect(seen).toEqual(reverse ? [...names].reverse() : names);
    }
  });

  test('are written and read in batches while regions split and move', async () => {
    const work = Array.from({ length: 10 }, async (_, round) => {
      cluster.splitRegion(bytes(names[round * 29]!));
      cluster.transferLeader(bytes(names[round * 13]!), cluster.storeIds[round % 3]!);
      await client.raw.batchPut(names.map((name) => ({ key: bytes(name), value: bytes(name) })));
      const got = await client.raw.batchGet(names.map(bytes));
      expect(got.map(text)).toEqual(names);
    });
    await Promise.all(work);
    await client.raw.batchDelete(names.map(bytes));
    expect(await client.raw.batchGet(names.slice(0, 5).map(bytes))).toEqual([null, null, null, null, null]);
  });

  test.each(['request', 'reply'] as const)('say that a swap is unknown when its %s is lost', async (drop) => {
    const key = bytes(`lost/${drop}`);
    const id = cluster.faults.add({
      on: { rpc: 'RawCompareAndSwap' },
      at: drop === 'request' ? 'recv' : 'reply',
      do: { close: 'rst' },
    });
    const error = await client.raw.compareAndSwap(key, null, bytes('1')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RawOutcomeUnknownError);
    expect(error).toMatchObject({ code: 'TIKV_RAW_OUTCOME_UNKNOWN', retryable: false, key });
    expect(cluster.faults.hits(id)).toBe(1);
    expect(text(await client.raw.get(key))).toBe(drop === 'request' ? null : '1');
  });

  test('refuse what their cluster does not offer', async () => {
    await expect(client.raw.getTtl(bytes('k'))).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(client.raw.put(bytes('k'), bytes('v'), { ttlSeconds: 5 })).rejects.toBeInstanceOf(
      ServerError,
    );
    for (const ttlSeconds of [-1, 1.5, NaN])
      await expect(client.raw.put(bytes('k'), bytes('v'), { ttlSeconds })).rejects.toBeInstanceOf(
        InvalidArgumentError,
      );
    const scan = async (): Promise<unknown> => keysOf(client.raw.scan(ALL, { batchSize: 10_241 }));
    await expect(scan()).rejects.toBeInstanceOf(InvalidArgumentError);
  });

  test('of API version 2 ask for a keyspace that exists', async () => {
    const other = await EmbeddedCluster.start({ apiVersion: 2 });
    const endpoints = other.pdEndpoints;
    const v2 = await TikvClient.connect({ endpoints, apiVersion: 2 });
    await expect(v2.raw.get(bytes('k'), { columnFamily: 'write' })).rejects.toBeInstanceOf(
      InvalidArgumentError,
    );
    await v2.close();
    await expect(TikvClient.connect({ endpoints, apiVersion: 2, keyspace: 'none' })).rejects.toBeInstanceOf(
      ServerError,
    );
    await expect(TikvClient.connect({ endpoints, keyspace: 'DEFAULT' })).rejects.toBeInstanceOf(
      InvalidArgumentError,
    );
    const v1 = await TikvClient.connect({ endpoints });
    await expect(v1.raw.put(bytes('k'), bytes('v'))).rejects.toBeInstanceOf(ServerError);
    await expect(keysOf(v1.raw.scan(prefixRange(bytes('k'))))).rejects.toBeInstanceOf(ServerError);
    await v1.close();
    await other.stop();
  });
});
