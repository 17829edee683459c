/** The transaction that callers hold: reads through its own writes, then commits them. */

import { type KeyRange, addMilliseconds } from '@tito/protocol';
import { createBackoffer } from '../context';
import { CommitOutcomeUnknownError, TransactionClosedError } from '../errors';
import type { CallOptions, KeyValue, ReadOptions, ScanOptions } from '../kv-reader';
import { checkKey, checkValue } from '../limits';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { mergeScan } from './merged-scan';
import { MutationBuffer } from './mutation-buffer';
import { SnapshotReader } from './snapshot-reader';
import type {
  CommitHook,
  LockOptions,
  Transaction,
  TransactionOptions,
  TransactionState,
} from './transaction';
import type { CommitPlan, CommitRooms } from './commit-plan';
import { TwoPhaseCommit } from './two-phase-commit';

export class ClientTransaction implements Transaction {
  readonly #rooms: CommitRooms;
  readonly #options: TransactionOptions;
  readonly #buffer = new MutationBuffer();
  readonly #hooks: CommitHook[] = [];
  readonly #snapshot: SnapshotReader;
  #startTs: bigint | null = null;
  /** The clock when the start timestamp was asked for: locks live from then on. */
  #startedAtMs = 0;
  #starting: Promise<bigint> | null = null;
  #state: TransactionState = 'active';

  constructor(rooms: CommitRooms, options: TransactionOptions) {
    this.#rooms = rooms;
    this.#options = options;
    this.#snapshot = new SnapshotReader(rooms, (backoffer) => this.#start(backoffer));
  }

  get startTs(): bigint | null {
    return this.#startTs;
  }

  get state(): TransactionState {
    return this.#state;
  }

  async get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    this.#checkActive();
    checkKey(key);
    const own = this.#buffer.get(key);
    if (own && own.kind !== 'lock') return own.value;
    return this.#snapshot.get(key, this.#callOptions(options));
  }

  async batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    this.#checkActive();
    keys.forEach(checkKey);
    const own = keys.map((key) => this.#buffer.get(key));
    const isOwn = (i: number): boolean => own[i] !== undefined && own[i]?.kind !== 'lock';
    const missing = keys.filter((_, i) => !isOwn(i));
    const read = await this.#snapshot.batchGet(missing, this.#callOptions(options));
    let at = 0;
    return keys.map((_, i) => (isOwn(i) ? (own[i]?.value ?? null) : (read[at++] ?? null)));
  }

  async *scan(range: KeyRange, options: ScanOptions = {}): AsyncGenerator<KeyValue, void, undefined> {
    this.#checkActive();
    const { limit, reverse = false, keyOnly = false } = options;
    const own = this.#buffer.inRange(range, reverse);
    const hidden = own.filter((mutation) => mutation.value === null).length;
    const snapshotLimit = limit === undefined ? undefined : limit + hidden;
    const pairs = this.#snapshot.scan(range, { ...this.#callOptions(options), limit: snapshotLimit });
    let left = limit ?? Infinity;
    for await (const pair of mergeScan(own, pairs, reverse)) {
      yield keyOnly ? { key: pair.key, value: new Uint8Array(0) } : pair;
      if (--left === 0) return;
    }
  }

  async getForUpdate(key: Uint8Array, options?: LockOptions): Promise<Uint8Array | null> {
    const value = await this.get(key, options);
    this.#buffer.lock(key);
    return value;
  }

  async lock(keys: readonly Uint8Array[], options?: LockOptions): Promise<void> {
    this.#checkActive();
    keys.forEach(checkKey);
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.timestamp, this.#callOptions(options));
    await this.#start(backoffer);
    for (const key of keys) this.#buffer.lock(key);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#checkActive('committing');
    checkKey(key);
    checkValue(value);
    this.#buffer.put(key, value);
  }

  insert(key: Uint8Array, value: Uint8Array): void {
    this.#checkActive('committing');
    checkKey(key);
    checkValue(value);
    this.#buffer.insert(key, value);
  }

  delete(key: Uint8Array): void {
    this.#checkActive('committing');
    checkKey(key);
    this.#buffer.delete(key);
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
      return commitTs;
    } catch (error) {
      this.#state = error instanceof CommitOutcomeUnknownError ? 'unknown' : 'rolledBack';
      throw error;
    }
  }

  rollback(): Promise<void> {
    if (this.#state === 'active') this.#state = 'rolledBack';
    return Promise.resolve();
  }

  async #commit(options: CallOptions): Promise<bigint | null> {
    for (const hook of this.#hooks) await hook.prepare?.();
    if (this.#buffer.size === 0 && this.#hooks.length === 0) return null;
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.timestamp, options);
    const sequence = await this.#sequence(backoffer);
    for (const hook of this.#hooks) hook.apply(sequence);
    if (this.#buffer.size === 0) return null;
    const windows = this.#hooks.flatMap(({ commitWindowMs }) => commitWindowMs ?? []);
    const { onePhase = true, asyncCommit = true } = this.#options.protocol ?? {};
    const plan: CommitPlan = {
      startTs: await this.#start(backoffer),
      startedAtMs: this.#startedAtMs,
      mutations: this.#buffer.sorted(),
      floorTs: sequence,
      maxCommitTs: windows.length === 0 ? null : addMilliseconds(sequence, Math.min(...windows)),
      held: null,
      mayUseOnePhase: onePhase,
      mayUseAsyncCommit: asyncCommit,
    };
    return new TwoPhaseCommit(this.#rooms, plan).run(options);
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
    return (this.#startTs = await this.#rooms.oracle.get(backoffer));
  }

  #checkActive(also?: TransactionState): void {
    if (this.#state !== 'active' && this.#state !== also) throw new TransactionClosedError(this.#state);
  }

  #callOptions<T extends CallOptions>(options: T | undefined): T {
    return { ...this.#options, ...options } as T;
  }
}
