// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';
import { NO_ITEMS, noEntries } from '../wire/empty';
import * as apipb from './apipb';
import * as pdpb from './pdpb';

export const KeyspaceState = {
  ENABLED: 0,
  DISABLED: 1,
  ARCHIVED: 2,
  TOMBSTONE: 3,
} as const;
export type KeyspaceState = (typeof KeyspaceState)[keyof typeof KeyspaceState];

export interface KeyspaceMeta {
  readonly id: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly name: string;
  readonly state: KeyspaceState;
  readonly createdAt: bigint;
  readonly stateChangedAt: bigint;
  readonly config: ReadonlyMap<string, string>;
}
export const KeyspaceMeta: MessageType<KeyspaceMeta> = {
  name: 'keyspacepb.KeyspaceMeta',
  encode(m, w) {
    if (m.id !== undefined) {
      w.byte(8);
      w.uint32(m.id);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(66);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.name !== undefined && m.name !== '') {
      w.byte(18);
      w.string(m.name);
    }
    if (m.state !== undefined && m.state !== 0) {
      w.byte(24);
      w.int32(m.state);
    }
    if (m.createdAt !== undefined && m.createdAt !== 0n) {
      w.byte(32);
      w.uint64(m.createdAt);
    }
    if (m.stateChangedAt !== undefined && m.stateChangedAt !== 0n) {
      w.byte(40);
      w.uint64(m.stateChangedAt);
    }
    if (m.config !== undefined) {
      for (const [k, v] of m.config) {
        w.byte(58);
        const at = w.begin();
        w.byte(10);
        w.string(k);
        w.byte(18);
        w.string(v);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let id_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let name_: string = '';
    let state_: KeyspaceState = 0;
    let createdAt_: bigint = 0n;
    let stateChangedAt_: bigint = 0n;
    let config_: Map<string, string> | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint32();
          break;
        case 66:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 18:
          name_ = r.string();
          break;
        case 24:
          state_ = r.int32() as KeyspaceState;
          break;
        case 32:
          createdAt_ = r.int64();
          break;
        case 40:
          stateChangedAt_ = r.int64();
          break;
        case 58: {
          const outerEnd = end;
          end = r.begin(outerEnd);
          let k: string = '';
          let v: string = '';
          while (r.pos < end) {
            const inner = r.uint32();
            if (inner === 10) k = r.string();
            else if (inner === 18) v = r.string();
            else r.skip(inner);
          }
          r.finish(end);
          end = outerEnd;
          (config_ ??= new Map()).set(k, v);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      keyspaceIdentity: keyspaceIdentity_,
      name: name_,
      state: state_,
      createdAt: createdAt_,
      stateChangedAt: stateChangedAt_,
      config: config_ ?? noEntries(),
    };
  },
};

export interface NamespaceRef {
  readonly namespaceId: number | undefined;
  readonly namespaceName: string | undefined;
}
export const NamespaceRef: MessageType<NamespaceRef> = {
  name: 'keyspacepb.NamespaceRef',
  encode(m, w) {
    if (m.namespaceId !== undefined) {
      w.byte(8);
      w.uint32(m.namespaceId);
    }
    if (m.namespaceName !== undefined) {
      w.byte(18);
      w.string(m.namespaceName);
    }
  },
  decode(r, end) {
    let namespaceId_: number | undefined = undefined;
    let namespaceName_: string | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          namespaceId_ = r.uint32();
          break;
        case 18:
          namespaceName_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      namespaceId: namespaceId_,
      namespaceName: namespaceName_,
    };
  },
};

export interface LoadKeyspaceRequest {
  readonly header: pdpb.RequestHeader | undefined;
  readonly name: string;
  readonly namespace: NamespaceRef | undefined;
}
export const LoadKeyspaceRequest: MessageType<LoadKeyspaceRequest> = {
  name: 'keyspacepb.LoadKeyspaceRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.name !== undefined && m.name !== '') {
      w.byte(18);
      w.string(m.name);
    }
    if (m.namespace !== undefined) {
      w.byte(26);
      const at = w.begin();
      NamespaceRef.encode(m.namespace, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.RequestHeader | undefined = undefined;
    let name_: string = '';
    let namespace_: NamespaceRef | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.RequestHeader.decode(r, r.begin(end));
          break;
        case 18:
          name_ = r.string();
          break;
        case 26:
          namespace_ = NamespaceRef.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      name: name_,
      namespace: namespace_,
    };
  },
};

