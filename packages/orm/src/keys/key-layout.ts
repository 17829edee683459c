/**
 * The only file that spells keys of the ORM. Integers are big-endian; parts and ids are those of `tuple-codec`.
 *
 *     namespace  N = 01 <name> 00         the name in UTF-8, with 00 written as 01 01 and 01 as 01 02
 *     catalog    N c m <model's name> 00  a model: its number, columns and indexes (escaped like the namespace)
 *                N c i                    the last number given to a model
 *                N c k                    the secret that cursors are sealed with
 *                N c v                    how often the schema was changed, and its lease
 *                N c b <model 4>          a build of indexes; with <range 4> a part of it
 *                N c x <model 4> <index 4> <generation 2> <id>   a row that has no entry in a unique index
 *     row        N r <model 4> <id>
 *     index      N i <model 4> <index 4> <generation 2> <parts> <id>
 *     unique     N u <model 4> <index 4> <generation 2> <parts>
 *     queue      N q ...                  spelled by the queue
 *     tenant     N t <name> ...           the same rooms again, for one tenant: N of its keys is all of this
 */

import { type KeyRange, type KeyValue, compareBytes, concatBytes, prefixRange } from '@tito/tikv';
import { ByteReader } from '../bytes/byte-reader';
import { ByteWriter } from '../bytes/byte-writer';
import { InvalidQueryError } from '../errors';
import { isWellFormed } from '../metadata/well-formed';
import { readPart, skipPart, writePart, writeStringPrefix } from './tuple-codec';

const FORMAT = 0x01;
const ROOMS = { catalog: 'c', rows: 'r', index: 'i', unique: 'u', tenants: 't' } as const;
const QUEUE_ROOM = 'q';
const MAX_NAME_BYTES = 200;

/** Which entries: those of one definition of one index of one model. */
export interface IndexAddress {
  readonly modelId: number;
  readonly indexId: number;
  readonly generation: number;
  readonly unique: boolean;
}

/** What a key of a row or an entry says. */
export type ParsedKey =
  | { readonly room: 'row'; readonly modelId: number; readonly id: string }
  | {
      readonly room: 'index' | 'unique';
      readonly modelId: number;
      readonly indexId: number;
      readonly generation: number;
    };

export class KeyLayout {
  readonly #prefix: Uint8Array;
  readonly #writer = new ByteWriter();

  /**
   * @param tenant null: the namespace itself
   * @throws InvalidQueryError for a name that is empty, too long or not well formed
   */
  constructor(namespace: string, tenant: string | null = null) {
    checkName('namespace', namespace);
    if (tenant !== null) checkName('tenant', tenant);
    const inTenant = tenant === null ? [] : [Buffer.from(ROOMS.tenants), escapeName(tenant)];
    this.#prefix = concatBytes(Uint8Array.of(FORMAT), escapeName(namespace), ...inTenant);
  }

  /** What all keys of the namespace begin with; the queue adds its own room. */
  get namespace(): Uint8Array {
    return this.#prefix;
  }

