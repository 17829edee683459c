import { describe, expect, test } from '@jest/globals';
import { type Init, decodeMessage, encodeMessage, errorpb, metapb } from '@tito/protocol';
import { BACKOFF } from '../retry/backoff-table';
import { Region } from './region';
import { regionErrorName } from './region-error-name';
import { mayHaveHappened, remedyFor } from './region-remedy';

const none = new Uint8Array(0);
const peers: metapb.Peer[] = [1n, 2n, 3n].map((storeId) => ({
  id: storeId + 10n,
  storeId,
  role: metapb.PeerRole.Voter,
  isWitness: false,
}));
const region = new Region(
  { id: 5n, start: none, end: none, epoch: { confVer: 1n, version: 7n }, peers },
  peers[0]!,
);

/** As it comes from the wire. */
const errorOf = (fields: Init<errorpb.Error>): errorpb.Error =>
  decodeMessage(errorpb.Error, encodeMessage(errorpb.Error, fields));
const remedy = (fields: Init<errorpb.Error>, { isDeciding = false, moves = 0 } = {}) =>
  remedyFor(errorOf(fields), region, isDeciding, moves);
const current = (version: bigint, id = 5n): Init<metapb.Region> => ({
  id,
  regionEpoch: { confVer: 1n, version },
});

describe('a peer that does not lead', () => {
  test('and knows who does is left for that one at once', () => {
    expect(remedy({ notLeader: { regionId: 5n, leader: peers[2]! } })).toMatchObject({
      kind: 'moveTo',
      peer: peers[2],
      limitMs: 1,
    });
  });

  test('is left with more and more patience when hints go around in a circle', () => {
    const moved = remedy({ notLeader: { regionId: 5n, leader: peers[2]! } }, { moves: 2 });
    expect(moved).toMatchObject({ kind: 'moveTo', pause: BACKOFF.regionScheduling });
    expect(moved).not.toHaveProperty('limitMs');
  });

  test('and knows nobody is left for the next one', () => {
    for (const leader of [undefined, { id: 0n }])
      expect(remedy({ notLeader: { regionId: 5n, leader } })).toMatchObject({
        kind: 'moveTo',
        peer: null,
        pause: BACKOFF.regionScheduling,
      });
  });

  test('and names one that the region is not known to have makes the region unknown', () => {
    expect(remedy({ notLeader: { regionId: 5n, leader: { id: 99n, storeId: 9n } } })).toMatchObject({
      kind: 'relocate',
    });
  });
});

describe('a region of another shape', () => {
  test('is replaced by what the store knows, at once when that is newer', () => {
    const regions = [current(9n), current(9n, 6n)];
    expect(remedy({ epochNotMatch: { currentRegions: regions } })).toMatchObject({
      kind: 'relocate',
      regions: [{ id: 5n }, { id: 6n }],
      limitMs: 1,
    });
    const same = remedy({ epochNotMatch: { currentRegions: [current(7n)] } });
    expect(same).toMatchObject({ kind: 'relocate', pause: BACKOFF.regionMiss });
    expect(same).not.toHaveProperty('limitMs');
  });

  test('is asked again by the same map when the store lags behind', () => {
    expect(remedy({ epochNotMatch: { currentRegions: [current(6n)] } })).toMatchObject({
      kind: 'repeat',
      pause: BACKOFF.regionMiss,
    });
  });

  test.each([
    ['EpochNotMatch', { epochNotMatch: {} }, BACKOFF.regionMiss],
    ['RegionNotFound', { regionNotFound: { regionId: 5n } }, BACKOFF.regionMiss],
    ['KeyNotInRegion', { keyNotInRegion: { regionId: 5n } }, BACKOFF.regionMiss],
    ['MismatchPeerId', { mismatchPeerId: {} }, BACKOFF.regionMiss],
    ['RecoveryInProgress', { recoveryInProgress: { regionId: 5n } }, BACKOFF.recoveryInProgress],
    ['IsWitness', { isWitness: { regionId: 5n } }, BACKOFF.isWitness],
    ['Other', { message: 'TiKV is Closing' }, BACKOFF.regionMiss],
  ] as const)('or one that is not there (%s) is looked up again', (name, fields, pause) => {
    expect(remedy(fields)).toMatchObject({ kind: 'relocate', regions: [], pause });
    expect(regionErrorName(errorOf(fields))).toBe(name);
  });

  test('at a store of another address has that address looked up too', () => {
    expect(remedy({ storeNotMatch: { requestStoreId: 1n, actualStoreId: 2n } })).toMatchObject({
      kind: 'relocate',
      isStoreWrong: true,
    });
  });
});

