import { describe, expect, test } from '@jest/globals';
import { type Init, decodeMessage, encodeMessage, kvrpcpb, tikvpb } from '@tito/protocol';
import { OperationAbortedError } from '../src/errors';
import { StoreChannels } from '../src/rpc/store-channels';
import { COMMAND } from '../src/rpc/store-commands';
import type { StoreCall } from '../src/rpc/store-call';
import { RPC_STATUS, RpcError, type StreamHandlers, type Transport } from '../src/rpc/transport';
import { ManualClock, bytes, text } from './support';

const { BatchCommandsRequest, BatchCommandsResponse } = tikvpb;

/** The store's end of one stream: what came, and the means to answer. */
class StoreEnd {
  readonly messages: tikvpb.BatchCommandsRequest[] = [];
  isCancelled = false;
  isFull = false;
  #writable: (() => void) | null = null;
  readonly #handlers: StreamHandlers;

  constructor(handlers: StreamHandlers) {
    this.#handlers = handlers;
  }

  take(message: Uint8Array): boolean {
    this.messages.push(decodeMessage(BatchCommandsRequest, message));
    return !this.isFull;
  }

  onWritable(callback: () => void): void {
    this.#writable = callback;
  }

  drain(): void {
    this.isFull = false;
    this.#writable?.();
  }

  /** The requests in all messages so far, by number. */
  get requests(): { id: bigint; key: string }[] {
    return this.messages.flatMap(({ requests, requestIds }) =>
      requests.map((request, i) => ({ id: requestIds[i]!, key: text(request.rawGet?.key ?? bytes(''))! })),
    );
  }

  answer(ids: readonly bigint[], valueOf: (id: bigint) => string): void {
    this.say({
      requestIds: ids,
      responses: ids.map((id) => ({ rawGet: { value: bytes(valueOf(id)) } })),
    });
  }

  say(message: Init<tikvpb.BatchCommandsResponse>): void {
    this.#handlers.onMessage(encodeMessage(BatchCommandsResponse, message));
  }

  sayBytes(message: Uint8Array): void {
    this.#handlers.onMessage(message);
  }

  end(status: number = RPC_STATUS.unavailable): void {
    this.#handlers.onEnd(new RpcError(status, 'store', 'BatchCommands', 'ended by the test'));
  }
}

