/** Pages of many rows while others insert and delete, and cursors that are not what they should be. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type F,
  Field,
  Id,
  Index,
  InvalidCursorError,
  Model,
  type Page,
  type Query,
  type Repository,
  type Tito,
  key,
} from '../src/index';
import { useDatabases } from './support/database';

const ROWS = 10_000;
const PAGE = 500;

@Model('entry')
class Entry {
  @Id() id!: string;
  @Field('int') place!: number;
  @Field('string') group!: string;
  @Index() static readonly byPlace = key((e: F<Entry>) => [e.group, e.place.desc]);
}

const databases = useDatabases();
let db: Tito;
let entries: Repository<typeof Entry>;

/** Rows of even places stay; those of odd places come and go. */
const idOf = (place: number): string => `e${String(place).padStart(6, '0')}`;
const row = (place: number) => ({ id: idOf(place), place, group: 'g' });

beforeAll(async () => {
  db = await databases.connect([Entry]);
  entries = db.repository(Entry);
  await entries.insertMany(
    Array.from({ length: ROWS }, (_, i) => row(2 * i)),
    { chunk: 1000 },
  );
}, 60_000);

/** Goes through all pages, in one direction, and calls between them. */
async function walk(
  query: Query<Entry>,
  direction: 'after' | 'before',
  between: (page: Page<Entry>, count: number) => Promise<unknown>,
): Promise<number[]> {
  const seen: number[] = [];
  let page = await query.limit(PAGE).page();
  if (direction === 'before') {
    const most = await query.limit(ROWS - 10).page();
    page = await query.limit(PAGE).after(most.next!).page();
    expect([page.items.length, page.next]).toEqual([10, null]);
  }
  for (let count = 0; ; count++) {
    const places = page.items.map(({ place }) => place);
    if (direction === 'after') seen.push(...places);
    else seen.unshift(...places);
    await between(page, count);
    const cursor = direction === 'after' ? page.next : page.prev;
    if (cursor === null) return seen;
    page = await query.limit(PAGE)[direction](cursor).page();
  }
}

describe('pages of 10,000 rows', () => {
  test.each([
    ['an index', 'after'],
    ['all rows', 'after'],
    ['an index', 'before'],
  ] as const)(
    'of %s, %s each other while others insert and delete: none twice, none that stays is missing',
    async (of, direction) => {
      const query = of === 'an index' ? entries.by('byPlace', 'g') : entries.all();
      const present = new Set<number>();
      // Another writer, between all pages: at the border of the page, before it and behind it.
      const disturb = async ({ items }: Page<Entry>, count: number): Promise<void> => {
        const edges = [items[0]?.place ?? 0, items.at(-1)?.place ?? 0].map((place) => place - (place % 2));
        const wanted = [
          ...edges.flatMap((place) => [place - 1, place + 1]),
          ((count * 777) % (2 * ROWS)) | 1,
        ];
        const fresh = [...new Set(wanted)].filter((place) => place > 0 && !present.has(place));
        await entries.insertMany(fresh.map(row));
        const gone = [...present].filter((_, i) => i % 2 === 0);
        await entries.deleteMany(gone.map(idOf));
        for (const place of gone) present.delete(place);
        for (const place of fresh) present.add(place);
      };
      const seen = await walk(query, direction, disturb);
      expect(new Set(seen).size).toBe(seen.length);
      const sorted = [...seen].sort((a, b) => a - b);
      expect(seen).toEqual(of === 'an index' ? sorted.reverse() : sorted);
      const stable = seen.filter((place) => place % 2 === 0);
      expect(stable.length).toBe(ROWS);
      await entries.deleteMany([...present].map(idOf));
      expect(await query.count()).toBe(ROWS);
    },
    60_000,
  );
});

describe('a cursor', () => {
  const refused = async (query: Query<Entry>, cursor: string): Promise<void> => {
    await expect(query.after(cursor).page()).rejects.toBeInstanceOf(InvalidCursorError);
    await expect(query.before(cursor).first()).rejects.toMatchObject({
      code: 'ORM_INVALID_CURSOR',
      retryable: false,
    });
  };

  test('is refused when a byte of it is changed, cut off or added, whichever it is', async () => {
    const query = entries.by('byPlace', 'g').limit(5);
    const cursor = (await query.page()).next!;
    const bytes = Buffer.from(cursor, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] as number) ^ (1 << (i % 8));
      await refused(query, changed.toString('base64url'));
    }
    for (let length = 1; length < cursor.length; length += 3) await refused(query, cursor.slice(0, length));
    for (const bad of [
      `${cursor}=`,
      `${cursor}A`,
      ` ${cursor}`,
      cursor.toUpperCase(),
      '__proto__',
      'constructor',
    ])
      await refused(query, bad);
    expect((await query.after(cursor).page()).items).toHaveLength(5);
  });

  test('is refused by other queries, other models and other databases', async () => {
    const cursor = (await entries.by('byPlace', 'g').limit(5).page()).next!;
    for (const other of [
      entries.all(),
      entries.by('byPlace'),
      entries.by('byPlace', 'h'),
      entries.by('byPlace', 'g').reverse(),
      entries.by('byPlace', 'g').range.lt(5),
      entries.find({ group: 'g', place: { gte: 0 } }),
    ])
      await refused(other, cursor);
    @Model('other')
    class Other extends Entry {}
    const elsewhere = await databases.connect([Entry, Other]);
    await elsewhere.repository(Other).insertMany(Array.from({ length: 9 }, (_, i) => row(i)));
    await refused(elsewhere.repository(Entry).by('byPlace', 'g'), cursor);
    const foreign = (await elsewhere.repository(Other).byIndex('byPlace', 'g').limit(5).page()).next!;
    await refused(elsewhere.repository(Entry).by('byPlace', 'g'), foreign);
  });

  test('is refused when its index has been defined anew since', async () => {
    const namespace = databases.namespace();
    @Model('entry')
    class Changed {
      @Id() id!: string;
      @Field('int') place!: number;
      @Field('string') group!: string;
      @Index() static readonly byPlace = key((e: F<Changed>) => [e.group, e.place]);
    }
    const schema = { leaseMs: 200 };
    const before = (await databases.connect([Entry], { namespace, schema })).repository(Entry);
    await before.insertMany(Array.from({ length: 9 }, (_, i) => row(i)));
    const cursor = (await before.by('byPlace', 'g').limit(4).page()).next!;
    const all = (await before.all().limit(4).page()).next!;
    const after = await databases.connect([Changed], { namespace });
    await after.indexes.build();
    const changed = after.repository(Changed) as unknown as typeof before;
    await refused(changed.by('byPlace', 'g'), cursor);
    expect((await changed.all().limit(9).after(all).page()).items).toHaveLength(5);
  });
});
