/** What the decorators of models, fields and relations can be told. */

import type { StandardSchema } from './standard-schema';

export interface ModelOptions {
  /** Written into every row; 1 by default. With the next one comes an `@Upgrade` for rows of the one before. */
  readonly schemaVersion?: number;
  /**
   * Checks every entity before it is written: a Standard Schema (zod, valibot, arktype, ...), or `'class-validator'` for
   * the decorators of that package, which must be installed: those of the group `insert` or `update`, and those of no group.
   * Reads are never checked.
   */
  readonly validate?: StandardSchema | 'class-validator';
}

export interface IdOptions {
  /** How an id is made when an insert names none: `uuidv7` (default), `ulid`, a function, or `none`: it must be given. */
  readonly generate?: 'uuidv7' | 'ulid' | 'none' | (() => string);
  /**
   * Generated ids begin with one of so many prefixes, 2 to 256, by chance: ids that ascend with time would all go to the
   * last region, where one store takes all inserts. Rows then no longer stand in the order in which they were made.
   */
  readonly shard?: number;
  /**
   * The fields that the id is made of, instead of being generated: text, whole numbers, dates and references. Their values
   * are then required and never change, rows stand in their order, and `find` by the first of them needs no index. The text
   * of an id comes from `idOf`.
   *
   * @example
   * ```ts
   * @Id({ of: (line: F<Line>) => [line.order, line.number] }) id!: string;
   * await lines.get(lines.idOf({ order: 'o1', number: 3 }));
   * await lines.find({ order: 'o1' }).toArray();
   * ```
   */
  // The options cannot know the class that follows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly of?: (fields: any) => readonly unknown[];
}

export interface FieldOptions<V> {
  /** The name in the stored schema; the property's name by default. Keep it to rename the property. */
  readonly column?: string;
  /** What an insert stores when the field is absent; before it counts what the class's own initialiser says. */
  readonly default?: V | (() => V);
  /** Between the property and what is stored, checked and indexed. Queries pass their values through `to` as well. */
  readonly transform?: { to(value: V): unknown; from(stored: unknown): V };
  /** The only values that may be written: an array, or an enum of TypeScript. */
  readonly enum?: readonly V[] | Readonly<Record<string, V | string>>;
  /** Neither null nor absent when it is written; false by default. */
  readonly required?: boolean;
  /** Left out by `toPlain`, and by class-transformer where that is installed. */
  readonly hidden?: boolean;
  /** Given by `toPlain`, and by class-transformer, only when one of these groups is asked for. */
  readonly groups?: readonly string[];
}

export type OnDelete = 'restrict' | 'cascade' | 'setNull' | 'none';

export interface RelationOptions {
  /**
   * `one`: a `Ref`; `list`: a `Ref[]` stored in the row; `many`: rows of the target that point back. Without it the declared
   * type tells the first two apart, if the compiler emits decorator metadata.
   */
  readonly kind?: 'one' | 'list' | 'many';
  /** The property of the target that points back: for `kind: 'many'`. */
  readonly inverse?: (target: never) => unknown;
  /** The name of the edges of a many-to-many relation; both sides say the same. Never to be changed: rows have it. */
  readonly through?: string;
  /** The edges of this side keep an order: that in which they were added. For one side. */
  readonly ordered?: boolean;
  /** The name in the stored schema; the property's name by default. */
  readonly column?: string;
  /**
   * What becomes of this row when the one that it points at is removed: `restrict` forbids that, `cascade` deletes this row
   * too, `setNull` empties the reference, `none` (default) leaves it pointing at nothing. With any but `none` a write checks
   * that the row pointed at exists, which costs a read. For single references. A mark of `@DeletedAt` removes nothing.
   */
  readonly onDelete?: OnDelete;
  /** A single reference gets an index of its own unless another begins with it; false: none. */
  readonly index?: boolean;
}
