import { describe, expect, test } from '@jest/globals';
import { metapb } from '@tito/protocol';
import * as fc from 'fast-check';
import { type StoreFacts, chooseReplica } from './choose-replica';

const peer = (id: number, more: Partial<metapb.Peer> = {}): metapb.Peer => ({
  id: BigInt(id),
  storeId: BigInt(id),
  role: metapb.PeerRole.Voter,
  isWitness: false,
  ...more,
});
const WELL: StoreFacts = { isAway: false, isSlow: false, isNear: false };

/** Chooses among peers 1 to n, of which 1 leads, with what is said of some. */
function choose(
  kind: 'follower' | 'mixed' | 'closest',
  facts: Readonly<Record<number, Partial<StoreFacts>>> = {},
  {
    tried = [],
    peers = [peer(1), peer(2), peer(3)],
    random = 0,
  }: {
    tried?: readonly number[];
    peers?: readonly metapb.Peer[];
    random?: number;
  } = {},
): number | null {
  const chosen = chooseReplica(
    peers,
    peers[0]!,
    kind,
    ({ id }) => tried.includes(Number(id)),
    ({ id }) => ({ ...WELL, ...facts[Number(id)] }),
    () => random,
  );
  return chosen && Number(chosen.id);
}

describe('the replica for a read', () => {
  test('of a follower is the leader only where no follower is as well', () => {
    expect(choose('follower')).toBe(2);
    expect(choose('follower', { 2: { isSlow: true }, 3: { isAway: true } })).toBe(1);
    expect(choose('follower', { 1: { isSlow: true }, 2: { isSlow: true }, 3: { isAway: true } })).toBe(2);
  });

  test('of the closest is near rather than anything but well', () => {
    expect(choose('closest', { 3: { isNear: true } })).toBe(3);
    expect(choose('closest', { 3: { isNear: true, isSlow: true } })).toBe(1);
    expect(
      choose('closest', { 2: { isSlow: true }, 1: { isAway: true }, 3: { isAway: true, isNear: true } }),
    ).toBe(2);
  });

  test('of the mixed kind does not care what is near', () => {
    expect(choose('mixed', { 3: { isNear: true } })).toBe(1);
  });

  test('among equals is left to chance', () => {
    const drawn = [0, 0.34, 0.67].map((random) => choose('mixed', {}, { random }));
    expect(drawn).toEqual([1, 2, 3]);
  });

  test('is never a witness, a learner, or one that was tried', () => {
    const peers = [peer(1), peer(2, { isWitness: true }), peer(3, { role: metapb.PeerRole.Learner })];
    expect(choose('follower', {}, { peers })).toBe(1);
    expect(choose('follower', {}, { peers, tried: [1] })).toBeNull();
  });

  test('is found as long as one was not tried, each once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('follower' as const, 'mixed' as const, 'closest' as const),
        fc.array(fc.record({ isAway: fc.boolean(), isSlow: fc.boolean(), isNear: fc.boolean() }), {
          minLength: 1,
          maxLength: 7,
        }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kind, all, random) => {
          const peers = all.map((_, i) => peer(i + 1));
          const facts = Object.fromEntries(all.map((one, i) => [i + 1, one]));
          const tried: number[] = [];
          for (let i = 0; i < all.length; i++) tried.push(choose(kind, facts, { peers, tried, random })!);
          expect([...tried].sort()).toEqual(peers.map(({ id }) => Number(id)));
          expect(choose(kind, facts, { peers, tried, random })).toBeNull();
          const firstAway = tried.findIndex((id) => all[id - 1]!.isAway);
          if (firstAway >= 0) expect(tried.slice(firstAway).every((id) => all[id - 1]!.isAway)).toBe(true);
        },
      ),
    );
  });
});
