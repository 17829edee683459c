/** A commit that comes when the lease of the schema is over. */

import { expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { Field, Id, Model, Tito } from '../src/index';

@Model('seal')
class Seal {
  @Id({ generate: 'none' }) id!: string;
  @Field('int') n!: number;
}

test('is refused by its timestamp, and runs again under a new lease', async () => {
  await using cluster = await EmbeddedCluster.start();
  const connect = (): Promise<Tito> =>
    Tito.connect({ endpoints: cluster.pdEndpoints, models: [Seal], schema: { leaseMs: 1000 } });
  await using db = await connect();
  await using other = await connect();
  const seals = db.repository(Seal);
  await seals.insert({ id: 'first', n: 1 });

  // The commit is on its way when the cluster's time passes the lease: a later reader has been there before it.
  cluster.faults.add({
    id: 'late',
    on: { rpc: 'KvPrewrite' },
    times: 1,
    at: 'recv',
    do: {
      call: async () => {
        cluster.advanceTimestamps(5000);
        await other.repository(Seal).all().limit(10).toArray();
      },
    },
  });
  let runs = 0;
  await db.transaction(async () => {
    runs++;
    await seals.insert({ id: 'second', n: 2 });
  });
  expect(cluster.faults.hits('late')).toBe(1);
  expect(runs).toBeGreaterThan(1);
  expect((await other.repository(Seal).get('second'))?.n).toBe(2);
});
