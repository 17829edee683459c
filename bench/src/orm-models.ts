/** The same row with no index, with one and with five. */

import { CreatedAt, type F, Field, Id, Index, Model, Unique, Version, key, uniqueKey } from '@tito/orm';

abstract class Columns {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('string') email!: string;
  @Field('string') city!: string;
  @Field('int') age!: number;
  @Field('boolean') active!: boolean;
  @Field('double') score!: number;
  @Field('bigint') balance!: bigint;
  @CreatedAt() createdAt!: Date;
  @Version() rev!: number;
}

@Model('plain')
export class Plain extends Columns {}

@Model('indexed')
export class Indexed extends Columns {
  @Index() static readonly byCity = key((u: F<Indexed>) => [u.city, u.createdAt.desc]);
}

@Model('user')
export class User extends Columns {
  @Unique() static readonly byEmail = uniqueKey((u: F<User>) => [u.email.ci]);
  @Index() static readonly byCity = key((u: F<User>) => [u.city, u.createdAt.desc]);
  @Index<User>({ when: { active: true } }) static readonly byAge = key((u: F<User>) => [u.age]);
  @Index() static readonly byName = key((u: F<User>) => [u.name.ci]);
  @Index<User>({ covering: ['name'] }) static readonly byScore = key((u: F<User>) => [u.score.desc]);
}

/** The fields of a row by its number. */
export function rowOf(i: number) {
  return {
    id: `user-${String(i).padStart(8, '0')}`,
    name: `Ann Example ${i}`,
    email: `ann.${i}@example.com`,
    city: `city ${i % 1000}`,
    age: 18 + (i % 80),
    active: i % 2 === 0,
    score: i / 7,
    balance: BigInt(i) * 1000n,
  };
}
