/** Serves the requests of a store through the rules for faults. */

import { type Init, encodeMessage } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import { type FaultyRequest, OtherAnswer, Silence, strike } from '../fault/inject';
import type { CallInfo } from '../rpc/handlers';
import { deadlineExceeded } from '../topology/region-errors';
import { type Call, type RequestWithContext, type StoreRoom, refusal, serve } from './call';

const NEVER = new Promise<never>(() => undefined);

export async function serveWithFaults<Request extends RequestWithContext, Response>(
  faults: Faults,
  call: Call<Request, Response>,
  room: StoreRoom,
  request: Request,
  info: CallInfo,
): Promise<Init<Response>> {
  const faulty: FaultyRequest = {
    facts: { rpc: rpcName(call.method.path), storeId: room.storeId, request },
    info,
    region: room.topology.region(request.context?.regionId ?? 0n),
    again: () => serve(call, room, request),
    encode: (response) => encodeMessage(call.method.response, response as Init<Response>),
    crash: (forMs) => room.crash(forMs),
  };
  const inTime = deadlineOf(request);
  try {
    await strike(faults, 'recv', faulty);
    inTime();
    const answer = await serveHeld(call, room, request, async () => {
      await strike(faults, 'beforeApply', faulty);
      inTime();
    });
    await strike(faults, 'afterApply', faulty, answer);
    await strike(faults, 'reply', faulty, answer);
    return answer;
  } catch (error) {
    if (error instanceof Silence) return NEVER;
    if (error instanceof OtherAnswer) return error.answer as Init<Response>;
    return refusal(call, request, error);
  }
}

/** The first write of the request takes the hold and waits in it before it takes effect. */
function serveHeld<Request extends RequestWithContext, Response>(
  call: Call<Request, Response>,
  room: StoreRoom,
  request: Request,
  hold: () => Promise<void>,
): Init<Response> | Promise<Init<Response>> {
  const { holdSlot } = room.storage;
  holdSlot.hold = hold;
  try {
    return serve(call, room, request);
  } finally {
    holdSlot.hold = null;
  }
}

/**
 * Whoever waits longer than the request allows gives up, as TiKV does: before it begins, and before it takes effect. Only
 * faults make a request wait for either.
 */
function deadlineOf({ context }: RequestWithContext): () => void {
  const limitMs = Number(context?.maxExecutionDurationMs ?? 0n);
  const startMs = performance.now();
  return () => {
    if (limitMs > 0 && performance.now() - startMs > limitMs) throw deadlineExceeded();
  };
}

/** `/tikvpb.Tikv/KvGet` is `KvGet`. */
export function rpcName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
