/** Weather for soak runs: many small faults, each of which a correct client survives. */

import { InvalidArgumentError, type kvrpcpb } from '@tito/protocol';
import type { FaultRule } from './fault-rule';

export interface BuggifyOptions {
  /** Probability that a fault strikes a request; those that cost a connection strike a tenth as often. Default 0.05. */
  readonly p?: number;
}

/** Requests that TiKV lets a client send again, at any time. */
const REPEATABLE = [
  'KvGet',
  'KvBatchGet',
  'KvScan',
  'KvPrewrite',
  'KvCommit',
  'KvBatchRollback',
  'KvCheckTxnStatus',
];
const WRITES = ['KvPrewrite', 'KvCommit', 'KvPessimisticLock', 'KvTxnHeartBeat'];
const ANY = ['Kv*', 'Raw*'];

/** What the rules change of a request while they have it in hand. */
type Adjustable<T> = { -readonly [K in keyof T]: T[K] };

export function buggifyRules({ p = 0.05 }: BuggifyOptions): FaultRule[] {
  if (!(p >= 0 && p <= 1)) throw new InvalidArgumentError('p', 'must be a probability', { p });
  const often = { times: 'inf', prob: p } as const;
  const seldom = { times: 'inf', prob: p / 10 } as const;
  return [
    { ...often, on: { rpc: 'KvPrewrite' }, do: { call: ({ request }) => fallBack(request) } },
    { ...often, on: { rpc: ANY }, do: { reorder: { window: 20 } } },
    { ...often, on: { rpc: ANY }, at: 'reply', do: { delay: [0, 20] } },
    { ...often, on: { rpc: 'pd.*' }, do: { delay: [0, 10] } },
    { ...often, on: { rpc: REPEATABLE }, do: { duplicate: { times: 1, after: 30 } } },
    { ...often, on: { rpc: ANY }, do: { regionError: 'ServerIsBusy', detail: { backoffMs: 5n } } },
    { ...often, on: { rpc: ANY }, do: { regionError: 'StaleCommand' } },
    { ...often, on: { rpc: 'KvPrewrite' }, do: { regionError: 'MaxTimestampNotSynced' } },
    { ...seldom, on: { rpc: ANY }, do: { regionError: 'EpochNotMatch', detail: { currentRegions: [] } } },
    { ...seldom, on: { rpc: ANY }, do: { stream: 'cut' } },
    { ...seldom, on: { rpc: WRITES }, at: 'afterApply', do: { stream: 'cut' } },
    { ...seldom, on: { rpc: WRITES }, at: 'afterApply', do: { close: 'rst' } },
    { ...seldom, on: { rpc: 'pd.Tso' }, do: { stream: 'cut' } },
  ];
}

/** TiKV may decline either form of commit at any time; the client goes on with the plain one. */
function fallBack(request: unknown): void {
  const prewrite = request as Adjustable<kvrpcpb.PrewriteRequest>;
  prewrite.tryOnePc = false;
  prewrite.useAsyncCommit = false;
}
