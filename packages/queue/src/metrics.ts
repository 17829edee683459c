/** What a queue did and how it is doing, counted in memory; the host turns it into its own kind of metrics. */

/** Numbers since `Queue.open`. */
export interface QueueCounters {
  /** Events written by transactions of this process; some may not have committed. */
  readonly published: number;
  /** Handlers started. */
  readonly delivered: number;
  /** Events whose handler succeeded. */
  readonly settled: number;
  /** Handlers that failed or timed out. */
  readonly failed: number;
  /** Failures that will be tried again. */
  readonly retried: number;
  /** Events given up on. */
  readonly dead: number;
  /** Polls of the tail, and notifications that they read. */
  readonly polls: number;
  readonly polledNotifications: number;
  /** Claims of partitions, and partitions lost to another process. */
  readonly claims: number;
  readonly lost: number;
  /** Changes of the partitions that this process works on. */
  readonly rebalances: number;
  /** Sessions that expired while the process was alive. */
  readonly sessionsLost: number;
  /** Events and notifications deleted by retention. */
  readonly swept: number;
  /** Failures in the background, handled by trying again. */
  readonly backgroundErrors: number;
}

export class QueueMetrics {
  readonly #counts = new Map<keyof QueueCounters, number>();

  add(name: keyof QueueCounters, amount = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + amount);
  }

  read(): QueueCounters {
    return Object.fromEntries(NAMES.map((name) => [name, this.#counts.get(name) ?? 0])) as Record<
      keyof QueueCounters,
      number
    >;
  }
}

const NAMES: readonly (keyof QueueCounters)[] = [
  'published',
  'delivered',
  'settled',
  'failed',
  'retried',
  'dead',
  'polls',
  'polledNotifications',
  'claims',
  'lost',
  'rebalances',
  'sessionsLost',
  'swept',
  'backgroundErrors',
];
