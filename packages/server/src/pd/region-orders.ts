/** Splits and scatters that PD is asked for, and what it grants to stores that split by themselves. */

import { type Init, pdpb, toLatin1 } from '@tito/protocol';
import { splitRegion } from '../topology/split-region';
import { type PdRoom, errorHeader, header } from './pd-room';

/** So many new regions are given ids in one call; no store asks for more. */
const MAX_SPLITS = 4096;
const ALL = 100n;

export function splitRegions(pd: PdRoom, request: pdpb.SplitRegionsRequest): Init<pdpb.SplitRegionsResponse> {
  const regionsId = splitAt(pd, request.splitKeys);
  return { header: header(pd), finishedPercentage: ALL, regionsId };
}

export function splitAndScatterRegions(
  pd: PdRoom,
  request: pdpb.SplitAndScatterRegionsRequest,
): Init<pdpb.SplitAndScatterRegionsResponse> {
  const regionsId = splitAt(pd, request.splitKeys);
  scatter(pd, regionsId);
  return {
    header: header(pd),
    splitFinishedPercentage: ALL,
    scatterFinishedPercentage: ALL,
    regionsId,
  };
}

/** Every region is on every store, so that scattering means to spread the leaders. */
export function scatterRegion(
  pd: PdRoom,
  request: pdpb.ScatterRegionRequest,
): Init<pdpb.ScatterRegionResponse> {
  const ids = request.regionsId.length > 0 ? request.regionsId : [request.regionId];
  const unknown = ids.filter((id) => !pd.topology.region(id));
  if (unknown.length > 0 && request.regionsId.length === 0)
    return { header: errorHeader(pd, pdpb.ErrorType.REGION_NOT_FOUND, `region ${unknown[0]} not found`) };
  scatter(pd, ids);
  return { header: header(pd), finishedPercentage: ALL, failedRegionsId: unknown };
}

/** Orders are carried out at once, so none is ever under way. */
export function getOperator(pd: PdRoom, request: pdpb.GetOperatorRequest): Init<pdpb.GetOperatorResponse> {
  return {
    header: errorHeader(pd, pdpb.ErrorType.REGION_NOT_FOUND, 'Not Found'),
    regionId: request.regionId,
  };
}

export function askSplit(pd: PdRoom, { region }: pdpb.AskSplitRequest): Init<pdpb.AskSplitResponse> {
  const newRegionId = pd.topology.allocateId();
  const newPeerIds = (region?.peers ?? []).map(() => pd.topology.allocateId());
  return { header: header(pd), newRegionId, newPeerIds };
}

export function askBatchSplit(
  pd: PdRoom,
  { region, splitCount }: pdpb.AskBatchSplitRequest,
): Init<pdpb.AskBatchSplitResponse> {
  if (splitCount > MAX_SPLITS) {
    const message = `split into ${splitCount} regions at once, limit: ${MAX_SPLITS}`;
    return { header: errorHeader(pd, pdpb.ErrorType.UNKNOWN, message) };
  }
  const ids = Array.from({ length: splitCount }, () => ({
    newRegionId: pd.topology.allocateId(),
    newPeerIds: (region?.peers ?? []).map(() => pd.topology.allocateId()),
  }));
  return { header: header(pd), ids };
}

/** @returns the ids of all regions that came out of a split */
function splitAt(pd: PdRoom, keys: readonly Uint8Array[]): bigint[] {
  const ids = new Set<bigint>();
  for (const key of keys.map(toLatin1)) {
    const region = pd.topology.regionOf(key);
    for (const part of (region && splitRegion(pd.topology, region, [key])) ?? []) ids.add(part.id);
  }
  return [...ids];
}

function scatter(pd: PdRoom, ids: readonly bigint[]): void {
  ids.forEach((id, i) => {
    const region = pd.topology.region(id);
    const peer = region?.peers[i % region.peers.length];
    if (region && peer) pd.topology.transferLeader(region, peer.storeId);
  });
}
