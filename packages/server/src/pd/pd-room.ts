/** What PD's handlers share, and the header of their answers. */

import type { Init, pdpb } from '@tito/protocol';
import type { Clock } from '../clock';
import { GrpcRefusal, Status } from '../grpc-refusal';
import type { TimestampOracle } from '../timestamp-oracle';
import type { Topology } from '../topology/topology';
import type { GcStates } from './gc-states';
import type { Keyspaces } from './keyspaces';
import type { MetaStore } from './meta-store';

export interface PdRoom {
  readonly topology: Topology;
  readonly oracle: TimestampOracle;
  readonly clock: Clock;
  readonly gcStates: GcStates;
  readonly keyspaces: Keyspaces;
  readonly metaStore: MetaStore;
  /** A timestamp that somebody outside sets and others read. */
  readonly external: { timestamp: bigint };
  /** Where this PD is reached, such as `http://127.0.0.1:2379`. */
  readonly clientUrl: string;
  readonly memberId: bigint;
}

export type Header = Init<pdpb.ResponseHeader>;

export function header({ topology }: PdRoom): Header {
  return { clusterId: topology.clusterId };
}

export function errorHeader({ topology }: PdRoom, type: pdpb.ErrorType, message: string): Header {
  return { clusterId: topology.clusterId, error: { type, message } };
}

/** @throws GrpcRefusal for a request that is meant for another cluster, or says none */
export function checkClusterId({ topology }: PdRoom, sent: pdpb.RequestHeader | undefined): void {
  const clusterId = sent?.clusterId ?? 0n;
  if (clusterId !== topology.clusterId) {
    throw new GrpcRefusal(
      Status.FAILED_PRECONDITION,
      `mismatch cluster id, need ${topology.clusterId} but got ${clusterId}`,
    );
  }
}
