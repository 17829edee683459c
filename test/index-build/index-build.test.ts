/**
 * An index built while eight writers insert, update and delete, by processes that are killed on the way: at the end every row
 * has its entries and no other, and nobody has read the index before that.
 *
 * `TITO_BUILD_ROWS` is the number of rows (1500 by default), `TITO_BUILD_KILLS` how often a builder is killed (3),
 * `TITO_SEED` repeats a run's writes.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type F, Field, Id, Index, IndexNotReadyError, Model, Tito, Unique, key, uniqueKey } from '@tito/orm';
import { type Program, startNode } from '../support/program';

const ROWS = Number(process.env['TITO_BUILD_ROWS'] ?? 1500);
const KILLS = Number(process.env['TITO_BUILD_KILLS'] ?? 3);
const SEED = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
const WRITERS = 8;
/** Rows that no writer touches, spread over all others. */
const FIXED = 40;
/** What builders of other processes do: a step of this many rows each second. */
const BUILDER_ROWS_PER_SECOND = Math.max(600, ROWS / 40);

@Model('row')
class Before {
  @Id({ generate: 'none' }) id!: string;
  @Field('string') group!: string;
  @Field('int') number!: number;
}

@Model('row')
class After {
  @Id({ generate: 'none' }) id!: string;
  @Field('string') group!: string;
  @Field('int') number!: number;
  @Index<After>({ when: { number: { gte: 0 } } })
  static readonly byGroup = key((r: F<After>) => [r.group, r.number.desc]);
  @Unique() static readonly byNumber = uniqueKey((r: F<After>) => [r.number]);
}

/** The same in a process of its own, which has nothing but the built packages. */
const BUILDER = `
  const { Tito, Model, Id, Field } = require('@tito/orm');
  class Row {}
  Id({ generate: 'none' })(Row.prototype, 'id');
  Field('string')(Row.prototype, 'group');
  Field('int')(Row.prototype, 'number');
  Model('row')(Row);
  void (async () => {
    const db = await Tito.connect({ endpoints: [process.argv[1]], namespace: process.argv[2], models: [Row] });
    console.log('building');
    await db.indexes.build({ rowsPerSecond: Number(process.argv[3]) });
    await db.close();
    console.log('built');
  })();
`;

let server: Program;
let endpoint = '';
beforeAll(async () => {
  const ports = ['--pd-port', '0', '--store-port', '0'];
  server = startNode(['packages/cli/dist/main.js', 'serve', ...ports, '--json']);
  endpoint = (JSON.parse(await server.firstLine()) as { pd: string[] }).pd[0]!;
});
afterAll(async () => kill(server));

async function kill({ process: child }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
}

const idOf = (i: number): string => String((i * 7919) % 1_000_003).padStart(7, '0');

test(
  `${ROWS} rows, ${WRITERS} writers, ${KILLS} builders killed: no difference, and no early read`,
  async () => {
    console.log(`TITO_SEED=${SEED}`);
    const namespace = 'build';
    const schema = { leaseMs: 1000 };
    const older = await Tito.connect({ endpoints: [endpoint], namespace, models: [Before], schema });
    await older.repository(Before).insertMany(
      Array.from({ length: ROWS }, (_, i) => ({
        id: idOf(i),
        group: i % Math.floor(ROWS / FIXED) === 0 ? 'fixed' : `g${i % 50}`,
        number: i,
      })),
      { chunk: 1000 },
    );
    const newer = await Tito.connect({ endpoints: [endpoint], namespace, models: [After] });
    const fixed = await older
      .repository(Before)
      .all()
      .filter((r) => r.group === 'fixed', { maxScan: ROWS })
      .limit(ROWS)
      .toArray();
    const stop = new AbortController();
    let [writes, tooEarly, reads] = [0, 0, 0];
    const writers = Array.from({ length: WRITERS }, async (_, w) => {
      // Half of the writers declare the indexes, half do not.
      const db = w % 2 === 0 ? older : newer;
      const rows = w % 2 === 0 ? older.repository(Before) : newer.repository(After);
      let state = SEED + w;
      const below = (end: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % end;
      let next = ROWS + w * 10_000_000;
      while (!stop.signal.aborted) {
        const id = idOf(below(ROWS));
        const what = below(10);
        if (what < 3) await rows.insert({ id: `n${w}.${next}`, group: `g${below(50)}`, number: next++ });
        else {
          await db.transaction(async () => {
            const row = await rows.get(id);
            if (row === null || row.group === 'fixed') return;
            if (what < 8) await rows.update(id, { group: `g${below(50)}` });
            else await rows.delete(id);
          });
        }
        writes++;
        await sleep(1);
      }
    });
    const reader = (async () => {
      while (!stop.signal.aborted) {
        try {
          const found = await newer.repository(After).by('byGroup', 'fixed').limit(ROWS).toArray();
          expect(found.map(({ id }) => id).sort()).toEqual(fixed.map(({ id }) => id).sort());
          reads++;
        } catch (error) {
          if (!(error instanceof IndexNotReadyError)) throw error;
          tooEarly++;
        }
        await sleep(20);
      }
    })();
    const declared = newer.indexes.build({ rowsPerSecond: BUILDER_ROWS_PER_SECOND / 4 });
    let killed = 0;
    for (; killed < KILLS; killed++) {
      const builder = startNode(['-e', BUILDER, endpoint, namespace, String(BUILDER_ROWS_PER_SECOND)]);
      await builder.firstLine();
      await sleep(500 + (ROWS / BUILDER_ROWS_PER_SECOND / KILLS) * 250);
      await kill(builder);
    }
    const before = (await newer.indexes.list()).map(({ state }) => state);
    const [report] = [...(await declared), ...(await newer.indexes.build())];
    expect(report).toMatchObject({ violations: [], isComplete: true });
    await sleep(300);
    stop.abort();
    await Promise.all([...writers, reader]);
    const verified = await newer.indexes.verify();
    console.log({
      writes,
      tooEarly,
      reads,
      killed,
      before,
      rows: verified.rows,
      entries: verified.entries,
      counts: verified.counts,
    });
    expect(verified).toMatchObject({ isRight: true, findings: [] });
    expect(tooEarly).toBeGreaterThan(0);
    expect(reads).toBeGreaterThan(0);
    await newer.close();
    await older.close();
  },
  Math.max(60_000, ROWS * 10),
);
