import { describe, expect, test } from '@jest/globals';
import { DeletedAt, Field, Id, Model, type Ref, Relation } from '../src/index';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();

@Model('team')
class Team {
  @Id() id!: string;
}

@Model('player')
class Player {
  @Id() id!: string;
  @Relation(() => Team, { onDelete: 'cascade' }) team?: Ref<Team> | null;
  @Relation(() => Player, { onDelete: 'setNull' }) captain?: Ref<Player> | null;
}

@Model('contract')
class Contract {
  @Id() id!: string;
  @Relation(() => Player, { onDelete: 'restrict' }) player?: Ref<Player> | null;
  @Relation(() => Team) former?: Ref<Team> | null;
}

@Model('note')
class Note {
  @Id() id!: string;
  @Field('string') text?: string;
  @DeletedAt() deletedAt?: Date;
  @Relation(() => Player, { onDelete: 'cascade' }) about?: Ref<Player> | null;
  @Relation(() => Note, { onDelete: 'cascade' }) parent?: Ref<Note> | null;
}

const MODELS = [Team, Player, Contract, Note];

async function repositories() {
  const db = await databases.connect(MODELS);
  return {
    db,
    teams: db.repository(Team),
    players: db.repository(Player),
    contracts: db.repository(Contract),
    notes: db.repository(Note),
  };
}

