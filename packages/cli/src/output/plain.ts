/** Values as JSON can hold them, in one way for all commands. */

/**
 * Bigints become decimal strings, dates ISO 8601, bytes base64; references and classes become what their `toJSON` says.
 */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, replace, indent);
}

function replace(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  // A Buffer's own toJSON has run before the replacer sees it.
  const raw = (this as Record<string, unknown>)[key];
  if (raw instanceof Uint8Array) return Buffer.from(raw).toString('base64');
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  if (value instanceof Set) return [...(value as Set<unknown>)];
  return value;
}

/** One value in the cell of a table. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return toJson(value).replace(/^"(\d+)"$/, '$1'); // a bigint, as a number
}
