/** The shop over HTTP, on Express and on NestJS: the same requests get the same answers. */

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { withTestDatabase } from '@tito/nestjs';
import { EmbeddedCluster } from '@tito/server';
import { startShop } from '../../examples/express-app/shop';
import { AppModule } from '../../examples/nestjs-app/app.module';
import { Mailer } from '../../examples/shop/mailer';

interface RunningShop {
  readonly url: string;
  readonly mailer: Mailer;
  stop(): Promise<void>;
}

async function startExpress(): Promise<RunningShop> {
  const cluster = await EmbeddedCluster.start();
  const shop = await startShop({ endpoints: cluster.pdEndpoints });
  return {
    ...shop,
    stop: async () => {
      await shop.stop();
      await cluster.stop();
    },
  };
}

async function startNest(): Promise<RunningShop> {
  const module = await withTestDatabase(Test.createTestingModule({ imports: [AppModule] })).compile();
  const app: INestApplication = module.createNestApplication();
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  return {
    url: `http://127.0.0.1:${port}`,
    mailer: app.get(Mailer, { strict: false }),
    stop: () => app.close(),
  };
}

/** Parsed JSON, of which each test knows the shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

describe.each([
  ['Express', startExpress],
  ['NestJS', startNest],
])('the shop on %s', (_, start) => {
  let shop: RunningShop;

  const call = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Body }> => {
    const response = await fetch(shop.url + path, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const stock = async (sku: string, count: number, name = sku): Promise<Body> =>
    (await call('POST', '/products', { sku, name, price: '12.50', stock: count })).body;

  async function eventually<T>(read: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
    const endMs = performance.now() + 10_000;
    for (;;) {
      const value = await read();
      if (holds(value) || performance.now() > endMs) return value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  beforeAll(async () => {
    shop = await start();
  });

  afterAll(() => shop.stop());

  test('creates, reads, changes and deletes a product', async () => {
    const made = await call('POST', '/products', { sku: 'A1', name: 'Apple', price: '1.20', stock: 10 });
    expect(made).toMatchObject({ status: 201, body: { sku: 'A1', price: '1.2', revision: 1 } });
    const path = `/products/${made.body.id}`;
    expect(await call('GET', path)).toEqual({ status: 200, body: made.body });
    expect(await call('PATCH', path, { stock: 7, revision: 1 })).toMatchObject({
      status: 200,
      body: { stock: 7, revision: 2 },
    });
    expect(await call('PATCH', path, { stock: 6, revision: 1 })).toMatchObject({
      status: 412,
      body: { code: 'ORM_VERSION_CONFLICT' },
    });
    expect(await call('DELETE', path)).toEqual({ status: 204, body: null });
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 'ORM_NOT_FOUND' } });
  });

  test('has each number once, whatever its case', async () => {
    await stock('U1', 1);
    const second = await call('POST', '/products', { sku: 'u1', name: 'Other', price: '1', stock: 1 });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'ORM_UNIQUE_VIOLATION', index: 'bySku', status: 409 },
    });
  });

  test('lists what runs low while it does', async () => {
    const product = await stock('L1', 5);
    const low = async (): Promise<string[]> =>
      (await call('GET', '/products/low')).body.map((each: { sku: string }) => each.sku);
    expect(await low()).not.toContain('L1');
    await call('POST', '/orders', { customer: 'low@example.com', productId: product.id, quantity: 1 });
    expect(await low()).toContain('L1');
    await call('PATCH', `/products/${product.id}`, { stock: 50 });
    expect(await low()).not.toContain('L1');
  });

  test('gives pages of products, and refuses a cursor that it did not make', async () => {
    for (let i = 10; i < 35; i++) await stock(`P${i}`, 9, `paged ${i}`);
    const names: string[] = [];
    let after = '';
    do {
      const { body } = await call('GET', `/products${after}`);
      names.push(...body.items.map((each: { name: string }) => each.name));
      after = body.next ? `?after=${encodeURIComponent(body.next)}` : '';
    } while (after !== '');
    const paged = names.filter((name) => name.startsWith('paged'));
    expect(paged).toEqual(Array.from({ length: 25 }, (_each, i) => `paged ${i + 10}`));
    expect(await call('GET', '/products?after=made-up')).toMatchObject({
      status: 400,
      body: { code: 'ORM_INVALID_CURSOR' },
    });
  });

  test('sells the last pieces once, however many want them', async () => {
    const product = await stock('S1', 3);
    const orders = await Promise.all(
      Array.from({ length: 8 }, (_each, i) =>
        call('POST', '/orders', { customer: `c${i}@example.com`, productId: product.id, quantity: 1 }),
      ),
    );
    expect(orders.map((order) => order.status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    expect((await call('GET', `/products/${product.id}`)).body.stock).toBe(0);
  });

  test('mails each order once and keeps a summary of its customer', async () => {
    const product = await stock('M1', 9);
    const order = { customer: 'mail@example.com', productId: product.id };
    await call('POST', '/orders', { ...order, quantity: 2 });
    await call('POST', '/orders', { ...order, quantity: 3 });
    const summary = await eventually(
      () => call('GET', '/customers/mail@example.com'),
      ({ body }) => body?.orders === 2,
    );
    expect(summary).toEqual({ status: 200, body: { id: 'mail@example.com', orders: 2, items: 5 } });
    const mails = (): number => shop.mailer.sent.filter((mail) => mail.to === 'mail@example.com').length;
    expect(await eventually(mails, (count) => count === 2)).toBe(2);
    const { body } = await call('GET', '/customers/mail@example.com/orders');
    expect(body.items.map((each: Body) => [each.quantity, each.product.sku])).toEqual([
      [3, 'M1'],
      [2, 'M1'],
    ]);
  });

  test('keeps products that were sold', async () => {
    const product = await stock('K1', 2);
    await call('POST', '/orders', { customer: 'keep@example.com', productId: product.id, quantity: 1 });
    expect(await call('DELETE', `/products/${product.id}`)).toMatchObject({
      status: 409,
      body: { code: 'ORM_REFERENCED' },
    });
  });

  test.each([
    ['no number', { name: 'x', price: '1', stock: 1 }, 400],
    ['a negative stock', { sku: 'N', name: 'x', price: '1', stock: -1 }, 400],
    ['a price that is none', { sku: 'N', name: 'x', price: 'cheap', stock: 1 }, 422],
  ])('refuses a product with %s', async (_case, body, status) => {
    expect(await call('POST', '/products', body)).toMatchObject({ status, body: { status } });
  });

  test('tells its health', async () => {
    expect((await call('GET', '/health')).status).toBe(200);
  });
});
