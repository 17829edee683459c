/** Region errors as rules ask for them, with what the region at hand has to say in their fields. */

import type { Init, errorpb } from '@tito/protocol';
import { type Region, peerMessage, regionMessage } from '../topology/region';
import type { RegionFault } from './fault-rule';

type RegionError = Init<errorpb.Error>;
type Detail = Readonly<Record<string, unknown>>;

type Make = (region: Region | undefined, detail: Detail) => RegionError;

const MAKERS: Readonly<Record<RegionFault, Make>> = {
  NotLeader: (region, detail) => ({
    notLeader: {
      regionId: region?.id,
      leader: region?.leader ? peerMessage(region.leader) : undefined,
      ...detail,
    },
  }),
  EpochNotMatch: (region, detail) => ({
    epochNotMatch: { currentRegions: region ? [regionMessage(region)] : [], ...detail },
  }),
  RegionNotFound: (region, detail) => ({ regionNotFound: { regionId: region?.id, ...detail } }),
  KeyNotInRegion: (region, detail) => ({ keyNotInRegion: { regionId: region?.id, ...detail } }),
  ServerIsBusy: (_, detail) => ({ serverIsBusy: { reason: 'scheduler is busy', ...detail } }),
  StaleCommand: (_, detail) => ({ staleCommand: detail }),
  StoreNotMatch: (_, detail) => ({ storeNotMatch: detail }),
  RaftEntryTooLarge: (region, detail) => ({ raftEntryTooLarge: { regionId: region?.id, ...detail } }),
  MaxTimestampNotSynced: (_, detail) => ({ maxTimestampNotSynced: detail }),
  ReadIndexNotReady: (region, detail) => ({ readIndexNotReady: { regionId: region?.id, ...detail } }),
  ProposalInMergingMode: (region, detail) => ({
    proposalInMergingMode: { regionId: region?.id, ...detail },
  }),
  DataIsNotReady: (region, detail) => ({ dataIsNotReady: { regionId: region?.id, ...detail } }),
  RegionNotInitialized: (region, detail) => ({ regionNotInitialized: { regionId: region?.id, ...detail } }),
  DiskFull: (_, detail) => ({ diskFull: detail }),
  RecoveryInProgress: (region, detail) => ({ recoveryInProgress: { regionId: region?.id, ...detail } }),
  FlashbackInProgress: (region, detail) => ({ flashbackInProgress: { regionId: region?.id, ...detail } }),
  FlashbackNotPrepared: (region, detail) => ({ flashbackNotPrepared: { regionId: region?.id, ...detail } }),
  IsWitness: (region, detail) => ({ isWitness: { regionId: region?.id, ...detail } }),
  BucketVersionNotMatch: (_, detail) => ({ bucketVersionNotMatch: detail }),
  UndeterminedResult: (_, detail) => ({ undeterminedResult: detail }),
  MismatchPeerId: (_, detail) => ({ mismatchPeerId: detail }),
};

export function isRegionFault(name: string): name is RegionFault {
  return Object.hasOwn(MAKERS, name);
}

export function injectedRegionError(
  name: RegionFault,
  region: Region | undefined,
  detail: Detail = {},
): RegionError {
  return { message: `injected ${name}`, ...MAKERS[name](region, detail) };
}
