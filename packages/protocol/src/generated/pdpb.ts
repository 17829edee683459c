// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';
import { NO_BYTES, NO_ITEMS, noEntries } from '../wire/empty';
import * as apipb from './apipb';
import * as eraftpb from './eraftpb';
import * as metapb from './metapb';
import * as raft_serverpb from './raft_serverpb';
import * as replication_modepb from './replication_modepb';

export const EventType = {
  PUT: 0,
  DELETE: 1,
} as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

export const ErrorType = {
  OK: 0,
  UNKNOWN: 1,
  NOT_BOOTSTRAPPED: 2,
  STORE_TOMBSTONE: 3,
  ALREADY_BOOTSTRAPPED: 4,
  INCOMPATIBLE_VERSION: 5,
  REGION_NOT_FOUND: 6,
  GLOBAL_CONFIG_NOT_FOUND: 7,
  DUPLICATED_ENTRY: 8,
  ENTRY_NOT_FOUND: 9,
  INVALID_VALUE: 10,
  DATA_COMPACTED: 11,
  REGIONS_NOT_CONTAIN_ALL_KEY_RANGE: 12,
} as const;
export type ErrorType = (typeof ErrorType)[keyof typeof ErrorType];

export const ServiceMode = {
  UNKNOWN_SVC_MODE: 0,
  PD_SVC_MODE: 1,
  API_SVC_MODE: 2,
} as const;
export type ServiceMode = (typeof ServiceMode)[keyof typeof ServiceMode];

export const CheckPolicy = {
  SCAN: 0,
  APPROXIMATE: 1,
  USEKEY: 2,
} as const;
export type CheckPolicy = (typeof CheckPolicy)[keyof typeof CheckPolicy];

export const SplitReason = {
  ADMIN: 0,
  SIZE: 1,
  LOAD: 2,
} as const;
export type SplitReason = (typeof SplitReason)[keyof typeof SplitReason];

export const ControlGrpcEvent = {
  PAUSE: 0,
  RESUME: 1,
} as const;
export type ControlGrpcEvent = (typeof ControlGrpcEvent)[keyof typeof ControlGrpcEvent];

export const OperatorStatus = {
  SUCCESS: 0,
  TIMEOUT: 1,
  CANCEL: 2,
  REPLACE: 3,
  RUNNING: 4,
} as const;
export type OperatorStatus = (typeof OperatorStatus)[keyof typeof OperatorStatus];

export interface WatchGlobalConfigRequest {
  readonly configPath: string;
  readonly revision: bigint;
}
export const WatchGlobalConfigRequest: MessageType<WatchGlobalConfigRequest> = {
  name: 'pdpb.WatchGlobalConfigRequest',
  encode(m, w) {
    if (m.configPath !== undefined && m.configPath !== '') {
      w.byte(10);
      w.string(m.configPath);
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(16);
      w.uint64(m.revision);
    }
  },
  decode(r, end) {
    let configPath_: string = '';
    let revision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          configPath_ = r.string();
          break;
        case 16:
          revision_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      configPath: configPath_,
      revision: revision_,
    };
  },
};

export interface WatchGlobalConfigResponse {
  readonly changes: readonly GlobalConfigItem[];
  readonly revision: bigint;
  readonly header: ResponseHeader | undefined;
}
export const WatchGlobalConfigResponse: MessageType<WatchGlobalConfigResponse> = {
  name: 'pdpb.WatchGlobalConfigResponse',
  encode(m, w) {
    if (m.changes !== undefined) {
      for (const v of m.changes) {
        w.byte(10);
        const at = w.begin();
        GlobalConfigItem.encode(v, w);
        w.end(at);
      }
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(16);
      w.uint64(m.revision);
    }
    if (m.header !== undefined) {
      w.byte(26);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let changes_: GlobalConfigItem[] | undefined = undefined;
    let revision_: bigint = 0n;
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (changes_ ??= []).push(GlobalConfigItem.decode(r, r.begin(end)));
          break;
        case 16:
          revision_ = r.int64();
          break;
        case 26:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      changes: changes_ ?? NO_ITEMS,
      revision: revision_,
      header: header_,
    };
  },
};

export interface StoreGlobalConfigRequest {
  readonly changes: readonly GlobalConfigItem[];
  readonly configPath: string;
}
export const StoreGlobalConfigRequest: MessageType<StoreGlobalConfigRequest> = {
  name: 'pdpb.StoreGlobalConfigRequest',
  encode(m, w) {
    if (m.changes !== undefined) {
      for (const v of m.changes) {
        w.byte(10);
        const at = w.begin();
        GlobalConfigItem.encode(v, w);
        w.end(at);
      }
    }
    if (m.configPath !== undefined && m.configPath !== '') {
      w.byte(18);
      w.string(m.configPath);
    }
  },
  decode(r, end) {
    let changes_: GlobalConfigItem[] | undefined = undefined;
    let configPath_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (changes_ ??= []).push(GlobalConfigItem.decode(r, r.begin(end)));
          break;
        case 18:
          configPath_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      changes: changes_ ?? NO_ITEMS,
      configPath: configPath_,
    };
  },
};

export interface StoreGlobalConfigResponse {
  readonly error: Error | undefined;
}
export const StoreGlobalConfigResponse: MessageType<StoreGlobalConfigResponse> = {
  name: 'pdpb.StoreGlobalConfigResponse',
  encode(m, w) {
    if (m.error !== undefined) {
      w.byte(10);
      const at = w.begin();
      Error.encode(m.error, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let error_: Error | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = Error.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
    };
  },
};

export interface LoadGlobalConfigRequest {
  readonly names: readonly string[];
  readonly configPath: string;
}
export const LoadGlobalConfigRequest: MessageType<LoadGlobalConfigRequest> = {
  name: 'pdpb.LoadGlobalConfigRequest',
  encode(m, w) {
    if (m.names !== undefined) {
      for (const v of m.names) {
        w.byte(10);
        w.string(v);
      }
    }
    if (m.configPath !== undefined && m.configPath !== '') {
      w.byte(18);
      w.string(m.configPath);
    }
  },
  decode(r, end) {
    let names_: string[] | undefined = undefined;
    let configPath_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (names_ ??= []).push(r.string());
          break;
        case 18:
          configPath_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      names: names_ ?? NO_ITEMS,
      configPath: configPath_,
    };
  },
};

export interface LoadGlobalConfigResponse {
  readonly items: readonly GlobalConfigItem[];
  readonly revision: bigint;
}
export const LoadGlobalConfigResponse: MessageType<LoadGlobalConfigResponse> = {
  name: 'pdpb.LoadGlobalConfigResponse',
  encode(m, w) {
    if (m.items !== undefined) {
      for (const v of m.items) {
        w.byte(10);
        const at = w.begin();
        GlobalConfigItem.encode(v, w);
        w.end(at);
      }
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(16);
      w.uint64(m.revision);
    }
  },
  decode(r, end) {
    let items_: GlobalConfigItem[] | undefined = undefined;
    let revision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (items_ ??= []).push(GlobalConfigItem.decode(r, r.begin(end)));
          break;
        case 16:
          revision_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      items: items_ ?? NO_ITEMS,
      revision: revision_,
    };
  },
};

export interface GlobalConfigItem {
  readonly name: string;
  readonly value: string;
  readonly error: Error | undefined;
  readonly kind: EventType;
  readonly payload: Uint8Array;
}
export const GlobalConfigItem: MessageType<GlobalConfigItem> = {
  name: 'pdpb.GlobalConfigItem',
  encode(m, w) {
    if (m.name !== undefined && m.name !== '') {
      w.byte(10);
      w.string(m.name);
    }
    if (m.value !== undefined && m.value !== '') {
      w.byte(18);
      w.string(m.value);
    }
    if (m.error !== undefined) {
      w.byte(26);
      const at = w.begin();
      Error.encode(m.error, w);
      w.end(at);
    }
    if (m.kind !== undefined && m.kind !== 0) {
      w.byte(32);
      w.int32(m.kind);
    }
    if (m.payload !== undefined && m.payload.length > 0) {
      w.byte(42);
      w.bytes(m.payload);
    }
  },
  decode(r, end) {
    let name_: string = '';
    let value_: string = '';
    let error_: Error | undefined = undefined;
    let kind_: EventType = 0;
    let payload_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          name_ = r.string();
          break;
        case 18:
          value_ = r.string();
          break;
        case 26:
          error_ = Error.decode(r, r.begin(end));
          break;
        case 32:
          kind_ = r.int32() as EventType;
          break;
        case 42:
          payload_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      name: name_,
      value: value_,
      error: error_,
      kind: kind_,
      payload: payload_,
    };
  },
};

export interface RequestHeader {
  readonly clusterId: bigint;
  readonly senderId: bigint;
  readonly callerId: string;
  readonly callerComponent: string;
}
export const RequestHeader: MessageType<RequestHeader> = {
  name: 'pdpb.RequestHeader',
  encode(m, w) {
    if (m.clusterId !== undefined && m.clusterId !== 0n) {
      w.byte(8);
      w.uint64(m.clusterId);
    }
    if (m.senderId !== undefined && m.senderId !== 0n) {
      w.byte(16);
      w.uint64(m.senderId);
    }
    if (m.callerId !== undefined && m.callerId !== '') {
      w.byte(26);
      w.string(m.callerId);
    }
    if (m.callerComponent !== undefined && m.callerComponent !== '') {
      w.byte(34);
      w.string(m.callerComponent);
    }
  },
  decode(r, end) {
    let clusterId_: bigint = 0n;
    let senderId_: bigint = 0n;
    let callerId_: string = '';
    let callerComponent_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          clusterId_ = r.uint64();
          break;
        case 16:
          senderId_ = r.uint64();
          break;
        case 26:
          callerId_ = r.string();
          break;
        case 34:
          callerComponent_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      clusterId: clusterId_,
      senderId: senderId_,
      callerId: callerId_,
      callerComponent: callerComponent_,
    };
  },
};

export interface ResponseHeader {
  readonly clusterId: bigint;
  readonly error: Error | undefined;
}
export const ResponseHeader: MessageType<ResponseHeader> = {
  name: 'pdpb.ResponseHeader',
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
  },
  decode(r, end) {
    let clusterId_: bigint = 0n;
    let error_: Error | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          clusterId_ = r.uint64();
          break;
        case 18:
          error_ = Error.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      clusterId: clusterId_,
      error: error_,
    };
  },
};

export interface Error {
  readonly type: ErrorType;
  readonly message: string;
}
export const Error: MessageType<Error> = {
  name: 'pdpb.Error',
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

export interface TsoRequest {
  readonly header: RequestHeader | undefined;
  readonly count: number;
  readonly dcLocation: string;
}
export const TsoRequest: MessageType<TsoRequest> = {
  name: 'pdpb.TsoRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.count !== undefined && m.count !== 0) {
      w.byte(16);
      w.uint32(m.count);
    }
    if (m.dcLocation !== undefined && m.dcLocation !== '') {
      w.byte(26);
      w.string(m.dcLocation);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let count_: number = 0;
    let dcLocation_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          count_ = r.uint32();
          break;
        case 26:
          dcLocation_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      count: count_,
      dcLocation: dcLocation_,
    };
  },
};

export interface Timestamp {
  readonly physical: bigint;
  readonly logical: bigint;
  readonly suffixBits: number;
}
export const Timestamp: MessageType<Timestamp> = {
  name: 'pdpb.Timestamp',
  encode(m, w) {
    if (m.physical !== undefined && m.physical !== 0n) {
      w.byte(8);
      w.uint64(m.physical);
    }
    if (m.logical !== undefined && m.logical !== 0n) {
      w.byte(16);
      w.uint64(m.logical);
    }
    if (m.suffixBits !== undefined && m.suffixBits !== 0) {
      w.byte(24);
      w.uint32(m.suffixBits);
    }
  },
  decode(r, end) {
    let physical_: bigint = 0n;
    let logical_: bigint = 0n;
    let suffixBits_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          physical_ = r.int64();
          break;
        case 16:
          logical_ = r.int64();
          break;
        case 24:
          suffixBits_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      physical: physical_,
      logical: logical_,
      suffixBits: suffixBits_,
    };
  },
};

export interface TsoResponse {
  readonly header: ResponseHeader | undefined;
  readonly count: number;
  readonly timestamp: Timestamp | undefined;
}
export const TsoResponse: MessageType<TsoResponse> = {
  name: 'pdpb.TsoResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.count !== undefined && m.count !== 0) {
      w.byte(16);
      w.uint32(m.count);
    }
    if (m.timestamp !== undefined) {
      w.byte(26);
      const at = w.begin();
      Timestamp.encode(m.timestamp, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let count_: number = 0;
    let timestamp_: Timestamp | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          count_ = r.uint32();
          break;
        case 26:
          timestamp_ = Timestamp.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      count: count_,
      timestamp: timestamp_,
    };
  },
};

export interface BootstrapRequest {
  readonly header: RequestHeader | undefined;
  readonly store: metapb.Store | undefined;
  readonly region: metapb.Region | undefined;
}
export const BootstrapRequest: MessageType<BootstrapRequest> = {
  name: 'pdpb.BootstrapRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.store !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Store.encode(m.store, w);
      w.end(at);
    }
    if (m.region !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let store_: metapb.Store | undefined = undefined;
    let region_: metapb.Region | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          store_ = metapb.Store.decode(r, r.begin(end));
          break;
        case 26:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      store: store_,
      region: region_,
    };
  },
};

export interface BootstrapResponse {
  readonly header: ResponseHeader | undefined;
  readonly replicationStatus: replication_modepb.ReplicationStatus | undefined;
}
export const BootstrapResponse: MessageType<BootstrapResponse> = {
  name: 'pdpb.BootstrapResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.replicationStatus !== undefined) {
      w.byte(18);
      const at = w.begin();
      replication_modepb.ReplicationStatus.encode(m.replicationStatus, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let replicationStatus_: replication_modepb.ReplicationStatus | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          replicationStatus_ = replication_modepb.ReplicationStatus.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      replicationStatus: replicationStatus_,
    };
  },
};

export interface IsBootstrappedRequest {
  readonly header: RequestHeader | undefined;
}
export const IsBootstrappedRequest: MessageType<IsBootstrappedRequest> = {
  name: 'pdpb.IsBootstrappedRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface IsBootstrappedResponse {
  readonly header: ResponseHeader | undefined;
  readonly bootstrapped: boolean;
}
export const IsBootstrappedResponse: MessageType<IsBootstrappedResponse> = {
  name: 'pdpb.IsBootstrappedResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.bootstrapped) {
      w.byte(16);
      w.bool(m.bootstrapped);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let bootstrapped_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          bootstrapped_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      bootstrapped: bootstrapped_,
    };
  },
};

export interface AllocIDRequest {
  readonly header: RequestHeader | undefined;
  readonly count: number;
}
export const AllocIDRequest: MessageType<AllocIDRequest> = {
  name: 'pdpb.AllocIDRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.count !== undefined && m.count !== 0) {
      w.byte(16);
      w.uint32(m.count);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let count_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          count_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      count: count_,
    };
  },
};

export interface AllocIDResponse {
  readonly header: ResponseHeader | undefined;
  readonly id: bigint;
  readonly count: number;
}
export const AllocIDResponse: MessageType<AllocIDResponse> = {
  name: 'pdpb.AllocIDResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(16);
      w.uint64(m.id);
    }
    if (m.count !== undefined && m.count !== 0) {
      w.byte(24);
      w.uint32(m.count);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let id_: bigint = 0n;
    let count_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          id_ = r.uint64();
          break;
        case 24:
          count_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      id: id_,
      count: count_,
    };
  },
};

export interface IsSnapshotRecoveringRequest {
  readonly header: RequestHeader | undefined;
}
export const IsSnapshotRecoveringRequest: MessageType<IsSnapshotRecoveringRequest> = {
  name: 'pdpb.IsSnapshotRecoveringRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface IsSnapshotRecoveringResponse {
  readonly header: ResponseHeader | undefined;
  readonly marked: boolean;
}
export const IsSnapshotRecoveringResponse: MessageType<IsSnapshotRecoveringResponse> = {
  name: 'pdpb.IsSnapshotRecoveringResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.marked) {
      w.byte(16);
      w.bool(m.marked);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let marked_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          marked_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      marked: marked_,
    };
  },
};

export interface GetStoreRequest {
  readonly header: RequestHeader | undefined;
  readonly storeId: bigint;
}
export const GetStoreRequest: MessageType<GetStoreRequest> = {
  name: 'pdpb.GetStoreRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.storeId !== undefined && m.storeId !== 0n) {
      w.byte(16);
      w.uint64(m.storeId);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let storeId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          storeId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      storeId: storeId_,
    };
  },
};

export interface GetStoreResponse {
  readonly header: ResponseHeader | undefined;
  readonly store: metapb.Store | undefined;
  readonly stats: StoreStats | undefined;
}
export const GetStoreResponse: MessageType<GetStoreResponse> = {
  name: 'pdpb.GetStoreResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.store !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Store.encode(m.store, w);
      w.end(at);
    }
    if (m.stats !== undefined) {
      w.byte(26);
      const at = w.begin();
      StoreStats.encode(m.stats, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let store_: metapb.Store | undefined = undefined;
    let stats_: StoreStats | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          store_ = metapb.Store.decode(r, r.begin(end));
          break;
        case 26:
          stats_ = StoreStats.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      store: store_,
      stats: stats_,
    };
  },
};

export interface PutStoreRequest {
  readonly header: RequestHeader | undefined;
  readonly store: metapb.Store | undefined;
}
export const PutStoreRequest: MessageType<PutStoreRequest> = {
  name: 'pdpb.PutStoreRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.store !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Store.encode(m.store, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let store_: metapb.Store | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          store_ = metapb.Store.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      store: store_,
    };
  },
};

export interface PutStoreResponse {
  readonly header: ResponseHeader | undefined;
  readonly replicationStatus: replication_modepb.ReplicationStatus | undefined;
}
export const PutStoreResponse: MessageType<PutStoreResponse> = {
  name: 'pdpb.PutStoreResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.replicationStatus !== undefined) {
      w.byte(18);
      const at = w.begin();
      replication_modepb.ReplicationStatus.encode(m.replicationStatus, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let replicationStatus_: replication_modepb.ReplicationStatus | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          replicationStatus_ = replication_modepb.ReplicationStatus.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      replicationStatus: replicationStatus_,
    };
  },
};

export interface GetAllStoresRequest {
  readonly header: RequestHeader | undefined;
  readonly excludeTombstoneStores: boolean;
}
export const GetAllStoresRequest: MessageType<GetAllStoresRequest> = {
  name: 'pdpb.GetAllStoresRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.excludeTombstoneStores) {
      w.byte(16);
      w.bool(m.excludeTombstoneStores);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let excludeTombstoneStores_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          excludeTombstoneStores_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      excludeTombstoneStores: excludeTombstoneStores_,
    };
  },
};