function store(batch = true) {
  const clock = new ManualClock();
  const streams: StoreEnd[] = [];
  const calls: string[] = [];
  const dropped: string[] = [];
  const transport: Transport = {
    unary(_, path) {
      calls.push(path);
      return Promise.resolve(encodeMessage(kvrpcpb.RawGetResponse, { value: bytes('alone') }));
    },
    stream(_, __, handlers) {
      const end = new StoreEnd(handlers);
      streams.push(end);
      return {
        write: (message) => end.take(message),
        whenWritable: (callback) => end.onWritable(callback),
        cancel: () => void (end.isCancelled = true),
      };
    },
    disconnect: (address) => void dropped.push(address),
    close: () => undefined,
  };
  const channels = new StoreChannels({ transport, clock, batch });
  const get = (key: string, options: Partial<StoreCall> = {}): Promise<string | null> =>
    channels
      .request('store', {
        command: COMMAND.rawGet,
        context: [encodeMessage(kvrpcpb.Context, { regionId: 7n }), new Uint8Array(0)],
        request: { key: bytes(key) },
        timeoutMs: 30_000,
        signal: undefined,
        ...options,
      })
      .then(({ value }) => text(value));
  return { clock, streams, calls, dropped, channels, get };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

describe('requests to one store', () => {
  test('made in one turn travel in one message, each with its context', async () => {
    const { streams, get } = store();
    const answers = Promise.all(['a', 'b', 'c'].map((key) => get(key)));
    await turn();
    expect(streams).toHaveLength(1);
    expect(streams[0]!.messages).toHaveLength(1);
    for (const request of streams[0]!.messages[0]!.requests)
      expect(request.rawGet?.context?.regionId).toBe(7n);
    const { requests } = streams[0]!;
    expect(requests.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    streams[0]!.answer(
      requests.map(({ id }) => id),
      (id) => requests.find((one) => one.id === id)!.key,
    );
    expect(await answers).toEqual(['a', 'b', 'c']);
  });

  test('are answered in any order and grouping', async () => {
    const { streams, get } = store();
    const keys = Array.from({ length: 300 }, (_, i) => `k${i}`);
    const answers = Promise.all(keys.map((key) => get(key)));
    await turn();
    const { messages, requests } = streams[0]!;
    expect(messages.map((message) => message.requests.length)).toEqual([128, 128, 44]);
    const names = new Map(requests.map(({ id, key }) => [id, key]));
    expect(names.size).toBe(300);
    const ids = [...names.keys()].reverse();
    for (const part of [ids.slice(0, 7), ids.slice(7, 250), ids.slice(250)])
      streams[0]!.answer(part, (id) => names.get(id)!);
    expect(await answers).toEqual(keys);
  });

  test('fill messages up to a mebibyte', async () => {
    const { streams, channels } = store();
    const value = new Uint8Array(400_000);
    for (let i = 0; i < 4; i++) {
      const request = { key: bytes('k'), value };
      const call = { command: COMMAND.rawPut, context: [], request, timeoutMs: 1000, signal: undefined };
      channels.request('store', call).catch(() => undefined);
    }
    await turn();
    expect(streams[0]!.messages.map((message) => message.requests.length)).toEqual([3, 1]);
    channels.close();
  });

  test('that cannot be encoded fail alone', async () => {
    const { streams, get } = store();
    const good = [get('a'), get('b')];
    const bad = failureOf(get('c', { request: { cf: 5 as never } }));
    const other = get('d');
    expect(await bad).toHaveProperty('name', 'TypeError');
    const { requests } = streams[0]!;
    expect(requests.map(({ key }) => key)).toEqual(['a', 'b', 'd']);
    streams[0]!.answer(
      requests.map(({ id }) => id),
      String,
    );
    expect(await Promise.all([...good, other])).toEqual(requests.map(({ id }) => String(id)));
  });

  test('wait while the stream takes no more, and go on when it does', async () => {
    const { streams, get } = store();
    const first = get('first');
    await turn();
    streams[0]!.isFull = true;
    const answers = ['a', 'b', 'c'].map(async (key) => {
      await turn();
      return get(key);
    });
    const late = get('late');
    await turn();
    await turn();
    expect(streams[0]!.requests.map(({ key }) => key)).toEqual(['first', 'late']);
    streams[0]!.drain();
    expect(streams[0]!.requests.map(({ key }) => key)).toEqual(['first', 'late', 'a', 'b', 'c']);
    streams[0]!.answer(
      streams[0]!.requests.map(({ id }) => id),
      String,
    );
    await Promise.all([first, late, ...answers]);
  });
});

describe('a lost answer', () => {
  test('fails its request when the time is over, and is ignored when it comes late', async () => {
    const { streams, clock, get } = store();
    const failed = failureOf(get('a', { timeoutMs: 100 }));
    const other = get('b', { timeoutMs: 200 });
    await turn();
    clock.advance(150);
    const error = await failed;
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ status: RPC_STATUS.deadlineExceeded });
    const ids = streams[0]!.requests.map(({ id }) => id);
    streams[0]!.answer(ids, String);
    streams[0]!.answer(ids, String);
    expect(await other).toBe(String(ids[1]));
  });

  test('ends with the signal of its caller, who is not sent at all when it fires first', async () => {
    const { streams, get } = store();
    const controller = new AbortController();
    const sent = failureOf(get('a', { signal: controller.signal }));
    await turn();
    const queued = failureOf(get('b', { signal: controller.signal }));
    controller.abort('enough');
    expect(await sent).toBeInstanceOf(OperationAbortedError);
    expect(await queued).toMatchObject({ code: 'TIKV_ABORTED', cause: 'enough' });
    expect(await failureOf(get('c', { signal: controller.signal }))).toBeInstanceOf(OperationAbortedError);
    await turn();
    expect(streams[0]!.requests.map(({ key }) => key)).toEqual(['a']);
  });

  test('with the whole stream fails a hundred requests once each, and the next ones go on', async () => {
    const { streams, get } = store();
    const settled = Promise.allSettled(Array.from({ length: 100 }, (_, i) => get(`k${i}`)));
    await turn();
    const ids = streams[0]!.requests.map(({ id }) => id);
    streams[0]!.answer(ids.slice(0, 40), String);
    streams[0]!.end();
    streams[0]!.answer(ids.slice(40), String);
    streams[0]!.end();
    const results = await settled;
    expect(results.slice(0, 40).every(({ status }) => status === 'fulfilled')).toBe(true);
    for (const result of results.slice(40)) {
      expect(result.status === 'rejected' && result.reason).toMatchObject({ status: RPC_STATUS.unavailable });
    }
    const next = get('next');
    await turn();
    expect(streams).toHaveLength(2);
    streams[1]!.answer([streams[1]!.requests[0]!.id], () => 'there');
    expect(await next).toBe('there');
  });
});

