// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';
import * as mvccpb from './mvccpb';

export const RangeRequest_SortOrder = {
  NONE: 0,
  ASCEND: 1,
  DESCEND: 2,
} as const;
export type RangeRequest_SortOrder = (typeof RangeRequest_SortOrder)[keyof typeof RangeRequest_SortOrder];

export const RangeRequest_SortTarget = {
  KEY: 0,
  VERSION: 1,
  CREATE: 2,
  MOD: 3,
  VALUE: 4,
} as const;
export type RangeRequest_SortTarget = (typeof RangeRequest_SortTarget)[keyof typeof RangeRequest_SortTarget];

export const Compare_CompareResult = {
  EQUAL: 0,
  GREATER: 1,
  LESS: 2,
  NOT_EQUAL: 3,
} as const;
export type Compare_CompareResult = (typeof Compare_CompareResult)[keyof typeof Compare_CompareResult];

export const Compare_CompareTarget = {
  VERSION: 0,
  CREATE: 1,
  MOD: 2,
  VALUE: 3,
  LEASE: 4,
} as const;
export type Compare_CompareTarget = (typeof Compare_CompareTarget)[keyof typeof Compare_CompareTarget];

export interface ResponseHeader {
  readonly clusterId: bigint;
  readonly memberId: bigint;
  readonly revision: bigint;
  readonly raftTerm: bigint;
}
export const ResponseHeader: MessageType<ResponseHeader> = {
  name: 'etcdserverpb.ResponseHeader',
  encode(m, w) {
    if (m.clusterId !== undefined && m.clusterId !== 0n) {
      w.byte(8);
      w.uint64(m.clusterId);
    }
    if (m.memberId !== undefined && m.memberId !== 0n) {
      w.byte(16);
      w.uint64(m.memberId);
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(24);
      w.uint64(m.revision);
    }
    if (m.raftTerm !== undefined && m.raftTerm !== 0n) {
      w.byte(32);
      w.uint64(m.raftTerm);
    }
  },
  decode(r, end) {
    let clusterId_: bigint = 0n;
    let memberId_: bigint = 0n;
    let revision_: bigint = 0n;
    let raftTerm_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          clusterId_ = r.uint64();
          break;
        case 16:
          memberId_ = r.uint64();
          break;
        case 24:
          revision_ = r.int64();
          break;
        case 32:
          raftTerm_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      clusterId: clusterId_,
      memberId: memberId_,
      revision: revision_,
      raftTerm: raftTerm_,
    };
  },
};

export interface RangeRequest {
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
  readonly limit: bigint;
  readonly revision: bigint;
  readonly sortOrder: RangeRequest_SortOrder;
  readonly sortTarget: RangeRequest_SortTarget;
  readonly serializable: boolean;
  readonly keysOnly: boolean;
  readonly countOnly: boolean;
  readonly minModRevision: bigint;
  readonly maxModRevision: bigint;
  readonly minCreateRevision: bigint;
  readonly maxCreateRevision: bigint;
}
export const RangeRequest: MessageType<RangeRequest> = {
  name: 'etcdserverpb.RangeRequest',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.byte(18);
      w.bytes(m.rangeEnd);
    }
    if (m.limit !== undefined && m.limit !== 0n) {
      w.byte(24);
      w.uint64(m.limit);
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(32);
      w.uint64(m.revision);
    }
    if (m.sortOrder !== undefined && m.sortOrder !== 0) {
      w.byte(40);
      w.int32(m.sortOrder);
    }
    if (m.sortTarget !== undefined && m.sortTarget !== 0) {
      w.byte(48);
      w.int32(m.sortTarget);
    }
    if (m.serializable) {
      w.byte(56);
      w.bool(m.serializable);
    }
    if (m.keysOnly) {
      w.byte(64);
      w.bool(m.keysOnly);
    }
    if (m.countOnly) {
      w.byte(72);
      w.bool(m.countOnly);
    }
    if (m.minModRevision !== undefined && m.minModRevision !== 0n) {
      w.byte(80);
      w.uint64(m.minModRevision);
    }
    if (m.maxModRevision !== undefined && m.maxModRevision !== 0n) {
      w.byte(88);
      w.uint64(m.maxModRevision);
    }
    if (m.minCreateRevision !== undefined && m.minCreateRevision !== 0n) {
      w.byte(96);
      w.uint64(m.minCreateRevision);
    }
    if (m.maxCreateRevision !== undefined && m.maxCreateRevision !== 0n) {
      w.byte(104);
      w.uint64(m.maxCreateRevision);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let rangeEnd_: Uint8Array = NO_BYTES;
    let limit_: bigint = 0n;
    let revision_: bigint = 0n;
    let sortOrder_: RangeRequest_SortOrder = 0;
    let sortTarget_: RangeRequest_SortTarget = 0;
    let serializable_: boolean = false;
    let keysOnly_: boolean = false;
    let countOnly_: boolean = false;
    let minModRevision_: bigint = 0n;
    let maxModRevision_: bigint = 0n;
    let minCreateRevision_: bigint = 0n;
    let maxCreateRevision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 18:
          rangeEnd_ = r.bytes();
          break;
        case 24:
          limit_ = r.int64();
          break;
        case 32:
          revision_ = r.int64();
          break;
        case 40:
          sortOrder_ = r.int32() as RangeRequest_SortOrder;
          break;
        case 48:
          sortTarget_ = r.int32() as RangeRequest_SortTarget;
          break;
        case 56:
          serializable_ = r.bool();
          break;
        case 64:
          keysOnly_ = r.bool();
          break;
        case 72:
          countOnly_ = r.bool();
          break;
        case 80:
          minModRevision_ = r.int64();
          break;
        case 88:
          maxModRevision_ = r.int64();
          break;
        case 96:
          minCreateRevision_ = r.int64();
          break;
        case 104:
          maxCreateRevision_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      rangeEnd: rangeEnd_,
      limit: limit_,
      revision: revision_,
      sortOrder: sortOrder_,
      sortTarget: sortTarget_,
      serializable: serializable_,
      keysOnly: keysOnly_,
      countOnly: countOnly_,
      minModRevision: minModRevision_,
      maxModRevision: maxModRevision_,
      minCreateRevision: minCreateRevision_,
      maxCreateRevision: maxCreateRevision_,
    };
  },
};

