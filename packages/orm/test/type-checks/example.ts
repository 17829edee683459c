/** How models are written and used, with what must not compile: checked by the compiler, never run. */

import {
  AfterInsert,
  BeforeInsert,
  BeforeUpdate,
  Computed,
  CreatedAt,
  Event,
  type F,
  Field,
  type HookContext,
  Id,
  Index,
  type Many,
  Model,
  type Ref,
  Relation,
  type Repository,
  RepositoryFor,
  type Tito,
  Unique,
  Version,
  key,
  topic,
  uniqueKey,
} from '@tito/orm';

@Model('user')
@Index('byCityAge', ['city', 'age'])
@Event<User>('user.changed', {
  on: ['insert', 'update'],
  when: (c) => c.changed('email'),
  key: (u) => u.id,
  payload: (c) => ({ id: c.after!.id }),
})
export class User {
  @Id({ generate: 'uuidv7' }) id!: string;
  @Field('string') email!: string;
  @Field('string') city?: string;
  @Index((u: User) => u.active) @Field('int') age!: number;
  @Field('boolean') active: boolean = true;
  @Field('json') tags: string[] = [];
  @Field('json') address?: { city: string; zip?: string };
  @Computed('string') get domain(): string {
    return this.email.split('@')[1] ?? '';
  }
  @CreatedAt() createdAt!: Date;
  @Version() rev!: number;
  @Relation(() => Post, { kind: 'many', inverse: (p) => p.author }) posts!: Many<Post>;

  @Unique() static readonly byEmail = uniqueKey((u: F<User>) => [u.email.ci]);
  @Index<User>({ when: { active: true } }) static readonly byActive = key((u: F<User>) => [
    u.active,
    u.createdAt.desc,
  ]);
  @Index() static readonly byTag = key((u: F<User>) => [u.tags.each, u.createdAt]);
  @Index() static readonly byDomain = key((u: F<User>) => [u.domain]);
  @Index() static readonly byTown = key((u: F<User>) => [u.address.city]);
}

@Model('tag')
export class Tag {
  @Id() id!: string;
  @Field('string') name!: string;
}

@Model('post')
export class Post {
  @Id() id!: string;
  @Field('string') title!: string;
  @Relation(() => User, { onDelete: 'cascade' }) author!: Ref<User>;
  @Relation(() => User) editor?: Ref<User> | null;
  @Relation(() => Tag, { kind: 'list' }) tags!: Ref<Tag>[];
  @Index() static readonly byAuthor = key((p: F<Post>) => [p.author, p.title]);
  @Index() static readonly byTag = key((p: F<Post>) => [p.tags.each]);
}

@Model('line')
export class Line {
  @Id({ of: (line: F<Line>) => [line.post, line.number] }) id!: string;
  @Relation(() => Post, { onDelete: 'cascade' }) post!: Ref<Post>;
  @Field('int') number!: number;
  @Index({ ttl: '30d' }) @Field('date') expiresAt?: Date | null;
  @Index<Line>({ covering: 'all' }) static readonly byNumber = key((line: F<Line>) => [line.number]);

  @BeforeInsert() @BeforeUpdate() check({ before }: HookContext<Line>): void {
    this.number = before?.number ?? 1;
  }
  @AfterInsert() async tell(): Promise<void> {
    await Promise.resolve();
  }
}

class WrongHooks {
  // @ts-expect-error a hook is a method
  @BeforeInsert() x!: string;
  // @ts-expect-error a hook is told of its row alone
  @AfterInsert() tell(user: string, second: number): void {
    void [user, second];
  }
}

class WrongKind {
  // @ts-expect-error gives text, decorated int
  @Computed('int') get y(): string {
    return '';
  }
  // @ts-expect-error declared string, decorated int
  @Field('int') x!: string;
}

// @ts-expect-error misspelt field
@Index('x', ['emial'])
class MisspeltField {
  email!: string;
}

class UserRepository extends RepositoryFor(User) {
  recent(n: number): Promise<User[]> {
    return this.by('byActive', true).limit(n).toArray();
  }
}