export interface GetAllStoresResponse {
  readonly header: ResponseHeader | undefined;
  readonly stores: readonly metapb.Store[];
}
export const GetAllStoresResponse: MessageType<GetAllStoresResponse> = {
  name: 'pdpb.GetAllStoresResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.stores !== undefined) {
      for (const v of m.stores) {
        w.byte(18);
        const at = w.begin();
        metapb.Store.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let stores_: metapb.Store[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (stores_ ??= []).push(metapb.Store.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      stores: stores_ ?? NO_ITEMS,
    };
  },
};

export interface GetRegionRequest {
  readonly header: RequestHeader | undefined;
  readonly regionKey: Uint8Array;
  readonly needBuckets: boolean;
}
export const GetRegionRequest: MessageType<GetRegionRequest> = {
  name: 'pdpb.GetRegionRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionKey !== undefined && m.regionKey.length > 0) {
      w.byte(18);
      w.bytes(m.regionKey);
    }
    if (m.needBuckets) {
      w.byte(24);
      w.bool(m.needBuckets);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let regionKey_: Uint8Array = NO_BYTES;
    let needBuckets_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          regionKey_ = r.bytes();
          break;
        case 24:
          needBuckets_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionKey: regionKey_,
      needBuckets: needBuckets_,
    };
  },
};

