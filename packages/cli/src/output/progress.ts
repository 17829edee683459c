/** Progress of long work, on standard error: how much is done, how quickly, how long it will take. */

import type { Terminal } from '../terminal';

const INTERVAL_MS = 2_000;

export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  readonly #now: () => number;
  readonly #startMs: number;
  #toldMs: number;

  /** @param what is counted, in the plural: `rows` */
  constructor(terminal: Terminal, what: string, now: () => number = Date.now) {
    this.#terminal = terminal;
    this.#what = what;
    this.#now = now;
    this.#startMs = now();
    this.#toldMs = this.#startMs;
  }

  /** Tells at most every two seconds. @param total what there is in all, if it is known or estimated */
  update(done: number, total?: number | null): void {
    const nowMs = this.#now();
    if (nowMs - this.#toldMs < INTERVAL_MS) return;
    this.#toldMs = nowMs;
    this.#terminal.err(describeProgress(this.#what, done, total ?? null, nowMs - this.#startMs));
  }
}

/** `12000 of 50000 rows, 3000 rows/s, 13 s left`. */
export function describeProgress(
  what: string,
  done: number,
  total: number | null,
  elapsedMs: number,
): string {
  const perSecond = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const amount = total === null ? `${done} ${what}` : `${done} of ${Math.max(done, total)} ${what}`;
  const rate = `${Math.round(perSecond)} ${what}/s`;
  if (total === null || perSecond === 0 || done >= total) return `${amount}, ${rate}`;
  return `${amount}, ${rate}, ${Math.ceil((total - done) / perSecond)} s left`;
}
