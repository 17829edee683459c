/**
 * Random writes of a model with an index of every kind, beside a program in memory that is plainly right. After each of them
 * the stored rows are those of the program, and the stored entries are exactly those that the rows ask for: whatever was
 * written at the same time, and whatever answers were lost.
 *
 * `TITO_MODEL_OPS` says how many operations (1000 by default), `TITO_SEED` repeats a run.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { Tito, type Repository, isTitoError } from '../src/index';
import { Item, type Row, entriesOfRow, storedState } from './support/every-index';
import { type Operation, type Outcome, type Rows, outcomeOf, rowsText } from './support/item-oracle';
import { type Random, seeded } from './support/seeded';

const OPERATIONS = Number(process.env['TITO_MODEL_OPS'] ?? 1000);
const SEED = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
/** How many operations meet a fault: a lost connection costs a second. */
const FAULTS = 0.02;
const NOW = new Date(Date.UTC(2026, 5, 1));

let cluster: EmbeddedCluster;
let db: Tito;
let items: Repository<typeof Item>;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ seed: SEED });
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [Item], clock: () => NOW.getTime() });
  items = db.repository(Item);
});

afterAll(async () => {
  await db.close();
  await cluster.stop();
});

function values(random: Random): Record<string, unknown> {
  const maybe = <T>(value: T): T | null => (random.chance(0.15) ? null : value);
  const all: Record<string, () => unknown> = {
    name: () => maybe(random.pick(['Ann', 'Bob', 'ann', 'A\0b', '', '😀'])),
    email: () => maybe(random.pick(['a@x', 'A@X', 'b@x', 'c@x', 'd@x', 'e@x'])),
    rank: () => maybe(random.below(5)),
    score: () => maybe(random.pick([-1.5, 0, 2, 1e300])),
    active: () => maybe(random.chance(0.6)),
    big: () => maybe(random.pick([0n, -5n, 2n ** 70n])),
    price: () => maybe(random.pick(['0', '12.5', '-3'])),
    at: () => maybe(new Date(random.pick([-1, 0, 1e12]))),
    raw: () => maybe(Uint8Array.from({ length: random.below(3) }, () => random.below(2))),
    tags: () => maybe(Array.from({ length: random.below(4) }, () => random.pick(['x', 'y', 'z']))),
    address: () => maybe(random.pick([{}, { city: null }, { city: 'Oslo' }, { city: 'OSLO' }])),
    parent: () => maybe(random.pick(['i0', 'i1'])),
    peers: () => Array.from({ length: random.below(3) }, () => random.pick(['i0', 'i1', 'i2'])),
  };
  const chosen = Object.entries(all).filter(() => random.chance(0.45));
  return Object.fromEntries(chosen.map(([name, make]) => [name, make()]));
}

function operation(random: Random, rows: Rows, depth = 0): Operation {
  const id = `i${random.below(12)}`;
  if (depth === 0 && random.chance(0.2)) return together(random, rows);
  const rev = random.chance(0.3)
    ? Number(rows.get(id)?.['rev'] ?? 1) - (random.chance(0.2) ? 1 : 0)
    : undefined;
  const op = random.pick([
    ...(['insert', 'insert', 'insert', 'upsert', 'upsert', 'update', 'update', 'update', 'update'] as const),
    ...(['save', 'save', 'delete', 'restore'] as const),
    random.chance(0.3) ? 'remove' : 'restore',
  ] as const);
  if (op === 'delete' || op === 'restore' || op === 'remove') return { op, id };
  return {
    op,
    id,
    values: values(random),
    ...(rev !== undefined && op !== 'insert' && op !== 'upsert' ? { rev } : {}),
  };
}

/** Several in one transaction; now and then two rows that exchange a unique value. */
function together(random: Random, rows: Rows): Operation {
  const [a, b] = [...rows.values()].filter(
    (row) => (row['email'] ?? null) !== null && (row['deletedAt'] ?? null) === null,
  );
  if (a !== undefined && b !== undefined && random.chance(0.4)) {
    const set = (id: string, email: unknown): Operation => ({ op: 'update', id, values: { email } });
    return { op: 'together', steps: [set(a.id, null), set(b.id, a['email']), set(a.id, b['email'])] };
  }
  const steps = Array.from({ length: 2 + random.below(3) }, () => operation(random, rows, 1));
  return { op: 'together', steps };
}

type Writing = Extract<Operation, { readonly values: object }>;

async function perform(operation: Operation): Promise<void> {
  if (operation.op === 'together') {
    await db.transaction(
      async () => {
        for (const step of operation.steps) await perform(step);
      },
      { mode: operation.steps.length % 2 === 0 ? 'optimistic' : 'pessimistic' },
    );
    return;
  }
  const { op, id } = operation;
  if (op === 'delete') await items.delete(id);
  else if (op === 'remove') await items.delete(id, { hard: true });
  else if (op === 'restore') await items.restore(id);
  else {
    const { values, rev } = operation as Writing;
    const entity = { id, ...values, ...(rev === undefined ? {} : { rev }) };
    if (op === 'update') await items.update(id, rev === undefined ? values : { ...values, rev });
    else if (op === 'save') await items.save(entity as object as Item);
    else await items[op](entity);
  }
}

