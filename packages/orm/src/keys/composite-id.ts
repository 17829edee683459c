/**
 * Ids that are made of fields: text that sorts like the fields, one after the other.
 *
 *     id       parts, joined by !
 *     text     its characters; those up to " are written as " and two hexadecimal digits
 *     number   a letter for the count of its digits (a: 1, b: 2, ...), the digits; of a negative number the letter counts
 *              from Z down and each digit is taken from 9
 *
 * `order-7`, 42 is `order-7!b42`. A part's text never contains the `!` that ends it, and everything in it sorts after that
 * `!`: no two lists of values have one text, and shorter text comes first, as it does alone.
 */

/** What a part of an id can be: text or a whole number. */
export type IdValue = string | number;

const SEPARATOR = '!';
const ESCAPE = '"';
const LOWER_A = 97;
const UPPER_Z = 90;

/** The text of all parts, or the beginning that all ids with these first parts have. */
export function encodeIdParts(values: readonly IdValue[], isComplete: boolean): string {
  const text = values.map(encodePart).join(SEPARATOR);
  return isComplete ? text : text + SEPARATOR;
}

/** The first text after all ids whose part is this one: the end of a range. */
export function afterIdPart(text: string): string {
  return text + ESCAPE;
}

function encodePart(value: IdValue): string {
  return typeof value === 'number' ? encodeNumber(value) : encodeText(value);
}

/** Surrogates stay pairs: only characters of ASCII are escaped. */
function encodeText(text: string): string {
  let out = '';
  for (const char of text) out += char <= ESCAPE ? ESCAPE + hexOf(char) : char;
  return out;
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(2, '0');
}

function encodeNumber(value: number): string {
  const digits = String(Math.abs(value));
  if (value >= 0) return String.fromCharCode(LOWER_A + digits.length - 1) + digits;
  return String.fromCharCode(UPPER_Z - digits.length + 1) + ninesComplement(digits);
}

function ninesComplement(digits: string): string {
  return digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
}
