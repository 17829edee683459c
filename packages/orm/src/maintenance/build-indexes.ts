/**
 * Builds indexes for the rows that were there before them, while others read and write.
 *
 * From the moment that no process is without the definition, every write keeps the index right. This goes through all rows,
 * range by range and step by step, and writes each again as it is, which adds the entries that it lacks. A step is a
 * transaction, together with the note of it: it may be stopped, or killed, at any time. Several processes share the ranges.
 * When all are done the index is readable, from the moment after the last step on; one that is unique stays unreadable as long
 * as a row has the values of another.
 */

import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { KeyExistsError, type KeyValue, keyAfter } from '@tito/tikv';
import { type CatalogIndex, withState } from '../catalog/catalog-record';
import type {
  BuildIndexOptions,
  BuildProgress,
  BuildReport,
  UniqueViolationPair,
} from '../catalog/schema-changes';
import { BuildLeaseLostError, InvalidQueryError, UniqueViolationError } from '../errors';
import type { BoundModel } from '../persistence/bound-model';
import type { TransactionScope } from '../session/transaction-scope';
import {
  type BuildJob,
  type BuildRange,
  type JobState,
  beginJob,
  endJob,
  findJob,
  fractionOf,
  holdRange,
  noteRange,
  rangeLeft,
  takeRange,
} from './build-job';
import { type MaintenanceContext, changeModel, settle } from './maintenance-context';
import { Pace, checkSignal, pause } from './pace';
import { rebuildRows } from './rebuild-rows';
import { retryViolations } from './retry-violations';
import { listViolations } from './violations';

const CHUNK_ROWS = 128;
const DEFAULT_PARALLEL = 4;
const MAX_PARALLEL = 64;
/** How long a builder with nothing to do waits for the ranges of others. */
const LOOK_EVERY_MS = 200;
/** How often a step may meet unique values that came in between. */
const MAX_RACES = 20;

/** Builds what is not readable of one model. Null when there is nothing to build. */
export async function buildIndexes(
  context: MaintenanceContext,
  model: BoundModel,
  options: BuildIndexOptions & { readonly isSettled?: boolean } = {},
): Promise<BuildReport | null> {
  const { signal, parallel = DEFAULT_PARALLEL } = options;
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > MAX_PARALLEL)
    throw new InvalidQueryError('parallel is a whole number from 1 to 64', {});
  const pace = new Pace(options.rowsPerSecond);
  await context.schema.renew();
  const pending = unfinished(model);
  if (pending.length === 0) return null;
  model.checkWritable();
  const fresh = pending.filter(({ state }) => state === 'write-only');
  const rows = fresh.length === 0 ? 0 : await goThroughRows(context, model, fresh, { ...options, pace });
  const violations: UniqueViolationPair[] = [];
  for (const index of unfinished(model).filter(({ unique }) => unique)) {
    await retryViolations(context, model, index, signal);
    violations.push(...(await listViolations(context, model, index)));
  }
  await finish(context, model);
  const indexes = [...new Set(pending.map(({ name }) => name))];
  return {
    model: model.metadata.name,
    indexes,
    rows,
    violations,
    isComplete: unfinished(model).every((index) => !pending.some(isSame(index))),
  };
}

/** Definitions that are written and not readable yet. */
export function unfinished({ record }: BoundModel): CatalogIndex[] {
  return record.indexes.filter(
    ({ state, isLeaving }) => isLeaving !== true && (state === 'write-only' || state === 'unique-pending'),
  );
}

type Work = BuildIndexOptions & { readonly isSettled?: boolean; readonly pace: Pace };

async function goThroughRows(
  context: MaintenanceContext,
  model: BoundModel,
  targets: readonly CatalogIndex[],
  work: Work,
): Promise<number> {
  const wanted = targets.map(({ id, generation }) => ({ id, generation }));
  if ((await findJob(context, model, wanted)) === null) {
    if (work.isSettled !== true) await settle(context, work.signal);
    await beginJob(context, model, wanted);
  }
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const signal = work.signal === undefined ? stop.signal : AbortSignal.any([work.signal, stop.signal]);
  const builders = Array.from({ length: work.parallel ?? DEFAULT_PARALLEL }, () =>
    takeRanges(context, model, wanted, { ...work, signal }),
  );
  try {
    const rows = await Promise.all(builders);
    return Math.max(...rows);
  } finally {
    stop.abort();
    await Promise.allSettled(builders);
  }
}

