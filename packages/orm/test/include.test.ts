import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  Embedded,
  type F,
  Field,
  Id,
  Index,
  type Many,
  Model,
  type Ref,
  Relation,
  type Tito,
  key,
} from '../src/index';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();

@Model('country')
class Country {
  @Id() id!: string;
}

@Model('writer')
class Writer {
  @Id() id!: string;
  @Relation(() => Country) country?: Ref<Country> | null;
  @Relation(() => Book, { kind: 'many', inverse: (b) => b.writer }) books!: Many<Book>;
}

class Chapter {
  @Field('string') title!: string;
  @Relation(() => Writer) guest?: Ref<Writer> | null;
}

class Imprint {
  @Relation(() => Country) place?: Ref<Country> | null;
  @Relation(() => Writer, { kind: 'list' }) editors!: Ref<Writer>[];
  @Embedded(() => Chapter) preface?: Chapter | null;
}

@Model('book')
class Book {
  @Id() id!: string;
  @Field('int') year!: number;
  @Field('string') genre!: string;
  @Relation(() => Writer) writer?: Ref<Writer> | null;
  @Relation(() => Book, { kind: 'list' }) sequels!: Ref<Book>[];
  @Embedded(() => Chapter) chapters: Chapter[] = [];
  @Embedded(() => Imprint) imprint?: Imprint | null;
  @Index() static readonly byYear = key((b: F<Book>) => [b.writer, b.year.desc, b.genre.desc]);
  @Index() static readonly byGuest = key((b: F<Book>) => [b.chapters.each.guest]);
}

let db: Tito;
const WRITERS = 100;

beforeAll(async () => {
  db = await databases.connect([Country, Writer, Book]);
  await db.repository(Country).insertMany(['no', 'se'].map((id) => ({ id })));
  await db.repository(Writer).insertMany(
    Array.from({ length: WRITERS }, (_, i) => ({ id: `w${i}`, country: i % 2 === 0 ? 'no' : 'se' })),
    { chunk: 1000 },
  );
  await db.repository(Book).insertMany(
    Array.from({ length: 3 * WRITERS }, (_, i) => ({
      id: `b${i}`,
      year: 2000 + (i % 3),
      genre: i % 2 === 0 ? 'x' : 'y',
      writer: `w${Math.floor(i / 3)}`,
      sequels: [`b${i + 1}`, 'lost', `b${i + 2}`],
      chapters: [
        { title: 'one', guest: 'w7' },
        { title: 'two', guest: null },
        { title: 'three', guest: 'ghost' },
      ],
      imprint: { place: 'no', editors: ['w1', 'gone', 'w2'], preface: { title: 'p', guest: 'w3' } },
    })),
    { chunk: 1000 },
  );
});

describe('round trips', () => {
  test('of three levels over 100 rows: one batch a level, whatever they lead to', async () => {
    const calls = await counted(databases.client, async () => {
      const books = await db
        .repository(Book)
        .all()
        .include({ sequels: { writer: { country: true } }, writer: { country: true } })
        .limit(100)
        .toArray();
      expect(books.length).toBe(100);
      expect(books[0]!.sequels[0]!.writer?.country?.id).toBe('no');
    });
    expect(calls).toEqual({ timestamps: 1, KvScan: 1, KvBatchGet: 3 });
  });

  test('of three levels with one that points back: its scans in parallel, and one batch', async () => {
    const calls = await counted(databases.client, async () => {
      const writers = await db
        .repository(Writer)
        .all()
        .include({ books: { writer: { country: true } } })
        .limit(WRITERS)
        .toArray();
      expect(writers.every(({ books }) => books.length === 3)).toBe(true);
      expect(writers[1]!.books[2]!.writer?.country?.id).toBe('se');
    });
    expect(calls).toEqual({ timestamps: 1, KvScan: 1 + WRITERS, KvBatchGet: 3 });
  });

  test('of a loop of 100 loads: one batch', async () => {
    const books = await db.repository(Book).all().limit(100).toArray();
    const calls = await counted(databases.client, async () => {
      const writers = await Promise.all(books.map(async (book) => book.writer!.load()));
      expect(
        writers.every((writer, i) => writer.id === `w${Math.floor(Number(books[i]!.id.slice(1)) / 3)}`),
      ).toBe(true);
    });
    expect(calls).toEqual({ timestamps: 1, KvBatchGet: 1 });
  });
});

