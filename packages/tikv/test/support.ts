/** What the tests of this package share: text as bytes, and a transport that loses answers. */

import { GrpcTransport } from '../src/rpc/grpc-transport';
import { type Clock, systemClock } from '../src/retry/clock';
import { RPC_STATUS, RpcError, type Transport } from '../src/rpc/transport';

export const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));
export const text = (value: Uint8Array | null): string | null =>
  value === null ? null : Buffer.from(value).toString('utf8');

/** What happens to a call: nothing, its answer is lost after the server did the work, or it never gets there. */
export type Fault = 'none' | 'loseAnswer' | 'loseRequest';

export interface FaultyTransport extends Transport {
  /** Decides for each unary call, by the method's name. */
  decide: (method: string) => Fault;
  /** A request waits for this before it goes out. */
  hold: (method: string) => Promise<void> | undefined;
}

/**
 * Faults strike single calls, so this transport claims that the stores do not know BatchCommands: every request is then a
 * call of its own.
 */
export function faultyTransport(): FaultyTransport {
  const inner = new GrpcTransport(systemClock);
  let isClosed = false;
  const transport: FaultyTransport = {
    decide: () => 'none',
    hold: () => undefined,
    async unary(address, path, request, options) {
      const method = path.slice(path.lastIndexOf('/') + 1);
      const fault = isClosed ? 'none' : transport.decide(method);
      await transport.hold(method);
      const lost = new RpcError(RPC_STATUS.unavailable, address, path, 'lost by the test');
      if (fault === 'loseRequest') throw lost;
      const answer = await inner.unary(address, path, request, options);
      if (fault === 'loseAnswer') throw lost;
      return answer;
    },
    stream(address, path, handlers) {
      if (!path.endsWith('/BatchCommands')) return inner.stream(address, path, handlers);
      const unknown = new RpcError(RPC_STATUS.unimplemented, address, path, 'not known to the test');
      queueMicrotask(() => handlers.onEnd(unknown));
      return { write: () => true, whenWritable: () => undefined, cancel: () => undefined };
    },
    disconnect: (address) => inner.disconnect(address),
    close() {
      isClosed = true;
      inner.close();
    },
  };
  return transport;
}

/** A decision that strikes the first `count` calls of one method. */
export function strike(method: string, fault: Fault, count = 1): (called: string) => Fault {
  let left = count;
  return (called) => (called === method && left-- > 0 ? fault : 'none');
}

/** Waits for something that happens by itself, at most so long. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Time that passes many times as fast: for what takes seconds by design. Both for a client and for a cluster. */
export class FastClock implements Clock {
  readonly #factor: number;
  readonly #startMs = performance.now();
  readonly #epochMs = Date.now();

  constructor(factor: number) {
    this.#factor = factor;
  }

  now(): number {
    return (performance.now() - this.#startMs) * this.#factor;
  }

  nowMs(): number {
    return Math.floor(this.#epochMs + this.now());
  }

  schedule(delayMs: number, callback: () => void, background = false): () => void {
    const timer = setTimeout(callback, delayMs / this.#factor);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  }
}

/** Time that passes when a test says so. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Runs what is due until then, in order, each at its own time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }
}