export interface LoadKeyspaceByIDRequest {
  readonly header: pdpb.RequestHeader | undefined;
  readonly id: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
}
export const LoadKeyspaceByIDRequest: MessageType<LoadKeyspaceByIDRequest> = {
  name: 'keyspacepb.LoadKeyspaceByIDRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.id !== undefined) {
      w.byte(16);
      w.uint32(m.id);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(26);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.RequestHeader | undefined = undefined;
    let id_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          id_ = r.uint32();
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
      id: id_,
      keyspaceIdentity: keyspaceIdentity_,
    };
  },
};

export interface LoadKeyspaceResponse {
  readonly header: pdpb.ResponseHeader | undefined;
  readonly keyspace: KeyspaceMeta | undefined;
}
export const LoadKeyspaceResponse: MessageType<LoadKeyspaceResponse> = {
  name: 'keyspacepb.LoadKeyspaceResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspace !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceMeta.encode(m.keyspace, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.ResponseHeader | undefined = undefined;
    let keyspace_: KeyspaceMeta | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspace_ = KeyspaceMeta.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspace: keyspace_,
    };
  },
};

export interface WatchKeyspacesRequest {
  readonly header: pdpb.RequestHeader | undefined;
}
export const WatchKeyspacesRequest: MessageType<WatchKeyspacesRequest> = {
  name: 'keyspacepb.WatchKeyspacesRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.RequestHeader.encode(m.header, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.RequestHeader | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.RequestHeader.decode(r, r.begin(end));
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

export interface WatchKeyspacesResponse {
  readonly header: pdpb.ResponseHeader | undefined;
  readonly keyspaces: readonly KeyspaceMeta[];
}
export const WatchKeyspacesResponse: MessageType<WatchKeyspacesResponse> = {
  name: 'keyspacepb.WatchKeyspacesResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaces !== undefined) {
      for (const v of m.keyspaces) {
        w.byte(18);
        const at = w.begin();
        KeyspaceMeta.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: pdpb.ResponseHeader | undefined = undefined;
    let keyspaces_: KeyspaceMeta[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (keyspaces_ ??= []).push(KeyspaceMeta.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaces: keyspaces_ ?? NO_ITEMS,
    };
  },
};

export interface UpdateKeyspaceStateRequest {
  readonly header: pdpb.RequestHeader | undefined;
  readonly id: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly state: KeyspaceState;
}
export const UpdateKeyspaceStateRequest: MessageType<UpdateKeyspaceStateRequest> = {
  name: 'keyspacepb.UpdateKeyspaceStateRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.id !== undefined) {
      w.byte(16);
      w.uint32(m.id);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(34);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.state !== undefined && m.state !== 0) {
      w.byte(24);
      w.int32(m.state);
    }
  },
  decode(r, end) {
    let header_: pdpb.RequestHeader | undefined = undefined;
    let id_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let state_: KeyspaceState = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          id_ = r.uint32();
          break;
        case 34:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 24:
          state_ = r.int32() as KeyspaceState;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      id: id_,
      keyspaceIdentity: keyspaceIdentity_,
      state: state_,
    };
  },
};

export interface UpdateKeyspaceStateResponse {
  readonly header: pdpb.ResponseHeader | undefined;
  readonly keyspace: KeyspaceMeta | undefined;
}
export const UpdateKeyspaceStateResponse: MessageType<UpdateKeyspaceStateResponse> = {
  name: 'keyspacepb.UpdateKeyspaceStateResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspace !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyspaceMeta.encode(m.keyspace, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.ResponseHeader | undefined = undefined;
    let keyspace_: KeyspaceMeta | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          keyspace_ = KeyspaceMeta.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspace: keyspace_,
    };
  },
};