describe('include of what points back', () => {
  const booksOf = async (include: object): Promise<unknown> => {
    const writer = await db.repository(Writer).all().include({ books: include }).limit(1).first();
    return writer!.books.map(({ id, year }) => [id, year]);
  };

  test('is in the order of the index, limited for each owner', async () => {
    expect(await booksOf({})).toEqual([
      ['b2', 2002],
      ['b1', 2001],
      ['b0', 2000],
    ]);
    expect(await booksOf({ $limit: 1 })).toEqual([['b2', 2002]]);
    expect(await booksOf({ $limit: 2, $reverse: true })).toEqual([
      ['b0', 2000],
      ['b1', 2001],
    ]);
    const all = await db
      .repository(Writer)
      .all()
      .include({ books: { $limit: 2, $order: { year: 'asc' } } })
      .limit(WRITERS)
      .toArray();
    expect(all.every(({ books }) => books.map(({ year }) => year).join() === '2000,2001')).toBe(true);
  });

  test('is in another order when an index has that, and refused otherwise', async () => {
    expect(await booksOf({ $order: { year: 'asc', genre: 'asc' }, $limit: 1 })).toEqual([['b0', 2000]]);
    expect(await booksOf({ $order: { year: 'desc' }, $limit: 1 })).toEqual([['b2', 2002]]);
    expect(await booksOf({ $order: { year: 'desc' }, $reverse: true, $limit: 1 })).toEqual([['b0', 2000]]);
    for (const $order of [{ year: 'asc', genre: 'desc' }, { genre: 'asc' }]) {
      await expect(booksOf({ $order })).rejects.toMatchObject({ code: 'ORM_NO_INDEX' });
    }
    await expect(booksOf({ $order: { genre: 'asc' } })).rejects.toMatchObject({
      details: { suggestion: '@Index() key((x) => [x.writer, x.genre])' },
    });
  });

  test('adds and removes by setting the references that point back', async () => {
    const [books, writers] = [db.repository(Book), db.repository(Writer)];
    await writers.insert({ id: 'new' });
    const writer = await writers.getOrThrow('new');
    await books.insert({ id: 'n1', year: 1, genre: 'x', writer: 'w0' });
    await books.insert({ id: 'n2', year: 2, genre: 'x' });
    expect(await writer.books.add(['n1', await books.getOrThrow('n2')])).toBe(2);
    expect(await writer.books.add('n1')).toBe(0);
    expect((await writer.books.load()).map(({ id }) => id)).toEqual(['n2', 'n1']);
    expect([await writer.books.has('n1'), await writer.books.has('b0')]).toEqual([true, false]);
    expect(await writer.books.remove(['n1', 'b0'])).toBe(1);
    expect((await books.getOrThrow('n1')).writer).toBeNull();
    expect((await books.getOrThrow('b0')).writer?.id).toBe('w0');
    await expect(writer.books.add(['n1', 'none'])).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
    expect((await books.getOrThrow('n1')).writer).toBeNull();
    await expect(writer.books.add([5 as never])).rejects.toMatchObject({ code: 'ORM_INVALID_VALUE' });
    await books.delete('n1');
    await books.delete('n2');
  });
});

describe('include of a list', () => {
  const first = () => db.repository(Book).all().limit(1);

  test('keeps the stored order, and drops, shows or refuses what points at nothing', async () => {
    const dropped = await first().include({ sequels: true }).first();
    expect(dropped!.sequels.map(({ id }) => id)).toEqual(['b1', 'b2']);
    const shown = await first()
      .include({ sequels: { $missing: 'null' } })
      .first();
    expect(shown!.sequels.map((book) => book?.id ?? null)).toEqual(['b1', null, 'b2']);
    await expect(
      first()
        .include({ sequels: { $missing: 'error' } })
        .first(),
    ).rejects.toMatchObject({ code: 'ORM_NOT_FOUND', details: { model: 'book', id: 'lost', by: 'sequels' } });
    const last = await first()
      .include({ sequels: { $limit: 1, $reverse: true } })
      .first();
    expect(last!.sequels.map(({ id }) => id)).toEqual(['b2']);
  });
});

