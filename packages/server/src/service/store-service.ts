/** All calls of a store as a table for the gRPC server, and its health. */

import { health, tikvpb } from '@tito/protocol';
import type { MethodHandler, ServiceHandlers } from '../grpc-server';
import { adminCalls } from './admin-service';
import { type Dispatch, openBatchStream } from './batch-commands';
import { type AnyCall, type StoreRoom, serve } from './call';
import { kvCalls } from './kv-service';
import { rawCalls } from './raw-service';

export function storeServices(room: StoreRoom): ServiceHandlers[] {
  const calls: Readonly<Record<string, AnyCall>> = { ...kvCalls, ...rawCalls, ...adminCalls };
  const dispatch: Dispatch = (_, call, request) => serve(call, room, request);
  const handlers: Record<string, MethodHandler> = {
    batchCommands: {
      kind: 'bytes',
      open: (stream, info) => openBatchStream(calls, dispatch, stream, info),
    },
  };
  for (const [name, call] of Object.entries(calls))
    handlers[name] = { kind: 'message', handle: (request, info) => dispatch(name, call, request, info) };
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
