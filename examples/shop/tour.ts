/** A few requests to a shop that runs, each shown with its answer. */
export async function tour(url: string, print: (line: string) => void): Promise<void> {
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    print(`${method} ${path} -> ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const sku = `BEAN-${Date.now()}`;
  const product = await call('POST', '/products', { sku, name: 'Coffee beans', price: '12.50', stock: 6 });
  await call('POST', '/products', { sku, name: 'The same number', price: '1.00', stock: 1 });
  await call('POST', '/orders', { customer: 'ann@example.com', productId: product['id'], quantity: 4 });
  await call('POST', '/orders', { customer: 'bob@example.com', productId: product['id'], quantity: 4 });
  await call('GET', '/products/low');
  await call('GET', '/health');
}
