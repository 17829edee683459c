/** Which partitions a consumer should work on: fixed by hand, or its share of the group's. */

import type { Member } from './session';

export interface Ownership {
  /** Begins to take part; calls `changed` at the first answer and whenever it changes. */
  start(changed: (partitions: ReadonlySet<number>) => void): Promise<void>;
  /** Something about the subscription was announced: look again. */
  refresh(): void;
  /** Gives the share up; others may take it. */
  stop(): Promise<void>;
  /** True when a partition that another live member holds will be given to us, so that it may be taken after a while. */
  readonly mayForce: boolean;
}

/** A range fixed by hand. */
export class StaticOwnership implements Ownership {
  readonly mayForce = false;
  readonly #member: Member;
  readonly #partitions: ReadonlySet<number>;

  constructor(member: Member, start: number, end: number) {
    this.#member = member;
    this.#partitions = new Set(Array.from({ length: end - start }, (_, i) => start + i));
  }

  start(changed: (partitions: ReadonlySet<number>) => void): Promise<void> {
    changed(this.#partitions);
    return Promise.resolve();
  }

  refresh(): void {
    // Fixed.
  }

  stop(): Promise<void> {
    return this.#member.leave();
  }
}
