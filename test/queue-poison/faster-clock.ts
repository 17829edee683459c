/** Time that runs faster than the machine's, alike in all processes of a test. */

import type { Clock } from '@tito/queue';
import type { ConnectOptions } from '@tito/tikv';

export const CLOCK_FACTOR = 4;

const startMs = performance.now();
const epochMs = Date.now();
const now = (): number => (performance.now() - startMs) * CLOCK_FACTOR;

function later(delayMs: number, callback: () => void): NodeJS.Timeout {
  return setTimeout(callback, Math.min(2 ** 31 - 1, Math.max(0, delayMs / CLOCK_FACTOR)));
}

export const queueClock: Clock = {
  now,
  setTimer: (callback, delayMs) => {
    const timer = later(delayMs, callback);
    return { cancel: () => clearTimeout(timer) };
  },
};

export const clientClock: NonNullable<ConnectOptions['clock']> = {
  now,
  schedule: (delayMs, callback) => {
    const timer = later(delayMs, callback);
    return () => clearTimeout(timer);
  },
};

export const clusterClock = {
  now,
  nowMs: (): number => Math.floor(epochMs + now()),
  schedule: (delayMs: number, callback: () => void, background = false): (() => void) => {
    const timer = later(delayMs, callback);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
