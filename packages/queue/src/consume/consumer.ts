/**
 * A consumer: takes part in a group, reads what its partitions bring, runs handlers, stores progress.
 *
 *     starting -> running <-> paused -> stopping -> stopped
 *
 * The loops: the tail's polls (`#onPoll`), claiming (`#claim`), reading backlogs (`#read`), running handlers (`#dispatch`)
 * and storing progress (`#store`). Each is entered whenever something changed that may concern it, does what is possible,
 * and returns; none of them waits for another.
 */

import { addMilliseconds } from '@tito/tikv';
import type { SubscriptionRecord, TopicRecord } from '../catalog/records';
import { type Timer, sleep, withDeadline } from '../clock';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import { type Duration, parseDuration } from '../duration';
import { ConsumerStoppedError, PartitionLostError } from '../errors';
import { decodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import type { Ownership } from '../membership/ownership';
import type { Member, Session } from '../membership/session';
import { composePosition } from '../position';
import type { TailPoll, TailReader } from '../tail/tail-reader';
import type { Checkpoints, ProgressUpdate } from './checkpoints';
import { type Arrival, ClaimedPartitions, startWatermark } from './claimed-partitions';
import type { EventHandler } from './consume-context';
import type { ResolvedConsumeOptions } from './consume-options';
import { type Delivery, Deliverer, type Outcome } from './delivery';
import { partitionsWithParked } from './find-work';
import { type LaneWork, Lanes } from './lanes';
import type { OwnedPartition } from './owned-partition';
import { PartitionReader } from './partition-reader';
import { RateLimit } from './rate-limit';

/** A running consumer. */
export interface Consumer {
  /** Resolves when every event that is published from now on will be delivered; rejects when the start failed. */
  ready(): Promise<void>;
  /**
   * Stops: takes no more events, lets handlers that run finish for `drain` (`'25s'` by default), then aborts their signal,
   * stores the progress and gives the partitions back. Bounded, whatever the cluster does. May be called again.
   */
  stop(options?: { readonly drain?: Duration | undefined }): Promise<void>;
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

const MAX_PARKED_PER_KEY = 1000;
const READS_AT_ONCE = 4;
const STORE_EVERY_MS = 1000;
/** Acknowledgements of external effects wait so long for company. */
const ACKNOWLEDGE_EVERY_MS = 100;
const MARKERS_PER_TRANSACTION = 256;
/** A partition with so many settled events above its watermark is not read further. */
const MAX_SETTLED = 10_000;
const UNAVAILABLE_MS = 250;
const HELD_RETRY_MS = 2000;
const SWEEP_EVERY_MS = 60_000;
/** What aborted handlers and their transactions get to come back. */
const ABORT_GRACE_MS = 1000;
/** What storing progress and giving partitions back may take at the end. */
const CLOSE_MS = 3000;

export class GroupConsumer implements Consumer {
  readonly #settings: ConsumerSettings;
  readonly #context: QueueContext;
  readonly #lanes: Lanes<Delivery>;
  readonly #rate: RateLimit;
  readonly #stopping = new AbortController();
  readonly #ready: Promise<void>;
  readonly #idleWaiters = new Set<() => void>();
  #parts: ConsumerParts | null = null;
  #claims: ClaimedPartitions | null = null;
  #reader: PartitionReader | null = null;
  #deliverer: Deliverer | null = null;
  #subscription: SubscriptionRecord | null = null;
  #state: 'starting' | 'running' | 'stopping' | 'stopped' = 'starting';
  #inFlight = 0;
  #reading = 0;
  #claiming: Promise<void> | null = null;
  #storing: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;
  /** The snapshot of the last poll that all tail partitions have taken in. */
  #coveredTo = 0n;
  #unlisten: (() => void)[] = [];
  #dispatchTimer: Timer | null = null;
  #storeTimer: Timer | null = null;
  #sweepAtMs = 0;
  #heldAtMs = 0;
  #isDiscoveryDue = false;

  constructor(settings: ConsumerSettings) {
    this.#settings = settings;
    this.#context = settings.context;
    this.#lanes = new Lanes(settings.options.onFailure, MAX_PARKED_PER_KEY);
    this.#rate = new RateLimit(settings.options.rateLimit);
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

  async #start(): Promise<void> {
    const { context, options, handler, resolve, session, tail } = this.#settings;
    const parts = await resolve();
    const { id, topic, topicName, member, ownership, checkpoints } = parts;
    this.#parts = parts;
    this.#reader = new PartitionReader(context, id, topic);
    this.#deliverer = new Deliverer({
      context,
      topic: topicName,
      id,
      options,
      checkpoints,
      handler,
      stopping: this.#stopping.signal,
    });
    this.#claims = new ClaimedPartitions({
      context,
      id,
      topic,
      member,
      ownership,
      checkpoints,
      reader: this.#reader,
    });
    await this.#refreshSubscription();
    if (this.#state !== 'starting') return await member.leave();
    this.#unlisten.push(tail.listen((poll) => this.#onPoll(poll)));
    this.#unlisten.push(session.onLost(() => this.#onSessionLost()));
    this.#state = 'running';
    await ownership.start((partitions) => this.#want(partitions));
    this.#isDiscoveryDue = true;
    this.#scheduleStore();
    await this.#claim();
  }

  /** The partitions that this process should work on have changed. */
  #want(partitions: ReadonlySet<number>): void {
    if (this.#claims === null || this.#state !== 'running') return;
    this.#context.metrics.add('rebalances');
    const unwanted = this.#claims.want(partitions);
    for (const owner of unwanted) {
      owner.isDraining = true;
      this.#lanes.drop(owner);
      void this.#handBack(owner);
    }
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  /** Gives one partition to its next owner when nothing of it runs any more. */
  async #handBack(owner: OwnedPartition): Promise<void> {
    try {
      while (owner.inFlight > 0 || owner.isReading) await this.#nextIdle();
      if (owner.isLost) return;
      await this.#storeProgress([owner]);
      await this.#claims?.release([owner]);
      // It may have come back to us meanwhile.
      if (this.#claims?.wants(owner.id) === true) this.#claims.request(owner.id);
      void this.#claim();
    } catch (error) {
      this.#context.report(error, 'give partition back');
      this.#lose(owner);
    }
  }

  async #onPoll(poll: TailPoll): Promise<void> {
    const claims = this.#claims;
    const parts = this.#parts;
    if (claims === null || parts === null || this.#state !== 'running') return;
    const isOurs = (id: SubscriptionId): boolean =>
      id.groupId === parts.id.groupId && id.topicId === parts.id.topicId;
    if (poll.controls.some((control) => isOurs(control) || control.groupId === 0)) this.#onControl();
    if (poll.hasGap) this.#rereadAll();
    const wanted: [OwnedPartition, bigint][] = [];
    for (const [partition, positions] of poll.events.get(parts.topic.id) ?? []) {
      const owner = claims.owned.get(partition);
      if (owner === undefined) claims.request(partition);
      else if (owner.mode === 'backlog') owner.newsAt = poll.timestamp;
      else if (this.#hasRoom(wanted.length) && owner.progress.settledCount <= MAX_SETTLED) {
        for (const position of positions.toSorted(ascending))
          if (owner.progress.meet(position)) wanted.push([owner, position]);
      } else this.#fallBehind(owner, poll);
    }
    if (wanted.length > 0) await this.#takeIn(wanted, poll);
    this.#coveredTo = poll.timestamp;
    if (claims.hasRequests) void this.#claim();
    this.#read();
    this.#dispatch();
  }

  async #takeIn(wanted: readonly [OwnedPartition, bigint][], poll: TailPoll): Promise<void> {
    try {
      for (const delivery of await this.#reader!.readPositions(poll.snapshot, wanted)) this.#push(delivery);
    } catch (error) {
      // The next poll reads the same window again.
      for (const [owner, position] of wanted) owner.progress.forget(position);
      throw error;
    }
  }

  /** A partition with more news than there is room for reads them from the store, page by page. */
  #fallBehind(owner: OwnedPartition, poll: TailPoll): void {
    const from = addMilliseconds(
      poll.previous > owner.coveredTo ? poll.previous : owner.coveredTo,
      -COMMIT_WINDOW_MS,
    );
    owner.finalTo = from;
    owner.cursor = composePosition(from + 1n, 0);
    owner.newsAt = poll.timestamp;
    owner.pass = null;
    owner.mode = 'backlog';
  }

  /** Notifications may have been missed: reads every partition from its watermark on. */
  #rereadAll(): void {
    for (const owner of this.#claims?.owned.values() ?? []) {
      owner.finalTo = owner.progress.watermark;
      owner.cursor = composePosition(owner.progress.watermark + 1n, 0);
      owner.pass = null;
      owner.mode = 'backlog';
    }
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  #onControl(): void {
    this.#parts?.ownership.refresh();
    void this.#refreshSubscription()
      .then(() => this.#findReturned())
      .then(() => {
        this.#claims?.requestHeld();
        this.#isDiscoveryDue = true;
        return this.#claim();
      })
      .catch((error: unknown) => this.#context.report(error, 'refresh subscription'));
  }

  /** Finds parked events that came back from the dead letters. */
  async #findReturned(): Promise<void> {
    const owned = [...(this.#claims?.owned.keys() ?? [])].sort((a, b) => a - b);
    if (owned.length === 0 || this.#subscription === null) return;
    const { client, keys } = this.#context;
    const found = await partitionsWithParked(
      client.snapshot(),
      keys,
      this.#parts!.id,
      this.#subscription.generation,
      owned,
    );
    for (const partition of found) {
      const owner = this.#claims?.owned.get(partition);
      if (owner !== undefined) await this.#rereadParked(owner);
    }
  }

  /** Reads what the group's administration says. A new generation begins from its start. */
  async #refreshSubscription(): Promise<void> {
    const stored = await this.#context.client.getLatest(this.#context.keys.subscription(this.#parts!.id));
    if (stored === null) return;
    const before = this.#subscription;
    this.#subscription = decodeRecord<SubscriptionRecord>('subscription', stored);
    if (before !== null && before.generation !== this.#subscription.generation) {
      this.#restart(new PartitionLostError({ topic: this.#parts!.topicName, reason: 'seek' }));
    }
    this.#read();
    this.#dispatch();
  }

  #onSessionLost(): void {
    this.#restart(new PartitionLostError({ topic: this.#parts?.topicName, reason: 'session' }));
    this.#parts?.ownership.refresh();
  }

  /** Forgets all progress in memory and begins from what is stored. */
  #restart(reason: PartitionLostError): void {
    for (const owner of this.#claims?.dropAll(reason) ?? []) this.#lanes.drop(owner);
    this.#isDiscoveryDue = true;
    void this.#claim();
  }

  #lose(owner: OwnedPartition): void {
    if (owner.isLost) return;
    this.#claims?.lose(owner, new PartitionLostError({ topic: this.#parts?.topicName, partition: owner.id }));
    this.#lanes.drop(owner);
  }

  /** Claims what was noted, one run at a time; what is noted during a run is claimed by it. */
  #claim(): Promise<void> {
    this.#claiming ??= this.#claimAll().finally(() => (this.#claiming = null));
    return this.#claiming;
  }

  async #claimAll(): Promise<void> {
    const claims = this.#claims;
    while (claims !== null && this.#state === 'running' && (this.#isDiscoveryDue || claims.hasRequests)) {
      try {
        if (this.#isDiscoveryDue) {
          this.#isDiscoveryDue = false;
          await claims.discover();
        }
        for (const arrival of await claims.claimNext()) this.#welcome(arrival);
        this.#read();
      } catch (error) {
        this.#context.report(error, 'claim partitions');
        this.#isDiscoveryDue = true;
        await sleep(this.#context.clock, UNAVAILABLE_MS, this.#stopping.signal);
      }
    }
  }

  #welcome({ owner, parked }: Arrival): void {
    if (!this.#claims!.wants(owner.id)) {
      owner.isDraining = true;
      void this.#handBack(owner);
      return;
    }
    for (const { delivery, dueMs } of parked) this.#lanes.park(delivery, dueMs);
    if (this.#subscription !== null) owner.finalTo = startWatermark(this.#subscription);
    this.#dispatch();
  }

  /** Reads pages of backlogs while there is room for their events. */
  #read(): void {
    if (this.#state !== 'running' || this.#isPaused()) return;
    for (const owner of this.#claims?.owned.values() ?? []) {
      if (this.#reading >= READS_AT_ONCE || !this.#hasRoom(this.#reading * this.#pageSize())) return;
      if (owner.mode !== 'backlog' || owner.isReading || !owner.isActive) continue;
      if (owner.progress.settledCount > MAX_SETTLED) continue;
      void this.#readPage(owner);
    }
  }

  async #readPage(owner: OwnedPartition): Promise<void> {
    owner.isReading = true;
    this.#reading++;
    try {
      const page = await this.#reader!.readPage(owner, this.#pageSize());
      for (const delivery of page) this.#push(delivery);
    } catch (error) {
      this.#context.report(error, 'read backlog');
      owner.pass = null;
      await sleep(this.#context.clock, UNAVAILABLE_MS, this.#stopping.signal);
    } finally {
      owner.isReading = false;
      this.#reading--;
      this.#wakeIdle();
    }
    this.#read();
    this.#dispatch();
  }

  /** Events of a partition that is given back are its next owner's: running one now would overtake those dropped. */
  #push(delivery: Delivery): void {
    if (delivery.owner.isActive) this.#lanes.push(delivery);
  }

  /** Starts handlers while there are events that may run and free places. */
  #dispatch(): void {
    this.#dispatchTimer?.cancel();
    this.#dispatchTimer = null;
    if (this.#state !== 'running' || this.#isPaused() || !this.#settings.session.isCertain()) return;
    while (this.#inFlight < this.#settings.options.concurrency) {
      const waitMs = this.#rate.take(this.#context.clock.now());
      if (waitMs > 0) return this.#dispatchIn(waitMs);
      const work = this.#lanes.take(this.#context.oracleTime.nowMs());
      if (work === null) {
        const dueMs = this.#lanes.nextDueMs();
        if (dueMs !== Infinity) this.#dispatchIn(Math.max(1, dueMs - this.#context.oracleTime.nowMs()));
        return;
      }
      void this.#work(work);
    }
  }

  #dispatchIn(delayMs: number): void {
    this.#dispatchTimer = this.#context.clock.setTimer(() => this.#dispatch(), delayMs);
  }

  async #work(work: LaneWork<Delivery>): Promise<void> {
    const { owner } = work.item;
    this.#inFlight++;
    owner.inFlight++;
    const outcome = await this.#attempt(work);
    // Until the lane knows of a parked event, nothing behind it may run.
    if (outcome.kind === 'foundParked') await this.#rereadParked(owner);
    this.#inFlight--;
    owner.inFlight--;
    this.#conclude(work, outcome);
    this.#wakeIdle();
    this.#read();
    this.#dispatch();
  }

  #attempt({ kind, item }: LaneWork<Delivery>): Promise<Outcome> {
    if (!item.owner.isActive) return Promise.resolve({ kind: 'stopped' });
    return kind === 'park' ? this.#deliverer!.parkBehind(item) : this.#deliverer!.deliver(item);
  }

  #conclude(work: LaneWork<Delivery>, outcome: Outcome): void {
    const { item } = work;
    const { owner, position } = item;
    switch (outcome.kind) {
      case 'settled':
        owner.progress.settle(position, outcome.by);
        if (outcome.by === 'checkpoint') this.#acknowledgeSoon(owner);
        if (work.kind === 'retry') this.#lanes.unpark(item);
        break;
      case 'parked':
        owner.progress.settle(position, 'marker');
        if (owner.isActive) this.#lanes.park({ ...item, bytes: null }, outcome.dueMs);
        break;
      case 'foundParked':
        owner.progress.settle(position, 'marker');
        break;
      case 'lost':
        this.#lose(owner);
        break;
      case 'stopped':
        owner.progress.forget(position);
        break;
      case 'unavailable':
        this.#context.report(outcome.error, 'deliver');
        if (owner.isActive) {
          return this.#lanes.putBack(work, this.#context.oracleTime.nowMs() + UNAVAILABLE_MS);
        }
    }
    this.#lanes.finish(work);
  }

  async #rereadParked(owner: OwnedPartition): Promise<void> {
    try {
      const parked = await this.#reader!.readParked(owner);
      if (!owner.isActive) return;
      for (const { delivery, dueMs } of parked) this.#lanes.park(delivery, dueMs);
      this.#dispatch();
    } catch (error) {
      this.#context.report(error, 'read parked events');
      this.#lose(owner);
    }
  }

  #acknowledgeSoon(owner: OwnedPartition): void {
    if (owner.isDirty) return;
    owner.isDirty = true;
    if (this.#settings.options.effects === 'external') this.#scheduleStore(ACKNOWLEDGE_EVERY_MS);
  }

  #scheduleStore(delayMs = STORE_EVERY_MS): void {
    if (this.#state !== 'running') return;
    this.#storeTimer?.cancel();
    this.#storeTimer = this.#context.clock.setTimer(() => void this.#storeAll(), delayMs);
  }

  /** Stores progress, and does what is to be done from time to time. */
  async #storeAll(): Promise<void> {
    const now = this.#context.clock.now();
    if (this.#claims?.hasHeld === true && now - this.#heldAtMs > HELD_RETRY_MS) {
      this.#heldAtMs = now;
      this.#claims.requestHeld();
    }
    if (now - this.#sweepAtMs > SWEEP_EVERY_MS) {
      // Finds what notifications did not bring, should that ever happen.
      if (this.#sweepAtMs > 0) this.#isDiscoveryDue = true;
      this.#sweepAtMs = now;
    }
    void this.#claim();
    this.#storing ??= this.#storeProgress([...(this.#claims?.owned.values() ?? [])])
      .catch((error: unknown) => this.#context.report(error, 'store progress'))
      .finally(() => (this.#storing = null));
    await this.#storing;
    this.#scheduleStore();
    this.#dispatch();
  }

  async #storeProgress(owners: readonly OwnedPartition[]): Promise<void> {
    let batch: ProgressUpdate[] = [];
    let markers = 0;
    for (const owner of owners) {
      if (owner.isLost) continue;
      const advance = owner.progress.planAdvance(this.#finalTo(owner), MARKERS_PER_TRANSACTION);
      // A watermark that frees no marker can wait.
      const isWorthIt =
        owner.isDirty ||
        (advance !== null && (advance.markers.length > 0 || owner.progress.settledCount > 0));
      if (!isWorthIt) continue;
      batch.push({ partition: owner, advance });
      markers += advance?.markers.length ?? 0;
      if (batch.length < MARKERS_PER_TRANSACTION && markers < MARKERS_PER_TRANSACTION) continue;
      await this.#storeBatch(batch);
      batch = [];
      markers = 0;
    }
    await this.#storeBatch(batch);
  }

  async #storeBatch(batch: readonly ProgressUpdate[]): Promise<void> {
    if (batch.length === 0) return;
    for (const { partition } of batch) partition.isDirty = false;
    let lost: Set<OwnedPartition>;
    try {
      lost = await this.#parts!.checkpoints.store(batch);
    } catch (error) {
      for (const { partition } of batch) partition.isDirty = true;
      throw error;
    }
    for (const { partition, advance } of batch) {
      if (lost.has(partition)) this.#lose(partition);
      else if (advance !== null) partition.progress.advance(advance);
    }
  }

  /** Up to this sequence every event of the partition is met, and none can still appear. */
  #finalTo(owner: OwnedPartition): bigint {
    if (owner.mode === 'backlog') return owner.finalTo;
    return addMilliseconds(
      owner.coveredTo > this.#coveredTo ? owner.coveredTo : this.#coveredTo,
      -COMMIT_WINDOW_MS,
    );
  }

  #isPaused(): boolean {
    return this.#subscription?.paused === true;
  }

  #pageSize(): number {
    return Math.min(256, this.#settings.options.prefetch);
  }

  #hasRoom(coming: number): boolean {
    return this.#lanes.freshCount + coming < this.#settings.options.prefetch;
  }

  async #stop(drainMs: number): Promise<void> {
    const { clock } = this.#context;
    this.#state = 'stopping';
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    this.#dispatchTimer?.cancel();
    this.#storeTimer?.cancel();
    await withDeadline(clock, this.#whenIdle(), drainMs);
    this.#stopping.abort(new ConsumerStoppedError());
    await withDeadline(clock, this.#whenIdle(), ABORT_GRACE_MS);
    await withDeadline(clock, this.#close(), CLOSE_MS);
    this.#state = 'stopped';
    await withDeadline(clock, this.#settings.stopped(this), CLOSE_MS);
  }

  /** Stores the progress, gives the partitions back, leaves the group; the last also when the store does not answer. */
  async #close(): Promise<void> {
    try {
      await this.#claiming;
      await this.#storing;
      const owners = [...(this.#claims?.owned.values() ?? [])].filter((owner) => !owner.isLost);
      await this.#storeProgress(owners);
      await this.#claims?.release(owners.filter((owner) => !owner.isLost));
    } catch (error) {
      this.#context.report(error, 'give partitions back');
    }
    try {
      await this.#parts?.ownership.stop();
    } catch (error) {
      this.#context.report(error, 'leave group');
    }
  }

  async #whenIdle(): Promise<void> {
    while (this.#inFlight > 0 || this.#reading > 0) await this.#nextIdle();
  }

  /** Resolves when something has ended that ran. */
  #nextIdle(): Promise<void> {
    return new Promise((resolve) => this.#idleWaiters.add(resolve));
  }

  #wakeIdle(): void {
    const waiters = [...this.#idleWaiters];
    this.#idleWaiters.clear();
    for (const wake of waiters) wake();
  }
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
