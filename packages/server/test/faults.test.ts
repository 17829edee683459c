import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Init, kvrpcpb, pdpb, tikvpb } from '@tito/protocol';
import { EmbeddedCluster, type FaultRule } from '@tito/server';
import { WireClient, bytes, text } from './wire-client';

const tikv = tikvpb.TikvService;

let cluster: EmbeddedCluster;
let client: WireClient;

beforeEach(async () => {
  cluster = await EmbeddedCluster.start({ seed: 42 });
  client = new WireClient(cluster);
});
afterEach(async () => {
  client.close();
  await cluster.stop();
});

async function get(key: string): Promise<kvrpcpb.GetResponse> {
  return client.kv(tikv.kvGet, key, { key: bytes(key), version: await client.timestamp() });
}

async function prewrite(
  key: string,
  extra: Init<kvrpcpb.PrewriteRequest> = {},
): Promise<kvrpcpb.PrewriteResponse> {
  return client.kv(tikv.kvPrewrite, key, {
    mutations: [{ op: kvrpcpb.Op.Put, key: bytes(key), value: bytes('v') }],
    primaryLock: bytes(key),
    startVersion: await client.timestamp(),
    lockTtl: 3000n,
    ...extra,
  });
}

describe('a rule', () => {
  test('strikes as often as it says, after those it lets pass', async () => {
    cluster.faults.add({
      id: 'busy',
      on: { rpc: 'KvGet' },
      do: { regionError: 'ServerIsBusy' },
      skip: 1,
      times: 2,
    });
    const struck: boolean[] = [];
    for (let i = 0; i < 5; i++) struck.push((await get('a')).regionError?.serverIsBusy !== undefined);
    expect(struck).toEqual([false, true, true, false, false]);
    expect(cluster.faults.hits('busy')).toBe(2);
    expect(cluster.faults.isQuiet).toBe(true);
  });

  test.each<[string, FaultRule['on'], string, boolean]>([
    ['names by their beginning', { rpc: 'Kv*' }, 'a', true],
    ['other names', { rpc: ['KvScan', 'Raw*'] }, 'a', false],
    ['keys of a range', { rpc: '*', key: { start: bytes('a'), end: bytes('b') } }, 'a1', true],
    ['keys beyond a range', { rpc: '*', key: { start: bytes('a'), end: bytes('b') } }, 'b', false],
    ['regions', { rpc: '*', region: 2n }, 'a', true],
    ['other regions', { rpc: '*', region: 3n }, 'a', false],
    ['stores', { rpc: '*', store: 1n }, 'a', true],
    [
      'what a function finds',
      { rpc: '*', where: (request) => 'needCommitTs' in (request as object) },
      'a',
      true,
    ],
    ['PD only by its name', { rpc: 'pd.*' }, 'a', false],
  ])('tells requests apart by %s', async (_, on, key, isStruck) => {
    const { context, address } = await client.route(bytes(key));
    const version = await client.timestamp();
    cluster.faults.add({ on, do: { regionError: 'StaleCommand' } });
    const answer = await client.unary(address, tikv.kvGet, { context, key: bytes(key), version });
    expect(answer.regionError?.staleCommand !== undefined).toBe(isStruck);
  });

  test('with a probability strikes the same requests for the same seed', async () => {
    const run = async (seed: number): Promise<boolean[]> => {
      const other = await EmbeddedCluster.start({ seed });
      const otherClient = new WireClient(other);
      const { address, context } = await otherClient.route(bytes('a'));
      other.faults.add({ on: { rpc: 'RawGet' }, do: { regionError: 'DiskFull' }, times: 'inf', prob: 0.5 });
      const struck: boolean[] = [];
      for (let i = 0; i < 40; i++) {
        const answer = await otherClient.unary(address, tikv.rawGet, { context, key: bytes('a') });
        struck.push(answer.regionError !== undefined);
      }
      otherClient.close();
      await other.stop();
      return struck;
    };
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(new Set(a).size).toBe(2);
  });

  test.each<[string, object]>([
    ['without an action', {}],
    ['with two', { hang: true, grpcStatus: 1 }],
    ['with one that is not offered', { explode: true }],
    ['with a region error that does not exist', { regionError: 'Tired' }],
  ])('%s is refused', (_, action) => {
    expect(() => cluster.faults.add({ on: { rpc: '*' }, do: action as FaultRule['do'] })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
    );
  });
});

