import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Field, Id, Model, TikvClient, isTitoError } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { Tenants } from '../src/index';

@Model('note')
class Note {
  @Id() id!: string;
  @Field('string') text!: string;
}

let cluster: EmbeddedCluster;
let client: TikvClient;
let asked: string[];
let tenants: Tenants;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});

afterAll(async () => {
  await tenants.close();
  await client.close();
  await cluster.stop();
});

beforeEach(async () => {
  await (tenants as Tenants | undefined)?.close();
  asked = [];
  tenants = new Tenants({
    client,
    models: [Note],
    maxOpen: 2,
    isKnown: (name) => {
      asked.push(name);
      return name !== 'stranger';
    },
  });
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (isTitoError(error) ? error.code : error),
  );

describe('the databases of tenants', () => {
  test('are opened once, however many ask at the same time', async () => {
    const leases = await Promise.all(Array.from({ length: 5 }, () => tenants.acquire('one')));
    expect(new Set(leases.map(({ db }) => db)).size).toBe(1);
    expect(asked).toEqual(['one']);
  });

  test('are closed for others when nobody uses them, the least recently used first', async () => {
    const one = await tenants.acquire('one');
    const two = await tenants.acquire('two');
    one.release();
    two.release();
    (await tenants.acquire('one')).release();
    await tenants.acquire('three');
    expect(await codeOf(two.db.transaction(async () => undefined))).toBe('ORM_CLOSED');
    await one.db.repository(Note).insert({ text: 'still open' });
  });

  test('are not closed while they are used: then there is no room', async () => {
    const one = await tenants.acquire('one');
    await tenants.acquire('two');
    expect(await codeOf(tenants.acquire('three'))).toBe('HTTP_TOO_MANY_TENANTS');
    await one.db.repository(Note).insert({ text: 'in use' });
    one.release();
    one.release();
    expect(await codeOf(tenants.acquire('three'))).toBeNull();
  });

  test('do not exist for strangers, who take no room and are asked about again', async () => {
    for (let i = 0; i < 3; i++) expect(await codeOf(tenants.acquire('stranger'))).toBe('HTTP_UNKNOWN_TENANT');
    expect(asked).toEqual(['stranger', 'stranger', 'stranger']);
    expect(await codeOf(tenants.acquire('x'.repeat(129)))).toBe('HTTP_UNKNOWN_TENANT');
    await tenants.acquire('one');
    await tenants.acquire('two');
  });

  test('are all closed in the end, and the client is not', async () => {
    const { db } = await tenants.acquire('one');
    await tenants.close();
    expect(await codeOf(db.transaction(async () => undefined))).toBe('ORM_CLOSED');
    expect(await codeOf(tenants.acquire('one'))).toBe('HTTP_UNKNOWN_TENANT');
    expect(await client.timestamp()).toBeGreaterThan(0n);
  });

  test.each([0, 1.5, -1])('cannot be %p at most', (maxOpen) => {
    expect(() => new Tenants({ client, models: [Note], maxOpen })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
    );
  });
});
