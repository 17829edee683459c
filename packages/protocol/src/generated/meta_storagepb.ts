// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';

export const Event_EventType = {
  PUT: 0,
  DELETE: 1,
} as const;
export type Event_EventType = (typeof Event_EventType)[keyof typeof Event_EventType];

export const ErrorType = {
  OK: 0,
  UNKNOWN: 1,
  DATA_COMPACTED: 2,
} as const;
export type ErrorType = (typeof ErrorType)[keyof typeof ErrorType];

export interface Error {
  readonly type: ErrorType;
  readonly message: string;
}
export const Error: MessageType<Error> = {
  name: 'meta_storagepb.Error',
  encode(m, w) {
    if (m.type !== undefined && m.type !== 0) {
      w.byte(8);
      w.int32(m.type);
    }
    if (m.message !== undefined && m.message !== '') {
      w.byte(18);
      w.string(m.message);
    }
  },
  decode(r, end) {
    let type_: ErrorType = 0;
    let message_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          type_ = r.int32() as ErrorType;
          break;
        case 18:
          message_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      type: type_,
      message: message_,
    };
  },
};

export interface RequestHeader {
  readonly clusterId: bigint;
  readonly source: string;
}
export const RequestHeader: MessageType<RequestHeader> = {
  name: 'meta_storagepb.RequestHeader',
  encode(m, w) {
    if (m.clusterId !== undefined && m.clusterId !== 0n) {
      w.byte(8);
      w.uint64(m.clusterId);
    }
    if (m.source !== undefined && m.source !== '') {
      w.byte(18);
      w.string(m.source);
    }
  },
  decode(r, end) {
    let clusterId_: bigint = 0n;
    let source_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          clusterId_ = r.uint64();
          break;
        case 18:
          source_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      clusterId: clusterId_,
      source: source_,
    };
  },
};

export interface ResponseHeader {
  readonly clusterId: bigint;
  readonly error: Error | undefined;
  readonly revision: bigint;
}
export const ResponseHeader: MessageType<ResponseHeader> = {
  name: 'meta_storagepb.ResponseHeader',
  encode(m, w) {
    if (m.clusterId !== undefined && m.clusterId !== 0n) {
      w.byte(8);
      w.uint64(m.clusterId);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      Error.encode(m.error, w);
      w.end(at);
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(24);
      w.uint64(m.revision);
    }
  },
  decode(r, end) {
    let clusterId_: bigint = 0n;
    let error_: Error | undefined = undefined;
    let revision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          clusterId_ = r.uint64();
          break;
        case 18:
          error_ = Error.decode(r, r.begin(end));
          break;
        case 24:
          revision_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      clusterId: clusterId_,
      error: error_,
      revision: revision_,
    };
  },
};

export interface WatchRequest {
  readonly header: RequestHeader | undefined;
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
  readonly startRevision: bigint;
  readonly prevKv: boolean;
}
export const WatchRequest: MessageType<WatchRequest> = {
  name: 'meta_storagepb.WatchRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.byte(26);
      w.bytes(m.rangeEnd);
    }
    if (m.startRevision !== undefined && m.startRevision !== 0n) {
      w.byte(32);
      w.uint64(m.startRevision);
    }
    if (m.prevKv) {
      w.byte(40);
      w.bool(m.prevKv);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let rangeEnd_: Uint8Array = NO_BYTES;
    let startRevision_: bigint = 0n;
    let prevKv_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          rangeEnd_ = r.bytes();
          break;
        case 32:
          startRevision_ = r.int64();
          break;
        case 40:
          prevKv_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      key: key_,
      rangeEnd: rangeEnd_,
      startRevision: startRevision_,
      prevKv: prevKv_,
    };
  },
};

export interface WatchResponse {
  readonly header: ResponseHeader | undefined;
  readonly compactRevision: bigint;
  readonly events: readonly Event[];
}
export const WatchResponse: MessageType<WatchResponse> = {
  name: 'meta_storagepb.WatchResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.compactRevision !== undefined && m.compactRevision !== 0n) {
      w.byte(16);
      w.uint64(m.compactRevision);
    }
    if (m.events !== undefined) {
      for (const v of m.events) {
        w.byte(26);
        const at = w.begin();
        Event.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let compactRevision_: bigint = 0n;
    let events_: Event[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          compactRevision_ = r.int64();
          break;
        case 26:
          (events_ ??= []).push(Event.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      compactRevision: compactRevision_,
      events: events_ ?? NO_ITEMS,
    };
  },
};

export interface GetRequest {
  readonly header: RequestHeader | undefined;
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
  readonly limit: bigint;
  readonly revision: bigint;
}
export const GetRequest: MessageType<GetRequest> = {
  name: 'meta_storagepb.GetRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.byte(26);
      w.bytes(m.rangeEnd);
    }
    if (m.limit !== undefined && m.limit !== 0n) {
      w.byte(32);
      w.uint64(m.limit);
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(40);
      w.uint64(m.revision);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let rangeEnd_: Uint8Array = NO_BYTES;
    let limit_: bigint = 0n;
    let revision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          rangeEnd_ = r.bytes();
          break;
        case 32:
          limit_ = r.int64();
          break;
        case 40:
          revision_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      key: key_,
      rangeEnd: rangeEnd_,
      limit: limit_,
      revision: revision_,
    };
  },
};