/** Works on ranges until all are done, by whomever. @returns the rows of all of them */
async function takeRanges(
  context: MaintenanceContext,
  model: BoundModel,
  targets: readonly { readonly id: number; readonly generation: number }[],
  work: Work,
): Promise<number> {
  const owner = randomUUID();
  let rows = 0;
  for (;;) {
    checkSignal(work.signal);
    const state = await findJob(context, model, targets);
    if (state === null) return rows; // another builder has ended it
    rows = state.ranges.reduce((sum, range) => sum + range.rows, 0);
    tell(work, model, state);
    if (state.ranges.every(({ isDone }) => isDone)) {
      await completeRows(context, model, state.job);
      return rows;
    }
    const range = await takeRange(context, model, state.job.job, owner);
    if (range === null) await pause(LOOK_EVERY_MS, work.signal);
    else await buildRange(context, model, range, work);
  }
}

async function buildRange(
  context: MaintenanceContext,
  model: BoundModel,
  taken: BuildRange,
  work: Work,
): Promise<void> {
  let range = taken;
  try {
    while (!range.isDone) {
      const before = range.rows;
      range = await step(context, model, range, work.signal);
      await work.pace.spend(range.rows - before, work.signal);
    }
  } catch (error) {
    if (!(error instanceof BuildLeaseLostError)) throw error;
  }
}

/** Some rows of a range: their entries and the note of it are one transaction. */
async function step(
  context: MaintenanceContext,
  model: BoundModel,
  range: BuildRange,
  signal: AbortSignal | undefined,
): Promise<BuildRange> {
  for (let race = 1; ; race++) {
    try {
      return await context.write((scope) => rebuildSome(scope, model, range), signal);
    } catch (error) {
      // A writer claimed the same unique values meanwhile: the next attempt sees its entry.
      const isRace = error instanceof UniqueViolationError || error instanceof KeyExistsError;
      if (!isRace || race === MAX_RACES) throw error;
    }
  }
}

async function rebuildSome(
  scope: TransactionScope,
  model: BoundModel,
  taken: BuildRange,
): Promise<BuildRange> {
  const range = await holdRange(scope.txn, model, taken);
  const left = rangeLeft(range);
  const pairs: KeyValue[] = [];
  const size = { limit: CHUNK_ROWS, batchSize: CHUNK_ROWS };
  for await (const pair of scope.txn.scan(left, size)) pairs.push(pair);
  const rows = pairs.map(({ key, value }) => {
    const id = model.layout.idInRow(key);
    return { id, row: model.codec.decode(key, id, value) };
  });
  await rebuildRows(scope, model, rows);
  const last = pairs.at(-1);
  return noteRange(scope.txn, model, range, {
    next: last === undefined ? left.start : keyAfter(last.key),
    rows: pairs.length,
    isDone: pairs.length < CHUNK_ROWS,
  });
}

/** All rows were gone through: what is not unique is readable, what is may be when nobody has refused a row. */
async function completeRows(context: MaintenanceContext, model: BoundModel, job: BuildJob): Promise<void> {
  const since = await context.client.timestamp();
  const { layout, id } = model;
  const isTarget = (index: CatalogIndex): boolean =>
    job.targets.some(isSame(index)) && index.state === 'write-only' && index.isLeaving !== true;
  await changeModel(context, model, (stored) =>
    stored.indexes
      .filter(isTarget)
      .reduce(
        (next, index) =>
          withState(
            next,
            index,
            index.unique
              ? { state: 'unique-pending' }
              : { state: 'readable', readableSince: since.toString() },
          ),
        stored,
      ),
  );
  await context.client.transaction(async (txn) => {
    if ((await txn.getForUpdate(layout.build(id))) !== null) await endJob(txn, model, job.job);
  });
}

/** Unique indexes that every row is in. */
async function finish(context: MaintenanceContext, model: BoundModel): Promise<void> {
  await context.schema.renew();
  for (const index of unfinished(model).filter(({ state }) => state === 'unique-pending')) {
    if ((await listViolations(context, model, index, 1)).length > 0) continue;
    const since = (await context.client.timestamp()).toString();
    await changeModel(context, model, (stored) =>
      stored.indexes.some((each) => isSame(index)(each) && each.state === 'unique-pending')
        ? withState(stored, index, { state: 'readable', readableSince: since })
        : stored,
    );
  }
}

function tell({ onProgress }: Work, model: BoundModel, { job, ranges }: JobState): void {
  if (onProgress === undefined) return;
  const fraction = ranges.reduce((sum, range) => sum + fractionOf(range), 0) / Math.max(1, ranges.length);
  const progress: BuildProgress = {
    model: model.metadata.name,
    rows: ranges.reduce((sum, range) => sum + range.rows, 0),
    ranges: { done: ranges.filter(({ isDone }) => isDone).length, all: ranges.length },
    fraction: Math.min(1, fraction),
    remainingMs:
      fraction === 0 ? null : Math.max(0, ((Date.now() - job.beganMs) * (1 - fraction)) / fraction),
  };
  onProgress(progress);
}

function isSame(a: { readonly id: number; readonly generation: number }) {
  return (b: { readonly id: number; readonly generation: number }): boolean =>
    a.id === b.id && a.generation === b.generation;
}
