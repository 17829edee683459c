import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { type F, Field, Id, Index, Model, Tito, key } from '../src/index';
import { KeyLayout } from '../src/keys/key-layout';
import { counted } from './support/database';

@Model('drop')
class Drop {
  @Id() id!: string;
  @Field('int') n!: number;
  @Index() static readonly byNumber = key((d: F<Drop>) => [d.n]);
}

const ROWS = 9000;
const nameOf = (i: number): string => String(i).padStart(6, '0');
let cluster: EmbeddedCluster;
let db: Tito;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [Drop] });
  const rows = Array.from({ length: ROWS }, (_, i) => ({ id: nameOf(i), n: i % 7 }));
  await db.repository(Drop).insertMany(rows, { chunk: 3000 });
  const layout = new KeyLayout(db.namespace);
  for (const at of [500, 2000, 4000, 4001, 8000])
    cluster.splitRegion(encodeMemcomparable(layout.row(1, nameOf(at))));
});

afterAll(async () => {
  await db.close();
  await cluster.stop();
});

describe('a count', () => {
  test('of what lies in many regions is right, by their keys alone', async () => {
    const drops = db.repository(Drop);
    const calls = await counted(db.client, async () => {
      expect(await drops.all().count()).toBe(ROWS);
    });
    expect(calls['KvBatchGet']).toBeUndefined();
    expect(calls['timestamps']).toBe(1);
    expect(await drops.by('byNumber').count()).toBe(ROWS);
    expect(await drops.by('byNumber', 3).count()).toBe(Math.ceil((ROWS - 3) / 7));
    expect(await drops.all().limit(5000).count()).toBe(5000);
  });

  test('of a little costs one request', async () => {
    const drops = db.repository(Drop);
    await drops.by('byNumber', 6).limit(1).toArray();
    const small = await Tito.connect({ client: db.client, namespace: 'small', models: [Drop] });
    await small.repository(Drop).insertMany([{ n: 1 }, { n: 2 }]);
    const calls = await counted(db.client, async () => {
      expect(await small.repository(Drop).all().count()).toBe(2);
    });
    expect(calls).toEqual({ timestamps: 1, KvScan: 1 });
    await small.close();
  });

  test('is of one moment while others write, and sees what its transaction wrote', async () => {
    const drops = db.repository(Drop);
    const ts = await db.client.timestamp();
    await drops.insertMany(Array.from({ length: 50 }, (_, i) => ({ id: `x${i}`, n: 1 })));
    await drops.delete(nameOf(3));
    expect(await db.at(ts).repository(Drop).all().count()).toBe(ROWS);
    await db.transaction(async () => {
      await drops.insert({ id: nameOf(3), n: 1 });
      await drops.delete(nameOf(8500));
      await drops.delete(nameOf(8501));
      expect(await drops.all().count()).toBe(ROWS + 50 - 2);
    });
    expect(await drops.all().count()).toBe(ROWS + 50 - 2);
  });
});
