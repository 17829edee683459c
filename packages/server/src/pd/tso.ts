/** Timestamps on a stream, and the least of all keyspace groups, which here is any. */

import type { Init, pdpb } from '@tito/protocol';
import { ClockNotDurableError } from '../errors';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import { MAX_TIMESTAMPS_PER_REQUEST, type TimestampRun } from '../timestamp-oracle';
import { type PdRoom, header } from './pd-room';

export function tso(
  pd: PdRoom,
  { count }: pdpb.TsoRequest,
): Init<pdpb.TsoResponse> | Promise<Init<pdpb.TsoResponse>> {
  if (count === 0) throw new GrpcRefusal(Status.UNKNOWN, 'tso count should be positive');
  if (count > MAX_TIMESTAMPS_PER_REQUEST)
    throw new GrpcRefusal(Status.UNKNOWN, `tso count ${count} is larger than one batch can be`);
  return withTimestamps(pd, count, ({ physicalMs, logical }) => ({
    header: header(pd),
    count,
    timestamp: { physical: BigInt(physicalMs), logical: BigInt(logical) },
  }));
}

export function getMinTs(pd: PdRoom): Init<pdpb.GetMinTSResponse> | Promise<Init<pdpb.GetMinTSResponse>> {
  return withTimestamps(pd, 1, ({ physicalMs, logical }) => ({
    header: header(pd),
    timestamp: { physical: BigInt(physicalMs), logical: BigInt(logical) },
  }));
}

/** When nobody asked for long, the stored bound of the clock is in the past: the answer waits until the next is stored. */
function withTimestamps<T>(pd: PdRoom, count: number, answer: (run: TimestampRun) => T): T | Promise<T> {
  try {
    return answer(pd.oracle.allocate(count));
  } catch (error) {
    if (!(error instanceof ClockNotDurableError)) throw error;
    return pd.oracle.ready().then(() => answer(pd.oracle.allocate(count)));
  }
}
