/**
 * Which event may run next. Pure.
 *
 * Every ordering key has a lane; in a lane at most one event runs at a time, in order; lanes take turns. An event that
 * failed is parked: it waits in its lane for its next attempt. While `block` holds, the events behind it are parked too,
 * one after the other, so that they wait in the store and not in memory; else they overtake it.
 */

export type LanePolicy = 'block' | 'overtake';

/** What the lanes need to know about an event. */
export interface LaneItem {
  readonly key: string;
  readonly position: bigint;
  /** Identifies the owner of the event's partition: all its events can be dropped together. */
  readonly owner: object;
}

/**
 * - `run`: run a fresh event.
 * - `retry`: run a parked event again.
 * - `park`: park a fresh event behind the parked ones of its key.
 */
export interface LaneWork<T extends LaneItem> {
  readonly kind: 'run' | 'retry' | 'park';
  readonly item: T;
}

interface Parked<T> {
  readonly item: T;
  readonly dueMs: number;
}

interface Lane<T> {
  readonly key: string;
  fresh: T[];
  /** Ascending by position. */
  parked: Parked<T>[];
  isRunning: boolean;
  /** Nothing of the lane starts before. */
  holdUntilMs: number;
  isQueued: boolean;
}

export class Lanes<T extends LaneItem> {
  readonly #policy: LanePolicy;
  readonly #maxParkedPerKey: number;
  readonly #lanes = new Map<string, Lane<T>>();
  readonly #queue: Lane<T>[] = [];
  /** Lanes that become runnable by time alone. */
  readonly #waiting = new Set<Lane<T>>();
  /** No waiting lane is due before; spares looking at all of them each time. */
  #wakeMs = Infinity;
  #freshCount = 0;
  #parkedCount = 0;

  constructor(policy: LanePolicy, maxParkedPerKey: number) {
    this.#policy = policy;
    this.#maxParkedPerKey = maxParkedPerKey;
  }

  /** Events that wait and are not parked. */
  get freshCount(): number {
    return this.#freshCount;
  }

  get parkedCount(): number {
    return this.#parkedCount;
  }

  push(item: T): void {
    const lane = this.#lane(item.key);
    lane.fresh.push(item);
    this.#freshCount++;
    this.#enqueue(lane);
  }

  /** Adds a parked event, or gives it another due time. */
  park(item: T, dueMs: number): void {
    const lane = this.#lane(item.key);
    const at = lane.parked.findIndex((other) => other.item.position >= item.position);
    const isKnown = at >= 0 && lane.parked[at]?.item.position === item.position;
    // The item is replaced too: it may have another owner now.
    lane.parked.splice(at < 0 ? lane.parked.length : at, isKnown ? 1 : 0, { item, dueMs });
    if (!isKnown) this.#parkedCount++;
    this.#enqueue(lane);
  }

  /** The next thing to do, or null; call `finish` or `putBack` when it is done. */
  take(nowMs: number): LaneWork<T> | null {
    this.#wake(nowMs);
    for (let lane = this.#queue.shift(); lane !== undefined; lane = this.#queue.shift()) {
      lane.isQueued = false;
      const work = this.#next(lane, nowMs);
      if (work !== null) {
        lane.isRunning = true;
        return work;
      }
      this.#rest(lane);
    }
    return null;
  }

  /** The work is done: its event is settled, parked or of no concern any more. */
  finish(work: LaneWork<T>): void {
    const lane = this.#lane(work.item.key);
    lane.isRunning = false;
    this.#enqueue(lane);
  }

  /** The event of a `retry` is settled. */
  unpark(item: T): void {
    const lane = this.#lane(item.key);
    const before = lane.parked.length;
    lane.parked = lane.parked.filter((other) => other.item.position !== item.position);
    this.#parkedCount -= before - lane.parked.length;
    if (lane.parked.length === 0) this.#rest(lane);
  }

  /** The work could not be done now: the lane tries the same again at `untilMs`. */
  putBack(work: LaneWork<T>, untilMs: number): void {
    const lane = this.#lane(work.item.key);
    lane.isRunning = false;
    lane.holdUntilMs = untilMs;
    if (work.kind !== 'retry') {
      lane.fresh.unshift(work.item);
      this.#freshCount++;
    }
    this.#enqueue(lane);
  }

  /** Forgets every waiting event of the owner. */
  drop(owner: object): void {
    for (const lane of [...this.#lanes.values()]) {
      const fresh = lane.fresh.filter((item) => item.owner !== owner);
      const parked = lane.parked.filter(({ item }) => item.owner !== owner);
      this.#freshCount -= lane.fresh.length - fresh.length;
      this.#parkedCount -= lane.parked.length - parked.length;
      lane.fresh = fresh;
      lane.parked = parked;
      this.#rest(lane);
    }
  }

  /** When time alone makes something runnable; Infinity when never. */
  nextDueMs(): number {
    let due = Infinity;
    for (const lane of this.#waiting) due = Math.min(due, this.#dueMs(lane));
    return due;
  }

  #next(lane: Lane<T>, nowMs: number): LaneWork<T> | null {
    if (lane.isRunning || lane.holdUntilMs > nowMs) return null;
    const due = this.#policy === 'block' ? lane.parked.slice(0, 1) : lane.parked;
    const retry = due.find(({ dueMs }) => dueMs <= nowMs);
    if (retry !== undefined) return { kind: 'retry', item: retry.item };
    const isBlocked = this.#policy === 'block' && lane.parked.length > 0;
    if (isBlocked && lane.parked.length >= this.#maxParkedPerKey) return null;
    const item = lane.fresh.shift();
    if (item === undefined) return null;
    this.#freshCount--;
    return { kind: isBlocked ? 'park' : 'run', item };
  }

  #lane(key: string): Lane<T> {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { key, fresh: [], parked: [], isRunning: false, holdUntilMs: -Infinity, isQueued: false };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  #enqueue(lane: Lane<T>): void {
    this.#waiting.delete(lane);
    if (lane.isQueued || lane.isRunning) return;
    lane.isQueued = true;
    this.#queue.push(lane);
  }

  /** A lane with nothing to do now waits for its time, or is forgotten. */
  #rest(lane: Lane<T>): void {
    if (lane.isRunning || lane.isQueued) return;
    if (lane.fresh.length > 0 || lane.parked.length > 0) {
      this.#waiting.add(lane);
      this.#wakeMs = Math.min(this.#wakeMs, this.#dueMs(lane));
    } else {
      this.#waiting.delete(lane);
      this.#lanes.delete(lane.key);
    }
  }

  #wake(nowMs: number): void {
    if (nowMs < this.#wakeMs) return;
    for (const lane of this.#waiting) if (this.#dueMs(lane) <= nowMs) this.#enqueue(lane);
    this.#wakeMs = this.nextDueMs();
  }

  #dueMs(lane: Lane<T>): number {
    const parked = this.#policy === 'block' ? lane.parked.slice(0, 1) : lane.parked;
    let due = parked.reduce((least, { dueMs }) => Math.min(least, dueMs), Infinity);
    if (lane.fresh.length > 0 && (this.#policy === 'overtake' || lane.parked.length === 0)) due = -Infinity;
    return Math.max(due, lane.holdUntilMs);
  }
}
