/** Where keys are: one region, several, those of a range. */

import { type Init, compareBytes, pdpb, toLatin1 } from '@tito/protocol';
import { type Region, peerMessage, regionMessage } from '../topology/region';
import { type PdRoom, errorHeader, header, knownTopology } from './pd-room';

const { ErrorType } = pdpb;

type RegionResponse = Init<pdpb.GetRegionResponse>;

export function getRegion(pd: PdRoom, request: pdpb.GetRegionRequest): RegionResponse {
  return regionResponse(pd, knownTopology(pd).regionOf(toLatin1(request.regionKey)), request.needBuckets);
}

export function getPrevRegion(pd: PdRoom, request: pdpb.GetRegionRequest): RegionResponse {
  const region = knownTopology(pd).regionOf(toLatin1(request.regionKey));
  return regionResponse(pd, region && knownTopology(pd).regionBefore(region), request.needBuckets);
}

export function getRegionById(pd: PdRoom, request: pdpb.GetRegionByIDRequest): RegionResponse {
  return regionResponse(pd, knownTopology(pd).region(request.regionId), request.needBuckets);
}

export function queryRegion(pd: PdRoom, request: pdpb.QueryRegionRequest): Init<pdpb.QueryRegionResponse> {
  const found = new Map<bigint, Init<pdpb.RegionResponse>>();
  const idOf = (region: Region | undefined): bigint => {
    if (!region) return 0n;
    found.set(region.id, describe(region, request.needBuckets));
    return region.id;
  };
  const at = (key: Uint8Array): Region | undefined => knownTopology(pd).regionOf(toLatin1(key));
  const before = (region: Region | undefined): Region | undefined =>
    region && knownTopology(pd).regionBefore(region);
  const keyIdMap = request.keys.map((key) => idOf(at(key)));
  const prevKeyIdMap = request.prevKeys.map((key) => idOf(before(at(key))));
  for (const id of request.ids) idOf(knownTopology(pd).region(id));
  return { header: header(pd), keyIdMap, prevKeyIdMap, regionsById: found };
}

export function scanRegions(pd: PdRoom, request: pdpb.ScanRegionsRequest): Init<pdpb.ScanRegionsResponse> {
  const limit = request.limit > 0 ? request.limit : Infinity;
  const found = knownTopology(pd).regionsIn(toLatin1(request.startKey), toLatin1(request.endKey), limit);
  return {
    header: header(pd),
    regionMetas: found.map(regionMessage),
    // An unknown leader is an empty peer, lest the two lists lose their step.
    leaders: found.map(({ leader }) => (leader ? peerMessage(leader) : {})),
    regions: found.map((region) => describe(region, false)),
  };
}

export function batchScanRegions(
  pd: PdRoom,
  request: pdpb.BatchScanRegionsRequest,
): Init<pdpb.BatchScanRegionsResponse> {
  const problem = rangeProblem(request.ranges);
  if (problem) return { header: errorHeader(pd, ErrorType.UNKNOWN, problem) };
  const limit = request.limit > 0 ? request.limit : Infinity;
  const found = new Map<bigint, Region>();
  for (const { startKey, endKey } of request.ranges) {
    if (found.size >= limit) break;
    for (const region of knownTopology(pd).regionsIn(
      toLatin1(startKey),
      toLatin1(endKey),
      limit - found.size + 1,
    )) {
      if (found.size < limit) found.set(region.id, region);
    }
  }
  return {
    header: header(pd),
    regions: [...found.values()].map((region) => describe(region, request.needBuckets)),
  };
}

function rangeProblem(ranges: readonly pdpb.KeyRange[]): string | null {
  let end: Uint8Array | null = null;
  for (const range of ranges) {
    if (range.endKey.length > 0 && compareBytes(range.startKey, range.endKey) > 0)
      return 'invalid key range, start key > end key';
    if (end !== null && (end.length === 0 || compareBytes(end, range.startKey) > 0))
      return 'invalid key range, ranges overlapped';
    end = range.endKey;
  }
  return null;
}

function regionResponse(pd: PdRoom, region: Region | undefined, needBuckets: boolean): RegionResponse {
  return region ? { header: header(pd), ...describe(region, needBuckets) } : { header: header(pd) };
}

function describe(region: Region, needBuckets: boolean): Init<pdpb.Region> {
  const meta = regionMessage(region);
  return {
    region: meta,
    leader: region.leader ? peerMessage(region.leader) : undefined,
    buckets: needBuckets
      ? { regionId: region.id, version: region.version, keys: [meta.startKey!, meta.endKey!] }
      : undefined,
  };
}
