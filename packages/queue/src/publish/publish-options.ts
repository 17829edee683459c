/** What a publisher may say about an event, and its limits. */

import { InvalidArgumentError } from '@tito/tikv';
import { isWellFormed } from '../catalog/topic';
import { type Duration, parseDuration } from '../duration';
import { EventTooLargeError } from '../errors';
import type { EventOperation } from '../format/envelope-codec';

export interface PublishOptions {
  /** Deliver so long after the commit; not with `at`. */
  readonly delay?: Duration | undefined;
  /** Deliver at this time, judged by the cluster's oracle, never earlier. A time in the past is now. */
  readonly at?: Date | undefined;
  /**
   * Publish at most one event with this key to the topic within `dedupeFor`: a second one fails with
   * `QUEUE_DUPLICATE_EVENT` at commit, or is left out with `onDuplicate: 'ignore'`. Costs a read.
   */
  readonly dedupeKey?: string | undefined;
  /** How long the dedupe key counts; `'1d'` by default. */
  readonly dedupeFor?: Duration | undefined;
  readonly onDuplicate?: 'error' | 'ignore' | undefined;
  /** Short text for machines on the way, such as trace ids. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Anything that a payload may be, about the event rather than in it. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** What happened to the model that the event is about. */
  readonly op?: EventOperation | null | undefined;
}

/** Sizes that one event and one transaction may have. */
export interface PublishLimits {
  /** 262144 by default. */
  readonly maxEventBytes: number;
  /** 1000 by default, at most 65536. */
  readonly maxEventsPerTransaction: number;
  /** All events of a transaction together; 4 MiB by default. */
  readonly maxBytesPerTransaction: number;
}

export const DEFAULT_PUBLISH_LIMITS: PublishLimits = {
  maxEventBytes: 256 * 1024,
  maxEventsPerTransaction: 1000,
  maxBytesPerTransaction: 4 * 1024 * 1024,
};

const MAX_KEY_BYTES = 1024;
const MAX_HEADERS = 64;
const MAX_HEADER_BYTES = 16 * 1024;
const DEFAULT_DEDUPE_MS = parseDuration('1d', 'dedupeFor');

export interface ResolvedPublishOptions {
  readonly delayMs: number | null;
  readonly atMs: number | null;
  readonly dedupe: { readonly key: string; readonly forMs: number; readonly ignore: boolean } | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly op: EventOperation | null;
}

/** @throws InvalidArgumentError, EventTooLargeError */
export function resolvePublishOptions(options: PublishOptions): ResolvedPublishOptions {
  if (options.delay !== undefined && options.at !== undefined) {
    throw new InvalidArgumentError('delay', 'an event has a delay or a time, not both');
  }
  if (options.at !== undefined && !(options.at instanceof Date && options.at.getTime() >= 0)) {
    throw new InvalidArgumentError('at', 'the time of an event is a valid date after 1970');
  }
  return {
    delayMs: options.delay === undefined ? null : parseDuration(options.delay, 'delay'),
    atMs: options.at === undefined ? null : options.at.getTime(),
    dedupe: resolveDedupe(options),
    headers: checkHeaders(options.headers ?? {}),
    op: options.op ?? null,
  };
}

/** @throws InvalidArgumentError */
export function checkKey(argument: string, key: unknown): asserts key is string {
  if (typeof key !== 'string' || !isWellFormed(key) || Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new InvalidArgumentError(argument, `a key is text of up to ${MAX_KEY_BYTES} bytes`);
  }
}

function resolveDedupe(options: PublishOptions): ResolvedPublishOptions['dedupe'] {
  if (options.dedupeKey === undefined) return null;
  checkKey('dedupeKey', options.dedupeKey);
  const forMs =
    options.dedupeFor === undefined ? DEFAULT_DEDUPE_MS : parseDuration(options.dedupeFor, 'dedupeFor');
  return { key: options.dedupeKey, forMs, ignore: options.onDuplicate === 'ignore' };
}

function checkHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers);
  let bytes = 0;
  for (const [name, value] of entries) {
    if (name === '__proto__' || typeof value !== 'string' || !isWellFormed(name) || !isWellFormed(value)) {
      throw new InvalidArgumentError('headers', 'headers are text by name');
    }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  if (entries.length > MAX_HEADERS || bytes > MAX_HEADER_BYTES) {
    throw new EventTooLargeError('the headers are too large', { limit: MAX_HEADER_BYTES, actual: bytes });
  }
  return { ...headers };
}