export interface GetRegionResponse {
  readonly header: ResponseHeader | undefined;
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
  readonly downPeers: readonly PeerStats[];
  readonly pendingPeers: readonly metapb.Peer[];
  readonly buckets: metapb.Buckets | undefined;
}
export const GetRegionResponse: MessageType<GetRegionResponse> = {
  name: 'pdpb.GetRegionResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.region !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.leader !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
    if (m.downPeers !== undefined) {
      for (const v of m.downPeers) {
        w.byte(42);
        const at = w.begin();
        PeerStats.encode(v, w);
        w.end(at);
      }
    }
    if (m.pendingPeers !== undefined) {
      for (const v of m.pendingPeers) {
        w.byte(50);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.buckets !== undefined) {
      w.byte(58);
      const at = w.begin();
      metapb.Buckets.encode(m.buckets, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let region_: metapb.Region | undefined = undefined;
    let leader_: metapb.Peer | undefined = undefined;
    let downPeers_: PeerStats[] | undefined = undefined;
    let pendingPeers_: metapb.Peer[] | undefined = undefined;
    let buckets_: metapb.Buckets | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 26:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 42:
          (downPeers_ ??= []).push(PeerStats.decode(r, r.begin(end)));
          break;
        case 50:
          (pendingPeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 58:
          buckets_ = metapb.Buckets.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      region: region_,
      leader: leader_,
      downPeers: downPeers_ ?? NO_ITEMS,
      pendingPeers: pendingPeers_ ?? NO_ITEMS,
      buckets: buckets_,
    };
  },
};

export interface GetRegionByIDRequest {
  readonly header: RequestHeader | undefined;
  readonly regionId: bigint;
  readonly needBuckets: boolean;
}
export const GetRegionByIDRequest: MessageType<GetRegionByIDRequest> = {
  name: 'pdpb.GetRegionByIDRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
    if (m.needBuckets) {
      w.byte(24);
      w.bool(m.needBuckets);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let regionId_: bigint = 0n;
    let needBuckets_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        case 24:
          needBuckets_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionId: regionId_,
      needBuckets: needBuckets_,
    };
  },
};

export interface QueryRegionRequest {
  readonly header: RequestHeader | undefined;
  readonly needBuckets: boolean;
  readonly ids: readonly bigint[];
  readonly keys: readonly Uint8Array[];
  readonly prevKeys: readonly Uint8Array[];
}
export const QueryRegionRequest: MessageType<QueryRegionRequest> = {
  name: 'pdpb.QueryRegionRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.needBuckets) {
      w.byte(16);
      w.bool(m.needBuckets);
    }
    if (m.ids !== undefined && m.ids.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.ids) w.uint64(v);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(34);
        w.bytes(v);
      }
    }
    if (m.prevKeys !== undefined) {
      for (const v of m.prevKeys) {
        w.byte(42);
        w.bytes(v);
      }
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let needBuckets_: boolean = false;
    let ids_: bigint[] | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let prevKeys_: Uint8Array[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          needBuckets_ = r.bool();
          break;
        case 24:
          (ids_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (ids_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 34:
          (keys_ ??= []).push(r.bytes());
          break;
        case 42:
          (prevKeys_ ??= []).push(r.bytes());
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      needBuckets: needBuckets_,
      ids: ids_ ?? NO_ITEMS,
      keys: keys_ ?? NO_ITEMS,
      prevKeys: prevKeys_ ?? NO_ITEMS,
    };
  },
};

export interface QueryRegionResponse {
  readonly header: ResponseHeader | undefined;
  readonly keyIdMap: readonly bigint[];
  readonly prevKeyIdMap: readonly bigint[];
  readonly regionsById: ReadonlyMap<bigint, RegionResponse>;
}
export const QueryRegionResponse: MessageType<QueryRegionResponse> = {
  name: 'pdpb.QueryRegionResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyIdMap !== undefined && m.keyIdMap.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.keyIdMap) w.uint64(v);
      w.end(at);
    }
    if (m.prevKeyIdMap !== undefined && m.prevKeyIdMap.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.prevKeyIdMap) w.uint64(v);
      w.end(at);
    }
    if (m.regionsById !== undefined) {
      for (const [k, v] of m.regionsById) {
        w.byte(34);
        const at = w.begin();
        w.byte(8);
        w.uint64(k);
        w.byte(18);
        const inner = w.begin();
        RegionResponse.encode(v, w);
        w.end(inner);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let keyIdMap_: bigint[] | undefined = undefined;
    let prevKeyIdMap_: bigint[] | undefined = undefined;
    let regionsById_: Map<bigint, RegionResponse> | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          (keyIdMap_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (keyIdMap_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 24:
          (prevKeyIdMap_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (prevKeyIdMap_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 34: {
          const outerEnd = end;
          end = r.begin(outerEnd);
          let k: bigint = 0n;
          let v: RegionResponse | undefined = undefined;
          while (r.pos < end) {
            const inner = r.uint32();
            if (inner === 8) k = r.uint64();
            else if (inner === 18) v = RegionResponse.decode(r, r.begin(end));
            else r.skip(inner);
          }
          r.finish(end);
          end = outerEnd;
          if (v !== undefined) (regionsById_ ??= new Map()).set(k, v);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyIdMap: keyIdMap_ ?? NO_ITEMS,
      prevKeyIdMap: prevKeyIdMap_ ?? NO_ITEMS,
      regionsById: regionsById_ ?? noEntries(),
    };
  },
};

export interface RegionResponse {
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
  readonly downPeers: readonly PeerStats[];
  readonly pendingPeers: readonly metapb.Peer[];
  readonly buckets: metapb.Buckets | undefined;
}
export const RegionResponse: MessageType<RegionResponse> = {
  name: 'pdpb.RegionResponse',
  encode(m, w) {
    if (m.region !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.leader !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
    if (m.downPeers !== undefined) {
      for (const v of m.downPeers) {
        w.byte(26);
        const at = w.begin();
        PeerStats.encode(v, w);
        w.end(at);
      }
    }
    if (m.pendingPeers !== undefined) {
      for (const v of m.pendingPeers) {
        w.byte(34);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.buckets !== undefined) {
      w.byte(42);
      const at = w.begin();
      metapb.Buckets.encode(m.buckets, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let region_: metapb.Region | undefined = undefined;
    let leader_: metapb.Peer | undefined = undefined;
    let downPeers_: PeerStats[] | undefined = undefined;
    let pendingPeers_: metapb.Peer[] | undefined = undefined;
    let buckets_: metapb.Buckets | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 18:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 26:
          (downPeers_ ??= []).push(PeerStats.decode(r, r.begin(end)));
          break;
        case 34:
          (pendingPeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 42:
          buckets_ = metapb.Buckets.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      region: region_,
      leader: leader_,
      downPeers: downPeers_ ?? NO_ITEMS,
      pendingPeers: pendingPeers_ ?? NO_ITEMS,
      buckets: buckets_,
    };
  },
};

export interface ScanRegionsRequest {
  readonly header: RequestHeader | undefined;
  readonly startKey: Uint8Array;
  readonly limit: number;
  readonly endKey: Uint8Array;
}
export const ScanRegionsRequest: MessageType<ScanRegionsRequest> = {
  name: 'pdpb.ScanRegionsRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(24);
      w.int32(m.limit);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(34);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let limit_: number = 0;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 24:
          limit_ = r.int32();
          break;
        case 34:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      startKey: startKey_,
      limit: limit_,
      endKey: endKey_,
    };
  },
};

export interface Region {
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
  readonly downPeers: readonly PeerStats[];
  readonly pendingPeers: readonly metapb.Peer[];
  readonly buckets: metapb.Buckets | undefined;
}
export const Region: MessageType<Region> = {
  name: 'pdpb.Region',
  encode(m, w) {
    if (m.region !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.leader !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
    if (m.downPeers !== undefined) {
      for (const v of m.downPeers) {
        w.byte(26);
        const at = w.begin();
        PeerStats.encode(v, w);
        w.end(at);
      }
    }
    if (m.pendingPeers !== undefined) {
      for (const v of m.pendingPeers) {
        w.byte(34);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.buckets !== undefined) {
      w.byte(42);
      const at = w.begin();
      metapb.Buckets.encode(m.buckets, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let region_: metapb.Region | undefined = undefined;
    let leader_: metapb.Peer | undefined = undefined;
    let downPeers_: PeerStats[] | undefined = undefined;
    let pendingPeers_: metapb.Peer[] | undefined = undefined;
    let buckets_: metapb.Buckets | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 18:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 26:
          (downPeers_ ??= []).push(PeerStats.decode(r, r.begin(end)));
          break;
        case 34:
          (pendingPeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 42:
          buckets_ = metapb.Buckets.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      region: region_,
      leader: leader_,
      downPeers: downPeers_ ?? NO_ITEMS,
      pendingPeers: pendingPeers_ ?? NO_ITEMS,
      buckets: buckets_,
    };
  },
};

export interface ScanRegionsResponse {
  readonly header: ResponseHeader | undefined;
  readonly regionMetas: readonly metapb.Region[];
  readonly leaders: readonly metapb.Peer[];
  readonly regions: readonly Region[];
}
export const ScanRegionsResponse: MessageType<ScanRegionsResponse> = {
  name: 'pdpb.ScanRegionsResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionMetas !== undefined) {
      for (const v of m.regionMetas) {
        w.byte(18);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
    if (m.leaders !== undefined) {
      for (const v of m.leaders) {
        w.byte(26);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.regions !== undefined) {
      for (const v of m.regions) {
        w.byte(34);
        const at = w.begin();
        Region.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let regionMetas_: metapb.Region[] | undefined = undefined;
    let leaders_: metapb.Peer[] | undefined = undefined;
    let regions_: Region[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (regionMetas_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        case 26:
          (leaders_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 34:
          (regions_ ??= []).push(Region.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionMetas: regionMetas_ ?? NO_ITEMS,
      leaders: leaders_ ?? NO_ITEMS,
      regions: regions_ ?? NO_ITEMS,
    };
  },
};

export interface KeyRange {
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
}
export const KeyRange: MessageType<KeyRange> = {
  name: 'pdpb.KeyRange',
  encode(m, w) {
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(10);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(18);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          startKey_ = r.bytes();
          break;
        case 18:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startKey: startKey_,
      endKey: endKey_,
    };
  },
};

export interface BatchScanRegionsRequest {
  readonly header: RequestHeader | undefined;
  readonly needBuckets: boolean;
  readonly ranges: readonly KeyRange[];
  readonly limit: number;
  readonly containAllKeyRange: boolean;
}
export const BatchScanRegionsRequest: MessageType<BatchScanRegionsRequest> = {
  name: 'pdpb.BatchScanRegionsRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.needBuckets) {
      w.byte(16);
      w.bool(m.needBuckets);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(26);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(32);
      w.int32(m.limit);
    }
    if (m.containAllKeyRange) {
      w.byte(40);
      w.bool(m.containAllKeyRange);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let needBuckets_: boolean = false;
    let ranges_: KeyRange[] | undefined = undefined;
    let limit_: number = 0;
    let containAllKeyRange_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          needBuckets_ = r.bool();
          break;
        case 26:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        case 32:
          limit_ = r.int32();
          break;
        case 40:
          containAllKeyRange_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      needBuckets: needBuckets_,
      ranges: ranges_ ?? NO_ITEMS,
      limit: limit_,
      containAllKeyRange: containAllKeyRange_,
    };
  },
};

export interface BatchScanRegionsResponse {
  readonly header: ResponseHeader | undefined;
  readonly regions: readonly Region[];
}
export const BatchScanRegionsResponse: MessageType<BatchScanRegionsResponse> = {
  name: 'pdpb.BatchScanRegionsResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regions !== undefined) {
      for (const v of m.regions) {
        w.byte(18);
        const at = w.begin();
        Region.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let regions_: Region[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (regions_ ??= []).push(Region.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regions: regions_ ?? NO_ITEMS,
    };
  },
};

export interface GetClusterConfigRequest {
  readonly header: RequestHeader | undefined;
}
export const GetClusterConfigRequest: MessageType<GetClusterConfigRequest> = {
  name: 'pdpb.GetClusterConfigRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetClusterConfigResponse {
  readonly header: ResponseHeader | undefined;
  readonly cluster: metapb.Cluster | undefined;
}
export const GetClusterConfigResponse: MessageType<GetClusterConfigResponse> = {
  name: 'pdpb.GetClusterConfigResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.cluster !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Cluster.encode(m.cluster, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let cluster_: metapb.Cluster | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          cluster_ = metapb.Cluster.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      cluster: cluster_,
    };
  },
};

export interface PutClusterConfigRequest {
  readonly header: RequestHeader | undefined;
  readonly cluster: metapb.Cluster | undefined;
}
export const PutClusterConfigRequest: MessageType<PutClusterConfigRequest> = {
  name: 'pdpb.PutClusterConfigRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.cluster !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Cluster.encode(m.cluster, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let cluster_: metapb.Cluster | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          cluster_ = metapb.Cluster.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      cluster: cluster_,
    };
  },
};

export interface PutClusterConfigResponse {
  readonly header: ResponseHeader | undefined;
}
export const PutClusterConfigResponse: MessageType<PutClusterConfigResponse> = {
  name: 'pdpb.PutClusterConfigResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface Member {
  readonly name: string;
  readonly memberId: bigint;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly leaderPriority: number;
  readonly deployPath: string;
  readonly binaryVersion: string;
  readonly gitHash: string;
  readonly dcLocation: string;
}
export const Member: MessageType<Member> = {
  name: 'pdpb.Member',
  encode(m, w) {
    if (m.name !== undefined && m.name !== '') {
      w.byte(10);
      w.string(m.name);
    }
    if (m.memberId !== undefined && m.memberId !== 0n) {
      w.byte(16);
      w.uint64(m.memberId);
    }
    if (m.peerUrls !== undefined) {
      for (const v of m.peerUrls) {
        w.byte(26);
        w.string(v);
      }
    }
    if (m.clientUrls !== undefined) {
      for (const v of m.clientUrls) {
        w.byte(34);
        w.string(v);
      }
    }
    if (m.leaderPriority !== undefined && m.leaderPriority !== 0) {
      w.byte(40);
      w.int32(m.leaderPriority);
    }
    if (m.deployPath !== undefined && m.deployPath !== '') {
      w.byte(50);
      w.string(m.deployPath);
    }
    if (m.binaryVersion !== undefined && m.binaryVersion !== '') {
      w.byte(58);
      w.string(m.binaryVersion);
    }
    if (m.gitHash !== undefined && m.gitHash !== '') {
      w.byte(66);
      w.string(m.gitHash);
    }
    if (m.dcLocation !== undefined && m.dcLocation !== '') {
      w.byte(74);
      w.string(m.dcLocation);
    }
  },
  decode(r, end) {
    let name_: string = '';
    let memberId_: bigint = 0n;
    let peerUrls_: string[] | undefined = undefined;
    let clientUrls_: string[] | undefined = undefined;
    let leaderPriority_: number = 0;
    let deployPath_: string = '';
    let binaryVersion_: string = '';
    let gitHash_: string = '';
    let dcLocation_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          name_ = r.string();
          break;
        case 16:
          memberId_ = r.uint64();
          break;
        case 26:
          (peerUrls_ ??= []).push(r.string());
          break;
        case 34:
          (clientUrls_ ??= []).push(r.string());
          break;
        case 40:
          leaderPriority_ = r.int32();
          break;
        case 50:
          deployPath_ = r.string();
          break;
        case 58:
          binaryVersion_ = r.string();
          break;
        case 66:
          gitHash_ = r.string();
          break;
        case 74:
          dcLocation_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      name: name_,
      memberId: memberId_,
      peerUrls: peerUrls_ ?? NO_ITEMS,
      clientUrls: clientUrls_ ?? NO_ITEMS,
      leaderPriority: leaderPriority_,
      deployPath: deployPath_,
      binaryVersion: binaryVersion_,
      gitHash: gitHash_,
      dcLocation: dcLocation_,
    };
  },
};

export interface GetMembersRequest {
  readonly header: RequestHeader | undefined;
}
export const GetMembersRequest: MessageType<GetMembersRequest> = {
  name: 'pdpb.GetMembersRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetMembersResponse {
  readonly header: ResponseHeader | undefined;
  readonly members: readonly Member[];
  readonly leader: Member | undefined;
  readonly etcdLeader: Member | undefined;
  readonly tsoAllocatorLeaders: ReadonlyMap<string, Member>;
}
export const GetMembersResponse: MessageType<GetMembersResponse> = {
  name: 'pdpb.GetMembersResponse',
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
    if (m.leader !== undefined) {
      w.byte(26);
      const at = w.begin();
      Member.encode(m.leader, w);
      w.end(at);
    }
    if (m.etcdLeader !== undefined) {
      w.byte(34);
      const at = w.begin();
      Member.encode(m.etcdLeader, w);
      w.end(at);
    }
    if (m.tsoAllocatorLeaders !== undefined) {
      for (const [k, v] of m.tsoAllocatorLeaders) {
        w.byte(42);
        const at = w.begin();
        w.byte(10);
        w.string(k);
        w.byte(18);
        const inner = w.begin();
        Member.encode(v, w);
        w.end(inner);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let members_: Member[] | undefined = undefined;
    let leader_: Member | undefined = undefined;
    let etcdLeader_: Member | undefined = undefined;
    let tsoAllocatorLeaders_: Map<string, Member> | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (members_ ??= []).push(Member.decode(r, r.begin(end)));
          break;
        case 26:
          leader_ = Member.decode(r, r.begin(end));
          break;
        case 34:
          etcdLeader_ = Member.decode(r, r.begin(end));
          break;
        case 42: {
          const outerEnd = end;
          end = r.begin(outerEnd);
          let k: string = '';
          let v: Member | undefined = undefined;
          while (r.pos < end) {
            const inner = r.uint32();
            if (inner === 10) k = r.string();
            else if (inner === 18) v = Member.decode(r, r.begin(end));
            else r.skip(inner);
          }
          r.finish(end);
          end = outerEnd;
          if (v !== undefined) (tsoAllocatorLeaders_ ??= new Map()).set(k, v);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      members: members_ ?? NO_ITEMS,
      leader: leader_,
      etcdLeader: etcdLeader_,
      tsoAllocatorLeaders: tsoAllocatorLeaders_ ?? noEntries(),
    };
  },
};

export interface GetClusterInfoRequest {
  readonly header: ResponseHeader | undefined;
}
export const GetClusterInfoRequest: MessageType<GetClusterInfoRequest> = {
  name: 'pdpb.GetClusterInfoRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetClusterInfoResponse {
  readonly header: ResponseHeader | undefined;
  readonly serviceModes: readonly ServiceMode[];
  readonly tsoUrls: readonly string[];
}
export const GetClusterInfoResponse: MessageType<GetClusterInfoResponse> = {
  name: 'pdpb.GetClusterInfoResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.serviceModes !== undefined && m.serviceModes.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.serviceModes) w.int32(v);
      w.end(at);
    }
    if (m.tsoUrls !== undefined) {
      for (const v of m.tsoUrls) {
        w.byte(26);
        w.string(v);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let serviceModes_: ServiceMode[] | undefined = undefined;
    let tsoUrls_: string[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          (serviceModes_ ??= []).push(r.int32() as ServiceMode);
          break;
        case 18: {
          const list = (serviceModes_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.int32() as ServiceMode);
          r.finish(packedEnd);
          break;
        }
        case 26:
          (tsoUrls_ ??= []).push(r.string());
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      serviceModes: serviceModes_ ?? NO_ITEMS,
      tsoUrls: tsoUrls_ ?? NO_ITEMS,
    };
  },
};

export interface PeerStats {
  readonly peer: metapb.Peer | undefined;
  readonly downSeconds: bigint;
}
export const PeerStats: MessageType<PeerStats> = {
  name: 'pdpb.PeerStats',
  encode(m, w) {
    if (m.peer !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Peer.encode(m.peer, w);
      w.end(at);
    }
    if (m.downSeconds !== undefined && m.downSeconds !== 0n) {
      w.byte(16);
      w.uint64(m.downSeconds);
    }
  },
  decode(r, end) {
    let peer_: metapb.Peer | undefined = undefined;
    let downSeconds_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          peer_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 16:
          downSeconds_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      peer: peer_,
      downSeconds: downSeconds_,
    };
  },
};

export interface RegionHeartbeatRequest {
  readonly header: RequestHeader | undefined;
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
  readonly downPeers: readonly PeerStats[];
  readonly pendingPeers: readonly metapb.Peer[];
  readonly bytesWritten: bigint;
  readonly bytesRead: bigint;
  readonly keysWritten: bigint;
  readonly keysRead: bigint;
  readonly approximateSize: bigint;
  readonly interval: TimeInterval | undefined;
  readonly approximateKeys: bigint;
  readonly term: bigint;
  readonly replicationStatus: replication_modepb.RegionReplicationStatus | undefined;
  readonly queryStats: QueryStats | undefined;
  readonly cpuUsage: bigint;
  readonly cpuStats: CPUStats | undefined;
  readonly approximateKvSize: bigint;
  readonly approximateColumnarKvSize: bigint;
  readonly bucketMeta: metapb.BucketMeta | undefined;
}
export const RegionHeartbeatRequest: MessageType<RegionHeartbeatRequest> = {
  name: 'pdpb.RegionHeartbeatRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.region !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.leader !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
    if (m.downPeers !== undefined) {
      for (const v of m.downPeers) {
        w.byte(34);
        const at = w.begin();
        PeerStats.encode(v, w);
        w.end(at);
      }
    }
    if (m.pendingPeers !== undefined) {
      for (const v of m.pendingPeers) {
        w.byte(42);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.bytesWritten !== undefined && m.bytesWritten !== 0n) {
      w.byte(48);
      w.uint64(m.bytesWritten);
    }
    if (m.bytesRead !== undefined && m.bytesRead !== 0n) {
      w.byte(56);
      w.uint64(m.bytesRead);
    }
    if (m.keysWritten !== undefined && m.keysWritten !== 0n) {
      w.byte(64);
      w.uint64(m.keysWritten);
    }
    if (m.keysRead !== undefined && m.keysRead !== 0n) {
      w.byte(72);
      w.uint64(m.keysRead);
    }
    if (m.approximateSize !== undefined && m.approximateSize !== 0n) {
      w.byte(80);
      w.uint64(m.approximateSize);
    }
    if (m.interval !== undefined) {
      w.byte(98);
      const at = w.begin();
      TimeInterval.encode(m.interval, w);
      w.end(at);
    }
    if (m.approximateKeys !== undefined && m.approximateKeys !== 0n) {
      w.byte(104);
      w.uint64(m.approximateKeys);
    }
    if (m.term !== undefined && m.term !== 0n) {
      w.byte(112);
      w.uint64(m.term);
    }
    if (m.replicationStatus !== undefined) {
      w.byte(122);
      const at = w.begin();
      replication_modepb.RegionReplicationStatus.encode(m.replicationStatus, w);
      w.end(at);
    }
    if (m.queryStats !== undefined) {
      w.uint32(130);
      const at = w.begin();
      QueryStats.encode(m.queryStats, w);
      w.end(at);
    }
    if (m.cpuUsage !== undefined && m.cpuUsage !== 0n) {
      w.uint32(136);
      w.uint64(m.cpuUsage);
    }
    if (m.cpuStats !== undefined) {
      w.uint32(170);
      const at = w.begin();
      CPUStats.encode(m.cpuStats, w);
      w.end(at);
    }
    if (m.approximateKvSize !== undefined && m.approximateKvSize !== 0n) {
      w.uint32(144);
      w.uint64(m.approximateKvSize);
    }
    if (m.approximateColumnarKvSize !== undefined && m.approximateColumnarKvSize !== 0n) {
      w.uint32(152);
      w.uint64(m.approximateColumnarKvSize);
    }
    if (m.bucketMeta !== undefined) {
      w.uint32(162);
      const at = w.begin();
      metapb.BucketMeta.encode(m.bucketMeta, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let region_: metapb.Region | undefined = undefined;
    let leader_: metapb.Peer | undefined = undefined;
    let downPeers_: PeerStats[] | undefined = undefined;
    let pendingPeers_: metapb.Peer[] | undefined = undefined;
    let bytesWritten_: bigint = 0n;
    let bytesRead_: bigint = 0n;
    let keysWritten_: bigint = 0n;
    let keysRead_: bigint = 0n;
    let approximateSize_: bigint = 0n;
    let interval_: TimeInterval | undefined = undefined;
    let approximateKeys_: bigint = 0n;
    let term_: bigint = 0n;
    let replicationStatus_: replication_modepb.RegionReplicationStatus | undefined = undefined;
    let queryStats_: QueryStats | undefined = undefined;
    let cpuUsage_: bigint = 0n;
    let cpuStats_: CPUStats | undefined = undefined;
    let approximateKvSize_: bigint = 0n;
    let approximateColumnarKvSize_: bigint = 0n;
    let bucketMeta_: metapb.BucketMeta | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 26:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 34:
          (downPeers_ ??= []).push(PeerStats.decode(r, r.begin(end)));
          break;
        case 42:
          (pendingPeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 48:
          bytesWritten_ = r.uint64();
          break;
        case 56:
          bytesRead_ = r.uint64();
          break;
        case 64:
          keysWritten_ = r.uint64();
          break;
        case 72:
          keysRead_ = r.uint64();
          break;
        case 80:
          approximateSize_ = r.uint64();
          break;
        case 98:
          interval_ = TimeInterval.decode(r, r.begin(end));
          break;
        case 104:
          approximateKeys_ = r.uint64();
          break;
        case 112:
          term_ = r.uint64();
          break;
        case 122:
          replicationStatus_ = replication_modepb.RegionReplicationStatus.decode(r, r.begin(end));
          break;
        case 130:
          queryStats_ = QueryStats.decode(r, r.begin(end));
          break;
        case 136:
          cpuUsage_ = r.uint64();
          break;
        case 170:
          cpuStats_ = CPUStats.decode(r, r.begin(end));
          break;
        case 144:
          approximateKvSize_ = r.uint64();
          break;
        case 152:
          approximateColumnarKvSize_ = r.uint64();
          break;
        case 162:
          bucketMeta_ = metapb.BucketMeta.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      region: region_,
      leader: leader_,
      downPeers: downPeers_ ?? NO_ITEMS,
      pendingPeers: pendingPeers_ ?? NO_ITEMS,
      bytesWritten: bytesWritten_,
      bytesRead: bytesRead_,
      keysWritten: keysWritten_,
      keysRead: keysRead_,
      approximateSize: approximateSize_,
      interval: interval_,
      approximateKeys: approximateKeys_,
      term: term_,
      replicationStatus: replicationStatus_,
      queryStats: queryStats_,
      cpuUsage: cpuUsage_,
      cpuStats: cpuStats_,
      approximateKvSize: approximateKvSize_,
      approximateColumnarKvSize: approximateColumnarKvSize_,
      bucketMeta: bucketMeta_,
    };
  },
};

export interface ChangePeer {
  readonly peer: metapb.Peer | undefined;
  readonly changeType: eraftpb.ConfChangeType;
}
export const ChangePeer: MessageType<ChangePeer> = {
  name: 'pdpb.ChangePeer',
  encode(m, w) {
    if (m.peer !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Peer.encode(m.peer, w);
      w.end(at);
    }
    if (m.changeType !== undefined && m.changeType !== 0) {
      w.byte(16);
      w.int32(m.changeType);
    }
  },
  decode(r, end) {
    let peer_: metapb.Peer | undefined = undefined;
    let changeType_: eraftpb.ConfChangeType = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          peer_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 16:
          changeType_ = r.int32() as eraftpb.ConfChangeType;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      peer: peer_,
      changeType: changeType_,
    };
  },
};

export interface ChangePeerV2 {
  readonly changes: readonly ChangePeer[];
}
export const ChangePeerV2: MessageType<ChangePeerV2> = {
  name: 'pdpb.ChangePeerV2',
  encode(m, w) {
    if (m.changes !== undefined) {
      for (const v of m.changes) {
        w.byte(10);
        const at = w.begin();
        ChangePeer.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let changes_: ChangePeer[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (changes_ ??= []).push(ChangePeer.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      changes: changes_ ?? NO_ITEMS,
    };
  },
};

export interface TransferLeader {
  readonly peer: metapb.Peer | undefined;
  readonly peers: readonly metapb.Peer[];
}
export const TransferLeader: MessageType<TransferLeader> = {
  name: 'pdpb.TransferLeader',
  encode(m, w) {
    if (m.peer !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Peer.encode(m.peer, w);
      w.end(at);
    }
    if (m.peers !== undefined) {
      for (const v of m.peers) {
        w.byte(18);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let peer_: metapb.Peer | undefined = undefined;
    let peers_: metapb.Peer[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          peer_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 18:
          (peers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      peer: peer_,
      peers: peers_ ?? NO_ITEMS,
    };
  },
};

export interface Merge {
  readonly target: metapb.Region | undefined;
}
export const Merge: MessageType<Merge> = {
  name: 'pdpb.Merge',
  encode(m, w) {
    if (m.target !== undefined) {
      w.byte(10);
      const at = w.begin();
      metapb.Region.encode(m.target, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let target_: metapb.Region | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          target_ = metapb.Region.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      target: target_,
    };
  },
};

export interface SplitRegion {
  readonly policy: CheckPolicy;
  readonly keys: readonly Uint8Array[];
}
export const SplitRegion: MessageType<SplitRegion> = {
  name: 'pdpb.SplitRegion',
  encode(m, w) {
    if (m.policy !== undefined && m.policy !== 0) {
      w.byte(8);
      w.int32(m.policy);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
  },
  decode(r, end) {
    let policy_: CheckPolicy = 0;
    let keys_: Uint8Array[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          policy_ = r.int32() as CheckPolicy;
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      policy: policy_,
      keys: keys_ ?? NO_ITEMS,
    };
  },
};

export interface SwitchWitness {
  readonly peerId: bigint;
  readonly isWitness: boolean;
}
export const SwitchWitness: MessageType<SwitchWitness> = {
  name: 'pdpb.SwitchWitness',
  encode(m, w) {
    if (m.peerId !== undefined && m.peerId !== 0n) {
      w.byte(8);
      w.uint64(m.peerId);
    }
    if (m.isWitness) {
      w.byte(16);
      w.bool(m.isWitness);
    }
  },
  decode(r, end) {
    let peerId_: bigint = 0n;
    let isWitness_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          peerId_ = r.uint64();
          break;
        case 16:
          isWitness_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      peerId: peerId_,
      isWitness: isWitness_,
    };
  },
};

export interface BatchSwitchWitness {
  readonly switchWitnesses: readonly SwitchWitness[];
}
export const BatchSwitchWitness: MessageType<BatchSwitchWitness> = {
  name: 'pdpb.BatchSwitchWitness',
  encode(m, w) {
    if (m.switchWitnesses !== undefined) {
      for (const v of m.switchWitnesses) {
        w.byte(10);
        const at = w.begin();
        SwitchWitness.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let switchWitnesses_: SwitchWitness[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (switchWitnesses_ ??= []).push(SwitchWitness.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      switchWitnesses: switchWitnesses_ ?? NO_ITEMS,
    };
  },
};

export interface ChangeSplit {
  readonly autoSplitEnabled: boolean;
}
export const ChangeSplit: MessageType<ChangeSplit> = {
  name: 'pdpb.ChangeSplit',
  encode(m, w) {
    if (m.autoSplitEnabled) {
      w.byte(8);
      w.bool(m.autoSplitEnabled);
    }
  },
  decode(r, end) {
    let autoSplitEnabled_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          autoSplitEnabled_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      autoSplitEnabled: autoSplitEnabled_,
    };
  },
};

export interface RegionHeartbeatResponse {
  readonly header: ResponseHeader | undefined;
  readonly changePeer: ChangePeer | undefined;
  readonly transferLeader: TransferLeader | undefined;
  readonly regionId: bigint;
  readonly regionEpoch: metapb.RegionEpoch | undefined;
  readonly targetPeer: metapb.Peer | undefined;
  readonly merge: Merge | undefined;
  readonly splitRegion: SplitRegion | undefined;
  readonly changePeerV2: ChangePeerV2 | undefined;
  readonly switchWitnesses: BatchSwitchWitness | undefined;
  readonly changeSplit: ChangeSplit | undefined;
}
export const RegionHeartbeatResponse: MessageType<RegionHeartbeatResponse> = {
  name: 'pdpb.RegionHeartbeatResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.changePeer !== undefined) {
      w.byte(18);
      const at = w.begin();
      ChangePeer.encode(m.changePeer, w);
      w.end(at);
    }
    if (m.transferLeader !== undefined) {
      w.byte(26);
      const at = w.begin();
      TransferLeader.encode(m.transferLeader, w);
      w.end(at);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(32);
      w.uint64(m.regionId);
    }
    if (m.regionEpoch !== undefined) {
      w.byte(42);
      const at = w.begin();
      metapb.RegionEpoch.encode(m.regionEpoch, w);
      w.end(at);
    }
    if (m.targetPeer !== undefined) {
      w.byte(50);
      const at = w.begin();
      metapb.Peer.encode(m.targetPeer, w);
      w.end(at);
    }
    if (m.merge !== undefined) {
      w.byte(58);
      const at = w.begin();
      Merge.encode(m.merge, w);
      w.end(at);
    }
    if (m.splitRegion !== undefined) {
      w.byte(66);
      const at = w.begin();
      SplitRegion.encode(m.splitRegion, w);
      w.end(at);
    }
    if (m.changePeerV2 !== undefined) {
      w.byte(74);
      const at = w.begin();
      ChangePeerV2.encode(m.changePeerV2, w);
      w.end(at);
    }
    if (m.switchWitnesses !== undefined) {
      w.byte(82);
      const at = w.begin();
      BatchSwitchWitness.encode(m.switchWitnesses, w);
      w.end(at);
    }
    if (m.changeSplit !== undefined) {
      w.byte(90);
      const at = w.begin();
      ChangeSplit.encode(m.changeSplit, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let changePeer_: ChangePeer | undefined = undefined;
    let transferLeader_: TransferLeader | undefined = undefined;
    let regionId_: bigint = 0n;
    let regionEpoch_: metapb.RegionEpoch | undefined = undefined;
    let targetPeer_: metapb.Peer | undefined = undefined;
    let merge_: Merge | undefined = undefined;
    let splitRegion_: SplitRegion | undefined = undefined;
    let changePeerV2_: ChangePeerV2 | undefined = undefined;
    let switchWitnesses_: BatchSwitchWitness | undefined = undefined;
    let changeSplit_: ChangeSplit | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          changePeer_ = ChangePeer.decode(r, r.begin(end));
          break;
        case 26:
          transferLeader_ = TransferLeader.decode(r, r.begin(end));
          break;
        case 32:
          regionId_ = r.uint64();
          break;
        case 42:
          regionEpoch_ = metapb.RegionEpoch.decode(r, r.begin(end));
          break;
        case 50:
          targetPeer_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 58:
          merge_ = Merge.decode(r, r.begin(end));
          break;
        case 66:
          splitRegion_ = SplitRegion.decode(r, r.begin(end));
          break;
        case 74:
          changePeerV2_ = ChangePeerV2.decode(r, r.begin(end));
          break;
        case 82:
          switchWitnesses_ = BatchSwitchWitness.decode(r, r.begin(end));
          break;
        case 90:
          changeSplit_ = ChangeSplit.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      changePeer: changePeer_,
      transferLeader: transferLeader_,
      regionId: regionId_,
      regionEpoch: regionEpoch_,
      targetPeer: targetPeer_,
      merge: merge_,
      splitRegion: splitRegion_,
      changePeerV2: changePeerV2_,
      switchWitnesses: switchWitnesses_,
      changeSplit: changeSplit_,
    };
  },
};

export interface AskSplitRequest {
  readonly header: RequestHeader | undefined;
  readonly region: metapb.Region | undefined;
}
export const AskSplitRequest: MessageType<AskSplitRequest> = {
  name: 'pdpb.AskSplitRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.region !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let region_: metapb.Region | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      region: region_,
    };
  },
};

export interface AskSplitResponse {
  readonly header: ResponseHeader | undefined;
  readonly newRegionId: bigint;
  readonly newPeerIds: readonly bigint[];
}
export const AskSplitResponse: MessageType<AskSplitResponse> = {
  name: 'pdpb.AskSplitResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.newRegionId !== undefined && m.newRegionId !== 0n) {
      w.byte(16);
      w.uint64(m.newRegionId);
    }
    if (m.newPeerIds !== undefined && m.newPeerIds.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.newPeerIds) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let newRegionId_: bigint = 0n;
    let newPeerIds_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          newRegionId_ = r.uint64();
          break;
        case 24:
          (newPeerIds_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (newPeerIds_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      newRegionId: newRegionId_,
      newPeerIds: newPeerIds_ ?? NO_ITEMS,
    };
  },
};

export interface ReportSplitRequest {
  readonly header: RequestHeader | undefined;
  readonly left: metapb.Region | undefined;
  readonly right: metapb.Region | undefined;
}
export const ReportSplitRequest: MessageType<ReportSplitRequest> = {
  name: 'pdpb.ReportSplitRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.left !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.left, w);
      w.end(at);
    }
    if (m.right !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Region.encode(m.right, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let left_: metapb.Region | undefined = undefined;
    let right_: metapb.Region | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          left_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 26:
          right_ = metapb.Region.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      left: left_,
      right: right_,
    };
  },
};

export interface ReportSplitResponse {
  readonly header: ResponseHeader | undefined;
}
export const ReportSplitResponse: MessageType<ReportSplitResponse> = {
  name: 'pdpb.ReportSplitResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface AskBatchSplitRequest {
  readonly header: RequestHeader | undefined;
  readonly region: metapb.Region | undefined;
  readonly splitCount: number;
  readonly reason: SplitReason;
}
export const AskBatchSplitRequest: MessageType<AskBatchSplitRequest> = {
  name: 'pdpb.AskBatchSplitRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.region !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.splitCount !== undefined && m.splitCount !== 0) {
      w.byte(24);
      w.uint32(m.splitCount);
    }
    if (m.reason !== undefined && m.reason !== 0) {
      w.byte(32);
      w.int32(m.reason);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let region_: metapb.Region | undefined = undefined;
    let splitCount_: number = 0;
    let reason_: SplitReason = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 24:
          splitCount_ = r.uint32();
          break;
        case 32:
          reason_ = r.int32() as SplitReason;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      region: region_,
      splitCount: splitCount_,
      reason: reason_,
    };
  },
};

export interface SplitID {
  readonly newRegionId: bigint;
  readonly newPeerIds: readonly bigint[];
}
export const SplitID: MessageType<SplitID> = {
  name: 'pdpb.SplitID',
  encode(m, w) {
    if (m.newRegionId !== undefined && m.newRegionId !== 0n) {
      w.byte(8);
      w.uint64(m.newRegionId);
    }
    if (m.newPeerIds !== undefined && m.newPeerIds.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.newPeerIds) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let newRegionId_: bigint = 0n;
    let newPeerIds_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          newRegionId_ = r.uint64();
          break;
        case 16:
          (newPeerIds_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (newPeerIds_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      newRegionId: newRegionId_,
      newPeerIds: newPeerIds_ ?? NO_ITEMS,
    };
  },
};

export interface AskBatchSplitResponse {
  readonly header: ResponseHeader | undefined;
  readonly ids: readonly SplitID[];
}
export const AskBatchSplitResponse: MessageType<AskBatchSplitResponse> = {
  name: 'pdpb.AskBatchSplitResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.ids !== undefined) {
      for (const v of m.ids) {
        w.byte(18);
        const at = w.begin();
        SplitID.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let ids_: SplitID[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (ids_ ??= []).push(SplitID.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      ids: ids_ ?? NO_ITEMS,
    };
  },
};

export interface ReportBatchSplitRequest {
  readonly header: RequestHeader | undefined;
  readonly regions: readonly metapb.Region[];
}
export const ReportBatchSplitRequest: MessageType<ReportBatchSplitRequest> = {
  name: 'pdpb.ReportBatchSplitRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regions !== undefined) {
      for (const v of m.regions) {
        w.byte(18);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let regions_: metapb.Region[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          (regions_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regions: regions_ ?? NO_ITEMS,
    };
  },
};

export interface ReportBatchSplitResponse {
  readonly header: ResponseHeader | undefined;
}
export const ReportBatchSplitResponse: MessageType<ReportBatchSplitResponse> = {
  name: 'pdpb.ReportBatchSplitResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface TimeInterval {
  readonly startTimestamp: bigint;
  readonly endTimestamp: bigint;
}
export const TimeInterval: MessageType<TimeInterval> = {
  name: 'pdpb.TimeInterval',
  encode(m, w) {
    if (m.startTimestamp !== undefined && m.startTimestamp !== 0n) {
      w.byte(8);
      w.uint64(m.startTimestamp);
    }
    if (m.endTimestamp !== undefined && m.endTimestamp !== 0n) {
      w.byte(16);
      w.uint64(m.endTimestamp);
    }
  },
  decode(r, end) {
    let startTimestamp_: bigint = 0n;
    let endTimestamp_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTimestamp_ = r.uint64();
          break;
        case 16:
          endTimestamp_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTimestamp: startTimestamp_,
      endTimestamp: endTimestamp_,
    };
  },
};

export interface RecordPair {
  readonly key: string;
  readonly value: bigint;
}
export const RecordPair: MessageType<RecordPair> = {
  name: 'pdpb.RecordPair',
  encode(m, w) {
    if (m.key !== undefined && m.key !== '') {
      w.byte(10);
      w.string(m.key);
    }
    if (m.value !== undefined && m.value !== 0n) {
      w.byte(16);
      w.uint64(m.value);
    }
  },
  decode(r, end) {
    let key_: string = '';
    let value_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.string();
          break;
        case 16:
          value_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      value: value_,
    };
  },
};

export interface PeerStat {
  readonly regionId: bigint;
  readonly readKeys: bigint;
  readonly readBytes: bigint;
  readonly queryStats: QueryStats | undefined;
  readonly writtenKeys: bigint;
  readonly writtenBytes: bigint;
  readonly cpuStats: CPUStats | undefined;
}
export const PeerStat: MessageType<PeerStat> = {
  name: 'pdpb.PeerStat',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.readKeys !== undefined && m.readKeys !== 0n) {
      w.byte(16);
      w.uint64(m.readKeys);
    }
    if (m.readBytes !== undefined && m.readBytes !== 0n) {
      w.byte(24);
      w.uint64(m.readBytes);
    }
    if (m.queryStats !== undefined) {
      w.byte(34);
      const at = w.begin();
      QueryStats.encode(m.queryStats, w);
      w.end(at);
    }
    if (m.writtenKeys !== undefined && m.writtenKeys !== 0n) {
      w.byte(40);
      w.uint64(m.writtenKeys);
    }
    if (m.writtenBytes !== undefined && m.writtenBytes !== 0n) {
      w.byte(48);
      w.uint64(m.writtenBytes);
    }
    if (m.cpuStats !== undefined) {
      w.byte(58);
      const at = w.begin();
      CPUStats.encode(m.cpuStats, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let readKeys_: bigint = 0n;
    let readBytes_: bigint = 0n;
    let queryStats_: QueryStats | undefined = undefined;
    let writtenKeys_: bigint = 0n;
    let writtenBytes_: bigint = 0n;
    let cpuStats_: CPUStats | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          readKeys_ = r.uint64();
          break;
        case 24:
          readBytes_ = r.uint64();
          break;
        case 34:
          queryStats_ = QueryStats.decode(r, r.begin(end));
          break;
        case 40:
          writtenKeys_ = r.uint64();
          break;
        case 48:
          writtenBytes_ = r.uint64();
          break;
        case 58:
          cpuStats_ = CPUStats.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      readKeys: readKeys_,
      readBytes: readBytes_,
      queryStats: queryStats_,
      writtenKeys: writtenKeys_,
      writtenBytes: writtenBytes_,
      cpuStats: cpuStats_,
    };
  },
};

export interface StoreStats {
  readonly storeId: bigint;
  readonly capacity: bigint;
  readonly available: bigint;
  readonly regionCount: number;
  readonly sendingSnapCount: number;
  readonly receivingSnapCount: number;
  readonly startTime: number;
  readonly applyingSnapCount: number;
  readonly isBusy: boolean;
  readonly usedSize: bigint;
  readonly bytesWritten: bigint;
  readonly keysWritten: bigint;
  readonly bytesRead: bigint;
  readonly keysRead: bigint;
  readonly interval: TimeInterval | undefined;
  readonly cpuUsages: readonly RecordPair[];
  readonly readIoRates: readonly RecordPair[];
  readonly writeIoRates: readonly RecordPair[];
  readonly opLatencies: readonly RecordPair[];
  readonly peerStats: readonly PeerStat[];
  readonly queryStats: QueryStats | undefined;
  readonly slowScore: bigint;
  readonly damagedRegionsId: readonly bigint[];
  readonly isApplyBusy: boolean;
  readonly snapshotStats: readonly SnapshotStat[];
  readonly slowTrend: SlowTrend | undefined;
  readonly isGrpcPaused: boolean;
  readonly totalMemory: bigint;
  readonly usedMemory: bigint;
  readonly networkSlowScores: ReadonlyMap<bigint, bigint>;
  readonly dfs: readonly DfsStatItem[];
  readonly isStopping: boolean;
}
export const StoreStats: MessageType<StoreStats> = {
  name: 'pdpb.StoreStats',
  encode(m, w) {
    if (m.storeId !== undefined && m.storeId !== 0n) {
      w.byte(8);
      w.uint64(m.storeId);
    }
    if (m.capacity !== undefined && m.capacity !== 0n) {
      w.byte(16);
      w.uint64(m.capacity);
    }
    if (m.available !== undefined && m.available !== 0n) {
      w.byte(24);
      w.uint64(m.available);
    }
    if (m.regionCount !== undefined && m.regionCount !== 0) {
      w.byte(32);
      w.uint32(m.regionCount);
    }
    if (m.sendingSnapCount !== undefined && m.sendingSnapCount !== 0) {
      w.byte(40);
      w.uint32(m.sendingSnapCount);
    }
    if (m.receivingSnapCount !== undefined && m.receivingSnapCount !== 0) {
      w.byte(48);
      w.uint32(m.receivingSnapCount);
    }
    if (m.startTime !== undefined && m.startTime !== 0) {
      w.byte(56);
      w.uint32(m.startTime);
    }
    if (m.applyingSnapCount !== undefined && m.applyingSnapCount !== 0) {
      w.byte(64);
      w.uint32(m.applyingSnapCount);
    }
    if (m.isBusy) {
      w.byte(72);
      w.bool(m.isBusy);
    }
    if (m.usedSize !== undefined && m.usedSize !== 0n) {
      w.byte(80);
      w.uint64(m.usedSize);
    }
    if (m.bytesWritten !== undefined && m.bytesWritten !== 0n) {
      w.byte(88);
      w.uint64(m.bytesWritten);
    }
    if (m.keysWritten !== undefined && m.keysWritten !== 0n) {
      w.byte(96);
      w.uint64(m.keysWritten);
    }
    if (m.bytesRead !== undefined && m.bytesRead !== 0n) {
      w.byte(104);
      w.uint64(m.bytesRead);
    }
    if (m.keysRead !== undefined && m.keysRead !== 0n) {
      w.byte(112);
      w.uint64(m.keysRead);
    }
    if (m.interval !== undefined) {
      w.byte(122);
      const at = w.begin();
      TimeInterval.encode(m.interval, w);
      w.end(at);
    }
    if (m.cpuUsages !== undefined) {
      for (const v of m.cpuUsages) {
        w.uint32(130);
        const at = w.begin();
        RecordPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.readIoRates !== undefined) {
      for (const v of m.readIoRates) {
        w.uint32(138);
        const at = w.begin();
        RecordPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.writeIoRates !== undefined) {
      for (const v of m.writeIoRates) {
        w.uint32(146);
        const at = w.begin();
        RecordPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.opLatencies !== undefined) {
      for (const v of m.opLatencies) {
        w.uint32(154);
        const at = w.begin();
        RecordPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.peerStats !== undefined) {
      for (const v of m.peerStats) {
        w.uint32(162);
        const at = w.begin();
        PeerStat.encode(v, w);
        w.end(at);
      }
    }
    if (m.queryStats !== undefined) {
      w.uint32(170);
      const at = w.begin();
      QueryStats.encode(m.queryStats, w);
      w.end(at);
    }
    if (m.slowScore !== undefined && m.slowScore !== 0n) {
      w.uint32(176);
      w.uint64(m.slowScore);
    }
    if (m.damagedRegionsId !== undefined && m.damagedRegionsId.length > 0) {
      w.uint32(186);
      const at = w.begin();
      for (const v of m.damagedRegionsId) w.uint64(v);
      w.end(at);
    }
    if (m.isApplyBusy) {
      w.uint32(192);
      w.bool(m.isApplyBusy);
    }
    if (m.snapshotStats !== undefined) {
      for (const v of m.snapshotStats) {
        w.uint32(202);
        const at = w.begin();
        SnapshotStat.encode(v, w);
        w.end(at);
      }
    }
    if (m.slowTrend !== undefined) {
      w.uint32(210);
      const at = w.begin();
      SlowTrend.encode(m.slowTrend, w);
      w.end(at);
    }
    if (m.isGrpcPaused) {
      w.uint32(216);
      w.bool(m.isGrpcPaused);
    }
    if (m.totalMemory !== undefined && m.totalMemory !== 0n) {
      w.uint32(224);
      w.uint64(m.totalMemory);
    }
    if (m.usedMemory !== undefined && m.usedMemory !== 0n) {
      w.uint32(232);
      w.uint64(m.usedMemory);
    }
    if (m.networkSlowScores !== undefined) {
      for (const [k, v] of m.networkSlowScores) {
        w.uint32(242);
        const at = w.begin();
        w.byte(8);
        w.uint64(k);
        w.byte(16);
        w.uint64(v);
        w.end(at);
      }
    }
    if (m.dfs !== undefined) {
      for (const v of m.dfs) {
        w.uint32(250);
        const at = w.begin();
        DfsStatItem.encode(v, w);
        w.end(at);
      }
    }
    if (m.isStopping) {
      w.uint32(256);
      w.bool(m.isStopping);
    }
  },
  decode(r, end) {
    let storeId_: bigint = 0n;
    let capacity_: bigint = 0n;
    let available_: bigint = 0n;
    let regionCount_: number = 0;
    let sendingSnapCount_: number = 0;
    let receivingSnapCount_: number = 0;
    let startTime_: number = 0;
    let applyingSnapCount_: number = 0;
    let isBusy_: boolean = false;
    let usedSize_: bigint = 0n;
    let bytesWritten_: bigint = 0n;
    let keysWritten_: bigint = 0n;
    let bytesRead_: bigint = 0n;
    let keysRead_: bigint = 0n;
    let interval_: TimeInterval | undefined = undefined;
    let cpuUsages_: RecordPair[] | undefined = undefined;
    let readIoRates_: RecordPair[] | undefined = undefined;
    let writeIoRates_: RecordPair[] | undefined = undefined;
    let opLatencies_: RecordPair[] | undefined = undefined;
    let peerStats_: PeerStat[] | undefined = undefined;
    let queryStats_: QueryStats | undefined = undefined;
    let slowScore_: bigint = 0n;
    let damagedRegionsId_: bigint[] | undefined = undefined;
    let isApplyBusy_: boolean = false;
    let snapshotStats_: SnapshotStat[] | undefined = undefined;
    let slowTrend_: SlowTrend | undefined = undefined;
    let isGrpcPaused_: boolean = false;
    let totalMemory_: bigint = 0n;
    let usedMemory_: bigint = 0n;
    let networkSlowScores_: Map<bigint, bigint> | undefined = undefined;
    let dfs_: DfsStatItem[] | undefined = undefined;
    let isStopping_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          storeId_ = r.uint64();
          break;
        case 16:
          capacity_ = r.uint64();
          break;
        case 24:
          available_ = r.uint64();
          break;
        case 32:
          regionCount_ = r.uint32();
          break;
        case 40:
          sendingSnapCount_ = r.uint32();
          break;
        case 48:
          receivingSnapCount_ = r.uint32();
          break;
        case 56:
          startTime_ = r.uint32();
          break;
        case 64:
          applyingSnapCount_ = r.uint32();
          break;
        case 72:
          isBusy_ = r.bool();
          break;
        case 80:
          usedSize_ = r.uint64();
          break;
        case 88:
          bytesWritten_ = r.uint64();
          break;
        case 96:
          keysWritten_ = r.uint64();
          break;
        case 104:
          bytesRead_ = r.uint64();
          break;
        case 112:
          keysRead_ = r.uint64();
          break;
        case 122:
          interval_ = TimeInterval.decode(r, r.begin(end));
          break;
        case 130:
          (cpuUsages_ ??= []).push(RecordPair.decode(r, r.begin(end)));
          break;
        case 138:
          (readIoRates_ ??= []).push(RecordPair.decode(r, r.begin(end)));
          break;
        case 146:
          (writeIoRates_ ??= []).push(RecordPair.decode(r, r.begin(end)));
          break;
        case 154:
          (opLatencies_ ??= []).push(RecordPair.decode(r, r.begin(end)));
          break;
        case 162:
          (peerStats_ ??= []).push(PeerStat.decode(r, r.begin(end)));
          break;
        case 170:
          queryStats_ = QueryStats.decode(r, r.begin(end));
          break;
        case 176:
          slowScore_ = r.uint64();
          break;
        case 184:
          (damagedRegionsId_ ??= []).push(r.uint64());
          break;
        case 186: {
          const list = (damagedRegionsId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 192:
          isApplyBusy_ = r.bool();
          break;
        case 202:
          (snapshotStats_ ??= []).push(SnapshotStat.decode(r, r.begin(end)));
          break;
        case 210:
          slowTrend_ = SlowTrend.decode(r, r.begin(end));
          break;
        case 216:
          isGrpcPaused_ = r.bool();
          break;
        case 224:
          totalMemory_ = r.uint64();
          break;
        case 232:
          usedMemory_ = r.uint64();
          break;
        case 242: {
          const outerEnd = end;
          end = r.begin(outerEnd);
          let k: bigint = 0n;
          let v: bigint = 0n;
          while (r.pos < end) {
            const inner = r.uint32();
            if (inner === 8) k = r.uint64();
            else if (inner === 16) v = r.uint64();
            else r.skip(inner);
          }
          r.finish(end);
          end = outerEnd;
          (networkSlowScores_ ??= new Map()).set(k, v);
          break;
        }
        case 250:
          (dfs_ ??= []).push(DfsStatItem.decode(r, r.begin(end)));
          break;
        case 256:
          isStopping_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      storeId: storeId_,
      capacity: capacity_,
      available: available_,
      regionCount: regionCount_,
      sendingSnapCount: sendingSnapCount_,
      receivingSnapCount: receivingSnapCount_,
      startTime: startTime_,
      applyingSnapCount: applyingSnapCount_,
      isBusy: isBusy_,
      usedSize: usedSize_,
      bytesWritten: bytesWritten_,
      keysWritten: keysWritten_,
      bytesRead: bytesRead_,
      keysRead: keysRead_,
      interval: interval_,
      cpuUsages: cpuUsages_ ?? NO_ITEMS,
      readIoRates: readIoRates_ ?? NO_ITEMS,
      writeIoRates: writeIoRates_ ?? NO_ITEMS,
      opLatencies: opLatencies_ ?? NO_ITEMS,
      peerStats: peerStats_ ?? NO_ITEMS,
      queryStats: queryStats_,
      slowScore: slowScore_,
      damagedRegionsId: damagedRegionsId_ ?? NO_ITEMS,
      isApplyBusy: isApplyBusy_,
      snapshotStats: snapshotStats_ ?? NO_ITEMS,
      slowTrend: slowTrend_,
      isGrpcPaused: isGrpcPaused_,
      totalMemory: totalMemory_,
      usedMemory: usedMemory_,
      networkSlowScores: networkSlowScores_ ?? noEntries(),
      dfs: dfs_ ?? NO_ITEMS,
      isStopping: isStopping_,
    };
  },
};

export interface DfsStatScope {
  readonly isGlobal: boolean;
  readonly keyspaceId: number;
  readonly component: string;
  readonly keyspaceIdentities: readonly apipb.KeyspaceIdentity[];
}
export const DfsStatScope: MessageType<DfsStatScope> = {
  name: 'pdpb.DfsStatScope',
  encode(m, w) {
    if (m.isGlobal) {
      w.byte(8);
      w.bool(m.isGlobal);
    }
    if (m.keyspaceId !== undefined && m.keyspaceId !== 0) {
      w.byte(16);
      w.uint32(m.keyspaceId);
    }
    if (m.component !== undefined && m.component !== '') {
      w.byte(26);
      w.string(m.component);
    }
    if (m.keyspaceIdentities !== undefined) {
      for (const v of m.keyspaceIdentities) {
        w.byte(34);
        const at = w.begin();
        apipb.KeyspaceIdentity.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let isGlobal_: boolean = false;
    let keyspaceId_: number = 0;
    let component_: string = '';
    let keyspaceIdentities_: apipb.KeyspaceIdentity[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          isGlobal_ = r.bool();
          break;
        case 16:
          keyspaceId_ = r.uint32();
          break;
        case 26:
          component_ = r.string();
          break;
        case 34:
          (keyspaceIdentities_ ??= []).push(apipb.KeyspaceIdentity.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      isGlobal: isGlobal_,
      keyspaceId: keyspaceId_,
      component: component_,
      keyspaceIdentities: keyspaceIdentities_ ?? NO_ITEMS,
    };
  },
};

export interface DfsStatItem {
  readonly scope: DfsStatScope | undefined;
  readonly writtenBytes: bigint;
  readonly writeRequests: bigint;
}
export const DfsStatItem: MessageType<DfsStatItem> = {
  name: 'pdpb.DfsStatItem',
  encode(m, w) {
    if (m.scope !== undefined) {
      w.byte(10);
      const at = w.begin();
      DfsStatScope.encode(m.scope, w);
      w.end(at);
    }
    if (m.writtenBytes !== undefined && m.writtenBytes !== 0n) {
      w.byte(16);
      w.uint64(m.writtenBytes);
    }
    if (m.writeRequests !== undefined && m.writeRequests !== 0n) {
      w.byte(24);
      w.uint64(m.writeRequests);
    }
  },
  decode(r, end) {
    let scope_: DfsStatScope | undefined = undefined;
    let writtenBytes_: bigint = 0n;
    let writeRequests_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          scope_ = DfsStatScope.decode(r, r.begin(end));
          break;
        case 16:
          writtenBytes_ = r.uint64();
          break;
        case 24:
          writeRequests_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      scope: scope_,
      writtenBytes: writtenBytes_,
      writeRequests: writeRequests_,
    };
  },
};

export interface SlowTrend {
  readonly causeValue: number;
  readonly causeRate: number;
  readonly resultValue: number;
  readonly resultRate: number;
}
export const SlowTrend: MessageType<SlowTrend> = {
  name: 'pdpb.SlowTrend',
  encode(m, w) {
    if (m.causeValue !== undefined && !Object.is(m.causeValue, 0)) {
      w.byte(9);
      w.double(m.causeValue);
    }
    if (m.causeRate !== undefined && !Object.is(m.causeRate, 0)) {
      w.byte(17);
      w.double(m.causeRate);
    }
    if (m.resultValue !== undefined && !Object.is(m.resultValue, 0)) {
      w.byte(25);
      w.double(m.resultValue);
    }
    if (m.resultRate !== undefined && !Object.is(m.resultRate, 0)) {
      w.byte(33);
      w.double(m.resultRate);
    }
  },
  decode(r, end) {
    let causeValue_: number = 0;
    let causeRate_: number = 0;
    let resultValue_: number = 0;
    let resultRate_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 9:
          causeValue_ = r.double();
          break;
        case 17:
          causeRate_ = r.double();
          break;
        case 25:
          resultValue_ = r.double();
          break;
        case 33:
          resultRate_ = r.double();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      causeValue: causeValue_,
      causeRate: causeRate_,
      resultValue: resultValue_,
      resultRate: resultRate_,
    };
  },
};

export interface SnapshotStat {
  readonly regionId: bigint;
  readonly generateDurationSec: bigint;
  readonly sendDurationSec: bigint;
  readonly totalDurationSec: bigint;
  readonly transportSize: bigint;
}
export const SnapshotStat: MessageType<SnapshotStat> = {
  name: 'pdpb.SnapshotStat',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.generateDurationSec !== undefined && m.generateDurationSec !== 0n) {
      w.byte(16);
      w.uint64(m.generateDurationSec);
    }
    if (m.sendDurationSec !== undefined && m.sendDurationSec !== 0n) {
      w.byte(24);
      w.uint64(m.sendDurationSec);
    }
    if (m.totalDurationSec !== undefined && m.totalDurationSec !== 0n) {
      w.byte(32);
      w.uint64(m.totalDurationSec);
    }
    if (m.transportSize !== undefined && m.transportSize !== 0n) {
      w.byte(40);
      w.uint64(m.transportSize);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let generateDurationSec_: bigint = 0n;
    let sendDurationSec_: bigint = 0n;
    let totalDurationSec_: bigint = 0n;
    let transportSize_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          generateDurationSec_ = r.uint64();
          break;
        case 24:
          sendDurationSec_ = r.uint64();
          break;
        case 32:
          totalDurationSec_ = r.uint64();
          break;
        case 40:
          transportSize_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      generateDurationSec: generateDurationSec_,
      sendDurationSec: sendDurationSec_,
      totalDurationSec: totalDurationSec_,
      transportSize: transportSize_,
    };
  },
};

export interface PeerReport {
  readonly raftState: raft_serverpb.RaftLocalState | undefined;
  readonly regionState: raft_serverpb.RegionLocalState | undefined;
  readonly isForceLeader: boolean;
  readonly hasCommitMerge: boolean;
  readonly appliedIndex: bigint;
}
export const PeerReport: MessageType<PeerReport> = {
  name: 'pdpb.PeerReport',
  encode(m, w) {
    if (m.raftState !== undefined) {
      w.byte(10);
      const at = w.begin();
      raft_serverpb.RaftLocalState.encode(m.raftState, w);
      w.end(at);
    }
    if (m.regionState !== undefined) {
      w.byte(18);
      const at = w.begin();
      raft_serverpb.RegionLocalState.encode(m.regionState, w);
      w.end(at);
    }
    if (m.isForceLeader) {
      w.byte(24);
      w.bool(m.isForceLeader);
    }
    if (m.hasCommitMerge) {
      w.byte(32);
      w.bool(m.hasCommitMerge);
    }
    if (m.appliedIndex !== undefined && m.appliedIndex !== 0n) {
      w.byte(40);
      w.uint64(m.appliedIndex);
    }
  },
  decode(r, end) {
    let raftState_: raft_serverpb.RaftLocalState | undefined = undefined;
    let regionState_: raft_serverpb.RegionLocalState | undefined = undefined;
    let isForceLeader_: boolean = false;
    let hasCommitMerge_: boolean = false;
    let appliedIndex_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          raftState_ = raft_serverpb.RaftLocalState.decode(r, r.begin(end));
          break;
        case 18:
          regionState_ = raft_serverpb.RegionLocalState.decode(r, r.begin(end));
          break;
        case 24:
          isForceLeader_ = r.bool();
          break;
        case 32:
          hasCommitMerge_ = r.bool();
          break;
        case 40:
          appliedIndex_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      raftState: raftState_,
      regionState: regionState_,
      isForceLeader: isForceLeader_,
      hasCommitMerge: hasCommitMerge_,
      appliedIndex: appliedIndex_,
    };
  },
};

export interface StoreReport {
  readonly peerReports: readonly PeerReport[];
  readonly step: bigint;
}
export const StoreReport: MessageType<StoreReport> = {
  name: 'pdpb.StoreReport',
  encode(m, w) {
    if (m.peerReports !== undefined) {
      for (const v of m.peerReports) {
        w.byte(10);
        const at = w.begin();
        PeerReport.encode(v, w);
        w.end(at);
      }
    }
    if (m.step !== undefined && m.step !== 0n) {
      w.byte(16);
      w.uint64(m.step);
    }
  },
  decode(r, end) {
    let peerReports_: PeerReport[] | undefined = undefined;
    let step_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (peerReports_ ??= []).push(PeerReport.decode(r, r.begin(end)));
          break;
        case 16:
          step_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      peerReports: peerReports_ ?? NO_ITEMS,
      step: step_,
    };
  },
};

export interface StoreHeartbeatRequest {
  readonly header: RequestHeader | undefined;
  readonly stats: StoreStats | undefined;
  readonly storeReport: StoreReport | undefined;
  readonly drAutosyncStatus: replication_modepb.StoreDRAutoSyncStatus | undefined;
}
export const StoreHeartbeatRequest: MessageType<StoreHeartbeatRequest> = {
  name: 'pdpb.StoreHeartbeatRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.stats !== undefined) {
      w.byte(18);
      const at = w.begin();
      StoreStats.encode(m.stats, w);
      w.end(at);
    }
    if (m.storeReport !== undefined) {
      w.byte(26);
      const at = w.begin();
      StoreReport.encode(m.storeReport, w);
      w.end(at);
    }
    if (m.drAutosyncStatus !== undefined) {
      w.byte(34);
      const at = w.begin();
      replication_modepb.StoreDRAutoSyncStatus.encode(m.drAutosyncStatus, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let stats_: StoreStats | undefined = undefined;
    let storeReport_: StoreReport | undefined = undefined;
    let drAutosyncStatus_: replication_modepb.StoreDRAutoSyncStatus | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          stats_ = StoreStats.decode(r, r.begin(end));
          break;
        case 26:
          storeReport_ = StoreReport.decode(r, r.begin(end));
          break;
        case 34:
          drAutosyncStatus_ = replication_modepb.StoreDRAutoSyncStatus.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      stats: stats_,
      storeReport: storeReport_,
      drAutosyncStatus: drAutosyncStatus_,
    };
  },
};

export interface DemoteFailedVoters {
  readonly regionId: bigint;
  readonly failedVoters: readonly metapb.Peer[];
}
export const DemoteFailedVoters: MessageType<DemoteFailedVoters> = {
  name: 'pdpb.DemoteFailedVoters',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.failedVoters !== undefined) {
      for (const v of m.failedVoters) {
        w.byte(18);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let failedVoters_: metapb.Peer[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 18:
          (failedVoters_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      failedVoters: failedVoters_ ?? NO_ITEMS,
    };
  },
};

export interface ForceLeader {
  readonly failedStores: readonly bigint[];
  readonly enterForceLeaders: readonly bigint[];
}
export const ForceLeader: MessageType<ForceLeader> = {
  name: 'pdpb.ForceLeader',
  encode(m, w) {
    if (m.failedStores !== undefined && m.failedStores.length > 0) {
      w.byte(10);
      const at = w.begin();
      for (const v of m.failedStores) w.uint64(v);
      w.end(at);
    }
    if (m.enterForceLeaders !== undefined && m.enterForceLeaders.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.enterForceLeaders) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let failedStores_: bigint[] | undefined = undefined;
    let enterForceLeaders_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          (failedStores_ ??= []).push(r.uint64());
          break;
        case 10: {
          const list = (failedStores_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 16:
          (enterForceLeaders_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (enterForceLeaders_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      failedStores: failedStores_ ?? NO_ITEMS,
      enterForceLeaders: enterForceLeaders_ ?? NO_ITEMS,
    };
  },
};

export interface RecoveryPlan {
  readonly creates: readonly metapb.Region[];
  readonly updates: readonly metapb.Region[];
  readonly tombstones: readonly bigint[];
  readonly demotes: readonly DemoteFailedVoters[];
  readonly forceLeader: ForceLeader | undefined;
  readonly step: bigint;
}
export const RecoveryPlan: MessageType<RecoveryPlan> = {
  name: 'pdpb.RecoveryPlan',
  encode(m, w) {
    if (m.creates !== undefined) {
      for (const v of m.creates) {
        w.byte(10);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
    if (m.updates !== undefined) {
      for (const v of m.updates) {
        w.byte(18);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
    if (m.tombstones !== undefined && m.tombstones.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.tombstones) w.uint64(v);
      w.end(at);
    }
    if (m.demotes !== undefined) {
      for (const v of m.demotes) {
        w.byte(34);
        const at = w.begin();
        DemoteFailedVoters.encode(v, w);
        w.end(at);
      }
    }
    if (m.forceLeader !== undefined) {
      w.byte(42);
      const at = w.begin();
      ForceLeader.encode(m.forceLeader, w);
      w.end(at);
    }
    if (m.step !== undefined && m.step !== 0n) {
      w.byte(48);
      w.uint64(m.step);
    }
  },
  decode(r, end) {
    let creates_: metapb.Region[] | undefined = undefined;
    let updates_: metapb.Region[] | undefined = undefined;
    let tombstones_: bigint[] | undefined = undefined;
    let demotes_: DemoteFailedVoters[] | undefined = undefined;
    let forceLeader_: ForceLeader | undefined = undefined;
    let step_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (creates_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        case 18:
          (updates_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        case 24:
          (tombstones_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (tombstones_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 34:
          (demotes_ ??= []).push(DemoteFailedVoters.decode(r, r.begin(end)));
          break;
        case 42:
          forceLeader_ = ForceLeader.decode(r, r.begin(end));
          break;
        case 48:
          step_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      creates: creates_ ?? NO_ITEMS,
      updates: updates_ ?? NO_ITEMS,
      tombstones: tombstones_ ?? NO_ITEMS,
      demotes: demotes_ ?? NO_ITEMS,
      forceLeader: forceLeader_,
      step: step_,
    };
  },
};

export interface AwakenRegions {
  readonly abnormalStores: readonly bigint[];
}
export const AwakenRegions: MessageType<AwakenRegions> = {
  name: 'pdpb.AwakenRegions',
  encode(m, w) {
    if (m.abnormalStores !== undefined && m.abnormalStores.length > 0) {
      w.byte(10);
      const at = w.begin();
      for (const v of m.abnormalStores) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let abnormalStores_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          (abnormalStores_ ??= []).push(r.uint64());
          break;
        case 10: {
          const list = (abnormalStores_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      abnormalStores: abnormalStores_ ?? NO_ITEMS,
    };
  },
};

export interface ControlGrpc {
  readonly ctrlEvent: ControlGrpcEvent;
}
export const ControlGrpc: MessageType<ControlGrpc> = {
  name: 'pdpb.ControlGrpc',
  encode(m, w) {
    if (m.ctrlEvent !== undefined && m.ctrlEvent !== 0) {
      w.byte(8);
      w.int32(m.ctrlEvent);
    }
  },
  decode(r, end) {
    let ctrlEvent_: ControlGrpcEvent = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          ctrlEvent_ = r.int32() as ControlGrpcEvent;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      ctrlEvent: ctrlEvent_,
    };
  },
};

export interface StoreHeartbeatResponse {
  readonly header: ResponseHeader | undefined;
  readonly replicationStatus: replication_modepb.ReplicationStatus | undefined;
  readonly clusterVersion: string;
  readonly requireDetailedReport: boolean;
  readonly recoveryPlan: RecoveryPlan | undefined;
  readonly awakenRegions: AwakenRegions | undefined;
  readonly controlGrpc: ControlGrpc | undefined;
  readonly state: metapb.NodeState;
}
export const StoreHeartbeatResponse: MessageType<StoreHeartbeatResponse> = {
  name: 'pdpb.StoreHeartbeatResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.replicationStatus !== undefined) {
      w.byte(18);
      const at = w.begin();
      replication_modepb.ReplicationStatus.encode(m.replicationStatus, w);
      w.end(at);
    }
    if (m.clusterVersion !== undefined && m.clusterVersion !== '') {
      w.byte(26);
      w.string(m.clusterVersion);
    }
    if (m.requireDetailedReport) {
      w.byte(32);
      w.bool(m.requireDetailedReport);
    }
    if (m.recoveryPlan !== undefined) {
      w.byte(42);
      const at = w.begin();
      RecoveryPlan.encode(m.recoveryPlan, w);
      w.end(at);
    }
    if (m.awakenRegions !== undefined) {
      w.byte(50);
      const at = w.begin();
      AwakenRegions.encode(m.awakenRegions, w);
      w.end(at);
    }
    if (m.controlGrpc !== undefined) {
      w.byte(58);
      const at = w.begin();
      ControlGrpc.encode(m.controlGrpc, w);
      w.end(at);
    }
    if (m.state !== undefined && m.state !== 0) {
      w.byte(64);
      w.int32(m.state);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let replicationStatus_: replication_modepb.ReplicationStatus | undefined = undefined;
    let clusterVersion_: string = '';
    let requireDetailedReport_: boolean = false;
    let recoveryPlan_: RecoveryPlan | undefined = undefined;
    let awakenRegions_: AwakenRegions | undefined = undefined;
    let controlGrpc_: ControlGrpc | undefined = undefined;
    let state_: metapb.NodeState = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          replicationStatus_ = replication_modepb.ReplicationStatus.decode(r, r.begin(end));
          break;
        case 26:
          clusterVersion_ = r.string();
          break;
        case 32:
          requireDetailedReport_ = r.bool();
          break;
        case 42:
          recoveryPlan_ = RecoveryPlan.decode(r, r.begin(end));
          break;
        case 50:
          awakenRegions_ = AwakenRegions.decode(r, r.begin(end));
          break;
        case 58:
          controlGrpc_ = ControlGrpc.decode(r, r.begin(end));
          break;
        case 64:
          state_ = r.int32() as metapb.NodeState;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      replicationStatus: replicationStatus_,
      clusterVersion: clusterVersion_,
      requireDetailedReport: requireDetailedReport_,
      recoveryPlan: recoveryPlan_,
      awakenRegions: awakenRegions_,
      controlGrpc: controlGrpc_,
      state: state_,
    };
  },
};

export interface ScatterRegionRequest {
  readonly header: RequestHeader | undefined;
  readonly regionId: bigint;
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
  readonly group: string;
  readonly regionsId: readonly bigint[];
  readonly retryLimit: bigint;
  readonly skipStoreLimit: boolean;
}
export const ScatterRegionRequest: MessageType<ScatterRegionRequest> = {
  name: 'pdpb.ScatterRegionRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
    if (m.region !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.leader !== undefined) {
      w.byte(34);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
    if (m.group !== undefined && m.group !== '') {
      w.byte(42);
      w.string(m.group);
    }
    if (m.regionsId !== undefined && m.regionsId.length > 0) {
      w.byte(50);
      const at = w.begin();
      for (const v of m.regionsId) w.uint64(v);
      w.end(at);
    }
    if (m.retryLimit !== undefined && m.retryLimit !== 0n) {
      w.byte(56);
      w.uint64(m.retryLimit);
    }
    if (m.skipStoreLimit) {
      w.byte(64);
      w.bool(m.skipStoreLimit);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let regionId_: bigint = 0n;
    let region_: metapb.Region | undefined = undefined;
    let leader_: metapb.Peer | undefined = undefined;
    let group_: string = '';
    let regionsId_: bigint[] | undefined = undefined;
    let retryLimit_: bigint = 0n;
    let skipStoreLimit_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        case 26:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 34:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 42:
          group_ = r.string();
          break;
        case 48:
          (regionsId_ ??= []).push(r.uint64());
          break;
        case 50: {
          const list = (regionsId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 56:
          retryLimit_ = r.uint64();
          break;
        case 64:
          skipStoreLimit_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionId: regionId_,
      region: region_,
      leader: leader_,
      group: group_,
      regionsId: regionsId_ ?? NO_ITEMS,
      retryLimit: retryLimit_,
      skipStoreLimit: skipStoreLimit_,
    };
  },
};

export interface ScatterRegionResponse {
  readonly header: ResponseHeader | undefined;
  readonly finishedPercentage: bigint;
  readonly failedRegionsId: readonly bigint[];
}
export const ScatterRegionResponse: MessageType<ScatterRegionResponse> = {
  name: 'pdpb.ScatterRegionResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.finishedPercentage !== undefined && m.finishedPercentage !== 0n) {
      w.byte(16);
      w.uint64(m.finishedPercentage);
    }
    if (m.failedRegionsId !== undefined && m.failedRegionsId.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.failedRegionsId) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let finishedPercentage_: bigint = 0n;
    let failedRegionsId_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          finishedPercentage_ = r.uint64();
          break;
        case 24:
          (failedRegionsId_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (failedRegionsId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      finishedPercentage: finishedPercentage_,
      failedRegionsId: failedRegionsId_ ?? NO_ITEMS,
    };
  },
};

export interface GetGCSafePointRequest {
  readonly header: RequestHeader | undefined;
}
export const GetGCSafePointRequest: MessageType<GetGCSafePointRequest> = {
  name: 'pdpb.GetGCSafePointRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetGCSafePointResponse {
  readonly header: ResponseHeader | undefined;
  readonly safePoint: bigint;
}
export const GetGCSafePointResponse: MessageType<GetGCSafePointResponse> = {
  name: 'pdpb.GetGCSafePointResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(16);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      safePoint: safePoint_,
    };
  },
};

export interface UpdateGCSafePointRequest {
  readonly header: RequestHeader | undefined;
  readonly safePoint: bigint;
}
export const UpdateGCSafePointRequest: MessageType<UpdateGCSafePointRequest> = {
  name: 'pdpb.UpdateGCSafePointRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(16);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      safePoint: safePoint_,
    };
  },
};

export interface UpdateGCSafePointResponse {
  readonly header: ResponseHeader | undefined;
  readonly newSafePoint: bigint;
}
export const UpdateGCSafePointResponse: MessageType<UpdateGCSafePointResponse> = {
  name: 'pdpb.UpdateGCSafePointResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.newSafePoint !== undefined && m.newSafePoint !== 0n) {
      w.byte(16);
      w.uint64(m.newSafePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let newSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          newSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      newSafePoint: newSafePoint_,
    };
  },
};

export interface UpdateServiceGCSafePointRequest {
  readonly header: RequestHeader | undefined;
  readonly serviceId: Uint8Array;
  readonly ttl: bigint;
  readonly safePoint: bigint;
}
export const UpdateServiceGCSafePointRequest: MessageType<UpdateServiceGCSafePointRequest> = {
  name: 'pdpb.UpdateServiceGCSafePointRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.serviceId !== undefined && m.serviceId.length > 0) {
      w.byte(18);
      w.bytes(m.serviceId);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(24);
      w.uint64(m.ttl);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(32);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let serviceId_: Uint8Array = NO_BYTES;
    let ttl_: bigint = 0n;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          serviceId_ = r.bytes();
          break;
        case 24:
          ttl_ = r.int64();
          break;
        case 32:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      serviceId: serviceId_,
      ttl: ttl_,
      safePoint: safePoint_,
    };
  },
};

export interface UpdateServiceGCSafePointResponse {
  readonly header: ResponseHeader | undefined;
  readonly serviceId: Uint8Array;
  readonly ttl: bigint;
  readonly minSafePoint: bigint;
}
export const UpdateServiceGCSafePointResponse: MessageType<UpdateServiceGCSafePointResponse> = {
  name: 'pdpb.UpdateServiceGCSafePointResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.serviceId !== undefined && m.serviceId.length > 0) {
      w.byte(18);
      w.bytes(m.serviceId);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(24);
      w.uint64(m.ttl);
    }
    if (m.minSafePoint !== undefined && m.minSafePoint !== 0n) {
      w.byte(32);
      w.uint64(m.minSafePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let serviceId_: Uint8Array = NO_BYTES;
    let ttl_: bigint = 0n;
    let minSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          serviceId_ = r.bytes();
          break;
        case 24:
          ttl_ = r.int64();
          break;
        case 32:
          minSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      serviceId: serviceId_,
      ttl: ttl_,
      minSafePoint: minSafePoint_,
    };
  },
};

export interface GetGCSafePointV2Request {
  readonly header: RequestHeader | undefined;
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
}
export const GetGCSafePointV2Request: MessageType<GetGCSafePointV2Request> = {
  name: 'pdpb.GetGCSafePointV2Request',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceId !== undefined) {
      w.byte(16);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(26);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          keyspaceId_ = r.uint32();
          break;
        case 26:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
    };
  },
};

export interface GetGCSafePointV2Response {
  readonly header: ResponseHeader | undefined;
  readonly safePoint: bigint;
}
export const GetGCSafePointV2Response: MessageType<GetGCSafePointV2Response> = {
  name: 'pdpb.GetGCSafePointV2Response',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(16);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      safePoint: safePoint_,
    };
  },
};

export interface UpdateGCSafePointV2Request {
  readonly header: RequestHeader | undefined;
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly safePoint: bigint;
}
export const UpdateGCSafePointV2Request: MessageType<UpdateGCSafePointV2Request> = {
  name: 'pdpb.UpdateGCSafePointV2Request',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceId !== undefined) {
      w.byte(16);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(34);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(24);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          keyspaceId_ = r.uint32();
          break;
        case 34:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 24:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
      safePoint: safePoint_,
    };
  },
};

export interface UpdateGCSafePointV2Response {
  readonly header: ResponseHeader | undefined;
  readonly newSafePoint: bigint;
}
export const UpdateGCSafePointV2Response: MessageType<UpdateGCSafePointV2Response> = {
  name: 'pdpb.UpdateGCSafePointV2Response',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.newSafePoint !== undefined && m.newSafePoint !== 0n) {
      w.byte(16);
      w.uint64(m.newSafePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let newSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          newSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      newSafePoint: newSafePoint_,
    };
  },
};

export interface UpdateServiceSafePointV2Request {
  readonly header: RequestHeader | undefined;
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly serviceId: Uint8Array;
  readonly safePoint: bigint;
  readonly ttl: bigint;
}
export const UpdateServiceSafePointV2Request: MessageType<UpdateServiceSafePointV2Request> = {
  name: 'pdpb.UpdateServiceSafePointV2Request',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceId !== undefined) {
      w.byte(16);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(50);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.serviceId !== undefined && m.serviceId.length > 0) {
      w.byte(26);
      w.bytes(m.serviceId);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(32);
      w.uint64(m.safePoint);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(40);
      w.uint64(m.ttl);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let serviceId_: Uint8Array = NO_BYTES;
    let safePoint_: bigint = 0n;
    let ttl_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          keyspaceId_ = r.uint32();
          break;
        case 50:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 26:
          serviceId_ = r.bytes();
          break;
        case 32:
          safePoint_ = r.uint64();
          break;
        case 40:
          ttl_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
      serviceId: serviceId_,
      safePoint: safePoint_,
      ttl: ttl_,
    };
  },
};

export interface UpdateServiceSafePointV2Response {
  readonly header: ResponseHeader | undefined;
  readonly serviceId: Uint8Array;
  readonly ttl: bigint;
  readonly minSafePoint: bigint;
}
export const UpdateServiceSafePointV2Response: MessageType<UpdateServiceSafePointV2Response> = {
  name: 'pdpb.UpdateServiceSafePointV2Response',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.serviceId !== undefined && m.serviceId.length > 0) {
      w.byte(18);
      w.bytes(m.serviceId);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(24);
      w.uint64(m.ttl);
    }
    if (m.minSafePoint !== undefined && m.minSafePoint !== 0n) {
      w.byte(32);
      w.uint64(m.minSafePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let serviceId_: Uint8Array = NO_BYTES;
    let ttl_: bigint = 0n;
    let minSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          serviceId_ = r.bytes();
          break;
        case 24:
          ttl_ = r.int64();
          break;
        case 32:
          minSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      serviceId: serviceId_,
      ttl: ttl_,
      minSafePoint: minSafePoint_,
    };
  },
};

export interface GetAllGCSafePointV2Request {
  readonly header: RequestHeader | undefined;
}
export const GetAllGCSafePointV2Request: MessageType<GetAllGCSafePointV2Request> = {
  name: 'pdpb.GetAllGCSafePointV2Request',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GCSafePointV2 {
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly gcSafePoint: bigint;
}
export const GCSafePointV2: MessageType<GCSafePointV2> = {
  name: 'pdpb.GCSafePointV2',
  encode(m, w) {
    if (m.keyspaceId !== undefined) {
      w.byte(8);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(26);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.gcSafePoint !== undefined && m.gcSafePoint !== 0n) {
      w.byte(16);
      w.uint64(m.gcSafePoint);
    }
  },
  decode(r, end) {
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let gcSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          keyspaceId_ = r.uint32();
          break;
        case 26:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 16:
          gcSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
      gcSafePoint: gcSafePoint_,
    };
  },
};

export interface GetAllGCSafePointV2Response {
  readonly header: ResponseHeader | undefined;
  readonly gcSafePoints: readonly GCSafePointV2[];
  readonly revision: bigint;
}
export const GetAllGCSafePointV2Response: MessageType<GetAllGCSafePointV2Response> = {
  name: 'pdpb.GetAllGCSafePointV2Response',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.gcSafePoints !== undefined) {
      for (const v of m.gcSafePoints) {
        w.byte(18);
        const at = w.begin();
        GCSafePointV2.encode(v, w);
        w.end(at);
      }
    }
    if (m.revision !== undefined && m.revision !== 0n) {
      w.byte(24);
      w.uint64(m.revision);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let gcSafePoints_: GCSafePointV2[] | undefined = undefined;
    let revision_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (gcSafePoints_ ??= []).push(GCSafePointV2.decode(r, r.begin(end)));
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
      header: header_,
      gcSafePoints: gcSafePoints_ ?? NO_ITEMS,
      revision: revision_,
    };
  },
};

export interface KeyspaceScope {
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
}
export const KeyspaceScope: MessageType<KeyspaceScope> = {
  name: 'pdpb.KeyspaceScope',
  encode(m, w) {
    if (m.keyspaceId !== undefined) {
      w.byte(8);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(18);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          keyspaceId_ = r.uint32();
          break;
        case 18:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
    };
  },
};

export interface AdvanceGCSafePointRequest {
  readonly header: RequestHeader | undefined;
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly target: bigint;
}
export const AdvanceGCSafePointRequest: MessageType<AdvanceGCSafePointRequest> = {
  name: 'pdpb.AdvanceGCSafePointRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceScope !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.target !== undefined && m.target !== 0n) {
      w.byte(24);
      w.uint64(m.target);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let target_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 24:
          target_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceScope: keyspaceScope_,
      target: target_,
    };
  },
};

export interface AdvanceGCSafePointResponse {
  readonly header: ResponseHeader | undefined;
  readonly oldGcSafePoint: bigint;
  readonly newGcSafePoint: bigint;
}
export const AdvanceGCSafePointResponse: MessageType<AdvanceGCSafePointResponse> = {
  name: 'pdpb.AdvanceGCSafePointResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.oldGcSafePoint !== undefined && m.oldGcSafePoint !== 0n) {
      w.byte(16);
      w.uint64(m.oldGcSafePoint);
    }
    if (m.newGcSafePoint !== undefined && m.newGcSafePoint !== 0n) {
      w.byte(24);
      w.uint64(m.newGcSafePoint);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let oldGcSafePoint_: bigint = 0n;
    let newGcSafePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          oldGcSafePoint_ = r.uint64();
          break;
        case 24:
          newGcSafePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      oldGcSafePoint: oldGcSafePoint_,
      newGcSafePoint: newGcSafePoint_,
    };
  },
};

