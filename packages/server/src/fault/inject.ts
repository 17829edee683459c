/** Carries out rules on one request, at each point of its life. */

import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import type { CallInfo } from '../rpc/handlers';
import { KeyRefusal } from '../mvcc/key-errors';
import type { Region } from '../topology/region';
import { RegionRefusal } from '../topology/region-errors';
import type { FaultAction, FaultPoint } from './fault-rule';
import type { Faults } from './faults';
import { injectedRegionError } from './injected-errors';
import type { RequestFacts } from './request-facts';

/** Thrown where nothing must be answered, ever. */
export class Silence extends Error {}

export interface FaultyRequest {
  readonly facts: RequestFacts;
  readonly info: CallInfo;
  /** The region that the request is for, where it is for one. */
  readonly region: Region | undefined;
  /** Carries the request out, once more. */
  readonly again: () => unknown;
}

/**
 * @throws RegionRefusal, KeyRefusal, GrpcRefusal or Silence, as the rules say
 */
export async function strike(
  faults: Faults,
  at: FaultPoint,
  request: FaultyRequest,
  response?: unknown,
): Promise<void> {
  for (const rule of faults.strikes(request.facts, at)) await act(faults, rule.do, request, response);
}

async function act(
  faults: Faults,
  action: FaultAction,
  request: FaultyRequest,
  response: unknown,
): Promise<void> {
  if ('delay' in action) return sleep(msOf(faults, action.delay), undefined, { ref: false });
  if ('call' in action) {
    const { rpc, request: message } = request.facts;
    return void (await action.call({ rpc, request: message, response }));
  }
  if ('duplicate' in action) return repeat(action.duplicate, request);
  if ('regionError' in action)
    throw new RegionRefusal(injectedRegionError(action.regionError, request.region, action.detail));
  if ('keyError' in action) throw new KeyRefusal('other', action.keyError);
  if ('grpcStatus' in action) throw new GrpcRefusal(action.grpcStatus, action.message ?? 'injected');
  if ('close' in action) request.info.disconnect();
  else if ('stream' in action) {
    if (!request.info.cut) throw new GrpcRefusal(Status.UNAVAILABLE, 'injected');
    request.info.cut(new GrpcRefusal(Status.UNAVAILABLE, 'injected'));
  }
  throw new Silence();
}

function msOf(faults: Faults, delay: number | readonly [number, number]): number {
  if (typeof delay === 'number') return delay;
  const [from, to] = delay;
  return from + faults.chance() * (to - from);
}

/** What the copies answer goes nowhere, and their failures too. */
function repeat({ times, after }: { times: number; after: number }, request: FaultyRequest): void {
  for (let i = 1; i <= times; i++) {
    const timer = setTimeout(() => {
      try {
        const answer = request.again();
        if (answer instanceof Promise) answer.catch(() => undefined);
      } catch {
        // As with any copy that arrives late: nobody listens.
      }
    }, after * i);
    timer.unref();
  }
}
