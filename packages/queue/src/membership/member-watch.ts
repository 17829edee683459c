/**
 * Notices members that are gone without a word: one look at all sessions for all shares of the process.
 *
 * Who joins or leaves says so, and everybody hears of it with the next poll. A process that dies only falls silent. So the
 * sessions are read from time to time, and those shares look closer whose members are others than the time before.
 */

import { physicalMs } from '@tito/tikv';
import type { Timer } from '../clock';
import type { QueueContext } from '../context';
import type { SubscriptionId } from '../format/key-layout';
import { liveMembers } from './session';

interface Watched {
  readonly id: SubscriptionId;
  readonly changed: () => void;
  /** The live members at the last look, as text; null before the first. */
  members: string | null;
}

/** Looks so many times in a session's time to live. */
const LOOKS_PER_TTL = 3;

export class MemberWatch {
  readonly #context: QueueContext;
  readonly #everyMs: number;
  readonly #watched = new Set<Watched>();
  #timer: Timer | null = null;

  constructor(context: QueueContext, sessionTtlMs: number) {
    this.#context = context;
    this.#everyMs = sessionTtlMs / LOOKS_PER_TTL;
  }

  /** Calls back whenever the live members of a subscription have changed; returns how to end that. */
  watch(id: SubscriptionId, changed: () => void): () => void {
    const watched: Watched = { id, changed, members: null };
    this.#watched.add(watched);
    this.#schedule();
    return () => {
      this.#watched.delete(watched);
      if (this.#watched.size > 0) return;
      this.#timer?.cancel();
      this.#timer = null;
    };
  }

  #schedule(): void {
    // Jitter keeps the processes from looking at the same moment.
    const delayMs = this.#everyMs * (0.75 + this.#context.random() / 2);
    this.#timer ??= this.#context.clock.setTimer(() => {
      void this.#look()
        .catch((error: unknown) => this.#context.report(error, 'look for members'))
        .then(() => {
          this.#timer = null;
          if (this.#watched.size > 0) this.#schedule();
        });
    }, delayMs);
  }

  async #look(): Promise<void> {
    const { client, keys } = this.#context;
    const snapshot = client.snapshot();
    const nowMs = physicalMs(await snapshot.timestamp());
    const members = new Map<string, string[]>();
    for await (const { key, value } of snapshot.scan(keys.sessions())) {
      for (const { id, groupId, topicId, wantsShare } of liveMembers(keys.sessionIn(key), value, nowMs)) {
        const subscription = `${groupId}/${topicId}`;
        if (wantsShare) members.set(subscription, [...(members.get(subscription) ?? []), id]);
      }
    }
    for (const watched of this.#watched) {
      const { groupId, topicId } = watched.id;
      const now = (members.get(`${groupId}/${topicId}`) ?? []).sort().join();
      const isNew = watched.members !== now;
      watched.members = now;
      if (isNew) watched.changed();
    }
  }
}
