/** Answers that no healthy cluster gives: the caller gets an error with a code within its deadline, and memory stays bounded. */

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Init, decodeMessage, type errorpb, encodeMessage, pdpb, tikvpb } from '@tito/protocol';
import { type ConnectOptions, TikvClient } from '../src/index';
import { REGION, ScriptedCluster, framed } from './scripted-cluster';
import { bytes } from './support';

const { PDService } = pdpb;
const { TikvService } = tikvpb;
const header = { clusterId: 77n };
const GARBAGE = Buffer.from('0affffffff0f9999', 'hex');
const MIB = 1024 * 1024;

let cluster: ScriptedCluster;
let client: TikvClient | undefined;
beforeEach(async () => {
  cluster = await ScriptedCluster.start();
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  await cluster.stop();
});

async function connect(options: Partial<ConnectOptions> = {}): Promise<TikvClient> {
  client = await TikvClient.connect({ endpoints: [cluster.address], connectTimeoutMs: 2000, ...options });
  return client;
}

/** The code of the error in which work ends, and how long that took. */
async function endOf(work: Promise<unknown>): Promise<{ code: string; ms: number }> {
  const start = performance.now();
  const error: unknown = await work.then(
    () => ({ code: 'no error' }),
    (reason: unknown) => reason,
  );
  return { code: (error as { code: string }).code, ms: performance.now() - start };
}

describe('a placement driver', () => {
  test('that answers connecting with garbage is said to be none', async () => {
    cluster.on(PDService.getMembers, (call) => {
      call.send(GARBAGE);
      call.end();
    });
    const { code, ms } = await endOf(connect());
    expect(code).toBe('TIKV_CONNECT_FAILED');
    expect(ms).toBeLessThan(3000);
  });

  test('that answers a question for a region with garbage ends it with a code', async () => {
    const own = await connect();
    cluster.on(PDService.getRegion, (call) => {
      call.send(GARBAGE);
      call.end();
    });
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 2000 }));
    expect(code).toBe('PROTOCOL_MALFORMED_MESSAGE');
    expect(ms).toBeLessThan(2000);
  });

  test.each<[string, Init<pdpb.GetRegionResponse>]>([
    ['a region that does not hold the key', { region: { ...REGION, startKey: bytes('x') } }],
    ['a region without peers', { region: { ...REGION, peers: [] } }],
    ['no region', {}],
    ['an error that passes', { header: { ...header, error: { type: pdpb.ErrorType.NOT_BOOTSTRAPPED } } }],
  ])('that gives %s for ever is given up in time, and not at full speed', async (_, answer) => {
    const own = await connect();
    cluster.answer(PDService.getRegion, () => ({ header, ...answer }));
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(2000);
    expect(cluster.timesCalled(PDService.getRegion)).toBeLessThan(10);
  });

  test('whose members send the client around in a circle is given up in time', async () => {
    const other = await ScriptedCluster.start();
    let named = 0;
    for (const one of [cluster, other]) {
      one.answer(PDService.getMembers, () => {
        const urls = [cluster, other].map(({ address }) => `http://${address}`);
        const members = urls.map((url, i) => ({ memberId: BigInt(i + 1), clientUrls: [url] }));
        return { header, members, leader: members[named++ % 2] };
      });
      one.on(PDService.getRegion, (call) => call.end(14, 'not leader'));
    }
    const own = await connect();
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(2000);
    const asked = [cluster, other].map((one) => one.timesCalled(PDService.getRegion));
    expect(asked[0]! + asked[1]!).toBeLessThan(50);
    await own.close();
    await other.stop();
  });

  test('that gives timestamps that nobody asked for is not believed', async () => {
    const own = await connect();
    let physical = 1000n;
    const timestamp = (count: number): Uint8Array =>
      encodeMessage(PDService.tso.response, {
        header,
        count,
        timestamp: { physical: ++physical, logical: 1n },
      });
    cluster.on(PDService.tso, (call) => {
      call.send(timestamp(1));
      call.send(timestamp(1));
      call.send(timestamp(1));
    });
    const first = await own.timestamp({ timeoutMs: 2000 });
    const second = await own.timestamp({ timeoutMs: 2000 });
    expect(second).toBeGreaterThan(first);
  });

  test('whose timestamps go back is refused', async () => {
    const own = await connect();
    let physical = 5000n;
    cluster.on(PDService.tso, (call) => {
      physical -= 1000n;
      const message = { header, count: 1, timestamp: { physical, logical: 1n } };
      call.send(encodeMessage(PDService.tso.response, message));
    });
    await own.timestamp({ timeoutMs: 2000 });
    expect(await endOf(own.timestamp({ timeoutMs: 2000 }))).toMatchObject({ code: 'TIKV_SERVER_ERROR' });
  });

  test('that names an address that is none leaves the caller with its deadline', async () => {
    const own = await connect();
    cluster.answer(PDService.getStore, () => ({ header, store: { id: 1n, address: '%%%', nodeState: 1 } }));
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(2000);
  });
});

