/** Deletes rows whose `ttl` is over, oldest first, by the index of the date: in small transactions that look at each again. */

import type { DecodedRow } from '../codec/row-codec';
import { ReferencedError } from '../errors';
import type { TtlMetadata } from '../metadata/model-metadata';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { isExpired, readManyForWrite } from '../persistence/read-rows';
import { keyRanges } from '../query/key-ranges';
import type { TransactionScope } from '../session/transaction-scope';
import type { MaintenanceContext } from './maintenance-context';
import { Pace } from './pace';

const CHUNK_ROWS = 100;

/** Removes a row with all that goes with it. */
export type RemoveRow = (
  scope: TransactionScope,
  model: BoundModel,
  id: string,
  before: DecodedRow,
) => Promise<void>;

export interface PurgeReport {
  readonly deleted: number;
  /** Rows that others point at with `onDelete: 'restrict'`: they stay, and stay hidden. */
  readonly restricted: number;
}

/** All of one model that is over by now. */
export async function purgeExpired(
  context: MaintenanceContext,
  model: BoundModel,
  remove: RemoveRow,
  { signal, rowsPerSecond }: { readonly signal?: AbortSignal; readonly rowsPerSecond?: number | undefined },
): Promise<PurgeReport> {
  const { ttl } = model.metadata;
  const pace = new Pace(rowsPerSecond);
  let [deleted, restricted] = [0, 0];
  if (ttl === null) return { deleted, restricted };
  const index = model.index(ttl.index);
  if (index.state !== 'readable') return { deleted, restricted };
  for await (const ids of expiredIds(context, model, ttl, index)) {
    for (const id of await removeSome(context, model, ids, remove, signal)) {
      if (id === 'restricted') restricted++;
      else deleted++;
    }
    await pace.spend(ids.length, signal);
  }
  return { deleted, restricted };
}

async function* expiredIds(
  { client }: MaintenanceContext,
  model: BoundModel,
  { afterMs }: TtlMetadata,
  index: BoundIndex,
): AsyncGenerator<string[]> {
  const value = new Date(model.clock() - afterMs);
  const ranges = keyRanges(
    model.layout.indexPrefix(index.address),
    index.metadata,
    [],
    [{ operator: 'lte', value }],
  );
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  let ids: string[] = [];
  for (const range of ranges) {
    for await (const pair of client.snapshot().scan(range, { batchSize: CHUNK_ROWS })) {
      ids.push(model.layout.idInEntry(pair, index.address, directions));
      if (ids.length < CHUNK_ROWS) continue;
      yield ids;
      ids = [];
    }
  }
  if (ids.length > 0) yield ids;
}

/** Together, or one by one when a row may not go. */
async function removeSome(
  context: Pick<MaintenanceContext, 'write'>,
  model: BoundModel,
  ids: readonly string[],
  remove: RemoveRow,
  signal: AbortSignal | undefined,
): Promise<('deleted' | 'restricted')[]> {
  const removeAll = (some: readonly string[]): Promise<number> =>
    context.write(async (scope) => {
      let count = 0;
      for (const [i, before] of (await readManyForWrite(scope, model, some)).entries()) {
        if (before === null || !isExpired(model, before.values)) continue;
        await remove(scope, model, some[i] as string, before);
        count++;
      }
      return count;
    }, signal);
  try {
    return Array.from({ length: await removeAll(ids) }, () => 'deleted' as const);
  } catch (error) {
    if (!(error instanceof ReferencedError)) throw error;
    if (ids.length === 1) return ['restricted'];
  }
  const single: ('deleted' | 'restricted')[] = [];
  for (const id of ids) single.push(...(await removeSome(context, model, [id], remove, signal)));
  return single;
}
