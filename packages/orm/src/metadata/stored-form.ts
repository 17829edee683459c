/** The one form in which a value of a field is stored, indexed and compared. */

import { KINDS, REFUSED } from './kinds';
import type { ColumnMetadata } from './model-metadata';

/** The values of a row in stored form, by property, the id among them; absent ones are left out. */
export type StoredValues = Readonly<Record<string, unknown>>;

/**
 * What is stored for a value of a query or a property: transformed, canonical; a reference by its id.
 *
 * @param column null for the id
 * @returns `REFUSED` for a value that does not fit
 */
export function storedForm(column: ColumnMetadata | null, value: unknown): unknown {
  const { shape, transform } = column ?? ID;
  if (shape.of === 'value') return shape.kind.canonical(transform === null ? value : transform.to(value));
  if (shape.of === 'reference' || !Array.isArray(value)) return idOf(value) ?? REFUSED; // of a list: one element
  const ids = value.map(idOf);
  return ids.includes(null) ? REFUSED : ids;
}

const ID: Pick<ColumnMetadata, 'shape' | 'transform'> = { shape: { of: 'reference' }, transform: null };

/** The id that a string, a `Ref` or an entity stands for; null for anything else. An id is not empty. */
export function idOf(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value;
  return id !== '' && KINDS.string.canonical(id) !== REFUSED ? (id as string) : null;
}
