/**
 * The way of one read through the replicas of a region, until one of them answers.
 *
 *     stale read:     one replica, from what it has  ->  the leader
 *     replica read:   replica  ->  replica  ->  ...  ->  the leader
 *
 * A replica that does not serve is left for the next one at once, without a wait. When all have been tried the read is one
 * of the leader like all others, with their remedies and waits.
 */

import { type errorpb, encodeMessage, InvalidArgumentError, kvrpcpb, type metapb } from '@tito/protocol';
import type { ReplicaOptions, ReplicaRead } from '../kv-reader';
import type { Backoffer } from '../retry/backoffer';
import type { StoreHealth } from '../rpc/store-health';
import { type StoreFacts, chooseReplica } from './choose-replica';
import type { Region } from './region';
import type { RegionCache } from './region-cache';
import type { KnownStore } from './store-directory';

/** Labels that a store must have to be near. */
export type Locality = Readonly<Record<string, string>>;

/** A peer to ask, and what the request says beside its route. */
export interface ReplicaTarget {
  readonly peer: metapb.Peer;
  /** Part of the encoding of `kvrpcpb.Context`. */
  readonly context: Uint8Array;
}

const AT_LEADER = new Uint8Array(0);
const AT_REPLICA = encodeMessage(kvrpcpb.Context, { replicaRead: true });
const STALE = encodeMessage(kvrpcpb.Context, { staleRead: true });
const KINDS: ReadonlySet<unknown> = new Set<ReplicaRead>(['leader', 'follower', 'mixed', 'closest']);

export interface ReplicaRooms {
  readonly cache: RegionCache;
  readonly health: StoreHealth;
  readonly locality: Locality;
}

/** Whether a read may be answered by another peer than the leader. */
export function isReplicaRead(options: ReplicaOptions | undefined): options is ReplicaOptions {
  if (options === undefined) return false;
  return options.staleRead === true || (options.replicaRead ?? 'leader') !== 'leader';
}

export class ReplicaSelector {
  readonly #rooms: ReplicaRooms;
  readonly #kind: Exclude<ReplicaRead, 'leader'>;
  readonly #isStale: boolean;
  readonly #tried = new Set<bigint>();

  /** @throws InvalidArgumentError */
  constructor(rooms: ReplicaRooms, { replicaRead, staleRead = false }: ReplicaOptions) {
    if (replicaRead !== undefined && !KINDS.has(replicaRead))
      throw new InvalidArgumentError('replicaRead', 'it is leader, follower, mixed or closest', {
        replicaRead,
      });
    this.#rooms = rooms;
    this.#isStale = staleRead;
    // Whoever asks nobody else need not spare the leader, and gains by asking the nearest.
    this.#kind = replicaRead === undefined || replicaRead === 'leader' ? 'closest' : replicaRead;
  }

  /** Who is to be asked now; null when that is the leader, in the common way. */
  async next(region: Region, backoffer: Backoffer): Promise<ReplicaTarget | null> {
    if (region.peers.length === 1 || (this.#isStale && this.#tried.size > 0)) return null;
    const stores = new Map<bigint, KnownStore | null>();
    for (const { storeId } of region.peers)
      stores.set(storeId, await this.#rooms.cache.store(storeId, backoffer));
    const peer = chooseReplica(
      region.peers,
      region.leader,
      this.#kind,
      ({ id, storeId }) => this.#tried.has(id) || !stores.get(storeId),
      ({ storeId }) => this.#factsOf(stores.get(storeId) ?? null),
      backoffer.random,
    );
    if (!peer) return null;
    this.#tried.add(peer.id);
    if (this.#isStale) return { peer, context: STALE };
    return { peer, context: peer.id === region.leader.id ? AT_LEADER : AT_REPLICA };
  }

  #factsOf(store: KnownStore | null): StoreFacts {
    if (!store) return { isAway: true, isSlow: true, isNear: false };
    const { health, locality } = this.#rooms;
    return {
      isAway: health.isAway(store.address),
      isSlow: health.isSlow(store.address),
      isNear: Object.entries(locality).every(([key, value]) => store.labels.get(key) === value),
    };
  }
}

/**
 * Whether an error says that the region is not what it was, so that its other replicas will say so too. All others are
 * the replica's own.
 */
export function isAboutRegion(error: errorpb.Error, { id, epoch }: Region): boolean {
  if (error.mismatchPeerId || error.storeNotMatch || error.keyNotInRegion) return true;
  if (!error.epochNotMatch) return false;
  const same = error.epochNotMatch.currentRegions.find((region) => region.id === id)?.regionEpoch;
  // A replica that lags does not know yet what the leader knows.
  return !same || same.version >= epoch.version;
}
