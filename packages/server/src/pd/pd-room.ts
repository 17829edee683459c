/** What PD's handlers share, and the header of their answers. */

import type { Init, pdpb } from '@tito/protocol';
import type { Clock } from '../clock';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import type { TimestampOracle } from '../timestamp-oracle';
import type { Topology } from '../topology/topology';
import { GcStates } from './gc-states';
import { Keyspaces } from './keyspaces';
import { Membership } from './membership';
import { MetaStore } from './meta-store';

export interface PdRoom {
  readonly topology: Topology;
  readonly oracle: TimestampOracle;
  readonly clock: Clock;
  readonly gcStates: GcStates;
  readonly keyspaces: Keyspaces;
  readonly metaStore: MetaStore;
  /** A timestamp that somebody outside sets and others read. */
  readonly external: { timestamp: bigint };
  readonly membership: Membership;
  /** Regions and stores as they were, for as long as PD does not hear of changes; else `null`. */
  oldView: Topology | null;
}

export interface PdParts {
  readonly topology: Topology;
  readonly oracle: TimestampOracle;
  readonly clock: Clock;
  /** How many members it has. */
  readonly members: number;
  /** Names of keyspaces beside the default one. */
  readonly keyspaces: readonly string[];
  /** Told when the GC safe point has moved. */
  readonly onGcSafePoint: (safePoint: bigint) => void;
  /** Told when either safe point has moved, before `onGcSafePoint` is. */
  readonly onSafePoints: (txnSafePoint: bigint, gcSafePoint: bigint) => void;
  /** The safe points of a cluster that was there before. */
  readonly safePoints: { readonly txn: bigint; readonly gc: bigint };
}

export function createPdRoom(parts: PdParts): PdRoom {
  const { topology, oracle, clock, members, keyspaces, onGcSafePoint, onSafePoints, safePoints } = parts;
  const gcStates = new GcStates(clock, onGcSafePoint, () =>
    onSafePoints(gcStates.txnSafePoint, gcStates.gcSafePoint),
  );
  gcStates.restore(safePoints.txn, safePoints.gc);
  return {
    topology,
    oracle,
    clock,
    gcStates,
    keyspaces: new Keyspaces(keyspaces, clock.nowMs()),
    metaStore: new MetaStore(),
    external: { timestamp: 0n },
    membership: new Membership(topology.clusterId, members),
    oldView: null,
  };
}

/** Regions and stores as PD knows them. */
export function knownTopology({ topology, oldView }: PdRoom): Topology {
  return oldView ?? topology;
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
