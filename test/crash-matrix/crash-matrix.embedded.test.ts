/**
 * Clients that are killed at every step of a transaction. Afterwards either all of its writes are there or none, as the
 * protocol has it for that step, and the next writer of the same keys gets through within the life of the locks and two
 * seconds.
 *
 * Each client is a process. It is killed while the cluster holds one of its requests: before that request is done (and then
 * it never is), or after it has taken effect and before it is answered. Time runs four times as fast for all.
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TikvClient, type TransactionOptions } from '@tito/tikv';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster, type FaultRule } from '@tito/server';
import { type Program, startNode } from '../support/program';
import type { WriterTask } from './writer';

const CLOCK_FACTOR = 4;
/** Of locks of optimistic and of pessimistic transactions. */
const TTL_MS = 3_000;
const PESSIMISTIC_TTL_MS = 20_000;
const MARGIN_MS = 2_000;

const startMs = performance.now();
const epochMs = Date.now();
const clock = {
  now: (): number => (performance.now() - startMs) * CLOCK_FACTOR,
  nowMs: (): number => Math.floor(epochMs + clock.now()),
  schedule: (delayMs: number, callback: () => void, background = false): (() => void) => {
    const timer = setTimeout(callback, delayMs / CLOCK_FACTOR);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};

let cluster: EmbeddedCluster;
let client: TikvClient;
const running = new Set<Program>();

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  for (const border of ['m', 't'])
    expect(cluster.splitRegion(encodeMemcomparable(Buffer.from(border)))).toBe(true);
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
});
afterAll(async () => {
  for (const program of running) program.process.kill('SIGKILL');
  await client.close();
  await cluster.stop();
});

/** A request of the writer, by its method and the keys it names: 0 is the primary, 1 and 2 lie in other regions. */
interface Step {
  readonly rpc: string;
  readonly keys: readonly number[];
}

interface Point {
  readonly name: string;
  readonly options: TransactionOptions;
  /** The keys that are written; all three by default. */
  readonly keys?: readonly number[];
  /** Requests that never arrive, as if the process had died a moment sooner. */
  readonly lost?: readonly Step[];
  readonly killedAt: Step & { readonly at: 'recv' | 'afterApply'; readonly skip?: number };
  readonly then: 'old' | 'new';
  readonly conflicts?: boolean;
  readonly locks?: boolean;
  /** What happened to the keys before: another client was killed here. */
  readonly after?: Point;
}

const TWO_PHASES: TransactionOptions = { protocol: { onePhase: false, asyncCommit: false } };
const ASYNC: TransactionOptions = { protocol: { onePhase: false } };
const PESSIMISTIC: TransactionOptions = { mode: 'pessimistic', ...TWO_PHASES };
const prewrite = (...keys: number[]): Step => ({ rpc: 'KvPrewrite', keys });
const commit = (...keys: number[]): Step => ({ rpc: 'KvCommit', keys });

const AFTER_PRIMARY_COMMIT: Point = {
  name: 'two phases, after the commit of the primary',
  ...{ options: TWO_PHASES, lost: [commit(1, 2)], then: 'new' },
  killedAt: { ...commit(0), at: 'afterApply' },
};

