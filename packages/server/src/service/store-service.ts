/** All calls of a store as a table for the gRPC server, and its health. */

import { health, tikvpb } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import type { CallInfo, MethodHandler, ServiceHandlers } from '../rpc/handlers';
import { adminCalls } from './admin-service';
import { openBatchStream } from './batch-commands';
import { type AnyCall, type RequestWithContext, type StoreRoom, serve } from './call';
import { serveWithFaults } from './faulty-store';
import { kvCalls } from './kv-service';
import { rawCalls } from './raw-service';

/** The address of the store that a request is to be passed on to, by one that its client reaches. */
const FORWARD = 'tikv-forwarded-host';

/** @param rooms all stores, which requests may be passed on to */
export function storeServices(
  room: StoreRoom,
  faults: Faults,
  rooms: ReadonlyMap<bigint, StoreRoom>,
): ServiceHandlers[] {
  const calls: Readonly<Record<string, AnyCall>> = { ...kvCalls, ...rawCalls, ...adminCalls };
  const dispatch = (to: StoreRoom, call: AnyCall, request: RequestWithContext, info: CallInfo): object =>
    faults.isQuiet ? (serve(call, to, request) as object) : serveWithFaults(faults, call, to, request, info);
  const handlers: Record<string, MethodHandler> = {
    batchCommands: {
      kind: 'bytes',
      open(stream, info) {
        const to = receiver(room, rooms, info);
        return openBatchStream(calls, (call, request, by) => dispatch(to, call, request, by), stream, info);
      },
    },
  };
  for (const [name, call] of Object.entries(calls))
    handlers[name] = {
      kind: 'message',
      handle: (request: RequestWithContext, info) =>
        dispatch(receiver(room, rooms, info), call, request, info),
    };
  return [{ service: tikvpb.TikvService, handlers }];
}

/** @throws GrpcRefusal where the store that is meant cannot be reached from here either */
function receiver(room: StoreRoom, rooms: ReadonlyMap<bigint, StoreRoom>, info: CallInfo): StoreRoom {
  const address = info.header(FORWARD);
  if (address === undefined) return room;
  const store = room.topology.stores.find((one) => one.address === address && one.isUp);
  const to = store && rooms.get(store.id);
  if (!to) throw new GrpcRefusal(Status.UNAVAILABLE, 'the store to pass the request on to is not there');
  return to;
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
