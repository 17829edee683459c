/** Random messages of any type of the protocol, in the shape that our codecs take. */

import * as fc from 'fast-check';
import { camelCase } from '../../scripts/src/protocol-names';
import type { FieldSchema, MessageSchema, PackageSchema } from '../../scripts/src/protocol-schema';

export type AnyMessage = Record<string, unknown>;

/** Finds messages and enumerations by their full names. */
export class SchemaIndex {
  readonly messages = new Map<string, MessageSchema>();
  readonly enums = new Map<string, readonly number[]>();

  constructor(packages: readonly PackageSchema[]) {
    for (const schema of packages) {
      for (const message of schema.messages) this.messages.set(`${schema.name}.${message.path}`, message);
      for (const { path, values } of schema.enums) {
        this.enums.set(
          `${schema.name}.${path}`,
          values.map((value) => value.number),
        );
      }
    }
  }

  message(name: string): MessageSchema {
    const schema = this.messages.get(name);
    if (!schema) throw new Error(`no message ${name}`);
    return schema;
  }
}

const MAX_DEPTH = 4;

/** Messages with every field sometimes absent, sometimes at its default, sometimes at the edge of its range. */
export function arbitraryMessage(index: SchemaIndex, name: string, depth = 0): fc.Arbitrary<AnyMessage> {
  const fields = index.message(name).fields.filter((field) => depth < MAX_DEPTH || !holdsMessage(field));
  const plain = fields.filter((field) => !field.oneof);
  const members = fields.filter((field) => field.oneof);
  const record = (chosen: readonly FieldSchema[]): fc.Arbitrary<AnyMessage> =>
    fc.record(
      Object.fromEntries(chosen.map((field) => [camelCase(field.name), arbitraryField(index, field, depth)])),
      { requiredKeys: [] },
    );
  if (members.length === 0) return record(plain);
  const member = fc.constantFrom(...members).chain((field) => record([field]));
  return fc.tuple(record(plain), member).map(([a, b]) => ({ ...a, ...b }));
}

function holdsMessage(field: FieldSchema): boolean {
  return field.type === 'TYPE_MESSAGE';
}

function arbitraryField(index: SchemaIndex, field: FieldSchema, depth: number): fc.Arbitrary<unknown> {
  if (field.map) {
    const key = arbitraryValue(index, field.map.key, depth);
    const value = arbitraryValue(index, field.map.value, depth);
    return fc.array(fc.tuple(key, value), { maxLength: 3 }).map((entries) => new Map(entries));
  }
  const value = arbitraryValue(index, field, depth);
  return field.repeated ? fc.array(value, { maxLength: 3 }) : value;
}

function arbitraryValue(index: SchemaIndex, field: FieldSchema, depth: number): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'TYPE_MESSAGE':
      return arbitraryMessage(index, field.typeName ?? '', depth + 1);
    case 'TYPE_ENUM':
      return fc.constantFrom(...(index.enums.get(field.typeName ?? '') ?? [0]));
    case 'TYPE_BOOL':
      return fc.boolean();
    case 'TYPE_BYTES':
      return fc.uint8Array({ maxLength: 300 });
    case 'TYPE_STRING':
      return fc.string({ unit: 'grapheme', maxLength: 150 });
    case 'TYPE_DOUBLE':
      return fc.double({ noNaN: true });
    case 'TYPE_INT32':
      return fc.integer();
    case 'TYPE_UINT32':
    case 'TYPE_FIXED32':
      return fc.integer({ min: 0, max: 0xffffffff });
    case 'TYPE_INT64':
      return fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
    case 'TYPE_UINT64':
    case 'TYPE_FIXED64':
      return fc.oneof(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.bigInt({ min: 0n, max: 300n }));
    default:
      throw new Error(`no arbitrary for ${field.type}`);
  }
}

/** One of our messages as proto-loader gives it: snake case, strings for 64 bits, null for absent messages. */
export function toLoaderForm(index: SchemaIndex, name: string, message: AnyMessage): AnyMessage {
  const out: AnyMessage = {};
  for (const field of index.message(name).fields) {
    const value = message[camelCase(field.name)];
    if (field.map) {
      const { key, value: inner } = field.map;
      const entries = [...((value as Map<unknown, unknown> | undefined) ?? [])];
      out[field.name] = Object.fromEntries(
        entries.map(([k, v]) => [String(loaderValue(index, key, k)), loaderValue(index, inner, v)]),
      );
    } else if (field.repeated) {
      out[field.name] = ((value as unknown[] | undefined) ?? []).map((v) => loaderValue(index, field, v));
    } else if (value !== undefined || !field.oneof) {
      out[field.name] = loaderValue(index, field, value);
    }
  }
  return out;
}

function loaderValue(index: SchemaIndex, field: FieldSchema, value: unknown): unknown {
  switch (field.type) {
    case 'TYPE_MESSAGE':
      return value === undefined ? null : toLoaderForm(index, field.typeName ?? '', value as AnyMessage);
    case 'TYPE_BYTES':
      return Buffer.from((value as Uint8Array | undefined) ?? []);
    case 'TYPE_STRING':
      return value ?? '';
    case 'TYPE_BOOL':
      return value ?? false;
    case 'TYPE_INT64':
    case 'TYPE_UINT64':
    case 'TYPE_FIXED64':
      return ((value as bigint | undefined) ?? 0n).toString();
    default:
      return value ?? 0;
  }
}

/** Drops the virtual properties that name a set member of a oneof. */
export function withoutOneofNames(index: SchemaIndex, name: string, message: AnyMessage): AnyMessage {
  const out: AnyMessage = {};
  for (const field of index.message(name).fields) {
    if (!(field.name in message)) continue;
    const value = message[field.name];
    const inner = field.map ? field.map.value : field;
    const strip = (v: unknown): unknown =>
      inner.type === 'TYPE_MESSAGE' && v !== null
        ? withoutOneofNames(index, inner.typeName ?? '', v as AnyMessage)
        : v;
    if (field.map) {
      const plain = is64(field.map.key) ? unhash : (key: string): string => key;
      const entries = Object.entries(value as AnyMessage).map(([k, v]) => [plain(k), strip(v)]);
      out[field.name] = Object.fromEntries(entries) as AnyMessage;
    } else out[field.name] = field.repeated ? (value as unknown[]).map(strip) : strip(value);
  }
  return out;
}

function is64(field: FieldSchema): boolean {
  return field.type === 'TYPE_UINT64' || field.type === 'TYPE_INT64';
}

/** The loader keys maps of 64-bit numbers by their eight bytes as characters, low byte first. */
function unhash(key: string): string {
  return Buffer.from(key, 'latin1').readBigUInt64LE().toString();
}
