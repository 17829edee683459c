/** Region errors as a store answers them: a request went to the wrong place, or at the wrong time. */

import type { Init, errorpb } from '@tito/protocol';
import { type Peer, type Region, peerMessage, regionMessage } from './region';

export type RegionError = Init<errorpb.Error>;

/** Thrown where it is found; becomes the `region_error` of the answer. */
export class RegionRefusal extends Error {
  readonly regionError: RegionError;

  constructor(regionError: RegionError) {
    super(regionError.message ?? 'region error');
    this.regionError = regionError;
  }
}

export function storeNotMatch(requestStoreId: bigint, actualStoreId: bigint): RegionRefusal {
  return new RegionRefusal({
    message: `to store id ${requestStoreId}, mine ${actualStoreId}`,
    storeNotMatch: { requestStoreId, actualStoreId },
  });
}

export function regionNotFound(regionId: bigint): RegionRefusal {
  return new RegionRefusal({
    message: `region ${regionId} is missing`,
    regionNotFound: { regionId },
  });
}

export function mismatchPeerId(requestPeerId: bigint, storePeerId: bigint): RegionRefusal {
  return new RegionRefusal({
    message: `mismatch peer id ${requestPeerId} != ${storePeerId}`,
    mismatchPeerId: { requestPeerId, storePeerId },
  });
}

export function notLeader(regionId: bigint, leader: Peer | null): RegionRefusal {
  const who = leader ? `Some(id: ${leader.id} store_id: ${leader.storeId})` : 'None';
  return new RegionRefusal({
    message: `peer is not leader for region ${regionId}, leader may ${who}`,
    notLeader: { regionId, leader: leader ? peerMessage(leader) : undefined },
  });
}

export function staleCommand(): RegionRefusal {
  return new RegionRefusal({ message: 'stale command', staleCommand: {} });
}

/** The request was not begun, or not brought to its effect, within the time that it gave. */
export function deadlineExceeded(): RegionRefusal {
  const reason = 'deadline is exceeded';
  return new RegionRefusal({ message: reason, serverIsBusy: { reason } });
}

export function epochNotMatch(
  region: Region,
  sent: string,
  currentRegions: readonly Region[],
): RegionRefusal {
  const current = `conf_ver: ${region.confVer} version: ${region.version}`;
  return new RegionRefusal({
    message: `EpochNotMatch current epoch of region ${region.id} is ${current}, but you sent ${sent}`,
    epochNotMatch: { currentRegions: currentRegions.map(regionMessage) },
  });
}

export function keyNotInRegion(region: Region, key: string): RegionRefusal {
  const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex').toUpperCase();
  return new RegionRefusal({
    message: `key ${hex(key)} is not in region key range [${hex(region.start)}, ${hex(region.end)}) for region ${region.id}`,
    keyNotInRegion: {
      key: Buffer.from(key, 'latin1'),
      regionId: region.id,
      startKey: Buffer.from(region.start, 'latin1'),
      endKey: Buffer.from(region.end, 'latin1'),
    },
  });
}

export function raftEntryTooLarge(regionId: bigint, entrySize: number): RegionRefusal {
  return new RegionRefusal({
    message: `raft entry is too large, region ${regionId}, entry size ${entrySize}`,
    raftEntryTooLarge: { regionId, entrySize: BigInt(entrySize) },
  });
}

export function messageOnly(message: string): RegionRefusal {
  return new RegionRefusal({ message });
}
