/** Collects garbage in the background when the safe point moves, a small stretch at a time between requests. */

import type { Engine } from '../engine/engine';
import { collectGarbage } from './actions/gc';

const VERSIONS_PER_STEP = 2000;

export class GcWorker {
  readonly #engine: Engine;
  #safePoint = 0n;
  #position: string | null = null;
  #timer: NodeJS.Immediate | null = null;
  #isStopped = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Starts over when it was under way with an older safe point. */
  advance(safePoint: bigint): void {
    if (safePoint <= this.#safePoint || this.#isStopped) return;
    this.#safePoint = safePoint;
    this.#position = '';
    this.#timer ??= setImmediate(() => this.#step());
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearImmediate(this.#timer);
    this.#timer = null;
  }

  #step(): void {
    this.#timer = null;
    if (this.#position === null) return;
    this.#position = collectGarbage(this.#engine, this.#position, this.#safePoint, VERSIONS_PER_STEP).next;
    if (this.#position !== null) this.#timer = setImmediate(() => this.#step());
  }
}