describe('what can happen', () => {
  test('a gRPC status instead of an answer', async () => {
    cluster.faults.add({ on: { rpc: 'KvGet' }, do: { grpcStatus: 14, message: 'gone' } });
    await expect(get('a')).rejects.toMatchObject({ code: 14, details: 'gone' });
  });

  test('a lost answer: the write is there all the same', async () => {
    cluster.faults.add({ id: 'lost', on: { rpc: 'KvPrewrite' }, at: 'afterApply', do: { close: 'rst' } });
    await expect(client.write({ a: '1' })).rejects.toMatchObject({ code: 14 });
    expect(cluster.faults.hits('lost')).toBe(1);
    expect(await client.read('a')).toBe('1');
  });

  test('a lost request: nothing is there', async () => {
    cluster.faults.add({ on: { rpc: 'KvPrewrite' }, do: { close: 'rst' } });
    await expect(client.write({ a: '1' })).rejects.toMatchObject({ code: 14 });
    expect(await client.read('a')).toBeNull();
  });

  test('a request that comes twice', async () => {
    cluster.faults.add({ on: { rpc: 'RawPut' }, do: { duplicate: { times: 1, after: 50 } } });
    const seen: string[] = [];
    cluster.faults.add({
      id: 'reads',
      on: { rpc: 'RawGet' },
      at: 'afterApply',
      times: 'inf',
      do: { call: ({ response }) => void seen.push(text((response as kvrpcpb.RawGetResponse).value)) },
    });
    await client.kv(tikv.rawPut, 'k', { key: bytes('k'), value: bytes('first') });
    await client.kv(tikv.rawPut, 'k', { key: bytes('k'), value: bytes('second') });
    const until = performance.now() + 5000;
    while (seen.at(-1) !== 'first' && performance.now() < until)
      await client.kv(tikv.rawGet, 'k', { key: bytes('k') });
    expect(seen[0]).toBe('second');
    expect(seen.at(-1)).toBe('first');
  });

  test('an error of a key', async () => {
    cluster.faults.add({ on: { rpc: 'KvPrewrite' }, do: { keyError: { abort: 'injected' } } });
    expect((await prewrite('a')).errors).toMatchObject([{ abort: 'injected' }]);
  });

  test('a shared stream that ends', async () => {
    cluster.faults.add({ on: { rpc: 'RawGet' }, do: { stream: 'cut' } });
    const { address, context } = await client.route(bytes('k'));
    const stream = client.stream(address, tikv.batchCommands);
    stream.write({ requests: [{ rawGet: { context, key: bytes('k') } }], requestIds: [1n] } as never);
    const [error] = (await once(stream, 'error')) as [{ code: number }];
    expect(error.code).toBe(14);
  });

  test('PD falls silent', async () => {
    cluster.faults.add({ id: 'silent', on: { rpc: 'pd.GetRegion' }, do: { hang: true } });
    const request = { header: await client.header(), regionKey: bytes('a') };
    const asked = client.unary(client.pdAddress, pdpb.PDService.getRegion, request, 300);
    await expect(asked).rejects.toMatchObject({ code: 4 });
    expect(cluster.faults.hits('silent')).toBe(1);
    await client.route(bytes('a'));
  });
});

describe('between decision and effect', () => {
  /** Holds the next prewrite until the returned function is called. */
  function holdPrewrite(): { isHeld: Promise<void>; letGo: () => void } {
    let letGo!: () => void;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const id = cluster.faults.add({ on: { rpc: 'KvPrewrite' }, at: 'beforeApply', do: { call: () => gate } });
    return { isHeld: cluster.faults.hit(id), letGo };
  }

  test('a one-phase commit is seen as a lock by readers that could miss it', async () => {
    const { isHeld, letGo } = holdPrewrite();
    const written = client.write({ a: '1' });
    await isHeld;
    const answer = await get('a');
    expect(answer.error!.locked).toBeDefined();
    letGo();
    await written;
    expect(await client.read('a')).toBe('1');
  });

  test('a second write of the key waits for the first', async () => {
    const { isHeld, letGo } = holdPrewrite();
    const first = prewrite('a');
    await isHeld;
    const second = prewrite('a');
    const other = await prewrite('b');
    expect(other.errors).toEqual([]);
    letGo();
    expect((await first).errors).toEqual([]);
    expect((await second).errors[0]!.locked).toBeDefined();
  });

  test('a region that changes meanwhile refuses the write, and nothing is left of it', async () => {
    const { isHeld, letGo } = holdPrewrite();
    const written = prewrite('a', { tryOnePc: true });
    await isHeld;
    cluster.splitRegion(bytes('m'));
    letGo();
    expect((await written).regionError!.epochNotMatch).toBeDefined();
    expect(await client.read('a')).toBeNull();
  });
});