export interface AdvanceTxnSafePointRequest {
  readonly header: RequestHeader | undefined;
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly target: bigint;
}
export const AdvanceTxnSafePointRequest: MessageType<AdvanceTxnSafePointRequest> = {
  name: 'pdpb.AdvanceTxnSafePointRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceScope !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.target !== undefined && m.target !== 0n) {
      w.byte(24);
      w.uint64(m.target);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let target_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 24:
          target_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceScope: keyspaceScope_,
      target: target_,
    };
  },
};

export interface AdvanceTxnSafePointResponse {
  readonly header: ResponseHeader | undefined;
  readonly oldTxnSafePoint: bigint;
  readonly newTxnSafePoint: bigint;
  readonly blockerDescription: string;
}
export const AdvanceTxnSafePointResponse: MessageType<AdvanceTxnSafePointResponse> = {
  name: 'pdpb.AdvanceTxnSafePointResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.oldTxnSafePoint !== undefined && m.oldTxnSafePoint !== 0n) {
      w.byte(16);
      w.uint64(m.oldTxnSafePoint);
    }
    if (m.newTxnSafePoint !== undefined && m.newTxnSafePoint !== 0n) {
      w.byte(24);
      w.uint64(m.newTxnSafePoint);
    }
    if (m.blockerDescription !== undefined && m.blockerDescription !== '') {
      w.byte(34);
      w.string(m.blockerDescription);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let oldTxnSafePoint_: bigint = 0n;
    let newTxnSafePoint_: bigint = 0n;
    let blockerDescription_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          oldTxnSafePoint_ = r.uint64();
          break;
        case 24:
          newTxnSafePoint_ = r.uint64();
          break;
        case 34:
          blockerDescription_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      oldTxnSafePoint: oldTxnSafePoint_,
      newTxnSafePoint: newTxnSafePoint_,
      blockerDescription: blockerDescription_,
    };
  },
};

