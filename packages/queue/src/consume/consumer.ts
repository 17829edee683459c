/**
 * A consumer: takes part in a group, reads what its partitions bring, runs handlers, stores progress.
 *
 *     starting -> running -> stopping -> stopped
 *
 * The loops: the tail's polls (`#onPoll`), claiming (`#claim`), reading backlogs (`Backlog`), running handlers
 * (`Dispatcher`) and storing progress (`#storeAll`). Each is entered whenever something changed that may concern it, does
 * what is possible, and returns; none of them waits for another.
 */

import { setMaxListeners } from 'node:events';
import { addMilliseconds } from '@tito/tikv';
import type { SubscriptionRecord, TopicRecord } from '../catalog/records';
import { type Timer, sleep, withDeadline } from '../clock';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import { type Duration, parseDuration } from '../duration';
import { ConsumerStoppedError, PartitionLostError } from '../errors';
import { decodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import type { ConsumerHealth } from '../health';
import type { Ownership } from '../membership/ownership';
import type { Member, Session } from '../membership/session';
import type { TailPoll, TailReader } from '../tail/tail-reader';
import { Backlog, MAX_SETTLED } from './backlog';
import type { Checkpoints } from './checkpoints';
import { type Arrival, ClaimedPartitions } from './claimed-partitions';
import type { EventHandler } from './consume-context';
import type { ResolvedConsumeOptions } from './consume-options';
import { Deliverer } from './delivery';
import { Dispatcher } from './dispatcher';
import { partitionsWithParked } from './find-work';
import { IdleGate } from './idle-gate';
import type { OwnedPartition } from './owned-partition';
import { PartitionReader } from './partition-reader';
import { ProgressStore } from './progress-store';

/** A running consumer. */
export interface Consumer {
  /** Resolves when every event that is published from now on will be delivered; rejects when the start failed. */
  ready(): Promise<void>;
  /**
   * Stops: takes no more events, lets handlers that run finish for `drain` (`'25s'` by default), then aborts their signal,
   * stores the progress and gives the partitions back. Bounded, whatever the cluster does. May be called again.
   */
  stop(options?: { readonly drain?: Duration | undefined }): Promise<void>;
  /** Starts no more handlers in this process until `resume`; those that run go on. For the whole group: `queue.pause`. */
  pause(): void;
  resume(): void;
  /** What it is doing now. */
  health(): ConsumerHealth;
}

/** What a consumer is made of, once its names are resolved. */
export interface ConsumerParts {
  readonly id: SubscriptionId;
  readonly topicName: string;
  readonly topic: TopicRecord;
  readonly member: Member;
  readonly ownership: Ownership;
  readonly checkpoints: Checkpoints;
}

export interface ConsumerSettings {
  readonly topicName: string;
  readonly context: QueueContext;
  readonly tail: TailReader;
  readonly session: Session;
  readonly options: ResolvedConsumeOptions;
  readonly handler: EventHandler<unknown>;
  /** Resolves names, creating what is new. */
  readonly resolve: () => Promise<ConsumerParts>;
  /** The consumer has stopped. */
  readonly stopped: (consumer: Consumer) => Promise<void>;
}

const STORE_EVERY_MS = 1000;
/** Acknowledgements of external effects wait so long for company. */
const ACKNOWLEDGE_EVERY_MS = 100;
const UNAVAILABLE_MS = 250;
const HELD_RETRY_MS = 2000;
const SWEEP_EVERY_MS = 300_000;
/** What aborted handlers and their transactions get to come back. */
const ABORT_GRACE_MS = 1000;
/** What storing progress and giving partitions back may take at the end. */
const CLOSE_MS = 3000;

/** The parts of a consumer that exist once its names are resolved. */
interface Works {
  readonly parts: ConsumerParts;
  readonly reader: PartitionReader;
  readonly claims: ClaimedPartitions;
  readonly dispatcher: Dispatcher;
  readonly backlog: Backlog;
  readonly progress: ProgressStore;
}

export class GroupConsumer implements Consumer {
  readonly #settings: ConsumerSettings;
  readonly #context: QueueContext;
  readonly #stopping = new AbortController();
  readonly #idle = new IdleGate();
  readonly #ready: Promise<void>;
  #works: Works | null = null;
  #subscription: SubscriptionRecord | null = null;
  #state: 'starting' | 'running' | 'stopping' | 'stopped' = 'starting';
  #claiming: Promise<void> | null = null;
  #storing: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;
  /** The snapshot of the last poll that all tail partitions have taken in. */
  #coveredTo = 0n;
  #unlisten: (() => void)[] = [];
  #storeTimer: Timer | null = null;
  #isAcknowledging = false;
  #isPaused = false;
  #sweepAtMs = 0;
  #heldAtMs = 0;
  #isDiscoveryDue = false;

  constructor(settings: ConsumerSettings) {
    // Every handler that runs listens.
    setMaxListeners(0, this.#stopping.signal);
    this.#settings = settings;
    this.#context = settings.context;
    this.#ready = this.#start();
    // A caller who never asks `ready()` learns of the failure from `report`.
    this.#ready.catch((error: unknown) => this.#context.report(error, 'start consumer'));
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  stop(options: { readonly drain?: Duration | undefined } = {}): Promise<void> {
    const drainMs = parseDuration(options.drain ?? '25s', 'drain');
    this.#stopped ??= this.#stop(drainMs);
    return this.#stopped;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#works?.backlog.run();
    this.#works?.dispatcher.run();
  }

  health(): ConsumerHealth {
    const works = this.#works;
    const isPaused = this.#isPaused || this.#subscription?.paused === true;
    return {
      group: this.#settings.options.group,
      topic: this.#settings.topicName,
      state: this.#state === 'running' && isPaused ? 'paused' : this.#state,
      partitions: works?.claims.owned.size ?? 0,
      inFlight: works?.dispatcher.inFlight ?? 0,
      waiting: works?.dispatcher.waiting ?? 0,
      parked: works?.dispatcher.parked ?? 0,
    };
  }

  async #start(): Promise<void> {
    const { resolve, session, tail } = this.#settings;
    const works = this.#build(await resolve());
    const { member, ownership } = works.parts;
    this.#works = works;
    await this.#refreshSubscription(works);
    if (this.#state !== 'starting') return await member.leave();
    this.#unlisten.push(tail.listen((poll) => this.#onPoll(works, poll)));
    this.#unlisten.push(session.onLost(() => this.#onSessionLost(works)));
    this.#state = 'running';
    await ownership.start((partitions) => this.#want(works, partitions));
    this.#isDiscoveryDue = true;
    this.#scheduleStore(STORE_EVERY_MS);
    await this.#claim();
  }

  #build(parts: ConsumerParts): Works {
    const { context, options, handler, session } = this.#settings;
    const { id, topic, topicName, member, ownership, checkpoints } = parts;
    const stopping = this.#stopping.signal;
    const idle = this.#idle;
    const reader = new PartitionReader(context, id, topic);
    const claims = new ClaimedPartitions({ context, id, topic, member, ownership, checkpoints, reader });
    const lose = (owner: OwnedPartition): void => this.#lose(owner);
    const mayRead = (): boolean =>
      this.#state === 'running' && !this.#isPaused && this.#subscription?.paused !== true;
    const dispatcher = new Dispatcher({
      context,
      concurrency: options.concurrency,
      rateLimit: options.rateLimit,
      keyRateLimit: options.rateLimitPerKey,
      policy: options.onFailure,
      deliverer: new Deliverer({ context, topic: topicName, id, options, checkpoints, handler, stopping }),
      reader,
      idle,
      mayStart: () => mayRead() && session.isCertain(),
      lose,
      acknowledge: (owner) => this.#acknowledge(owner),
      ended: () => backlog.run(),
    });
    const backlog = new Backlog({
      context,
      reader,
      idle,
      prefetch: options.prefetch,
      waiting: () => dispatcher.waiting,
      mayRead,
      owned: () => claims.owned.values(),
      push: (delivery) => dispatcher.push(delivery),
      arrived: () => dispatcher.run(),
      stopping,
    });
    const progress = new ProgressStore(checkpoints, (owner) => this.#finalTo(owner), lose);
    return { parts, reader, claims, dispatcher, backlog, progress };
  }

  /** The partitions that this process should work on have changed. */
  #want(works: Works, partitions: ReadonlySet<number>): void {
    if (this.#state !== 'running') return;
    this.#context.metrics.add('rebalances');
    for (const owner of works.claims.want(partitions)) {
      if (owner.isDraining) continue;
      owner.isDraining = true;
      works.dispatcher.drop(owner);
      void this.#handBack(works, owner);
    }
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  /** Gives one partition to its next owner when nothing of it runs any more. */
  async #handBack({ claims, progress }: Works, owner: OwnedPartition): Promise<void> {
    try {
      await this.#idle.until(() => owner.inFlight === 0 && !owner.isReading);
      if (owner.isLost) return;
      await progress.store([owner]);
      await claims.release([owner]);
      // It may have come back to us meanwhile.
      claims.request(owner.id);
      void this.#claim();
    } catch (error) {
      this.#context.report(error, 'give partition back');
      this.#lose(owner);
    }
  }

  async #onPoll(works: Works, poll: TailPoll): Promise<void> {
    if (this.#state !== 'running') return;
    const { parts, claims, dispatcher, backlog } = works;
    if (poll.controls.some((control) => isSame(control, parts.id))) this.#onControl(works);
    if (poll.hasGap) this.#rereadAll(works);
    const wanted: [OwnedPartition, bigint][] = [];
    for (const [partition, positions] of poll.events.get(parts.topic.id) ?? []) {
      const owner = claims.owned.get(partition);
      if (owner === undefined) claims.request(partition);
      else if (owner.mode === 'backlog') owner.newsAt = poll.timestamp;
      else if (backlog.hasRoom(wanted.length) && owner.progress.settledCount <= MAX_SETTLED) {
        for (const position of positions.toSorted(ascending)) {
          if (owner.progress.meet(position)) wanted.push([owner, position]);
        }
      } else {
        owner.fallBehind(poll);
      }
    }
    if (wanted.length > 0) await this.#takeIn(works, wanted, poll);
    this.#coveredTo = poll.timestamp;
    if (claims.hasRequests) void this.#claim();
    backlog.run();
    dispatcher.run();
  }

  async #takeIn(
    { reader, dispatcher }: Works,
    wanted: readonly [OwnedPartition, bigint][],
    poll: TailPoll,
  ): Promise<void> {
    try {
      for (const delivery of await reader.readPositions(poll.snapshot, wanted)) dispatcher.push(delivery);
    } catch (error) {
      // The next poll reads the same window again.
      for (const [owner, position] of wanted) owner.progress.forget(position);
      throw error;
    }
  }

  /** Notifications may have been missed: reads every partition from its watermark on. */
  #rereadAll({ claims }: Works): void {
    for (const owner of claims.owned.values()) owner.reread();
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  #onControl(works: Works): void {
    const { parts, claims } = works;
    parts.ownership.refresh();
    void this.#refreshSubscription(works)
      .then(() => this.#findReturned(works))
      .then(() => {
        claims.requestHeld();
        this.#isDiscoveryDue = true;
        return this.#claim();
      })
      .catch((error: unknown) => this.#context.report(error, 'refresh subscription'));
  }

  /** Finds parked events that came back from the dead letters. */
  async #findReturned({ parts, claims, dispatcher }: Works): Promise<void> {
    const owned = [...claims.owned.keys()].sort((a, b) => a - b);
    if (owned.length === 0 || this.#subscription === null) return;
    const { client, keys } = this.#context;
    const { generation } = this.#subscription;
    const found = await partitionsWithParked(client.snapshot(), keys, parts.id, generation, owned);
    for (const partition of found) {
      const owner = claims.owned.get(partition);
      if (owner !== undefined) await dispatcher.rereadParked(owner);
    }
  }

  /** Reads what the group's administration says. A new generation begins from its start. */
  async #refreshSubscription(works: Works): Promise<void> {
    const { parts, backlog, dispatcher } = works;
    const stored = await this.#context.client.getLatest(this.#context.keys.subscription(parts.id));
    if (stored === null) return;
    const before = this.#subscription;
    this.#subscription = decodeRecord<SubscriptionRecord>('subscription', stored);
    if (JSON.stringify(before?.limits) !== JSON.stringify(this.#subscription.limits))
      dispatcher.limit(this.#subscription.limits ?? {});
    if (before !== null && before.generation !== this.#subscription.generation) this.#restart(works, 'seek');
    backlog.run();
    dispatcher.run();
  }

  #onSessionLost(works: Works): void {
    this.#restart(works, 'session');
    works.parts.ownership.refresh();
  }

  /** Forgets all progress in memory and begins from what is stored. */
  #restart({ parts, claims, dispatcher }: Works, reason: 'seek' | 'session'): void {
    const lost = new PartitionLostError({ topic: parts.topicName, reason });
    for (const owner of claims.dropAll(lost)) dispatcher.drop(owner);
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  #lose(owner: OwnedPartition): void {
    if (owner.isLost || this.#works === null) return;
    const { parts, claims, dispatcher } = this.#works;
    claims.lose(owner, new PartitionLostError({ topic: parts.topicName, partition: owner.id }));
    dispatcher.drop(owner);
  }

  /** Claims what was noted, one run at a time; what is noted during a run is claimed by it. */
  #claim(): Promise<void> {
    this.#claiming ??= this.#claimAll().finally(() => (this.#claiming = null));
    return this.#claiming;
  }

  async #claimAll(): Promise<void> {
    const works = this.#works;
    while (
      works !== null &&
      this.#state === 'running' &&
      (this.#isDiscoveryDue || works.claims.hasRequests)
    ) {
      try {
        if (this.#isDiscoveryDue) {
          this.#isDiscoveryDue = false;
          await works.claims.discover();
        }
        for (const arrival of await works.claims.claimNext()) this.#welcome(works, arrival);
        works.backlog.run();
      } catch (error) {
        this.#context.report(error, 'claim partitions');
        this.#isDiscoveryDue = true;
        await sleep(this.#context.clock, UNAVAILABLE_MS, this.#stopping.signal);
      }
    }
  }

  #welcome(works: Works, { owner, parked }: Arrival): void {
    if (!works.claims.wants(owner.id)) {
      owner.isDraining = true;
      void this.#handBack(works, owner);
      return;
    }
    for (const { delivery, dueMs } of parked) works.dispatcher.park(delivery, dueMs);
    works.dispatcher.run();
  }

  #acknowledge(owner: OwnedPartition): void {
    owner.isDirty = true;
    if (this.#isAcknowledging) return;
    this.#isAcknowledging = true;
    this.#scheduleStore(ACKNOWLEDGE_EVERY_MS);
  }

  #scheduleStore(delayMs: number): void {
    if (this.#state !== 'running') return;
    this.#storeTimer?.cancel();
    this.#storeTimer = this.#context.clock.setTimer(() => void this.#storeAll(), delayMs);
  }

  /** Stores progress, and does what is to be done from time to time. */
  async #storeAll(): Promise<void> {
    if (this.#works === null) return;
    const { claims, progress, backlog, dispatcher } = this.#works;
    this.#isAcknowledging = false;
    const now = this.#context.clock.now();
    if (claims.hasHeld && now - this.#heldAtMs > HELD_RETRY_MS) {
      this.#heldAtMs = now;
      claims.requestHeld();
    }
    if (now - this.#sweepAtMs > SWEEP_EVERY_MS) {
      // Finds what notifications did not bring, should that ever happen.
      if (this.#sweepAtMs > 0) this.#isDiscoveryDue = true;
      this.#sweepAtMs = now;
    }
    void this.#claim();
    this.#storing ??= progress
      .store([...claims.owned.values()])
      .catch((error: unknown) => this.#context.report(error, 'store progress'))
      .finally(() => (this.#storing = null));
    await this.#storing;
    this.#scheduleStore(this.#isAcknowledging ? ACKNOWLEDGE_EVERY_MS : STORE_EVERY_MS);
    backlog.run();
    dispatcher.run();
  }

  /** Up to this sequence every event of the partition is met, and none can still appear. */
  #finalTo(owner: OwnedPartition): bigint {
    if (owner.mode === 'backlog') return owner.finalTo;
    return addMilliseconds(
      owner.coveredTo > this.#coveredTo ? owner.coveredTo : this.#coveredTo,
      -COMMIT_WINDOW_MS,
    );
  }

  async #stop(drainMs: number): Promise<void> {
    const { clock } = this.#context;
    this.#state = 'stopping';
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    this.#works?.dispatcher.stop();
    this.#storeTimer?.cancel();
    const whenIdle = (): Promise<void> => this.#idle.until(() => this.#isIdle());
    await withDeadline(clock, whenIdle(), drainMs);
    this.#stopping.abort(new ConsumerStoppedError());
    await withDeadline(clock, whenIdle(), ABORT_GRACE_MS);
    await withDeadline(clock, this.#close(), CLOSE_MS);
    this.#state = 'stopped';
    await withDeadline(clock, this.#settings.stopped(this), CLOSE_MS);
  }

  #isIdle(): boolean {
    return this.#works === null || (this.#works.dispatcher.inFlight === 0 && !this.#works.backlog.isReading);
  }

  /** Stores the progress, gives the partitions back, leaves the group; the last also when the store does not answer. */
  async #close(): Promise<void> {
    if (this.#works === null) return;
    const { parts, claims, progress } = this.#works;
    try {
      await this.#claiming;
      await this.#storing;
      await progress.store([...claims.owned.values()]);
      await claims.release([...claims.owned.values()].filter((owner) => !owner.isLost));
    } catch (error) {
      this.#context.report(error, 'give partitions back');
    }
    try {
      await parts.ownership.stop();
    } catch (error) {
      this.#context.report(error, 'leave group');
    }
  }
}

function isSame(a: SubscriptionId, b: SubscriptionId): boolean {
  return a.groupId === b.groupId && a.topicId === b.topicId;
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
