/**
 * Shares partitions among the members of a group. Pure and deterministic: every member computes the same plan.
 *
 * Sticky: a partition stays with its member unless that member is gone or has more than its share. Shares differ by at
 * most one partition.
 */

/** No member. */
export const UNASSIGNED = 0xffff;

export interface Assignment {
  /** Session ids in hexadecimal. */
  readonly members: readonly string[];
  /** Per partition the index of its member in `members`, or `UNASSIGNED`. */
  readonly owners: readonly number[];
}

/** @param members the live members, in any order */
export function planAssignment(
  current: Assignment,
  members: readonly string[],
  partitions: number,
): Assignment {
  const sorted = [...new Set(members)].sort();
  const indexOf = new Map(sorted.map((member, i) => [member, i]));
  const owners = Array.from({ length: partitions }, (_, partition) => {
    const owner = current.owners[partition];
    const member = owner === undefined ? undefined : current.members[owner];
    return member === undefined ? UNASSIGNED : (indexOf.get(member) ?? UNASSIGNED);
  });
  if (sorted.length === 0) return { members: sorted, owners };
  const counts = sorted.map((_, i) => owners.filter((owner) => owner === i).length);
  const limits = shareLimits(counts, partitions);
  const free: number[] = [];
  // From the end, so that members keep the beginnings of their ranges.
  for (let partition = partitions - 1; partition >= 0; partition--) {
    const owner = owners[partition] as number;
    if (owner !== UNASSIGNED && (counts[owner] as number) <= (limits[owner] as number)) continue;
    if (owner !== UNASSIGNED) counts[owner] = (counts[owner] as number) - 1;
    free.unshift(partition);
  }
  for (const [member, limit] of limits.entries()) {
    for (let count = counts[member] as number; count < limit; count++)
      owners[free.shift() as number] = member;
  }
  return { members: sorted, owners };
}

/** How many partitions each member gets: the larger shares go to those that have the most. */
function shareLimits(counts: readonly number[], partitions: number): number[] {
  const base = Math.floor(partitions / counts.length);
  let larger = partitions % counts.length;
  const limits = counts.map(() => base);
  const byCount = counts
    .map((_, i) => i)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  for (const member of byCount) if (larger-- > 0) limits[member] = base + 1;
  return limits;
}
