/** All calls of a store as a table for the gRPC server, and its health. */

import { health, tikvpb } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import type { MethodHandler, ServiceHandlers } from '../rpc/handlers';
import { adminCalls } from './admin-service';
import { type Dispatch, openBatchStream } from './batch-commands';
import { type AnyCall, type RequestWithContext, type StoreRoom, serve } from './call';
import { serveWithFaults } from './faulty-store';
import { kvCalls } from './kv-service';
import { rawCalls } from './raw-service';

export function storeServices(room: StoreRoom, faults: Faults): ServiceHandlers[] {
  const calls: Readonly<Record<string, AnyCall>> = { ...kvCalls, ...rawCalls, ...adminCalls };
  const dispatch: Dispatch = (call, request, info): object | Promise<object> =>
    faults.isQuiet
      ? (serve(call, room, request) as object)
      : serveWithFaults(faults, call, room, request, info);
  const handlers: Record<string, MethodHandler> = {
    batchCommands: {
      kind: 'bytes',
      open: (stream, info) => openBatchStream(calls, dispatch, stream, info),
    },
  };
  for (const [name, call] of Object.entries(calls))
    handlers[name] = {
      kind: 'message',
      handle: (request: RequestWithContext, info) => dispatch(call, request, info),
    };
  return [{ service: tikvpb.TikvService, handlers }];
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
