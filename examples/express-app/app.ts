import { reply, route, tito, titoErrorHandler, titoHealth, transactional } from '@tito/express';
import type { Tito } from '@tito/orm';
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import { InputError, checkOrder, checkProduct, checkRestock } from '../shop/check-input';
import { CustomerSummary } from '../shop/customer-summary';
import { Order } from '../shop/order';
import { placeOrder } from '../shop/place-order';
import { Product } from '../shop/product';
import { SoldOutError } from '../shop/sold-out-error';

/** The routes of the shop. Handlers return their answers, which are sent after the commit. */
export function createApp(db: Tito): Express {
  const products = db.repository(Product);
  const orders = db.repository(Order);
  const summaries = db.repository(CustomerSummary);
  const app = express();
  app.use(express.json({ limit: '100kb' }));
  app.get('/health', titoHealth(db));
  app.use(tito(db, { timeoutMs: 10_000 }));

  app.post(
    '/products',
    transactional(async (req: Request) => {
      const product = await products.insert(checkProduct(req.body));
      return reply(201, product, { location: `/products/${product.id}` });
    }),
  );
  app.get(
    '/products',
    route((req: Request) => {
      const { after } = req.query;
      const page = products.by('offered').limit(20);
      return (typeof after === 'string' ? page.after(after) : page).page();
    }),
  );
  app.get(
    '/products/low',
    route(() => products.by('runningLow').limit(100).toArray()),
  );
  app.get(
    '/products/:id',
    route((req: Request<{ id: string }>) => products.getOrThrow(req.params.id)),
  );
  app.patch(
    '/products/:id',
    transactional((req: Request<{ id: string }>) => products.update(req.params.id, checkRestock(req.body))),
  );
  app.delete(
    '/products/:id',
    transactional(async (req: Request<{ id: string }>) => {
      await products.delete(req.params.id);
    }),
  );
  app.post(
    '/orders',
    transactional(async (req: Request) =>
      reply(201, await placeOrder(products, orders, checkOrder(req.body))),
    ),
  );
  app.get(
    '/customers/:customer/orders',
    route((req: Request<{ customer: string }>) =>
      orders.by('byCustomer', req.params.customer).include({ product: true }).limit(20).page(),
    ),
  );
  app.get(
    '/customers/:customer',
    route((req: Request<{ customer: string }>) => summaries.getOrThrow(req.params.customer)),
  );

  app.use(titoErrorHandler({ onError: (error) => console.error(error) }));
  app.use(answerOwnErrors);
  return app;
}

const answerOwnErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof InputError)
    res.status(400).json({ title: error.message, status: 400, field: error.field });
  else if (error instanceof SoldOutError) res.status(409).json({ title: error.message, status: 409 });
  else next(error);
};
