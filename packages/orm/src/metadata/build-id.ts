/** The declaration of an id made into metadata. */

import { DefinitionError } from '../errors';
import { checkProperty, fieldsOf } from './build-columns';
import type { Declaration, ModelClass } from './declarations';
import { recordedPart, recorder } from './key-definition';
import type { ColumnMetadata, IdMetadata } from './model-metadata';

const MAX_SHARDS = 256;
const MAX_PARTS = 8;
/** Kinds whose values are text or whole numbers. */
const PART_KINDS: ReadonlySet<string> = new Set(['string', 'uuid', 'int', 'date']);

/** The one id of a model. */
export function buildId(
  model: ModelClass,
  declarations: readonly Declaration[],
  columns: ReadonlyMap<string, ColumnMetadata>,
): IdMetadata {
  const ids = fieldsOf(declarations).filter(({ role }) => role === 'id');
  const id = ids.at(-1);
  if (id === undefined)
    throw new DefinitionError('the model has no id: decorate a property with @Id()', { class: model.name });
  const properties = [...new Set(ids.map(({ property }) => property))];
  if (properties.length > 1) {
    throw new DefinitionError('the model has more than one @Id(): an id of several fields is @Id({ of })', {
      class: model.name,
      properties,
    });
  }
  checkProperty(model, id);
  const { property, options } = id;
  const where = { class: model.name, property };
  if (columns.has(property)) throw new DefinitionError('the id is not also a field', where);
  const { generate = 'uuidv7', shard = 1, of } = options;
  if (typeof generate !== 'function' && !['uuidv7', 'ulid', 'none'].includes(generate)) {
    throw new DefinitionError("generate is 'uuidv7', 'ulid', 'none' or a function", where);
  }
  if (!Number.isInteger(shard) || shard < 1 || shard > MAX_SHARDS || (options.shard ?? 2) < 2) {
    throw new DefinitionError('shard is a whole number from 2 to 256', where);
  }
  if (of !== undefined && (options.generate !== undefined || options.shard !== undefined)) {
    throw new DefinitionError('an id that is made of fields is not generated', where);
  }
  const parts = of === undefined ? null : partsOf(where, of, columns);
  return Object.freeze({ property, generate, shards: shard, parts });
}

function partsOf(
  where: object,
  of: (fields: unknown) => readonly unknown[],
  columns: ReadonlyMap<string, ColumnMetadata>,
): readonly ColumnMetadata[] {
  const given: unknown = typeof of === 'function' ? of(recorder()) : null;
  const recorded = Array.isArray(given) ? given.map(recordedPart) : [];
  if (recorded.length === 0 || recorded.length > MAX_PARTS || recorded.includes(null)) {
    throw new DefinitionError(
      'an id is made of 1 to 8 fields: @Id({ of: (line: F<Line>) => [line.order, line.number] })',
      { ...where },
    );
  }
  const parts = recorded.map((part) => {
    const { path = [], eachAt = null, isDescending, isCaseInsensitive } = part ?? {};
    const column = columns.get(path[0] ?? '');
    const isPlain =
      path.length === 1 && eachAt === null && isDescending !== true && isCaseInsensitive !== true;
    if (column !== undefined && isPlain && isPartOfIds(column)) return column;
    throw new DefinitionError(
      'an id is made of fields of the kinds string, uuid, int and date, and of references, as they are',
      { ...where, part: path.join('.') },
    );
  });
  if (new Set(parts).size === parts.length) return Object.freeze(parts);
  throw new DefinitionError('an id has each field once', { ...where });
}

function isPartOfIds({ shape, role }: ColumnMetadata): boolean {
  if (role !== 'field') return false;
  return shape.of === 'reference' || (shape.of === 'value' && PART_KINDS.has(shape.kind.name));
}
