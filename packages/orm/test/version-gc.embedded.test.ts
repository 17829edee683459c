/**
 * A row that is overwritten again and again, and the collector as a duty: old versions go, nothing that is read does.
 *
 * `TITO_GC_WRITES` is how often the row is overwritten: 1000 by default.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient } from '@tito/tikv';
import { storedVersions } from '../../../test/support/stored-versions';
import { repositoryParts } from '../src/database';
import { type F, Field, Id, Index, Model, Tito, key } from '../src/index';

const WRITES = Number(process.env['TITO_GC_WRITES'] ?? 1000);

@Model('counter')
class Counter {
  @Id() id!: string;
  @Field('int') value!: number;
  @Index() static readonly byValue = key((c: F<Counter>) => [c.value]);
}

let cluster: EmbeddedCluster;
let collecting: TikvClient;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  collecting = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterAll(async () => {
  await collecting.close();
  await cluster.stop();
});

async function until(holds: () => Promise<boolean>, what: () => unknown): Promise<void> {
  const deadlineMs = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error(JSON.stringify(what()));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test(
  `a row that is overwritten ${WRITES} times has at most two versions left, and open snapshots what they had`,
  async () => {
    const db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [Counter] });
    const counters = db.repository(Counter);
    for (const id of ['a', 'b', 'c']) await counters.insert({ id, value: -1 });
    let half = 0n;
    for (let value = 0; value < WRITES; value++) {
      await counters.update('b', { value });
      if (value === Math.floor(WRITES / 2)) half = await db.client.timestamp();
    }
    // Whatever a client has read in the last five minutes holds its own collector back: this one has read nothing older.
    const keeper = await Tito.connect({ client: collecting, models: [Counter] });
    const rowKey = repositoryParts(db, Counter)[0].rowKey('b');
    const versions = (): Promise<number> => storedVersions(cluster.pdEndpoints[0]!, rowKey);
    const scan = async (): Promise<number> => {
      const start = performance.now();
      expect(await counters.by('byValue').count()).toBe(3);
      return performance.now() - start;
    };
    expect(await versions()).toBe(WRITES + 1);
    const slowMs = await scan();
    const atHalf = async (): Promise<number> => (await db.at(half).repository(Counter).get('b'))!.value;
    const hold = await db.client.gc.hold(half);
    const running = await keeper.begin();
    expect((await running.repository(Counter).get('b'))!.value).toBe(WRITES - 1);
    cluster.advanceTimestamps(10 * 60_000);
    await using maintenance = keeper.maintain({
      gc: { lifetimeMs: 60_000, everyMs: 100 },
      ttl: false,
      indexes: false,
    });
    await until(
      async () => (await versions()) < WRITES * 0.6,
      () => maintenance.metrics,
    );
    expect(await versions()).toBeGreaterThan(WRITES * 0.4);
    expect(await atHalf()).toBe(Math.floor(WRITES / 2));
    await hold.release();
    await running.rollback();
    await counters.update('b', { value: WRITES }); // its first attempt finds the clock of the cluster ahead
    cluster.advanceTimestamps(10 * 60_000);
    await until(
      async () => (await versions()) <= 2,
      () => maintenance.metrics,
    );
    const quickMs = await scan();
    console.log({ WRITES, slowMs, quickMs, gc: maintenance.metrics.gc });
    expect((await counters.get('b'))!.value).toBe(WRITES);
    // A client that did not collect itself hears of the safe point some seconds later.
    const isRefused = (error: unknown): boolean =>
      (error as { code?: string }).code === 'TIKV_SNAPSHOT_TOO_OLD';
    await until(
      () => atHalf().then(() => false, isRefused),
      () => 'the past is still read',
    );
    expect(maintenance.metrics.gc.failures).toBe(0);
    await maintenance.stop();
    await keeper.close();
    await db.close();
  },
  Math.max(60_000, WRITES * 20),
);
