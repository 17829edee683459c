import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Init, kvrpcpb, tikvpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { WireClient, bytes, text } from './wire-client';

let cluster: EmbeddedCluster;
let client: WireClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = new WireClient(cluster);
});
afterAll(async () => {
  client.close();
  await cluster.stop();
});

type Requests = Init<tikvpb.BatchCommandsRequest_Request>[];

/** Sends one message and collects answers by id until there are `count`. */
async function exchange(
  requests: Requests,
  count = requests.length,
): Promise<Map<bigint, tikvpb.BatchCommandsResponse_Response>> {
  const stream = client.stream(cluster.storeAddresses[0]!, tikvpb.TikvService.batchCommands);
  stream.write({ requests, requestIds: requests.map((_, i) => BigInt(i + 1)) } as never);
  const answers = new Map<bigint, tikvpb.BatchCommandsResponse_Response>();
  while (answers.size < count) {
    const [message] = (await once(stream, 'data')) as [tikvpb.BatchCommandsResponse];
    message.requestIds.forEach((id, i) => answers.set(id, message.responses[i]!));
  }
  stream.end();
  await once(stream, 'end');
  return answers;
}

test('commands of all kinds are answered by their ids', async () => {
  await client.write({ one: '1' });
  const { context } = await client.route(bytes('one'));
  const version = await client.timestamp();
  const answers = await exchange([
    { get: { context, key: bytes('one'), version } },
    { rawGet: { context, key: bytes('none') } },
    { scan: { context, startKey: bytes('o'), limit: 10, version } },
    { empty: { testId: 7n } },
    {},
  ]);
  expect(text(answers.get(1n)!.get!.value)).toBe('1');
  expect(answers.get(2n)!.rawGet!.notFound).toBe(true);
  expect(answers.get(3n)!.scan!.pairs).toHaveLength(1);
  expect(answers.get(4n)!.empty!.testId).toBe(7n);
  expect(Object.values(answers.get(5n)!).every((field) => field === undefined)).toBe(true);
});

test('more commands than fit into one answer are all answered', async () => {
  const { context } = await client.route(bytes('k'));
  const requests = Array.from({ length: 500 }, (_, i) => ({
    rawPut: { context, key: bytes(`k${i}`), value: bytes(String(i)) },
  }));
  const answers = await exchange(requests);
  expect([...answers.values()].every(({ rawPut }) => rawPut!.error === '')).toBe(true);
});

test('one that waits holds nothing else up', async () => {
  const { context } = await client.route(bytes('w'));
  const lock = async (startVersion: bigint): Promise<Init<kvrpcpb.PessimisticLockRequest>> => ({
    context,
    mutations: [{ op: kvrpcpb.Op.PessimisticLock, key: bytes('w') }],
    primaryLock: bytes('w'),
    startVersion,
    forUpdateTs: await client.timestamp(),
    lockTtl: 10_000n,
    waitTimeout: 1000n,
  });
  const first = await client.timestamp();
  await exchange([{ pessimisticLock: await lock(first) }]);
  const second = await client.timestamp();
  const stream = client.stream(cluster.storeAddresses[0]!, tikvpb.TikvService.batchCommands);
  stream.write({ requests: [{ pessimisticLock: await lock(second) }], requestIds: [1n] } as never);
  stream.write({
    requests: [
      {
        pessimisticRollback: {
          context,
          startVersion: first,
          forUpdateTs: await client.timestamp(),
          keys: [bytes('w')],
        },
      },
    ],
    requestIds: [2n],
  } as never);
  const order: bigint[] = [];
  while (order.length < 2) {
    const [message] = (await once(stream, 'data')) as [tikvpb.BatchCommandsResponse];
    order.push(...message.requestIds);
    const waited = message.responses.find(({ pessimisticLock }) => pessimisticLock)?.pessimisticLock;
    if (waited) expect(waited.errors[0]!.conflict!.conflictTs).toBe(first);
  }
  expect(order.sort()).toEqual([1n, 2n]);
  stream.end();
  await once(stream, 'end');
});

test('a command of another cluster ends the stream', async () => {
  const { context } = await client.route(bytes('k'));
  const stream = client.stream(cluster.storeAddresses[0]!, tikvpb.TikvService.batchCommands);
  stream.write({
    requests: [{ rawGet: { context: { ...context, clusterId: 5n }, key: bytes('k') } }],
    requestIds: [1n],
  } as never);
  const [error] = (await once(stream, 'error')) as [{ code: number }];
  expect(error.code).toBe(3);
});