const POINTS: readonly Point[] = [
  {
    name: 'two phases, after the prewrite of the primary',
    ...{ options: TWO_PHASES, lost: [prewrite(1, 2)], then: 'old' },
    killedAt: { ...prewrite(0), at: 'afterApply' },
  },
  {
    name: 'two phases, after the prewrite of a secondary',
    ...{ options: TWO_PHASES, lost: [prewrite(0, 2)], then: 'old' },
    killedAt: { ...prewrite(1), at: 'afterApply' },
  },
  {
    name: 'two phases, after the second prewrite of three',
    ...{ options: TWO_PHASES, lost: [prewrite(2)], then: 'old' },
    killedAt: { ...prewrite(0, 1), at: 'afterApply', skip: 1 },
  },
  {
    name: 'two phases, before the commit of the primary',
    ...{ options: TWO_PHASES, then: 'old' },
    killedAt: { ...commit(0), at: 'recv' },
  },
  AFTER_PRIMARY_COMMIT,
  {
    name: 'two phases, between the secondaries',
    ...{ options: TWO_PHASES, lost: [commit(2)], then: 'new' },
    killedAt: { ...commit(1), at: 'afterApply' },
  },
  {
    name: 'async commit, after the prewrite of the primary',
    ...{ options: ASYNC, lost: [prewrite(1, 2)], then: 'old' },
    killedAt: { ...prewrite(0), at: 'afterApply' },
  },
  {
    name: 'async commit, after the second prewrite of three',
    ...{ options: ASYNC, lost: [prewrite(2)], then: 'old' },
    killedAt: { ...prewrite(0, 1), at: 'afterApply', skip: 1 },
  },
  {
    name: 'async commit, after all prewrites',
    ...{ options: ASYNC, lost: [commit(0, 1, 2)], then: 'new' },
    killedAt: { ...prewrite(0, 1, 2), at: 'afterApply', skip: 2 },
  },
  {
    name: 'async commit, between the commits of its keys',
    ...{ options: ASYNC, lost: [commit(0, 2)], then: 'new' },
    killedAt: { ...commit(1), at: 'afterApply' },
  },
  {
    name: 'one phase, before it is done',
    ...{ options: {}, keys: [0], then: 'old' },
    killedAt: { ...prewrite(0), at: 'recv' },
  },
  {
    name: 'one phase, before it is answered',
    ...{ options: {}, keys: [0], then: 'new' },
    killedAt: { ...prewrite(0), at: 'afterApply' },
  },
  {
    name: 'in a rollback',
    ...{
      options: TWO_PHASES,
      conflicts: true,
      lost: [{ rpc: 'KvBatchRollback', keys: [1, 2] }],
      then: 'old',
    },
    killedAt: { rpc: 'KvBatchRollback', keys: [0], at: 'recv' },
  },
  {
    name: 'while it resolves the locks of another one that was killed',
    ...{ options: TWO_PHASES, after: AFTER_PRIMARY_COMMIT, then: 'new' },
    killedAt: { rpc: 'KvResolveLock', keys: [1, 2], at: 'recv' },
  },
  {
    name: 'pessimistic, with its locks held',
    ...{ options: PESSIMISTIC, locks: true, then: 'old' },
    killedAt: { rpc: 'KvPessimisticLock', keys: [1, 2], at: 'afterApply', skip: 1 },
  },
  {
    name: 'pessimistic, after one prewrite of three',
    ...{ options: PESSIMISTIC, locks: true, lost: [prewrite(1, 2)], then: 'old' },
    killedAt: { ...prewrite(0), at: 'afterApply' },
  },
];

/** Keys in three regions, of one run alone. */
const keysOf = (run: number): string[] => ['a', 'n', 'u'].map((region) => `${region}${run}/key`);

async function put(keys: readonly string[], value: string): Promise<void> {
  await client.transaction(async (txn) => {
    await txn.batchGet(keys.map((key) => Buffer.from(key)));
    for (const key of keys) txn.put(Buffer.from(key), Buffer.from(value));
  });
}

async function read(keys: readonly string[]): Promise<string[]> {
  const values = await client.snapshot().batchGet(keys.map((key) => Buffer.from(key)));
  return values.map((value) => Buffer.from(value ?? []).toString());
}

/** What a run works on: nothing that began before `sinceTs` belongs to it. */
interface Place {
  readonly keys: readonly string[];
  readonly existingKey: string;
  readonly sinceTs: bigint;
}

/** Makes the rules of a point for the keys of a run; `kill` ends the process and waits for its end. */
function rulesOf({ lost = [], killedAt }: Point, place: Place, kill: () => Promise<void>): FaultRule[] {
  const on = ({ rpc, keys }: Step): FaultRule['on'] => ({
    rpc,
    where: (request) =>
      (request as RequestWithKeys).startVersion > place.sinceTs &&
      keys.some((index) => isAbout(request as RequestWithKeys, place.keys[index] as string)),
  });
  const { at, skip = 0 } = killedAt;
  return [
    ...lost.map((step): FaultRule => ({ on: on(step), do: { drop: 'request' }, times: 'inf' })),
    { on: on(killedAt), at, skip, do: { call: kill } },
    { on: on(killedAt), at, skip, do: { drop: at === 'recv' ? 'request' : 'reply' } },
  ];
}

