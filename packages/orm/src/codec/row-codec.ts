/**
 * Rows as bytes, compiled once per model.
 *
 *     01                              format
 *     varint                          schema version of the model that wrote it
 *     varint                          length of the manifest in bytes
 *     manifest: per index entry       varint (index << 1 | unique), varint generation, varint length, parts
 *     body: per column                varint column, value (see value-codec)
 *
 * The manifest lists the entries that exist for this row: whoever changes or deletes the row deletes exactly these, whatever
 * the indexes are by then. Columns are named by numbers of the catalog, ascending; absent ones are left out, and columns
 * that a reader does not know are kept as they are when it writes the row again.
 */

import { ByteReader } from '../bytes/byte-reader';
import { ByteWriter } from '../bytes/byte-writer';
import { CorruptRowError } from '../errors';
import { hasEmbeddedRelations } from '../metadata/embedded';
import type { ColumnMetadata, ModelMetadata } from '../metadata/model-metadata';
import { REFUSED } from '../metadata/kinds';
import { type StoredValues, storedForm } from '../metadata/stored-form';
import { ANY_TAG, readValue, valueCodec } from './value-codec';

const FORMAT = 1;

/** One entry that a row owns. */
export interface ManifestEntry {
  readonly indexId: number;
  readonly generation: number;
  readonly unique: boolean;
  readonly parts: Uint8Array;
}

/** Everything that a row says. */
export interface DecodedRow {
  readonly schemaVersion: number;
  readonly manifest: readonly ManifestEntry[];
  /** Values in stored form by property, the id among them; absent ones are left out. */
  readonly values: StoredValues;
  /** Columns that this program does not know, as they stand in the row. */
  readonly unknown: Uint8Array;
}

/** Makes property values of stored ones: references of ids. Set by whoever knows how to load them. */
export interface Hydration {
  reference(column: ColumnMetadata, id: string): unknown;
  /** Puts references in the place of ids in embedded objects that have any. */
  embedded(column: ColumnMetadata, value: unknown): unknown;
  /** Adds to a new entity what is not stored: relations that are found by an index. */
  complete(entity: object): void;
}

interface Column {
  readonly id: number;
  readonly property: string;
  readonly tags: number;
  readonly write: (writer: ByteWriter, value: unknown) => void;
  readonly metadata: ColumnMetadata;
  /** How a property's value is made of the stored one, or null when they are the same. */
  readonly wrap: ((value: unknown, hydration: Hydration) => unknown) | null;
}

export class RowCodec {
  readonly #model: ModelMetadata;
  readonly #columns: readonly Column[];
  readonly #byId: readonly (Column | undefined)[];
  readonly #nameOf: ReadonlyMap<number, string>;
  readonly #writer = new ByteWriter();

