/** Whether a request came to the right store, region, peer, leader and epoch, asked in TiKV's order. */

import type { kvrpcpb } from '@tito/protocol';
import { aborted } from '../mvcc/key-errors';
import { type Region, peerOn, regionContains } from './region';
import type { Topology } from './topology';
import {
  epochNotMatch,
  keyNotInRegion,
  mismatchPeerId,
  notLeader,
  regionNotFound,
  staleCommand,
  storeNotMatch,
} from './region-errors';

/** So many neighbours are told to a request that does not know of splits. */
const MAX_NEIGHBOURS = 10;

/** @throws RegionRefusal */
export function checkRegion(
  topology: Topology,
  storeId: bigint,
  context: kvrpcpb.Context | undefined,
): Region {
  const sentPeer = context?.peer;
  const sentStore = sentPeer?.storeId ?? 0n;
  if (sentStore !== storeId) throw storeNotMatch(sentStore, storeId);
  const regionId = context?.regionId ?? 0n;
  const region = topology.region(regionId);
  const peer = region && peerOn(region, storeId);
  if (!region || !peer) throw regionNotFound(regionId);
  if (sentPeer?.id !== peer.id) throw mismatchPeerId(sentPeer?.id ?? 0n, peer.id);
  const mayFollow = context?.replicaRead === true || context?.staleRead === true;
  if (!mayFollow && region.leader?.id !== peer.id) throw notLeader(regionId, region.leader);
  const term = context?.term ?? 0n;
  if (term !== 0n && region.term > term + 1n) throw staleCommand();
  checkEpoch(topology, region, context?.regionEpoch?.version ?? 0n, context?.regionEpoch?.confVer ?? 0n);
  return region;
}

function checkEpoch(topology: Topology, region: Region, version: bigint, confVer: bigint): void {
  if (version === region.version) return;
  const sent = `conf_ver: ${confVer} version: ${version}`;
  throw epochNotMatch(region, sent, [region, ...neighboursSince(topology, region, version)]);
}

/** Left neighbours that an older version does not know of: one for each version that it lags behind. */
function neighboursSince(topology: Topology, region: Region, version: bigint): Region[] {
  const found: Region[] = [];
  let missing = region.version - version;
  let at = region;
  while (missing > 0n && found.length < MAX_NEIGHBOURS) {
    const before = topology.regionBefore(at);
    if (!before) break;
    found.push(before);
    missing -= 1n;
    if (before.version > region.version) missing += before.version - region.version;
    at = before;
  }
  return found;
}

/** For requests that read a point first: the error is in the body. */
export function requireKeyInRegion(region: Region, key: string): void {
  if (regionContains(region, key)) return;
  const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex').toUpperCase();
  throw aborted(
    'NotInRange',
    `key: ${hex(key)}, start: ${hex(region.start)}, end: ${hex(region.end)}, region_id: ${region.id}`,
  );
}

/** For requests whose place is checked when they are proposed: the error is a region error. */
export function requireProposedInRegion(region: Region, key: string): void {
  if (!regionContains(region, key)) throw keyNotInRegion(region, key);
}

/** For seeks and range ends: the end of the region itself is allowed. */
export function requireSeekInRegion(region: Region, key: string): void {
  if (key >= region.start && (region.end === '' || key <= region.end)) return;
  throw keyNotInRegion(region, key);
}
