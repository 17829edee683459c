/**
 * BatchCommands: many requests and answers on one stream.
 *
 * Each request is decoded straight from the message for its handler, and each answer encoded straight into the next
 * message. Answers that are ready in one turn go out together, in any order, at most so many in one message.
 */

import { Reader, Writer, tikvpb } from '@tito/protocol';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import { AnswerBytes, type ByteStream, type ByteStreamReader, type CallInfo } from '../rpc/handlers';
import type { AnyCall, RequestWithContext } from './call';

/** As many as TiKV puts into one message. */
const MAX_ANSWERS_PER_MESSAGE = 128;
/** A message is sent early when it has grown this long. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** An empty request that asks to be answered late is answered by then. */
const MAX_ECHO_DELAY_MS = 60_000;

/** Field numbers of the commands, the same in requests and answers, and the methods that they stand for. */
const COMMANDS: Readonly<Record<number, keyof typeof tikvpb.TikvService>> = {
  1: 'kvGet',
  2: 'kvScan',
  3: 'kvPrewrite',
  4: 'kvCommit',
  6: 'kvCleanup',
  7: 'kvBatchGet',
  8: 'kvBatchRollback',
  9: 'kvScanLock',
  10: 'kvResolveLock',
  11: 'kvGc',
  12: 'kvDeleteRange',
  13: 'rawGet',
  14: 'rawBatchGet',
  15: 'rawPut',
  16: 'rawBatchPut',
  17: 'rawDelete',
  18: 'rawBatchDelete',
  19: 'rawScan',
  20: 'rawDeleteRange',
  21: 'rawBatchScan',
  22: 'coprocessor',
  23: 'kvPessimisticLock',
  24: 'kvPessimisticRollback',
  25: 'kvCheckTxnStatus',
  26: 'kvTxnHeartBeat',
  33: 'kvCheckSecondaryLocks',
  34: 'rawCoprocessor',
  35: 'kvFlashbackToVersion',
  36: 'kvPrepareFlashbackToVersion',
  37: 'kvFlush',
  38: 'kvBufferBatchGet',
  39: 'getHealthFeedback',
  40: 'broadcastTxnStatus',
};
const EMPTY = 255;

const REQUESTS_TAG = 10;
const IDS_TAG = 16;
const PACKED_IDS_TAG = 18;

/** Answers one request, as its unary call would. */
export type Dispatch = (
  call: AnyCall,
  request: RequestWithContext,
  info: CallInfo,
) => object | Promise<object>;

interface Command {
  /** 0 for a request without a command. */
  readonly number: number;
  readonly call: AnyCall | null;
  readonly request: unknown;
}

export function openBatchStream(
  calls: Readonly<Record<string, AnyCall>>,
  dispatch: Dispatch,
  stream: ByteStream,
  info: CallInfo,
): ByteStreamReader {
  const batch = new BatchStream(calls, dispatch, stream, info);
  return {
    message: (bytes) => batch.receive(bytes),
    ended: () => batch.finish(),
    closed: () => undefined,
  };
}

class BatchStream {
  readonly #calls: Readonly<Record<string, AnyCall>>;
  readonly #dispatch: Dispatch;
  readonly #stream: ByteStream;
  readonly #info: CallInfo;
  readonly #writer = new Writer(16 * 1024);
  #ids: bigint[] = [];
  #pending = 0;
  #isFlushing = false;
  #isEnded = false;

  constructor(
    calls: Readonly<Record<string, AnyCall>>,
    dispatch: Dispatch,
    stream: ByteStream,
    info: CallInfo,
  ) {
    this.#calls = calls;
    this.#dispatch = dispatch;
    this.#stream = stream;
    this.#info = info;
  }

  receive(bytes: Buffer): void {
    const { commands, ids } = decodeBatch(bytes, this.#calls);
    commands.forEach((command, i) => this.#run(command, ids[i] ?? 0n));
  }

  /** The client sends no more: what is under way is still answered. */
  finish(): void {
    this.#isEnded = true;
    this.#endWhenDone();
  }

  #run({ number, call, request }: Command, id: bigint): void {
    if (number === EMPTY) return this.#echo(request as tikvpb.BatchCommandsEmptyRequest, id);
    if (number === 0) return this.#answer(0, null, null, id);
    // As in TiKV, what the server does not know is never answered here.
    if (!call) return;
    this.#pending++;
    try {
      const answer = this.#dispatch(call, request as RequestWithContext, this.#info);
      if (answer instanceof Promise) {
        answer.then(
          (done) => this.#done(number, call, done, id),
          (error: unknown) => this.#failed(number, call, error, id),
        );
      } else this.#done(number, call, answer, id);
    } catch (error) {
      this.#failed(number, call, error, id);
    }
  }

  #done(number: number, call: AnyCall, answer: object, id: bigint): void {
    this.#pending--;
    this.#answer(number, call, answer, id);
  }

