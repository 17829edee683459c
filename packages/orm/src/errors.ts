/**
 * The errors of the ORM: one class per decision that a caller can make.
 *
 * Details name models, fields, indexes and types, and carry keys in hexadecimal; they never carry the values of a row.
 */

import { TitoError, toHex } from '@tito/tikv';

type Details = Readonly<Record<string, unknown>>;

/** Base of all errors that the ORM itself throws. */
export class OrmError extends TitoError {}

/** A model is declared wrongly: `details.class`, `details.property`; the message says what to write. Thrown when models are registered. */
export class DefinitionError extends OrmError {
  constructor(message: string, details: Details, cause?: unknown) {
    super('ORM_DEFINITION', message, { details, cause });
  }
}

/** The class is not among the `models` that the database was connected with. */
export class UnknownModelError extends OrmError {
  constructor(details: Details) {
    super('ORM_UNKNOWN_MODEL', 'the class is not one of the models of this database', { details });
  }
}

/** The stored schema and the declared one cannot both be right: `details.model`, `details.reason`. Nothing was changed. */
export class SchemaMismatchError extends OrmError {
  constructor(message: string, details: Details) {
    super('ORM_SCHEMA_MISMATCH', message, { details });
  }
}

/** This program does not know an index that the stored schema lists, so its writes would leave that index wrong. */
export class SchemaBehindError extends OrmError {
  constructor(details: Details) {
    super('ORM_SCHEMA_BEHIND', 'the stored schema has an index that this program does not know', { details });
  }
}

/**
 * The stored schema changed between the planning of a write and its commit. Nothing was written; the same work, run again, is
 * planned by the new one.
 */
export class SchemaChangedError extends OrmError {
  constructor(details: Details) {
    super('ORM_SCHEMA_CHANGED', 'the stored schema changed before the commit', { details, retryable: true });
  }
}

/** The work on an index was taken over by another process, or is no longer certain to be ours. */
export class BuildLeaseLostError extends OrmError {
  constructor(details: Details) {
    super('ORM_BUILD_LEASE_LOST', 'another process builds this part of the index', { details });
  }
}

/** A value does not fit its field: `details.model`, `field`, `expected`, `got` (a type, never the value). */
export class InvalidValueError extends OrmError {
  constructor(details: Details, cause?: unknown) {
    super('ORM_INVALID_VALUE', 'a value does not fit its field', { details, cause });
  }
}

/** An update that says nothing: its patch names no field. */
export class EmptyPatchError extends OrmError {
  constructor(model: string) {
    super('ORM_EMPTY_PATCH', 'the patch names no field', { details: { model } });
  }
}

/** A row, or the key of an index entry, is larger than its limit: `details.limit`, `details.actual`. */
export class ValueTooLargeError extends OrmError {
  constructor(message: string, details: Details) {
    super('ORM_VALUE_TOO_LARGE', message, { details });
  }
}

/** The validation of a model refused an entity: `issues` lists what and where. */
export class ValidationError extends OrmError {
  /** What was refused, in the order of the validator. */
  readonly issues: readonly ValidationIssue[];

  constructor(model: string, issues: readonly ValidationIssue[], cause?: unknown) {
    super('ORM_VALIDATION', 'the entity is not valid', { details: { model, issues }, cause });
    this.issues = issues;
  }
}

export interface ValidationIssue {
  /** Where: property names from the outside in. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** No row has this id. */
export class NotFoundError extends OrmError {
  constructor(details: Details) {
    super('ORM_NOT_FOUND', 'no such row', { details });
  }
}

/** A row with this id exists. */
export class AlreadyExistsError extends OrmError {
  constructor(details: Details, cause?: unknown) {
    super('ORM_ALREADY_EXISTS', 'a row with this id exists already', { details, cause });
  }
}

/** Another row owns the values that a unique index holds: `details.model`, `index`, `fields`. */
export class UniqueViolationError extends OrmError {
  readonly #values: readonly unknown[];

  constructor(details: UniqueViolationDetails, cause?: unknown, values: readonly unknown[] = []) {
    super('ORM_UNIQUE_VIOLATION', 'another row has these values of a unique index', {
      details: { ...details },
      cause,
    });
    this.#values = values;
  }

