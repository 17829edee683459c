/**
 * The record of a build: which definitions it is for, and its ranges of rows, each with how far it has come and who is at it.
 *
 * Builders of any number of processes take ranges by a lease, and note each step in the same transaction that makes it: a
 * builder that was killed has lost nothing, and one that was overtaken cannot write.
 */

import { randomUUID } from 'node:crypto';
import {
  type KeyRange,
  type Transaction,
  compareBytes,
  intersectRanges,
  isEmptyRange,
  physicalMs,
  toHex,
} from '@tito/tikv';
import { BuildLeaseLostError, CorruptRowError } from '../errors';
import type { BoundModel } from '../persistence/bound-model';
import { cutsBetween, fractionAt } from './key-fractions';
import type { MaintenanceContext } from './maintenance-context';

const FORMAT = 1;
/** A builder that has not taken a step for so long has lost its range. */
export const RANGE_LEASE_MS = 5_000;
/** A build has at least so many ranges, if keys can be cut. */
const MIN_RANGES = 16;
const MAX_RANGES = 4096;

export interface Target {
  readonly id: number;
  readonly generation: number;
}

export interface BuildJob {
  readonly job: string;
  readonly targets: readonly Target[];
  readonly beganMs: number;
}

/** Keys in hexadecimal. */
export interface BuildRange {
  readonly job: string;
  readonly number: number;
  readonly start: string;
  readonly next: string;
  /** Where the range ends; empty: nowhere before the rows do. */
  readonly end: string;
  /** The same for estimates: a key that there was. */
  readonly last: string;
  readonly rows: number;
  readonly isDone: boolean;
  readonly owner: string;
  /** By the clock of the oracle. */
  readonly leaseUntilMs: number;
}

export interface JobState {
  readonly job: BuildJob;
  readonly ranges: readonly BuildRange[];
}

/** The running build of a model, if it is for all of these definitions. */
export async function findJob(
  { client }: MaintenanceContext,
  model: BoundModel,
  targets: readonly Target[],
): Promise<JobState | null> {
  const snapshot = client.snapshot();
  const key = model.layout.build(model.id);
  const bytes = await snapshot.get(key);
  if (bytes === null) return null;
  const job = decode<BuildJob>(key, bytes);
  if (!targets.every((target) => includes(job, target))) return null;
  const ranges: BuildRange[] = [];
  for await (const pair of snapshot.scan(model.layout.buildRanges(model.id)))
    ranges.push(decode<BuildRange>(pair.key, pair.value));
  return { job, ranges };
}

/** Begins a build, unless there is one for all of these definitions already. */
export async function beginJob(
  context: MaintenanceContext,
  model: BoundModel,
  targets: readonly Target[],
): Promise<void> {
  const ranges = await cutRows(context, model);
  const { layout, id } = model;
  await context.client.transaction(async (txn) => {
    const key = layout.build(id);
    const bytes = await txn.getForUpdate(key);
    if (bytes !== null && targets.every((target) => includes(decode<BuildJob>(key, bytes), target))) return;
    await deleteRanges(txn, model);
    const beganMs = physicalMs(txn.startTs as bigint);
    const job: BuildJob = { job: randomUUID(), targets, beganMs };
    txn.put(key, encode(job));
    for (const range of ranges)
      txn.put(layout.buildRange(id, range.number), encode({ ...range, job: job.job }));
  });
}

/** Takes a range that nobody is at; null when there is none now. */
export async function takeRange(
  { client }: MaintenanceContext,
  model: BoundModel,
  job: string,
  owner: string,
): Promise<BuildRange | null> {
  return client.transaction(async (txn) => {
    for await (const { key, value } of txn.scan(model.layout.buildRanges(model.id))) {
      const range = decode<BuildRange>(key, value);
      const nowMs = physicalMs(txn.startTs as bigint);
      if (range.job !== job || range.isDone || range.leaseUntilMs > nowMs) continue;
      await txn.getForUpdate(key);
      const taken = { ...range, owner, leaseUntilMs: nowMs + RANGE_LEASE_MS };
      txn.put(key, encode(taken));
      return taken;
    }
    return null;
  });
}

