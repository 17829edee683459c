/**
 * Steps that cannot agree, because they show how a real cluster replicates or stores, with the reason. Listed in
 * `docs/compatibility.md` too.
 */

/** `group/scenario#step` to the reason. */
export const exceptions: ReadonlyMap<string, string> = new Map<string, string>([]);
