import { Field, Id, Index, Model, key, type F } from '@tito/orm';

@Model('crud.user')
export class User {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('string') email!: string;
  @Index() static readonly byEmail = key((user: F<User>) => [user.email]);
}
