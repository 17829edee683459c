import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Tito } from '@tito/orm';
import { CustomerSummary } from '../shop/customer-summary';
import { Mailer } from '../shop/mailer';
import { Order } from '../shop/order';
import { Product } from '../shop/product';
import { createApp } from './app';
import { startConsumers } from './consumers';

export interface Shop {
  readonly url: string;
  readonly mailer: Mailer;
  stop(): Promise<void>;
}

export interface ShopOptions {
  readonly endpoints: readonly string[];
  readonly namespace?: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
}

/** Starts the service. Stopping ends it in the right order: no more events, no more requests, then the database. */
export async function startShop({
  endpoints,
  namespace = 'express-app',
  port = 0,
}: ShopOptions): Promise<Shop> {
  const db = await Tito.connect({ endpoints, namespace, models: [Product, Order, CustomerSummary] });
  const mailer = new Mailer();
  const consumers = startConsumers(db, mailer);
  const server = createServer(createApp(db));
  try {
    await Promise.all(consumers.map((consumer) => consumer.ready()));
    await listen(server, port);
  } catch (error) {
    await db.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mailer,
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop({ drain: '10s' })));
      await close(server);
      await db.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Lets requests that run finish; connections that wait for the next one are ended. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