describe('a store that cannot serve yet', () => {
  test.each([
    ['DiskFull', { diskFull: {} }, BACKOFF.diskFull],
    ['ServerIsBusy', { serverIsBusy: { reason: 'scheduler is busy' } }, BACKOFF.serverBusy],
    ['StaleCommand', { staleCommand: {} }, BACKOFF.staleCommand],
    ['MaxTimestampNotSynced', { maxTimestampNotSynced: {} }, BACKOFF.maxTsNotSynced],
    ['RegionNotInitialized', { regionNotInitialized: {} }, BACKOFF.regionNotInitialized],
    ['ReadIndexNotReady', { readIndexNotReady: {} }, BACKOFF.regionScheduling],
    ['ProposalInMergingMode', { proposalInMergingMode: {} }, BACKOFF.regionScheduling],
    ['DataIsNotReady', { dataIsNotReady: {} }, BACKOFF.regionScheduling],
    ['BucketVersionNotMatch', { bucketVersionNotMatch: { version: 3n } }, BACKOFF.regionScheduling],
    ['UndeterminedResult', { undeterminedResult: {} }, BACKOFF.regionMiss],
  ] as const)('(%s) is waited for', (name, fields, pause) => {
    const kind = name === 'UndeterminedResult' ? 'relocate' : 'repeat';
    expect(remedy(fields)).toMatchObject({ kind, pause });
    expect(regionErrorName(errorOf(fields))).toBe(name);
  });

  test('is waited for as long as it says', () => {
    expect(remedy({ serverIsBusy: { backoffMs: 40n } })).toMatchObject({ kind: 'repeat', limitMs: 40 });
  });

  test('because its own deadline passed is not taken for a busy one', () => {
    for (const fields of [
      { serverIsBusy: { reason: 'deadline is exceeded' } },
      { message: 'Deadline is exceeded' },
    ])
      expect(remedy(fields)).toMatchObject({ kind: 'repeat', pause: BACKOFF.regionScheduling });
  });
});

describe('what no repetition helps', () => {
  test.each([
    [{ flashbackInProgress: { regionId: 5n } }, 'TIKV_SERVER_ERROR'],
    [{ flashbackNotPrepared: { regionId: 5n } }, 'TIKV_SERVER_ERROR'],
    [{ raftEntryTooLarge: { entrySize: 9_000_000n } }, 'TIKV_LIMIT_EXCEEDED'],
    [{ message: 'invalid max_ts update: 5' }, 'TIKV_SERVER_ERROR'],
  ] as const)('fails with a code (%j)', (fields, code) => {
    expect(remedy(fields)).toMatchObject({ kind: 'fail', error: { code } });
  });

  test('is a deciding request whose outcome the store does not know', () => {
    expect(remedy({ undeterminedResult: {} }, { isDeciding: true })).toMatchObject({
      kind: 'fail',
      error: { code: 'TIKV_REGION_UNAVAILABLE', details: { reason: 'undeterminedResult' } },
    });
  });
});

test('a write may have happened exactly where the store does not exclude it', () => {
  const uncertain = [
    { undeterminedResult: {} },
    { staleCommand: {} },
    { message: 'Deadline is exceeded' },
    { serverIsBusy: { reason: 'deadline is exceeded' } },
  ];
  const certain = [
    { notLeader: {} },
    { epochNotMatch: {} },
    { serverIsBusy: { reason: 'busy' } },
    { diskFull: {} },
  ];
  expect(uncertain.map((fields) => mayHaveHappened(errorOf(fields)))).toEqual([true, true, true, true]);
  expect(certain.map((fields) => mayHaveHappened(errorOf(fields)))).toEqual([false, false, false, false]);
});