export interface SetGCBarrierRequest {
  readonly header: RequestHeader | undefined;
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly barrierId: string;
  readonly barrierTs: bigint;
  readonly ttlSeconds: bigint;
}
export const SetGCBarrierRequest: MessageType<SetGCBarrierRequest> = {
  name: 'pdpb.SetGCBarrierRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceScope !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(26);
      w.string(m.barrierId);
    }
    if (m.barrierTs !== undefined && m.barrierTs !== 0n) {
      w.byte(32);
      w.uint64(m.barrierTs);
    }
    if (m.ttlSeconds !== undefined && m.ttlSeconds !== 0n) {
      w.byte(40);
      w.uint64(m.ttlSeconds);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let barrierId_: string = '';
    let barrierTs_: bigint = 0n;
    let ttlSeconds_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 26:
          barrierId_ = r.string();
          break;
        case 32:
          barrierTs_ = r.uint64();
          break;
        case 40:
          ttlSeconds_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceScope: keyspaceScope_,
      barrierId: barrierId_,
      barrierTs: barrierTs_,
      ttlSeconds: ttlSeconds_,
    };
  },
};

export interface GCBarrierInfo {
  readonly barrierId: string;
  readonly barrierTs: bigint;
  readonly ttlSeconds: bigint;
}
export const GCBarrierInfo: MessageType<GCBarrierInfo> = {
  name: 'pdpb.GCBarrierInfo',
  encode(m, w) {
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(10);
      w.string(m.barrierId);
    }
    if (m.barrierTs !== undefined && m.barrierTs !== 0n) {
      w.byte(16);
      w.uint64(m.barrierTs);
    }
    if (m.ttlSeconds !== undefined && m.ttlSeconds !== 0n) {
      w.byte(24);
      w.uint64(m.ttlSeconds);
    }
  },
  decode(r, end) {
    let barrierId_: string = '';
    let barrierTs_: bigint = 0n;
    let ttlSeconds_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          barrierId_ = r.string();
          break;
        case 16:
          barrierTs_ = r.uint64();
          break;
        case 24:
          ttlSeconds_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      barrierId: barrierId_,
      barrierTs: barrierTs_,
      ttlSeconds: ttlSeconds_,
    };
  },
};

