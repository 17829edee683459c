/** Validation by the decorators of class-validator. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import { IsEmail, IsNotEmpty, Length, Max, ValidateNested } from 'class-validator';
import { Embedded, Field, Id, Model, type Repository, type Tito, ValidationError } from '../src/index';
import { useDatabases } from './support/database';

class Address {
  @IsNotEmpty({ message: 'a street is needed' }) @Field('string') street!: string;
}

@Model('customer', { validate: 'class-validator' })
class Customer {
  @Id() id!: string;
  @IsEmail({}, { message: 'no address' }) @Field('string') email!: string;
  @Length(2, 5, { message: 'wrong length' }) @Field('string') name: string = 'Ann';
  @Max(10, { message: 'too much for a new one', groups: ['insert'] })
  @Max(100, { message: 'too much', groups: ['update'] })
  @Field('int')
  credit: number = 0;
  @ValidateNested() @Embedded(() => Address) address?: Address;
}

const databases = useDatabases();
let db: Tito;
let customers: Repository<typeof Customer>;

const issues = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toMatchObject({ code: 'ORM_VALIDATION', retryable: false });
  return (error as ValidationError).issues;
};

beforeAll(async () => {
  db = await databases.connect([Customer]);
  customers = db.repository(Customer);
});

describe('validation by class-validator', () => {
  test('refuses what its decorators refuse, with every path and message, and writes nothing', async () => {
    expect(
      await issues(customers.insert({ id: 'x', email: 'nobody', name: '', address: { street: '' } })),
    ).toEqual([
      { path: ['email'], message: 'no address' },
      { path: ['name'], message: 'wrong length' },
      { path: ['address', 'street'], message: 'a street is needed' },
    ]);
    expect(await customers.get('x')).toBeNull();
  });

  test('looks at the row as it will be, defaults filled in, and at nothing that is read', async () => {
    const row = await customers.insert({ id: 'a', email: 'ann@example.com', address: { street: 'Main' } });
    expect(row.name).toBe('Ann');
    expect(await issues(customers.update('a', { name: 'A' }))).toHaveLength(1);
    expect(await issues(customers.save({ ...row, email: '' }))).toHaveLength(1);
    expect(await issues(customers.upsert({ id: 'b', email: 'b' }))).toHaveLength(1);
    expect(await issues(customers.insertMany([{ email: 'c@example.com' }, { email: 'c' }]))).toHaveLength(1);
    expect(await customers.all().count()).toBe(1);
    expect(await customers.get('a')).toEqual(row);
  });

  test('knows the groups insert and update', async () => {
    expect(await issues(customers.insert({ email: 'd@example.com', credit: 50 }))).toEqual([
      { path: ['credit'], message: 'too much for a new one' },
    ]);
    await customers.insert({ id: 'd', email: 'd@example.com' });
    expect((await customers.update('d', { credit: 50 })).credit).toBe(50);
    expect(await issues(customers.update('d', { credit: 101 }))).toEqual([
      { path: ['credit'], message: 'too much' },
    ]);
  });
});
