/**
 * The same transactions by this client and by the clients of other languages, on the same server, one after the other in
 * the same run. Their programs are under `bench/peers`; one whose toolchain is not on the machine is left out, and said to be.
 *
 * `get` is the newest value of a key, as each client does it best: one request here and in Go, a timestamp and a request in
 * Rust. `put` is a transaction that writes one key without reading. `update` reads a key and writes it.
 */

import { spawnSync } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import { TikvClient } from '@tito/tikv';
import { type Operation, closedLoop } from './closed-loop';
import { serveCluster } from './served-cluster';

export interface PeerRow {
  readonly client: string;
  readonly workload: string;
  readonly callers: number;
  readonly perSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuUs: number;
}

interface Peer {
  readonly name: string;
  readonly tool: string;
  readonly folder: string;
  readonly build: readonly string[];
  readonly program: string;
}

const CALLERS = [1, 16, 128] as const;
const KEYS = 1000;
const target = path.join(os.tmpdir(), 'tito-bench-peers');
const root = path.resolve(__dirname, '../..');

const PEERS: readonly Peer[] = [
  {
    name: 'client-go 2.0.7',
    tool: 'go',
    folder: 'bench/peers/go',
    build: ['go', 'build', '-o', path.join(target, 'go-peer'), '.'],
    program: path.join(target, 'go-peer'),
  },
  {
    name: 'tikv-client 0.4 (Rust)',
    tool: 'cargo',
    folder: 'bench/peers/rust',
    build: ['cargo', 'build', '--release', '--quiet', '--target-dir', target],
    program: path.join(target, 'release', 'tito-bench-peer'),
  },
];

/** @param roundMs how long each workload runs with each number of callers */
export async function benchPeers(pd: string | undefined, roundMs: number): Promise<PeerRow[]> {
  const programs = PEERS.filter(isBuilt);
  const rows: PeerRow[] = [];
  for (const peer of [null, ...programs]) {
    // A fresh server for each, so that none inherits the versions that another wrote.
    const cluster = await serveCluster(pd);
    try {
      rows.push(
        ...(peer === null
          ? await ours(cluster.endpoints, roundMs)
          : theirs(peer, cluster.endpoints, roundMs)),
      );
    } finally {
      await cluster.stop();
    }
  }
  return rows;
}

function isBuilt({ name, tool, folder, build }: Peer): boolean {
  if (spawnSync(tool, ['version'], { stdio: 'ignore' }).error) {
    console.log(`${name}: left out, ${tool} is not on this machine`);
    return false;
  }
  const [command = '', ...args] = build;
  const { status } = spawnSync(command, args, {
    cwd: path.join(root, folder),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) console.log(`${name}: left out, it could not be built`);
  return status === 0;
}

function theirs({ name, program }: Peer, endpoints: readonly string[], roundMs: number): PeerRow[] {
  const { status, stdout, stderr } = spawnSync(
    program,
    [endpoints[0] ?? '', String(roundMs), CALLERS.join(',')],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (status !== 0) {
    console.log(`${name}: failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
    return [];
  }
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => ({ client: name, ...(JSON.parse(line) as Omit<PeerRow, 'client'>) }));
}

async function ours(endpoints: readonly string[], roundMs: number): Promise<PeerRow[]> {
  const client = await TikvClient.connect({ endpoints });
  try {
    const value = new Uint8Array(100);
    const key = (i: number): Uint8Array => Buffer.from(`peer/${String(i % KEYS).padStart(6, '0')}`);
    const put: Operation = (i) => client.transaction((txn) => Promise.resolve(txn.put(key(i), value)));
    const workloads: Readonly<Record<string, Operation>> = {
      get: (i) => client.getLatest(key(i)),
      put,
      update: (i) =>
        client.transaction(async (txn) => {
          const old = await txn.get(key(i * 7919));
          txn.put(key(i * 7919), old ?? value);
        }),
    };
    for (let i = 0; i < KEYS; i++) await put(i);
    const rows: PeerRow[] = [];
    for (const callers of CALLERS) {
      for (const [workload, operation] of Object.entries(workloads)) {
        await closedLoop(operation, callers, Math.min(300, roundMs)); // the compiler's warm-up, which theirs do not need
        const { perSecond, p50Us, p99Us, cpuUs } = await closedLoop(operation, callers, roundMs);
        rows.push({ client: 'tito', workload, callers, perSecond, p50Us, p99Us, cpuUs });
      }
    }
    return rows;
  } finally {
    await client.close();
  }
}
