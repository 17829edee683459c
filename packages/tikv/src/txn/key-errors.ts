/** What a store says about a key, as the error that a caller gets. Locks are not here: they are resolved. */

import { type kvrpcpb, toHex } from '@tito/protocol';
import {
  DeadlockError,
  KeyExistsError,
  ServerError,
  TransactionAbortedError,
  WriteConflictError,
} from '../errors';

/** `decodeKey` turns a key of a request into the caller's. */
export function fromKeyError(error: kvrpcpb.KeyError, decodeKey: (key: Uint8Array) => Uint8Array): Error {
  if (error.alreadyExist) return new KeyExistsError(decodeKey(error.alreadyExist.key));
  if (error.conflict) {
    const { key, startTs, conflictTs, conflictCommitTs, reason } = error.conflict;
    return new WriteConflictError({ key: toHex(key), startTs, conflictTs, conflictCommitTs, reason });
  }
  if (error.txnLockNotFound || error.txnNotFound)
    return new TransactionAbortedError({ reason: 'lock not found' });
  if (error.deadlock)
    return new DeadlockError({ key: toHex(error.deadlock.lockKey), lockTs: error.deadlock.lockTs });
  if (error.retryable !== '') return new TransactionAbortedError({ reason: error.retryable });
  return new ServerError({ message: error.abort === '' ? 'the key was refused' : error.abort });
}
