/**
 * Tells a stream that is slow from one that is dead: asks when nothing has come for a while, and gives up when nothing
 * comes after that either.
 *
 * It counts its own ticks, not time: when this process was busy for long, one tick passes and not the whole silence, and
 * the answers that wait in the socket are read before the next one.
 */

import type { Clock } from '../retry/clock';

const TICK_MS = 1_000;
/** Ticks of silence before asking, and before giving up: short while nothing was ever heard. */
const CONNECTING = { ask: 1, giveUp: 3 };
const CONNECTED = { ask: 3, giveUp: 8 };

export interface Watched {
  /** Something was sent and has no answer yet. */
  isWaiting(): boolean;
  /** To be answered at once by whoever is alive. */
  ping(): void;
  /** Nobody is there. */
  giveUp(): void;
}

export class Watchdog {
  readonly #clock: Clock;
  readonly #watched: Watched;
  #cancel: (() => void) | null = null;
  #silent = 0;
  #limits = CONNECTING;

  constructor(clock: Clock, watched: Watched) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** To be called when something was sent. */
  watch(): void {
    if (this.#cancel) return;
    this.#silent = 0;
    this.#schedule();
  }

  /** To be called when something came. */
  heard(): void {
    this.#silent = 0;
    this.#limits = CONNECTED;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#limits = CONNECTING;
  }

  #schedule(): void {
    this.#cancel = this.#clock.schedule(TICK_MS, () => this.#tick(), true);
  }

  #tick(): void {
    this.#cancel = null;
    if (!this.#watched.isWaiting()) return;
    this.#schedule();
    this.#silent++;
    if (this.#silent === this.#limits.ask) this.#watched.ping();
    else if (this.#silent >= this.#limits.giveUp) this.#watched.giveUp();
  }
}
