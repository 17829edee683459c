/** What rules ask about a request, read from whatever fields its message has. */

import { equalBytes, rangeContains } from '@tito/protocol';
import type { FaultMatch } from './fault-rule';

export interface RequestFacts {
  readonly rpc: string;
  /** `null` for PD. */
  readonly storeId: bigint | null;
  readonly request: unknown;
}

/** The fields that some requests have. */
interface Fields {
  readonly context?: { readonly regionId: bigint };
  readonly key?: Uint8Array;
  readonly keys?: readonly Uint8Array[];
  readonly mutations?: readonly { readonly key: Uint8Array }[];
  readonly pairs?: readonly { readonly key: Uint8Array }[];
  readonly startKey?: Uint8Array;
  readonly primaryLock?: Uint8Array;
  readonly primaryKey?: Uint8Array;
  readonly startVersion?: bigint;
  readonly startTs?: bigint;
  readonly lockTs?: bigint;
  readonly version?: bigint;
}

export function matches(on: FaultMatch, { rpc, storeId, request }: RequestFacts): boolean {
  if (!namesOf(on).some((pattern) => isNamed(pattern, rpc))) return false;
  if (on.store !== undefined && on.store !== storeId) return false;
  const fields = request as Fields;
  if (on.region !== undefined && fields.context?.regionId !== on.region) return false;
  const { key, startTs, primary } = on;
  if (key && !keysOf(fields).some((one) => rangeContains(key, one))) return false;
  if (startTs !== undefined && startTsOf(fields) !== startTs) return false;
  if (primary !== undefined && holdsPrimary(fields) !== primary) return false;
  return on.where?.(request) ?? true;
}

function namesOf({ rpc }: FaultMatch): readonly string[] {
  return typeof rpc === 'string' ? [rpc] : rpc;
}

/** A bare `*` is every call of TiKV; PD is asked for by name. */
function isNamed(pattern: string, rpc: string): boolean {
  if (pattern === '*') return !rpc.startsWith('pd.');
  return pattern.endsWith('*') ? rpc.startsWith(pattern.slice(0, -1)) : pattern === rpc;
}

function keysOf({ key, keys, mutations, pairs, startKey, primaryKey }: Fields): readonly Uint8Array[] {
  const single = key ?? startKey;
  const listed = keys ?? (mutations ?? pairs)?.map((one) => one.key);
  return [...(single ? [single] : []), ...(listed ?? []), ...(primaryKey ? [primaryKey] : [])];
}

function startTsOf({ startVersion, startTs, lockTs, version }: Fields): bigint | undefined {
  return startVersion ?? startTs ?? lockTs ?? version;
}

function holdsPrimary(fields: Fields): boolean {
  const primary = fields.primaryLock?.length ? fields.primaryLock : fields.primaryKey;
  return (
    primary !== undefined &&
    keysOf({ ...fields, primaryKey: undefined }).some((key) => equalBytes(key, primary))
  );
}
