/**
 * Work that is due at times kept in the store: does what is due, sleeps until the next time, and wakes earlier when
 * somebody announces an earlier one. Idle, it costs nothing.
 */

import { sleep } from '../clock';
import type { QueueContext } from '../context';
import type { LeasedWork } from '../membership/lease';
import type { TailReader } from '../tail/tail-reader';

/** Looks at least so often, should an announcement be missed. */
const MAX_WAIT_MS = 30_000;
const FAILED_MS = 500;

/** @param step does what is due and returns when to look again, by the oracle's time in ms; Infinity without anything */
export function timerLoop(
  context: QueueContext,
  tail: TailReader,
  activity: string,
  step: () => Promise<number>,
): LeasedWork {
  return async (signal) => {
    let wake = new AbortController();
    let dueMs = 0;
    const unlisten = tail.listen((poll) => {
      if (poll.earliestDueMs < dueMs) {
        dueMs = poll.earliestDueMs;
        wake.abort();
      }
      return Promise.resolve();
    });
    try {
      while (!signal.aborted) {
        wake = new AbortController();
        // Announcements that arrive from here on are compared with what the step finds.
        dueMs = Infinity;
        const next = await step().catch((error: unknown) => {
          context.report(error, activity);
          return context.oracleTime.nowMs() + FAILED_MS;
        });
        dueMs = Math.min(dueMs, next);
        const waitMs = Math.min(MAX_WAIT_MS, dueMs - context.oracleTime.nowMs());
        if (waitMs > 0) await sleep(context.clock, waitMs, AbortSignal.any([signal, wake.signal]));
      }
    } finally {
      unlisten();
    }
  };
}
