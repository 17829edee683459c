/** The order of stored values, the same as that of their keys. */

/** Negative, zero or positive; NaN for values of different types and for objects. Text is ordered by code points. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (typeof a !== typeof b || typeof a === 'object') return Number.NaN;
  return (a as number) < (b as number) ? -1 : a === b ? 0 : 1;
}

/** Orders decimals in their stored form. */
export function compareDecimals(a: unknown, b: unknown): number {
  const x = parts(a as string);
  const y = parts(b as string);
  if (x.sign !== y.sign) return x.sign - y.sign;
  return (
    x.sign *
    (x.whole.length - y.whole.length || compareText(x.whole, y.whole) || compareText(x.fraction, y.fraction))
  );
}

function parts(decimal: string): { sign: number; whole: string; fraction: string } {
  const sign = decimal === '0' ? 0 : decimal.startsWith('-') ? -1 : 1;
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  return { sign, whole, fraction };
}

function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** UTF-16 sorts surrogates below the end of the basic plane; code points, and UTF-8, above. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
