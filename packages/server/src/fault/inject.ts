/** Carries out rules on one request, at each point of its life. */

import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import { AnswerBytes, type CallInfo } from '../rpc/handlers';
import { KeyRefusal } from '../mvcc/key-errors';
import type { Region } from '../topology/region';
import { RegionRefusal } from '../topology/region-errors';
import { corrupted } from './corrupt-answer';
import type { FaultAction, FaultPoint } from './fault-rule';
import type { Faults } from './faults';
import { injectedRegionError } from './injected-errors';
import type { RequestFacts } from './request-facts';

/** Thrown where nothing must be answered, ever. */
export class Silence extends Error {}

/** Thrown where something else is answered. */
export class OtherAnswer extends Error {
  readonly answer: object;

  constructor(answer: object) {
    super('another answer');
    this.answer = answer;
  }
}

export interface FaultyRequest {
  readonly facts: RequestFacts;
  readonly info: CallInfo;
  /** The region that the request is for, where it is for one. */
  readonly region: Region | undefined;
  /** Carries the request out, once more. */
  readonly again: () => unknown;
  /** Its answer as bytes. */
  readonly encode: (response: object) => Uint8Array;
  /** Takes the power from the server for so many milliseconds. */
  readonly crash: (forMs: number) => void;
}

/**
 * @throws RegionRefusal, KeyRefusal, GrpcRefusal, OtherAnswer or Silence, as the rules say
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
  if ('delay' in action) return pass(msOf(faults, action.delay));
  if ('reorder' in action) return pass(msOf(faults, [0, action.reorder.window]));
  if ('call' in action) {
    const { rpc, request: message } = request.facts;
    return void (await action.call({ rpc, request: message, response }));
  }
  if ('duplicate' in action) return repeat(action.duplicate, request);
  if ('pause' in action) return request.info.pause(action.pause);
  if ('stream' in action && action.stream === 'stall') return request.info.stall?.(action.for ?? Infinity);
  if ('regionError' in action)
    throw new RegionRefusal(injectedRegionError(action.regionError, request.region, action.detail));
  if ('keyError' in action) throw new KeyRefusal('other', action.keyError);
  if ('grpcStatus' in action) throw new GrpcRefusal(action.grpcStatus, action.message ?? 'injected');
  if ('answer' in action) throw new OtherAnswer(action.answer(response));
  if ('corrupt' in action)
    throw new OtherAnswer(
      new AnswerBytes(corrupted(action, request.encode(response as object), () => faults.chance())),
    );
  end(action, request);
  throw new Silence();
}

/** Ends what the answer would have gone out on. */
function end(action: FaultAction, { info, crash }: FaultyRequest): void {
  if ('close' in action) info.disconnect(action.close, action.for);
  else if ('crash' in action) crash(action.for ?? 0);
  else if ('stream' in action) {
    const refusal = new GrpcRefusal(Status.UNAVAILABLE, 'injected');
    if (!info.cut) throw refusal;
    info.cut(refusal);
  }
}

function pass(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
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
