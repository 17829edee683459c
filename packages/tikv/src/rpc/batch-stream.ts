/**
 * The one stream to a store: requests made in one turn of the event loop travel in one message, answers come in any order.
 *
 *     queue  ->  (end of the turn, while the stream takes more)  ->  sent  ->  answered, late, aborted or lost
 *
 * When the stream breaks, what was sent is lost: each request fails with an `RpcError`, its outcome unknown. What still
 * waits in the queue goes out on the next stream.
 */

import type { kvrpcpb } from '@tito/protocol';
import type { Clock } from '../retry/clock';
import { LimitExceededError, OperationAbortedError } from '../errors';
import { BatchAnswers, BatchEncoder } from './batch-codec';
import type { StoreCall } from './store-call';
import { type ByteStream, RPC_STATUS, RpcError, type Transport } from './transport';
import { Watchdog } from './watchdog';

export const BATCH_PATH = '/tikvpb.Tikv/BatchCommands';
const NO_TIMER = Number.POSITIVE_INFINITY;
/** Requests that wait while the stream takes no more; who has more than this asks faster than the store ever answers. */
const MAX_QUEUED = 200_000;

/** A request that somebody waits for. */
export interface Pending {
  readonly call: StoreCall;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** On the clock. */
  readonly deadline: number;
  readonly onAbort: (() => void) | null;
  /** 0 until it was sent. */
  id: number;
  isSettled: boolean;
}

export interface BatchStreamOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly address: string;
  /** For the stream itself. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** What the store says of itself. */
  readonly onFeedback: (feedback: kvrpcpb.HealthFeedback) => void;
  /** Takes the requests of a stream that the server does not know: it has executed none of them. */
  readonly onUnsupported: (requests: readonly Pending[]) => void;
}