/** The range as it is stored, for a transaction that goes on with it. @throws BuildLeaseLostError */
export async function holdRange(
  txn: Transaction,
  model: BoundModel,
  { job, number, owner }: BuildRange,
): Promise<BuildRange> {
  const key = model.layout.buildRange(model.id, number);
  const bytes = await txn.getForUpdate(key);
  const range = bytes === null ? null : decode<BuildRange>(key, bytes);
  if (range?.owner === owner && range.job === job) return range;
  throw new BuildLeaseLostError({ model: model.metadata.name, range: number });
}

/** Notes how far a range has come. */
export function noteRange(
  txn: Transaction,
  model: BoundModel,
  range: BuildRange,
  step: { readonly next: Uint8Array; readonly rows: number; readonly isDone: boolean },
): BuildRange {
  const nowMs = physicalMs(txn.startTs as bigint);
  const noted: BuildRange = {
    ...range,
    next: toHex(step.next),
    rows: range.rows + step.rows,
    isDone: step.isDone,
    leaseUntilMs: nowMs + RANGE_LEASE_MS,
  };
  txn.put(model.layout.buildRange(model.id, range.number), encode(noted));
  return noted;
}

/** Ends a build in a transaction. @returns false when it is not the running one */
export async function endJob(txn: Transaction, model: BoundModel, job: string): Promise<boolean> {
  const key = model.layout.build(model.id);
  const bytes = await txn.getForUpdate(key);
  if (bytes === null || decode<BuildJob>(key, bytes).job !== job) return false;
  txn.delete(key);
  await deleteRanges(txn, model);
  return true;
}

/** How much of a range is gone through, from 0 to 1. */
export function fractionOf({ start, next, last, isDone }: BuildRange): number {
  return isDone ? 1 : fractionAt(fromHex(start), fromHex(last), fromHex(next));
}

export function rangeLeft({ next, end }: BuildRange): KeyRange {
  return { start: fromHex(next), end: fromHex(end) };
}

async function deleteRanges(txn: Transaction, model: BoundModel): Promise<void> {
  for await (const { key } of txn.scan(model.layout.buildRanges(model.id), { keyOnly: true }))
    txn.delete(key);
}

/** Ranges by regions, and more where these are few. */
async function cutRows(
  { client }: MaintenanceContext,
  model: BoundModel,
): Promise<Omit<BuildRange, 'job'>[]> {
  const rows = model.layout.rows(model.id);
  const snapshot = client.snapshot();
  const ends: Uint8Array[] = [];
  for (const reverse of [false, true])
    for await (const { key } of snapshot.scan(rows, { limit: 1, keyOnly: true, reverse })) ends.push(key);
  const [first, last] = ends;
  if (first === undefined || last === undefined) return [];
  const cuts = cutsBetween(first, last, MIN_RANGES);
  for await (const { start } of client.cluster.regions(rows)) {
    cuts.push(start);
    if (cuts.length === MAX_RANGES) break;
  }
  const sorted = cuts.filter((key) => compareBytes(key, first) > 0 && compareBytes(key, last) <= 0);
  sorted.sort(compareBytes);
  const distinct = sorted.filter((key, i) => i === 0 || compareBytes(key, sorted[i - 1] as Uint8Array) !== 0);
  const starts = [rows.start, ...distinct];
  return starts
    .map((start, i) => intersectRanges(rows, { start, end: starts[i + 1] ?? rows.end }))
    .filter((range) => !isEmptyRange(range))
    .map(({ start, end }, number) => ({
      number,
      start: toHex(number === 0 ? first : start),
      next: toHex(start),
      end: toHex(end),
      last: toHex(compareBytes(end, rows.end) === 0 ? last : end),
      rows: 0,
      isDone: false,
      owner: '',
      leaseUntilMs: 0,
    }));
}

function includes({ targets }: BuildJob, { id, generation }: Target): boolean {
  return targets.some((target) => target.id === id && target.generation === generation);
}

function encode(value: unknown): Uint8Array {
  return Buffer.concat([Uint8Array.of(FORMAT), Buffer.from(JSON.stringify(value))]);
}

function decode<T>(key: Uint8Array, bytes: Uint8Array): T {
  if (bytes[0] !== FORMAT) throw new CorruptRowError('unknown format of a build', key);
  return JSON.parse(Buffer.from(bytes.subarray(1)).toString('utf8')) as T;
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}