export interface SetGCBarrierResponse {
  readonly header: ResponseHeader | undefined;
  readonly newBarrierInfo: GCBarrierInfo | undefined;
}
export const SetGCBarrierResponse: MessageType<SetGCBarrierResponse> = {
  name: 'pdpb.SetGCBarrierResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.newBarrierInfo !== undefined) {
      w.byte(18);
      const at = w.begin();
      GCBarrierInfo.encode(m.newBarrierInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let newBarrierInfo_: GCBarrierInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          newBarrierInfo_ = GCBarrierInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      newBarrierInfo: newBarrierInfo_,
    };
  },
};

export interface DeleteGCBarrierRequest {
  readonly header: RequestHeader | undefined;
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly barrierId: string;
}
export const DeleteGCBarrierRequest: MessageType<DeleteGCBarrierRequest> = {
  name: 'pdpb.DeleteGCBarrierRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceScope !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(26);
      w.string(m.barrierId);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let barrierId_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 26:
          barrierId_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceScope: keyspaceScope_,
      barrierId: barrierId_,
    };
  },
};

export interface DeleteGCBarrierResponse {
  readonly header: ResponseHeader | undefined;
  readonly deletedBarrierInfo: GCBarrierInfo | undefined;
}
export const DeleteGCBarrierResponse: MessageType<DeleteGCBarrierResponse> = {
  name: 'pdpb.DeleteGCBarrierResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.deletedBarrierInfo !== undefined) {
      w.byte(18);
      const at = w.begin();
      GCBarrierInfo.encode(m.deletedBarrierInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let deletedBarrierInfo_: GCBarrierInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          deletedBarrierInfo_ = GCBarrierInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      deletedBarrierInfo: deletedBarrierInfo_,
    };
  },
};

export interface SetGlobalGCBarrierRequest {
  readonly header: RequestHeader | undefined;
  readonly barrierId: string;
  readonly barrierTs: bigint;
  readonly ttlSeconds: bigint;
}
export const SetGlobalGCBarrierRequest: MessageType<SetGlobalGCBarrierRequest> = {
  name: 'pdpb.SetGlobalGCBarrierRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(18);
      w.string(m.barrierId);
    }
    if (m.barrierTs !== undefined && m.barrierTs !== 0n) {
      w.byte(24);
      w.uint64(m.barrierTs);
    }
    if (m.ttlSeconds !== undefined && m.ttlSeconds !== 0n) {
      w.byte(32);
      w.uint64(m.ttlSeconds);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let barrierId_: string = '';
    let barrierTs_: bigint = 0n;
    let ttlSeconds_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          barrierId_ = r.string();
          break;
        case 24:
          barrierTs_ = r.uint64();
          break;
        case 32:
          ttlSeconds_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      barrierId: barrierId_,
      barrierTs: barrierTs_,
      ttlSeconds: ttlSeconds_,
    };
  },
};

