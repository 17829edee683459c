/** Timestamps on a stream, and the least of all keyspace groups, which here is any. */

import type { Init, pdpb } from '@tito/protocol';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import { MAX_TIMESTAMPS_PER_REQUEST } from '../timestamp-oracle';
import { type PdRoom, header } from './pd-room';

export function tso(pd: PdRoom, { count }: pdpb.TsoRequest): Init<pdpb.TsoResponse> {
  if (count === 0) throw new GrpcRefusal(Status.UNKNOWN, 'tso count should be positive');
  if (count > MAX_TIMESTAMPS_PER_REQUEST)
    throw new GrpcRefusal(Status.UNKNOWN, `tso count ${count} is larger than one batch can be`);
  const { physicalMs, logical } = pd.oracle.allocate(count);
  return {
    header: header(pd),
    count,
    timestamp: { physical: BigInt(physicalMs), logical: BigInt(logical) },
  };
}

export function getMinTs(pd: PdRoom): Init<pdpb.GetMinTSResponse> {
  const { physicalMs, logical } = pd.oracle.allocate(1);
  return { header: header(pd), timestamp: { physical: BigInt(physicalMs), logical: BigInt(logical) } };
}