export interface RangeResponse {
  readonly header: ResponseHeader | undefined;
  readonly kvs: readonly mvccpb.KeyValue[];
  readonly more: boolean;
  readonly count: bigint;
}
export const RangeResponse: MessageType<RangeResponse> = {
  name: 'etcdserverpb.RangeResponse',
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
        mvccpb.KeyValue.encode(v, w);
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
    let kvs_: mvccpb.KeyValue[] | undefined = undefined;
    let more_: boolean = false;
    let count_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (kvs_ ??= []).push(mvccpb.KeyValue.decode(r, r.begin(end)));
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
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly lease: bigint;
  readonly prevKv: boolean;
  readonly ignoreValue: boolean;
  readonly ignoreLease: boolean;
}
export const PutRequest: MessageType<PutRequest> = {
  name: 'etcdserverpb.PutRequest',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(18);
      w.bytes(m.value);
    }
    if (m.lease !== undefined && m.lease !== 0n) {
      w.byte(24);
      w.uint64(m.lease);
    }
    if (m.prevKv) {
      w.byte(32);
      w.bool(m.prevKv);
    }
    if (m.ignoreValue) {
      w.byte(40);
      w.bool(m.ignoreValue);
    }
    if (m.ignoreLease) {
      w.byte(48);
      w.bool(m.ignoreLease);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let lease_: bigint = 0n;
    let prevKv_: boolean = false;
    let ignoreValue_: boolean = false;
    let ignoreLease_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 18:
          value_ = r.bytes();
          break;
        case 24:
          lease_ = r.int64();
          break;
        case 32:
          prevKv_ = r.bool();
          break;
        case 40:
          ignoreValue_ = r.bool();
          break;
        case 48:
          ignoreLease_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      value: value_,
      lease: lease_,
      prevKv: prevKv_,
      ignoreValue: ignoreValue_,
      ignoreLease: ignoreLease_,
    };
  },
};

export interface PutResponse {
  readonly header: ResponseHeader | undefined;
  readonly prevKv: mvccpb.KeyValue | undefined;
}
export const PutResponse: MessageType<PutResponse> = {
  name: 'etcdserverpb.PutResponse',
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
      mvccpb.KeyValue.encode(m.prevKv, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let prevKv_: mvccpb.KeyValue | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          prevKv_ = mvccpb.KeyValue.decode(r, r.begin(end));
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

export interface DeleteRangeRequest {
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
  readonly prevKv: boolean;
}
export const DeleteRangeRequest: MessageType<DeleteRangeRequest> = {
  name: 'etcdserverpb.DeleteRangeRequest',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.byte(18);
      w.bytes(m.rangeEnd);
    }
    if (m.prevKv) {
      w.byte(24);
      w.bool(m.prevKv);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let rangeEnd_: Uint8Array = NO_BYTES;
    let prevKv_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 18:
          rangeEnd_ = r.bytes();
          break;
        case 24:
          prevKv_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      rangeEnd: rangeEnd_,
      prevKv: prevKv_,
    };
  },
};

