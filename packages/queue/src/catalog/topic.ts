/** Topics as programs declare them. */

import { InvalidArgumentError } from '@tito/tikv';
import { type Duration, parseDuration } from '../duration';

/** How a topic stores its events. What is left out keeps the stored value, or the default in a new topic. */
export interface TopicOptions {
  /**
   * How many partitions spread the topic's keys, 1 to 65535; 1024 by default. Fixed when the topic is created: another
   * number later is `QUEUE_TOPIC_MISMATCH`.
   */
  readonly partitions?: number | undefined;
  /** How long events stay readable, so that groups can replay them; `'7d'` by default. */
  readonly retention?: Duration | undefined;
  /** Keep events past their retention until every group has settled them; true by default. */
  readonly requireAck?: boolean | undefined;
}

declare const PAYLOAD: unique symbol;

/** A stream of events with payloads of type P. Made by {@link topic}; its name is its identity. */
export interface Topic<P> {
  readonly name: string;
  readonly options: TopicOptions;
  /** Exists in the type only. */
  readonly [PAYLOAD]?: P;
}

/** Longest names of topics, groups, leases and schedules, in UTF-8 bytes. */
export const MAX_NAME_BYTES = 200;
const MAX_PARTITIONS = 65_535;

/**
 * Declares a topic. Nothing is stored before the first event or consumer.
 *
 * @param name 1 to 200 bytes of any text
 * @throws InvalidArgumentError
 *
 * @example
 * ```ts
 * export const mail = topic<{ to: string }>('mail', { partitions: 1024, retention: '7d' });
 * ```
 */
export function topic<P>(name: string, options: TopicOptions = {}): Topic<P> {
  checkName('topic', name);
  const { partitions } = options;
  if (
    partitions !== undefined &&
    (!Number.isInteger(partitions) || partitions < 1 || partitions > MAX_PARTITIONS)
  ) {
    throw new InvalidArgumentError('partitions', 'a topic has 1 to 65535 partitions', { partitions });
  }
  if (options.retention !== undefined) parseDuration(options.retention, 'retention');
  return Object.freeze({ name, options: Object.freeze({ ...options }) });
}

/** @throws InvalidArgumentError for an empty, too long or malformed name */
export function checkName(argument: string, name: unknown): asserts name is string {
  if (
    typeof name !== 'string' ||
    name === '' ||
    !isWellFormed(name) ||
    Buffer.byteLength(name) > MAX_NAME_BYTES
  ) {
    throw new InvalidArgumentError(argument, `a name is text of 1 to ${MAX_NAME_BYTES} bytes`);
  }
}

/** False for text with half of a surrogate pair, which has no UTF-8 of its own. */
export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
