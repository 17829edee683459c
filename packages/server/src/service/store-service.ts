/** All calls of a store as a table for the gRPC server, and its health. */

import { health, tikvpb } from '@tito/protocol';
import type { MethodHandler, ServiceHandlers } from '../grpc-server';
import { type AnyCall, type StoreRoom, serve } from './call';
import { kvCalls } from './kv-service';
import { rawCalls } from './raw-service';

export function storeServices(room: StoreRoom): ServiceHandlers[] {
  const calls: Readonly<Record<string, AnyCall>> = { ...kvCalls, ...rawCalls };
  const handlers: Record<string, MethodHandler> = {};
  for (const [name, call] of Object.entries(calls))
    handlers[name] = { kind: 'message', handle: (request) => serve(call, room, request) };
  return [{ service: tikvpb.TikvService, handlers }, healthService()];
}

const { SERVING } = health.HealthCheckResponse_ServingStatus;

/** Serving, as long as it can be asked. */
export function healthService(): ServiceHandlers {
  return {
    service: health.HealthService,
    handlers: {
      check: { kind: 'message', handle: () => ({ status: SERVING }) },
      watch: { kind: 'watch', handle: (_, stream) => stream.write({ status: SERVING }) },
    },
  };
}
