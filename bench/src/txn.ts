/**
 * Transactions in each form of the commit: what a caller pays for one, and what many get done together.
 *
 * The keys lie in three regions of one cluster. Every transaction is the caller's whole work: begun, committed, answered.
 */

import { TikvClient, type Transaction, type TransactionOptions } from '@tito/tikv';
import { BareClient } from './bare-client';
import { type Operation, closedLoop } from './closed-loop';
import type { LoopRow } from './server';
import { serveCluster } from './served-cluster';

const CALLERS = [1, 16, 128];
const WARM_UP_MS = 200;
const ROWS = 10_000;
const MANY_KEYS = 10_000;
/** Enough for a hot key with everybody at it. */
const ATTEMPTS = 1000;

type Form = 'one phase' | 'async commit' | 'two phases' | 'pessimistic';

const FORMS: Readonly<Record<Form, TransactionOptions>> = {
  'one phase': {},
  'async commit': { protocol: { onePhase: false } },
  'two phases': { protocol: { onePhase: false, asyncCommit: false } },
  pessimistic: { mode: 'pessimistic' },
};

interface TxnWorkload {
  readonly name: string;
  readonly forms: readonly Form[];
  readonly work: (txn: Transaction, i: number) => Promise<void> | void;
}

/** @param roundMs how long each form runs with each number of callers */
export async function benchTxn(pd: string | undefined, roundMs: number): Promise<LoopRow[]> {
  const cluster = await serveCluster(pd);
  const client = await TikvClient.connect({ endpoints: cluster.endpoints });
  try {
    await split(cluster.endpoints[0] ?? '');
    await load(client);
    const rows: LoopRow[] = [];
    for (const { name, forms, work } of WORKLOADS) {
      for (const form of forms) {
        const options = { ...FORMS[form], attempts: ATTEMPTS };
        const operation: Operation = (i) => client.transaction(async (txn) => work(txn, i), options);
        await closedLoop(operation, 4, WARM_UP_MS);
        for (const callers of CALLERS) {
          const figures = await closedLoop(operation, callers, roundMs);
          rows.push({ workload: `${name}, ${form}`, callers, ...figures });
        }
      }
    }
    return rows;
  } finally {
    await client.close();
    await cluster.stop();
  }
}

const value = new Uint8Array(100).fill(118);
const key = (table: string, i: number): Buffer => Buffer.from(`${table}/${String(i).padStart(8, '0')}`);
let inserted = 0;

const WORKLOADS: readonly TxnWorkload[] = [
  {
    name: 'insert without a read',
    forms: ['one phase', 'async commit', 'two phases'],
    work: (txn) => txn.insert(key('a/new', inserted++), value),
  },
  {
    name: 'read, change, write',
    forms: ['one phase', 'async commit', 'two phases', 'pessimistic'],
    work: async (txn, i) => {
      const row = key('a/row', (i * 7919) % ROWS);
      txn.put(row, Buffer.from((await txn.getForUpdate(row)) ?? value));
    },
  },
  {
    name: 'one key in each of three regions',
    forms: ['async commit', 'two phases'],
    work: (txn, i) => {
      for (const region of ['a', 'm', 't']) txn.put(key(`${region}/three`, (i * 7919) % ROWS), value);
    },
  },
  {
    name: 'one counter for all',
    forms: ['one phase', 'async commit', 'two phases', 'pessimistic'],
    work: async (txn) => {
      const counter = key('a/counter', 0);
      txn.put(counter, Buffer.from(String(Number((await txn.getForUpdate(counter)) ?? 0) + 1)));
    },
  },
  {
    name: '10,000 keys',
    forms: ['one phase', 'two phases'],
    work: (txn, i) => {
      for (let k = 0; k < MANY_KEYS; k++) txn.put(key(`m/${i % 128}`, k), Buffer.from('v'));
    },
  },
];

async function load(client: TikvClient): Promise<void> {
  for (let at = 0; at < ROWS; at += 500) {
    await client.transaction((txn) => {
      for (let i = at; i < at + 500; i++) txn.put(key('a/row', i), value);
      return Promise.resolve();
    });
  }
}

/** Three regions, whatever the cluster had before. */
async function split(endpoint: string): Promise<void> {
  const bare = await BareClient.connect(endpoint);
  await bare.split([Buffer.from('m'), Buffer.from('t')]);
  bare.close();
}