interface RequestWithKeys {
  readonly startVersion: bigint;
  readonly keys?: readonly Uint8Array[];
  readonly mutations?: readonly { readonly key: Uint8Array }[];
}

function isAbout({ keys = [], mutations = [] }: RequestWithKeys, key: string): boolean {
  return [...keys, ...mutations.map((mutation) => mutation.key)].some((one) =>
    Buffer.from(one).equals(Buffer.from(key)),
  );
}

/** Lets a process work on the keys until it is killed; the time of that, by the cluster's clock. */
async function killAt(point: Point, place: Place): Promise<number> {
  const task: WriterTask = {
    endpoint: cluster.pdEndpoints[0] as string,
    keys: writtenBy(point, place),
    ...{ value: 'new', options: point.options, locks: point.locks === true, clockFactor: CLOCK_FACTOR },
    existingKey: point.conflicts === true ? place.existingKey : null,
  };
  const program = startNode([
    '--import',
    'jiti/register',
    'test/crash-matrix/writer.ts',
    JSON.stringify(task),
  ]);
  running.add(program);
  const closed = new Promise<void>((resolve) => program.process.once('close', () => resolve()));
  let killedMs = 0;
  const kill = (): Promise<void> => {
    program.process.kill('SIGKILL');
    killedMs = clock.now();
    return closed;
  };
  const ids = rulesOf(point, place, kill).map((rule) => cluster.faults.add(rule));
  await program.firstLine().catch(() => null);
  await closed;
  for (const id of ids) cluster.faults.remove(id);
  running.delete(program);
  if (killedMs === 0) throw new Error(`the process ended by itself: ${(await program.ended()).stderr}`);
  return killedMs;
}

function writtenBy({ keys = [0, 1, 2] }: Point, place: Place): string[] {
  return keys.map((index) => place.keys[index] as string);
}

interface Outcome {
  readonly seen: readonly string[];
  /** From the end of the process to the commit of the next writer, by the cluster's clock. */
  readonly waitedMs: number;
  readonly seenThen: readonly string[];
}

async function play(point: Point, run: number): Promise<Outcome> {
  const [keys, existingKey] = [keysOf(run), `z${run}/exists`];
  await put([...keys, existingKey], 'old');
  const place = { keys, existingKey, sinceTs: await client.timestamp() };
  if (point.after) await killAt(point.after, place);
  const killedMs = await killAt(point, place);
  const written = writtenBy(point, place);
  const seen = await read(written);
  await put(written, 'next');
  const waitedMs = clock.now() - killedMs;
  if (process.env['TITO_CRASH_LOG']) console.log(`${point.name}: ${Math.round(waitedMs)} ms`);
  return { seen, waitedMs, seenThen: await read(written) };
}

describe('a client that is killed', () => {
  const isPessimistic = ({ options }: Point): boolean => options.mode === 'pessimistic';
  const early = new Map<Point, Promise<Outcome>>();
  beforeAll(() => {
    // Their locks live long: what waits for them waits beside the others.
    for (const [run, point] of POINTS.entries()) if (isPessimistic(point)) early.set(point, play(point, run));
    for (const outcome of early.values()) outcome.catch(() => undefined);
  });

  test.each(POINTS.map((point, run) => [point.name, point, run] as const))(
    '%s: all or nothing is there, and the next writer gets through',
    async (_, point, run) => {
      const { seen, waitedMs, seenThen } = await (early.get(point) ?? play(point, run));
      expect(seen).toEqual(seen.map(() => point.then));
      expect(waitedMs).toBeLessThan((isPessimistic(point) ? PESSIMISTIC_TTL_MS : TTL_MS) + MARGIN_MS);
      expect(seenThen).toEqual(seen.map(() => 'next'));
    },
    60_000,
  );
});
