/**
 * Asks PD for regions that are missing, for many callers at once: what is missed while a question is under way goes into
 * the next one, and many missing keys are asked for by the range that they span. So each region is loaded once, however
 * many callers miss it.
 */

import { NO_BOUND, compareBytes, keyAfter } from '@tito/protocol';
import type { Backoffer } from '../retry/backoffer';

/** As many as PD gives at once without effort. */
const REGIONS_PER_QUESTION = 128;

export interface RegionQuestions {
  isKnown(key: Uint8Array): boolean;
  /** Learns the region of one key; waits and tries again until it is known or patience ends. */
  askOne(key: Uint8Array, backoffer: Backoffer): Promise<void>;
  /** Learns the regions of a range, at most so many; some may stay unknown. */
  askRange(start: Uint8Array, end: Uint8Array, limit: number, backoffer: Backoffer): Promise<void>;
}

interface Miss {
  readonly key: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class RegionLoader {
  readonly #questions: RegionQuestions;
  #missing: Miss[] = [];
  #isRunning = false;

  constructor(questions: RegionQuestions) {
    this.#questions = questions;
  }

  /**
   * Resolves when the region of `key` has become known.
   *
   * @param patience makes the questions' own patience, which is not the caller's: others wait for the same answer
   */
  load(key: Uint8Array, patience: () => Backoffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#missing.push({ key, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // Not yet: others of the same turn may miss as well.
      queueMicrotask(() => void this.#run(patience));
    });
  }

  async #run(patience: () => Backoffer): Promise<void> {
    while (this.#missing.length > 0) {
      const round = this.#missing;
      this.#missing = [];
      try {
        await this.#ask(this.#stillMissing(round), patience());
        this.#missing.push(...this.#stillMissing(round));
      } catch (error) {
        for (const miss of round) miss.reject(error);
      }
    }
    this.#isRunning = false;
  }

  /** Those whose regions are known by now have what they wanted. */
  #stillMissing(misses: readonly Miss[]): Miss[] {
    return misses.filter((miss) => {
      if (!this.#questions.isKnown(miss.key)) return true;
      miss.resolve();
      return false;
    });
  }

  async #ask(misses: readonly Miss[], backoffer: Backoffer): Promise<void> {
    let first = misses[0]?.key;
    let last = misses[0]?.key;
    if (first === undefined || last === undefined) return;
    for (const { key } of misses) {
      if (compareBytes(key, first) < 0) first = key;
      if (compareBytes(key, last) > 0) last = key;
    }
    const end = last.length === 0 ? NO_BOUND : keyAfter(last);
    if (compareBytes(first, last) < 0)
      await this.#questions.askRange(first, end, REGIONS_PER_QUESTION, backoffer);
    // Progress is certain by this one, also where the answer to the range had a hole.
    if (!this.#questions.isKnown(first)) await this.#questions.askOne(first, backoffer);
  }
}
