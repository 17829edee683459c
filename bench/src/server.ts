/**
 * The embedded server, driven by a bare client in this process while it runs in its own: from start to first answer, then
 * gets, one-phase writes and scans with 1, 16 and 128 requests in flight.
 */

import { performance } from 'node:perf_hooks';
import { kvrpcpb } from '@tito/protocol';
import { BareClient } from './bare-client';
import { type LoopFigures, closedLoop } from './closed-loop';
import { serveCluster } from './served-cluster';

const LOOP_MS = 1000;
const ROWS = 10_000;
const SCAN_ROWS = 256;
const CALLERS = [1, 16, 128];

export interface LoopRow extends LoopFigures {
  readonly workload: string;
  readonly callers: number;
}

const rowKey = (i: number): Uint8Array => Buffer.from(`row/${String(i % ROWS).padStart(8, '0')}`);
const value = new Uint8Array(100).fill(118);

export async function benchServer(pd: string | undefined, dataDir: string | undefined): Promise<LoopRow[]> {
  const start = performance.now();
  const cluster = await serveCluster(pd, ...(dataDir === undefined ? [] : ['--data-dir', dataDir]));
  const client = await BareClient.connect(cluster.endpoints[0] ?? '');
  await client.batch({
    get: { context: client.context, key: rowKey(0), version: await client.timestamps(1) },
  });
  console.log(`start to first answer: ${(performance.now() - start).toFixed(0)} ms, with the start of node`);
  const rows: LoopRow[] = [];
  try {
    await load(client);
    for (const callers of CALLERS) {
      for (const [workload, operation] of Object.entries(operationsOf(client, await readTs(client)))) {
        await closedLoop(operation, callers, LOOP_MS / 4);
        rows.push({ workload, callers, ...(await closedLoop(operation, callers, LOOP_MS)) });
      }
    }
  } finally {
    client.close();
    await cluster.stop();
  }
  return rows;
}

function operationsOf(client: BareClient, version: bigint): Record<string, (i: number) => Promise<unknown>> {
  const { context } = client;
  let nextTs = version;
  let written = 0;
  return {
    get: (i) => client.batch({ get: { context, key: rowKey(i * 7919), version } }),
    'one-phase write': () => {
      // Timestamps of one write lie apart, as they would from the oracle; the keys are new, so nothing conflicts.
      const startVersion = (nextTs += 2n);
      const key = Buffer.from(`new/${String(written++).padStart(10, '0')}/${version}`);
      return client.batch({
        prewrite: {
          context,
          mutations: [{ op: kvrpcpb.Op.Put, key, value }],
          primaryLock: key,
          startVersion,
          lockTtl: 3000n,
          txnSize: 1n,
          minCommitTs: startVersion + 1n,
          tryOnePc: true,
        },
      });
    },
    [`scan of ${SCAN_ROWS}`]: (i) =>
      client.batch({
        scan: { context, startKey: rowKey((i * 7919) % (ROWS - SCAN_ROWS)), limit: SCAN_ROWS, version },
      }),
  };
}

async function load(client: BareClient): Promise<void> {
  const startVersion = await readTs(client);
  for (let at = 0; at < ROWS; at += 500) {
    const mutations = Array.from({ length: 500 }, (_, i) => ({
      op: kvrpcpb.Op.Put,
      key: rowKey(at + i),
      value,
    }));
    const { prewrite } = await client.batch({
      prewrite: {
        context: client.context,
        mutations,
        primaryLock: rowKey(at),
        startVersion: startVersion + BigInt(at),
        lockTtl: 3000n,
        minCommitTs: startVersion + BigInt(at) + 1n,
        tryOnePc: true,
      },
    });
    if (!prewrite?.onePcCommitTs) throw new Error('the rows could not be loaded');
  }
}

/** Far enough above the last one that a run can count up from it by itself. */
async function readTs(client: BareClient): Promise<bigint> {
  return client.timestamps(200_000);
}
