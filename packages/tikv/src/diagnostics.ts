/**
 * What the client does, told to whoever listens on the channels of `node:diagnostics_channel`. Without a listener nothing
 * is made up, so that the channels cost nothing.
 *
 * Keys and values are never told.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 *
 * subscribe(CALL_CHANNEL, (message) => {
 *   const { method, durationMs } = message as CallMessage;
 *   histogram.record(method, durationMs);
 * });
 * ```
 */

import { type Channel, channel } from 'node:diagnostics_channel';

/** One {@link CallMessage} per request to a store or to PD, when its answer has come or is lost. */
export const CALL_CHANNEL = 'tito:tikv:call';
/** One {@link RetryMessage} per wait before something is tried again. */
export const RETRY_CHANNEL = 'tito:tikv:retry';
/** One {@link RegionMessage} per change in what the client knows about regions and stores. */
export const REGION_CHANNEL = 'tito:tikv:region';

export interface CallMessage {
  /** The method's name in the protocol, such as `KvGet`. */
  readonly method: string;
  /** `host:port`. */
  readonly address: string;
  /** Null for calls to PD. */
  readonly regionId: bigint | null;
  readonly storeId: bigint | null;
  /** From the request of the caller to the answer, waiting for a place in a message included. */
  readonly durationMs: number;
  /** The region error in the answer by its name in the protocol, such as `NotLeader`; null when there was none. */
  readonly regionError: string | null;
  /** Why no answer came; null when one came. */
  readonly error: unknown;
}

export interface RetryMessage {
  /** The kind of back-off, such as `regionMiss` or `tikvRPC`. */
  readonly reason: string;
  readonly waitMs: number;
  /** How often this operation waited for this reason, this time included. */
  readonly attempt: number;
  /** How much of its budget the operation has used up, this time included. */
  readonly spentMs: number;
  readonly budgetMs: number;
  /** What went wrong. */
  readonly cause: unknown;
}

export interface RegionMessage {
  /**
   * - `loaded`: the region was learnt from PD or from a store.
   * - `forgotten`: the region is not what it was, or was not used for long.
   * - `leaderMoved`: requests go to another peer of the region from now on.
   * - `storeAway`, `storeBack`: a store is out of reach from here, or in reach again.
   * - `storeSlow`: a store says that it is slow, or answers late; replica reads avoid it for a while.
   */
  readonly event: 'loaded' | 'forgotten' | 'leaderMoved' | 'storeAway' | 'storeBack' | 'storeSlow';
  readonly regionId: bigint | null;
  readonly storeId: bigint | null;
  /** Of the store, where the event is one of a store. */
  readonly address: string | null;
}

/** A channel whose messages have one type. */
interface TypedChannel<Message> {
  readonly hasListeners: boolean;
  tell(message: Message): void;
}

export const callChannel = typed<CallMessage>(channel(CALL_CHANNEL));
export const retryChannel = typed<RetryMessage>(channel(RETRY_CHANNEL));
export const regionChannel = typed<RegionMessage>(channel(REGION_CHANNEL));

/** Tells of a call when it is over. To be asked for only where somebody listens. */
export function tellCall<Answer>(
  call: Pick<CallMessage, 'method' | 'address' | 'regionId' | 'storeId'>,
  answered: Promise<Answer>,
  clock: { now(): number },
  regionErrorOf: (answer: Answer) => string | undefined,
): void {
  const startMs = clock.now();
  const tell = (regionError: string | null, error: unknown): void =>
    callChannel.tell({ ...call, durationMs: clock.now() - startMs, regionError, error });
  answered.then(
    (answer) => tell(regionErrorOf(answer) ?? null, null),
    (error: unknown) => tell(null, error),
  );
}

/** Tells something about a region, if anybody listens. */
export function tellRegion(event: RegionMessage['event'], regionId: bigint, storeId: bigint | null): void {
  if (regionChannel.hasListeners) regionChannel.tell({ event, regionId, storeId, address: null });
}

/** Tells something about a store, if anybody listens. */
export function tellStore(event: RegionMessage['event'], address: string): void {
  if (regionChannel.hasListeners) regionChannel.tell({ event, regionId: null, storeId: null, address });
}

function typed<Message>(untyped: Channel): TypedChannel<Message> {
  return {
    get hasListeners() {
      return untyped.hasSubscribers;
    },
    tell: (message) => untyped.publish(message),
  };
}