export class Service {
  constructor(
    private readonly users: Repository<typeof User>,
    private readonly db: Tito,
  ) {}

  async run(): Promise<void> {
    const one: User | null = await this.users.by('byEmail', 'A@b.co').one();
    const loaded = await this.users
      .by('byActive', true)
      .range.gte(new Date(0))
      .include({ posts: { author: true } })
      .limit(5)
      .toArray();
    const email: string = loaded[0]!.posts[0]!.author.email;
    const posts = this.db.repository(Post);
    await posts.insert({ title: 'x', author: 'u1', tags: ['t1', 't2'] });
    await posts.insert({ title: 'x', author: one!, tags: [] });
    await posts.update('p1', { author: one!, editor: null });
    const tagged = await posts.by('byTag', 't1').include({ tags: true, author: true, editor: true }).page();
    const tagName: string = tagged.items[0]!.tags[0]!.name;
    const editor: User | null | undefined = tagged.items[0]!.editor;
    for await (const p of posts.by('byAuthor', 'u1').range.startsWith('He')) p.title.toUpperCase();
    const recent: User[] = await new UserRepository(this.db).recent(3);
    const loose: Repository<User> = this.users;
    const found: User | null = await loose.get('x');
    const byCity: User[] = await loose.byIndex('byCityAge', 'Oslo').limit(1).toArray();
    const past: User | null = await this.db.at(1n).repository(User).get('x');

    // @ts-expect-error unknown index
    this.users.by('nope');
    // @ts-expect-error wrong type
    this.users.by('byEmail', 5);
    // @ts-expect-error range value type
    this.users.by('byActive', true).range.gte(5);
    // @ts-expect-error not a prefix
    this.users.by('byTag', new Date());
    // @ts-expect-error a date has no startsWith
    this.users.by('byActive', true).range.startsWith('x');
    // @ts-expect-error wrong value type in find
    this.users.find({ age: 'x' });
    // @ts-expect-error unknown field in find
    this.users.find({ nope: 1 });
    // @ts-expect-error not a relation
    this.users.all().include({ email: true });
    // @ts-expect-error a unique row is no list
    void this.users.by('byEmail', 'a@b.co').toArray();
    // @ts-expect-error the past cannot be written
    void this.db.at(1n).repository(User).insert;
    // @ts-expect-error wrong type in an insert
    void this.users.insert({ email: 1 });
    // @ts-expect-error unknown field in an insert
    void this.users.insert({ emial: 'x' });
    // @ts-expect-error a collection is not written
    void this.users.insert({ posts: [] });
    // @ts-expect-error wrong type in a patch
    void this.users.update('x', { age: 'y' });

    const some = await this.users
      .find({ city: 'Oslo', age: { gte: 3 } })
      .select('id', 'email')
      .first();
    some?.email.toUpperCase();
    // @ts-expect-error not selected
    void some?.city;

    const lines = this.db.repository(Line);
    const line: Line | null = await lines.get(lines.idOf({ post: 'p1', number: 3 }));
    const first: Line | null = await lines.find({ post: 'p1', number: { lt: 9 } }).first();
    const gone: { deleted: number } = await lines.deleteMany(lines.by('byNumber').range.lt(3));
    // @ts-expect-error not the type of the field that the id is made of
    lines.idOf({ post: 'p1', number: '3' });
    // @ts-expect-error rows of another model
    void lines.deleteMany(this.users.by('byActive', true));
    void [line, first, gone, WrongHooks];

    const mailed = topic<{ to: string }>('mail');
    await this.db.transaction(async (tx) => {
      const u = await tx.repository(User).insert({ email: 'a', age: 3 });
      tx.publish(mailed, u.id, { to: u.email });
    });
    // @ts-expect-error payload type
    await this.db.transaction(async (tx) => tx.publish(mailed, 'k', { x: 1 }));
    void [found, byCity, email, tagName, editor, recent, past, WrongKind, MisspeltField];
  }
}
