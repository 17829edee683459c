/**
 * Runs a write command: evaluates it against what is stored, then applies all its changes in one batch.
 *
 * Both happen in one synchronous turn, so commands cannot overlap. A refusal in between leaves no trace.
 */

import type { EncodedKey } from '../mvcc/key-encoding';
import { MvccTxn } from '../mvcc/mvcc-txn';
import type { Storage } from './storage';

export function execute<R>(
  storage: Storage,
  _keys: readonly EncodedKey[],
  evaluate: (txn: MvccTxn) => R,
): R | Promise<R> {
  const txn = new MvccTxn();
  const result = evaluate(txn);
  if (!txn.batch.isEmpty) storage.engine.write(txn.batch);
  return result;
}
