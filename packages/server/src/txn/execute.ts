/**
 * Runs a write command: evaluates it against what is stored, then applies all its changes in one batch.
 *
 * Both happen in one synchronous turn unless something holds the change back in between. Then the keys are latched, the
 * locks that are decided already are shown to readers, and the region must still be what it was. A refusal leaves no trace.
 */

import type { EncodedKey } from '../mvcc/key-encoding';
import { MvccTxn } from '../mvcc/mvcc-txn';
import type { Region } from '../topology/region';
import type { Storage } from './storage';

export function execute<R>(
  storage: Storage,
  region: Region,
  keys: readonly EncodedKey[],
  evaluate: (txn: MvccTxn) => R,
): R | Promise<R> {
  const { hold } = storage.holdSlot;
  storage.holdSlot.hold = null;
  if (hold || !storage.latches.areFree(keys)) return executeLatched(storage, region, keys, evaluate, hold);
  const txn = new MvccTxn();
  const result = evaluate(txn);
  apply(storage, region, keys[0], txn);
  return result;
}

async function executeLatched<R>(
  storage: Storage,
  region: Region,
  keys: readonly EncodedKey[],
  evaluate: (txn: MvccTxn) => R,
  hold: (() => Promise<void>) | null,
): Promise<R> {
  const { acquired, release } = storage.latches.queue([...new Set(keys)]);
  const txn = new MvccTxn();
  try {
    await acquired;
    storage.requireCurrent(region);
    const result = evaluate(txn);
    storage.concurrency.publish(txn.memoryLocks);
    if (hold) await hold();
    storage.requireCurrent(region);
    apply(storage, region, keys[0], txn);
    return result;
  } finally {
    storage.concurrency.withdraw(txn.memoryLocks);
    release();
  }
}

function apply(storage: Storage, region: Region, key: EncodedKey | undefined, txn: MvccTxn): void {
  const { batch, released } = txn;
  if (!batch.isEmpty) {
    storage.engine.write(batch);
    storage.growth.noteBatch(region, key, batch);
  }
  if (released.length > 0) storage.lockWaits.released(released);
}
