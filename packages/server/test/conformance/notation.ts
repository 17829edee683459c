/** From the notation of the transcripts to messages on the wire, and the comparison of answers with it. */

import type { FieldSchema } from '../../../../scripts/src/protocol-schema';
import { decodeMemcomparable } from '@tito/protocol';
import type { Json, JsonObject } from './transcript';
import { type WireMessage, schema } from './wire';

/** The timestamps that a scenario has named. */
export type Names = Map<string, bigint>;

const MAX = (1n << 64n) - 1n;

/** Left out of every answer: what depends on the machine, the run, or the shape of the cluster. */
const NEVER_COMPARED = new Set([
  'exec_details',
  'exec_details_v2',
  'region_epoch',
  'duration_to_last_update_ms',
  'debug_info',
  'wait_time',
  'resource_group_tag',
]);

/** The value of `{"$ts": name, "plus": n, "plusMs": n}`. */
export function timestampOf(value: Json, names: Names): bigint {
  const { $ts, plus = 0, plusMs = 0 } = value as { $ts: string; plus?: number; plusMs?: number };
  const base = $ts === 'max' ? MAX : names.get($ts);
  if (base === undefined) throw new Error(`no timestamp named ${$ts}`);
  return base + BigInt(plus) + (BigInt(plusMs) << 18n);
}

/** Bytes as the transcripts write them. */
export function bytesOf(value: Json): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  const special = value as { $hex?: string; $repeat?: readonly [string, number] };
  if (special.$hex !== undefined) return Buffer.from(special.$hex, 'hex');
  if (special.$repeat) return Buffer.from(special.$repeat[0].repeat(special.$repeat[1]), 'utf8');
  throw new Error(`not bytes: ${JSON.stringify(value)}`);
}

/** A request as the loader's serializers take it. */
export function toWire(type: string, json: JsonObject, names: Names): WireMessage {
  const out: WireMessage = {};
  const fields = new Map(schema.message(type).fields.map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(json)) {
    const field = fields.get(name);
    // KvResolveLock has no such field; there it only says by which key the request is routed.
    if (!field && type === 'kvrpcpb.ResolveLockRequest' && name === 'start_key') continue;
    if (!field) throw new Error(`no field ${type}.${name}`);
    out[name] = field.repeated
      ? (value as readonly Json[]).map((item) => fieldToWire(field, item, names))
      : fieldToWire(field, value, names);
  }
  return out;
}

function fieldToWire(field: FieldSchema, value: Json, names: Names): unknown {
  if (field.type === 'TYPE_MESSAGE') return toWire(field.typeName!, value as JsonObject, names);
  if (field.type === 'TYPE_BYTES') return bytesOf(value);
  if (typeof value === 'object' && value !== null && '$ts' in value)
    return timestampOf(value, names).toString();
  return value;
}

export interface Comparison {
  readonly names: Names;
  readonly ignore: ReadonlySet<string>;
}

/** What differs between an answer and the recorded one, as lines; none when they agree. */
export function differences(
  type: string,
  expected: JsonObject,
  actual: WireMessage,
  comparison: Comparison,
  at = '',
): string[] {
  const out: string[] = [];
  const fields = new Map(schema.message(type).fields.map((field) => [field.name, field]));
  const isRegion = type === 'metapb.Region';
  for (const [name, field] of fields) {
    if (NEVER_COMPARED.has(name) || isIgnored(name, comparison.ignore)) continue;
    if (isRegion && name !== 'start_key' && name !== 'end_key') continue;
    const want = expected[name];
    const got = actual[name];
    const where = at === '' ? name : `${at}.${name}`;
    if (isRegion) out.push(...borderDifference(want ?? '', got as Buffer | undefined, where));
    else if (isAbsent(got)) {
      if (want !== undefined) out.push(`${where}: absent, recorded ${JSON.stringify(want)}`);
    } else if (want === undefined) {
      if (!(at !== '' && isId(name))) out.push(`${where}: ${show(got)}, recorded absent`);
    } else if (field.repeated)
      out.push(...listDifferences(field, want as readonly Json[], got as unknown[], comparison, where));
    else out.push(...valueDifferences(field, want, got, comparison, where));
  }
  return out;
}

function listDifferences(
  field: FieldSchema,
  want: readonly Json[],
  got: readonly unknown[],
  comparison: Comparison,
  where: string,
): string[] {
  if (want.length !== got.length)
    return [`${where}: ${got.length} items, recorded ${want.length}: ${show(got)}`];
  return want.flatMap((item, i) => valueDifferences(field, item, got[i], comparison, `${where}[${i}]`));
}

function valueDifferences(
  field: FieldSchema,
  want: Json,
  got: unknown,
  comparison: Comparison,
  where: string,
): string[] {
  const differs = (): string[] => [`${where}: ${show(got)}, recorded ${JSON.stringify(want)}`];
  if (field.type === 'TYPE_MESSAGE') {
    return differences(field.typeName!, want as JsonObject, got as WireMessage, comparison, where);
  }
  if (typeof want === 'object' && want !== null) {
    if ('$text' in want) return typeof got === 'string' && got.length > 0 ? [] : differs();
    if ('$bytes' in want) return (got as Buffer).length === want['$bytes'] ? [] : differs();
    if ('$ts' in want) {
      const value = BigInt(got as string);
      if (want['$ts'] === 'new')
        return value > comparison.names.get(want['after'] as string)! ? [] : differs();
      return value === timestampOf(want, comparison.names) ? [] : differs();
    }
  }
  if (field.type === 'TYPE_BYTES') return (got as Buffer).equals(bytesOf(want)) ? [] : differs();
  return typeof want !== 'object' && String(got) === String(want) ? [] : differs();
}

/** A border is a key of the scenario, or `*` for any other; it comes encoded where PD's key space is. */
function borderDifference(want: Json, got: Buffer | undefined, where: string): string[] {
  if (want === '*') return [];
  const key = bytesOf(want);
  const raw = got ?? Buffer.alloc(0);
  if (raw.equals(key) || (raw.length > 0 && decoded(raw)?.equals(key))) return [];
  return [`${where}: ${show(raw)}, recorded ${JSON.stringify(want)}`];
}

function decoded(bytes: Buffer): Buffer | null {
  try {
    return Buffer.from(decodeMemcomparable(bytes).key);
  } catch {
    return null;
  }
}

/** A recording that ignores key hashes has left out the one of a deadlock too. */
function isIgnored(name: string, ignore: ReadonlySet<string>): boolean {
  return ignore.has(name) || (name === 'deadlock_key_hash' && ignore.has('key_hash'));
}

/** Ids of regions, peers and stores are left out of answers. */
function isId(name: string): boolean {
  return name === 'id' || name.endsWith('_id');
}

function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true;
  return value === '0' || ((Array.isArray(value) || Buffer.isBuffer(value)) && value.length === 0);
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => {
    const bytes = v as { type?: string; data?: number[] } | null;
    return bytes?.type === 'Buffer' ? Buffer.from(bytes.data!).toString('latin1') : v;
  });
}