export interface SetGlobalGCBarrierResponse {
  readonly header: ResponseHeader | undefined;
  readonly newBarrierInfo: GlobalGCBarrierInfo | undefined;
}
export const SetGlobalGCBarrierResponse: MessageType<SetGlobalGCBarrierResponse> = {
  name: 'pdpb.SetGlobalGCBarrierResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.newBarrierInfo !== undefined) {
      w.byte(18);
      const at = w.begin();
      GlobalGCBarrierInfo.encode(m.newBarrierInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let newBarrierInfo_: GlobalGCBarrierInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          newBarrierInfo_ = GlobalGCBarrierInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      newBarrierInfo: newBarrierInfo_,
    };
  },
};

export interface DeleteGlobalGCBarrierRequest {
  readonly header: RequestHeader | undefined;
  readonly barrierId: string;
}
export const DeleteGlobalGCBarrierRequest: MessageType<DeleteGlobalGCBarrierRequest> = {
  name: 'pdpb.DeleteGlobalGCBarrierRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(18);
      w.string(m.barrierId);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let barrierId_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          barrierId_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      barrierId: barrierId_,
    };
  },
};

export interface DeleteGlobalGCBarrierResponse {
  readonly header: ResponseHeader | undefined;
  readonly deletedBarrierInfo: GlobalGCBarrierInfo | undefined;
}
export const DeleteGlobalGCBarrierResponse: MessageType<DeleteGlobalGCBarrierResponse> = {
  name: 'pdpb.DeleteGlobalGCBarrierResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.deletedBarrierInfo !== undefined) {
      w.byte(18);
      const at = w.begin();
      GlobalGCBarrierInfo.encode(m.deletedBarrierInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let deletedBarrierInfo_: GlobalGCBarrierInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          deletedBarrierInfo_ = GlobalGCBarrierInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      deletedBarrierInfo: deletedBarrierInfo_,
    };
  },
};

export interface GlobalGCBarrierInfo {
  readonly barrierId: string;
  readonly barrierTs: bigint;
  readonly ttlSeconds: bigint;
}
export const GlobalGCBarrierInfo: MessageType<GlobalGCBarrierInfo> = {
  name: 'pdpb.GlobalGCBarrierInfo',
  encode(m, w) {
    if (m.barrierId !== undefined && m.barrierId !== '') {
      w.byte(10);
      w.string(m.barrierId);
    }
    if (m.barrierTs !== undefined && m.barrierTs !== 0n) {
      w.byte(16);
      w.uint64(m.barrierTs);
    }
    if (m.ttlSeconds !== undefined && m.ttlSeconds !== 0n) {
      w.byte(24);
      w.uint64(m.ttlSeconds);
    }
  },
  decode(r, end) {
    let barrierId_: string = '';
    let barrierTs_: bigint = 0n;
    let ttlSeconds_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          barrierId_ = r.string();
          break;
        case 16:
          barrierTs_ = r.uint64();
          break;
        case 24:
          ttlSeconds_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      barrierId: barrierId_,
      barrierTs: barrierTs_,
      ttlSeconds: ttlSeconds_,
    };
  },
};

export interface GetGCStateRequest {
  readonly header: RequestHeader | undefined;
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly excludeGcBarriers: boolean;
  readonly includeGlobalGcBarriers: boolean;
}
export const GetGCStateRequest: MessageType<GetGCStateRequest> = {
  name: 'pdpb.GetGCStateRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaceScope !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.excludeGcBarriers) {
      w.byte(24);
      w.bool(m.excludeGcBarriers);
    }
    if (m.includeGlobalGcBarriers) {
      w.byte(32);
      w.bool(m.includeGlobalGcBarriers);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let excludeGcBarriers_: boolean = false;
    let includeGlobalGcBarriers_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 24:
          excludeGcBarriers_ = r.bool();
          break;
        case 32:
          includeGlobalGcBarriers_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaceScope: keyspaceScope_,
      excludeGcBarriers: excludeGcBarriers_,
      includeGlobalGcBarriers: includeGlobalGcBarriers_,
    };
  },
};

export interface GCState {
  readonly keyspaceScope: KeyspaceScope | undefined;
  readonly isKeyspaceLevelGc: boolean;
  readonly txnSafePoint: bigint;
  readonly gcSafePoint: bigint;
  readonly gcBarriers: readonly GCBarrierInfo[];
}
export const GCState: MessageType<GCState> = {
  name: 'pdpb.GCState',
  encode(m, w) {
    if (m.keyspaceScope !== undefined) {
      w.byte(10);
      const at = w.begin();
      KeyspaceScope.encode(m.keyspaceScope, w);
      w.end(at);
    }
    if (m.isKeyspaceLevelGc) {
      w.byte(16);
      w.bool(m.isKeyspaceLevelGc);
    }
    if (m.txnSafePoint !== undefined && m.txnSafePoint !== 0n) {
      w.byte(24);
      w.uint64(m.txnSafePoint);
    }
    if (m.gcSafePoint !== undefined && m.gcSafePoint !== 0n) {
      w.byte(32);
      w.uint64(m.gcSafePoint);
    }
    if (m.gcBarriers !== undefined) {
      for (const v of m.gcBarriers) {
        w.byte(42);
        const at = w.begin();
        GCBarrierInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let keyspaceScope_: KeyspaceScope | undefined = undefined;
    let isKeyspaceLevelGc_: boolean = false;
    let txnSafePoint_: bigint = 0n;
    let gcSafePoint_: bigint = 0n;
    let gcBarriers_: GCBarrierInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          keyspaceScope_ = KeyspaceScope.decode(r, r.begin(end));
          break;
        case 16:
          isKeyspaceLevelGc_ = r.bool();
          break;
        case 24:
          txnSafePoint_ = r.uint64();
          break;
        case 32:
          gcSafePoint_ = r.uint64();
          break;
        case 42:
          (gcBarriers_ ??= []).push(GCBarrierInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      keyspaceScope: keyspaceScope_,
      isKeyspaceLevelGc: isKeyspaceLevelGc_,
      txnSafePoint: txnSafePoint_,
      gcSafePoint: gcSafePoint_,
      gcBarriers: gcBarriers_ ?? NO_ITEMS,
    };
  },
};

export interface GlobalGCBarriersInfo {
  readonly barriers: readonly GlobalGCBarrierInfo[];
}
export const GlobalGCBarriersInfo: MessageType<GlobalGCBarriersInfo> = {
  name: 'pdpb.GlobalGCBarriersInfo',
  encode(m, w) {
    if (m.barriers !== undefined) {
      for (const v of m.barriers) {
        w.byte(10);
        const at = w.begin();
        GlobalGCBarrierInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let barriers_: GlobalGCBarrierInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (barriers_ ??= []).push(GlobalGCBarrierInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      barriers: barriers_ ?? NO_ITEMS,
    };
  },
};

export interface GetGCStateResponse {
  readonly header: ResponseHeader | undefined;
  readonly gcState: GCState | undefined;
  readonly globalGcBarriers: GlobalGCBarriersInfo | undefined;
}
export const GetGCStateResponse: MessageType<GetGCStateResponse> = {
  name: 'pdpb.GetGCStateResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.gcState !== undefined) {
      w.byte(18);
      const at = w.begin();
      GCState.encode(m.gcState, w);
      w.end(at);
    }
    if (m.globalGcBarriers !== undefined) {
      w.byte(26);
      const at = w.begin();
      GlobalGCBarriersInfo.encode(m.globalGcBarriers, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let gcState_: GCState | undefined = undefined;
    let globalGcBarriers_: GlobalGCBarriersInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          gcState_ = GCState.decode(r, r.begin(end));
          break;
        case 26:
          globalGcBarriers_ = GlobalGCBarriersInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      gcState: gcState_,
      globalGcBarriers: globalGcBarriers_,
    };
  },
};

export interface GetAllKeyspacesGCStatesRequest {
  readonly header: RequestHeader | undefined;
  readonly excludeGcBarriers: boolean;
  readonly excludeGlobalGcBarriers: boolean;
}
export const GetAllKeyspacesGCStatesRequest: MessageType<GetAllKeyspacesGCStatesRequest> = {
  name: 'pdpb.GetAllKeyspacesGCStatesRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.excludeGcBarriers) {
      w.byte(16);
      w.bool(m.excludeGcBarriers);
    }
    if (m.excludeGlobalGcBarriers) {
      w.byte(24);
      w.bool(m.excludeGlobalGcBarriers);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let excludeGcBarriers_: boolean = false;
    let excludeGlobalGcBarriers_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          excludeGcBarriers_ = r.bool();
          break;
        case 24:
          excludeGlobalGcBarriers_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      excludeGcBarriers: excludeGcBarriers_,
      excludeGlobalGcBarriers: excludeGlobalGcBarriers_,
    };
  },
};

export interface GetAllKeyspacesGCStatesResponse {
  readonly header: ResponseHeader | undefined;
  readonly gcStates: readonly GCState[];
  readonly globalGcBarriers: readonly GlobalGCBarrierInfo[];
}
export const GetAllKeyspacesGCStatesResponse: MessageType<GetAllKeyspacesGCStatesResponse> = {
  name: 'pdpb.GetAllKeyspacesGCStatesResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.gcStates !== undefined) {
      for (const v of m.gcStates) {
        w.byte(18);
        const at = w.begin();
        GCState.encode(v, w);
        w.end(at);
      }
    }
    if (m.globalGcBarriers !== undefined) {
      for (const v of m.globalGcBarriers) {
        w.byte(26);
        const at = w.begin();
        GlobalGCBarrierInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let gcStates_: GCState[] | undefined = undefined;
    let globalGcBarriers_: GlobalGCBarrierInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (gcStates_ ??= []).push(GCState.decode(r, r.begin(end)));
          break;
        case 26:
          (globalGcBarriers_ ??= []).push(GlobalGCBarrierInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      gcStates: gcStates_ ?? NO_ITEMS,
      globalGcBarriers: globalGcBarriers_ ?? NO_ITEMS,
    };
  },
};

export interface GetOperatorRequest {
  readonly header: RequestHeader | undefined;
  readonly regionId: bigint;
}
export const GetOperatorRequest: MessageType<GetOperatorRequest> = {
  name: 'pdpb.GetOperatorRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionId: regionId_,
    };
  },
};

export interface GetOperatorResponse {
  readonly header: ResponseHeader | undefined;
  readonly regionId: bigint;
  readonly desc: Uint8Array;
  readonly status: OperatorStatus;
  readonly kind: Uint8Array;
}
export const GetOperatorResponse: MessageType<GetOperatorResponse> = {
  name: 'pdpb.GetOperatorResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
    if (m.desc !== undefined && m.desc.length > 0) {
      w.byte(26);
      w.bytes(m.desc);
    }
    if (m.status !== undefined && m.status !== 0) {
      w.byte(32);
      w.int32(m.status);
    }
    if (m.kind !== undefined && m.kind.length > 0) {
      w.byte(42);
      w.bytes(m.kind);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let regionId_: bigint = 0n;
    let desc_: Uint8Array = NO_BYTES;
    let status_: OperatorStatus = 0;
    let kind_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        case 26:
          desc_ = r.bytes();
          break;
        case 32:
          status_ = r.int32() as OperatorStatus;
          break;
        case 42:
          kind_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      regionId: regionId_,
      desc: desc_,
      status: status_,
      kind: kind_,
    };
  },
};

export interface SplitRegionsRequest {
  readonly header: RequestHeader | undefined;
  readonly splitKeys: readonly Uint8Array[];
  readonly retryLimit: bigint;
}
export const SplitRegionsRequest: MessageType<SplitRegionsRequest> = {
  name: 'pdpb.SplitRegionsRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.splitKeys !== undefined) {
      for (const v of m.splitKeys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.retryLimit !== undefined && m.retryLimit !== 0n) {
      w.byte(24);
      w.uint64(m.retryLimit);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let splitKeys_: Uint8Array[] | undefined = undefined;
    let retryLimit_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          (splitKeys_ ??= []).push(r.bytes());
          break;
        case 24:
          retryLimit_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      splitKeys: splitKeys_ ?? NO_ITEMS,
      retryLimit: retryLimit_,
    };
  },
};

export interface SplitRegionsResponse {
  readonly header: ResponseHeader | undefined;
  readonly finishedPercentage: bigint;
  readonly regionsId: readonly bigint[];
}
export const SplitRegionsResponse: MessageType<SplitRegionsResponse> = {
  name: 'pdpb.SplitRegionsResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.finishedPercentage !== undefined && m.finishedPercentage !== 0n) {
      w.byte(16);
      w.uint64(m.finishedPercentage);
    }
    if (m.regionsId !== undefined && m.regionsId.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.regionsId) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let finishedPercentage_: bigint = 0n;
    let regionsId_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          finishedPercentage_ = r.uint64();
          break;
        case 24:
          (regionsId_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (regionsId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      finishedPercentage: finishedPercentage_,
      regionsId: regionsId_ ?? NO_ITEMS,
    };
  },
};

export interface SplitAndScatterRegionsRequest {
  readonly header: RequestHeader | undefined;
  readonly splitKeys: readonly Uint8Array[];
  readonly group: string;
  readonly retryLimit: bigint;
}
export const SplitAndScatterRegionsRequest: MessageType<SplitAndScatterRegionsRequest> = {
  name: 'pdpb.SplitAndScatterRegionsRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.splitKeys !== undefined) {
      for (const v of m.splitKeys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.group !== undefined && m.group !== '') {
      w.byte(26);
      w.string(m.group);
    }
    if (m.retryLimit !== undefined && m.retryLimit !== 0n) {
      w.byte(32);
      w.uint64(m.retryLimit);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let splitKeys_: Uint8Array[] | undefined = undefined;
    let group_: string = '';
    let retryLimit_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          (splitKeys_ ??= []).push(r.bytes());
          break;
        case 26:
          group_ = r.string();
          break;
        case 32:
          retryLimit_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      splitKeys: splitKeys_ ?? NO_ITEMS,
      group: group_,
      retryLimit: retryLimit_,
    };
  },
};

export interface SplitAndScatterRegionsResponse {
  readonly header: ResponseHeader | undefined;
  readonly splitFinishedPercentage: bigint;
  readonly scatterFinishedPercentage: bigint;
  readonly regionsId: readonly bigint[];
}
export const SplitAndScatterRegionsResponse: MessageType<SplitAndScatterRegionsResponse> = {
  name: 'pdpb.SplitAndScatterRegionsResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.splitFinishedPercentage !== undefined && m.splitFinishedPercentage !== 0n) {
      w.byte(16);
      w.uint64(m.splitFinishedPercentage);
    }
    if (m.scatterFinishedPercentage !== undefined && m.scatterFinishedPercentage !== 0n) {
      w.byte(24);
      w.uint64(m.scatterFinishedPercentage);
    }
    if (m.regionsId !== undefined && m.regionsId.length > 0) {
      w.byte(34);
      const at = w.begin();
      for (const v of m.regionsId) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let splitFinishedPercentage_: bigint = 0n;
    let scatterFinishedPercentage_: bigint = 0n;
    let regionsId_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          splitFinishedPercentage_ = r.uint64();
          break;
        case 24:
          scatterFinishedPercentage_ = r.uint64();
          break;
        case 32:
          (regionsId_ ??= []).push(r.uint64());
          break;
        case 34: {
          const list = (regionsId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      splitFinishedPercentage: splitFinishedPercentage_,
      scatterFinishedPercentage: scatterFinishedPercentage_,
      regionsId: regionsId_ ?? NO_ITEMS,
    };
  },
};

export interface QueryStats {
  readonly gc: bigint;
  readonly get: bigint;
  readonly scan: bigint;
  readonly coprocessor: bigint;
  readonly delete: bigint;
  readonly deleteRange: bigint;
  readonly put: bigint;
  readonly prewrite: bigint;
  readonly acquirePessimisticLock: bigint;
  readonly commit: bigint;
  readonly rollback: bigint;
}
export const QueryStats: MessageType<QueryStats> = {
  name: 'pdpb.QueryStats',
  encode(m, w) {
    if (m.gc !== undefined && m.gc !== 0n) {
      w.byte(8);
      w.uint64(m.gc);
    }
    if (m.get !== undefined && m.get !== 0n) {
      w.byte(16);
      w.uint64(m.get);
    }
    if (m.scan !== undefined && m.scan !== 0n) {
      w.byte(24);
      w.uint64(m.scan);
    }
    if (m.coprocessor !== undefined && m.coprocessor !== 0n) {
      w.byte(32);
      w.uint64(m.coprocessor);
    }
    if (m.delete !== undefined && m.delete !== 0n) {
      w.byte(40);
      w.uint64(m.delete);
    }
    if (m.deleteRange !== undefined && m.deleteRange !== 0n) {
      w.byte(48);
      w.uint64(m.deleteRange);
    }
    if (m.put !== undefined && m.put !== 0n) {
      w.byte(56);
      w.uint64(m.put);
    }
    if (m.prewrite !== undefined && m.prewrite !== 0n) {
      w.byte(64);
      w.uint64(m.prewrite);
    }
    if (m.acquirePessimisticLock !== undefined && m.acquirePessimisticLock !== 0n) {
      w.byte(72);
      w.uint64(m.acquirePessimisticLock);
    }
    if (m.commit !== undefined && m.commit !== 0n) {
      w.byte(80);
      w.uint64(m.commit);
    }
    if (m.rollback !== undefined && m.rollback !== 0n) {
      w.byte(88);
      w.uint64(m.rollback);
    }
  },
  decode(r, end) {
    let gc_: bigint = 0n;
    let get_: bigint = 0n;
    let scan_: bigint = 0n;
    let coprocessor_: bigint = 0n;
    let delete_: bigint = 0n;
    let deleteRange_: bigint = 0n;
    let put_: bigint = 0n;
    let prewrite_: bigint = 0n;
    let acquirePessimisticLock_: bigint = 0n;
    let commit_: bigint = 0n;
    let rollback_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          gc_ = r.uint64();
          break;
        case 16:
          get_ = r.uint64();
          break;
        case 24:
          scan_ = r.uint64();
          break;
        case 32:
          coprocessor_ = r.uint64();
          break;
        case 40:
          delete_ = r.uint64();
          break;
        case 48:
          deleteRange_ = r.uint64();
          break;
        case 56:
          put_ = r.uint64();
          break;
        case 64:
          prewrite_ = r.uint64();
          break;
        case 72:
          acquirePessimisticLock_ = r.uint64();
          break;
        case 80:
          commit_ = r.uint64();
          break;
        case 88:
          rollback_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      gc: gc_,
      get: get_,
      scan: scan_,
      coprocessor: coprocessor_,
      delete: delete_,
      deleteRange: deleteRange_,
      put: put_,
      prewrite: prewrite_,
      acquirePessimisticLock: acquirePessimisticLock_,
      commit: commit_,
      rollback: rollback_,
    };
  },
};

