import { Event, Field, Id, Model } from '@tito/orm';

/** One key for all events keeps them in one order; with the id as key, each user's events would be in order. */
@Model('queue.user')
@Event<User>('queue.user', {
  on: ['insert'],
  key: () => 'users',
  payload: (change) => ({ id: change.after!.id }),
})
export class User {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('string') email!: string;
}
