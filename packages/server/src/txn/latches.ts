/**
 * Keeps write commands on the same keys in order when one of them takes time between its evaluation and its effect.
 * Normally none does, and nothing is ever held.
 */

import type { EncodedKey } from '../mvcc/key-encoding';

export class Latches {
  /** The end of the queue of each key that is held. */
  readonly #tails = new Map<EncodedKey, Promise<void>>();

  areFree(keys: readonly EncodedKey[]): boolean {
    return this.#tails.size === 0 || !keys.some((key) => this.#tails.has(key));
  }

  /**
   * Queues for all keys at once, first come, first served. Since a command takes its places in one step, two of them
   * cannot wait for each other.
   *
   * @returns what to wait for, and what to call when the command is done
   */
  queue(keys: readonly EncodedKey[]): { readonly acquired: Promise<void>; readonly release: () => void } {
    let release!: () => void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const before = keys.map((key) => this.#tails.get(key));
    for (const key of keys) this.#tails.set(key, released);
    return {
      acquired: Promise.all(before.filter((tail) => tail !== undefined)).then(() => undefined),
      release: () => {
        for (const key of keys) if (this.#tails.get(key) === released) this.#tails.delete(key);
        release();
      },
    };
  }
}
