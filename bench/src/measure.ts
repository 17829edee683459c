/**
 * Measures contenders side by side.
 *
 * On a shared machine absolute figures move by a factor of two from one minute to the next; ratios taken within one round
 * do not. So all contenders of a workload run in every round, in rotating order, and what is compared is the median of the
 * per-round ratios.
 */

import { performance } from 'node:perf_hooks';

/** One way to do the workload's work. */
export interface Contender {
  readonly name: string;
  /** Does the work `count` times. */
  run(count: number): void | Promise<void>;
}

export interface Workload {
  readonly name: string;
  /** The first contender is ours; ratios are ours divided by each of the others. */
  readonly contenders: readonly Contender[];
}

export interface Figures {
  readonly workload: string;
  readonly contender: string;
  readonly bestNs: number;
  readonly medianNs: number;
  /** Median over the rounds of our time divided by this contender's; 1 for ours. */
  readonly ratio: number;
}

export interface MeasureOptions {
  readonly rounds: number;
  readonly roundMs: number;
}

/** Runs one workload to the end. */
export async function measure(workload: Workload, options: MeasureOptions): Promise<Figures[]> {
  const counts = new Map<Contender, number>();
  for (const contender of workload.contenders) {
    counts.set(contender, await calibrate(contender, options.roundMs));
  }
  const times = new Map<Contender, number[]>(workload.contenders.map((contender) => [contender, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const contender of rotate(workload.contenders, round)) {
      const count = counts.get(contender) ?? 1;
      times.get(contender)?.push((await timeMs(contender, count)) * (1e6 / count));
    }
  }
  const ours = times.get(workload.contenders[0] as Contender) ?? [];
  return workload.contenders.map((contender) => {
    const own = times.get(contender) ?? [];
    return {
      workload: workload.name,
      contender: contender.name,
      bestNs: Math.min(...own),
      medianNs: median(own),
      ratio: median(own.map((time, round) => (ours[round] ?? NaN) / time)),
    };
  });
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The geometric mean, the right one for ratios. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** How often the work can be done in about `roundMs`, found after it has become warm. */
async function calibrate(contender: Contender, roundMs: number): Promise<number> {
  let count = 1;
  for (;;) {
    const took = await timeMs(contender, count);
    if (took >= roundMs / 2) return Math.max(1, Math.round((count * roundMs) / took));
    count *= took < roundMs / 20 ? 10 : 2;
  }
}

async function timeMs(contender: Contender, count: number): Promise<number> {
  const start = performance.now();
  await contender.run(count);
  return performance.now() - start;
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
