/** The queue of one namespace: the facade that programs hold. */

import { InvalidArgumentError, type TikvClient, type Transaction } from '@tito/tikv';
import { DeadLetters } from './admin/dead-letters';
import { type GroupInfo, type GroupLag, Groups } from './admin/groups';
import { type MemberInfo, type TopicInfo, listMembers, listTopics } from './admin/overview';
import { Catalog, type StartPosition } from './catalog/catalog';
import type { GroupLimits } from './catalog/records';
import { type Topic, checkName, topic } from './catalog/topic';
import { type Clock, OracleTime, systemClock, withDeadline } from './clock';
import { type BatchHandler, type BatchOptions, batchSize, inBatches } from './consume/batch-handler';
import { Checkpoints } from './consume/checkpoints';
import type { ConsumeOptions } from './consume/consume-options';
import { resolveConsumeOptions } from './consume/consume-options';
import type { EventHandler } from './consume/consume-context';
import { type Consumer, type ConsumerParts, GroupConsumer } from './consume/consumer';
import type { QueueContext } from './context';
import { type Duration, parseDuration } from './duration';
import { QueueClosedError } from './errors';
import { type MoveEvent, moveDelayedEvents } from './duties/delayed-events';
import { sweep, sweepRegularly } from './duties/retention';
import { type ScheduleInfo, type ScheduleOptions, Schedules } from './duties/schedules';
import { timerLoop } from './duties/timer-loop';
import { KeyLayout, type SubscriptionId } from './format/key-layout';
import { type QueueGauges, type QueueHealth, gaugesOf, judgeHealth } from './health';
import { GroupShare } from './membership/group-share';
import { StaticOwnership } from './membership/ownership';
import { Leader, type LeasedWork } from './membership/lease';
import { MemberWatch } from './membership/member-watch';
import { Session } from './membership/session';
import { type QueueCounters, QueueMetrics } from './metrics';
import { EventBuffers } from './publish/event-buffers';
import { DEFAULT_PUBLISH_LIMITS, type PublishLimits, type PublishOptions } from './publish/publish-options';
import type { QueueEvent } from './queue-event';
import { streamEvents } from './admin/event-stream';
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
  readonly #watch: MemberWatch;
  readonly #groups: Groups;
  readonly #schedules: Schedules;
  readonly #consumers = new Set<Consumer>();
  readonly #leaders = new Set<Leader>();
  #duties: Leader[] = [];
  readonly #closing = new AbortController();
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
    this.#watch = new MemberWatch(this.#context, this.#session.ttlMs);
    this.#schedules = new Schedules(
      this.#context,
      (txn, to, key, payload) => this.#buffers.of(txn).add(to, key, payload, {}),
      (txn, dueMs) => this.#buffers.of(txn).announce({ kind: 'delayed', dueMs }),
    );
    this.#groups = new Groups(this.#context, this.#catalog, (txn, id) => this.#announce(txn, id));
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
      topicName: declared.name,
      options: resolved,
      handler: handler as EventHandler<unknown>,
      resolve: () => this.#resolve(declared, resolved),
      stopped: async (stopped) => {
        this.#consumers.delete(stopped);
        if (this.#consumers.size === 0) await this.#stopDuties();
      },
    });
    this.#consumers.add(consumer);
    this.#startDuties();
    return consumer;
  }

  /**
   * Like `consume`, for handlers that take many events at once. Effects are external; acknowledgements are written in
   * batches too. A batch has at most one event of a key.
   *
   * @throws InvalidArgumentError
   *
   * @example
   * ```ts
   * queue.consumeBatch(mail, (events) => search.index(events.map(({ payload }) => payload)), { group: 'search', maxBatch: 500 });
   * ```
   */
  consumeBatch<P>(
    from: Topic<P> | string,
    handler: BatchHandler<P>,
    options: Omit<ConsumeOptions, 'concurrency' | 'effects' | 'mode'> & BatchOptions,
  ): Consumer {
    const concurrency = batchSize(options);
    const single = inBatches(this.#context.clock, handler as BatchHandler<unknown>, options);
    const prefetch = options.prefetch ?? Math.max(256, 2 * concurrency);
    return this.consume(from, single, { ...options, concurrency, prefetch, effects: 'external' });
  }

  /**
   * The events of a topic as they come, without a group: nothing is stored, and nobody else notices. The past comes
   * partition by partition, then everything as it arrives. Ends with the signal, or when the loop is left.
   *
   * @throws UnknownNameError, TailOverrunError for a loop that is too slow
   *
   * @example
   * ```ts
   * for await (const event of queue.tail(mail, { from: 'earliest', signal })) console.log(event.key, event.payload);
   * ```
   */
  async *tail<P>(
    from: Topic<P> | string,
    options: { readonly from?: StartPosition | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): AsyncGenerator<QueueEvent<P>, void, void> {
    this.#check();
    const name = nameOf(from);
    const record = await this.#catalog.existingTopic(name);
    const start = await this.#catalog.startPosition(options.from ?? 'latest');
    const stopping = [this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const signal = AbortSignal.any(stopping);
    const parts = { context: this.#context, tail: this.#tail, name, topic: record, start, signal };
    yield* streamEvents(parts) as AsyncGenerator<QueueEvent<P>, void, void>;
  }

  /** Every topic, by name. */
  topics(): Promise<TopicInfo[]> {
    return listTopics(this.#context);
  }

  /** Who takes part, in all processes: consumers, and holders of leases. */
  members(): Promise<MemberInfo[]> {
    return listMembers(this.#context);
  }

  /** How the consumers of this process are doing, for probes: costs nothing. */
  health(): QueueHealth {
    const now = this.#context.clock.now();
    const age = (atMs: number | null): number | null => (atMs === null ? null : Math.max(0, now - atMs));
    const consumers = [...this.#consumers].map((consumer) => consumer.health());
    return judgeHealth(
      age(this.#tail.polledAtMs),
      age(this.#session.beatAtMs),
      this.#session.ttlMs,
      consumers,
    );
  }

  /** Numbers of now, to be observed by whatever collects metrics; `counters` has those that only rise. */
  gauges(): QueueGauges {
    return gaugesOf(this.health());
  }

  /** Every group with every topic that it reads. */
  groups(): Promise<GroupInfo[]> {
    return this.#groups.list();
  }

  /** How far a group is behind in a topic. @throws UnknownNameError */
  lag(group: string, from: Topic<unknown> | string): Promise<GroupLag> {
    return this.#groups.lag(group, nameOf(from));
  }

  /**
   * Lets a group read a topic from another position: events after it are handled again.
   *
   * @throws UnknownNameError, InvalidArgumentError
   *
   * @example
   * ```ts
   * await queue.seek('billing', mail, new Date('2026-01-01'));
   * ```
   */
  seek(group: string, from: Topic<unknown> | string, to: StartPosition): Promise<void> {
    return this.#groups.seek(group, nameOf(from), to);
  }

  /** Lets a group start no more handlers for a topic until `resume`. @throws UnknownNameError */
  pause(group: string, from: Topic<unknown> | string): Promise<void> {
    return this.#groups.pause(group, nameOf(from));
  }

  /**
   * Limits how many handlers start in a second: in each process, and for each key. Holds for all processes, until it is
   * changed; null lifts it.
   *
   * @throws UnknownNameError, InvalidArgumentError
   */
  limit(group: string, from: Topic<unknown> | string, limits: GroupLimits | null): Promise<void> {
    return this.#groups.limit(group, nameOf(from), limits);
  }

  /** @throws UnknownNameError */
  resume(group: string, from: Topic<unknown> | string): Promise<void> {
    return this.#groups.resume(group, nameOf(from));
  }

  /** The events that a group has given up. */
  deadLetters(group: string): DeadLetters {
    checkName('group', group);
    return new DeadLetters(this.#context, group, (txn, id) => this.#announce(txn, id));
  }

  /**
   * Runs work on one process of the namespace at a time, and again elsewhere when that process ends or dies. The signal
   * fires when the lease is no longer certain; `lease.guard(txn)` makes a transaction fail that commits after another
   * process took over. Returns how to stop.
   *
   * @example
   * ```ts
   * const leader = queue.lead('nightly-report', async (signal) => { while (!signal.aborted) await report(signal); });
   * await leader.stop();
   * ```
   */
  lead(name: string, work: LeasedWork): Leader {
    this.#check();
    checkName('lease', name);
    return this.#startLeader(`user/${name}`, work);
  }

  /**
   * Publishes an event whenever a cron expression fires, exactly once each time, as long as some process of the namespace
   * consumes. Creates the schedule or replaces it.
   *
   * @throws InvalidArgumentError
   *
   * @example
   * ```ts
   * await queue.schedule('nightly', reports, { kind: 'daily' }, { cron: '30 2 * * *', timeZone: 'Europe/Oslo' });
   * ```
   */
  schedule<P>(name: string, to: Topic<P> | string, payload: P, options: ScheduleOptions): Promise<void> {
    this.#check();
    return this.#schedules.set(name, nameOf(to), payload, options);
  }

  /** @throws UnknownNameError */
  unschedule(name: string): Promise<void> {
    return this.#schedules.remove(name);
  }

  schedules(): Promise<ScheduleInfo[]> {
    return this.#schedules.list();
  }

  /** Deletes what retention allows now, instead of waiting for the regular sweep. Returns how many keys. */
  sweep(): Promise<number> {
    this.#check();
    return sweep(this.#context);
  }

  /** Stops all consumers; nothing of the queue runs afterwards. May be called again. */
  async close(options: { readonly drain?: Duration | undefined } = {}): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop(options)));
    const leaving = Promise.all([this.#stopDuties(), ...[...this.#leaders].map((leader) => leader.stop())]);
    await withDeadline(this.#context.clock, leaving, CLOSE_GRACE_MS);
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
    const announce = (txn: Transaction): void => this.#announce(txn, id);
    const member = await this.#session.join({ ...id, wantsShare: options.partitions === null });
    const ownership =
      options.partitions === null
        ? new GroupShare({
            context: this.#context,
            id,
            partitions: record.partitions,
            watch: this.#watch,
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

  #announce(txn: Transaction, id: SubscriptionId): void {
    this.#buffers.of(txn).announce({ kind: 'control', ...id });
  }

  /** What somebody must do for all: runs where consumers do. */
  #startDuties(): void {
    if (this.#duties.length > 0) return;
    const context = this.#context;
    const move: MoveEvent = (txn, event) => this.#buffers.of(txn).addMoved(event);
    const timer = (activity: string, step: () => Promise<number>): LeasedWork =>
      timerLoop(context, this.#tail, activity, step);
    this.#duties = [
      this.#startLeader(
        'queue/delayed',
        timer('move delayed events', () => moveDelayedEvents(context, move)),
      ),
      this.#startLeader(
        'queue/schedules',
        timer('fire schedules', () => this.#schedules.fireDue()),
      ),
      this.#startLeader('queue/retention', sweepRegularly(context)),
    ];
  }

  async #stopDuties(): Promise<void> {
    const duties = this.#duties;
    this.#duties = [];
    await Promise.all(duties.map((duty) => duty.stop()));
    for (const duty of duties) this.#leaders.delete(duty);
  }

  #startLeader(name: string, work: LeasedWork): Leader {
    const leader = new Leader({ context: this.#context, session: this.#session, name, work });
    this.#leaders.add(leader);
    return leader;
  }

  #check(): void {
    if (this.#isClosed) throw new QueueClosedError();
  }
}

function nameOf(named: Topic<unknown> | string): string {
  return typeof named === 'string' ? named : named.name;
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
