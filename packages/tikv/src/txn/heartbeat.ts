/** Keeps the locks of a living transaction alive, by the one of its primary key. */

import { createBackoffer } from '../context';
import { BUDGET } from '../retry/backoff-table';
import { COMMAND } from '../rpc/store-commands';
import type { CommitRooms } from './commit-plan';

const PERIOD_MS = 10_000;
/** Each beat extends the life of the locks so far beyond now. */
const HORIZON_MS = 20_000;
/** Locks of a transaction that hangs for ever must not. */
const MAX_LIFE_MS = 60 * 60 * 1000;
const MAX_FAILURES = 10;

export interface HeartbeatOptions {
  readonly primary: Uint8Array;
  readonly startTs: bigint;
  /** The client's clock when `startTs` was asked for. */
  readonly startedAtMs: number;
  /** When the first beat is due, from now on. */
  readonly firstAfterMs?: number;
  /** No beat after this age of the transaction; an hour by default. */
  readonly maxLifeMs?: number;
}

export class Heartbeat {
  readonly #rooms: Pick<CommitRooms, 'context' | 'sender' | 'closing'>;
  readonly #options: HeartbeatOptions;
  readonly #stopped = new AbortController();
  #cancelTimer: () => void;
  #failures = 0;
  readonly #onClosing = (): void => this.stop();

  constructor(rooms: Pick<CommitRooms, 'context' | 'sender' | 'closing'>, options: HeartbeatOptions) {
    this.#rooms = rooms;
    this.#options = options;
    this.#cancelTimer = this.#after(options.firstAfterMs ?? PERIOD_MS);
    rooms.closing.addEventListener('abort', this.#onClosing, { once: true });
  }

  stop(): void {
    this.#rooms.closing.removeEventListener('abort', this.#onClosing);
    this.#stopped.abort();
    this.#cancelTimer();
  }

  #after(delayMs: number): () => void {
    return this.#rooms.context.clock.schedule(delayMs, () => void this.#beat(), true);
  }

  async #beat(): Promise<void> {
    const goesOn = await this.#send().catch(() => ++this.#failures < MAX_FAILURES);
    if (goesOn && !this.#stopped.signal.aborted) this.#cancelTimer = this.#after(PERIOD_MS);
  }

  /** False when the lock is gone: the transaction has ended, or its commit will find out that it was rolled back. */
  async #send(): Promise<boolean> {
    const { context, sender } = this.#rooms;
    const { primary, startTs, startedAtMs, maxLifeMs } = this.#options;
    const lifeMs = context.clock.now() - startedAtMs;
    if (lifeMs > (maxLifeMs ?? MAX_LIFE_MS)) return false;
    const backoffer = createBackoffer(context, BUDGET.heartbeat, { signal: this.#stopped.signal });
    const request = {
      primaryLock: primary,
      startVersion: startTs,
      adviseLockTtl: BigInt(Math.ceil(lifeMs + HORIZON_MS)),
    };
    for (;;) {
      const region = await sender.cache.locate(primary, backoffer);
      const answer = await sender.send(COMMAND.txnHeartBeat, region, request, backoffer);
      if (!answer) continue;
      this.#failures = 0;
      return !answer.error;
    }
  }
}
