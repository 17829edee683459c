/**
 * Money moves between accounts in several regions, by several clients in all modes, while requests and answers get lost
 * and clients die. Every snapshot must show the same sum, and each account what the transfers that were told as committed
 * make of it.
 *
 * `TITO_BANK_RUNS` says how many seeds are tried (3 by default), `TITO_SEED` which is the first.
 */

import { describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import {
  CommitOutcomeUnknownError,
  TikvClient,
  type TransactionOptions,
  isTitoError,
  prefixRange,
} from '../src/index';
import { FastClock, type Fault, type FaultyTransport, bytes, faultyTransport, text } from './support';

const ACCOUNTS = 9;
const START = 100;
/** Of each client. */
const TRANSFERS = 15;
const MODES: readonly TransactionOptions[] = [
  {},
  { mode: 'pessimistic' },
  { protocol: { onePhase: false } },
  { protocol: { onePhase: false, asyncCommit: false } },
  { mode: 'pessimistic', protocol: { onePhase: false, asyncCommit: false } },
  { causal: true },
];

/** The same numbers for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const account = (i: number): Uint8Array => bytes(`acc/${i}`);
const balance = (value: Uint8Array | null): number => Number(text(value));

async function balances(client: TikvClient): Promise<number[]> {
  const out: number[] = [];
  for await (const { value } of client.snapshot().scan(prefixRange(bytes('acc/')))) out.push(balance(value));
  return out;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** A fault for one call in `1 / rate`; a client that `dies` loses everything from a random call on. */
function faults(random: () => number, rate: number, life: Life): () => Fault {
  return () => {
    if (life.isDead) return 'loseRequest';
    if (random() >= rate) return 'none';
    life.isDead = life.isMortal && random() < 0.3;
    return random() < 0.5 ? 'loseAnswer' : 'loseRequest';
  };
}

interface Life {
  readonly isMortal: boolean;
  isDead: boolean;
}

interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

async function transfer(client: TikvClient, options: TransactionOptions, move: Transfer): Promise<void> {
  const { from, to, amount } = move;
  await client.transaction(
    async (txn) => {
      const isLocked = options.mode === 'pessimistic';
      const take = (i: number): Promise<Uint8Array | null> =>
        isLocked ? txn.getForUpdate(account(i), { waitMs: 10_000 }) : txn.get(account(i));
      const before = { from: balance(await take(from)), to: balance(await take(to)) };
      txn.put(account(from), bytes(String(before.from - amount)));
      txn.put(account(to), bytes(String(before.to + amount)));
    },
    { ...options, attempts: 200, timeoutMs: 30_000 },
  );
}

/** What is known about the transfers of one client: told as committed, and those of which nothing is known. */
interface Ledger {
  readonly done: Transfer[];
  readonly unknown: Transfer[];
}

async function work(client: TikvClient, random: () => number, life: Life, ledger: Ledger): Promise<void> {
  for (let n = 0; n < TRANSFERS && !life.isDead; n++) {
    const from = Math.floor(random() * ACCOUNTS);
    const move = { from, to: (from + 1 + Math.floor(random() * (ACCOUNTS - 1))) % ACCOUNTS, amount: n + 1 };
    const options = MODES[Math.floor(random() * MODES.length)] as TransactionOptions;
    try {
      await transfer(client, options, move);
      ledger.done.push(move);
    } catch (error) {
      if (!isTitoError(error)) throw error;
      if (error instanceof CommitOutcomeUnknownError) ledger.unknown.push(move);
    }
  }
}

/** Whether some of the unknown transfers, applied to the known ones, give what is there. */
function explains(found: readonly number[], { done, unknown }: Ledger): boolean {
  const apply = (state: number[], { from, to, amount }: Transfer): number[] =>
    state.map((value, i) => value - (i === from ? amount : 0) + (i === to ? amount : 0));
  const known = done.reduce(apply, new Array<number>(ACCOUNTS).fill(START));
  let states = [known];
  for (const move of unknown) states = states.flatMap((state) => [state, apply(state, move)]);
  return states.some((state) => state.every((value, i) => value === found[i]));
}

describe('accounts in three regions', () => {
  const base = Number(process.env['TITO_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env['TITO_BANK_RUNS'] ?? 3);
  test.each(Array.from({ length: runs }, (_, nth) => nth))(
    'keep their sum and follow what was told (seed %i of the run)',
    async (nth) => {
      const seed = base + nth;
      const random = numbers(seed);
      const clock = new FastClock(20);
      await using cluster = await EmbeddedCluster.start({ clock, seed });
      for (const at of [3, 6]) expect(cluster.splitRegion(encodeMemcomparable(account(at)))).toBe(true);
      // Later ones split under the transfers.
      const splits = [1, 2, 4, 5, 7, 8].map((at) => encodeMemcomparable(account(at)));
      await using observer = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
      await observer.transaction((txn) => {
        for (let i = 0; i < ACCOUNTS; i++) txn.put(account(i), bytes(String(START)));
        return Promise.resolve();
      });
      const ledger: Ledger = { done: [], unknown: [] };
      const transports: FaultyTransport[] = [];
      const clients: TikvClient[] = [];
      const workers = [0, 1, 2, 3].map(async (i) => {
        const transport = faultyTransport();
        const client = await TikvClient.connect({
          ...{ endpoints: cluster.pdEndpoints, clock, transport, random },
        });
        transports.push(transport);
        clients.push(client);
        const life = { isMortal: i === 0, isDead: false };
        transport.decide = faults(random, 0.03, life);
        await work(client, random, life, ledger);
      });
      let isOver = false;
      const observed = (async (): Promise<number[]> => {
        const sums: number[] = [];
        while (!isOver) {
          sums.push(sum(await balances(observer)));
          const border = sums.length % 10 === 0 ? splits.pop() : undefined;
          if (border) cluster.splitRegion(border);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return sums;
      })();
      await Promise.all(workers);
      isOver = true;
      const told = `seed ${seed}: ${ledger.done.length} done, ${ledger.unknown.length} unknown`;
      expect([told, [...new Set(await observed)]]).toEqual([told, [ACCOUNTS * START]]);
      for (const transport of transports) transport.decide = () => 'none';
      await Promise.all(clients.map((client) => client.close()));
      const found = await balances(observer);
      expect([told, sum(found), explains(found, ledger)]).toEqual([told, ACCOUNTS * START, true]);
      expect(ledger.done.length).toBeGreaterThan(20);
    },
    120_000,
  );
});
