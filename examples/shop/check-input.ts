import type { OrderRequest } from './place-order';

export interface ProductInput {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
  readonly stock: number;
}

/** What came from outside is not what we want it to be: `field` says where. */
export class InputError extends Error {
  constructor(readonly field: string) {
    super(`${field} is missing or of the wrong form`);
    this.name = 'InputError';
  }
}

/** @throws InputError */
export function checkProduct(body: unknown): ProductInput {
  const input = fieldsOf(body);
  return {
    sku: text(input, 'sku'),
    name: text(input, 'name'),
    price: text(input, 'price'),
    stock: count(input, 'stock', 0),
  };
}

/** @throws InputError */
export function checkOrder(body: unknown): OrderRequest {
  const input = fieldsOf(body);
  return {
    customer: text(input, 'customer'),
    productId: text(input, 'productId'),
    quantity: count(input, 'quantity', 1),
  };
}

/** @throws InputError */
export function checkRestock(body: unknown): { readonly stock: number; readonly revision?: number } {
  const input = fieldsOf(body);
  const stock = count(input, 'stock', 0);
  return input['revision'] === undefined ? { stock } : { stock, revision: count(input, 'revision', 0) };
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) throw new InputError('body');
  return body as Record<string, unknown>;
}

function text(input: Readonly<Record<string, unknown>>, field: string): string {
  const value = input[field];
  if (typeof value !== 'string' || value === '' || value.length > 200) throw new InputError(field);
  return value;
}

function count(input: Readonly<Record<string, unknown>>, field: string, min: number): number {
  const value = input[field];
  if (!Number.isSafeInteger(value) || (value as number) < min) throw new InputError(field);
  return value as number;
}
