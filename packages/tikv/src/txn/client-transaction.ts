/** The transaction that callers hold: reads through its own writes, then commits them. */

import { InvalidArgumentError, type KeyRange, addMilliseconds } from '@tito/protocol';
import { createBackoffer } from '../context';
import {
  CommitOutcomeUnknownError,
  KeyExistsError,
  TransactionClosedError,
  TransactionTooOldError,
} from '../errors';
import type { CallOptions, KeyValue, ReadOptions, ScanOptions } from '../kv-reader';
import { checkDuration, checkKey, checkValue } from '../limits';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { tellOfCommit } from './after-commit';
import { MutationBuffer } from './mutation-buffer';
import { PessimisticLocks, type PessimisticLocksOptions } from './pessimistic-locks';
import { ReadSet } from './read-set';
import { SnapshotReader } from './snapshot-reader';
import type {
  CommitHook,
  LockOptions,
  Savepoint,
  Transaction,
  TransactionOptions,
  TransactionState,
} from './transaction';
import { type CommitPlan, type CommitRooms, mutationsToCommit } from './commit-plan';
import { type Protection, TransactionView } from './transaction-view';
import { TwoPhaseCommit } from './two-phase-commit';

const DEFAULT_LOCK_WAIT_MS = 20_000;
const MAX_LOCK_WAIT_MS = 24 * 60 * 60 * 1000;
const DEFAULT_MAX_AGE_MS = 5 * 60 * 1000;
const LONGEST_AGE_MS = 24 * 60 * 60 * 1000;

type LocksStart = Awaited<ReturnType<PessimisticLocksOptions['start']>>;

export class ClientTransaction implements Transaction {
  readonly #rooms: CommitRooms;
  readonly #options: TransactionOptions;
  readonly #buffer = new MutationBuffer();
  readonly #hooks: CommitHook[] = [];
  readonly #view: TransactionView;
  /** Both null in an optimistic transaction. */
  readonly #locks: PessimisticLocks | null;
  readonly #seen: ReadSet | null;
  readonly #maxAgeMs: number;
  #startTs: bigint | null = null;
  /** The clock when the start timestamp was asked for: locks live from then on. */
  #startedAtMs = 0;
  #starting: Promise<bigint> | null = null;
  #state: TransactionState = 'active';

  constructor(rooms: CommitRooms, options: TransactionOptions) {
    this.#rooms = rooms;
    this.#options = options;
    const { mode = 'optimistic', lockWaitMs, maxAgeMs = DEFAULT_MAX_AGE_MS } = options;
    if (mode !== 'optimistic' && mode !== 'pessimistic')
      throw new InvalidArgumentError('mode', 'it must be optimistic or pessimistic', { mode });
    checkDuration('lockWaitMs', lockWaitMs, MAX_LOCK_WAIT_MS);
    checkDuration('maxAgeMs', maxAgeMs, LONGEST_AGE_MS);
    this.#maxAgeMs = maxAgeMs;
    const snapshot = new SnapshotReader(rooms, (backoffer) => this.#start(backoffer));
    const protection = mode === 'pessimistic' ? this.#protection() : null;
    this.#locks = protection?.locks ?? null;
    this.#seen = protection?.seen ?? null;
    this.#view = new TransactionView(rooms, this.#buffer, snapshot, protection);
  }

  get startTs(): bigint | null {
    return this.#startTs;
  }

  get state(): TransactionState {
    return this.#state;
  }

  async get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    this.#checkActive();
    return this.#view.get(this.#encode(key), this.#callOptions(options));
  }

