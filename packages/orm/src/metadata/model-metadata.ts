/** A model as the registry understood it: frozen, complete, checked. Everything below works from this. */

import type { Comparison } from './conditions';
import type { FieldRole, ModelClass } from './declarations';
import type { EventOptions } from './event-options';
import type { HookMoment } from './hook-options';
import type { IdOptions, OnDelete } from './model-options';
import type { Kind } from './kinds';
import type { StandardSchema } from './standard-schema';
import type { UpgradeMetadata } from './upgrades';

export interface ModelMetadata {
  readonly name: string;
  readonly model: ModelClass;
  readonly schemaVersion: number;
  /** How rows of older versions become newer ones, in this order. */
  readonly upgrades: readonly UpgradeMetadata[];
  readonly validate: StandardSchema | 'class-validator' | null;
  readonly id: IdMetadata;
  /** Everything that a row stores besides its id: fields and references, in the order of the source. */
  readonly columns: readonly ColumnMetadata[];
  /** Getters that indexes and conditions may name: not stored. */
  readonly computed: readonly ColumnMetadata[];
  /** Columns and computed ones by property: all that conditions can be about. */
  readonly queryable: ReadonlyMap<string, ColumnMetadata>;
  /** Columns by property. */
  readonly columnOf: ReadonlyMap<string, ColumnMetadata>;
  readonly version: ColumnMetadata | null;
  readonly createdAt: ColumnMetadata | null;
  readonly updatedAt: ColumnMetadata | null;
  readonly deletedAt: ColumnMetadata | null;
  /** Not null for a model whose rows are the edges of a many-to-many relation. */
  readonly edge: EdgeMetadata | null;
  readonly relations: ReadonlyMap<string, RelationMetadata>;
  readonly indexes: readonly IndexMetadata[];
  /** The same by the name that queries use. */
  readonly indexOf: ReadonlyMap<string, IndexMetadata>;
  readonly events: readonly EventMetadata[];
  /** When rows end: so long after the date in the column, by which the index orders them. Null: they do not. */
  readonly ttl: TtlMetadata | null;
  /** Names of methods in the order of the source, those of base classes first. */
  readonly hooks: Readonly<Record<HookMoment, readonly string[]>>;
}

export interface IdMetadata {
  readonly property: string;
  readonly generate: NonNullable<IdOptions['generate']>;
  /** How many prefixes generated ids have; 1: none. */
  readonly shards: number;
  /** The columns that the id is made of; null when it is generated or given. */
  readonly parts: readonly ColumnMetadata[] | null;
}

/** What a column holds: a value of a kind, the id of another row, or a list of such ids. */
export type ColumnShape =
  | { readonly of: 'value'; readonly kind: Kind }
  | { readonly of: 'reference' }
  | { readonly of: 'references' };

export interface ColumnMetadata {
  readonly property: string;
  /** The name in the stored schema. */
  readonly column: string;
  readonly shape: ColumnShape;
  readonly role: FieldRole;
  readonly required: boolean;
  readonly hidden: boolean;
  /** Undefined when there is none. */
  readonly defaultValue: unknown;
  readonly transform: { to(value: unknown): unknown; from(stored: unknown): unknown } | null;
  readonly allowed: ReadonlySet<unknown> | null;
}

/** A relation by its property; that of an embedded object by its path: `items.product`. */
export type RelationMetadata =
  | {
      readonly kind: 'one';
      readonly property: string;
      readonly target: () => ModelMetadata;
      readonly onDelete: OnDelete;
      /** The index that begins with the reference; null when there is none, which only `onDelete: 'none'` allows. */
      readonly index: IndexMetadata | null;
    }
  | { readonly kind: 'list'; readonly property: string; readonly target: () => ModelMetadata }
  | {
      readonly kind: 'many';
      readonly property: string;
      readonly target: () => ModelMetadata;
      /** The reference of the target that points back, and the index of the target that begins with it. */
      readonly inverse: () => { readonly property: string; readonly index: IndexMetadata };
    }
  | {
      readonly kind: 'edges';
      readonly property: string;
      readonly target: () => ModelMetadata;
      readonly end: () => EdgeEnd;
    };

export interface IndexMetadata {
  readonly model: string;
  /** What queries say. */
  readonly name: string;
  /** What the stored schema says. */
  readonly storedName: string;
  readonly unique: boolean;
  readonly parts: readonly IndexPart[];
  readonly when: WhenMetadata | null;
  /** The property that marks rows as deleted: such rows are in no index. Null in models without. */
  readonly unlessSet: string | null;
  /** Rows with a null part are not in the index. */
  readonly sparse: boolean;
  readonly maxEntries: number;
  readonly covering: readonly ColumnMetadata[];
  /** So long after its date a row ends; null: it does not. */
  readonly ttlMs: number | null;
  /** Text that differs whenever entries would: compared with the stored schema. */
  readonly fingerprint: string;
}

export type WhenMetadata =
  | { readonly of: 'function'; readonly predicate: (entity: unknown) => unknown }
  | { readonly of: 'conditions'; readonly comparisons: readonly Comparison[] };

export interface IndexPart {
  /** Property names from the outside in; the first is a column, or the id. */
  readonly path: readonly string[];
  /** How many steps of the path lead to the array whose elements are meant. */
  readonly eachAt: number | null;
  readonly isDescending: boolean;
  readonly isCaseInsensitive: boolean;
  /** The kind of the value, or null when each value's own type decides (inside `json`). */
  readonly kind: Kind | null;
  /** The column that values of queries are converted for; null for the id and paths into a column. */
  readonly column: ColumnMetadata | null;
}

export interface TtlMetadata {
  readonly column: ColumnMetadata;
  readonly afterMs: number;
  readonly index: IndexMetadata;
}

export type EdgeSide = 'a' | 'b';

export interface EdgeMetadata {
  readonly a: () => ModelMetadata;
  readonly b: () => ModelMetadata;
  readonly ordered: EdgeSide | null;
}

/** The edges as one relation sees them. */
export interface EdgeEnd {
  readonly edges: ModelMetadata;
  /** Which end the owner of the relation is. */
  readonly near: EdgeSide;
  readonly far: EdgeSide;
  /** The index that begins with the near end, in the order of the relation. */
  readonly index: IndexMetadata;
  readonly isOrdered: boolean;
}

export interface EventMetadata {
  readonly name: string;
  readonly on: ReadonlySet<string>;
  readonly options: EventOptions<unknown, unknown>;
}