/** Null for success, the code for an error that callers are meant to see. */
async function codeOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (isTitoError(error)) return error.code;
    throw error;
  }
}

/** What may go wrong on the way of one operation. */
function fault(random: Random): {
  readonly on: { readonly rpc: string | string[] };
  readonly at?: 'recv' | 'afterApply';
  readonly do: object;
} {
  return random.pick([
    { on: { rpc: 'KvPrewrite' }, at: 'afterApply', do: { close: 'rst' } },
    { on: { rpc: 'KvPrewrite' }, at: 'recv', do: { close: 'rst' } },
    { on: { rpc: 'KvCommit' }, at: 'afterApply', do: { close: 'rst' } },
    { on: { rpc: 'KvPrewrite' }, at: 'recv', do: { regionError: 'NotLeader' } },
    { on: { rpc: 'KvPrewrite' }, at: 'recv', do: { regionError: 'EpochNotMatch' } },
    { on: { rpc: ['KvGet', 'KvPessimisticLock'] }, at: 'recv', do: { regionError: 'ServerIsBusy' } },
    { on: { rpc: 'KvPessimisticLock' }, at: 'afterApply', do: { close: 'rst' } },
  ] as const);
}

const UNKNOWN = 'TIKV_COMMIT_OUTCOME_UNKNOWN';

/** Whether an operation that was seen to end like this may have had this outcome. */
function agrees(code: string | null, outcome: Outcome): boolean {
  if (code === UNKNOWN) return true;
  return 'code' in outcome ? code !== null && isRefusal(code) : code === null;
}

/** Several things may be wrong with one transaction; which of them is told depends on what is looked at first. */
function isRefusal(code: string): boolean {
  return /^ORM_(ALREADY_EXISTS|UNIQUE_VIOLATION|NOT_FOUND|VERSION_CONFLICT|EMPTY_PATCH)$/.test(code);
}

const after = (rows: Rows, outcome: Outcome): Rows => ('rows' in outcome ? outcome.rows : rows);

/** All states that operations which ran at the same time may leave, each with the codes that it needs. */
function possible(rows: Rows, operations: readonly Operation[], codes: readonly (string | null)[]): Rows[] {
  const orders =
    operations.length === 1
      ? [[0]]
      : [
          [0, 1],
          [1, 0],
        ];
  return orders.flatMap((order) => {
    let states: Rows[] = [rows];
    for (const i of order) {
      const [operation, code] = [operations[i] as Operation, codes[i] ?? null];
      states = states.flatMap((state) => {
        const outcome = outcomeOf(state, operation, NOW);
        if (!agrees(code, outcome)) return [];
        return code === UNKNOWN ? [state, after(state, outcome)] : [after(state, outcome)];
      });
    }
    return states;
  });
}

test(`entries are what the rows ask for after each of ${OPERATIONS} operations (seed ${SEED})`, async () => {
  const random = seeded(SEED);
  const seen = new Map<string, number>();
  let rows: Rows = new Map<string, Row>();
  for (let done = 0; done < OPERATIONS;) {
    const operations = Array.from({ length: random.chance(0.15) ? 2 : 1 }, () => operation(random, rows));
    const rule = random.chance(FAULTS)
      ? cluster.faults.add({ id: 'fault', times: 1, ...fault(random) } as never)
      : null;
    const codes = await Promise.all(operations.map((each) => codeOf(perform(each))));
    const hit = rule !== null && cluster.faults.hits('fault') > 0;
    cluster.faults.clear();
    const { rows: stored, entries } = await storedState(db);
    const states = possible(rows, operations, codes);
    const state = states.find((each) => rowsText(each).join() === rowsText(stored).join());
    if (state === undefined) {
      throw new Error(
        `after ${done} operations: ${JSON.stringify({ operations, codes, hit }, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v))}\n` +
          `was ${rowsText(rows).join('\n')}\nis ${rowsText(stored).join('\n')}\nmay be ${states.map((s) => rowsText(s).join('\n')).join('\nor ')}`,
      );
    }
    rows = state;
    expect(entries).toEqual([...rows.values()].flatMap(entriesOfRow).sort());
    operations.forEach(({ op }, i) => count(seen, `${op} ${codes[i] ?? 'ok'}`));
    if (operations.length > 1) count(seen, 'at once');
    if (hit) count(seen, 'fault');
    done += operations.length;
  }
  for (const needed of [
    'insert ok',
    'update ok',
    'save ok',
    'delete ok',
    'restore ok',
    'together ok',
    'at once',
    'fault',
    'insert ORM_UNIQUE_VIOLATION',
    'update ORM_VERSION_CONFLICT',
  ])
    expect([needed, (seen.get(needed) ?? 0) > 0]).toEqual([needed, true]);
  if (process.env['TITO_MODEL_OPS'] !== undefined)
    process.stdout.write(`${JSON.stringify(Object.fromEntries(seen))}\n`);
}, 600_000);

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
