/** What a database needs done from time to time, each by one process of the namespace: whoever holds the lease of the duty. */

import type { Leader, LeasedWork } from '@tito/queue';
import { InvalidQueryError } from '../errors';
import type { MaintenanceContext } from './maintenance-context';
import { pause } from './pace';
import { type RemoveRow, purgeExpired } from './purge-expired';
import { retireIndex } from './retire-index';

/** Milliseconds between two runs, from 100; and how fast a run may work. */
export interface DutyOptions {
  readonly everyMs?: number;
  readonly rowsPerSecond?: number;
}

export interface MaintainOptions {
  /**
   * Moves the cluster's safe point, so that stores drop versions that nobody reads any more. Off by default: it is for clusters
   * where nobody else does it. `lifetimeMs` is how long old versions stay readable, 10 minutes by default. Every minute.
   */
  readonly gc?: { readonly lifetimeMs?: number; readonly everyMs?: number };
  /** Deletes rows whose `ttl` is over. Every 10 seconds by default; false: not. */
  readonly ttl?: DutyOptions | false;
  /** Ends removals of indexes that were interrupted. Every minute by default; false: not. */
  readonly indexes?: DutyOptions | false;
  /** Hears of runs that failed; they are tried again at their next time. */
  readonly onError?: (error: unknown) => void;
}

/** What a duty did in this process. */
export interface DutyMetrics {
  readonly runs: number;
  readonly failures: number;
  /** Locks that were resolved, rows, or entries, by duty. */
  readonly done: number;
  /** Milliseconds since 1970; null before the first run. */
  readonly lastRunMs: number | null;
}

export type DutyName = 'gc' | 'ttl' | 'indexes';

export interface DutyRooms {
  readonly context: MaintenanceContext;
  readonly remove: RemoveRow;
  readonly lead: (name: string, work: LeasedWork) => Leader;
}

const MIN_EVERY_MS = 100;
const DEFAULT_EVERY_MS = { gc: 60_000, ttl: 10_000, indexes: 60_000 } as const;

/** The duties of a database in this process, until they are stopped. */
export class Maintenance implements AsyncDisposable {
  readonly #leaders: readonly Leader[];
  readonly #metrics: Record<DutyName, DutyMetrics>;

  /** @throws InvalidQueryError */
  constructor({ context, remove, lead }: DutyRooms, options: MaintainOptions) {
    const idle: DutyMetrics = { runs: 0, failures: 0, done: 0, lastRunMs: null };
    this.#metrics = { gc: idle, ttl: idle, indexes: idle };
    const { gc, ttl = {}, indexes = {} } = options;
    const duties: [DutyName, number | undefined, (signal: AbortSignal) => Promise<number>][] = [];
    if (gc !== undefined)
      duties.push(['gc', gc.everyMs, (signal) => collect(context, gc.lifetimeMs, signal)]);
    if (ttl !== false)
      duties.push(['ttl', ttl.everyMs, (signal) => purgeAll(context, remove, { ...ttl, signal })]);
    if (indexes !== false)
      duties.push(['indexes', indexes.everyMs, (signal) => retireAll(context, { ...indexes, signal })]);
    for (const [name, everyMs = DEFAULT_EVERY_MS[name]] of duties) checkEvery(everyMs);
    this.#leaders = duties.map(([name, everyMs = DEFAULT_EVERY_MS[name], run]) =>
      lead(`tito:${name}`, (signal) => this.#regularly(name, everyMs, run, signal, options.onError)),
    );
  }

  /** What each duty did here; another process may hold its lease. */
  get metrics(): Readonly<Record<DutyName, DutyMetrics>> {
    return { ...this.#metrics };
  }

  /** Ends what runs, and gives the leases back. */
  async stop(): Promise<void> {
    await Promise.all(this.#leaders.map((leader) => leader.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #regularly(
    name: DutyName,
    everyMs: number,
    run: (signal: AbortSignal) => Promise<number>,
    signal: AbortSignal,
    onError: MaintainOptions['onError'],
  ): Promise<void> {
    while (!signal.aborted) {
      let [done, failures] = [0, 0];
      try {
        done = await run(signal);
      } catch (error) {
        if (signal.aborted) return;
        failures = 1;
        onError?.(error);
      }
      const before = this.#metrics[name];
      this.#metrics[name] = {
        runs: before.runs + 1,
        failures: before.failures + failures,
        done: before.done + done,
        lastRunMs: Date.now(),
      };
      await pause(everyMs, signal).catch(() => undefined);
    }
  }
}

async function collect(
  { client }: MaintenanceContext,
  lifetimeMs: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  return (await client.gc.run({ lifetimeMs, signal })).resolvedLocks;
}

async function purgeAll(
  context: MaintenanceContext,
  remove: RemoveRow,
  options: DutyOptions & { readonly signal: AbortSignal },
): Promise<number> {
  await context.schema.ensure();
  let deleted = 0;
  for (const model of context.models)
    deleted += (await purgeExpired(context, model, remove, options)).deleted;
  return deleted;
}

async function retireAll(
  context: MaintenanceContext,
  options: DutyOptions & { readonly signal: AbortSignal },
): Promise<number> {
  await context.schema.renew();
  let entries = 0;
  for (const model of context.models) {
    for (const index of model.record.indexes.filter(({ isLeaving }) => isLeaving === true))
      entries += await retireIndex(context, model, index, options);
  }
  return entries;
}

function checkEvery(everyMs: number): void {
  if (typeof everyMs === 'number' && everyMs >= MIN_EVERY_MS && Number.isFinite(everyMs)) return;
  throw new InvalidQueryError('everyMs is a number of milliseconds from 100', {});
}
