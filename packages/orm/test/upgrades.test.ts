import { describe, expect, test } from '@jest/globals';
import {
  CorruptRowError,
  DefinitionError,
  type F,
  Field,
  Id,
  Index,
  Model,
  Upgrade,
  type UpgradeFunction,
  key,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();
const schema = { leaseMs: 200 };

@Model('user')
class Version1 {
  @Id() id!: string;
  @Field('string') first!: string;
  @Field('string') last!: string;
}

@Upgrade(1, 2, ({ first, last, ...row }) => ({ ...row, name: `${String(first)} ${String(last)}` }))
@Upgrade(2, 3, (row) => ({ ...row, length: (row['name'] as string).length }))
@Model('user', { schemaVersion: 3 })
class Version3 {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') length!: number;
  @Index() static readonly byName = key((u: F<Version3>) => [u.name]);
}

async function threeUsers(): Promise<string> {
  const namespace = databases.namespace();
  const db = await databases.connect([Version1], { namespace, schema });
  const names = ['Ann Lee', 'Bob Ray', 'Cy Poe'].map((name) => name.split(' ') as [string, string]);
  await db.repository(Version1).insertMany(names.map(([first, last], i) => ({ id: `${i}`, first, last })));
  return namespace;
}

describe('rows of an older shape', () => {
  test('are read as the newest one, and stored like that when they are written', async () => {
    const db = await databases.connect([Version3], { namespace: await threeUsers() });
    const users = db.repository(Version3);
    expect(await users.get('0')).toEqual({ id: '0', name: 'Ann Lee', length: 7 });
    expect((await users.all().limit(5).toArray()).map(({ name }) => name)).toEqual([
      'Ann Lee',
      'Bob Ray',
      'Cy Poe',
    ]);
    expect(await users.update('1', { length: 99 })).toMatchObject({ name: 'Bob Ray', length: 99 });
    expect(await users.get('1')).toEqual({ id: '1', name: 'Bob Ray', length: 99 });
  });

  test('are written again by upgradeRows, with the entries of their new values, once', async () => {
    const db = await databases.connect([Version3], { namespace: await threeUsers() });
    const progress: unknown[] = [];
    const onProgress = (step: unknown): number => progress.push(step);
    expect(await db.upgradeRows({ onProgress })).toEqual({ rows: 3, upgraded: 3 });
    expect(progress).toEqual([{ model: 'user', rows: 3 }]);
    expect(await db.upgradeRows({ model: 'user' })).toEqual({ rows: 3, upgraded: 0 });
    await db.indexes.build();
    expect((await db.repository(Version3).by('byName', 'Cy Poe').first())?.length).toBe(6);
    expect((await db.indexes.verify()).isRight).toBe(true);
    await expect(db.upgradeRows({ model: 'x' })).rejects.toMatchObject({ code: 'ORM_UNKNOWN_MODEL' });
  });

  test('are upgraded by the build of an index too', async () => {
    const db = await databases.connect([Version3], { namespace: await threeUsers() });
    await db.indexes.build();
    expect((await db.repository(Version3).by('byName', 'Bob Ray').first())?.length).toBe(7);
    expect((await db.indexes.verify()).isRight).toBe(true);
  });

  test('that an upgrade cannot make a row of are errors with their key, never skipped', async () => {
    const broken = (upgrade: UpgradeFunction) => {
      @Upgrade(1, 2, upgrade)
      @Model('user', { schemaVersion: 2 })
      class Broken {
        @Id() id!: string;
        @Field('string') name!: string;
      }
      return Broken;
    };
    const namespace = await threeUsers();
    const upgrades: UpgradeFunction[] = [
      () => ({ name: 5 }),
      () => null as never,
      () => {
        throw new TypeError('no');
      },
    ];
    for (const upgrade of upgrades) {
      const model = broken(upgrade);
      const users = (await databases.connect([model], { namespace })).repository(model);
      await expect(users.get('0')).rejects.toThrow(CorruptRowError);
      await expect(users.all().limit(3).toArray()).rejects.toMatchObject({ details: { model: 'user' } });
    }
  });
});

test('upgrades lead from a version to a later one, and none begins inside of another', async () => {
  const declared = (from: number, to: number, next: number): unknown => {
    @Upgrade(from, to, (row) => row)
    @Upgrade(next, 5, (row) => row)
    @Model('x', { schemaVersion: 5 })
    class X {
      @Id() id!: string;
    }
    return databases.connect([X]);
  };
  for (const [from, to, next] of [
    [2, 1, 3],
    [1, 6, 3],
    [0, 1, 3],
    [1, 3, 2],
    [1, 1, 2],
  ] as const)
    await expect(declared(from, to, next)).rejects.toThrow(DefinitionError);
});
