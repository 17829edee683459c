/** More that must not compile. */

import { Event, type F, Field, Id, Index, Model, Relation, key } from '@tito/orm';

@Model('z')
class Z {
  @Id() id!: string;
  @Field('boolean') active!: boolean;
  @Field('string') s!: string;
  // @ts-expect-error wrong literal type in a condition
  @Index<Z>({ when: { active: 1 } }) static readonly k1 = key((z: F<Z>) => [z.s]);
  // @ts-expect-error unknown field in a condition
  @Index<Z>({ when: { nope: true } }) static readonly k2 = key((z: F<Z>) => [z.s]);
  // @ts-expect-error a predicate gives a boolean
  @Index<Z>({ when: (z) => z.s }) static readonly k3 = key((z: F<Z>) => [z.s]);
  // @ts-expect-error unknown covered field
  @Index<Z>({ covering: ['nope'] }) static readonly k4 = key((z: F<Z>) => [z.s]);
  // @ts-expect-error a boolean is not compared without case
  @Index() static readonly k5 = key((z: F<Z>) => [z.active.ci]);
  // @ts-expect-error a relation is a Ref, a list of them or a Many
  @Relation(() => Z) other!: string;
  // @ts-expect-error a number is no id
  @Id() number!: number;
}

// @ts-expect-error misspelt field of a key
export const bad = key((z: F<Z>) => [z.nope]);

// @ts-expect-error the event is of another class
@Event<Z>('e', { key: (z) => z.s })
class Other {
  name!: string;
}

void Other;
