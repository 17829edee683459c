/** What a store says about a key, as the error that a caller gets. Locks are not here: they are resolved. */

import { type kvrpcpb, toHex } from '@tito/protocol';
import {
  DeadlockError,
  KeyExistsError,
  ServerError,
  TransactionAbortedError,
  WriteConflictError,
} from '../errors';

export function fromKeyError(error: kvrpcpb.KeyError): Error {
  if (error.alreadyExist) return new KeyExistsError(error.alreadyExist.key);
  if (error.conflict) {
    const { key, startTs, conflictTs, conflictCommitTs, reason } = error.conflict;
    return new WriteConflictError({ key: toHex(key), startTs, conflictTs, conflictCommitTs, reason });
  }
  if (error.txnLockNotFound || error.txnNotFound)
    return new TransactionAbortedError({ reason: 'lock not found' });
  if (error.deadlock) return fromDeadlock(error.deadlock);
  if (error.retryable !== '') return new TransactionAbortedError({ reason: error.retryable });
  return new ServerError({ message: error.abort === '' ? 'the key was refused' : error.abort });
}

/** The chain leads from whoever holds the wanted key back to us; the last but one link waits for a key that we hold. */
function fromDeadlock({ lockKey, lockTs, waitChain, deadlockKey }: kvrpcpb.Deadlock): DeadlockError {
  const own = waitChain.at(-1)?.txn;
  const held = deadlockKey.length > 0 ? deadlockKey : waitChain.find((one) => one.waitForTxn === own)?.key;
  const chain = waitChain.map(({ txn, waitForTxn, key }) => ({ txn, waitForTxn, key: toHex(key) }));
  return new DeadlockError({ key: toHex(lockKey), lockTs, waitChain: chain }, held ?? null);
}

/** To a transaction that holds locks, a bare refusal says that a lock was lost: nothing was written, all may run again. */
export function fromPessimisticKeyError(error: kvrpcpb.KeyError): Error {
  const known = fromKeyError(error);
  return known instanceof ServerError && error.abort !== ''
    ? new TransactionAbortedError({ reason: error.abort })
    : known;
}
