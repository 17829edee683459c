/** Everything that listens on PD's port, as tables for the gRPC server. */

import { pdpb } from '@tito/protocol';
import type { MethodHandler, ServiceHandlers } from '../grpc-server';
import type { PdRoom } from './pd-room';
import { pdHandlers, servePd } from './pd-service';

export function pdServices(pd: PdRoom): ServiceHandlers[] {
  const handlers: Record<string, MethodHandler> = {};
  for (const [name, handler] of Object.entries(pdHandlers)) {
    const method = pdpb.PDService[name as keyof typeof pdpb.PDService] as never;
    handlers[name] = { kind: 'message', handle: (request) => servePd(pd, method, handler, request) };
  }
  return [{ service: pdpb.PDService, handlers }];
}
