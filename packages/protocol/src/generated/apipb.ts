// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';

export interface KeyspaceIdentity {
  readonly namespaceId: number;
  readonly keyspaceId: number;
}
export const KeyspaceIdentity: MessageType<KeyspaceIdentity> = {
  name: 'apipb.KeyspaceIdentity',
  encode(m, w) {
    if (m.namespaceId !== undefined && m.namespaceId !== 0) {
      w.byte(8);
      w.uint32(m.namespaceId);
    }
    if (m.keyspaceId !== undefined && m.keyspaceId !== 0) {
      w.byte(16);
      w.uint32(m.keyspaceId);
    }
  },
  decode(r, end) {
    let namespaceId_: number = 0;
    let keyspaceId_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          namespaceId_ = r.uint32();
          break;
        case 16:
          keyspaceId_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      namespaceId: namespaceId_,
      keyspaceId: keyspaceId_,
    };
  },
};
