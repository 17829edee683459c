/** The way into a cluster: builds the rooms of the client and owns their life. */

import { setMaxListeners } from 'node:events';
import { type KeyspaceCodec, MAX_TIMESTAMP } from '@tito/protocol';
import { type ConnectOptions, checkOptions, codecOf, findKeyspace } from './connect-options';
import { type ClientContext, createBackoffer } from './context';
import { type ClientCounters, RequestCounters } from './counters';
import { ClientClosedError } from './errors';
import type { CallOptions, ReadOptions, ReplicaOptions } from './kv-reader';
import { checkKey } from './limits';
import { GarbageCollector } from './maintenance/gc';
import { ClusterView } from './pd/cluster-view';
import { PdClient } from './pd/pd-client';
import { RegionQueries } from './pd/region-queries';
import { SafePoints } from './pd/safe-points';
import { TimestampOracle } from './pd/timestamp-oracle';
import { RawClient } from './raw/raw-client';
import { RegionCache } from './region/region-cache';
import { RegionRequestSender } from './region/region-request-sender';
import { BUDGET } from './retry/backoff-table';
import { systemClock } from './retry/clock';
import { GrpcTransport } from './rpc/grpc-transport';
import { StoreChannels } from './rpc/store-channels';
import { ClientSnapshot } from './txn/client-snapshot';
import { ClientTransaction } from './txn/client-transaction';
import { LockResolver } from './txn/lock-resolver';
import { OpenSnapshots } from './txn/open-snapshots';
import { RunningTransactions } from './txn/running-transactions';
import { runTransaction } from './txn/run-transaction';
import { SafePointWatch } from './txn/safe-point-watch';
import { SnapshotReader } from './txn/snapshot-reader';
import type { RunTransactionOptions, Snapshot, Transaction, TransactionOptions } from './txn/transaction';
import type { CommitRooms } from './txn/commit-plan';

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
/** Commits of secondary keys and clean-ups that take longer are left to whoever meets the locks. */
const CLOSE_WAIT_MS = 10_000;

export class TikvClient {
  /** Raw keys; never mix them with transactional ones in one cluster. */
  readonly raw: RawClient;
  /** Lets the cluster forget old versions. Nothing runs by itself. */
  readonly gc: GarbageCollector;
  /** Members of PD, stores, regions: for tools. */
  readonly cluster: ClusterView;
  readonly #context: ClientContext;
  readonly #pd: PdClient;
  readonly #rooms: CommitRooms;
  readonly #background = new Set<Promise<unknown>>();
  /** Fire when `close()` begins, and when it no longer waits. */
  readonly #closingSignal = new AbortController();
  readonly #closedSignal = new AbortController();
  #closing: Promise<void> | null = null;

