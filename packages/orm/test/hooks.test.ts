/** Methods of models that run around writes. */

import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AfterDelete,
  AfterInsert,
  AfterUpdate,
  BeforeDelete,
  BeforeInsert,
  BeforeUpdate,
  CreatedAt,
  DeletedAt,
  Field,
  type HookContext,
  Id,
  Model,
  type Repository,
  type Tito,
  type F,
  Unique,
  Version,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

let log: string[] = [];
let failAfter = false;

@Model('audit')
class Audit {
  @Id() id!: string;
  @Field('string') text!: string;
}

abstract class Tracked {
  @CreatedAt() createdAt!: Date;
  @BeforeInsert() noteInsert(): void {
    log.push('base beforeInsert');
  }
}

@Model('member')
class Member extends Tracked {
  @Id() id!: string;
  @Field('string') email!: string;
  @Field('string') slug?: string;
  @Field('boolean') locked: boolean = false;
  @Version() rev!: number;
  @Unique() static readonly byEmail = uniqueKey((m: F<Member>) => [m.email]);

  @BeforeInsert()
  @BeforeUpdate()
  async normalise({ op, before }: HookContext<Member>): Promise<void> {
    log.push(`${op} ${before?.email ?? '-'}`);
    await Promise.resolve();
    this.email = this.email.trim().toLowerCase();
    this.slug = this.email.split('@')[0] ?? '';
    this.createdAt = new Date(0);
    this.rev = 99;
    if (op === 'insert') await db.repository(Audit).insert({ id: this.id, text: this.email });
  }

  @BeforeDelete() refuse(): void {
    if (this.locked) throw new RangeError('locked');
  }

  @AfterInsert()
  @AfterUpdate()
  @AfterDelete()
  tell({ op, before }: HookContext<Member>): void {
    log.push(`after ${op} ${before?.email ?? '-'} > ${this.email}, frozen: ${Object.isFrozen(this)}`);
    if (failAfter) throw new RangeError('after');
  }
}

@Model('soft')
class Soft {
  @Id() id!: string;
  @DeletedAt() deletedAt?: Date | null;
  @AfterDelete() deleted(): void {
    log.push('after mark');
  }
  @AfterUpdate() async restored(): Promise<void> {
    await Promise.resolve();
    log.push('after restore');
    if (failAfter) throw new RangeError('late');
  }
}

const databases = useDatabases();
const errors: unknown[] = [];
let db: Tito;
let members: Repository<typeof Member>;

beforeAll(async () => {
  db = await databases.connect([Member, Audit, Soft], { onError: (error) => errors.push(error) });
  members = db.repository(Member);
});

beforeEach(() => {
  [log, failAfter] = [[], false];
  errors.length = 0;
});

describe('a hook before a write', () => {
  test('changes what is stored, and its stamps are not its to change', async () => {
    const member = await members.insert({ id: 'a', email: '  Ann@Example.com ' });
    expect(member).toMatchObject({ email: 'ann@example.com', slug: 'ann', rev: 1 });
    expect(member.createdAt.getTime()).toBeGreaterThan(0);
    expect(await members.by('byEmail', 'ann@example.com').one()).toEqual(member);
    expect((await db.repository(Audit).get('a'))?.text).toBe('ann@example.com');
    expect((await members.update('a', { email: 'ANN@x.com' })).slug).toBe('ann');
    expect((await members.upsert({ id: 'a', email: 'Bob@x.com' })).slug).toBe('bob');
    expect((await members.save({ ...member, email: 'EVE@x.com', rev: 3 } as Member)).slug).toBe('eve');
    expect(log.filter((line) => !line.startsWith('after'))).toEqual([
      'base beforeInsert',
      'insert -',
      'update ann@example.com',
      'update ann@x.com',
      'update bob@x.com',
    ]);
  });

  test('refuses by what it throws, and nothing is changed', async () => {
    await members.insertMany([{ id: 'l', email: 'L@x.com', locked: true }]);
    await expect(members.delete('l')).rejects.toThrow('locked');
    expect(await members.get('l')).toMatchObject({ slug: 'l' });
    await members.update('l', { locked: false });
    expect(await members.delete('l')).toBe(true);
  });

  test('is checked like any other input', async () => {
    @Model('wrong')
    class Wrong {
      @Id() id!: string;
      @Field('int') age!: number;
      @BeforeInsert() spoil(): void {
        this.age = 1.5;
      }
    }
    const other = await databases.connect([Wrong]);
    await expect(other.repository(Wrong).insert({ id: 'w', age: 1 })).rejects.toMatchObject({
      code: 'ORM_INVALID_VALUE',
    });
    expect(await other.repository(Wrong).get('w')).toBeNull();
  });

  test('comes from the class, never from the input', async () => {
    const evil = { id: 'e', email: 'e@x.com', normalise: () => log.push('evil') };
    await expect(members.insert(evil as never)).rejects.toMatchObject({ code: 'ORM_INVALID_VALUE' });
    expect(log).toEqual([]);
  });
});

describe('a hook after a write', () => {
  test('runs once the transaction is committed, in the order of the writes', async () => {
    await db.transaction(async () => {
      await members.insert({ id: 't', email: 't@x.com' });
      await members.update('t', { email: 'u@x.com' });
      expect(log.some((line) => line.startsWith('after'))).toBe(false);
    });
    expect(log.filter((line) => line.startsWith('after'))).toEqual([
      'after insert - > t@x.com, frozen: true',
      'after update t@x.com > u@x.com, frozen: true',
    ]);
    log = [];
    await members.delete('t');
    expect(log).toEqual(['after delete u@x.com > u@x.com, frozen: true']);
  });

  test('does not run when the transaction fails, nor for what a savepoint undid', async () => {
    const work = db.transaction(async () => {
      await members.insert({ email: 'gone@x.com' });
      throw new RangeError('no');
    });
    await expect(work).rejects.toThrow('no');
    await db.transaction(async (tx) => {
      const undone = tx.savepoint(async () => {
        await members.insert({ email: 'undone@x.com' });
        throw new RangeError('no');
      });
      await expect(undone).rejects.toThrow('no');
    });
    expect(log.filter((line) => line.startsWith('after'))).toEqual([]);
  });

  test('runs once when the work was replayed', async () => {
    await members.insert({ id: 'r', email: 'r@x.com' });
    let attempts = 0;
    log = [];
    await db.transaction(async () => {
      await members.getOrThrow('r');
      const meanwhile = () => members.update('r', { email: 'q@x.com' });
      if (attempts++ === 0) await db.transaction(meanwhile, { propagation: 'requiresNew' });
      await members.update('r', { email: `r${attempts}@x.com` });
    });
    expect(attempts).toBe(2);
    expect(log.filter((line) => line.startsWith('after'))).toEqual([
      'after update r@x.com > q@x.com, frozen: true',
      'after update q@x.com > r2@x.com, frozen: true',
    ]);
  });

  test('that fails changes nothing, and is told of', async () => {
    failAfter = true;
    await members.insert({ id: 'f', email: 'f@x.com' });
    const soft = db.repository(Soft);
    await soft.insert({ id: 's' });
    await soft.delete('s');
    await soft.restore('s');
    expect(await members.get('f')).not.toBeNull();
    expect(log.slice(-2)).toEqual(['after mark', 'after restore']);
    await new Promise(setImmediate);
    expect(errors.map(String)).toEqual(['RangeError: after', 'RangeError: late']);
  });
});
