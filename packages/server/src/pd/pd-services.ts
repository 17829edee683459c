/** Everything that listens on PD's port, as tables for the gRPC server. */

import { type ServiceType, etcdserverpb, keyspacepb, meta_storagepb, pdpb } from '@tito/protocol';
import type { MethodHandler, ServiceHandlers } from '../grpc-server';
import { existingKeyspaces } from './keyspaces';
import { metaWatch } from './meta-storage-calls';
import { type PdRoom, checkClusterId } from './pd-room';
import {
  type PdHandler,
  etcdClusterHandlers,
  etcdKvHandlers,
  keyspaceHandlers,
  metaStorageHandlers,
  pdHandlers,
  servePd,
} from './pd-service';

export function pdServices(pd: PdRoom): ServiceHandlers[] {
  return [
    services(pd, pdpb.PDService, pdHandlers),
    services(pd, keyspacepb.KeyspaceService, keyspaceHandlers, {
      watchKeyspaces: {
        kind: 'watch',
        handle(request: keyspacepb.WatchKeyspacesRequest, stream) {
          checkClusterId(pd, request.header);
          stream.write(existingKeyspaces(pd));
        },
      },
    }),
    services(pd, meta_storagepb.MetaStorageService, metaStorageHandlers, {
      watch: { kind: 'watch', handle: (request, stream) => metaWatch(pd, request, stream) },
    }),
    services(pd, etcdserverpb.ClusterService, etcdClusterHandlers),
    services(pd, etcdserverpb.KVService, etcdKvHandlers),
  ];
}

function services(
  pd: PdRoom,
  service: ServiceType,
  table: Readonly<Record<string, PdHandler | undefined>>,
  watches: Readonly<Record<string, MethodHandler>> = {},
): ServiceHandlers {
  const handlers: Record<string, MethodHandler> = { ...watches };
  for (const [name, handler] of Object.entries(table)) {
    const method = service[name];
    if (!method || !handler) continue;
    handlers[name] = { kind: 'message', handle: (request) => servePd(pd, method, handler, request) };
  }
  return { service, handlers };
}
