import { describe, expect, test } from '@jest/globals';
import {
  Event,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Tito,
  Unique,
  key,
  topic,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

@Model('coupon')
@Event<Coupon, { code: string }>('coupon.changed', {
  payload: (c) => ({ code: (c.after ?? c.before)!.code }),
})
class Coupon {
  @Id() id!: string;
  @Field('string') code!: string;
  @Unique() static readonly byCode = uniqueKey((c: F<Coupon>) => [c.code]);
  @Index() static readonly inOrder = key((c: F<Coupon>) => [c.code, c.id]);
}

async function eventsOf(db: Tito, name: string, count: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  let done: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => (done = resolve));
  const consumer = db.consume<unknown>(
    name,
    async ({ payload }) => {
      if (seen.push(payload) === count) done();
    },
    { group: 'g', from: 'earliest', concurrency: 1 },
  );
  await complete;
  await consumer.stop();
  return seen;
}

describe('a savepoint', () => {
  test('undoes rows, entries, events and callbacks of its work when that fails, and nothing else', async () => {
    const db = await databases.connect([Coupon]);
    const coupons = db.repository(Coupon);
    await coupons.insert({ id: 'old', code: 'old' }, { events: false });
    const mail = topic<string>('mail');
    const called: string[] = [];
    await db.transaction(async (tx) => {
      await coupons.insert({ id: 'a', code: 'a' });
      await expect(
        tx.savepoint(async () => {
          await coupons.insert({ id: 'b', code: 'b' });
          await coupons.update('a', { code: 'changed' });
          await coupons.delete('old');
          tx.publish(mail, 'k', 'undone');
          tx.onCommit(() => called.push('undone'));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await coupons.get('b')).toBeNull();
      expect((await coupons.get('a'))?.code).toBe('a');
      expect((await coupons.by('inOrder').limit(9).toArray()).map(({ id }) => id)).toEqual(['a', 'old']);
      await tx.savepoint(async () => {
        await coupons.insert({ id: 'c', code: 'b' });
        tx.publish(mail, 'k', 'kept');
        tx.onCommit(() => called.push('kept'));
        await tx
          .savepoint(async () => {
            tx.publish(mail, 'k', 'inner');
            await coupons.insert({ id: 'd', code: 'd' });
            throw new Error('inner');
          })
          .catch(() => undefined);
      });
    });
    expect((await coupons.all().limit(9).toArray()).map(({ id, code }) => [id, code])).toEqual([
      ['a', 'a'],
      ['c', 'b'],
      ['old', 'old'],
    ]);
    expect(called).toEqual(['kept']);
    expect(await eventsOf(db, 'mail', 1)).toEqual(['kept']);
    expect((await eventsOf(db, 'coupon.changed', 2)).sort()).toEqual([{ code: 'a' }, { code: 'b' }]);
  });

  test('frees unique values that its work had taken, and gives back those it had freed', async () => {
    const db = await databases.connect([Coupon]);
    const coupons = db.repository(Coupon);
    await coupons.insert({ id: 'old', code: 'x' });
    await db.transaction(async (tx) => {
      await tx
        .savepoint(async () => {
          await coupons.delete('old');
          await coupons.insert({ id: 'new', code: 'x' });
          throw new Error('no');
        })
        .catch(() => undefined);
      await coupons.insert({ id: 'other', code: 'y' });
    });
    expect((await coupons.by('byCode', 'x').one())?.id).toBe('old');
    const conflicting = db.transaction(async (tx) => {
      await tx
        .savepoint(async () => coupons.delete('other').then(() => Promise.reject(new Error('no'))))
        .catch(() => undefined);
      await coupons.insert({ id: 'third', code: 'y' });
    });
    await expect(conflicting).rejects.toMatchObject({ code: 'ORM_UNIQUE_VIOLATION' });
  });
});
