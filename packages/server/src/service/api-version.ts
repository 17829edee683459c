/** Which requests a server of one API version takes, and which keys they may name. */

import { kvrpcpb } from '@tito/protocol';
import { aborted } from '../mvcc/key-errors';
import type { ApiMode, Storage } from '../txn/storage';

const { APIVersion } = kvrpcpb;

const RAW_PREFIX = 0x72;
const TXN_PREFIX = 0x78;
/** First bytes of the keys that TiDB keeps without a keyspace. */
const TIDB_PREFIXES: readonly number[] = [0x6d, 0x74];

type Keys = readonly Uint8Array[];
/** Start and end; an empty bound is none. */
type Ranges = readonly (readonly [start: Uint8Array, end: Uint8Array])[];

export interface Scope {
  readonly command: string;
  readonly kind: 'raw' | 'txn';
  readonly keys?: Keys;
  readonly ranges?: Ranges;
}

/** Version 1 without TTL takes any key of version 1: nothing needs to be looked at. */
export function isPlain({ mode }: Storage, context: kvrpcpb.Context | undefined): boolean {
  return mode === 'V1' && (context?.apiVersion ?? APIVersion.V1) === APIVersion.V1;
}

/** @throws KeyRefusal with the text that TiKV gives in its place */
export function admitVersion(
  { mode }: Storage,
  context: kvrpcpb.Context | undefined,
  { command, kind, keys = [], ranges = [] }: Scope,
): void {
  const version = context?.apiVersion ?? APIVersion.V1;
  if (!isTaken(mode, version, kind, keys, ranges)) {
    throw aborted(
      `Api version in request does not match with TiKV storage, cmd: ${command}, storage: ${mode}, request: ${versionName(version)}`,
    );
  }
  if (mode !== 'V2' || version !== APIVersion.V2) return;
  const prefix = kind === 'raw' ? RAW_PREFIX : TXN_PREFIX;
  for (const key of keys) {
    if (key[0] !== prefix)
      throw aborted(
        `Key mode mismatched with the request mode, cmd: ${command}, storage: ${mode}, key: ${hex(key)}`,
      );
  }
  for (const [start, end] of ranges) {
    if (!isRangeOf(prefix, start, end, kind === 'raw'))
      throw aborted(
        `Key mode mismatched with the request mode, cmd: ${command}, storage: ${mode}, range: (Some("${hex(start)}"), Some("${hex(end)}"))`,
      );
  }
}

function isTaken(
  mode: ApiMode,
  version: kvrpcpb.APIVersion,
  kind: 'raw' | 'txn',
  keys: Keys,
  ranges: Ranges,
): boolean {
  if (mode === 'V1') return version === APIVersion.V1;
  if (mode === 'V1TTL') return kind === 'raw' && version === APIVersion.V1;
  if (version === APIVersion.V2) return true;
  if (version !== APIVersion.V1 || kind === 'raw') return false;
  return (
    keys.every((key) => TIDB_PREFIXES.includes(key[0] ?? -1)) &&
    ranges.every(([start, end]) => TIDB_PREFIXES.some((prefix) => isRangeOf(prefix, start, end)))
  );
}

/** Both bounds begin with the byte of the mode; raw ranges may also end at the first key behind it. */
function isRangeOf(prefix: number, start: Uint8Array, end: Uint8Array, mayEndBehind = false): boolean {
  if (start[0] !== prefix) return false;
  return end[0] === prefix || (mayEndBehind && end.length === 1 && end[0] === prefix + 1);
}

function versionName(version: kvrpcpb.APIVersion): string {
  return Object.entries(APIVersion).find(([, value]) => value === version)?.[0] ?? String(version);
}

function hex(key: Uint8Array): string {
  return Buffer.from(key).toString('hex').toUpperCase();
}
