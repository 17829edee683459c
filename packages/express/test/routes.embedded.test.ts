import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Field, Id, Model, Tito, Unique, type F, isTitoError, uniqueKey } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import express5, { type Request } from 'express';
import {
  currentRequest,
  reply,
  route,
  tito,
  titoErrorHandler,
  titoHealth,
  transactional,
} from '../src/index';
import { type Listening, listen } from './support/http-server';

@Model('account')
class Account {
  @Id() id!: string;
  @Field('string') owner!: string;
  @Field('bigint') cents!: bigint;
  @Field('string', { hidden: true }) secret: string = 'hidden';
  @Unique() static readonly byOwner = uniqueKey((a: F<Account>) => [a.owner]);
}

const express4 = createRequire(join(__dirname, '../../../test/hosts/express-4/package.json'))(
  'express',
) as typeof express5;

let cluster: EmbeddedCluster;
let db: Tito;
const reported: unknown[] = [];

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [Account] });
});

afterAll(async () => {
  await db.close();
  await cluster.stop();
});

describe.each([
  ['Express 5', express5],
  ['Express 4', express4],
])('in %s', (name, express) => {
  let http: Listening;
  let attempts = 0;

  beforeAll(async () => {
    const accounts = db.repository(Account);
    const app = express();
    app.use(express.json());
    app.get('/health', titoHealth(db));
    app.use(tito(db, { timeoutMs: 300 }));
    app.get(
      '/accounts/:id',
      route((req: Request) => accounts.getOrThrow(req.params['id'] as string)),
    );
    app.post(
      '/accounts',
      transactional(async (req: Request) => {
        const account = await accounts.insert({ ...req.body, cents: BigInt(req.body.cents) });
        return reply(201, account, { location: `/accounts/${account.id}` });
      }),
    );
    app.post(
      '/transfer',
      transactional(async (req: Request) => {
        const { from, to, cents } = req.body;
        await accounts.update(from, (account) => void (account.cents -= BigInt(cents)));
        await accounts.update(to, (account) => void (account.cents += BigInt(cents)));
      }),
    );
    app.post(
      '/contended/:id',
      transactional(async (req: Request) => {
        attempts++;
        const id = req.params['id'] as string;
        const account = await accounts.getOrThrow(id);
        // Somebody else is faster, the first time.
        if (attempts === 1) {
          await db.transaction(() => accounts.update(id, { cents: account.cents + 1n }), {
            propagation: 'requiresNew',
          });
        }
        return accounts.update(id, { cents: account.cents + 10n });
      }),
    );
    app.get(
      '/slow',
      transactional(async (req: Request) => {
        await new Promise((resolve) => req.tito.signal.addEventListener('abort', resolve));
        await accounts.insert({ owner: `slow ${name}`, cents: 0n });
      }),
    );
    app.get(
      '/tenant',
      route(() => ({ tenant: currentRequest().tenant, isSame: currentRequest().db === db })),
    );
    app.get(
      '/nothing',
      route(() => undefined),
    );
    app.get(
      '/broken',
      route(async () => {
        throw new TypeError('not of Tito');
      }),
    );
    app.get(
      '/bug',
      route(() => accounts.find({ cents: 1n }).first()),
    );
    app.use(titoErrorHandler({ onError: (error) => reported.push(error) }));
    app.use(((error, _req, res, _next) => {
      res.status(500).json({ last: (error as Error).message });
    }) satisfies express5.ErrorRequestHandler);
    http = await listen(app);
  });

  afterAll(() => http.close());

  test('a transactional route answers with what was committed', async () => {
    const made = await http.call('POST', '/accounts', { owner: `Ann ${name}`, cents: 100 });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/accounts/${made.body.id}`);
    const read = await http.call('GET', `/accounts/${made.body.id}`);
    expect(read).toMatchObject({ status: 200, body: { owner: `Ann ${name}`, cents: '100' } });
    expect(read.body).not.toHaveProperty('secret');
  });

  test('a duplicate is a 409 that names the index and not the value', async () => {
    await http.call('POST', '/accounts', { owner: `Bob ${name}`, cents: 1 });
    const second = await http.call('POST', '/accounts', { owner: `Bob ${name}`, cents: 1 });
    expect(second.headers.get('content-type')).toBe('application/problem+json');
    expect(second.body).toEqual({
      type: 'urn:tito:error:ORM_UNIQUE_VIOLATION',
      title: 'another row has these values of a unique index',
      status: 409,
      code: 'ORM_UNIQUE_VIOLATION',
      retryable: false,
      model: 'account',
      index: 'byOwner',
      fields: ['owner'],
    });
    expect(second.status).toBe(409);
  });

  test('what fails half-way changes nothing', async () => {
    const from = await http.call('POST', '/accounts', { owner: `Carl ${name}`, cents: 50 });
    const lost = await http.call('POST', '/transfer', { from: from.body.id, to: 'nobody', cents: 20 });
    expect(lost).toMatchObject({ status: 404, body: { code: 'ORM_NOT_FOUND', model: 'account' } });
    expect((await http.call('GET', `/accounts/${from.body.id}`)).body.cents).toBe('50');
  });

  test('a handler that met a conflict runs again, and one answer is sent', async () => {
    attempts = 0;
    const { body } = await http.call('POST', '/accounts', { owner: `Dora ${name}`, cents: 0 });
    const answer = await http.call('POST', `/contended/${body.id}`);
    expect(answer).toMatchObject({ status: 200, body: { cents: '11' } });
    expect(attempts).toBe(2);
  });

  test('a request past its deadline is a 504 and commits nothing', async () => {
    const answer = await http.call('GET', '/slow');
    expect(answer).toMatchObject({ status: 504, body: { code: 'HTTP_REQUEST_TIMEOUT' } });
    expect(await db.repository(Account).by('byOwner', `slow ${name}`).one()).toBeNull();
  });

  test('a handler may return nothing', async () => {
    expect(await http.call('GET', '/nothing')).toMatchObject({ status: 204, body: null });
  });

  test('the request is known wherever it is asked for', async () => {
    expect((await http.call('GET', '/tenant')).body).toEqual({ isSame: true, tenant: null });
  });

  test('errors that are not of Tito go to the next error handler', async () => {
    expect(await http.call('GET', '/broken')).toMatchObject({ status: 500, body: { last: 'not of Tito' } });
  });

  test('errors of the program are a 500 without details, and reported', async () => {
    reported.length = 0;
    const { status, body } = await http.call('GET', '/bug');
    expect({ status, body }).toEqual({
      status: 500,
      body: {
        type: 'urn:tito:error:ORM_NO_INDEX',
        title: expect.any(String),
        status: 500,
        code: 'ORM_NO_INDEX',
        retryable: false,
      },
    });
    expect(reported.map((error) => isTitoError(error) && error.code)).toEqual(['ORM_NO_INDEX']);
  });

  test('the health of the database is told', async () => {
    const { status, body } = await http.call('GET', '/health');
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'up',
      latencyMs: expect.any(Number),
      clockSkewMs: expect.any(Number),
    });
  });
});

describe('tenants', () => {
  let http: Listening;

  beforeAll(async () => {
    const app = express5();
    app.use(express5.json());
    app.use(
      tito(db, {
        tenant: (req: Request) => {
          const name = req.get('x-tenant');
          return name === 'stranger' ? null : name;
        },
      }),
    );
    app.post(
      '/accounts',
      transactional(async (req: Request) => {
        const account = await req.tito.repository(Account).insert({ owner: req.body.owner, cents: 0n });
        return { id: account.id, tenant: req.tito.tenant };
      }),
    );
    app.get(
      '/accounts/:id',
      route((req: Request) => req.tito.repository(Account).getOrThrow(req.params['id'] as string)),
    );
    app.use(titoErrorHandler());
    http = await listen(app);
  });

  afterAll(() => http.close());

  test('see their own rows only, and may own the same unique values', async () => {
    const owner = { owner: 'the same' };
    const one = await http.call('POST', '/accounts', owner, { 'x-tenant': 'one' });
    const two = await http.call('POST', '/accounts', owner, { 'x-tenant': 'two' });
    expect([one.body.tenant, two.body.tenant]).toEqual(['one', 'two']);
    const path = `/accounts/${one.body.id}`;
    expect((await http.call('GET', path, undefined, { 'x-tenant': 'one' })).status).toBe(200);
    expect((await http.call('GET', path, undefined, { 'x-tenant': 'two' })).status).toBe(404);
  });

  test.each([
    ['no tenant', {}],
    ['an unknown tenant', { 'x-tenant': 'stranger' }],
  ])('a request with %s is refused', async (_, headers) => {
    const answer = await http.call('GET', '/accounts/x', undefined, headers);
    expect(answer).toMatchObject({ status: 404, body: { code: 'HTTP_UNKNOWN_TENANT' } });
  });
});

test('a database that is down is told as such within the time given', async () => {
  const own = await EmbeddedCluster.start();
  const lost = await Tito.connect({ endpoints: own.pdEndpoints, models: [Account] });
  await own.stop();
  const http = await listen(express5().get('/health', titoHealth(lost, { timeoutMs: 200 })));
  const { status, body } = await http.call('GET', '/health');
  expect({ status, body }).toMatchObject({
    status: 503,
    body: { status: 'down', reason: expect.any(String) },
  });
  expect(body.latencyMs).toBeLessThan(1500);
  await http.close();
  await lost.close();
});