describe('a store', () => {
  test.each([true, false])(
    'that announces more than the client takes is not read (batches: %s)',
    async (batch) => {
      const own = await connect({ maxMessageBytes: MIB, batch });
      for (const method of [TikvService.batchCommands, TikvService.rawGet])
        cluster.on(method, (call) => {
          const chunk = Buffer.alloc(64 * 1024);
          call.sendRaw(framed(new Uint8Array(0), 0x7fff_ffff));
          const flood = (): void => {
            if (call.stream.destroyed) return;
            if (call.sendRaw(chunk)) setImmediate(flood);
            else call.stream.once('drain', flood);
          };
          flood();
        });
      const before = process.memoryUsage().rss;
      const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 3000 }));
      expect(code).toBe('TIKV_LIMIT_EXCEEDED');
      expect(ms).toBeLessThan(4000);
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * MIB);
    },
  );

  test('that never stops answering what was not asked leaves the caller with its deadline', async () => {
    const own = await connect();
    let sent = 0;
    cluster.on(TikvService.batchCommands, (call) => {
      const answers = Array.from({ length: 64 }, () => ({ rawGet: { value: new Uint8Array(1024) } }));
      const requestIds = answers.map((_, i) => BigInt(1_000_000 + i));
      const message = framed(encodeMessage(tikvpb.BatchCommandsResponse, { responses: answers, requestIds }));
      const flood = (): void => {
        if (call.stream.destroyed) return;
        sent += message.length;
        if (call.sendRaw(message)) setImmediate(flood);
        else call.stream.once('drain', () => setImmediate(flood));
      };
      flood();
    });
    const before = process.memoryUsage().rss;
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 2000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(4000);
    expect(sent).toBeGreaterThan(10 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
  });

  test('that fills its stream with garbage is tried again with patience, and left in time', async () => {
    const own = await connect();
    cluster.on(TikvService.batchCommands, (call) => call.send(GARBAGE));
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(2000);
    expect(cluster.timesCalled(TikvService.batchCommands)).toBeLessThan(30);
  });

  test.each<[string, (version: bigint) => Init<errorpb.Error>]>([
    [
      'has always been split once more',
      (version) => ({
        epochNotMatch: { currentRegions: [{ ...REGION, regionEpoch: { confVer: 1n, version } }] },
      }),
    ],
    ['is never the leader and always knows who is', () => ({ notLeader: { leader: REGION.peers[0] } })],
    ['knows no region', () => ({ regionNotFound: {} })],
  ])('whose region %s is left in time, and not at full speed', async (_, regionErrorOf) => {
    const own = await connect({ batch: false });
    let version = 1n;
    cluster.answer(TikvService.rawGet, () => ({ regionError: regionErrorOf(++version) }));
    const { code, ms } = await endOf(own.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(code).toBe('TIKV_DEADLINE_EXCEEDED');
    expect(ms).toBeLessThan(2000);
    expect(cluster.timesCalled(TikvService.rawGet)).toBeLessThan(50);
  });

  test('that answers one request twice answers nobody else by that', async () => {
    const own = await connect();
    cluster.on(TikvService.batchCommands, (call, message) => {
      const { requests, requestIds } = decodeMessage(tikvpb.BatchCommandsRequest, message);
      const responses = requests.map(({ rawGet }) => ({ rawGet: { value: rawGet?.key } }));
      const twice = { responses: [...responses, ...responses], requestIds: [...requestIds, ...requestIds] };
      call.send(encodeMessage(tikvpb.BatchCommandsResponse, twice));
      call.send(encodeMessage(tikvpb.BatchCommandsResponse, twice));
    });
    for (let round = 0; round < 5; round++) {
      const keys = Array.from({ length: 40 }, (_, i) => bytes(`${round}/${i}`));
      const values = await Promise.all(keys.map((key) => own.raw.get(key, { timeoutMs: 2000 })));
      expect(values.map((value) => Buffer.from(value!).toString())).toEqual(
        keys.map((key) => Buffer.from(key).toString()),
      );
    }
  });
});
