/**
 * The queue: what publishing adds to a transaction, how fast a backlog of events without work is drained, and how long an
 * event takes to a handler in this process, in another, and from idle.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConsumeOptions, Queue, type Topic, topic } from '@tito/queue';
import { TikvClient } from '@tito/tikv';
import { closedLoop } from './closed-loop';
import type { QueueTask } from './queue-consumer';
import { serveCluster } from './served-cluster';
import { alignColumns } from './table';

const LOOP_MS = 2000;
const BACKLOG = 20_000;
const PER_TRANSACTION = 500;
const PARTITIONS = [1, 16, 64];
const PER_SECOND = 200;
const ACTIVE_EVENTS = 1000;
const IDLE_EVENTS = 15;
/** Longer than the polls take to slow down. */
const IDLE_MS = 2000;

export interface QueueRow {
  readonly workload: string;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Connected {
  readonly endpoints: readonly string[];
  readonly client: TikvClient;
  readonly queue: Queue;
}

const run = Date.now();
const prefix = `\x01bench${run}\0`;
const nowMs = (): number => performance.timeOrigin + performance.now();

export async function benchQueue(pd: string | undefined): Promise<QueueRow[]> {
  const cluster = await serveCluster(pd);
  const client = await TikvClient.connect({ endpoints: cluster.endpoints });
  const queue = await Queue.open({ client, prefix: Buffer.from(prefix) });
  const connected = { endpoints: cluster.endpoints, client, queue };
  const rows: QueueRow[] = [];
  try {
    for (const callers of [1, 16]) rows.push(...(await publishing(connected, callers)));
    for (const effects of ['transactional', 'external'] as const)
      for (const partitions of PARTITIONS) rows.push(await draining(connected, partitions, effects));
    rows.push(await sameProcess(connected));
    rows.push(...(await otherProcess(connected)));
  } finally {
    await queue.close();
    await client.close();
    await cluster.stop();
  }
  return rows;
}

/** One line for each workload. */
export function formatQueue(rows: readonly QueueRow[]): string {
  const show = (value: number, unit: string): string =>
    Number.isNaN(value) ? '' : `${value.toFixed(unit === '' ? 0 : 1)}${unit}`;
  return alignColumns([
    ['workload', 'per second', 'p50', 'p99'],
    ...rows.map((row) => [
      row.workload,
      show(row.perSecond, ''),
      show(row.p50Ms, ' ms'),
      show(row.p99Ms, ' ms'),
    ]),
  ]).join('\n');
}

/** A transaction of one write, and the same with an event. */
async function publishing({ client, queue }: Connected, callers: number): Promise<QueueRow[]> {
  const events = topic<{ i: number }>('published');
  const write = (publishes: boolean) => (i: number) =>
    client.transaction((txn) => {
      txn.put(Buffer.from(`bench/${callers}/${publishes}/${i}`), Buffer.alloc(100, 1));
      if (publishes) queue.publish(txn, events, `key${i}`, { i });
      return Promise.resolve();
    });
  const rows: QueueRow[] = [];
  for (const publishes of [false, true]) {
    await closedLoop(write(publishes), callers, LOOP_MS / 4);
    const { perSecond, p50Us, p99Us } = await closedLoop(write(publishes), callers, LOOP_MS);
    const workload = `transaction ${publishes ? 'with an event' : 'without'}, ${callers} at once`;
    rows.push({ workload, perSecond, p50Ms: p50Us / 1000, p99Ms: p99Us / 1000 });
  }
  return rows;
}

/** From the start of the consumer to the last event. */
async function draining(
  { client, queue }: Connected,
  partitions: number,
  effects: NonNullable<ConsumeOptions['effects']>,
): Promise<QueueRow> {
  const name = `drained ${partitions} ${effects}`;
  const events = topic<number>(name, { partitions });
  await publishMany(client, queue, events, BACKLOG);
  let done = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const began = performance.now();
  const consumer = queue.consume(
    events,
    () => {
      if (++done === BACKLOG) finish();
      return Promise.resolve();
    },
    { group: 'drain', from: 'earliest', effects, concurrency: 64, prefetch: 1024 },
  );
  await finished;
  const seconds = (performance.now() - began) / 1000;
  await consumer.stop();
  const workload = `drain ${BACKLOG} events, ${partitions} partitions, ${effects}`;
  return { workload, perSecond: BACKLOG / seconds, p50Ms: NaN, p99Ms: NaN };
}

async function publishMany(
  client: TikvClient,
  queue: Queue,
  events: Topic<number>,
  count: number,
): Promise<void> {
  for (let at = 0; at < count; at += PER_TRANSACTION) {
    await client.transaction((txn) => {
      for (let i = at; i < at + PER_TRANSACTION; i++) queue.publish(txn, events, `key${i}`, i);
      return Promise.resolve();
    });
  }
}

async function sameProcess(connected: Connected): Promise<QueueRow> {
  const events = topic<number>('same process', { partitions: 64 });
  const latencies: number[] = [];
  const consumer = connected.queue.consume(
    events,
    ({ payload }) => Promise.resolve(latencies.push(nowMs() - payload)),
    { group: 'g' },
  );
  await consumer.ready();
  await publishPaced(connected, events, ACTIVE_EVENTS / 4, 1000 / PER_SECOND);
  await reach(() => latencies.length === ACTIVE_EVENTS / 4);
  await consumer.stop();
  return rowOf(`publish to handler, same process, ${PER_SECOND}/s`, latencies);
}

async function otherProcess(connected: Connected): Promise<QueueRow[]> {
  const events = topic<number>('other process', { partitions: 64 });
  const latencies: number[] = [];
  const task: QueueTask = { endpoints: connected.endpoints, prefix, topic: events.name };
  const child = fork(`${__dirname}/queue-consumer.js`, [JSON.stringify(task)]);
  await once(child, 'message');
  child.on('message', (ms: number) => latencies.push(ms));
  // The clocks of processes differ by what they took for their origin.
  const offset = await clockOffset(child);
  latencies.length = 0;
  await publishPaced(connected, events, ACTIVE_EVENTS, 1000 / PER_SECOND);
  await reach(() => latencies.length === ACTIVE_EVENTS);
  const active = latencies.splice(0).map((ms) => ms - offset);
  await publishPaced(connected, events, IDLE_EVENTS, IDLE_MS);
  await reach(() => latencies.length === IDLE_EVENTS);
  const closed = once(child, 'close');
  child.send('stop');
  await closed;
  const idle = latencies.map((ms) => ms - offset);
  return [
    rowOf(`publish to handler, other process, ${PER_SECOND}/s`, active),
    rowOf('publish to handler, other process, from idle', idle),
  ];
}

/** By how much the child's clock is ahead, to within half a message's way. */
async function clockOffset(child: ChildProcess): Promise<number> {
  const sent = nowMs();
  child.send('time');
  const [theirs] = (await once(child, 'message')) as [number];
  return theirs - (sent + nowMs()) / 2;
}

/** Publishes the time just before each commit. */
async function publishPaced(
  { client, queue }: Connected,
  events: Topic<number>,
  count: number,
  everyMs: number,
): Promise<void> {
  const began = performance.now();
  const commits: Promise<unknown>[] = [];
  for (let i = 0; i < count; i++) {
    await sleep(Math.max(0, began + (i + 1) * everyMs - performance.now()));
    const publish = client.transaction((txn) => {
      queue.publish(txn, events, `key${i % 100}`, nowMs());
      return Promise.resolve();
    });
    commits.push(publish);
  }
  await Promise.all(commits);
}

async function reach(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 60_000; !condition(); await sleep(10)) {
    if (performance.now() > end) throw new Error('not all events arrived within a minute');
  }
}

function rowOf(workload: string, latencies: readonly number[]): QueueRow {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? NaN;
  return { workload, perSecond: NaN, p50Ms: at(0.5), p99Ms: at(0.99) };
}