  /** The values, in the order of the fields and as the index has them: `.ci` ones folded. Logs do not show them. */
  get values(): readonly unknown[] {
    return this.#values;
  }
}

export interface UniqueViolationDetails {
  readonly model: string;
  readonly index: string;
  readonly fields: readonly string[];
}

/** Rows that point at this one forbid its deletion: `details.by`, `details.property`. Nothing was written. */
export class ReferencedError extends OrmError {
  constructor(details: Details) {
    super('ORM_REFERENCED', 'other rows point at this one and forbid its deletion', { details });
  }
}

/** A reference points at no row: `details.model`, `details.field`. Nothing was written. */
export class InvalidReferenceError extends OrmError {
  constructor(details: Details) {
    super('ORM_INVALID_REFERENCE', 'a reference points at no row', { details });
  }
}

/** The row changed since the entity was read: `details.expected`, `details.actual` are values of the version field. */
export class VersionConflictError extends OrmError {
  constructor(details: Details) {
    super('ORM_VERSION_CONFLICT', 'the row has another version than the one given', { details });
  }
}

/** The `when` of an index threw, or gave no boolean. Nothing was written. */
export class IndexPredicateError extends OrmError {
  constructor(details: Details, cause?: unknown) {
    super('ORM_INDEX_PREDICATE', 'the condition of an index could not be decided', { details, cause });
  }
}

/** A function of an `@Event` threw, or gave something unusable. Nothing was written. */
export class EventPlanError extends OrmError {
  constructor(details: Details, cause?: unknown) {
    super('ORM_EVENT_PLAN', 'an event of the change could not be made', { details, cause });
  }
}

/** A query that cannot be meant: `undefined` as a value, a limit of zero, an empty `find`. */
export class InvalidQueryError extends OrmError {
  constructor(message: string, details: Details) {
    super('ORM_INVALID_QUERY', message, { details });
  }
}

/** The model has no index of this name: `details.known` lists those it has. */
export class UnknownIndexError extends OrmError {
  constructor(details: Details) {
    super('ORM_UNKNOWN_INDEX', 'the model has no index of this name', { details });
  }
}

/** No index can answer the `find`: `details.suggestion` is the declaration that would. */
export class NoIndexError extends OrmError {
  constructor(details: Details) {
    super('ORM_NO_INDEX', 'no index can answer this query; details.suggestion declares one that can', {
      details,
    });
  }
}

/** The index is declared but not built yet for the rows that were there before it. */
export class IndexNotReadyError extends OrmError {
  constructor(details: Details) {
    super('ORM_INDEX_NOT_READY', 'the index is not built yet', { details, retryable: true });
  }
}

/** The query would collect a whole model in memory: give it a limit, page it, or iterate over it. */
export class UnboundedQueryError extends OrmError {
  constructor(details: Details) {
    super(
      'ORM_UNBOUNDED_QUERY',
      'the query has no bound: set a limit, take pages, or iterate with for await',
      { details },
    );
  }
}

/** A filter looked at `details.limit` rows without finding enough: an index should answer this query. */
export class ScanLimitError extends OrmError {
  constructor(details: Details) {
    super('ORM_SCAN_LIMIT', 'the query looked at too many rows', { details });
  }
}

/** The cursor is no cursor, was changed, or belongs to another query. */
export class InvalidCursorError extends OrmError {
  constructor(details: Details) {
    super('ORM_INVALID_CURSOR', 'the cursor does not belong to this query', { details });
  }
}

/** A stored row cannot be read: `details.key`, `details.reason`. */
export class CorruptRowError extends OrmError {
  constructor(reason: string, key: Uint8Array | null, details: Details = {}, cause?: unknown) {
    super('ORM_CORRUPT_ROW', 'a stored row cannot be read', {
      details: { ...details, reason, ...(key === null ? {} : { key: toHex(key) }) },
      cause,
    });
  }
}

/** An index and its rows disagree: `details.key` is the entry. */
export class IndexIntegrityError extends OrmError {
  constructor(reason: string, key: Uint8Array, details: Details) {
    super('ORM_INDEX_INTEGRITY', 'an index and its rows disagree', {
      details: { ...details, reason, key: toHex(key) },
    });
  }
}

/** A write through a view of the past. */
export class ReadOnlyError extends OrmError {
  constructor() {
    super('ORM_READ_ONLY', 'the past cannot be written');
  }
}

/** The `propagation` of a transaction forbids what is running: `details.propagation`. */
export class TransactionPropagationError extends OrmError {
  constructor(message: string, details: Details) {
    super('ORM_TRANSACTION_PROPAGATION', message, { details });
  }
}

/**
 * The function of a transaction ended while writes that it had begun were still running: an `await` is missing. Nothing was
 * written. `details.operations` is their number.
 */
export class UnawaitedWorkError extends OrmError {
  constructor(details: Details) {
    super('ORM_UNAWAITED_WORK', 'the function of the transaction did not wait for writes that it began', {
      details,
    });
  }
}

/** What was given to `import` is no complete export: `details.reason`, `details.line` from 1. Rows before it may be written. */
export class ImportError extends OrmError {
  constructor(reason: string, details: Details) {
    super('ORM_IMPORT', 'the export cannot be imported', { details: { reason, ...details } });
  }
}

/** The tenant is being dropped, or its drop was interrupted: calling `dropTenant` again ends that. */
export class TenantDroppingError extends OrmError {
  constructor() {
    super('ORM_TENANT_DROPPING', 'the tenant is being dropped');
  }
}

/** The database was closed. */
export class DatabaseClosedError extends OrmError {
  constructor() {
    super('ORM_CLOSED', 'the database is closed');
  }
}