export interface CPUStats {
  readonly unifiedRead: bigint;
  readonly scheduler: bigint;
}
export const CPUStats: MessageType<CPUStats> = {
  name: 'pdpb.CPUStats',
  encode(m, w) {
    if (m.unifiedRead !== undefined && m.unifiedRead !== 0n) {
      w.byte(8);
      w.uint64(m.unifiedRead);
    }
    if (m.scheduler !== undefined && m.scheduler !== 0n) {
      w.byte(16);
      w.uint64(m.scheduler);
    }
  },
  decode(r, end) {
    let unifiedRead_: bigint = 0n;
    let scheduler_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          unifiedRead_ = r.uint64();
          break;
        case 16:
          scheduler_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      unifiedRead: unifiedRead_,
      scheduler: scheduler_,
    };
  },
};

export interface ReportMinResolvedTsRequest {
  readonly header: RequestHeader | undefined;
  readonly storeId: bigint;
  readonly minResolvedTs: bigint;
}
export const ReportMinResolvedTsRequest: MessageType<ReportMinResolvedTsRequest> = {
  name: 'pdpb.ReportMinResolvedTsRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.storeId !== undefined && m.storeId !== 0n) {
      w.byte(16);
      w.uint64(m.storeId);
    }
    if (m.minResolvedTs !== undefined && m.minResolvedTs !== 0n) {
      w.byte(24);
      w.uint64(m.minResolvedTs);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let storeId_: bigint = 0n;
    let minResolvedTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          storeId_ = r.uint64();
          break;
        case 24:
          minResolvedTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      storeId: storeId_,
      minResolvedTs: minResolvedTs_,
    };
  },
};

export interface ReportMinResolvedTsResponse {
  readonly header: ResponseHeader | undefined;
}
export const ReportMinResolvedTsResponse: MessageType<ReportMinResolvedTsResponse> = {
  name: 'pdpb.ReportMinResolvedTsResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface SetExternalTimestampRequest {
  readonly header: RequestHeader | undefined;
  readonly timestamp: bigint;
}
export const SetExternalTimestampRequest: MessageType<SetExternalTimestampRequest> = {
  name: 'pdpb.SetExternalTimestampRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.timestamp !== undefined && m.timestamp !== 0n) {
      w.byte(16);
      w.uint64(m.timestamp);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    let timestamp_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          timestamp_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      timestamp: timestamp_,
    };
  },
};

export interface SetExternalTimestampResponse {
  readonly header: ResponseHeader | undefined;
}
export const SetExternalTimestampResponse: MessageType<SetExternalTimestampResponse> = {
  name: 'pdpb.SetExternalTimestampResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetExternalTimestampRequest {
  readonly header: RequestHeader | undefined;
}
export const GetExternalTimestampRequest: MessageType<GetExternalTimestampRequest> = {
  name: 'pdpb.GetExternalTimestampRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetExternalTimestampResponse {
  readonly header: ResponseHeader | undefined;
  readonly timestamp: bigint;
}
export const GetExternalTimestampResponse: MessageType<GetExternalTimestampResponse> = {
  name: 'pdpb.GetExternalTimestampResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.timestamp !== undefined && m.timestamp !== 0n) {
      w.byte(16);
      w.uint64(m.timestamp);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let timestamp_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 16:
          timestamp_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      timestamp: timestamp_,
    };
  },
};

export interface GetMinTSRequest {
  readonly header: RequestHeader | undefined;
}
export const GetMinTSRequest: MessageType<GetMinTSRequest> = {
  name: 'pdpb.GetMinTSRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = RequestHeader.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
    };
  },
};

export interface GetMinTSResponse {
  readonly header: ResponseHeader | undefined;
  readonly timestamp: Timestamp | undefined;
}
export const GetMinTSResponse: MessageType<GetMinTSResponse> = {
  name: 'pdpb.GetMinTSResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.timestamp !== undefined) {
      w.byte(18);
      const at = w.begin();
      Timestamp.encode(m.timestamp, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: ResponseHeader | undefined = undefined;
    let timestamp_: Timestamp | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          timestamp_ = Timestamp.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      timestamp: timestamp_,
    };
  },
};

export const PDService = {
  getClusterInfo: {
    path: '/pdpb.PD/GetClusterInfo',
    requestStream: false,
    responseStream: false,
    request: GetClusterInfoRequest,
    response: GetClusterInfoResponse,
  } as MethodType<GetClusterInfoRequest, GetClusterInfoResponse>,
  getMembers: {
    path: '/pdpb.PD/GetMembers',
    requestStream: false,
    responseStream: false,
    request: GetMembersRequest,
    response: GetMembersResponse,
  } as MethodType<GetMembersRequest, GetMembersResponse>,
  tso: {
    path: '/pdpb.PD/Tso',
    requestStream: true,
    responseStream: true,
    request: TsoRequest,
    response: TsoResponse,
  } as MethodType<TsoRequest, TsoResponse>,
  bootstrap: {
    path: '/pdpb.PD/Bootstrap',
    requestStream: false,
    responseStream: false,
    request: BootstrapRequest,
    response: BootstrapResponse,
  } as MethodType<BootstrapRequest, BootstrapResponse>,
  isBootstrapped: {
    path: '/pdpb.PD/IsBootstrapped',
    requestStream: false,
    responseStream: false,
    request: IsBootstrappedRequest,
    response: IsBootstrappedResponse,
  } as MethodType<IsBootstrappedRequest, IsBootstrappedResponse>,
  allocId: {
    path: '/pdpb.PD/AllocID',
    requestStream: false,
    responseStream: false,
    request: AllocIDRequest,
    response: AllocIDResponse,
  } as MethodType<AllocIDRequest, AllocIDResponse>,
  isSnapshotRecovering: {
    path: '/pdpb.PD/IsSnapshotRecovering',
    requestStream: false,
    responseStream: false,
    request: IsSnapshotRecoveringRequest,
    response: IsSnapshotRecoveringResponse,
  } as MethodType<IsSnapshotRecoveringRequest, IsSnapshotRecoveringResponse>,
  getStore: {
    path: '/pdpb.PD/GetStore',
    requestStream: false,
    responseStream: false,
    request: GetStoreRequest,
    response: GetStoreResponse,
  } as MethodType<GetStoreRequest, GetStoreResponse>,
  putStore: {
    path: '/pdpb.PD/PutStore',
    requestStream: false,
    responseStream: false,
    request: PutStoreRequest,
    response: PutStoreResponse,
  } as MethodType<PutStoreRequest, PutStoreResponse>,
  getAllStores: {
    path: '/pdpb.PD/GetAllStores',
    requestStream: false,
    responseStream: false,
    request: GetAllStoresRequest,
    response: GetAllStoresResponse,
  } as MethodType<GetAllStoresRequest, GetAllStoresResponse>,
  storeHeartbeat: {
    path: '/pdpb.PD/StoreHeartbeat',
    requestStream: false,
    responseStream: false,
    request: StoreHeartbeatRequest,
    response: StoreHeartbeatResponse,
  } as MethodType<StoreHeartbeatRequest, StoreHeartbeatResponse>,
  regionHeartbeat: {
    path: '/pdpb.PD/RegionHeartbeat',
    requestStream: true,
    responseStream: true,
    request: RegionHeartbeatRequest,
    response: RegionHeartbeatResponse,
  } as MethodType<RegionHeartbeatRequest, RegionHeartbeatResponse>,
  getRegion: {
    path: '/pdpb.PD/GetRegion',
    requestStream: false,
    responseStream: false,
    request: GetRegionRequest,
    response: GetRegionResponse,
  } as MethodType<GetRegionRequest, GetRegionResponse>,
  getPrevRegion: {
    path: '/pdpb.PD/GetPrevRegion',
    requestStream: false,
    responseStream: false,
    request: GetRegionRequest,
    response: GetRegionResponse,
  } as MethodType<GetRegionRequest, GetRegionResponse>,
  getRegionById: {
    path: '/pdpb.PD/GetRegionByID',
    requestStream: false,
    responseStream: false,
    request: GetRegionByIDRequest,
    response: GetRegionResponse,
  } as MethodType<GetRegionByIDRequest, GetRegionResponse>,
  queryRegion: {
    path: '/pdpb.PD/QueryRegion',
    requestStream: true,
    responseStream: true,
    request: QueryRegionRequest,
    response: QueryRegionResponse,
  } as MethodType<QueryRegionRequest, QueryRegionResponse>,
  scanRegions: {
    path: '/pdpb.PD/ScanRegions',
    requestStream: false,
    responseStream: false,
    request: ScanRegionsRequest,
    response: ScanRegionsResponse,
  } as MethodType<ScanRegionsRequest, ScanRegionsResponse>,
  batchScanRegions: {
    path: '/pdpb.PD/BatchScanRegions',
    requestStream: false,
    responseStream: false,
    request: BatchScanRegionsRequest,
    response: BatchScanRegionsResponse,
  } as MethodType<BatchScanRegionsRequest, BatchScanRegionsResponse>,
  askSplit: {
    path: '/pdpb.PD/AskSplit',
    requestStream: false,
    responseStream: false,
    request: AskSplitRequest,
    response: AskSplitResponse,
  } as MethodType<AskSplitRequest, AskSplitResponse>,
  reportSplit: {
    path: '/pdpb.PD/ReportSplit',
    requestStream: false,
    responseStream: false,
    request: ReportSplitRequest,
    response: ReportSplitResponse,
  } as MethodType<ReportSplitRequest, ReportSplitResponse>,
  askBatchSplit: {
    path: '/pdpb.PD/AskBatchSplit',
    requestStream: false,
    responseStream: false,
    request: AskBatchSplitRequest,
    response: AskBatchSplitResponse,
  } as MethodType<AskBatchSplitRequest, AskBatchSplitResponse>,
  reportBatchSplit: {
    path: '/pdpb.PD/ReportBatchSplit',
    requestStream: false,
    responseStream: false,
    request: ReportBatchSplitRequest,
    response: ReportBatchSplitResponse,
  } as MethodType<ReportBatchSplitRequest, ReportBatchSplitResponse>,
  getClusterConfig: {
    path: '/pdpb.PD/GetClusterConfig',
    requestStream: false,
    responseStream: false,
    request: GetClusterConfigRequest,
    response: GetClusterConfigResponse,
  } as MethodType<GetClusterConfigRequest, GetClusterConfigResponse>,
  putClusterConfig: {
    path: '/pdpb.PD/PutClusterConfig',
    requestStream: false,
    responseStream: false,
    request: PutClusterConfigRequest,
    response: PutClusterConfigResponse,
  } as MethodType<PutClusterConfigRequest, PutClusterConfigResponse>,
  scatterRegion: {
    path: '/pdpb.PD/ScatterRegion',
    requestStream: false,
    responseStream: false,
    request: ScatterRegionRequest,
    response: ScatterRegionResponse,
  } as MethodType<ScatterRegionRequest, ScatterRegionResponse>,
  getGcSafePoint: {
    path: '/pdpb.PD/GetGCSafePoint',
    requestStream: false,
    responseStream: false,
    request: GetGCSafePointRequest,
    response: GetGCSafePointResponse,
  } as MethodType<GetGCSafePointRequest, GetGCSafePointResponse>,
  updateGcSafePoint: {
    path: '/pdpb.PD/UpdateGCSafePoint',
    requestStream: false,
    responseStream: false,
    request: UpdateGCSafePointRequest,
    response: UpdateGCSafePointResponse,
  } as MethodType<UpdateGCSafePointRequest, UpdateGCSafePointResponse>,
  updateServiceGcSafePoint: {
    path: '/pdpb.PD/UpdateServiceGCSafePoint',
    requestStream: false,
    responseStream: false,
    request: UpdateServiceGCSafePointRequest,
    response: UpdateServiceGCSafePointResponse,
  } as MethodType<UpdateServiceGCSafePointRequest, UpdateServiceGCSafePointResponse>,
  getGcSafePointV2: {
    path: '/pdpb.PD/GetGCSafePointV2',
    requestStream: false,
    responseStream: false,
    request: GetGCSafePointV2Request,
    response: GetGCSafePointV2Response,
  } as MethodType<GetGCSafePointV2Request, GetGCSafePointV2Response>,
  updateGcSafePointV2: {
    path: '/pdpb.PD/UpdateGCSafePointV2',
    requestStream: false,
    responseStream: false,
    request: UpdateGCSafePointV2Request,
    response: UpdateGCSafePointV2Response,
  } as MethodType<UpdateGCSafePointV2Request, UpdateGCSafePointV2Response>,
  updateServiceSafePointV2: {
    path: '/pdpb.PD/UpdateServiceSafePointV2',
    requestStream: false,
    responseStream: false,
    request: UpdateServiceSafePointV2Request,
    response: UpdateServiceSafePointV2Response,
  } as MethodType<UpdateServiceSafePointV2Request, UpdateServiceSafePointV2Response>,
  getAllGcSafePointV2: {
    path: '/pdpb.PD/GetAllGCSafePointV2',
    requestStream: false,
    responseStream: false,
    request: GetAllGCSafePointV2Request,
    response: GetAllGCSafePointV2Response,
  } as MethodType<GetAllGCSafePointV2Request, GetAllGCSafePointV2Response>,
  advanceGcSafePoint: {
    path: '/pdpb.PD/AdvanceGCSafePoint',
    requestStream: false,
    responseStream: false,
    request: AdvanceGCSafePointRequest,
    response: AdvanceGCSafePointResponse,
  } as MethodType<AdvanceGCSafePointRequest, AdvanceGCSafePointResponse>,
  advanceTxnSafePoint: {
    path: '/pdpb.PD/AdvanceTxnSafePoint',
    requestStream: false,
    responseStream: false,
    request: AdvanceTxnSafePointRequest,
    response: AdvanceTxnSafePointResponse,
  } as MethodType<AdvanceTxnSafePointRequest, AdvanceTxnSafePointResponse>,
  setGcBarrier: {
    path: '/pdpb.PD/SetGCBarrier',
    requestStream: false,
    responseStream: false,
    request: SetGCBarrierRequest,
    response: SetGCBarrierResponse,
  } as MethodType<SetGCBarrierRequest, SetGCBarrierResponse>,
  deleteGcBarrier: {
    path: '/pdpb.PD/DeleteGCBarrier',
    requestStream: false,
    responseStream: false,
    request: DeleteGCBarrierRequest,
    response: DeleteGCBarrierResponse,
  } as MethodType<DeleteGCBarrierRequest, DeleteGCBarrierResponse>,
  setGlobalGcBarrier: {
    path: '/pdpb.PD/SetGlobalGCBarrier',
    requestStream: false,
    responseStream: false,
    request: SetGlobalGCBarrierRequest,
    response: SetGlobalGCBarrierResponse,
  } as MethodType<SetGlobalGCBarrierRequest, SetGlobalGCBarrierResponse>,
  deleteGlobalGcBarrier: {
    path: '/pdpb.PD/DeleteGlobalGCBarrier',
    requestStream: false,
    responseStream: false,
    request: DeleteGlobalGCBarrierRequest,
    response: DeleteGlobalGCBarrierResponse,
  } as MethodType<DeleteGlobalGCBarrierRequest, DeleteGlobalGCBarrierResponse>,
  getGcState: {
    path: '/pdpb.PD/GetGCState',
    requestStream: false,
    responseStream: false,
    request: GetGCStateRequest,
    response: GetGCStateResponse,
  } as MethodType<GetGCStateRequest, GetGCStateResponse>,
  getAllKeyspacesGcStates: {
    path: '/pdpb.PD/GetAllKeyspacesGCStates',
    requestStream: false,
    responseStream: false,
    request: GetAllKeyspacesGCStatesRequest,
    response: GetAllKeyspacesGCStatesResponse,
  } as MethodType<GetAllKeyspacesGCStatesRequest, GetAllKeyspacesGCStatesResponse>,
  getOperator: {
    path: '/pdpb.PD/GetOperator',
    requestStream: false,
    responseStream: false,
    request: GetOperatorRequest,
    response: GetOperatorResponse,
  } as MethodType<GetOperatorRequest, GetOperatorResponse>,
  splitRegions: {
    path: '/pdpb.PD/SplitRegions',
    requestStream: false,
    responseStream: false,
    request: SplitRegionsRequest,
    response: SplitRegionsResponse,
  } as MethodType<SplitRegionsRequest, SplitRegionsResponse>,
  splitAndScatterRegions: {
    path: '/pdpb.PD/SplitAndScatterRegions',
    requestStream: false,
    responseStream: false,
    request: SplitAndScatterRegionsRequest,
    response: SplitAndScatterRegionsResponse,
  } as MethodType<SplitAndScatterRegionsRequest, SplitAndScatterRegionsResponse>,
  storeGlobalConfig: {
    path: '/pdpb.PD/StoreGlobalConfig',
    requestStream: false,
    responseStream: false,
    request: StoreGlobalConfigRequest,
    response: StoreGlobalConfigResponse,
  } as MethodType<StoreGlobalConfigRequest, StoreGlobalConfigResponse>,
  loadGlobalConfig: {
    path: '/pdpb.PD/LoadGlobalConfig',
    requestStream: false,
    responseStream: false,
    request: LoadGlobalConfigRequest,
    response: LoadGlobalConfigResponse,
  } as MethodType<LoadGlobalConfigRequest, LoadGlobalConfigResponse>,
  watchGlobalConfig: {
    path: '/pdpb.PD/WatchGlobalConfig',
    requestStream: false,
    responseStream: true,
    request: WatchGlobalConfigRequest,
    response: WatchGlobalConfigResponse,
  } as MethodType<WatchGlobalConfigRequest, WatchGlobalConfigResponse>,
  reportMinResolvedTs: {
    path: '/pdpb.PD/ReportMinResolvedTS',
    requestStream: false,
    responseStream: false,
    request: ReportMinResolvedTsRequest,
    response: ReportMinResolvedTsResponse,
  } as MethodType<ReportMinResolvedTsRequest, ReportMinResolvedTsResponse>,
  setExternalTimestamp: {
    path: '/pdpb.PD/SetExternalTimestamp',
    requestStream: false,
    responseStream: false,
    request: SetExternalTimestampRequest,
    response: SetExternalTimestampResponse,
  } as MethodType<SetExternalTimestampRequest, SetExternalTimestampResponse>,
  getExternalTimestamp: {
    path: '/pdpb.PD/GetExternalTimestamp',
    requestStream: false,
    responseStream: false,
    request: GetExternalTimestampRequest,
    response: GetExternalTimestampResponse,
  } as MethodType<GetExternalTimestampRequest, GetExternalTimestampResponse>,
  getMinTs: {
    path: '/pdpb.PD/GetMinTS',
    requestStream: false,
    responseStream: false,
    request: GetMinTSRequest,
    response: GetMinTSResponse,
  } as MethodType<GetMinTSRequest, GetMinTSResponse>,
};
