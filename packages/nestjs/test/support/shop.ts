/** Models and providers that the tests share: accounts, their repository, their events. */

import { Injectable } from '@nestjs/common';
import { Event, type F, Field, Id, Model, RepositoryFor, Unique, uniqueKey } from '@tito/orm';

@Model('account')
@Event<Account>('account.opened', {
  on: ['insert'],
  key: (account) => account.id,
  payload: (change) => ({ id: change.after!.id, owner: change.after!.owner }),
})
export class Account {
  @Id() id!: string;
  @Field('string') owner!: string;
  @Field('int') cents: number = 0;
  @Field('bigint') credit: bigint = 9007199254740993n;
  @Field('string', { hidden: true }) secret: string = 'hidden';
  @Unique() static readonly byOwner = uniqueKey((a: F<Account>) => [a.owner]);
}

@Model('audit')
export class Audit {
  @Id() id!: string;
  @Field('string') text!: string;
}

export class AccountRepository extends RepositoryFor(Account) {
  ownedBy(owner: string): Promise<Account | null> {
    return this.by('byOwner', owner).one();
  }
}

@Injectable()
export class Clock {
  now(): number {
    return 42;
  }
}

export interface AccountOpened {
  readonly id: string;
  readonly owner: string;
}