describe('a reference with onDelete', () => {
  test('points at a row that exists, when it is set', async () => {
    const { teams, players, contracts } = await repositories();
    await expect(players.insert({ id: 'p', team: 'ghost' })).rejects.toMatchObject({
      code: 'ORM_INVALID_REFERENCE',
      details: { model: 'player', field: 'team', target: 'team' },
    });
    expect(await players.get('p')).toBeNull();
    await teams.insert({ id: 't' });
    await players.insertMany([{ id: 'p', team: 't' }, { id: 'q' }]);
    await expect(players.update('p', { captain: 'ghost' })).rejects.toMatchObject({
      code: 'ORM_INVALID_REFERENCE',
    });
    await players.update('p', { captain: 'q' });
    await contracts.insert({ id: 'c', former: 'ghost' });
    expect(await counted(databases.client, () => contracts.insert({ former: 'ghost' }))).toEqual({
      timestamps: 1,
      KvPrewrite: 1,
    });
    await expect(players.insertMany([{ id: 'r' }, { id: 's', team: 'ghost' }])).rejects.toMatchObject({
      code: 'ORM_INVALID_REFERENCE',
    });
    expect(await players.all().count()).toBe(2);
  });

  test('takes its row with it, or lets go, when the row that it points at is removed', async () => {
    const { teams, players, notes } = await repositories();
    await teams.insert({ id: 't' });
    await teams.insert({ id: 'u' });
    for (const id of ['a', 'b', 'c']) await players.insert({ id, team: id === 'c' ? 'u' : 't' });
    await players.update('c', { captain: 'a' });
    await players.update('b', { captain: 'a' });
    await notes.insert({ id: 'n', about: 'a' });
    expect(await teams.delete('t')).toBe(true);
    expect((await players.all().limit(9).toArray()).map(({ id, captain }) => [id, captain])).toEqual([
      ['c', null],
    ]);
    expect(await players.byIndex('captain', 'a').count()).toBe(0);
    expect(await players.byIndex('team', 't').count()).toBe(0);
    expect(await notes.get('n')).toBeNull();
    expect((await notes.withDeleted().get('n'))?.deletedAt).toBeInstanceOf(Date);
  });

  test('forbids the removal, and nothing is changed', async () => {
    const { db, teams, players, contracts } = await repositories();
    await teams.insert({ id: 't' });
    for (const id of ['a', 'b']) await players.insert({ id, team: 't' });
    await contracts.insert({ id: 'c', player: 'b' });
    const refused = {
      code: 'ORM_REFERENCED',
      details: { model: 'player', id: 'b', by: 'contract', property: 'player' },
    };
    await expect(players.delete('b')).rejects.toMatchObject(refused);
    await expect(teams.delete('t')).rejects.toMatchObject(refused);
    await db.transaction(async () => {
      await teams.insert({ id: 'u' });
      await expect(teams.delete('t')).rejects.toMatchObject(refused);
      await players.insert({ id: 'd', team: 'u' });
    });
    expect(await players.get('d')).not.toBeNull();
    await players.delete('d');
    expect(await players.all().count()).toBe(2);
    await contracts.delete('c');
    await teams.delete('t');
    expect(await players.all().count()).toBe(0);
  });

  test('does nothing when its target is only marked as deleted, and refuses to point there', async () => {
    const { notes } = await repositories();
    await notes.insert({ id: 'n' });
    await notes.insert({ id: 'm', parent: 'n' });
    await notes.delete('n');
    expect(await notes.get('m')).not.toBeNull();
    await expect(notes.insert({ parent: 'n' })).rejects.toMatchObject({ code: 'ORM_INVALID_REFERENCE' });
    await notes.delete('n', { hard: true });
    expect(await notes.get('m')).toBeNull();
  });

  test('that closes a circle is followed once', async () => {
    const { notes } = await repositories();
    await notes.insert({ id: 'a' });
    await notes.insert({ id: 'b', parent: 'a' });
    await notes.update('a', { parent: 'b' });
    expect(await notes.delete('a', { hard: true })).toBe(true);
    expect(await notes.all().count()).toBe(0);
  });

  test('does not stop a row that goes in the same removal', async () => {
    const { teams, players, contracts } = await repositories();
    await teams.insert({ id: 't' });
    await players.insert({ id: 'a', team: 't', captain: 'a' });
    await contracts.insert({ id: 'c', player: 'a' });
    await expect(players.delete('a')).rejects.toMatchObject({ code: 'ORM_REFERENCED' });
    await contracts.delete('c');
    await players.insert({ id: 'b', team: 't', captain: 'a' });
    expect(await teams.delete('t')).toBe(true);
    expect(await players.all().count()).toBe(0);
  });

  test('is checked and followed in few requests, however many rows there are', async () => {
    const { teams, players, notes } = await repositories();
    await teams.insertMany([{ id: 't' }, { id: 'u' }]);
    const rows = Array.from({ length: 60 }, (_, i) => ({ id: `p${i}`, team: i % 2 === 0 ? 't' : 'u' }));
    expect(await counted(databases.client, () => players.insertMany(rows))).toEqual({
      timestamps: 2,
      KvBatchGet: 1,
      KvPrewrite: 1,
    });
    await notes.insertMany(rows.map(({ id }) => ({ about: id })));
    const calls = await counted(databases.client, () => teams.delete('t'));
    // Its players; then for each of the 30 who goes their teammates, contracts and notes, in parallel.
    expect(calls).toEqual({ timestamps: 2, KvGet: 1, KvScan: 1 + 30 * 3, KvBatchGet: 2, KvPrewrite: 1 });
    expect(await players.all().count()).toBe(30);
    expect(await notes.all().count()).toBe(30);
  });

  test('lets rows that are inserted together point at each other', async () => {
    const { players } = await repositories();
    await players.insertMany([
      { id: 'a', captain: 'b' },
      { id: 'b', captain: 'a' },
      { id: 'c', captain: 'c' },
    ]);
    expect(await players.all().count()).toBe(3);
  });

  test('is checked again when a marked row is restored', async () => {
    const { players, notes } = await repositories();
    await players.insert({ id: 'p' });
    await notes.insert({ id: 'n', about: 'p' });
    await notes.delete('n');
    await players.delete('p');
    await expect(notes.restore('n')).rejects.toMatchObject({ code: 'ORM_INVALID_REFERENCE' });
  });

  test('bounds what one deletion reaches', async () => {
    const { teams, players } = await repositories();
    await teams.insert({ id: 't' });
    await players.insertMany(
      Array.from({ length: 1001 }, (_, i) => ({ id: `p${i}`, team: 't' })),
      { chunk: 500 },
    );
    await expect(teams.delete('t')).rejects.toMatchObject({ code: 'ORM_VALUE_TOO_LARGE' });
    expect(await players.all().count()).toBe(1001);
  });
});
