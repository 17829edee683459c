/** Serves the requests of PD through the rules for faults, where they are called `pd.GetRegion` and so on. */

import { type MethodType, encodeMessage } from '@tito/protocol';
import type { Faults } from '../fault/faults';
import { type FaultyRequest, OtherAnswer, Silence, strike } from '../fault/inject';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import type { CallInfo } from '../rpc/handlers';
import type { PdRoom } from './pd-room';
import { type PdHandler, servePd } from './pd-service';

const NEVER = new Promise<never>(() => undefined);

export async function servePdWithFaults(
  faults: Faults,
  pd: PdRoom,
  method: MethodType<unknown, unknown>,
  handler: PdHandler,
  request: object,
  info: CallInfo,
  crash: (forMs: number) => void,
): Promise<object | null> {
  const faulty: FaultyRequest = {
    facts: { rpc: `pd.${method.path.slice(method.path.lastIndexOf('/') + 1)}`, storeId: null, request },
    info,
    region: undefined,
    again: () => servePd(pd, method, handler, request),
    encode: (response) => encodeMessage(method.response, response),
    crash,
  };
  try {
    await strike(faults, 'recv', faulty);
    const answer = await servePd(pd, method, handler, request);
    await strike(faults, 'afterApply', faulty, answer);
    await strike(faults, 'reply', faulty, answer);
    return answer;
  } catch (error) {
    if (error instanceof Silence) return NEVER;
    if (error instanceof OtherAnswer) return error.answer;
    if (error instanceof GrpcRefusal) throw error;
    // Errors of regions and keys are no part of PD's answers.
    throw new GrpcRefusal(Status.UNKNOWN, error instanceof Error ? error.message : String(error));
  }
}
