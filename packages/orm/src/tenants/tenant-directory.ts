/** The tenants of a namespace as they are stored: found by their keys, dropped key by key. */

import { type KeyRange, type TikvClient, keyAfter } from '@tito/tikv';
import { TenantDroppingError } from '../errors';
import { KeyLayout } from '../keys/key-layout';

/** Keys of one transaction. */
const CHUNK = 1000;

export interface DropTenantOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each transaction with the number of keys so far. */
  readonly onProgress?: ((keys: number) => void) | undefined;
}

/** The names of all tenants that have a key, in order: one small scan for each. */
export async function* tenantNames(client: TikvClient, namespace: string): AsyncGenerator<string> {
  const layout = new KeyLayout(namespace);
  const reader = client.snapshot();
  let { start } = layout.tenants();
  const { end } = layout.tenants();
  for (;;) {
    let name: string | null = null;
    for await (const { key } of reader.scan({ start, end }, { limit: 1, keyOnly: true }))
      name = layout.tenantIn(key);
    if (name === null) return;
    yield name;
    start = new KeyLayout(namespace, name).everything().end;
  }
}

/** @throws TenantDroppingError for a tenant whose drop was interrupted */
export async function checkNotDropping(
  client: TikvClient,
  layout: KeyLayout,
  signal?: AbortSignal,
): Promise<void> {
  if ((await client.getLatest(layout.dropMark(), { signal })) !== null) throw new TenantDroppingError();
}

/**
 * Deletes every key of a tenant, in transactions of 1000 keys.
 *
 * TiKV can also delete a range at once, below its transactions. That would tear it from under transactions that run and
 * from views of the past, and a mistaken end of the range could not be taken back. Transactions cost a request for so many
 * keys, meet nobody else's, and leave the past to be read until garbage is collected, which frees the space.
 *
 * A mark is written first, and deleted with the catalog at the end: a tenant that is half gone is not mistaken for one.
 */
export async function dropTenant(
  client: TikvClient,
  layout: KeyLayout,
  { signal, onProgress }: DropTenantOptions,
): Promise<number> {
  const { start, end } = layout.everything();
  const catalog = layout.catalog();
  await client.transaction(async (txn) => txn.put(layout.dropMark(), Uint8Array.of(1)), { signal });
  let keys = 0;
  const deleteAll = async (range: KeyRange): Promise<void> => {
    for (let rest: KeyRange | null = range; rest !== null;) {
      const { count, next } = await deleteChunk(client, rest, signal);
      keys += count;
      if (count > 0) onProgress?.(keys);
      rest = next;
    }
  };
  await deleteAll({ start, end: catalog.start });
  await deleteAll({ start: catalog.end, end });
  await deleteAll(catalog);
  return keys - 1; // the mark
}

/** Deletes the first keys of a range. `next` is what is left of it, null when that was all. */
async function deleteChunk(
  client: TikvClient,
  range: KeyRange,
  signal: AbortSignal | undefined,
): Promise<{ count: number; next: KeyRange | null }> {
  return client.transaction(
    async (txn) => {
      const keys: Uint8Array[] = [];
      for await (const { key } of txn.scan(range, { limit: CHUNK, keyOnly: true, batchSize: CHUNK }))
        keys.push(key);
      for (const key of keys) txn.delete(key);
      const last = keys.at(-1);
      const isAll = last === undefined || keys.length < CHUNK;
      return { count: keys.length, next: isAll ? null : { start: keyAfter(last), end: range.end } };
    },
    { signal },
  );
}