export interface GetAllKeyspacesRequest {
  readonly header: pdpb.RequestHeader | undefined;
  readonly startId: number | undefined;
  readonly startKeyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly limit: number;
  readonly namespace: NamespaceRef | undefined;
}
export const GetAllKeyspacesRequest: MessageType<GetAllKeyspacesRequest> = {
  name: 'keyspacepb.GetAllKeyspacesRequest',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.RequestHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.startId !== undefined) {
      w.byte(16);
      w.uint32(m.startId);
    }
    if (m.startKeyspaceIdentity !== undefined) {
      w.byte(42);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.startKeyspaceIdentity, w);
      w.end(at);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(24);
      w.uint32(m.limit);
    }
    if (m.namespace !== undefined) {
      w.byte(34);
      const at = w.begin();
      NamespaceRef.encode(m.namespace, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let header_: pdpb.RequestHeader | undefined = undefined;
    let startId_: number | undefined = undefined;
    let startKeyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let limit_: number = 0;
    let namespace_: NamespaceRef | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.RequestHeader.decode(r, r.begin(end));
          break;
        case 16:
          startId_ = r.uint32();
          break;
        case 42:
          startKeyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 24:
          limit_ = r.uint32();
          break;
        case 34:
          namespace_ = NamespaceRef.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      startId: startId_,
      startKeyspaceIdentity: startKeyspaceIdentity_,
      limit: limit_,
      namespace: namespace_,
    };
  },
};

export interface GetAllKeyspacesResponse {
  readonly header: pdpb.ResponseHeader | undefined;
  readonly keyspaces: readonly KeyspaceMeta[];
}
export const GetAllKeyspacesResponse: MessageType<GetAllKeyspacesResponse> = {
  name: 'keyspacepb.GetAllKeyspacesResponse',
  encode(m, w) {
    if (m.header !== undefined) {
      w.byte(10);
      const at = w.begin();
      pdpb.ResponseHeader.encode(m.header, w);
      w.end(at);
    }
    if (m.keyspaces !== undefined) {
      for (const v of m.keyspaces) {
        w.byte(18);
        const at = w.begin();
        KeyspaceMeta.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let header_: pdpb.ResponseHeader | undefined = undefined;
    let keyspaces_: KeyspaceMeta[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          header_ = pdpb.ResponseHeader.decode(r, r.begin(end));
          break;
        case 18:
          (keyspaces_ ??= []).push(KeyspaceMeta.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      header: header_,
      keyspaces: keyspaces_ ?? NO_ITEMS,
    };
  },
};

export const KeyspaceService = {
  loadKeyspace: {
    path: '/keyspacepb.Keyspace/LoadKeyspace',
    requestStream: false,
    responseStream: false,
    request: LoadKeyspaceRequest,
    response: LoadKeyspaceResponse,
  } as MethodType<LoadKeyspaceRequest, LoadKeyspaceResponse>,
  loadKeyspaceById: {
    path: '/keyspacepb.Keyspace/LoadKeyspaceByID',
    requestStream: false,
    responseStream: false,
    request: LoadKeyspaceByIDRequest,
    response: LoadKeyspaceResponse,
  } as MethodType<LoadKeyspaceByIDRequest, LoadKeyspaceResponse>,
  watchKeyspaces: {
    path: '/keyspacepb.Keyspace/WatchKeyspaces',
    requestStream: false,
    responseStream: true,
    request: WatchKeyspacesRequest,
    response: WatchKeyspacesResponse,
  } as MethodType<WatchKeyspacesRequest, WatchKeyspacesResponse>,
  updateKeyspaceState: {
    path: '/keyspacepb.Keyspace/UpdateKeyspaceState',
    requestStream: false,
    responseStream: false,
    request: UpdateKeyspaceStateRequest,
    response: UpdateKeyspaceStateResponse,
  } as MethodType<UpdateKeyspaceStateRequest, UpdateKeyspaceStateResponse>,
  getAllKeyspaces: {
    path: '/keyspacepb.Keyspace/GetAllKeyspaces',
    requestStream: false,
    responseStream: false,
    request: GetAllKeyspacesRequest,
    response: GetAllKeyspacesResponse,
  } as MethodType<GetAllKeyspacesRequest, GetAllKeyspacesResponse>,
};