describe('references in embedded objects', () => {
  test('are references, and stored as ids', async () => {
    const book = await db.repository(Book).getOrThrow('b0');
    expect(book.chapters.map(({ guest }) => guest?.id ?? null)).toEqual(['w7', null, 'ghost']);
    expect((await book.chapters[0]!.guest!.load()).id).toBe('w7');
    expect(book.chapters[0]).toBeInstanceOf(Chapter);
    expect(JSON.parse(JSON.stringify(book.imprint))).toEqual({
      place: 'no',
      editors: ['w1', 'gone', 'w2'],
      preface: { title: 'p', guest: 'w3' },
    });
    const found = await db.repository(Book).by('byGuest', 'ghost').limit(500).toArray();
    expect(found.length).toBe(3 * WRITERS);
  });

  test('are loaded with those of the row in one batch a level, and saved as ids again', async () => {
    let book: unknown;
    const calls = await counted(databases.client, async () => {
      const [loaded] = await db
        .repository(Book)
        .all()
        .include({
          writer: true,
          chapters: { guest: { country: true } },
          imprint: { place: true, editors: true, preface: { guest: true } },
        })
        .limit(1)
        .toArray();
      const { chapters, imprint } = loaded!;
      expect(chapters.map(({ guest }) => guest?.country?.id ?? null)).toEqual(['se', null, null]);
      expect(imprint!.editors.map(({ id }) => id)).toEqual(['w1', 'w2']);
      expect([imprint!.place?.id, imprint!.preface?.guest?.id]).toEqual(['no', 'w3']);
      book = loaded;
    });
    expect(calls).toEqual({ timestamps: 1, KvScan: 1, KvBatchGet: 2 });
    const saved = await db.repository(Book).save({ ...(book as Book), genre: 'z' });
    expect(saved.chapters.map(({ guest }) => guest?.id ?? null)).toEqual(['w7', null, null]);
    expect((await saved.imprint!.preface!.guest!.load()).id).toBe('w3');
  });

  test('take ids, references and entities, and nothing else', async () => {
    const books = db.repository(Book);
    for (const guest of [5, '', {}, ['w1']]) {
      await expect(
        books.insert({ year: 1, genre: 'x', chapters: [{ title: 't', guest } as never] }),
      ).rejects.toMatchObject({ code: 'ORM_INVALID_VALUE' });
    }
  });
});

describe('an include that cannot be meant', () => {
  const refused = { code: 'ORM_INVALID_QUERY' };
  const run = (include: object) =>
    db
      .repository(Book)
      .all()
      .include(include as never)
      .first();

  test('is refused before anything is read', async () => {
    const calls = await counted(databases.client, async () => {
      for (const include of [
        { writer: 1 },
        { writer: { $limit: 1 } },
        { sequels: { $limit: 0 } },
        { sequels: { $order: { year: 'asc' } } },
        { sequels: { $missing: 'ignore' } },
        { sequels: { $unknown: 1 } },
        { chapters: true },
        { chapters: { title: true } },
        { 'chapters.guest': { nope: true } },
        { writer: { books: { $order: {} } } },
        { writer: { books: { $reverse: 'yes' } } },
      ]) {
        await expect(run(include)).rejects.toMatchObject(refused);
      }
    });
    expect(calls['KvBatchGet']).toBeUndefined();
  });

  test('has an end: circles and depth are bounded', async () => {
    const circle: Record<string, unknown> = {};
    circle['sequels'] = circle;
    await expect(run(circle)).rejects.toMatchObject({ ...refused, details: { limit: 8 } });
    let deep: object = { sequels: true };
    for (let i = 0; i < 7; i++) deep = { sequels: deep };
    await expect(run(deep)).resolves.toBeDefined();
    await expect(run({ sequels: deep })).rejects.toMatchObject(refused);
  });
});
