// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES } from '../wire/empty';

export interface WaitForEntry {
  readonly txn: bigint;
  readonly waitForTxn: bigint;
  readonly keyHash: bigint;
  readonly key: Uint8Array;
  readonly resourceGroupTag: Uint8Array;
  readonly waitTime: bigint;
}
export const WaitForEntry: MessageType<WaitForEntry> = {
  name: 'deadlock.WaitForEntry',
  encode(m, w) {
    if (m.txn !== undefined && m.txn !== 0n) {
      w.byte(8);
      w.uint64(m.txn);
    }
    if (m.waitForTxn !== undefined && m.waitForTxn !== 0n) {
      w.byte(16);
      w.uint64(m.waitForTxn);
    }
    if (m.keyHash !== undefined && m.keyHash !== 0n) {
      w.byte(24);
      w.uint64(m.keyHash);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(34);
      w.bytes(m.key);
    }
    if (m.resourceGroupTag !== undefined && m.resourceGroupTag.length > 0) {
      w.byte(42);
      w.bytes(m.resourceGroupTag);
    }
    if (m.waitTime !== undefined && m.waitTime !== 0n) {
      w.byte(48);
      w.uint64(m.waitTime);
    }
  },
  decode(r, end) {
    let txn_: bigint = 0n;
    let waitForTxn_: bigint = 0n;
    let keyHash_: bigint = 0n;
    let key_: Uint8Array = NO_BYTES;
    let resourceGroupTag_: Uint8Array = NO_BYTES;
    let waitTime_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          txn_ = r.uint64();
          break;
        case 16:
          waitForTxn_ = r.uint64();
          break;
        case 24:
          keyHash_ = r.uint64();
          break;
        case 34:
          key_ = r.bytes();
          break;
        case 42:
          resourceGroupTag_ = r.bytes();
          break;
        case 48:
          waitTime_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      txn: txn_,
      waitForTxn: waitForTxn_,
      keyHash: keyHash_,
      key: key_,
      resourceGroupTag: resourceGroupTag_,
      waitTime: waitTime_,
    };
  },
};
