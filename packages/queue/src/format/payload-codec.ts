/**
 * Values as JSON text that comes back exactly as it was: JSON, plus `bigint`, `Date`, `Uint8Array`, `undefined` in arrays
 * and the numbers that JSON lacks, as objects with one key that begins with `$`.
 *
 *     10n                -> {"$bigint":"10"}          new Date(0)      -> {"$date":0}
 *     bytes 01 02        -> {"$bytes":"AQI="}         NaN, -0, Infinity -> {"$number":"NaN"}
 *     {"$bigint": "x"}   -> {"$":{"$bigint":"x"}}     a plain object that looks like one of these
 *
 * What has no exact form (functions, symbols, maps, sets, cycles, invalid dates) is an error and not a guess. Instances of
 * other classes are stored as their own enumerable properties, or as what their `toJSON()` returns, and come back plain.
 */

import { CorruptRecordError, InvalidPayloadError } from '../errors';

/** How deeply objects and arrays may be nested. */
export const MAX_PAYLOAD_DEPTH = 200;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws InvalidPayloadError `QUEUE_INVALID_PAYLOAD` */
export function encodePayload(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value === undefined ? tag('undefined', true) : toJson(value, '$', 0)));
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodePayload(bytes: Uint8Array): unknown {
  let text: string;
  let json: unknown;
  try {
    text = decoder.decode(bytes);
    json = JSON.parse(text);
  } catch {
    throw new CorruptRecordError('payload', 'not JSON');
  }
  // Most payloads are plain JSON: walking them would cost more than parsing them.
  return text.includes('{"$') ? fromJson(json) : json;
}

function toJson(value: unknown, path: string, depth: number): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : tag('number', Object.is(value, -0) ? '-0' : String(value));
    case 'bigint':
      return tag('bigint', value.toString());
    case 'object':
      return value === null ? null : objectToJson(value, path, depth);
    default:
      throw new InvalidPayloadError(path, `a ${typeof value}`);
  }
}

function objectToJson(value: object, path: string, depth: number): unknown {
  if (depth >= MAX_PAYLOAD_DEPTH) throw new InvalidPayloadError(path, 'nested too deeply, or a cycle');
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new InvalidPayloadError(path, 'an invalid date');
    return tag('date', value.getTime());
  }
  if (value instanceof Uint8Array) return tag('bytes', Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, i) =>
      item === undefined ? tag('undefined', true) : toJson(item, `${path}[${i}]`, depth + 1),
    );
  }
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return toJson((value.toJSON as () => unknown).call(value), path, depth + 1);
  if (
    value instanceof Map ||
    value instanceof Set ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof Promise
  ) {
    throw new InvalidPayloadError(path, `a ${value.constructor.name}`);
  }
  return propertiesToJson(value, path, depth);
}

function propertiesToJson(value: object, path: string, depth: number): unknown {
  const out: Record<string, unknown> = {};
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  for (const [name, item] of entries) define(out, name, toJson(item, `${path}.${name}`, depth + 1));
  return entries.length === 1 && (entries[0] as [string, unknown])[0].startsWith('$') ? { $: out } : out;
}

function fromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromJson);
  const names = Object.keys(json);
  if (names.length === 1 && (names[0] as string).startsWith('$')) {
    return fromTag(names[0] as string, (json as Record<string, unknown>)[names[0] as string]);
  }
  return propertiesFromJson(json);
}

function propertiesFromJson(json: object): object {
  const out = {};
  for (const [name, item] of Object.entries(json)) define(out, name, fromJson(item));
  return out;
}

function fromTag(name: string, value: unknown): unknown {
  if (name === '$bigint' && typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (name === '$date' && typeof value === 'number') return new Date(value);
  if (name === '$bytes' && typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'));
  if (name === '$number' && typeof value === 'string') return Number(value);
  if (name === '$undefined') return undefined;
  if (name === '$' && typeof value === 'object' && value !== null) return propertiesFromJson(value);
  throw new CorruptRecordError('payload', 'an unknown tag');
}

function tag(kind: string, value: unknown): object {
  return { [`$${kind}`]: value };
}

/** Like assignment, but `__proto__` becomes a property like any other. */
function define(target: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    (target as Record<string, unknown>)[name] = value;
  }
}
