import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Assignment, UNASSIGNED, planAssignment } from './plan-assignment';

const NOBODY: Assignment = { members: [], owners: [] };
const memberLists = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 });

function countsOf({ members, owners }: Assignment): number[] {
  return members.map((_, i) => owners.filter((owner) => owner === i).length);
}

describe('planAssignment', () => {
  test('gives every partition to one live member, in shares that differ by at most one', () => {
    fc.assert(
      fc.property(
        fc.array(memberLists, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 64 }),
        (history, partitions) => {
          let plan = NOBODY;
          for (const members of history) {
            plan = planAssignment(plan, members, partitions);
            expect(plan.members).toEqual([...members].sort());
            if (members.length === 0) expect(new Set(plan.owners)).toEqual(new Set([UNASSIGNED]));
            else {
              const counts = countsOf(plan);
              expect(counts.reduce((a, b) => a + b, 0)).toBe(partitions);
              expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
    );
  });

  test('moves no more partitions than the shares require', () => {
    fc.assert(
      fc.property(memberLists, memberLists, fc.integer({ min: 1, max: 64 }), (first, second, partitions) => {
        const before = planAssignment(NOBODY, first, partitions);
        const after = planAssignment(before, second, partitions);
        const kept = after.owners.filter((owner, p) => {
          const was = before.members[before.owners[p] as number];
          return was !== undefined && was === after.members[owner];
        }).length;
        const shares = countsOf(after);
        const possible = after.members.reduce((sum, member, i) => {
          const had = before.members.indexOf(member);
          return sum + Math.min(had < 0 ? 0 : (countsOf(before)[had] as number), shares[i] as number);
        }, 0);
        expect(kept).toBe(possible);
      }),
    );
  });

  test('changes nothing when the members are the same', () => {
    fc.assert(
      fc.property(memberLists, fc.integer({ min: 1, max: 64 }), (members, partitions) => {
        const plan = planAssignment(NOBODY, members, partitions);
        expect(planAssignment(plan, [...members].reverse(), partitions)).toEqual(plan);
      }),
    );
  });
});
