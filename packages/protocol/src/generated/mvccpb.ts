// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES } from '../wire/empty';

export interface KeyValue {
  readonly key: Uint8Array;
  readonly createRevision: bigint;
  readonly modRevision: bigint;
  readonly version: bigint;
  readonly value: Uint8Array;
  readonly lease: bigint;
}
export const KeyValue: MessageType<KeyValue> = {
  name: 'mvccpb.KeyValue',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.createRevision !== undefined && m.createRevision !== 0n) {
      w.byte(16);
      w.uint64(m.createRevision);
    }
    if (m.modRevision !== undefined && m.modRevision !== 0n) {
      w.byte(24);
      w.uint64(m.modRevision);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(32);
      w.uint64(m.version);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(42);
      w.bytes(m.value);
    }
    if (m.lease !== undefined && m.lease !== 0n) {
      w.byte(48);
      w.uint64(m.lease);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let createRevision_: bigint = 0n;
    let modRevision_: bigint = 0n;
    let version_: bigint = 0n;
    let value_: Uint8Array = NO_BYTES;
    let lease_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 16:
          createRevision_ = r.int64();
          break;
        case 24:
          modRevision_ = r.int64();
          break;
        case 32:
          version_ = r.int64();
          break;
        case 42:
          value_ = r.bytes();
          break;
        case 48:
          lease_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      createRevision: createRevision_,
      modRevision: modRevision_,
      version: version_,
      value: value_,
      lease: lease_,
    };
  },
};
