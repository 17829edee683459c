import { describe, expect, test } from '@jest/globals';
import { DeletedAt, DefinitionError, Field, Id, type Many, Model, Relation } from '../src/index';
import { edgeId, endOf } from '../src/metadata/edges';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();

@Model('playlist')
class Playlist {
  @Id() id!: string;
  @Relation(() => Song, { kind: 'many', through: 'playlist-song', ordered: true }) songs!: Many<Song>;
}

@Model('song')
class Song {
  @Id() id!: string;
  @Field('string') title?: string;
  @DeletedAt() deletedAt?: Date;
  @Relation(() => Playlist, { kind: 'many', through: 'playlist-song' }) playlists!: Many<Playlist>;
}

@Model('person')
class Person {
  @Id() id!: string;
  @Relation(() => Person, { kind: 'many', through: 'follows' }) following!: Many<Person>;
  @Relation(() => Person, { kind: 'many', through: 'follows', inverse: (p) => p.following })
  followers!: Many<Person>;
}

const MODELS = [Playlist, Song, Person];

async function repositories() {
  const db = await databases.connect(MODELS);
  const [playlists, songs, people] = [db.repository(Playlist), db.repository(Song), db.repository(Person)];
  await playlists.insertMany([{ id: 'p' }, { id: 'q' }]);
  await songs.insertMany(['a', 'b', 'c', 'd'].map((id) => ({ id, title: id.toUpperCase() })));
  return { db, playlists, songs, people };
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

describe('a many-to-many relation', () => {
  test('keeps the order in which rows were added, and is seen from both sides', async () => {
    const { playlists, songs } = await repositories();
    const [p, q] = [await playlists.getOrThrow('p'), await playlists.getOrThrow('q')];
    expect(await p.songs.add(['c', await songs.getOrThrow('a')])).toBe(2);
    expect(await p.songs.add('b')).toBe(1);
    expect(await p.songs.add(['a', 'd', 'd'])).toBe(1);
    expect(await q.songs.add('a')).toBe(1);
    expect(idsOf(await p.songs.load())).toEqual(['c', 'a', 'b', 'd']);
    expect(idsOf(await p.songs.load({ limit: 2, reverse: true }))).toEqual(['d', 'b']);
    expect(await p.songs.count()).toBe(4);
    const a = await songs.getOrThrow('a');
    expect(idsOf(await a.playlists.load())).toEqual(['p', 'q']);
    expect([await a.playlists.has('q'), await a.playlists.has('x'), await p.songs.has(a)]).toEqual([
      true,
      false,
      true,
    ]);
    const seen: string[] = [];
    for await (const song of p.songs) seen.push(song.title!);
    expect(seen).toEqual(['C', 'A', 'B', 'D']);
    expect(await a.playlists.remove(['p', 'x'])).toBe(1);
    expect(idsOf(await p.songs.load())).toEqual(['c', 'b', 'd']);
    const c = await songs.getOrThrow('c');
    expect(await c.playlists.add('q')).toBe(1);
    expect(idsOf(await q.songs.load())).toEqual(['a', 'c']);
    expect(JSON.parse(JSON.stringify(p))).toEqual({ id: 'p' });
  });

  test('is loaded with one batch a level, limited and reversed for each owner', async () => {
    const { playlists, songs } = await repositories();
    await (await playlists.getOrThrow('p')).songs.add(['d', 'c', 'b', 'a']);
    await (await playlists.getOrThrow('q')).songs.add(['a']);
    let found: unknown;
    const calls = await counted(databases.client, async () => {
      const all = await playlists
        .all()
        .include({ songs: { $limit: 2, $reverse: true, playlists: true } })
        .limit(9)
        .toArray();
      found = all.map(({ songs: each }) => each.map((song) => [song.id, idsOf(song.playlists)]));
    });
    expect(found).toEqual([
      [
        ['a', ['p', 'q']],
        ['b', ['p']],
      ],
      [['a', ['p', 'q']]],
    ]);
    expect(calls).toEqual({ timestamps: 1, KvScan: 1 + 2 + 2, KvBatchGet: 2 });
    await songs.delete('a');
    const loaded = await playlists.all().include({ songs: true }).limit(9).toArray();
    expect(loaded.map(({ songs: each }) => idsOf(each))).toEqual([['d', 'c', 'b'], []]);
  });

  test('of a model with itself has a direction', async () => {
    const { people } = await repositories();
    await people.insertMany([{ id: 'x' }, { id: 'y' }, { id: 'z' }]);
    const [x, z] = [await people.getOrThrow('x'), await people.getOrThrow('z')];
    await x.following.add(['y', 'z', 'x']);
    await z.following.add('x');
    expect(idsOf(await x.following.load())).toEqual(['x', 'y', 'z']);
    expect(idsOf(await x.followers.load())).toEqual(['x', 'z']);
    expect(await z.followers.count()).toBe(1);
    expect(await x.followers.remove(z)).toBe(1);
    expect(await z.following.count()).toBe(0);
  });

  test('belongs to the transaction, and cannot be written in the past', async () => {
    const { db, playlists } = await repositories();
    const before = await db.client.timestamp();
    await expect(
      db.transaction(async () => {
        const p = await playlists.getOrThrow('p');
        await p.songs.add(['a', 'b']);
        expect(idsOf(await p.songs.load())).toEqual(['a', 'b']);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const p = await playlists.getOrThrow('p');
    expect(await p.songs.count()).toBe(0);
    await using tx = await db.begin();
    const inside = await tx.repository(Playlist).getOrThrow('p');
    await inside.songs.add('a');
    expect([await inside.songs.count(), await p.songs.count()]).toEqual([1, 0]);
    await tx.commit();
    expect([await inside.songs.count(), await p.songs.count()]).toEqual([1, 1]);
    const past = await db.at(before).repository(Playlist).getOrThrow('p');
    expect(await past.songs.load()).toEqual([]);
    await expect(past.songs.add('b')).rejects.toMatchObject({ code: 'ORM_READ_ONLY' });
  });

  test('leads to rows that exist: edges go with their rows, and none is added to nothing', async () => {
    const { db, playlists, songs } = await repositories();
    const p = await playlists.getOrThrow('p');
    await p.songs.add(['a', 'b']);
    await expect(p.songs.add(['c', 'ghost'])).rejects.toMatchObject({
      code: 'ORM_INVALID_REFERENCE',
      details: { model: 'playlist-song', target: 'song' },
    });
    expect(await p.songs.count()).toBe(2);
    await songs.delete('a', { hard: true });
    expect(await p.songs.count()).toBe(1);
    await playlists.delete('p');
    expect(await (await songs.getOrThrow('b')).playlists.count()).toBe(0);
    const races = Array.from({ length: 20 }, async (_, i) => {
      await playlists.insert({ id: `r${i}` });
      const playlist = await playlists.getOrThrow(`r${i}`);
      await Promise.allSettled([playlist.songs.add('b'), playlists.delete(`r${i}`)]);
    });
    await Promise.all(races);
    for (const { id } of await (await songs.getOrThrow('b')).playlists.load())
      expect(await playlists.get(id)).not.toBeNull();
    expect(await (await songs.getOrThrow('b')).playlists.count()).toBe(
      (await (await songs.getOrThrow('b')).playlists.load()).length,
    );
    void db;
  });

  test('keeps every one of many that are added at the end at once', async () => {
    const { db, playlists, songs } = await repositories();
    await songs.insertMany(Array.from({ length: 12 }, (_, i) => ({ id: `s${i}` })));
    const added: string[] = [];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        db
          .transaction(
            async () => {
              const p = await playlists.getOrThrow('p');
              await p.songs.add(`s${i}`);
            },
            { mode: i % 2 === 0 ? 'optimistic' : 'pessimistic', attempts: 100 },
          )
          .then(() => added.push(`s${i}`)),
      ),
    );
    const p = await playlists.getOrThrow('p');
    expect([...idsOf(await p.songs.load())].sort()).toEqual([...added].sort());
    await p.songs.add('a');
    expect(idsOf(await p.songs.load({ limit: 1, reverse: true }))).toEqual(['a']);
  });

  test('is exported with both of its ends, and imported elsewhere', async () => {
    const { db, playlists } = await repositories();
    await (await playlists.getOrThrow('p')).songs.add(['d', 'a', 'c']);
    const to = await databases.connect(MODELS);
    await to.import(db.export([Playlist, Song]));
    const p = await to.repository(Playlist).getOrThrow('p');
    expect(idsOf(await p.songs.load())).toEqual(['d', 'a', 'c']);
    const alone = await databases.connect(MODELS);
    expect((await alone.import(db.export(Playlist))).models).toEqual({ playlist: 2 });
  });

  test('that cannot be meant is refused when the models are registered', async () => {
    @Model('lonely')
    class Lonely {
      @Id() id!: string;
      @Relation(() => Song, { kind: 'many', through: 'playlist-song' }) songs!: Many<Song>;
    }
    @Model('twice')
    class Twice {
      @Id() id!: string;
      @Relation(() => Twice, { kind: 'many', through: 'twice' }) to!: Many<Twice>;
      @Relation(() => Twice, { kind: 'many', through: 'twice' }) from!: Many<Twice>;
    }
    @Model('apart')
    class Apart {
      @Id() id!: string;
      @Relation(() => Lonely, { kind: 'many', through: 'apart' }) to!: Many<Lonely>;
    }
    for (const models of [[Playlist, Song, Lonely], [Twice], [Apart]]) {
      await expect(databases.connect(models)).rejects.toThrow(DefinitionError);
    }
  });
});

describe('the id of an edge', () => {
  test('gives back both of its ends, whatever they are', () => {
    const ids = ['a', '\0', 'a\0', '\0\0', 'a\0\u0001', '\u0001', 'ü\0\0b', 'x'];
    const seen = new Set<string>();
    for (const a of ids) {
      for (const b of ids) {
        const id = edgeId(a, b);
        seen.add(id);
        expect([endOf(id, 'a'), endOf(id, 'b')]).toEqual([a, b]);
      }
    }
    expect(seen.size).toBe(ids.length ** 2);
  });
});
