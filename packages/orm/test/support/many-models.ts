/** The source of a program with many models, each with indexes, relations and queries of its own. */

export function manyModels(count: number): string {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return [
    "import { CreatedAt, type F, Field, Id, Index, type Many, Model, type Ref, Relation, Unique, Version, key, uniqueKey, type Tito } from '@tito/orm';",
    ...numbers.map((i) => model(i, (i + 1) % count)),
    'export async function work(db: Tito, since: Date): Promise<unknown[]> {',
    '  const all: unknown[] = [];',
    ...numbers.map(queries),
    '  return all;',
    '}',
  ].join('\n');
}

function model(i: number, next: number): string {
  return `
@Model('m${i}')
@Index('byCityAge', ['city', 'age'])
export class M${i} {
  @Id() id!: string;
  @Field('string') email${i}!: string;
  @Field('string') city?: string | null;
  @Field('int') age!: number;
  @Field('boolean') active: boolean = true;
  @Field('json') tags: string[] = [];
  @Field('json') address?: { street: string; town: { name: string; zip: number } };
  @Field('decimal') price?: string;
  @CreatedAt() createdAt!: Date;
  @Version() rev!: number;
  @Relation(() => M${next}) next${i}?: Ref<M${next}> | null;
  @Relation(() => M${next}, { kind: 'list' }) others!: Ref<M${next}>[];
  @Relation(() => M${(i + 49) % 50}, { kind: 'many', inverse: (m) => m.next${(i + 49) % 50} }) before!: Many<M${(i + 49) % 50}>;
  @Unique() static readonly byEmail = uniqueKey((m: F<M${i}>) => [m.email${i}.ci]);
  @Index<M${i}>({ when: { active: true } }) static readonly byActive = key((m: F<M${i}>) => [m.active, m.createdAt.desc]);
  @Index() static readonly byTag = key((m: F<M${i}>) => [m.tags.each, m.createdAt]);
  @Index() static readonly byTown = key((m: F<M${i}>) => [m.address.town.name, m.age]);
}`;
}

function queries(i: number): string {
  return `
  const m${i} = db.repository(M${i});
  all.push(
    await m${i}.insert({ email${i}: 'x', age: ${i}, next${i}: 'y' }),
    await m${i}.by('byEmail', 'x').one(),
    await m${i}.by('byActive', true).range.gte(since).include({ next${i}: true, before: { others: true } }).limit(5).page(),
    await m${i}.find({ city: 'Oslo', age: { gte: 3 } }).select('id', 'age').first(),
    await m${i}.update('x', { city: null, age: 4 }),
    await m${i}.by('byTown', 'Oslo').range.between(1, 9).toArray(),
  );`;
}
