import { describe, expect, test } from '@jest/globals';
import { Embedded, type F, Field, Id, Index, Model, key } from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

class Place {
  @Field('string') name!: string;
}

class Address {
  @Field('string') city!: string;
  @Field('date') since?: Date;
  @Field('bigint') number?: bigint;
  @Field('bytes') seal?: Uint8Array;
  @Embedded(() => Place) near?: Place | null;

  get label(): string {
    return `${this.city}!`;
  }
}

@Model('customer')
class Customer {
  @Id() id!: string;
  @Embedded(() => Address) address?: Address | null;
  @Embedded(() => Address) former: Address[] = [];
  @Index() static readonly byCity = key((c: F<Customer>) => [c.address.city]);
  @Index() static readonly byFormerCity = key((c: F<Customer>) => [c.former.each.city.ci]);
}

describe('an embedded class', () => {
  test('comes back as instances, with every kind as it was', async () => {
    const customers = (await databases.connect([Customer])).repository(Customer);
    const address = {
      city: 'Oslo',
      since: new Date(5),
      number: 2n ** 70n,
      seal: Uint8Array.of(1, 255),
      near: { name: 'fjord' },
    };
    const inserted = await customers.insert({
      id: 'c',
      address: address as Address,
      former: [{ city: 'Bergen' } as Address],
    });
    for (const customer of [inserted, await customers.getOrThrow('c')]) {
      expect(customer.address).toBeInstanceOf(Address);
      expect(customer.address?.label).toBe('Oslo!');
      expect(customer.address?.near).toBeInstanceOf(Place);
      expect({ ...customer.address }).toEqual(address);
      expect(customer.former[0]).toBeInstanceOf(Address);
    }
    const moved = await customers.update('c', (customer) => {
      customer.former.push(customer.address!);
      customer.address = null;
    });
    expect(moved.former.map(({ city, number }) => [city, number])).toEqual([
      ['Bergen', undefined],
      ['Oslo', 2n ** 70n],
    ]);
    expect(moved.address).toBeNull();
  });

  test('is indexed by paths into it', async () => {
    const customers = (await databases.connect([Customer])).repository(Customer);
    await customers.insert({
      id: 'c',
      address: { city: 'Oslo' } as Address,
      former: [{ city: 'Bergen' }, { city: 'Moss' }] as Address[],
    });
    expect((await customers.by('byCity', 'Oslo').first())?.id).toBe('c');
    expect((await customers.by('byFormerCity', 'MOSS').first())?.id).toBe('c');
    await customers.update('c', { address: { city: 'Moss' } as Address });
    expect(await customers.by('byCity', 'Oslo').exists()).toBe(false);
  });

  test('refuses what does not fit, and changes nothing', async () => {
    const customers = (await databases.connect([Customer])).repository(Customer);
    for (const address of [
      'Oslo',
      { city: 5 },
      { city: 'Oslo', nope: 1 },
      { city: 'Oslo', since: 'now' },
      { city: 'x', near: { name: 1 } },
    ]) {
      await expect(customers.insert({ address: address as never })).rejects.toMatchObject({
        code: 'ORM_INVALID_VALUE',
        details: { model: 'customer', field: 'address' },
      });
    }
    expect(await customers.all().count()).toBe(0);
  });
});
