/**
 * What the client makes of a server: newest values, raw values and one-put transactions with 1, 16 and 128 callers, beside a bare
 * client that asks the same server the same in the same round, by one call for each request and by one bare batch stream.
 */

import { TikvClient } from '@tito/tikv';
import { tikvpb } from '@tito/protocol';
import { BareClient } from './bare-client';
import { type LoopFigures, type Operation, closedLoop } from './closed-loop';
import { median } from './measure';
import { serveCluster } from './served-cluster';

const ROWS = 10_000;
const CALLERS = [1, 16, 128];
const WARM_UP_MS = 150;
const NEWEST = (1n << 64n) - 1n;

export interface ClientRow {
  readonly workload: string;
  readonly contender: string;
  readonly callers: number;
  readonly perSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  /** Median over the rounds of this contender's throughput divided by bare unary's. */
  readonly speedUp: number;
  /** The same of the median latencies: below 1 is faster. */
  readonly p50Ratio: number;
}

const rowKey = (i: number): Uint8Array => Buffer.from(`row/${String(i % ROWS).padStart(8, '0')}`);
const rawKey = (i: number): Uint8Array => Buffer.from(`raw/${String(i % ROWS).padStart(8, '0')}`);
const value = new Uint8Array(100).fill(118);

export async function benchClient(
  pd: string | undefined,
  { rounds, roundMs }: { readonly rounds: number; readonly roundMs: number },
): Promise<ClientRow[]> {
  const cluster = await serveCluster(pd);
  const bare = await BareClient.connect(cluster.endpoints[0] ?? '');
  const client = await TikvClient.connect({ endpoints: cluster.endpoints });
  try {
    await load(client);
    const rows: ClientRow[] = [];
    for (const callers of CALLERS) {
      const figures = await measureRounds(contendersOf(client, bare), callers, rounds, roundMs);
      rows.push(...rowsOf(figures, callers));
    }
    return rows;
  } finally {
    await client.close();
    bare.close();
    await cluster.stop();
  }
}

function contendersOf(client: TikvClient, bare: BareClient): Map<string, Operation> {
  const { kvGet } = tikvpb.TikvService;
  const { context } = bare;
  const get = (i: number) => ({ context, key: rowKey(i * 7919), version: NEWEST });
  let written = 0;
  return new Map<string, Operation>([
    ['bare unary', (i) => bare.unary(kvGet, get(i))],
    ['bare batch', (i) => bare.batch({ get: get(i) })],
    ['client', (i) => client.getLatest(rowKey(i * 7919))],
    ['client, raw get', (i) => client.raw.get(rawKey(i * 7919))],
    [
      'client, one-put transaction',
      () =>
        client.transaction((txn) => {
          txn.put(Buffer.from(`new/${String(written++).padStart(10, '0')}`), value);
          return Promise.resolve();
        }),
    ],
  ]);
}

/** All contenders in every round, in rotating order. */
async function measureRounds(
  contenders: ReadonlyMap<string, Operation>,
  callers: number,
  rounds: number,
  roundMs: number,
): Promise<Map<string, LoopFigures[]>> {
  const names = [...contenders.keys()];
  const figures = new Map<string, LoopFigures[]>(names.map((name) => [name, []]));
  for (const operation of contenders.values()) await closedLoop(operation, callers, WARM_UP_MS);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length] as string;
      figures.get(name)?.push(await closedLoop(contenders.get(name) as Operation, callers, roundMs));
    }
  }
  return figures;
}

function rowsOf(figures: ReadonlyMap<string, LoopFigures[]>, callers: number): ClientRow[] {
  const base = figures.get('bare unary') ?? [];
  return [...figures].map(([contender, own]) => {
    const middle = (of: (one: LoopFigures) => number): number => median(own.map(of));
    return {
      workload: contender.includes('transaction') ? 'write' : 'get',
      contender,
      callers,
      perSecond: middle((one) => one.perSecond),
      p50Us: middle((one) => one.p50Us),
      p99Us: middle((one) => one.p99Us),
      cpuUs: middle((one) => one.cpuUs),
      speedUp: median(own.map((one, i) => one.perSecond / (base[i]?.perSecond ?? NaN))),
      p50Ratio: median(own.map((one, i) => one.p50Us / (base[i]?.p50Us ?? NaN))),
    };
  });
}

async function load(client: TikvClient): Promise<void> {
  await client.raw.batchPut(Array.from({ length: ROWS }, (_, i) => ({ key: rawKey(i), value })));
  for (let at = 0; at < ROWS; at += 500) {
    await client.transaction((txn) => {
      for (let i = at; i < at + 500; i++) txn.put(rowKey(i), value);
      return Promise.resolve();
    });
  }
}
