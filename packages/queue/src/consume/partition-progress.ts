/**
 * What one owner knows about one partition above its watermark: which events it has met, which of them are settled, and
 * how far the watermark may rise. Pure.
 *
 * Settled are events whose effects are committed, or that were parked or given up in a transaction of their own. The
 * watermark is a sequence: all events up to it are settled, and no transaction with such a sequence can still commit.
 */

import { composePosition, sequenceOf } from '../position';

/** How an event is known to be settled: by a stored marker of its own, or in the checkpoint's list. */
export type SettledBy = 'marker' | 'checkpoint';

export interface WatermarkAdvance {
  readonly watermark: bigint;
  /** Positions whose markers are no longer needed. */
  readonly markers: readonly bigint[];
}

export class PartitionProgress {
  #watermark: bigint;
  /** Null: met and not settled. */
  readonly #met = new Map<bigint, SettledBy | null>();
  /** The positions of `#met`, ascending. */
  #order: bigint[] = [];
  #settledCount = 0;

  constructor(watermark: bigint) {
    this.#watermark = watermark;
  }

  get watermark(): bigint {
    return this.#watermark;
  }

  /** How many events above the watermark are settled. */
  get settledCount(): number {
    return this.#settledCount;
  }

  /** How many events are met and not settled. */
  get openCount(): number {
    return this.#met.size - this.#settledCount;
  }

  /** True when the event is new to the owner, who must then settle it. */
  meet(position: bigint): boolean {
    if (sequenceOf(position) <= this.#watermark || this.#met.has(position)) return false;
    this.#insert(position);
    this.#met.set(position, null);
    return true;
  }

  settle(position: bigint, by: SettledBy): void {
    if (sequenceOf(position) <= this.#watermark) return;
    const known = this.#met.get(position);
    if (known === undefined) this.#insert(position);
    if (known === undefined || known === null) this.#settledCount++;
    this.#met.set(position, by);
  }

  /** Forgets an event that was met and will be met again. */
  forget(position: bigint): void {
    if (this.#met.get(position) !== null) return;
    this.#met.delete(position);
    this.#order = this.#order.filter((other) => other !== position);
  }

  /** Positions that are settled in the checkpoint alone, ascending. */
  settledInCheckpoint(): bigint[] {
    return this.#order.filter((position) => this.#met.get(position) === 'checkpoint');
  }

  /**
   * How far the watermark may rise, but no further than over `maxMarkers` markers, or over one transaction that has more.
   *
   * @param final every event up to this sequence has been met, and none can still appear
   */
  planAdvance(final: bigint, maxMarkers: number): WatermarkAdvance | null {
    let watermark = final;
    const markers: bigint[] = [];
    const first = sequenceOf(this.#order[0] ?? 0n);
    for (const position of this.#order) {
      const sequence = sequenceOf(position);
      if (sequence > final) break;
      const settledBy = this.#met.get(position);
      if (settledBy === null || (markers.length >= maxMarkers && sequence !== first)) {
        watermark = sequence - 1n;
        break;
      }
      if (settledBy === 'marker') markers.push(position);
    }
    if (watermark <= this.#watermark) return null;
    return { watermark, markers: markers.filter((position) => sequenceOf(position) <= watermark) };
  }

  /** Makes a planned advance the truth, after it was stored. */
  advance({ watermark }: WatermarkAdvance): void {
    this.#watermark = watermark;
    const kept = lowerBound(this.#order, composePosition(watermark + 1n, 0));
    for (const position of this.#order.slice(0, kept)) {
      if (this.#met.get(position) !== null) this.#settledCount--;
      this.#met.delete(position);
    }
    this.#order = this.#order.slice(kept);
  }

  #insert(position: bigint): void {
    const last = this.#order.at(-1);
    if (last === undefined || last < position) this.#order.push(position);
    else this.#order.splice(lowerBound(this.#order, position), 0, position);
  }
}

/** The index of the first element that is not less than `value`. */
function lowerBound(ascending: readonly bigint[], value: bigint): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as bigint) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
