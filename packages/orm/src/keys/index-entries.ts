/** Which entries a row has in an index: pure, from the row's stored values. */

import { ByteWriter } from '../bytes/byte-writer';
import { IndexPredicateError, InvalidValueError, ValueTooLargeError } from '../errors';
import { satisfies } from '../metadata/conditions';
import { typeInWords } from '../metadata/kinds';
import type { IndexMetadata, IndexPart } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import { caseFold } from './case-fold';
import { dynamicKeyType, writePart } from './tuple-codec';

/** Longest parts of one entry together: with prefix and id it must fit TiKV's limit of keys. */
export const MAX_PARTS_BYTES = 4096;

const writer = new ByteWriter();

/**
 * The parts of each entry of a row, distinct; none when the row is not in the index.
 *
 * @param entity the complete row, for a `when` that is a function; a frozen instance of the class
 */
export function entriesOf(index: IndexMetadata, values: StoredValues, entity: () => unknown): Uint8Array[] {
  if (!isInIndex(index, values, entity)) return [];
  const each = index.parts.find(({ eachAt }) => eachAt !== null);
  if (each === undefined) {
    const parts = index.parts.map((part) => valueAt(values, part.path));
    return index.sparse && parts.some(isMissing) ? [] : [encodeParts(index, parts)];
  }
  const elements = elementsOf(values, each);
  const entries = new Map<string, Uint8Array>();
  for (const element of elements) {
    const parts = index.parts.map((part) =>
      part === each ? valueAt(element, part.path.slice(each.eachAt as number)) : valueAt(values, part.path),
    );
    if (index.sparse && parts.some(isMissing)) continue;
    const encoded = encodeParts(index, parts);
    entries.set(Buffer.from(encoded).toString('latin1'), encoded);
    if (entries.size > index.maxEntries) {
      throw new ValueTooLargeError('a row has too many entries in an index', {
        model: index.model,
        index: index.name,
        limit: index.maxEntries,
        actual: elements.length,
      });
    }
  }
  return [...entries.values()];
}

/** Parts of a key, one after the other; fewer than the index has give the prefix of all keys that have them. */
export function encodeParts(index: IndexMetadata, values: readonly unknown[]): Uint8Array {
  const out = writer.reset();
  values.forEach((value, i) => encodePart(out, index, index.parts[i] as IndexPart, value));
  if (out.length > MAX_PARTS_BYTES) {
    throw new ValueTooLargeError('the values are too long for an index', {
      model: index.model,
      index: index.name,
      limit: MAX_PARTS_BYTES,
      actual: out.length,
    });
  }
  return out.take();
}

function encodePart(out: ByteWriter, index: IndexMetadata, part: IndexPart, value: unknown): void {
  const at = out.length;
  const type = isMissing(value) ? 'boolean' : part.kind === null ? dynamicKeyType(value) : part.kind.keyType;
  if (type === null || type === 'dynamic') {
    throw new InvalidValueError({
      model: index.model,
      index: index.name,
      field: part.path.join('.'),
      expected: 'a string, a number, a boolean or null',
      got: typeInWords(value),
    });
  }
  writePart(out, type, part.isCaseInsensitive && typeof value === 'string' ? caseFold(value) : value);
  if (part.isDescending) out.invertFrom(at);
}

function isInIndex(
  { when, model, name, unlessSet }: IndexMetadata,
  values: StoredValues,
  entity: () => unknown,
): boolean {
  if (unlessSet !== null && !isMissing(values[unlessSet])) return false;
  if (when === null) return true;
  if (when.of === 'conditions') return satisfies(when.comparisons, (property) => values[property]);
  let answer: unknown;
  try {
    answer = when.predicate(entity());
  } catch (cause) {
    throw new IndexPredicateError({ model, index: name, reason: 'it threw' }, cause);
  }
  if (typeof answer === 'boolean') return answer;
  throw new IndexPredicateError({
    model,
    index: name,
    reason: 'it gave no boolean',
    got: typeInWords(answer),
  });
}

function elementsOf(values: StoredValues, { path, eachAt }: IndexPart): readonly unknown[] {
  const array = valueAt(values, path.slice(0, eachAt as number));
  return Array.isArray(array) ? (array as unknown[]) : [];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}