  private constructor(
    context: ClientContext,
    pd: PdClient,
    keyspaceId: number | null,
    { rawTtl = false, locality, forwarding }: ConnectOptions,
  ) {
    this.#context = context;
    this.#pd = pd;
    const oracle = new TimestampOracle(context, pd);
    const regions = new RegionQueries(pd);
    const senderFor = (codec: KeyspaceCodec): RegionRequestSender =>
      new RegionRequestSender({
        context,
        cache: new RegionCache(regions, codec, context.clock),
        apiVersion: codec.apiVersion,
        clusterId: pd.clusterId,
        locality,
        forwarding,
      });
    const [codec, rawCodec] = [codecOf('txn', keyspaceId), codecOf('raw', keyspaceId)];
    const sender = senderFor(codec);
    const { signal: closing } = this.#closingSignal;
    const { signal: closed } = this.#closedSignal;
    setMaxListeners(0, closing, closed);
    const locks = new LockResolver(context, sender, oracle, closed);
    const inBackground = (work: Promise<unknown>): void => this.#inBackground(work);
    const safePoints = new SafePoints(pd);
    this.#rooms = {
      ...{ context, sender, codec, oracle, locks, inBackground, closing, closed },
      running: new RunningTransactions(),
      snapshots: new OpenSnapshots(),
      safePoint: new SafePointWatch(context, oracle, safePoints),
    };
    this.gc = new GarbageCollector({ ...this.#rooms, safePoints });
    this.cluster = new ClusterView(pd, codec, (options) => {
      this.#checkOpen();
      return createBackoffer(context, BUDGET.read, options);
    });
    const hasTtl = rawTtl || rawCodec.apiVersion === 2;
    this.raw = new RawClient({ context, sender: senderFor(rawCodec), codec: rawCodec, hasTtl });
  }

  /**
   * Connects to the cluster that the endpoints belong to.
   *
   * @throws ConnectError `TIKV_CONNECT_FAILED` within `connectTimeoutMs`
   * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT` for an endpoint that is none
   *
   * @example
   * ```ts
   * const client = await TikvClient.connect({ endpoints: ['127.0.0.1:2379'] });
   * await client.transaction(async (txn) => txn.put(Buffer.from('k'), Buffer.from('v')));
   * await client.close();
   * ```
   */
  static async connect(options: ConnectOptions): Promise<TikvClient> {
    checkOptions(options);
    const { endpoints, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS, signal } = options;
    const clock = options.clock ?? systemClock;
    const transport = options.transport ?? new GrpcTransport(clock, options);
    const context: ClientContext = {
      transport,
      stores: new StoreChannels({ transport, clock, batch: options.batch ?? true }),
      clock,
      random: options.random ?? Math.random,
      counters: new RequestCounters(),
    };
    try {
      const pd = await PdClient.connect(context, { endpoints, connectTimeoutMs, signal });
      const backoffer = createBackoffer(context, connectTimeoutMs, { signal, timeoutMs: connectTimeoutMs });
      const keyspaceId = await findKeyspace(options, pd, backoffer);
      return new TikvClient(context, pd, keyspaceId, options);
    } catch (error) {
      context.transport.close();
      throw error;
    }
  }

  get clusterId(): bigint {
    return this.#pd.clusterId;
  }

  /** A copy of the counters. */
  get counters(): ClientCounters {
    return this.#context.counters.read();
  }

  /** A transaction in the caller's hands. It takes its timestamp at its first read. */
  async begin(options: TransactionOptions = {}): Promise<Transaction> {
    this.#checkOpen();
    return new ClientTransaction(this.#rooms, options);
  }

  /**
   * Runs `work` in a transaction and commits it; runs it again, at most `attempts` times, when it failed with nothing
   * written and may succeed next time.
   */
  async transaction<T>(
    work: (txn: Transaction) => Promise<T>,
    options: RunTransactionOptions = {},
  ): Promise<T> {
    this.#checkOpen();
    return runTransaction(this.#context, () => this.begin(options), work, options);
  }

  /**
   * Reads at a timestamp or a date, or at a timestamp that is taken at the first read. `options` say for all of its reads
   * who answers them. The garbage collection of this client leaves a snapshot readable for five minutes after each use;
   * `gc.hold` protects one for longer, against all collectors.
   *
   * @throws InvalidArgumentError; and from its reads SnapshotInFutureError, SnapshotTooOldError
   *
   * @example
   * ```ts
   * const anHourAgo = client.snapshot(new Date(Date.now() - 3_600_000));
   * const before = await anHourAgo.get(Buffer.from('visits'));
   * ```
   */
  snapshot(at?: bigint | Date | null, options: ReplicaOptions = {}): Snapshot {
    this.#checkOpen();
    return new ClientSnapshot(this.#rooms, at ?? null, options);
  }

  /** The newest committed value: one request, no timestamp. */
  async getLatest(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    this.#checkOpen();
    checkKey(key);
    const reader = new SnapshotReader(this.#rooms, () => Promise.resolve(MAX_TIMESTAMP));
    return reader.get(this.#rooms.codec.encodeKey(key), options);
  }

  /** A timestamp later than all that were given out before. */
  async timestamp(options?: CallOptions): Promise<bigint> {
    this.#checkOpen();
    return this.#rooms.oracle.get(createBackoffer(this.#context, BUDGET.timestamp, options));
  }

  /** Waits at most 10 s for what runs in the background, and closes all connections. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#closingSignal.abort();
    const { promise: late, cancel } = this.#after(CLOSE_WAIT_MS);
    await Promise.race([this.#drain(), late]);
    cancel();
    this.#closedSignal.abort();
    this.#rooms.oracle.close();
    this.#pd.close();
    this.#context.stores.close();
    this.#context.transport.close();
  }

  async #drain(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled(this.#background);
    await this.#rooms.locks.drain();
  }

  #after(waitMs: number): { readonly promise: Promise<void>; readonly cancel: () => void } {
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      cancel = this.#context.clock.schedule(waitMs, resolve, true);
    });
    return { promise, cancel };
  }

  #inBackground(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => this.#background.delete(watched));
    this.#background.add(watched);
  }

  #checkOpen(): void {
    if (this.#closing) throw new ClientClosedError();
  }
}
