/** How the queue of this process is doing now: for probes and gauges. Read without asking the store. */

/** What one consumer is doing. */
export interface ConsumerHealth {
  readonly group: string;
  readonly topic: string;
  readonly state: 'starting' | 'running' | 'paused' | 'stopping' | 'stopped';
  /** Partitions that it has claimed since they had work. */
  readonly partitions: number;
  /** Handlers that run or commit. */
  readonly inFlight: number;
  /** Events in memory that wait for a handler. */
  readonly waiting: number;
  /** Events in the store that wait for their retry, or behind one of their key that does. */
  readonly parked: number;
}

export interface QueueHealth {
  /** False when the last successful poll or heartbeat is too long ago: the process should be looked at, or replaced. */
  readonly isHealthy: boolean;
  /** Age of the last successful poll in milliseconds; null while nothing consumes. */
  readonly sincePollMs: number | null;
  /** Age of the last successful heartbeat in milliseconds; null while nothing consumes. */
  readonly sinceHeartbeatMs: number | null;
  readonly consumers: readonly ConsumerHealth[];
}

/** Numbers of now, summed over the consumers of this process. */
export interface QueueGauges {
  readonly consumers: number;
  readonly partitionsOwned: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly parked: number;
  /** Age of the last successful poll; 0 while nothing consumes. */
  readonly sincePollMs: number;
  readonly sinceHeartbeatMs: number;
}

/** Polls are this rare at most, also when the store is slow for a moment. */
const MAX_POLL_AGE_MS = 30_000;

/** @param sessionTtlMs heartbeats must be younger than this */
export function judgeHealth(
  sincePollMs: number | null,
  sinceHeartbeatMs: number | null,
  sessionTtlMs: number,
  consumers: readonly ConsumerHealth[],
): QueueHealth {
  const isHealthy =
    (sincePollMs === null || sincePollMs <= MAX_POLL_AGE_MS) &&
    (sinceHeartbeatMs === null || sinceHeartbeatMs <= sessionTtlMs);
  return { isHealthy, sincePollMs, sinceHeartbeatMs, consumers };
}

export function gaugesOf({ sincePollMs, sinceHeartbeatMs, consumers }: QueueHealth): QueueGauges {
  const sum = (of: (consumer: ConsumerHealth) => number): number =>
    consumers.reduce((total, consumer) => total + of(consumer), 0);
  return {
    consumers: consumers.length,
    partitionsOwned: sum(({ partitions }) => partitions),
    inFlight: sum(({ inFlight }) => inFlight),
    waiting: sum(({ waiting }) => waiting),
    parked: sum(({ parked }) => parked),
    sincePollMs: sincePollMs ?? 0,
    sinceHeartbeatMs: sinceHeartbeatMs ?? 0,
  };
}