describe('what is no answer', () => {
  const id = (end: StoreEnd): bigint => end.requests[0]!.id;

  test.each([
    ['bytes without sense', Buffer.from('ffffffffffffffffffffffff', 'hex')],
    ['an entry that ends beyond the message', Buffer.from('0aff01', 'hex')],
    ['an answer without a number', encodeMessage(BatchCommandsResponse, { responses: [{}] })],
  ])('%s ends the stream and fails what was sent', async (_, garbage) => {
    const { streams, get } = store();
    const failed = failureOf(get('a'));
    await turn();
    streams[0]!.sayBytes(garbage);
    expect(await failed).toBeInstanceOf(RpcError);
    expect(streams[0]!.isCancelled).toBe(true);
  });

  test('an answer of another kind fails its request and no other', async () => {
    const { streams, get } = store();
    const failed = failureOf(get('a'));
    const good = get('b');
    await turn();
    const [first, second] = streams[0]!.requests;
    streams[0]!.say({
      requestIds: [first!.id, second!.id],
      responses: [{ rawPut: {} }, { rawGet: { value: bytes('b') } }],
    });
    expect(await failed).toMatchObject({ code: 'PROTOCOL_MALFORMED_MESSAGE' });
    expect(await good).toBe('b');
  });

  test('a number that nobody asked with is ignored', async () => {
    const { streams, get } = store();
    const good = get('a');
    await turn();
    streams[0]!.answer([id(streams[0]!) + 9n], () => 'stray');
    streams[0]!.answer([id(streams[0]!)], () => 'own');
    expect(await good).toBe('own');
  });
});

describe('a store that falls silent', () => {
  test('is asked, then left for a new connection', async () => {
    const { streams, clock, dropped, get } = store();
    const first = get('a');
    await turn();
    streams[0]!.answer([streams[0]!.requests[0]!.id], String);
    await first;
    const failed = failureOf(get('b'));
    await turn();
    clock.advance(3_000);
    expect(streams[0]!.messages.at(-1)!.requests[0]!.empty).toBeDefined();
    expect(dropped).toEqual([]);
    clock.advance(5_000);
    expect(await failed).toMatchObject({ status: RPC_STATUS.unavailable });
    expect(dropped).toEqual(['store']);
  });

  test('is left alone as long as it answers the question', async () => {
    const { streams, clock, dropped, get } = store();
    const slow = get('slow');
    await turn();
    for (let i = 0; i < 25; i++) {
      clock.advance(1_000);
      const last = streams[0]!.messages.at(-1)!;
      if (last.requests[0]!.empty)
        streams[0]!.say({ requestIds: last.requestIds, responses: [{ empty: {} }] });
    }
    expect(dropped).toEqual([]);
    streams[0]!.answer([streams[0]!.requests[0]!.id], () => 'done');
    expect(await slow).toBe('done');
  });
});

describe('a store without BatchCommands', () => {
  test('is asked by calls of their own, also for what was sent', async () => {
    const { streams, calls, get } = store();
    const answers = [get('a'), get('b')];
    await turn();
    streams[0]!.end(RPC_STATUS.unimplemented);
    expect(await Promise.all(answers)).toEqual(['alone', 'alone']);
    expect(await get('c')).toBe('alone');
    expect(calls).toHaveLength(3);
    expect(streams).toHaveLength(1);
  });

  test('is not even tried when batches are switched off', async () => {
    const { streams, get } = store(false);
    expect(await get('a')).toBe('alone');
    expect(streams).toHaveLength(0);
  });
});

test('closing fails what waits and refuses more', async () => {
  const { streams, channels, get } = store();
  const failed = failureOf(get('a'));
  await turn();
  channels.close();
  expect(await failed).toMatchObject({ code: 'TIKV_CLIENT_CLOSED' });
  expect(streams[0]!.isCancelled).toBe(true);
  expect(await failureOf(get('b'))).toMatchObject({ code: 'TIKV_CLIENT_CLOSED' });
});