  /**
   * Every key of the namespace, or tenant.
   */
  everything(): KeyRange {
    return prefixRange(this.#prefix);
  }

  /** Everything of the catalog. */
  catalog(): KeyRange {
    return prefixRange(this.#key(ROOMS.catalog));
  }

  /** Written before the first key of a tenant is deleted, and deleted with the last one. */
  dropMark(): Uint8Array {
    return this.#key(ROOMS.catalog, Buffer.from('d'));
  }

  /** Everything of all tenants of a namespace. */
  tenants(): KeyRange {
    return prefixRange(this.#key(ROOMS.tenants));
  }

  /** The name of the tenant that a key of `tenants()` belongs to. */
  tenantIn(key: Uint8Array): string {
    return unescapeName(key.subarray(this.#prefix.length + 1));
  }

  catalogModel(name: string): Uint8Array {
    return this.#key(ROOMS.catalog, Buffer.from('m'), escapeName(name));
  }

  catalogModels(): KeyRange {
    return prefixRange(this.#key(ROOMS.catalog, Buffer.from('m')));
  }

  /** The name of the model whose record has a key of `catalogModels()`. */
  modelInCatalog(key: Uint8Array): string {
    return unescapeName(key.subarray(this.#prefix.length + 2));
  }

  lastModelId(): Uint8Array {
    return this.#key(ROOMS.catalog, Buffer.from('i'));
  }

  cursorSecret(): Uint8Array {
    return this.#key(ROOMS.catalog, Buffer.from('k'));
  }

  schemaVersion(): Uint8Array {
    return this.#key(ROOMS.catalog, Buffer.from('v'));
  }

  /** The build of a model's indexes. */
  build(modelId: number): Uint8Array {
    return this.#catalogKey('b', modelId).take();
  }

  buildRange(modelId: number, range: number): Uint8Array {
    const writer = this.#catalogKey('b', modelId);
    writer.uint32(range);
    return writer.take();
  }

  buildRanges(modelId: number): KeyRange {
    return { start: this.buildRange(modelId, 0), end: prefixRange(this.build(modelId)).end };
  }

  /** Notes of rows that have no entry in a unique index, since another row has their values. */
  violations({ modelId, indexId, generation }: Omit<IndexAddress, 'unique'>): KeyRange {
    const writer = this.#catalogKey('x', modelId);
    writer.uint32(indexId);
    writer.uint16(generation);
    return prefixRange(writer.take());
  }

  violation(address: Omit<IndexAddress, 'unique'>, id: string): Uint8Array {
    return concatBytes(this.violations(address).start, this.encodeId(id));
  }

  row(modelId: number, id: string): Uint8Array {
    const writer = this.#begin(ROOMS.rows);
    writer.uint32(modelId);
    writePart(writer, 'string', id);
    return writer.take();
  }

  rows(modelId: number): KeyRange {
    const writer = this.#begin(ROOMS.rows);
    writer.uint32(modelId);
    return prefixRange(writer.take());
  }

  /** Rows whose ids are from one text on, up to another that is excluded; null: to the last. */
  rowsBetween(modelId: number, start: string, end: string | null): KeyRange {
    const rest = end === null ? this.rows(modelId).end : this.#rowBound(modelId, end);
    return { start: this.#rowBound(modelId, start), end: rest };
  }

  /** What all entries of an index begin with. */
  indexPrefix(address: IndexAddress): Uint8Array {
    return this.#indexWriter(address).take();
  }

  /** The entry with the given parts; `id` is that of the row, in entries of indexes that are not unique. */
  entry(address: IndexAddress, parts: Uint8Array, id: string): Uint8Array {
    const writer = this.#indexWriter(address);
    writer.raw(parts);
    if (!address.unique) writePart(writer, 'string', id);
    return writer.take();
  }

  /** The id as the value of a unique entry. */
  encodeId(id: string): Uint8Array {
    const writer = this.#writer.reset();
    writePart(writer, 'string', id);
    return writer.take();
  }

  decodeId(bytes: Uint8Array): string {
    return readPart(new ByteReader(bytes)) as string;
  }

  /** The id in the key of a row. */
  idInRow(key: Uint8Array): string {
    return this.decodeId(key.subarray(this.#prefix.length + 1 + 4));
  }

  /**
   * The id in an entry.
   *
   * @param directions per part of the index, whether it is descending
   * @throws CorruptRowError
   */
  idInEntry({ key, value }: KeyValue, { unique }: IndexAddress, directions: readonly boolean[]): string {
    if (unique) return this.decodeId(value);
    let at = this.#prefix.length + 1 + 4 + 4 + 2;
    for (const isDescending of directions) at = skipPart(key, at, isDescending);
    return this.decodeId(key.subarray(at));
  }

  /**
   * The values of the parts of an entry, as its index has them.
   *
   * @param directions per part of the index, whether it is descending
   * @throws CorruptRowError
   */
  partsInEntry(key: Uint8Array, directions: readonly boolean[]): unknown[] {
    let at = this.#prefix.length + 1 + 4 + 4 + 2;
    return directions.map((isDescending) => {
      const end = skipPart(key, at, isDescending);
      const bytes = Uint8Array.from(key.subarray(at, end), (byte) => (isDescending ? 0xff - byte : byte));
      at = end;
      return readPart(new ByteReader(bytes));
    });
  }

  /** Which keys that `parse` does not read this one belongs to: the queue's room is spelled by the queue. */
  outerRoomOf(key: Uint8Array): 'catalog' | 'queue' | null {
    const { length } = this.#prefix;
    if (key.length <= length || compareBytes(key.subarray(0, length), this.#prefix) !== 0) return null;
    const room = String.fromCharCode(key[length] as number);
    if (room === ROOMS.catalog) return 'catalog';
    return room === QUEUE_ROOM ? 'queue' : null;
  }

  /** What a key means; null for keys of other rooms and other namespaces. */
  parse(key: Uint8Array): ParsedKey | null {
    const { length } = this.#prefix;
    if (key.length < length + 5 || compareBytes(key.subarray(0, length), this.#prefix) !== 0) return null;
    const room = String.fromCharCode(key[length] as number);
    const reader = new ByteReader(key.subarray(length + 1));
    if (room === ROOMS.rows) return { room: 'row', modelId: reader.uint32(), id: readPart(reader) as string };
    if (room !== ROOMS.index && room !== ROOMS.unique) return null;
    const [modelId, indexId, generation] = [reader.uint32(), reader.uint32(), reader.uint16()];
    return { room: room === ROOMS.index ? 'index' : 'unique', modelId, indexId, generation };
  }

  #indexWriter({ modelId, indexId, generation, unique }: IndexAddress): ByteWriter {
    const writer = this.#begin(unique ? ROOMS.unique : ROOMS.index);
    writer.uint32(modelId);
    writer.uint32(indexId);
    writer.uint16(generation);
    return writer;
  }

  #catalogKey(kind: string, modelId: number): ByteWriter {
    const writer = this.#begin(ROOMS.catalog);
    writer.raw(Buffer.from(kind));
    writer.uint32(modelId);
    return writer;
  }

  #rowBound(modelId: number, text: string): Uint8Array {
    const writer = this.#begin(ROOMS.rows);
    writer.uint32(modelId);
    writeStringPrefix(writer, text);
    return writer.take();
  }

  #begin(room: string): ByteWriter {
    const writer = this.#writer.reset();
    writer.raw(this.#prefix);
    writer.uint8(room.charCodeAt(0));
    return writer;
  }

  #key(room: string, ...parts: readonly Uint8Array[]): Uint8Array {
    const writer = this.#begin(room);
    for (const part of parts) writer.raw(part);
    return writer.take();
  }
}

function checkName(what: 'namespace' | 'tenant', name: unknown): void {
  if (typeof name !== 'string' || name === '' || !isWellFormed(name)) {
    throw new InvalidQueryError(`a ${what} has a name`, {});
  }
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new InvalidQueryError(`the name of the ${what} is too long`, { limit: MAX_NAME_BYTES });
  }
}

/** A name so that neither it nor anything that begins with it is the beginning of another's: escaped like a string. */
function escapeName(name: string): Uint8Array {
  const out: number[] = [];
  for (const byte of Buffer.from(name)) out.push(...(byte <= 1 ? [1, byte + 1] : [byte]));
  return Uint8Array.from([...out, 0]);
}

/** The name that the bytes begin with. */
function unescapeName(bytes: Uint8Array): string {
  const out: number[] = [];
  for (let i = 0; i < bytes.length && bytes[i] !== 0; i++) {
    const byte = bytes[i] as number;
    out.push(byte === 1 ? (bytes[++i] ?? 1) - 1 : byte);
  }
  return Buffer.from(out).toString('utf8');
}
