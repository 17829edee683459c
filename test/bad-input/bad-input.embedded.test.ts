/** What a newcomer gets wrong: each is a typed error that names the thing, in time, with nothing written. */

import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type F, Field, Id, Index, Model, TikvClient, Tito, isTitoError, key } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { startNode } from '../support/program';

@Model('bad.user')
class User {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') age!: number;
  @Index() static readonly byName = key((user: F<User>) => [user.name]);
}

class Plain {
  id = '';
}

@Model('bad.user')
class Impostor {
  @Id() id!: string;
}

let cluster: EmbeddedCluster;
let db: Tito;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [User] });
});
afterAll(async () => {
  await db.close();
  await cluster.stop();
});

/** The error as people see it: its code, and everything that it says. */
async function failureOf(work: () => unknown): Promise<{ code: string; says: string }> {
  try {
    await work();
  } catch (error) {
    if (!isTitoError(error)) throw error;
    const details = JSON.stringify(error.details, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    return { code: error.code, says: `${error.message} ${details}` };
  }
  throw new Error('it did not fail');
}

/** Everything in the store, so that a write by mistake cannot hide. */
async function snapshot(): Promise<string[]> {
  const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  const out: string[] = [];
  const everything = { start: new Uint8Array(0), end: new Uint8Array(0) };
  for await (const pair of client.snapshot().scan(everything)) {
    out.push(`${Buffer.from(pair.key).toString('hex')}=${Buffer.from(pair.value).toString('hex')}`);
  }
  await client.close();
  return out;
}

describe('a connection', () => {
  test('to an endpoint where nothing listens names the endpoint', async () => {
    const start = performance.now();
    const error = await failureOf(() =>
      Tito.connect({ endpoints: ['127.0.0.1:1'], models: [User], connectTimeoutMs: 500 }),
    );
    expect(error.code).toBe('TIKV_CONNECT_FAILED');
    expect(error.says).toContain('127.0.0.1:1');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('to a server of another protocol names the endpoint', async () => {
    const server = http.createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await failureOf(() =>
      Tito.connect({ endpoints: [endpoint], models: [User], connectTimeoutMs: 5000 }),
    );
    expect(error.code).toBe('TIKV_CONNECT_FAILED');
    expect(error.says).toContain(endpoint);
    expect(error.says).toContain('notPd');
    server.closeAllConnections();
    server.close();
  });
});

describe('a model', () => {
  test('without decorators is named', async () => {
    const error = await failureOf(() => Tito.connect({ endpoints: cluster.pdEndpoints, models: [Plain] }));
    expect(error.code).toMatch(/^ORM_/);
    expect(error.says).toContain('Plain');
  });

  test('with the name of another one is named, and so is the other', async () => {
    const error = await failureOf(() =>
      Tito.connect({ endpoints: cluster.pdEndpoints, models: [User, Impostor] }),
    );
    expect(error.code).toMatch(/^ORM_/);
    expect(error.says).toContain('bad.user');
    expect(error.says).toContain('Impostor');
  });

  test('that was not given to the connection is named', async () => {
    const error = await failureOf(() => db.repository(Plain as unknown as typeof User));
    expect(error.code).toMatch(/^ORM_/);
    expect(error.says).toContain('Plain');
  });
});

describe('a call', () => {
  const users = (): ReturnType<typeof db.repository<typeof User>> => db.repository(User);
  const wrong = <T>(value: unknown): T => value as T;

  test.each<[string, () => unknown, string]>([
    [
      'for an unknown index',
      () =>
        users()
          .by('byNmae' as 'byName', 'x')
          .toArray(),
      'byNmae',
    ],
    ['with undefined as an id', () => users().get(wrong(undefined)), 'id'],
    ['with a number as an id', () => users().get(wrong(7)), 'id'],
    ['that deletes undefined', () => users().delete(wrong(undefined)), 'id'],
    ['with a value of the wrong type', () => users().insert(wrong({ name: 'x', age: 'old' })), 'age'],
    ['with a fraction as an int', () => users().insert({ name: 'x', age: 1.5 }), 'age'],
    [
      'with a field that the model does not have',
      () => users().insert(wrong({ name: 'x', age: 1, agee: 1 })),
      'agee',
    ],
    [
      'with undefined in its criteria',
      () =>
        users()
          .find(wrong({ name: undefined }))
          .toArray(),
      'name',
    ],
    [
      'for a field that the model does not have',
      () =>
        users()
          .find(wrong({ nmae: 'x' }))
          .toArray(),
      'nmae',
    ],
  ])('%s fails, names it and writes nothing', async (_, call, name) => {
    const before = await snapshot();
    const error = await failureOf(call);
    expect(error.code).toMatch(/^ORM_/);
    expect(error.says).toContain(name);
    expect(await snapshot()).toEqual(before);
  });
});

test('a process that got everything wrong ends by itself after close()', async () => {
  const script = `
    const { Field, Id, Model, Tito } = require('@tito/orm');
    class User {}
    Id()(User.prototype, 'id'); Field('int')(User.prototype, 'age'); Model('bad.process')(User);
    (async () => {
      await Tito.connect({ endpoints: ['127.0.0.1:1'], models: [User], connectTimeoutMs: 200 }).catch((e) => console.log(e.code));
      const db = await Tito.connect({ endpoints: ${JSON.stringify(cluster.pdEndpoints)}, models: [User] });
      await db.repository(User).insert({ age: 'x' }).catch((e) => console.log(e.code.slice(0, 4)));
      await db.close();
      console.log('closed');
    })();`;
  const ended = await startNode(['-e', script]).ended(10_000);
  expect(ended).toMatchObject({ code: 0, stdout: 'TIKV_CONNECT_FAILED\nORM_\nclosed\n', stderr: '' });
});
