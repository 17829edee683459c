/** How far a key is between two others, and keys between two others: for estimates, and for parts of similar size. Pure. */

const DIGITS = 6;

/** From 0 at `start` to 1 at `end`: as if keys were spread evenly. */
export function fractionAt(start: Uint8Array, end: Uint8Array, key: Uint8Array): number {
  const common = commonLength(start, end);
  const [low, high, at] = [numberAt(start, common), numberAt(end, common), numberAt(key, common)];
  return high <= low ? 0 : Math.min(1, Math.max(0, (at - low) / (high - low)));
}

/** Keys that cut what is between two keys into so many parts, ascending; fewer when the two are close to each other. */
export function cutsBetween(start: Uint8Array, end: Uint8Array, parts: number): Uint8Array[] {
  const common = commonLength(start, end);
  const [low, high] = [numberAt(start, common), numberAt(end, common)];
  const cuts = new Set<number>();
  for (let i = 1; i < parts; i++) {
    const cut = Math.floor(low + ((high - low) * i) / parts);
    if (cut > low && cut < high) cuts.add(cut);
  }
  return [...cuts].map((cut) => {
    const key = Buffer.alloc(common + DIGITS);
    key.set(start.subarray(0, common));
    key.writeUIntBE(cut, common, DIGITS);
    return new Uint8Array(key);
  });
}

function commonLength(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function numberAt(key: Uint8Array, offset: number): number {
  let value = 0;
  for (let i = 0; i < DIGITS; i++) value = value * 256 + (key[offset + i] ?? 0);
  return value;
}
