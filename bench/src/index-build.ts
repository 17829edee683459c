/** An index built while others write: how fast it goes, and what the writers notice of it, with and without a rate limit. */

import { Field, Id, Index, Model, Tito } from '@tito/orm';
import { type LoopFigures, closedLoop } from './closed-loop';
import { serveCluster } from './served-cluster';

const ROWS = 20_000;
const WRITERS = 8;
const QUIET_MS = 3000;
/** While a build runs, the writers are measured in pieces of this length. */
const PIECE_MS = 500;

export interface IndexBuildRow {
  /** Null: no limit. */
  readonly rowsPerSecondLimit: number | null;
  readonly rows: number;
  readonly buildRowsPerSecond: number;
  /** Writes per second and their 99th percentile: without a build, and during it. */
  readonly quietPerSecond: number;
  readonly quietP99Us: number;
  readonly busyPerSecond: number;
  readonly busyP99Us: number;
}

export async function benchIndexBuild(pd: string | undefined): Promise<IndexBuildRow[]> {
  const cluster = await serveCluster(pd);
  try {
    const rows: IndexBuildRow[] = [];
    for (const limit of [null, 1000]) rows.push(await measureBuild(cluster.endpoints, limit));
    return rows;
  } finally {
    await cluster.stop();
  }
}

/** One line for each limit. */
export function formatIndexBuild(rows: readonly IndexBuildRow[]): string {
  const line = (row: IndexBuildRow): string =>
    [
      `limit ${row.rowsPerSecondLimit ?? 'none'}:`,
      `${row.buildRowsPerSecond.toFixed(0)} rows/s built (${row.rows} rows);`,
      `writes ${row.quietPerSecond.toFixed(0)}/s, p99 ${(row.quietP99Us / 1000).toFixed(1)} ms without,`,
      `${row.busyPerSecond.toFixed(0)}/s, p99 ${(row.busyP99Us / 1000).toFixed(1)} ms during the build`,
    ].join(' ');
  return rows.map(line).join('\n');
}

async function measureBuild(endpoints: readonly string[], limit: number | null): Promise<IndexBuildRow> {
  const namespace = `bench build ${process.pid} ${Date.now()}`;
  const schema = { leaseMs: 500 };
  const before = await Tito.connect({ endpoints, namespace, models: [Before], schema });
  const builder = await Tito.connect({ endpoints, namespace, models: [After] });
  try {
    const rows = before.repository(Before);
    const some = Array.from({ length: ROWS }, (_, i) => ({ id: idOf(i), city: `c${i % 97}`, age: i % 90 }));
    await rows.insertMany(some, { chunk: 500 });
    const write = (i: number): Promise<unknown> => rows.update(idOf((i * 7919) % ROWS), { age: i % 90 });
    const quiet = await closedLoop(write, WRITERS, QUIET_MS);
    let startMs = 0;
    let isBuilding = true;
    const building = builder.indexes
      .build({
        ...(limit === null ? {} : { rowsPerSecond: limit }),
        onProgress: () => (startMs ||= performance.now()),
      })
      .finally(() => (isBuilding = false));
    const pieces: LoopFigures[] = [];
    while (isBuilding) {
      const piece = await closedLoop(write, WRITERS, PIECE_MS);
      if (startMs > 0) pieces.push(piece);
    }
    const [report] = await building;
    const p99s = pieces.map(({ p99Us }) => p99Us).sort((a, b) => a - b);
    return {
      rowsPerSecondLimit: limit,
      rows: report?.rows ?? 0,
      buildRowsPerSecond: (report?.rows ?? 0) / ((performance.now() - startMs) / 1000),
      quietPerSecond: quiet.perSecond,
      quietP99Us: quiet.p99Us,
      busyPerSecond: pieces.reduce((sum, piece) => sum + piece.perSecond, 0) / Math.max(1, pieces.length),
      busyP99Us: p99s[Math.floor(p99s.length / 2)] ?? NaN,
    };
  } finally {
    await builder.close();
    await before.close();
  }
}

const idOf = (i: number): string => String(i * 37).padStart(9, '0');

@Model('row')
class Before {
  @Id({ generate: 'none' }) id!: string;
  @Field('string') city!: string;
  @Field('int') age!: number;
}

@Model('row')
@Index('byCityAge', ['city', 'age'])
class After {
  @Id({ generate: 'none' }) id!: string;
  @Field('string') city!: string;
  @Field('int') age!: number;
}
