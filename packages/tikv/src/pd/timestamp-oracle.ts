/**
 * Timestamps, from one stream to PD's leader.
 *
 * One request is under way at a time; callers that come meanwhile wait and are served by the next one, all at once. So a
 * timestamp is never older than the moment at which it was asked for, and many callers cost few messages.
 *
 * A leader that cannot be reached from here is asked by way of another member, until it can be.
 */

import { composeTimestamp, decodeMessage, encodeMessage, pdpb, physicalMs } from '@tito/protocol';
import type { ClientContext } from '../context';
import { ClientClosedError, LimitExceededError, ServerError } from '../errors';
import type { Backoffer } from '../retry/backoffer';
import { type ByteStream, RPC_STATUS, RpcError } from '../rpc/transport';
import type { PdClient } from './pd-client';

const MAX_BATCH = 10_000;
/** Callers that wait at once; a client with more than this has lost its oracle and its measure. */
const MAX_WAITING = 100_000;
const ANSWER_TIMEOUT_MS = 3_000;
/** How often a leader that is asked by way of another member is looked for. */
const LOOK_AGAIN_MS = 10_000;
const method = pdpb.PDService.tso;

interface Waiter {
  resolve(ts: bigint): void;
  reject(error: unknown): void;
}

export class TimestampOracle {
  readonly #context: ClientContext;
  readonly #pd: PdClient;
  #stream: ByteStream | null = null;
  /** The leader that the stream leads to. */
  #leader = '';
  /** Where it goes: the leader itself, or the member that passes it on. */
  #address = '';
  /** Streams that ended without an answer, in a row. */
  #failures = 0;
  #lookedAtMs = 0;
  readonly #waiting = new Set<Waiter>();
  #served: Waiter[] = [];
  #cancelTimer: () => void = () => undefined;
  #isScheduled = false;
  #isClosed = false;
  #last = 0n;
  #lastAtMs = 0;

  constructor(context: ClientContext, pd: PdClient) {
    this.#context = context;
    this.#pd = pd;
  }

  /** The newest timestamp that this client has seen; 0 before the first. */
  get last(): bigint {
    return this.#last;
  }

  /**
   * The cluster's time in milliseconds since 1970, by the newest timestamp and what has passed since on the client's
   * clock, never more than it is; null before the first timestamp.
   */
  get nowMs(): number | null {
    if (this.#last === 0n) return null;
    return physicalMs(this.#last) + this.#context.clock.now() - this.#lastAtMs;
  }

  /**
   * A timestamp later than all that were given out before this call, anywhere.
   *
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError, LimitExceededError
   * @throws ServerError when the oracle went back in time: nothing that it says can be trusted then
   */
  async get(backoffer: Backoffer): Promise<bigint> {
    for (let failures = 0; ; failures++) {
      backoffer.check();
      try {
        return await this.#wait(backoffer);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        await this.#pd.recover(backoffer, error, failures);
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#fail(new ClientClosedError());
  }

  async #wait(backoffer: Backoffer): Promise<bigint> {
    if (this.#isClosed) throw new ClientClosedError();
    if (this.#waiting.size >= MAX_WAITING) {
      throw new LimitExceededError('too many callers wait for a timestamp', {
        limit: MAX_WAITING,
        actual: this.#waiting.size,
      });
    }
    let waiter: Waiter | undefined;
    const answered = new Promise<bigint>((resolve, reject) => {
      waiter = { resolve, reject };
      this.#waiting.add(waiter);
      this.#schedule();
    });
    try {
      return await backoffer.waitFor(answered);
    } finally {
      if (waiter) this.#waiting.delete(waiter);
    }
  }

  /** Callers of the same turn of the event loop share a message. */
  #schedule(): void {
    if (this.#isScheduled || this.#served.length > 0) return;
    this.#isScheduled = true;
    process.nextTick(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#isClosed || this.#waiting.size === 0 || this.#served.length > 0) return;
    for (const waiter of this.#waiting) {
      this.#served.push(waiter);
      this.#waiting.delete(waiter);
      if (this.#served.length === MAX_BATCH) break;
    }
    try {
      const stream = this.#open();
      const count = this.#served.length;
      this.#context.counters.addRequest('Tso');
      stream.write(encodeMessage(method.request, { header: { clusterId: this.#pd.clusterId }, count }));
    } catch (error) {
      return this.#fail(error);
    }
    this.#cancelTimer = this.#context.clock.schedule(ANSWER_TIMEOUT_MS, () => {
      this.#fail(
        new RpcError(RPC_STATUS.deadlineExceeded, this.#address, method.path, 'no timestamp in time'),
      );
    });
  }

  #open(): ByteStream {
    if (this.#stream && this.#leader === this.#pd.leader) return this.#stream;
    this.#stream?.cancel();
    const { address, metadata } = this.#pd.route(this.#failures);
    [this.#leader, this.#address] = [this.#pd.leader, address];
    const handlers = {
      onMessage: (bytes: Uint8Array): void => {
        if (this.#stream === stream) this.#receive(bytes);
      },
      onEnd: (error: RpcError): void => {
        if (this.#stream === stream) this.#fail(error);
      },
    };
    const stream = this.#context.transport.stream(address, method.path, handlers, metadata);
    this.#stream = stream;
    return stream;
  }

  /** A stream by way of another member is left when the leader answers again. */
  #lookForLeader(): void {
    const now = this.#context.clock.now();
    if (this.#address === this.#leader || now - this.#lookedAtMs < LOOK_AGAIN_MS) return;
    this.#lookedAtMs = now;
    const [leader, stream] = [this.#leader, this.#stream];
    void this.#pd.isReachable(leader).then((isThere) => {
      // Not while an answer is on its way: the next question goes straight.
      if (isThere && this.#stream === stream) this.#leader = '';
    });
  }

  #receive(bytes: Uint8Array): void {
    const served = this.#served;
    let first: bigint;
    try {
      first = this.#firstOf(bytes, served.length);
    } catch (error) {
      return this.#fail(error);
    }
    this.#cancelTimer();
    this.#served = [];
    this.#failures = 0;
    this.#lookForLeader();
    this.#context.counters.addTimestamps(served.length);
    served.forEach((waiter, i) => waiter.resolve(first + BigInt(i)));
    this.#schedule();
  }

  /** The answer names the last timestamp of the batch. */
  #firstOf(bytes: Uint8Array, count: number): bigint {
    const { header, timestamp, count: answered } = decodeMessage(method.response, bytes);
    if (header?.error) throw new ServerError({ message: header.error.message });
    if (!timestamp || answered !== count)
      throw new ServerError({ message: 'the oracle gave another number of timestamps' });
    const last = composeTimestamp(timestamp.physical, timestamp.logical);
    const first = last - BigInt(count - 1);
    if (first <= this.#last) throw new ServerError({ message: 'the oracle went back in time' });
    this.#last = last;
    this.#lastAtMs = this.#context.clock.now();
    return first;
  }

  #fail(error: unknown): void {
    this.#cancelTimer();
    this.#stream?.cancel();
    this.#stream = null;
    this.#failures++;
    const failed = [...this.#served, ...(this.#isClosed ? this.#waiting : [])];
    this.#served = [];
    if (this.#isClosed) this.#waiting.clear();
    for (const waiter of failed) waiter.reject(error);
    if (!this.#isClosed) this.#schedule();
  }
}
