/**
 * What many keys cost the embedded server: how much memory in each mode, and how long a server on disk takes from its start
 * to its first answer when they are there already.
 */

import * as fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { kvrpcpb } from '@tito/protocol';
import { BareClient } from './bare-client';
import { type ServedCluster, serveCluster } from './served-cluster';

/** As many as the goal speaks of. */
export const MANY_KEYS = 1_000_000;
const KEYS_PER_REQUEST = 1000;
const IN_FLIGHT = 4;
const value = new Uint8Array(16).fill(118);

export interface OpenRow {
  readonly workload: string;
  readonly keys: number;
  /** From the start of the process to the answer of its first get; `null` where the keys were written after it. */
  readonly firstAnswerMs: number | null;
  readonly residentMiB: number;
}

const keyOf = (i: number): Uint8Array => Buffer.from(`many/${String(i).padStart(8, '0')}`);

export async function benchOpen(dataDir: string, keys = MANY_KEYS): Promise<OpenRow[]> {
  const rows: OpenRow[] = [];
  const measure = async (workload: string, options: readonly string[], isLoaded: boolean): Promise<void> => {
    const start = performance.now();
    const cluster = await serveCluster(undefined, ...options);
    const client = await BareClient.connect(cluster.endpoints[0] ?? '');
    const version = await client.timestamps(1);
    const { get } = await client.batch({
      get: { context: client.context, key: keyOf(keys >> 1), version },
    });
    const firstAnswerMs = isLoaded ? performance.now() - start : null;
    if (isLoaded && get?.value.length !== value.length) throw new Error('the keys are not there');
    if (!isLoaded) await load(client, keys);
    rows.push({ workload, keys, firstAnswerMs, residentMiB: residentMiB(cluster) });
    client.close();
    await cluster.stop();
  };
  await measure('in memory, after writing', [], false);
  await measure('on disk, after writing', ['--data-dir', dataDir], false);
  await measure('on disk, opened again', ['--data-dir', dataDir], true);
  return rows;
}

async function load(client: BareClient, keys: number): Promise<void> {
  const first = await client.timestamps(200_000);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < keys) {
      const at = next;
      next += KEYS_PER_REQUEST;
      const startVersion = first + BigInt(at);
      const { prewrite } = await client.batch({
        prewrite: {
          context: client.context,
          mutations: Array.from({ length: Math.min(KEYS_PER_REQUEST, keys - at) }, (_, i) => ({
            op: kvrpcpb.Op.Put,
            key: keyOf(at + i),
            value,
          })),
          primaryLock: keyOf(at),
          startVersion,
          minCommitTs: startVersion + 1n,
          lockTtl: 3000n,
          tryOnePc: true,
        },
      });
      if (!prewrite?.onePcCommitTs) throw new Error('the keys could not be written');
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
}

/** What the system says; 0 where it does not. */
function residentMiB({ pid }: ServedCluster): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
