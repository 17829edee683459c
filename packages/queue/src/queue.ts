/** The queue of one namespace: the facade that programs hold. */

import type { TikvClient, Transaction } from '@tito/tikv';
import { Catalog } from './catalog/catalog';
import { type Topic, topic } from './catalog/topic';
import { type Clock, OracleTime, systemClock, withDeadline } from './clock';
import { Checkpoints } from './consume/checkpoints';
import type { ConsumeOptions } from './consume/consume-options';
import { resolveConsumeOptions } from './consume/consume-options';
import type { EventHandler } from './consume/consume-context';
import { type Consumer, type ConsumerParts, GroupConsumer } from './consume/consumer';
import type { QueueContext } from './context';
import { type Duration, parseDuration } from './duration';
import { QueueClosedError } from './errors';
import { KeyLayout } from './format/key-layout';
import { GroupShare } from './membership/group-share';
import { StaticOwnership } from './membership/ownership';
import { Session } from './membership/session';
import { type QueueCounters, QueueMetrics } from './metrics';
import { EventBuffers } from './publish/event-buffers';
import { DEFAULT_PUBLISH_LIMITS, type PublishLimits, type PublishOptions } from './publish/publish-options';
import { InvalidArgumentError } from '@tito/tikv';
import { TailReader } from './tail/tail-reader';

export interface QueueOptions {
  readonly client: TikvClient;
  /** Begins every key of the namespace; the queue appends its own part. */
  readonly prefix: Uint8Array;
  /** How often consumers look for events while there are some, and while there are none: 25 and 250 ms by default. */
  readonly poll?: { readonly hot?: Duration | undefined; readonly idle?: Duration | undefined } | undefined;
  /** A process that is silent for so long is taken for dead, 3 s at least; `'12s'` by default. */
  readonly sessionTtl?: Duration | undefined;
  readonly limits?: Partial<PublishLimits> | undefined;
  readonly clock?: Clock | undefined;
  /** Uniform in [0, 1). */
  readonly random?: (() => number) | undefined;
  /** Hears of failures in the background, which are tried again; `process.emitWarning` by default. */
  readonly onError?: ((error: unknown, activity: string) => void) | undefined;
}

const MIN_SESSION_TTL_MS = 3000;
const CLOSE_GRACE_MS = 10_000;

export class Queue {
  readonly #context: QueueContext;
  readonly #catalog: Catalog;
  readonly #buffers: EventBuffers;
  readonly #tail: TailReader;
  readonly #session: Session;
  readonly #consumers = new Set<Consumer>();
  #isClosed = false;