  /** One failure must not end the stream for the others, unless the stream is for another cluster altogether. */
  #failed(number: number, call: AnyCall, error: unknown, id: bigint): void {
    this.#pending--;
    if (error instanceof GrpcRefusal) {
      if (error.status === Status.INVALID_ARGUMENT) this.#stream.end(error);
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    this.#answer(number, call, { regionError: { message } }, id);
  }

  #echo({ testId, delayTime }: tikvpb.BatchCommandsEmptyRequest, id: bigint): void {
    const call = { method: { response: tikvpb.BatchCommandsEmptyResponse } } as unknown as AnyCall;
    const answer = (): void => this.#answer(EMPTY, call, { testId }, id);
    if (delayTime < 10n) return answer();
    this.#pending++;
    setTimeout(
      () => {
        this.#pending--;
        answer();
      },
      Math.min(Number(delayTime), MAX_ECHO_DELAY_MS),
    ).unref();
  }

  #answer(number: number, call: AnyCall | null, answer: object | null, id: bigint): void {
    const out = this.#writer;
    out.byte(REQUESTS_TAG);
    const whole = out.begin();
    if (call) {
      out.uint32((number << 3) | 2);
      const body = out.begin();
      if (answer instanceof AnswerBytes) out.raw(answer.bytes);
      else call.method.response.encode(answer, out);
      out.end(body);
    }
    out.end(whole);
    this.#ids.push(id);
    if (this.#ids.length >= MAX_ANSWERS_PER_MESSAGE || out.length >= MAX_MESSAGE_BYTES) this.#flush();
    else if (!this.#isFlushing) {
      this.#isFlushing = true;
      process.nextTick(() => {
        this.#isFlushing = false;
        this.#flush();
        this.#endWhenDone();
      });
    }
  }

  #flush(): void {
    if (this.#ids.length === 0) return;
    const out = this.#writer;
    out.byte(PACKED_IDS_TAG);
    const at = out.begin();
    for (const id of this.#ids) out.uint64(id);
    out.end(at);
    const message = out.finish();
    out.reset();
    this.#ids = [];
    this.#stream.write(message);
  }

  #endWhenDone(): void {
    if (this.#isEnded && this.#pending === 0 && this.#ids.length === 0) this.#stream.end();
  }
}

function decodeBatch(
  bytes: Buffer,
  calls: Readonly<Record<string, AnyCall>>,
): { commands: Command[]; ids: bigint[] } {
  const input = new Reader(bytes);
  const commands: Command[] = [];
  const ids: bigint[] = [];
  while (input.pos < bytes.length) {
    const tag = input.uint32();
    if (tag === REQUESTS_TAG) commands.push(decodeCommand(input, input.begin(bytes.length), calls));
    else if (tag === IDS_TAG) ids.push(input.uint64());
    else if (tag === PACKED_IDS_TAG) {
      const end = input.begin(bytes.length);
      while (input.pos < end) ids.push(input.uint64());
      input.finish(end);
    } else input.skip(tag);
  }
  return { commands, ids };
}

function decodeCommand(input: Reader, end: number, calls: Readonly<Record<string, AnyCall>>): Command {
  let command: Command = { number: 0, call: null, request: null };
  while (input.pos < end) {
    const tag = input.uint32();
    const number = tag >>> 3;
    const name = COMMANDS[number];
    const call = name === undefined ? undefined : calls[name];
    if (number === EMPTY)
      command = {
        number,
        call: null,
        request: tikvpb.BatchCommandsEmptyRequest.decode(input, input.begin(end)),
      };
    else if (call) command = { number, call, request: call.method.request.decode(input, input.begin(end)) };
    else {
      command = { number, call: null, request: null };
      input.skip(tag);
    }
  }
  input.finish(end);
  return command;
}
