/** Faults as data: which requests, at which point, what happens to them. A failing run can be written down and replayed. */

import type { KeyRange, kvrpcpb } from '@tito/protocol';

/**
 * Where in a request's life:
 *
 *     recv         it has arrived, nothing is done yet
 *     beforeApply  a write is decided and holds its latches, nothing is visible yet
 *     afterApply   it has taken effect, nothing is answered yet
 *     reply        the answer is ready
 */
export type FaultPoint = 'recv' | 'beforeApply' | 'afterApply' | 'reply';

/** Which requests; everything that is given must hold. */
export interface FaultMatch {
  /** Method names such as `KvPrewrite`, `pd.Tso`, `Raw*`, `pd.*`, or `*` for all of TiKV's. */
  readonly rpc: string | readonly string[];
  readonly store?: bigint;
  readonly region?: bigint;
  /** One of the request's keys lies in this range (as the client writes keys). */
  readonly key?: KeyRange;
  readonly startTs?: bigint;
  /** The request holds its transaction's primary key, or does not. */
  readonly primary?: boolean;
  readonly where?: (request: unknown) => boolean;
}

export interface FaultContext {
  readonly rpc: string;
  readonly request: unknown;
  /** Known from `afterApply` on. */
  readonly response?: unknown;
}

export type RegionFault =
  | 'NotLeader'
  | 'EpochNotMatch'
  | 'RegionNotFound'
  | 'KeyNotInRegion'
  | 'ServerIsBusy'
  | 'StaleCommand'
  | 'StoreNotMatch'
  | 'RaftEntryTooLarge'
  | 'MaxTimestampNotSynced'
  | 'ReadIndexNotReady'
  | 'ProposalInMergingMode'
  | 'DataIsNotReady'
  | 'RegionNotInitialized'
  | 'DiskFull'
  | 'RecoveryInProgress'
  | 'FlashbackInProgress'
  | 'FlashbackNotPrepared'
  | 'IsWitness'
  | 'BucketVersionNotMatch'
  | 'UndeterminedResult'
  | 'MismatchPeerId';

/** What happens; exactly one. */
export type FaultAction =
  /** The answer is this region error, with the fields of `detail` put into it. */
  | { readonly regionError: RegionFault; readonly detail?: Readonly<Record<string, unknown>> }
  /** The answer is this error of a key. */
  | { readonly keyError: Parameters<(typeof kvrpcpb.KeyError)['encode']>[0] }
  | { readonly grpcStatus: number; readonly message?: string }
  /** Nothing is answered, and for a request nothing done either. */
  | { readonly drop: 'request' | 'reply' }
  /** Milliseconds, or a range to draw from. */
  | { readonly delay: number | readonly [number, number] }
  /** The request comes again, so often, so many milliseconds later; those answers go nowhere. */
  | { readonly duplicate: { readonly times: number; readonly after: number } }
  /** The request is held for a moment drawn from `[0, window]` milliseconds, so that those behind it overtake. */
  | { readonly reorder: { readonly window: number } }
  /**
   * The client's connection is lost: reset, ended, or sent away (GOAWAY goes to all connections of the server; calls under
   * way may end within `for` milliseconds, 1000 by default). `blackhole` keeps it open and lets nothing pass for `for`
   * milliseconds, for ever by default; it needs a cluster with `wireFaults`.
   */
  | { readonly close: 'rst' | 'fin' | 'goaway' | 'blackhole'; readonly for?: number }
  /**
   * The stream that carries the request: `cut` ends it with UNAVAILABLE, `stall` holds back all of its answers for `for`
   * milliseconds, for ever by default.
   */
  | { readonly stream: 'cut' | 'stall'; readonly for?: number }
  /**
   * The answer's bytes are not what they should be; at `reply` only. `bytes` changes so many of them (default 1), `truncate`
   * leaves out so many at the end (default: half), `oversize` adds an unknown field of so many (default 64 MiB).
   */
  | { readonly corrupt: 'bytes' | 'truncate' | 'oversize'; readonly bytes?: number }
  /** Another answer in the place of the right one, which the function is given; at `reply` only. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of all types
  | { readonly answer: (response: any) => object }
  /**
   * The server loses power: connections are reset, pessimistic locks in its memory gone. It is back after `for`
   * milliseconds, 0 by default.
   */
  | { readonly crash: true; readonly for?: number }
  /** Nothing passes on any connection of the server for so many milliseconds. Needs a cluster with `wireFaults`. */
  | { readonly pause: number }
  | { readonly hang: true }
  | { readonly call: (context: FaultContext) => void | Promise<void> };

export interface FaultRule {
  /** To ask for its hits and to remove it; made up when absent. */
  readonly id?: string;
  readonly on: FaultMatch;
  /** Default `recv`. */
  readonly at?: FaultPoint;
  readonly do: FaultAction;
  /** So many matching requests pass first. Default 0. */
  readonly skip?: number;
  /** How often it strikes. Default 1. */
  readonly times?: number | 'inf';
  /** Probability of a strike, from the cluster's seed. Default 1. */
  readonly prob?: number;
}

/** What an action may say besides. */
export const DETAILS: ReadonlySet<string> = new Set(['detail', 'message', 'for', 'bytes']);

export const ACTIONS: ReadonlySet<string> = new Set([
  'regionError',
  'keyError',
  'grpcStatus',
  'drop',
  'delay',
  'duplicate',
  'reorder',
  'corrupt',
  'answer',
  'crash',
  'pause',
  'close',
  'stream',
  'hang',
  'call',
]);