  async batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    this.#checkActive();
    return this.#view.batchGet(this.#encodeAll(keys), this.#callOptions(options));
  }

  async *scan(range: KeyRange, options: ScanOptions = {}): AsyncGenerator<KeyValue, void, undefined> {
    this.#checkActive();
    const { codec } = this.#rooms;
    const pairs = this.#view.scan(codec.encodeRange(range), this.#callOptions(options));
    for await (const { key, value } of pairs) yield { key: codec.decodeKey(key), value };
  }

  async getForUpdate(key: Uint8Array, options?: LockOptions): Promise<Uint8Array | null> {
    this.#checkActive();
    const encoded = this.#encode(key);
    if (!this.#locks) {
      const read = await this.#view.get(encoded, this.#callOptions(options));
      this.#buffer.lock(encoded);
      return read;
    }
    const [value = null] = await this.#acquire([encoded], true, options);
    const own = this.#buffer.get(encoded);
    return own && own.kind !== 'lock' ? own.value : value;
  }

  async lock(keys: readonly Uint8Array[], options?: LockOptions): Promise<void> {
    this.#checkActive();
    const encoded = this.#encodeAll(keys);
    if (this.#locks) return void (await this.#acquire(encoded, false, options));
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.timestamp, this.#callOptions(options));
    await this.#start(backoffer);
    for (const key of encoded) this.#buffer.lock(key);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#checkActive('committing');
    checkValue(value);
    this.#buffer.put(this.#encode(key), value);
  }

  insert(key: Uint8Array, value: Uint8Array): void {
    this.#checkActive('committing');
    checkValue(value);
    try {
      this.#buffer.insert(this.#encode(key), value);
    } catch (error) {
      throw this.#inOwnKeys(error);
    }
  }

  delete(key: Uint8Array): void {
    this.#checkActive('committing');
    this.#buffer.delete(this.#encode(key));
  }

  savepoint(): Savepoint {
    this.#checkActive();
    const mark = this.#buffer.mark();
    const hooks = this.#hooks.length;
    const undoes = this.#hooks.map((hook) => hook.savepoint?.());
    return {
      rollback: () => {
        this.#checkActive();
        this.#buffer.rollBackTo(mark);
        for (const hook of this.#hooks.splice(hooks)) hook.forgotten?.();
        for (const undo of undoes) undo?.();
      },
      release: () => this.#buffer.release(mark),
    };
  }

  beforeCommit(hook: CommitHook): void {
    this.#checkActive();
    this.#hooks.push(hook);
  }

  async commit(options?: CallOptions): Promise<bigint | null> {
    this.#checkActive();
    this.#state = 'committing';
    try {
      const commitTs = await this.#commit(this.#callOptions(options));
      this.#state = 'committed';
      this.#locks?.stop();
      if (commitTs !== null) for (const hook of this.#hooks) tellOfCommit(() => hook.committed?.(commitTs));
      return commitTs;
    } catch (error) {
      const isUnknown = error instanceof CommitOutcomeUnknownError;
      this.#state = isUnknown ? 'unknown' : 'rolledBack';
      if (isUnknown) this.#locks?.stop();
      else await this.#locks?.release();
      throw this.#inOwnKeys(error);
    } finally {
      this.#rooms.running.remove(this);
    }
  }

  async rollback(): Promise<void> {
    if (this.#state !== 'active') return;
    this.#state = 'rolledBack';
    this.#rooms.running.remove(this);
    await this.#locks?.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.rollback();
  }

  #protection(): Protection {
    const seen = new ReadSet();
    const locks = new PessimisticLocks(this.#rooms, {
      start: (backoffer) => this.#startOfLocks(backoffer),
      maxAgeMs: this.#maxAgeMs,
      wasRead: (key) => seen.has(key),
    });
    return { locks, seen };
  }

  async #acquire(
    keys: readonly Uint8Array[],
    returnValues: boolean,
    options: LockOptions | undefined,
  ): Promise<(Uint8Array | null)[]> {
    const { waitMs = this.#options.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS } = options ?? {};
    checkDuration('waitMs', waitMs, MAX_LOCK_WAIT_MS);
    const callOptions = { ...this.#callOptions(options), waitMs, returnValues };
    const values = await (this.#locks as PessimisticLocks).acquire(keys, callOptions);
    this.#checkActive();
    for (const key of keys) this.#buffer.lock(key);
    return values;
  }

  async #commit(options: CallOptions): Promise<bigint | null> {
    await this.#locks?.settled();
    for (const hook of this.#hooks) await hook.prepare?.();
    if (!this.#hasWork && this.#hooks.length === 0) return this.#endWithoutWrites();
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.timestamp, options);
    const sequence = await this.#sequence(backoffer);
    for (const hook of this.#hooks) hook.apply(sequence);
    if (!this.#hasWork) return this.#endWithoutWrites();
    const held = this.#locks && this.#locks.size > 0 ? this.#locks : null;
    if (held) await this.#lockChecked(held, options);
    const windows = this.#hooks.flatMap(({ commitWindowMs }) => commitWindowMs ?? []);
    const { onePhase = true, asyncCommit = true } = this.#options.protocol ?? {};
    const plan: CommitPlan = {
      startTs: await this.#start(backoffer),
      startedAtMs: this.#startedAtMs,
      mutations: mutationsToCommit(this.#buffer.sorted(), held),
      floorTs: sequence,
      maxCommitTs: windows.length === 0 ? null : addMilliseconds(sequence, Math.min(...windows)),
      held,
      wasRead: (key) => this.#seen?.has(key) === true,
      mayUseOnePhase: onePhase,
      mayUseAsyncCommit: asyncCommit,
    };
    this.#checkAge();
    return new TwoPhaseCommit(this.#rooms, plan).run(options);
  }

  /** A prewrite beside held locks cannot check alone: keys that must only be absent are locked, which tells. */
  async #lockChecked(held: PessimisticLocks, options: CallOptions): Promise<void> {
    const checked = this.#buffer
      .sorted()
      .filter(({ kind, key }) => kind === 'checkAbsent' && !held.isLocked(key));
    if (checked.length === 0) return;
    const waitMs = this.#options.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS;
    const keys = checked.map(({ key }) => key);
    await held.acquire(keys, { ...options, waitMs, returnValues: false });
  }

  /** Locks that were only checks for the commit are work; those that are held are not, for nobody could change the keys. */
  get #hasWork(): boolean {
    return this.#locks ? this.#buffer.hasWrites : !this.#buffer.isEmpty;
  }

  async #endWithoutWrites(): Promise<null> {
    await this.#locks?.release();
    return null;
  }

  /**
   * The place of this commit in time. A transaction that only writes begins now. One that has read takes another
   * timestamp, so that a store that chooses the commit timestamp chooses one after everything that has ended by now;
   * unless nothing needs it: no hook, and either no such choice or a caller who does without that order.
   */
  #sequence(backoffer: Backoffer): Promise<bigint> {
    const { causal = false, protocol = {} } = this.#options;
    const mayChoose = protocol.onePhase !== false || protocol.asyncCommit !== false;
    const isNeeded = this.#hooks.length > 0 || (mayChoose && !causal);
    if (this.#startTs === null || !isNeeded) return this.#start(backoffer);
    return this.#rooms.oracle.get(backoffer);
  }

  #start(backoffer: Backoffer): Promise<bigint> {
    if (this.#startTs !== null) return Promise.resolve(this.#startTs);
    this.#starting ??= this.#takeStart(backoffer).catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  async #takeStart(backoffer: Backoffer): Promise<bigint> {
    this.#startedAtMs = this.#rooms.context.clock.now();
    const startTs = await this.#rooms.oracle.get(backoffer);
    if (this.#state === 'active' || this.#state === 'committing') {
      const untilMs = this.#startedAtMs + this.#maxAgeMs;
      this.#rooms.running.add(this, startTs, this.#rooms.context.clock.now(), untilMs);
    }
    return (this.#startTs = startTs);
  }

  async #startOfLocks(backoffer: Backoffer): Promise<LocksStart> {
    const isFresh = this.#startTs === null && this.#starting === null;
    const startTs = await this.#start(backoffer);
    return { startTs, startedAtMs: this.#startedAtMs, isFresh };
  }

  #checkActive(also?: TransactionState): void {
    if (this.#state !== 'active' && this.#state !== also) throw new TransactionClosedError(this.#state);
    this.#checkAge();
  }

  #checkAge(): void {
    if (this.#startTs === null) return;
    const ageMs = this.#rooms.context.clock.now() - this.#startedAtMs;
    if (ageMs > this.#maxAgeMs)
      throw new TransactionTooOldError({ maxAgeMs: this.#maxAgeMs, startTs: this.#startTs });
  }

  #encode(key: Uint8Array): Uint8Array {
    checkKey(key);
    return this.#rooms.codec.encodeKey(key);
  }

  #encodeAll(keys: readonly Uint8Array[]): Uint8Array[] {
    return keys.map((key) => this.#encode(key));
  }

  /** Within the client keys are as requests carry them. */
  #inOwnKeys(error: unknown): unknown {
    return error instanceof KeyExistsError
      ? new KeyExistsError(this.#rooms.codec.decodeKey(error.key))
      : error;
  }

  #callOptions<T extends CallOptions>(options: T | undefined): T {
    return { ...this.#options, ...options } as T;
  }
}
