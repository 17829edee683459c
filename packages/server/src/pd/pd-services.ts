/** Everything that listens on PD's port, as tables for the gRPC server. */

import { type ServiceType, etcdserverpb, keyspacepb, meta_storagepb, pdpb } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import type { MethodHandler, ServiceHandlers } from '../rpc/handlers';
import { servePdWithFaults } from './faulty-pd';
import { existingKeyspaces } from './keyspace-calls';
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

export function pdServices(pd: PdRoom, faults: Faults): ServiceHandlers[] {
  return [
    services(pd, faults, pdpb.PDService, pdHandlers),
    services(pd, faults, keyspacepb.KeyspaceService, keyspaceHandlers, {
      watchKeyspaces: {
        kind: 'watch',
        handle(request: keyspacepb.WatchKeyspacesRequest, stream) {
          checkClusterId(pd, request.header);
          stream.write(existingKeyspaces(pd));
        },
      },
    }),
    services(pd, faults, meta_storagepb.MetaStorageService, metaStorageHandlers, {
      watch: {
        kind: 'watch',
        handle: (request: meta_storagepb.WatchRequest, stream) => metaWatch(pd, request, stream),
      },
    }),
    services(pd, faults, etcdserverpb.ClusterService, etcdClusterHandlers),
    services(pd, faults, etcdserverpb.KVService, etcdKvHandlers),
  ];
}

function services(
  pd: PdRoom,
  faults: Faults,
  service: ServiceType,
  table: Readonly<Record<string, PdHandler | undefined>>,
  watches: Readonly<Record<string, MethodHandler>> = {},
): ServiceHandlers {
  const handlers: Record<string, MethodHandler> = { ...watches };
  for (const [name, handler] of Object.entries(table)) {
    const method = service[name];
    if (!method || !handler) continue;
    handlers[name] = {
      kind: 'message',
      handle: (request: object, info) =>
        faults.isQuiet
          ? servePd(pd, method, handler, request)
          : servePdWithFaults(faults, pd, method, handler, request, info),
    };
  }
  return { service, handlers };
}