export class BatchStream {
  readonly #options: BatchStreamOptions;
  readonly #watchdog: Watchdog;
  readonly #encoder = new BatchEncoder();
  #queue: Pending[] = [];
  readonly #sent = new Map<number, Pending>();
  #stream: ByteStream | null = null;
  #isFlushing = false;
  #isBlocked = false;
  #nextSweep = NO_TIMER;
  #cancelSweep: () => void = () => undefined;
  readonly #flush = (): void => {
    this.#isFlushing = false;
    this.#sendQueue();
  };

  constructor(options: BatchStreamOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog(options.clock, {
      isWaiting: () => this.#sent.size > 0,
      ping: () => this.#ping(),
      giveUp: () => this.#giveUp(),
    });
  }

  /**
   * @throws RpcError when the answer was lost or late, or never asked for because of that
   * @throws OperationAbortedError, MalformedMessageError, LimitExceededError
   */
  send(call: StoreCall): Promise<unknown> {
    const { signal } = call;
    if (signal?.aborted) return Promise.reject(new OperationAbortedError(signal.reason));
    if (this.#queue.length >= MAX_QUEUED) {
      const details = { limit: MAX_QUEUED, actual: this.#queue.length };
      return Promise.reject(new LimitExceededError('too many requests wait for the store', details));
    }
    return new Promise((resolve, reject) => {
      const deadline = this.#options.clock.now() + call.timeoutMs;
      const onAbort = signal ? (): void => this.#abort(pending) : null;
      const pending: Pending = { call, resolve, reject, deadline, onAbort, id: 0, isSettled: false };
      if (onAbort) signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(pending);
      if (deadline < this.#nextSweep) this.#sweepAt(deadline);
      if (this.#isFlushing || this.#isBlocked) return;
      this.#isFlushing = true;
      process.nextTick(this.#flush);
    });
  }

  /** Fails everything with `error`; the next request opens a new stream. */
  abandon(error: unknown): void {
    const queued = this.#queue;
    this.#queue = [];
    this.#cancelSweep();
    this.#nextSweep = NO_TIMER;
    this.#break(error);
    for (const pending of queued) this.#reject(pending, error);
  }

  #sendQueue(): void {
    while (this.#queue.length > 0 && !this.#isBlocked) {
      try {
        const stream = this.#open();
        this.#encodeQueue();
        if (this.#encoder.count > 0) this.#write(stream);
      } catch (error) {
        return this.abandon(error);
      }
    }
  }

  /** One message's worth. */
  #encodeQueue(): void {
    const queue = this.#queue;
    let next = 0;
    while (next < queue.length && !this.#encoder.isFull) {
      const pending = queue[next++] as Pending;
      if (pending.isSettled) continue;
      try {
        pending.id = this.#encoder.add(pending.call);
        this.#sent.set(pending.id, pending);
      } catch (error) {
        this.#reject(pending, error);
      }
    }
    if (next === queue.length) queue.length = 0;
    else queue.splice(0, next);
  }

  #write(stream: ByteStream): void {
    this.#watchdog.watch();
    if (stream.write(this.#encoder.finish()) || this.#stream !== stream) return;
    this.#isBlocked = true;
    stream.whenWritable(() => {
      if (this.#stream !== stream) return;
      this.#isBlocked = false;
      this.#sendQueue();
    });
  }

  #open(): ByteStream {
    if (this.#stream) return this.#stream;
    const { transport, address, metadata } = this.#options;
    const handlers = {
      onMessage: (bytes: Uint8Array): void => {
        if (this.#stream === stream) this.#receive(bytes);
      },
      onEnd: (error: RpcError): void => {
        if (this.#stream === stream) this.#ended(error);
      },
    };
    const stream = transport.stream(address, BATCH_PATH, handlers, metadata);
    this.#stream = stream;
    return stream;
  }

  #receive(bytes: Uint8Array): void {
    this.#watchdog.heard();
    let answers: BatchAnswers;
    try {
      answers = new BatchAnswers(bytes);
    } catch {
      return this.#ended(this.#error(RPC_STATUS.unknown, 'the stream brought what is no answer'));
    }
    if (answers.feedback) this.#options.onFeedback(answers.feedback);
    answers.ids.forEach((id, i) => {
      const pending = this.#sent.get(id);
      // A request that nobody waits for any more, or a ping.
      if (!pending) return;
      this.#sent.delete(id);
      try {
        this.#resolve(pending, answers.decode(i, pending.call));
      } catch (error) {
        this.#reject(pending, error);
      }
    });
  }

  #ended(error: RpcError): void {
    if (error.status !== RPC_STATUS.unimplemented) {
      this.#break(error);
      if (this.#queue.length > 0) this.#sendQueue();
      return;
    }
    const all = [...this.#sent.values(), ...this.#queue].filter((pending) => !pending.isSettled);
    this.#sent.clear();
    this.#queue = [];
    this.#break(error);
    for (const pending of all) this.#release(pending);
    this.#options.onUnsupported(all);
  }

  /** Drops the stream; what was sent on it is lost. */
  #break(error: unknown): void {
    this.#stream?.cancel();
    this.#stream = null;
    this.#isBlocked = false;
    this.#watchdog.stop();
    const lost = [...this.#sent.values()];
    this.#sent.clear();
    for (const pending of lost) this.#reject(pending, error);
  }

  #ping(): void {
    if (!this.#stream || this.#isBlocked || this.#encoder.count > 0) return;
    this.#encoder.addPing();
    this.#write(this.#stream);
  }

  #giveUp(): void {
    const { transport, address } = this.#options;
    transport.disconnect(address);
    this.#ended(this.#error(RPC_STATUS.unavailable, 'the store fell silent'));
  }

  #abort(pending: Pending): void {
    this.#sent.delete(pending.id);
    this.#reject(pending, new OperationAbortedError(pending.call.signal?.reason));
  }

  /** One timer for all deadlines, set to the earliest. */
  #sweepAt(deadline: number): void {
    const { clock } = this.#options;
    this.#cancelSweep();
    this.#nextSweep = deadline;
    this.#cancelSweep = clock.schedule(Math.max(0, deadline - clock.now()), () => this.#sweep(), true);
  }

  #sweep(): void {
    const now = this.#options.clock.now();
    let next = NO_TIMER;
    this.#nextSweep = NO_TIMER;
    const late: Pending[] = [];
    for (const pending of this.#sent.values()) {
      if (pending.deadline <= now) late.push(pending);
      else next = Math.min(next, pending.deadline);
    }
    for (const pending of this.#queue) {
      if (pending.isSettled) continue;
      if (pending.deadline <= now) late.push(pending);
      else next = Math.min(next, pending.deadline);
    }
    if (next !== NO_TIMER) this.#sweepAt(next);
    for (const pending of late) {
      this.#sent.delete(pending.id);
      this.#reject(
        pending,
        this.#error(RPC_STATUS.deadlineExceeded, 'no answer in time', pending.call.command.path),
      );
    }
  }

  #resolve(pending: Pending, answer: unknown): void {
    this.#release(pending);
    pending.isSettled = true;
    pending.resolve(answer);
  }

  #reject(pending: Pending, error: unknown): void {
    if (pending.isSettled) return;
    this.#release(pending);
    pending.isSettled = true;
    pending.reject(error);
  }

  #release({ call, onAbort }: Pending): void {
    if (onAbort) call.signal?.removeEventListener('abort', onAbort);
  }

  #error(status: number, text: string, path = BATCH_PATH): RpcError {
    return new RpcError(status, this.#options.address, path, text);
  }
}
