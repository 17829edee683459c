import { describe, expect, test } from '@jest/globals';
import {
  Event,
  EventPlanError,
  Field,
  Id,
  Model,
  type QueueEvent,
  type Tito,
  type Tx,
  Unique,
  Version,
  type F,
  topic,
  uniqueKey,
} from '../src/index';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();

@Model('account')
@Event<Account, unknown>('account.changed', {
  payload: (c) => ({
    id: (c.after ?? c.before)!.id,
    from: c.before?.name ?? null,
    to: c.after?.name ?? null,
  }),
})
@Event<Account>('account.renamed', { on: ['update'], when: (c) => c.changed('name'), key: (a) => a.name })
class Account {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') credit: number = 0;
  @Version() rev!: number;
  @Unique() static readonly byName = uniqueKey((a: F<Account>) => [a.name]);
}

@Model('receipt')
class Receipt {
  @Id() id!: string;
  @Field('string') note!: string;
}

/** Events of a topic, until there are so many; fails the test when they do not come. */
async function collect(db: Tito, name: string, count: number): Promise<QueueEvent<unknown>[]> {
  const events: QueueEvent<unknown>[] = [];
  let done: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => (done = resolve));
  const consumer = db.consume<unknown>(
    name,
    async (event) => {
      events.push(event);
      if (events.length === count) done();
    },
    { group: `collector ${Math.random()}`, from: 'earliest', concurrency: 1 },
  );
  if (count > 0) await complete;
  await consumer.ready();
  await consumer.stop();
  return events.sort((a, b) => Number(a.offset.split('.')[0]) - Number(b.offset.split('.')[0]));
}

describe('an event of a model', () => {
  test('is published with the change that made it: what, of which row, before and after', async () => {
    const db = await databases.connect([Account, Receipt]);
    const accounts = db.repository(Account);
    await accounts.insert({ id: 'a', name: 'Ann' });
    await accounts.update('a', { name: 'Anna' }, { events: { metadata: { by: 'admin' } } });
    await accounts.update('a', { credit: 5 });
    await accounts.update('a', { credit: 6 }, { events: false });
    await accounts.delete('a');
    const changed = await collect(db, 'account.changed', 4);
    expect(changed.map(({ op, key, payload }) => [op, key, payload])).toEqual([
      ['insert', 'a', { id: 'a', from: null, to: 'Ann' }],
      ['update', 'a', { id: 'a', from: 'Ann', to: 'Anna' }],
      ['update', 'a', { id: 'a', from: 'Anna', to: 'Anna' }],
      ['delete', 'a', { id: 'a', from: 'Anna', to: null }],
    ]);
    expect(changed[1]!.metadata).toEqual({ by: 'admin' });
    const renamed = await collect(db, 'account.renamed', 1);
    expect(renamed.map(({ op, key, payload }) => [op, key, payload])).toEqual([
      ['update', 'Anna', { id: 'a' }],
    ]);
  });

  test('exists if and only if its change does', async () => {
    const db = await databases.connect([Account, Receipt]);
    const accounts = db.repository(Account);
    await accounts.insert({ id: 'a', name: 'Ann' });
    await accounts.insert({ id: 'b', name: 'Ann' }).catch(() => undefined);
    await db
      .transaction(async () => {
        await accounts.insert({ id: 'c', name: 'Cat' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await db.transaction(async () => {
      await accounts.insert({ id: 'd', name: 'Dan' });
      await accounts.insert({ id: 'e', name: 'Dan' }).catch(() => undefined);
    });
    const events = await collect(db, 'account.changed', 2);
    expect(events.map(({ key }) => key)).toEqual(['a', 'd']);
  });

  test('whose function throws refuses the write', async () => {
    @Model('broken')
    @Event<Broken>('broken.changed', {
      payload: () => {
        throw new TypeError('mine');
      },
    })
    class Broken {
      @Id() id!: string;
    }
    const db = await databases.connect([Broken]);
    const error = await db
      .repository(Broken)
      .insert({ id: 'x' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(EventPlanError);
    expect(error).toMatchObject({
      code: 'ORM_EVENT_PLAN',
      details: { model: 'broken', event: 'broken.changed' },
      cause: { message: 'mine' },
    });
    expect(await db.repository(Broken).get('x')).toBeNull();
    await db.repository(Broken).insert({ id: 'x' }, { events: false });
  });

  test('costs an insert no further request', async () => {
    const db = await databases.connect([Account, Receipt]);
    const accounts = db.repository(Account);
    await accounts.insert({ id: 'w', name: 'warm' }); // the topics are created with their first events
    await accounts.update('w', { name: 'warmer' });
    expect(await counted(databases.client, () => accounts.insert({ name: 'x' }))).toEqual({
      timestamps: 1,
      KvPrewrite: 1,
    });
    expect(await counted(databases.client, () => accounts.insert({ id: 'y', name: 'y' }))).toEqual({
      timestamps: 1,
      KvPrewrite: 1,
    });
    expect(await counted(databases.client, () => accounts.update('y', { name: 'z' }))).toEqual({
      timestamps: 2,
      KvGet: 1,
      KvPrewrite: 1,
    });
  });
});

describe('a handler', () => {
  test('writes once for each event, though it fails between: its repositories join the acknowledgement', async () => {
    const db = await databases.connect([Account, Receipt]);
    const accounts = db.repository(Account);
    const receipts = db.repository(Receipt);
    let attempts = 0;
    let done: () => void = () => undefined;
    const complete = new Promise<void>((resolve) => (done = resolve));
    const consumer = db.consume<{ id: string }>(
      'account.changed',
      async (event, { tx, attempt }) => {
        attempts++;
        await receipts.insert({ id: `receipt ${event.key}`, note: `attempt ${attempt}` });
        if (attempt === 1) throw new Error('once');
        expect(() => (tx as unknown as Tx).onCommit(done)).toThrow(/publish an event/);
        expect(tx.startTs === null || typeof tx.startTs === 'bigint').toBe(true);
        done();
      },
      { group: 'receipts', from: 'earliest', retry: { attempts: 3, minDelay: '1ms' } },
    );
    await consumer.ready();
    await accounts.insert({ id: 'a', name: 'Ann' });
    await complete;
    await consumer.stop();
    expect(attempts).toBe(2);
    expect((await receipts.all().limit(9).toArray()).map(({ id, note }) => [id, note])).toEqual([
      ['receipt a', 'attempt 2'],
    ]);
  });

  test('gets what tx.publish sent', async () => {
    const mail = topic<{ to: string }>('mail');
    const db = await databases.connect([Account, Receipt]);
    await db.transaction(async (tx) => {
      const account = await tx.repository(Account).insert({ id: 'a', name: 'Ann' });
      tx.publish(mail, account.id, { to: 'ann@example.com' }, { metadata: { by: 'test' } });
    });
    await db
      .transaction(async (tx) => {
        tx.publish(mail, 'lost', { to: 'nobody' });
        throw new Error('no');
      })
      .catch(() => undefined);
    const events = await collect(db, 'mail', 1);
    expect(events).toMatchObject([
      { key: 'a', op: null, payload: { to: 'ann@example.com' }, metadata: { by: 'test' } },
    ]);
  });
});
