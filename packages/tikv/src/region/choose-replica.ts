/** Which peer of a region is to answer a read. */

import { metapb } from '@tito/protocol';
import type { ReplicaRead } from '../kv-reader';
import type { Random } from '../retry/clock';

/** What is known of the store of a peer. */
export interface StoreFacts {
  readonly isAway: boolean;
  readonly isSlow: boolean;
  /** It has all labels of the client's locality. */
  readonly isNear: boolean;
}

/**
 * The best of the peers that were not tried yet; null when none is left. In this order: in reach before out of reach,
 * quick before slow, near before far, a follower before the leader, each where the kind of read asks for it; then by
 * chance.
 */
export function chooseReplica(
  peers: readonly metapb.Peer[],
  leader: metapb.Peer,
  kind: Exclude<ReplicaRead, 'leader'>,
  isTried: (peer: metapb.Peer) => boolean,
  factsOf: (peer: metapb.Peer) => StoreFacts,
  random: Random,
): metapb.Peer | null {
  let best: metapb.Peer[] = [];
  let bestScore = -1;
  for (const peer of peers) {
    if (isTried(peer) || !mayServe(peer)) continue;
    const { isAway, isSlow, isNear } = factsOf(peer);
    const score =
      (isAway ? 0 : 8) +
      (isSlow ? 0 : 4) +
      (kind === 'closest' && isNear ? 2 : 0) +
      (kind === 'follower' && peer.id !== leader.id ? 1 : 0);
    if (score > bestScore) [best, bestScore] = [[], score];
    if (score === bestScore) best.push(peer);
  }
  return best[Math.floor(random() * best.length)] ?? null;
}

/** Whether a peer has the data and may vote, so that it may lead and may answer reads. */
export function mayServe({ role, isWitness }: metapb.Peer): boolean {
  return role !== metapb.PeerRole.Learner && !isWitness;
}
