/** Models that several test files use. */

import {
  CreatedAt,
  type F,
  Field,
  Id,
  Index,
  type Many,
  Model,
  type Ref,
  Relation,
  Unique,
  UpdatedAt,
  Version,
  key,
  uniqueKey,
} from '../../src/index';

@Model('user')
@Index('byCityAge', ['city', 'age'])
export class User {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('string') email?: string | null;
  @Field('string') city?: string | null;
  @Field('int') age?: number | null;
  @Field('boolean') active: boolean = true;
  @Field('json') tags: string[] = [];
  @CreatedAt() createdAt!: Date;
  @UpdatedAt() updatedAt!: Date;
  @Version() rev!: number;
  @Relation(() => Post, { kind: 'many', inverse: (p) => p.author }) posts!: Many<Post>;

  @Unique() static readonly byEmail = uniqueKey((u: F<User>) => [u.email.ci]);
  @Index<User>({ when: { active: true } }) static readonly byActive = key((u: F<User>) => [
    u.active,
    u.age.desc,
  ]);
  @Index() static readonly byName = key((u: F<User>) => [u.name]);
  @Index() static readonly byTag = key((u: F<User>) => [u.tags.each]);
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
  @Relation(() => User) author?: Ref<User> | null;
  @Relation(() => Tag) tags!: Ref<Tag>[];

  @Index() static readonly byAuthor = key((p: F<Post>) => [p.author, p.title]);
  @Index() static readonly byTag = key((p: F<Post>) => [p.tags.each]);
}
