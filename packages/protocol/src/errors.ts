/**
 * The base of every error that Tito throws, and the errors of this package.
 *
 * One tree, one class per decision that a caller can make. `code` is stable and listed in `docs/errors.md`; `message` is
 * static text; whatever varies is in `details`; `retryable` says that running the same work again may succeed.
 */

const BRAND = Symbol.for('tito.error');

export interface TitoErrorOptions {
  /** What varies: keys in hexadecimal, addresses, limits. Never row values or secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The error that led to this one. */
  readonly cause?: unknown;
  /** Overrides what the class says about running the same work again. */
  readonly retryable?: boolean;
}

/**
 * Base class of all errors.
 *
 * @example
 * ```ts
 * try { await users.insert(user); } catch (error) { if (isTitoError(error) && error.retryable) again(); else throw error; }
 * ```
 */
export class TitoError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: TitoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? false;
    Object.defineProperty(this, BRAND, { value: true, enumerable: false });
  }
}

/** True for errors of Tito, also those of another copy of the package in the same process. */
export function isTitoError(value: unknown): value is TitoError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
}

/** Bytes that are no valid message: `PROTOCOL_MALFORMED_MESSAGE`. Never the same bytes again: not retryable. */
export class MalformedMessageError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('PROTOCOL_MALFORMED_MESSAGE', message, { details });
  }
}

/** Bytes that are no valid memcomparable key: `PROTOCOL_MALFORMED_KEY`. */
export class MalformedKeyError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('PROTOCOL_MALFORMED_KEY', message, { details });
  }
}

/** An argument outside its limits: `PROTOCOL_INVALID_ARGUMENT`, with `details.argument`. */
export class InvalidArgumentError extends TitoError {
  constructor(argument: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('PROTOCOL_INVALID_ARGUMENT', message, { details: { argument, ...details } });
  }
}
