/**
 * What a region error means for the request that met it. One decision for each error of the protocol; no I/O.
 *
 * The names and the order are those of `errorpb.Error`; an error with a text alone is the last case.
 */

import type { errorpb, metapb } from '@tito/protocol';
import { LimitExceededError, RegionUnavailableError, ServerError } from '../errors';
import { BACKOFF, type BackoffKind } from '../retry/backoff-table';
import type { Region } from './region';

/** What a store takes as one write. */
const MAX_WRITE_BYTES = 8 * 1024 * 1024;

interface Pause {
  readonly pause: BackoffKind;
  /** At most so long. */
  readonly limitMs?: number;
}

export type Remedy =
  /** No repetition helps. */
  | { readonly kind: 'fail'; readonly error: Error }
  /** The same region again, at the same peer. */
  | ({ readonly kind: 'repeat' } & Pause)
  /** The same region again, at this peer, or at the next one. */
  | ({ readonly kind: 'moveTo'; readonly peer: metapb.Peer | null } & Pause)
  /** The region is not what it was: locate keys anew, knowing these. */
  | ({
      readonly kind: 'relocate';
      readonly regions: readonly metapb.Region[];
      /** The address of its store is not the store's any more. */
      readonly isStoreWrong?: boolean;
    } & Pause);

/** Whether a write that met the error may have been done all the same. */
export function mayHaveHappened(error: errorpb.Error): boolean {
  return error.undeterminedResult !== undefined || error.staleCommand !== undefined || isLateAtServer(error);
}

/**
 * @param isDeciding the request decides a commit, so that doing it twice without knowing is no remedy
 * @param moves how often this request has followed a hint already
 */
export function remedyFor(error: errorpb.Error, region: Region, isDeciding: boolean, moves: number): Remedy {
  const cause = new ServerError({ message: error.message, region: region.id });
  if (error.undeterminedResult && isDeciding) {
    const details = { reason: 'undeterminedResult', region: region.id };
    return { kind: 'fail', error: new RegionUnavailableError(details, cause) };
  }
  if (error.notLeader) return afterNotLeader(error.notLeader.leader, region, moves);
  if (error.diskFull) return { kind: 'repeat', pause: BACKOFF.diskFull };
  if (error.recoveryInProgress) return relocate(BACKOFF.recoveryInProgress);
  if (error.isWitness) return relocate(BACKOFF.isWitness);
  if (error.flashbackInProgress || error.flashbackNotPrepared) return { kind: 'fail', error: cause };
  if (error.regionNotFound || error.keyNotInRegion || error.mismatchPeerId) return relocate();
  if (error.epochNotMatch) return afterEpochNotMatch(error.epochNotMatch.currentRegions, region);
  // The server's own deadline, which it reports as being busy: no reason to be patient with it.
  if (isLateAtServer(error)) return { kind: 'repeat', pause: BACKOFF.regionScheduling };
  if (error.serverIsBusy) return afterBusy(error.serverIsBusy);
  if (error.staleCommand) return { kind: 'repeat', pause: BACKOFF.staleCommand };
  if (error.storeNotMatch) return { ...relocate(), isStoreWrong: true };
  if (error.raftEntryTooLarge) {
    const details = { limit: MAX_WRITE_BYTES, actual: error.raftEntryTooLarge.entrySize };
    return {
      kind: 'fail',
      error: new LimitExceededError('the request is larger than a store takes', details),
    };
  }
  if (error.maxTimestampNotSynced) return { kind: 'repeat', pause: BACKOFF.maxTsNotSynced };
  if (error.regionNotInitialized) return { kind: 'repeat', pause: BACKOFF.regionNotInitialized };
  if (error.readIndexNotReady || error.proposalInMergingMode || error.dataIsNotReady)
    return { kind: 'repeat', pause: BACKOFF.regionScheduling };
  // Nothing here depends on buckets.
  if (error.bucketVersionNotMatch) return { kind: 'repeat', pause: BACKOFF.regionScheduling, limitMs: 1 };
  if (/invalid max_ts update/i.test(error.message)) return { kind: 'fail', error: cause };
  return relocate();
}

function relocate(pause: BackoffKind = BACKOFF.regionMiss): Remedy & { kind: 'relocate' } {
  return { kind: 'relocate', regions: [], pause };
}

/** A hint is followed at once, unless hints lead around in a circle. */
function afterNotLeader(leader: metapb.Peer | undefined, region: Region, moves: number): Remedy {
  if (!leader || leader.id === 0n) return { kind: 'moveTo', peer: null, pause: BACKOFF.regionScheduling };
  const peer = region.peers.find(({ id }) => id === leader.id);
  if (!peer) return relocate();
  const isFirst = moves < 2;
  return { kind: 'moveTo', peer, pause: BACKOFF.regionScheduling, ...(isFirst ? { limitMs: 1 } : {}) };
}

function afterEpochNotMatch(regions: readonly metapb.Region[], region: Region): Remedy {
  if (regions.length === 0) return relocate();
  const same = regions.find(({ id }) => id === region.id)?.regionEpoch;
  // The store lags behind what PD knows.
  if (same && same.version < region.epoch.version) return { kind: 'repeat', pause: BACKOFF.regionMiss };
  if (same?.version === region.epoch.version) return { ...relocate(), regions };
  return { ...relocate(), regions, limitMs: 1 };
}

function afterBusy({ backoffMs }: errorpb.ServerIsBusy): Remedy {
  const hint = backoffMs > 0n ? { limitMs: Number(backoffMs) } : {};
  return { kind: 'repeat', pause: BACKOFF.serverBusy, ...hint };
}

function isLateAtServer(error: errorpb.Error): boolean {
  return (
    /deadline is exceeded/i.test(error.message) ||
    (error.serverIsBusy !== undefined && /deadline is exceeded/i.test(error.serverIsBusy.reason))
  );
}
