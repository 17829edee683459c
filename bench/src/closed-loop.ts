/**
 * Measures what a fixed number of callers get done, each starting its next operation when the last one has ended.
 */

import { performance } from 'node:perf_hooks';

/** One operation; `i` counts up over all callers. */
export type Operation = (i: number) => Promise<unknown>;

export interface LoopFigures {
  readonly operations: number;
  readonly perSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Processor time of this process for each operation. */
  readonly cpuUs: number;
}

/** Runs `callers` loops for about `ms`. */
export async function closedLoop(operation: Operation, callers: number, ms: number): Promise<LoopFigures> {
  const latencies: number[] = [];
  let i = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + ms;
  const caller = async (): Promise<void> => {
    for (let now = performance.now(); now < end;) {
      await operation(i++);
      const then = performance.now();
      latencies.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (part: number): number => (latencies[Math.floor(part * (latencies.length - 1))] ?? NaN) * 1000;
  return {
    operations: latencies.length,
    perSecond: latencies.length / seconds,
    p50Us: at(0.5),
    p99Us: at(0.99),
    cpuUs: (user + system) / latencies.length,
  };
}
