/** Random numbers from a seed, in streams of their own, so that one concern's draws do not shift another's. */

/** Uniform in [0, 1). The generator is mulberry32. */
export type Random = () => number;

export function randomStream(seed: number, concern: string): Random {
  let state = seed >>> 0;
  for (const character of concern) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
