/** Refusals of the cluster, in which keys speak, made into errors in which models and fields speak. */

import { KeyExistsError } from '@tito/tikv';
import { AlreadyExistsError, UniqueViolationError } from '../errors';
import type { KeyLayout } from '../keys/key-layout';
import type { BoundModel } from './bound-model';

/** The error to throw for one that came out of a transaction: another one only when it can say more. */
export function explainRefusal(error: unknown, layout: KeyLayout, models: Iterable<BoundModel>): unknown {
  if (!(error instanceof KeyExistsError)) return error;
  const parsed = layout.parse(error.key);
  if (parsed === null) return error;
  const model = [...models].find(({ id }) => id === parsed.modelId);
  if (model === undefined) return error;
  const { name } = model.metadata;
  if (parsed.room === 'row') return new AlreadyExistsError({ model: name, id: parsed.id }, error);
  const index = model.indexes.find(({ address }) => address.indexId === parsed.indexId);
  if (index === undefined) return error;
  const fields = index.metadata.parts.map(({ path }) => path.join('.'));
  const values = layout.partsInEntry(
    error.key,
    index.metadata.parts.map(({ isDescending }) => isDescending),
  );
  return new UniqueViolationError({ model: name, index: index.metadata.name, fields }, error, values);
}
