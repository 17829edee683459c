// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES } from '../wire/empty';

export interface EncryptionMeta {
  readonly keyId: bigint;
  readonly iv: Uint8Array;
}
export const EncryptionMeta: MessageType<EncryptionMeta> = {
  name: 'encryptionpb.EncryptionMeta',
  encode(m, w) {
    if (m.keyId !== undefined && m.keyId !== 0n) {
      w.byte(8);
      w.uint64(m.keyId);
    }
    if (m.iv !== undefined && m.iv.length > 0) {
      w.byte(18);
      w.bytes(m.iv);
    }
  },
  decode(r, end) {
    let keyId_: bigint = 0n;
    let iv_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          keyId_ = r.uint64();
          break;
        case 18:
          iv_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      keyId: keyId_,
      iv: iv_,
    };
  },
};