  private constructor(options: QueueOptions) {
    const clock = options.clock ?? systemClock;
    const metrics = new QueueMetrics();
    const onError = options.onError ?? warn;
    this.#context = {
      client: options.client,
      keys: new KeyLayout(options.prefix),
      clock,
      random: options.random ?? Math.random,
      oracleTime: new OracleTime(clock),
      metrics,
      report: (error, activity) => {
        metrics.add('backgroundErrors');
        onError(error, activity);
      },
      expectNews: () => this.#tail.expectNews(),
    };
    this.#catalog = new Catalog(this.#context);
    this.#buffers = new EventBuffers(
      this.#context,
      this.#catalog,
      { ...DEFAULT_PUBLISH_LIMITS, ...options.limits },
      options.prefix,
    );
    this.#tail = new TailReader(this.#context, {
      hotMs: parseDuration(options.poll?.hot ?? '25ms', 'poll.hot'),
      idleMs: parseDuration(options.poll?.idle ?? '250ms', 'poll.idle'),
    });
    this.#session = new Session(this.#context, sessionTtl(options.sessionTtl ?? '12s'));
  }

  /**
   * Opens the queue of a namespace. Stores nothing; the client stays the caller's.
   *
   * @throws InvalidArgumentError
   */
  static open(options: QueueOptions): Promise<Queue> {
    return new Promise((resolve) => resolve(new Queue(options)));
  }

  /** What this queue did since it was opened. */
  get counters(): QueueCounters {
    return this.#context.metrics.read();
  }

  /**
   * Publishes an event with the transaction: if and only if it commits. Events of one key are handled in the order in which
   * transactions that changed the same data, or ran one after the other, committed.
   *
   * @param key the ordering key, text of up to 1024 bytes
   * @param payload plain values, bigint, Date, Uint8Array; up to 256 KiB encoded
   * @throws InvalidArgumentError, InvalidPayloadError, EventTooLargeError: the transaction stays as it was
   *
   * @example
   * ```ts
   * await client.transaction(async (txn) => {
   *   txn.put(key, value);
   *   queue.publish(txn, mail, user.id, { to: user.email }, { delay: '10m' });
   * });
   * ```
   */
  publish<P>(
    txn: Transaction,
    to: Topic<P> | string,
    key: string,
    payload: P,
    options: PublishOptions = {},
  ): void {
    this.#check();
    this.#buffers.of(txn).add(typeof to === 'string' ? topic(to) : to, key, payload, options);
  }

  /**
   * Handles the events of a topic as a member of a group. Begins at once; wait for `ready()` to know that it has.
   *
   * @throws InvalidArgumentError
   *
   * @example
   * ```ts
   * const consumer = queue.consume(mail, async (event, { txn }) => { txn.put(sentKey(event.key), now()); }, { group: 'mailer' });
   * await consumer.ready();
   * await consumer.stop();
   * ```
   */
  consume<P>(from: Topic<P> | string, handler: EventHandler<P>, options: ConsumeOptions): Consumer {
    this.#check();
    const declared = typeof from === 'string' ? topic<P>(from) : from;
    const resolved = resolveConsumeOptions(options);
    const consumer = new GroupConsumer({
      context: this.#context,
      tail: this.#tail,
      session: this.#session,
      options: resolved,
      handler: handler as EventHandler<unknown>,
      resolve: () => this.#resolve(declared, resolved),
      stopped: (stopped) => this.#consumers.delete(stopped),
    });
    this.#consumers.add(consumer);
    return consumer;
  }

  /** Stops all consumers; nothing of the queue runs afterwards. May be called again. */
  async close(options: { readonly drain?: Duration | undefined } = {}): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop(options)));
    await withDeadline(this.#context.clock, this.#tail.settled(), CLOSE_GRACE_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #resolve(
    declared: Topic<unknown>,
    options: ReturnType<typeof resolveConsumeOptions>,
  ): Promise<ConsumerParts> {
    const [record, groupId] = await Promise.all([
      this.#catalog.topic(declared),
      this.#catalog.group(options.group),
    ]);
    const id = { groupId, topicId: record.id };
    const range = options.partitions ?? { start: 0, end: record.partitions };
    if (range.end > record.partitions) {
      throw new InvalidArgumentError('partitions', 'the range ends after the last partition', {
        end: range.end,
        partitions: record.partitions,
      });
    }
    await this.#catalog.subscribe(id, record.partitions, options.from);
    const announce = (txn: Transaction): void => this.#buffers.of(txn).announce({ kind: 'control', ...id });
    const member = await this.#session.join({ ...id, wantsShare: options.partitions === null });
    const ownership =
      options.partitions === null
        ? new GroupShare({
            context: this.#context,
            id,
            partitions: record.partitions,
            session: this.#session,
            member,
            announce,
          })
        : new StaticOwnership(member, range.start, range.end);
    return {
      id,
      topic: record,
      topicName: declared.name,
      member,
      ownership,
      checkpoints: new Checkpoints(this.#context, id, announce),
    };
  }

  #check(): void {
    if (this.#isClosed) throw new QueueClosedError();
  }
}

function sessionTtl(value: Duration): number {
  const ttlMs = parseDuration(value, 'sessionTtl');
  if (ttlMs < MIN_SESSION_TTL_MS)
    throw new InvalidArgumentError('sessionTtl', "a session lives for '3s' at least", { ttlMs });
  return ttlMs;
}

function warn(error: unknown, activity: string): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.emitWarning(`${activity} failed and is tried again: ${text}`, { type: 'TitoQueueWarning' });
}
