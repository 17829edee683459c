/** What `db.schema` says: plain data that prints as JSON. */

/**
 * - `automatic`: done by every connection: new models, columns.
 * - `build`: `apply` does it, while others read and write.
 * - `removal`: `apply` does it only with `allowDataLoss`: another version of the program may still declare it.
 * - `refused`: cannot be done in place; `remedy` is the way out.
 */
export type SchemaSafety = 'automatic' | 'build' | 'removal' | 'refused';

/** One way in which the stored schema and the declared one differ. */
export interface SchemaDifference {
  readonly model: string;
  readonly kind:
    | 'new-model'
    | 'new-column'
    | 'changed-column'
    | 'changed-id'
    | 'new-index'
    | 'changed-index'
    | 'unfinished-index'
    | 'unused-index';
  /** The stored name of the column or index; null where the model itself is meant. */
  readonly name: string | null;
  readonly safety: SchemaSafety;
  readonly stored: string | null;
  readonly declared: string | null;
  /** What to do, in words. */
  readonly remedy: string;
}

/** What `apply` would do, in this order. */
export interface SchemaStep {
  readonly action: 'add' | 'build-index' | 'remove-index' | 'refuse';
  readonly model: string;
  readonly name: string | null;
  readonly safety: SchemaSafety;
}

export interface ApplyOptions {
  /** Also removes what the models do not declare any more. False by default. */
  readonly allowDataLoss?: boolean;
  /** Rows per second of index builds, in this process; no limit by default. */
  readonly rowsPerSecond?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/** What `apply` did. */
export interface ApplyReport {
  readonly done: readonly SchemaStep[];
  /** Removals that would have needed `allowDataLoss`. */
  readonly left: readonly SchemaStep[];
  readonly builds: readonly BuildReport[];
}

/** How an index build goes. */
export interface BuildProgress {
  readonly model: string;
  /** Rows that were gone through, by all builders, since the build was begun. */
  readonly rows: number;
  readonly ranges: { readonly done: number; readonly all: number };
  /** From 0 to 1: an estimate from how far each range's keys are gone through; rows are not counted beforehand. */
  readonly fraction: number;
  /** Milliseconds that are left at the pace so far; null as long as nothing can be said. */
  readonly remainingMs: number | null;
}

/** The outcome of the build of one model's indexes. */
export interface BuildReport {
  readonly model: string;
  /** Stored names of the indexes that were built. */
  readonly indexes: readonly string[];
  readonly rows: number;
  /** Rows that could not get their entry of a unique index: those indexes stay unreadable (`unique-pending`). */
  readonly violations: readonly UniqueViolationPair[];
  /** False when there are violations. */
  readonly isComplete: boolean;
}

/** Two rows with the same values of a unique index. */
export interface UniqueViolationPair {
  readonly model: string;
  readonly index: string;
  /** The row that has no entry. */
  readonly id: string;
  /** The row that owns the values. */
  readonly ownerId: string;
}

export interface SchemaDescription {
  readonly namespace: string;
  /** How often the schema was changed; 0 in a declared one. */
  readonly version: number;
  readonly models: readonly ModelDescription[];
}

export interface ModelDescription {
  readonly name: string;
  readonly schemaVersion: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly indexes: readonly IndexDescription[];
}

export interface IndexDescription {
  readonly name: string;
  readonly unique: boolean;
  /** `city, createdAt desc, tags each ci`. */
  readonly parts: string;
  /** Conditions as JSON, or `function`; null without. */
  readonly when: string | null;
  readonly covering: readonly string[];
  readonly sparse: boolean;
  readonly fingerprint: string;
  readonly state: IndexState;
}

/**
 * What may be done with an index; neighbours in this order are safe beside each other in different processes.
 *
 * - `absent`: nobody writes or reads it.
 * - `write-only`: every write keeps it right; no query reads it, for older rows may lack in it.
 * - `unique-pending`: the same for a unique index that all rows were tried in, where some have the values of others.
 * - `readable`: complete.
 * - `retiring`: nobody writes or reads it; what is left of it is being deleted.
 */
export type IndexState = 'absent' | 'write-only' | 'unique-pending' | 'readable' | 'retiring';

/** An index as it is stored: one line of `db.indexes.list()`. */
export interface IndexInfo extends IndexDescription {
  readonly model: string;
  readonly id: number;
  readonly generation: number;
  /** Whether the models of this program declare exactly this. */
  readonly isDeclared: boolean;
  /** Rows of a unique build that have the values of others. */
  readonly violations: number;
}

export interface CheckReport {
  /** True when there is no difference. */
  readonly isCurrent: boolean;
  readonly differences: readonly SchemaDifference[];
}

/** Which indexes; all of all models by default. */
export interface IndexSelection {
  /** Name of a model. */
  readonly model?: string;
  /** Stored name of an index; needs `model`. */
  readonly index?: string;
}

export interface BuildIndexOptions extends Pick<IndexSelection, 'model'> {
  readonly signal?: AbortSignal;
  /** Rows per second in this process; no limit by default. */
  readonly rowsPerSecond?: number;
  /** Ranges that this process works on at once, 1 to 64; 4 by default. */
  readonly parallel?: number;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface VerifyOptions extends IndexSelection {
  readonly signal?: AbortSignal;
  /** Rows and entries per second; no limit by default. */
  readonly rowsPerSecond?: number;
  /** How many findings the report lists, 100 by default; all are counted. */
  readonly limit?: number;
}

/** One way in which an index and its rows disagree. */
export interface IndexFinding {
  readonly model: string;
  readonly index: string;
  /**
   * - `missing`: a row lacks an entry that it should have.
   * - `dangling`: an entry points at no row, or at one that does not have it.
   * - `wrong`: an entry has another value than it should: another row, or old copies of fields.
   * - `unlisted`: the entry is right, but the row does not know that it owns it, or owns one that it should not have.
   */
  readonly kind: 'missing' | 'dangling' | 'wrong' | 'unlisted';
  /** The key of the entry in hexadecimal. */
  readonly key: string;
}

export interface VerifyReport {
  /** The moment that was verified, as a decimal timestamp of the oracle. */
  readonly at: string;
  readonly rows: number;
  readonly entries: number;
  readonly counts: Readonly<Record<IndexFinding['kind'], number>>;
  /** The first of them. */
  readonly findings: readonly IndexFinding[];
  /** No finding. */
  readonly isRight: boolean;
}

/** What `repair` found and mended. */
export interface RepairReport extends VerifyReport {
  readonly repaired: number;
  /** Entries of unique indexes that two rows have a right to: one of the rows must be changed by hand. */
  readonly unresolved: readonly IndexFinding[];
}

export interface UpgradeOptions {
  /** Name of a model; all by default. */
  readonly model?: string;
  readonly signal?: AbortSignal;
  readonly rowsPerSecond?: number;
  readonly onProgress?: (progress: { readonly model: string; readonly rows: number }) => void;
}

/** What `upgradeRows` did. */
export interface UpgradeReport {
  /** Rows that were gone through. */
  readonly rows: number;
  /** Rows that were older, and were written again. */
  readonly upgraded: number;
}
