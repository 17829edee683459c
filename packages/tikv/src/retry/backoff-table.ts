/**
 * How long to wait before trying again, by what went wrong. Names and figures are the ones that TiKV's clients share, so
 * that clients of different languages behave alike under overload.
 */

import type { Random } from './clock';

export interface BackoffKind {
  readonly name: string;
  readonly baseMs: number;
  readonly capMs: number;
  /** `equal`: half of the time is fixed, half random. */
  readonly jitter: 'none' | 'equal';
  /** The wait does not count against the budget (up to {@link MAX_UNCOUNTED_MS}): the server asked for patience. */
  readonly isUncounted?: boolean;
}

/** How much uncounted waiting one operation may do, in milliseconds. */
export const MAX_UNCOUNTED_MS = 600_000;

const kind = (
  name: string,
  baseMs: number,
  capMs: number,
  jitter: 'none' | 'equal',
  isUncounted = false,
): BackoffKind => ({ name, baseMs, capMs, jitter, isUncounted });

export const BACKOFF = {
  tikvRpc: kind('tikvRPC', 100, 2000, 'equal'),
  pdRpc: kind('pdRPC', 500, 3000, 'equal'),
  regionMiss: kind('regionMiss', 2, 500, 'none'),
  regionScheduling: kind('regionScheduling', 2, 500, 'none'),
  serverBusy: kind('tikvServerBusy', 2000, 10000, 'equal', true),
  diskFull: kind('tikvDiskFull', 500, 5000, 'none'),
  recoveryInProgress: kind('regionRecoveryInProgress', 100, 10000, 'equal'),
  staleCommand: kind('staleCommand', 2, 1000, 'none'),
  maxTsNotSynced: kind('maxTsNotSynced', 2, 500, 'none'),
  regionNotInitialized: kind('regionNotInitialized', 2, 1000, 'none'),
  isWitness: kind('isWitness', 1000, 10000, 'equal'),
  txnLock: kind('txnLock', 100, 3000, 'equal'),
  txnLockFast: kind('txnLockFast', 10, 3000, 'equal'),
  txnNotFound: kind('txnNotFound', 2, 500, 'none'),
} as const satisfies Record<string, BackoffKind>;

/** How long one operation may wait in all, in milliseconds. */
export const BUDGET = {
  read: 20_000,
  prewrite: 40_000,
  commitPrimary: 40_000,
  commitSecondaries: 41_000,
  cleanup: 20_000,
  pessimisticLock: 20_000,
  timestamp: 15_000,
  heartbeat: 20_000,
  transactionStatus: 20_000,
  resolveLocks: 40_000,
  raw: 20_000,
  deleteRange: 100_000,
} as const;

/** The wait before attempt `attempt` + 1, counted from 0. */
export function backoffMs(kind: BackoffKind, attempt: number, random: Random): number {
  const full = Math.min(kind.capMs, kind.baseMs * 2 ** Math.min(attempt, 30));
  return kind.jitter === 'none' ? full : full / 2 + random() * (full / 2);
}