export interface GetResponse {
  readonly header: ResponseHeader | undefined;
  readonly kvs: readonly KeyValue[];
  readonly more: boolean;
  readonly count: bigint;
}
export const GetResponse: MessageType<GetResponse> = {
  name: 'meta_storagepb.GetResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.kvs !== undefined) {
      for (const v of m.kvs) {
        w.byte(18);
        const at = w.begin();
        KeyValue.encode(v, w);
        w.end(at);
      }
    }
    if (m.more) {
      w.byte(24);
      w.bool(m.more);
    }
    if (m.count !== undefined && m.count !== 0n) {
      w.byte(32);
      w.uint64(m.count);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let kvs_: KeyValue[] | undefined = undefined;
    let more_: boolean = false;
    let count_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (kvs_ ??= []).push(KeyValue.decode(r, r.begin(end)));
          break;
        case 24:
          more_ = r.bool();
          break;
        case 32:
          count_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      kvs: kvs_ ?? NO_ITEMS,
      more: more_,
      count: count_,
    };
  },
};

export interface PutRequest {
  readonly header: RequestHeader | undefined;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly lease: bigint;
  readonly prevKv: boolean;
}
export const PutRequest: MessageType<PutRequest> = {
  name: 'meta_storagepb.PutRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.lease !== undefined && m.lease !== 0n) {
      w.byte(32);
      w.uint64(m.lease);
    }
    if (m.prevKv) {
      w.byte(40);
      w.bool(m.prevKv);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let lease_: bigint = 0n;
    let prevKv_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          lease_ = r.int64();
          break;
        case 40:
          prevKv_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      key: key_,
      value: value_,
      lease: lease_,
      prevKv: prevKv_,
    };
  },
};

export interface PutResponse {
  readonly header: ResponseHeader | undefined;
  readonly prevKv: KeyValue | undefined;
}
export const PutResponse: MessageType<PutResponse> = {
  name: 'meta_storagepb.PutResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.prevKv !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyValue.encode(m.prevKv, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let prevKv_: KeyValue | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          prevKv_ = KeyValue.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      prevKv: prevKv_,
    };
  },
};

export interface DeleteRequest {
  readonly header: RequestHeader | undefined;
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
  readonly prevKv: boolean;
}
export const DeleteRequest: MessageType<DeleteRequest> = {
  name: 'meta_storagepb.DeleteRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.byte(26);
      w.bytes(m.rangeEnd);
    }
    if (m.prevKv) {
      w.byte(32);
      w.bool(m.prevKv);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let rangeEnd_: Uint8Array = NO_BYTES;
    let prevKv_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          rangeEnd_ = r.bytes();
          break;
        case 32:
          prevKv_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      key: key_,
      rangeEnd: rangeEnd_,
      prevKv: prevKv_,
    };
  },
};

export interface DeleteResponse {
  readonly header: ResponseHeader | undefined;
  readonly deleted: bigint;
  readonly prevKvs: readonly KeyValue[];
}
export const DeleteResponse: MessageType<DeleteResponse> = {
  name: 'meta_storagepb.DeleteResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.deleted !== undefined && m.deleted !== 0n) {
      w.byte(16);
      w.uint64(m.deleted);
    }
    if (m.prevKvs !== undefined) {
      for (const v of m.prevKvs) {
        w.byte(26);
        const at = w.begin();
        KeyValue.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let deleted_: bigint = 0n;
    let prevKvs_: KeyValue[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          deleted_ = r.int64();
          break;
        case 26:
          (prevKvs_ ??= []).push(KeyValue.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      deleted: deleted_,
      prevKvs: prevKvs_ ?? NO_ITEMS,
    };
  },
};

export interface KeyValue {
  readonly key: Uint8Array;
  readonly createRevision: bigint;
  readonly modRevision: bigint;
  readonly version: bigint;
  readonly value: Uint8Array;
  readonly lease: bigint;
}
export const KeyValue: MessageType<KeyValue> = {
  name: 'meta_storagepb.KeyValue',
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

export interface Event {
  readonly type: Event_EventType;
  readonly kv: KeyValue | undefined;
  readonly prevKv: KeyValue | undefined;
}
export const Event: MessageType<Event> = {
  name: 'meta_storagepb.Event',
  encode(m, w) {
    if (m.type !== undefined && m.type !== 0) {
      w.byte(8);
      w.int32(m.type);
    }
    if (m.kv !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyValue.encode(m.kv, w);
      w.end(at);
    }
    if (m.prevKv !== undefined) {
      w.byte(26);
      const at = w.begin();
      KeyValue.encode(m.prevKv, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let type_: Event_EventType = 0;
    let kv_: KeyValue | undefined = undefined;
    let prevKv_: KeyValue | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          type_ = r.int32() as Event_EventType;
          break;
        case 18:
          kv_ = KeyValue.decode(r, r.begin(end));
          break;
        case 26:
          prevKv_ = KeyValue.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      type: type_,
      kv: kv_,
      prevKv: prevKv_,
    };
  },
};

export const MetaStorageService = {
  watch: {
    path: '/meta_storagepb.MetaStorage/Watch',
    requestStream: false,
    responseStream: true,
    request: WatchRequest,
    response: WatchResponse,
  } as MethodType<WatchRequest, WatchResponse>,
  get: {
    path: '/meta_storagepb.MetaStorage/Get',
    requestStream: false,
    responseStream: false,
    request: GetRequest,
    response: GetResponse,
  } as MethodType<GetRequest, GetResponse>,
  put: {
    path: '/meta_storagepb.MetaStorage/Put',
    requestStream: false,
    responseStream: false,
    request: PutRequest,
    response: PutResponse,
  } as MethodType<PutRequest, PutResponse>,
  delete: {
    path: '/meta_storagepb.MetaStorage/Delete',
    requestStream: false,
    responseStream: false,
    request: DeleteRequest,
    response: DeleteResponse,
  } as MethodType<DeleteRequest, DeleteResponse>,
};