export interface DeleteRangeResponse {
  readonly header: ResponseHeader | undefined;
  readonly deleted: bigint;
  readonly prevKvs: readonly mvccpb.KeyValue[];
}
export const DeleteRangeResponse: MessageType<DeleteRangeResponse> = {
  name: 'etcdserverpb.DeleteRangeResponse',
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
        mvccpb.KeyValue.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let deleted_: bigint = 0n;
    let prevKvs_: mvccpb.KeyValue[] | undefined = undefined;
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
          (prevKvs_ ??= []).push(mvccpb.KeyValue.decode(r, r.begin(end)));
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

export interface RequestOp {
  readonly requestRange: RangeRequest | undefined;
  readonly requestPut: PutRequest | undefined;
  readonly requestDeleteRange: DeleteRangeRequest | undefined;
  readonly requestTxn: TxnRequest | undefined;
}
export const RequestOp: MessageType<RequestOp> = {
  name: 'etcdserverpb.RequestOp',
  encode(m, w) {
    if (m.requestRange !== undefined) {
      w.byte(10);
      const at = w.begin();
      RangeRequest.encode(m.requestRange, w);
      w.end(at);
    }
    if (m.requestPut !== undefined) {
      w.byte(18);
      const at = w.begin();
      PutRequest.encode(m.requestPut, w);
      w.end(at);
    }
    if (m.requestDeleteRange !== undefined) {
      w.byte(26);
      const at = w.begin();
      DeleteRangeRequest.encode(m.requestDeleteRange, w);
      w.end(at);
    }
    if (m.requestTxn !== undefined) {
      w.byte(34);
      const at = w.begin();
      TxnRequest.encode(m.requestTxn, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let requestRange_: RangeRequest | undefined = undefined;
    let requestPut_: PutRequest | undefined = undefined;
    let requestDeleteRange_: DeleteRangeRequest | undefined = undefined;
    let requestTxn_: TxnRequest | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          requestRange_ = RangeRequest.decode(r, r.begin(end));
          break;
        case 18:
          requestPut_ = PutRequest.decode(r, r.begin(end));
          break;
        case 26:
          requestDeleteRange_ = DeleteRangeRequest.decode(r, r.begin(end));
          break;
        case 34:
          requestTxn_ = TxnRequest.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      requestRange: requestRange_,
      requestPut: requestPut_,
      requestDeleteRange: requestDeleteRange_,
      requestTxn: requestTxn_,
    };
  },
};

export interface ResponseOp {
  readonly responseRange: RangeResponse | undefined;
  readonly responsePut: PutResponse | undefined;
  readonly responseDeleteRange: DeleteRangeResponse | undefined;
  readonly responseTxn: TxnResponse | undefined;
}
export const ResponseOp: MessageType<ResponseOp> = {
  name: 'etcdserverpb.ResponseOp',
  encode(m, w) {
    if (m.responseRange !== undefined) {
      w.byte(10);
      const at = w.begin();
      RangeResponse.encode(m.responseRange, w);
      w.end(at);
    }
    if (m.responsePut !== undefined) {
      w.byte(18);
      const at = w.begin();
      PutResponse.encode(m.responsePut, w);
      w.end(at);
    }
    if (m.responseDeleteRange !== undefined) {
      w.byte(26);
      const at = w.begin();
      DeleteRangeResponse.encode(m.responseDeleteRange, w);
      w.end(at);
    }
    if (m.responseTxn !== undefined) {
      w.byte(34);
      const at = w.begin();
      TxnResponse.encode(m.responseTxn, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let responseRange_: RangeResponse | undefined = undefined;
    let responsePut_: PutResponse | undefined = undefined;
    let responseDeleteRange_: DeleteRangeResponse | undefined = undefined;
    let responseTxn_: TxnResponse | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          responseRange_ = RangeResponse.decode(r, r.begin(end));
          break;
        case 18:
          responsePut_ = PutResponse.decode(r, r.begin(end));
          break;
        case 26:
          responseDeleteRange_ = DeleteRangeResponse.decode(r, r.begin(end));
          break;
        case 34:
          responseTxn_ = TxnResponse.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      responseRange: responseRange_,
      responsePut: responsePut_,
      responseDeleteRange: responseDeleteRange_,
      responseTxn: responseTxn_,
    };
  },
};

export interface Compare {
  readonly result: Compare_CompareResult;
  readonly target: Compare_CompareTarget;
  readonly key: Uint8Array;
  readonly version: bigint | undefined;
  readonly createRevision: bigint | undefined;
  readonly modRevision: bigint | undefined;
  readonly value: Uint8Array | undefined;
  readonly lease: bigint | undefined;
  readonly rangeEnd: Uint8Array;
}
export const Compare: MessageType<Compare> = {
  name: 'etcdserverpb.Compare',
  encode(m, w) {
    if (m.result !== undefined && m.result !== 0) {
      w.byte(8);
      w.int32(m.result);
    }
    if (m.target !== undefined && m.target !== 0) {
      w.byte(16);
      w.int32(m.target);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(26);
      w.bytes(m.key);
    }
    if (m.version !== undefined) {
      w.byte(32);
      w.uint64(m.version);
    }
    if (m.createRevision !== undefined) {
      w.byte(40);
      w.uint64(m.createRevision);
    }
    if (m.modRevision !== undefined) {
      w.byte(48);
      w.uint64(m.modRevision);
    }
    if (m.value !== undefined) {
      w.byte(58);
      w.bytes(m.value);
    }
    if (m.lease !== undefined) {
      w.byte(64);
      w.uint64(m.lease);
    }
    if (m.rangeEnd !== undefined && m.rangeEnd.length > 0) {
      w.uint32(514);
      w.bytes(m.rangeEnd);
    }
  },
  decode(r, end) {
    let result_: Compare_CompareResult = 0;
    let target_: Compare_CompareTarget = 0;
    let key_: Uint8Array = NO_BYTES;
    let version_: bigint | undefined = undefined;
    let createRevision_: bigint | undefined = undefined;
    let modRevision_: bigint | undefined = undefined;
    let value_: Uint8Array | undefined = undefined;
    let lease_: bigint | undefined = undefined;
    let rangeEnd_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          result_ = r.int32() as Compare_CompareResult;
          break;
        case 16:
          target_ = r.int32() as Compare_CompareTarget;
          break;
        case 26:
          key_ = r.bytes();
          break;
        case 32:
          version_ = r.int64();
          break;
        case 40:
          createRevision_ = r.int64();
          break;
        case 48:
          modRevision_ = r.int64();
          break;
        case 58:
          value_ = r.bytes();
          break;
        case 64:
          lease_ = r.int64();
          break;
        case 514:
          rangeEnd_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      result: result_,
      target: target_,
      key: key_,
      version: version_,
      createRevision: createRevision_,
      modRevision: modRevision_,
      value: value_,
      lease: lease_,
      rangeEnd: rangeEnd_,
    };
  },
};

export interface TxnRequest {
  readonly compare: readonly Compare[];
  readonly success: readonly RequestOp[];
  readonly failure: readonly RequestOp[];
}
export const TxnRequest: MessageType<TxnRequest> = {
  name: 'etcdserverpb.TxnRequest',
  encode(m, w) {
    if (m.compare !== undefined) {
      for (const v of m.compare) {
        w.byte(10);
        const at = w.begin();
        Compare.encode(v, w);
        w.end(at);
      }
    }
    if (m.success !== undefined) {
      for (const v of m.success) {
        w.byte(18);
        const at = w.begin();
        RequestOp.encode(v, w);
        w.end(at);
      }
    }
    if (m.failure !== undefined) {
      for (const v of m.failure) {
        w.byte(26);
        const at = w.begin();
        RequestOp.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let compare_: Compare[] | undefined = undefined;
    let success_: RequestOp[] | undefined = undefined;
    let failure_: RequestOp[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (compare_ ??= []).push(Compare.decode(r, r.begin(end)));
          break;
        case 18:
          (success_ ??= []).push(RequestOp.decode(r, r.begin(end)));
          break;
        case 26:
          (failure_ ??= []).push(RequestOp.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      compare: compare_ ?? NO_ITEMS,
      success: success_ ?? NO_ITEMS,
      failure: failure_ ?? NO_ITEMS,
    };
  },
};

export interface TxnResponse {
  readonly header: ResponseHeader | undefined;
  readonly succeeded: boolean;
  readonly responses: readonly ResponseOp[];
}
export const TxnResponse: MessageType<TxnResponse> = {
  name: 'etcdserverpb.TxnResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.succeeded) {
      w.byte(16);
      w.bool(m.succeeded);
    }
    if (m.responses !== undefined) {
      for (const v of m.responses) {
        w.byte(26);
        const at = w.begin();
        ResponseOp.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let succeeded_: boolean = false;
    let responses_: ResponseOp[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          succeeded_ = r.bool();
          break;
        case 26:
          (responses_ ??= []).push(ResponseOp.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      succeeded: succeeded_,
      responses: responses_ ?? NO_ITEMS,
    };
  },
};

export interface Member {
  readonly id: bigint;
  readonly name: string;
  readonly peerUrLs: readonly string[];
  readonly clientUrLs: readonly string[];
  readonly isLearner: boolean;
}
export const Member: MessageType<Member> = {
  name: 'etcdserverpb.Member',
  encode(m, w) {
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(8);
      w.uint64(m.id);
    }
    if (m.name !== undefined && m.name !== '') {
      w.byte(18);
      w.string(m.name);
    }
    if (m.peerUrLs !== undefined) {
      for (const v of m.peerUrLs) {
        w.byte(26);
        w.string(v);
      }
    }
    if (m.clientUrLs !== undefined) {
      for (const v of m.clientUrLs) {
        w.byte(34);
        w.string(v);
      }
    }
    if (m.isLearner) {
      w.byte(40);
      w.bool(m.isLearner);
    }
  },
  decode(r, end) {
    let id_: bigint = 0n;
    let name_: string = '';
    let peerUrLs_: string[] | undefined = undefined;
    let clientUrLs_: string[] | undefined = undefined;
    let isLearner_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint64();
          break;
        case 18:
          name_ = r.string();
          break;
        case 26:
          (peerUrLs_ ??= []).push(r.string());
          break;
        case 34:
          (clientUrLs_ ??= []).push(r.string());
          break;
        case 40:
          isLearner_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      name: name_,
      peerUrLs: peerUrLs_ ?? NO_ITEMS,
      clientUrLs: clientUrLs_ ?? NO_ITEMS,
      isLearner: isLearner_,
    };
  },
};

export interface MemberListRequest {
  readonly linearizable: boolean;
}
export const MemberListRequest: MessageType<MemberListRequest> = {
  name: 'etcdserverpb.MemberListRequest',
  encode(m, w) {
    if (m.linearizable) {
      w.byte(8);
      w.bool(m.linearizable);
    }
  },
  decode(r, end) {
    let linearizable_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          linearizable_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      linearizable: linearizable_,
    };
  },
};

export interface MemberListResponse {
  readonly header: ResponseHeader | undefined;
  readonly members: readonly Member[];
}
export const MemberListResponse: MessageType<MemberListResponse> = {
  name: 'etcdserverpb.MemberListResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.members !== undefined) {
      for (const v of m.members) {
        w.byte(18);
        const at = w.begin();
        Member.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let members_: Member[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (members_ ??= []).push(Member.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      members: members_ ?? NO_ITEMS,
    };
  },
};

export const ClusterService = {
  memberList: {
    path: '/etcdserverpb.Cluster/MemberList',
    requestStream: false,
    responseStream: false,
    request: MemberListRequest,
    response: MemberListResponse,
  } as MethodType<MemberListRequest, MemberListResponse>,
};

export const KVService = {
  range: {
    path: '/etcdserverpb.KV/Range',
    requestStream: false,
    responseStream: false,
    request: RangeRequest,
    response: RangeResponse,
  } as MethodType<RangeRequest, RangeResponse>,
  put: {
    path: '/etcdserverpb.KV/Put',
    requestStream: false,
    responseStream: false,
    request: PutRequest,
    response: PutResponse,
  } as MethodType<PutRequest, PutResponse>,
  deleteRange: {
    path: '/etcdserverpb.KV/DeleteRange',
    requestStream: false,
    responseStream: false,
    request: DeleteRangeRequest,
    response: DeleteRangeResponse,
  } as MethodType<DeleteRangeRequest, DeleteRangeResponse>,
  txn: {
    path: '/etcdserverpb.KV/Txn',
    requestStream: false,
    responseStream: false,
    request: TxnRequest,
    response: TxnResponse,
  } as MethodType<TxnRequest, TxnResponse>,
};