  /** @param columnIds the number of each column by its stored name */
  constructor(model: ModelMetadata, columnIds: ReadonlyMap<string, number>) {
    this.#model = model;
    this.#nameOf = new Map([...columnIds].map(([name, id]) => [id, name]));
    this.#columns = model.columns
      .map((column) => compile(column, columnIds.get(column.column) as number))
      .sort((a, b) => a.id - b.id);
    const byId: (Column | undefined)[] = [];
    for (const column of this.#columns) byId[column.id] = column;
    this.#byId = byId;
  }

  encode(values: StoredValues, manifest: readonly ManifestEntry[], unknown: Uint8Array = NONE): Uint8Array {
    const entries = this.#encodeManifest(manifest);
    const writer = this.#writer.reset();
    writer.uint8(FORMAT);
    writer.varint(this.#model.schemaVersion);
    writer.bytes(entries);
    for (const { id, property, write } of this.#columns) {
      const value = values[property];
      if (value === undefined) continue;
      writer.varint(id);
      write(writer, value);
    }
    writer.raw(unknown);
    return writer.take();
  }

  /** @throws CorruptRowError */
  decode(key: Uint8Array, id: string, bytes: Uint8Array): DecodedRow {
    return this.#guarded(key, () => {
      const reader = new ByteReader(bytes);
      const schemaVersion = readHead(reader);
      const manifest = readManifest(new ByteReader(reader.bytes()));
      const values: Record<string, unknown> = { [this.#model.id.property]: id };
      const unknown: Uint8Array[] = [];
      const former: Record<string, unknown> = {};
      while (!reader.isAtEnd) {
        const at = reader.position;
        const columnId = reader.varint();
        const column = this.#byId[columnId];
        const value = readValue(reader, column?.tags ?? ANY_TAG);
        if (column !== undefined) values[column.property] = value;
        else {
          unknown.push(reader.since(at));
          former[this.#nameOf.get(columnId) ?? `#${columnId}`] = value;
        }
      }
      return {
        schemaVersion,
        manifest,
        values: this.#isOld(schemaVersion) ? this.#upgraded(schemaVersion, { ...former, ...values }) : values,
        unknown: Buffer.concat(unknown),
      };
    });
  }

  /**
   * A row as an instance of its class, made without its constructor.
   *
   * @throws CorruptRowError
   */
  hydrate(key: Uint8Array, id: string, bytes: Uint8Array, hydration: Hydration): object {
    return this.#guarded(key, () => {
      const reader = new ByteReader(bytes);
      if (this.#isOld(readHead(reader))) {
        const { values } = this.decode(key, id, bytes);
        return this.hydrate(key, id, this.encode(values, []), hydration);
      }
      reader.skipBytes();
      return this.#entity(reader, id, hydration);
    });
  }

  /** Some columns alone: the value of an entry that covers them. */
  encodeCovered(values: StoredValues, columns: readonly ColumnMetadata[]): Uint8Array {
    const writer = this.#writer.reset();
    writer.uint8(FORMAT);
    for (const { id, property, write, metadata } of this.#columns) {
      const value = values[property];
      if (value === undefined || !columns.includes(metadata)) continue;
      writer.varint(id);
      write(writer, value);
    }
    return writer.take();
  }

  /** The entity of what an entry covers; the other properties are absent. @throws CorruptRowError */
  hydrateCovered(key: Uint8Array, id: string, bytes: Uint8Array, hydration: Hydration): object {
    return this.#guarded(key, () => {
      const reader = new ByteReader(bytes);
      if (reader.uint8() !== FORMAT) throw new CorruptRowError('unknown format of an entry', null);
      return this.#entity(reader, id, hydration);
    });
  }

  /** The entries of the row, without its values. */
  manifest(key: Uint8Array, bytes: Uint8Array): readonly ManifestEntry[] {
    return this.#guarded(key, () => {
      const reader = new ByteReader(bytes);
      readHead(reader);
      return readManifest(new ByteReader(reader.bytes()));
    });
  }

  #isOld(schemaVersion: number): boolean {
    return schemaVersion < this.#model.schemaVersion && this.#model.upgrades.length > 0;
  }

  /** What an older version wrote, as the model is now. */
  #upgraded(schemaVersion: number, stored: Readonly<Record<string, unknown>>): StoredValues {
    const { upgrades, id, columns } = this.#model;
    let version = schemaVersion;
    let row: Readonly<Record<string, unknown>> = stored;
    for (const { from, to, upgrade } of upgrades) {
      if (version > from) continue;
      row = upgradedBy(upgrade, row);
      version = to;
    }
    const values: Record<string, unknown> = { [id.property]: stored[id.property] };
    for (const column of columns) {
      const given = row[column.property];
      if (given === undefined) continue;
      const value = given === null ? null : storedForm({ ...column, transform: null }, given);
      if (value === REFUSED)
        throw new CorruptRowError(`an @Upgrade gave no ${column.property} that fits`, null);
      values[column.property] = value;
    }
    return values;
  }

  #entity(reader: ByteReader, id: string, hydration: Hydration): object {
    const entity = Object.create(this.#model.model.prototype as object) as Record<string, unknown>;
    entity[this.#model.id.property] = id;
    while (!reader.isAtEnd) {
      const column = this.#byId[reader.varint()];
      if (column === undefined) {
        readValue(reader, ANY_TAG);
        continue;
      }
      const value = readValue(reader, column.tags);
      entity[column.property] =
        column.wrap === null || value === null ? value : column.wrap(value, hydration);
    }
    hydration.complete(entity);
    return entity;
  }

  #encodeManifest(manifest: readonly ManifestEntry[]): Uint8Array {
    const writer = this.#writer.reset();
    for (const { indexId, generation, unique, parts } of manifest) {
      writer.varint(indexId * 2 + (unique ? 1 : 0));
      writer.varint(generation);
      writer.bytes(parts);
    }
    return writer.take();
  }

  #guarded<T>(key: Uint8Array, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CorruptRowError)) throw error;
      const { details, cause } = error;
      throw new CorruptRowError(String(details['reason']), key, { model: this.#model.name }, cause);
    }
  }
}

const NONE = new Uint8Array();

function upgradedBy(
  upgrade: ModelMetadata['upgrades'][number]['upgrade'],
  row: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  let upgraded: unknown;
  try {
    upgraded = upgrade({ ...row });
  } catch (cause) {
    throw new CorruptRowError('an @Upgrade threw', null, {}, cause);
  }
  if (typeof upgraded === 'object' && upgraded !== null && !(upgraded instanceof Promise))
    return upgraded as Readonly<Record<string, unknown>>;
  throw new CorruptRowError('an @Upgrade gave no object', null);
}

function compile(metadata: ColumnMetadata, id: number): Column {
  const { write, tags } = valueCodec(metadata.shape);
  return { id, property: metadata.property, tags, write, metadata, wrap: wrapper(metadata) };
}

function wrapper(column: ColumnMetadata): Column['wrap'] {
  const { shape, transform } = column;
  if (shape.of === 'reference') return (id, hydration) => hydration.reference(column, id as string);
  if (shape.of === 'references') {
    return (ids, hydration) => (ids as string[]).map((id) => hydration.reference(column, id));
  }
  if (transform === null) return null;
  if (!hasEmbeddedRelations(column)) return (value) => transform.from(value);
  return (value, hydration) => hydration.embedded(column, transform.from(value));
}

function readHead(reader: ByteReader): number {
  if (reader.uint8() !== FORMAT) throw new CorruptRowError('unknown format', null);
  return reader.varint();
}

function readManifest(reader: ByteReader): ManifestEntry[] {
  const entries: ManifestEntry[] = [];
  while (!reader.isAtEnd) {
    const head = reader.varint();
    entries.push({
      indexId: Math.floor(head / 2),
      unique: head % 2 === 1,
      generation: reader.varint(),
      parts: reader.bytes(),
    });
  }
  return entries;
}
