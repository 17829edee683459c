/** Everything that listens on PD's port, as tables for the gRPC server. */

import { type ServiceType, etcdserverpb, keyspacepb, meta_storagepb, pdpb } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import type { MethodHandler, ServiceHandlers } from '../rpc/handlers';
import { servePdWithFaults } from './faulty-pd';
import { existingKeyspaces } from './keyspace-calls';
import { metaWatch } from './meta-storage-calls';
import type { PdGate } from './pd-gate';
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

/** What one member of PD offers. */
export function pdServices(pd: PdRoom, faults: Faults, gate: PdGate): ServiceHandlers[] {
  return [
    services(pd, faults, gate, pdpb.PDService, pdHandlers),
    services(pd, faults, gate, keyspacepb.KeyspaceService, keyspaceHandlers, {
      watchKeyspaces: {
        kind: 'watch',
        handle(request: keyspacepb.WatchKeyspacesRequest, stream) {
          checkClusterId(pd, request.header);
          stream.write(existingKeyspaces(pd));
        },
      },
    }),
    services(pd, faults, gate, meta_storagepb.MetaStorageService, metaStorageHandlers, {
      watch: {
        kind: 'watch',
        handle: (request: meta_storagepb.WatchRequest, stream) => metaWatch(pd, request, stream),
      },
    }),
    services(pd, faults, gate, etcdserverpb.ClusterService, etcdClusterHandlers),
    services(pd, faults, gate, etcdserverpb.KVService, etcdKvHandlers),
  ];
}

function services(
  pd: PdRoom,
  faults: Faults,
  gate: PdGate,
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
      handle(request: object, info) {
        gate.requireLeader(method, info);
        return faults.isQuiet
          ? servePd(pd, method, handler, request)
          : servePdWithFaults(faults, pd, method, handler, request, info, (forMs) => gate.crash(forMs));
      },
    };
  }
  return { service, handlers };
}
