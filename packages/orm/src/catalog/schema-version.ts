/** How often the schema was changed, and for how long processes may rely on what they read of it. */

import { CorruptRowError } from '../errors';

const FORMAT = 1;

export interface SchemaVersion {
  /** Rises with every change. */
  readonly version: number;
  readonly leaseMs: number;
}

export function encodeSchemaVersion({ version, leaseMs }: SchemaVersion): Uint8Array {
  const text = JSON.stringify({ version, leaseMs });
  return Buffer.concat([Uint8Array.of(FORMAT), Buffer.from(text)]);
}

/** @throws CorruptRowError */
export function decodeSchemaVersion(key: Uint8Array, bytes: Uint8Array): SchemaVersion {
  if (bytes[0] !== FORMAT) throw new CorruptRowError('unknown format of the schema version', key);
  try {
    return JSON.parse(Buffer.from(bytes.subarray(1)).toString('utf8')) as SchemaVersion;
  } catch (cause) {
    throw new CorruptRowError('the schema version is no JSON', key, {}, cause);
  }
}
