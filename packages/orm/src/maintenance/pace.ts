/** Keeps long work from taking more of a cluster than it may. */

import { setTimeout as sleep } from 'node:timers/promises';
import { OperationAbortedError } from '@tito/tikv';
import { InvalidQueryError } from '../errors';

/** Shared by everything that works at one pace. */
export class Pace {
  readonly #perSecond: number;
  #freeAtMs = 0;

  /** @throws InvalidQueryError */
  constructor(perSecond: number = Infinity) {
    if (!(perSecond > 0)) throw new InvalidQueryError('rowsPerSecond is a number above 0', {});
    this.#perSecond = perSecond;
  }

  /** Waits until so many rows may have been done. */
  async spend(rows: number, signal?: AbortSignal): Promise<void> {
    checkSignal(signal);
    if (this.#perSecond === Infinity || rows === 0) return;
    const nowMs = performance.now();
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + (rows / this.#perSecond) * 1000;
    await pause(this.#freeAtMs - nowMs, signal);
  }
}

/** @throws OperationAbortedError */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  checkSignal(signal);
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    checkSignal(signal);
  }
}

/** @throws OperationAbortedError */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new OperationAbortedError(signal.reason);
}
