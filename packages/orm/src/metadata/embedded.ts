/**
 * Objects of a class inside a row: kept as JSON, given back as instances.
 *
 * What JSON lacks is kept as text: a date in ISO form, a bigint in decimal, bytes in base64. A reference is kept as its id,
 * and given back as one: who hydrates the row puts references in its place.
 */

import { DefinitionError, InvalidValueError } from '../errors';
import { type Declaration, type ModelClass, declarationsOf, designType } from './declarations';
import { KINDS, type KindName, REFUSED, kindOfDesignType, typeInWords } from './kinds';
import type { ColumnMetadata } from './model-metadata';
import { idOf } from './stored-form';

type Transform = { to(value: unknown): unknown; from(stored: unknown): unknown };

interface EmbeddedTransform extends Transform {
  readonly takesPlain: true;
  /** The class of the objects. */
  readonly embeds: () => ModelClass;
}

interface EmbeddedField {
  readonly property: string;
  readonly kind: KindName | 'reference' | 'references';
  readonly transform: Transform | null;
}

type RelationDeclaration = Extract<Declaration, { of: 'relation' }>;

/** A reference in an embedded object: where it is, through objects and lists of them alike. */
export interface EmbeddedRelation {
  readonly path: readonly string[];
  readonly isList: boolean;
  readonly declaration: RelationDeclaration;
}

const MAX_DEPTH = 8;

const TEXT: { readonly [K in KindName]?: Transform } = {
  date: { to: (value) => (value as Date).toISOString(), from: (stored) => new Date(stored as string) },
  bigint: { to: (value) => (value as bigint).toString(), from: (stored) => BigInt(stored as string) },
  bytes: {
    to: (value) => Buffer.from(value as Uint8Array).toString('base64'),
    from: (stored) => Uint8Array.from(Buffer.from(stored as string, 'base64')),
  },
};

/** Between instances of a class, or plain objects with its fields, and JSON; lists of them too. */
export function embeddedTransform(type: () => ModelClass): EmbeddedTransform {
  let fields: readonly EmbeddedField[] | null = null;
  const known = (): readonly EmbeddedField[] => (fields ??= fieldsOf(type()));
  return {
    to: (value) => mapEach(value, (each) => toJson(type(), known(), each)),
    from: (stored) => mapEach(stored, (each) => fromJson(type(), known(), each as Record<string, unknown>)),
    // What is stored is what \`toPlain\` gives of the instances.
    takesPlain: true,
    embeds: type,
  };
}

/** The references in the embedded objects of columns. */
export function embeddedRelations(columns: ReadonlyMap<string, ColumnMetadata>): EmbeddedRelation[] {
  return [...columns.values()].flatMap(({ property, transform }) => relationsBelow([property], transform));
}

/** True for a column of embedded objects that have references somewhere. */
export function hasEmbeddedRelations({ property, transform }: ColumnMetadata): boolean {
  return relationsBelow([property], transform).length > 0;
}

function relationsBelow(path: readonly string[], transform: Transform | null): EmbeddedRelation[] {
  const embeds = (transform as Partial<EmbeddedTransform> | null)?.embeds;
  if (embeds === undefined || path.length > MAX_DEPTH) return [];
  const type = embeds();
  return declarationsOf(type).flatMap((declaration) => {
    if (declaration.of === 'field')
      return relationsBelow([...path, declaration.property], declaration.options.transform ?? null);
    if (declaration.of !== 'relation' || declaration.options.kind === 'many') return [];
    return [{ path: [...path, declaration.property], isList: isList(type, declaration), declaration }];
  });
}

function mapEach(value: unknown, map: (each: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(map) : map(value);
}

function toJson(type: ModelClass, fields: readonly EmbeddedField[], value: unknown): unknown {
  const refuse = (field: string | undefined, expected: string, got: unknown): never => {
    throw new InvalidValueError({ class: type.name, field, expected, got: typeInWords(got) });
  };
  if (typeof value !== 'object' || value === null)
    return refuse(undefined, 'an object with fields of the class', value);
  const given = value as Record<string, unknown>;
  if (!(value instanceof type)) {
    const unknown = Object.keys(given).find((name) => !fields.some(({ property }) => property === name));
    if (unknown !== undefined) refuse(unknown, 'a field of the class', undefined);
  }
  const out: Record<string, unknown> = {};
  for (const { property, kind, transform } of fields) {
    const each = given[property];
    if (each === undefined) continue;
    if (kind === 'reference' || kind === 'references') {
      const ids = each === null ? null : idsOf(each, kind);
      if (ids === REFUSED) refuse(property, 'ids, Refs or entities', each);
      out[property] = ids;
      continue;
    }
    const stored =
      each === null ? null : KINDS[kind].canonical(transform === null ? each : transform.to(each));
    if (stored === REFUSED) refuse(property, KINDS[kind].expected, each);
    out[property] = stored === null ? null : (TEXT[kind]?.to(stored) ?? stored);
  }
  return out;
}

function fromJson(
  type: ModelClass,
  fields: readonly EmbeddedField[],
  stored: Record<string, unknown>,
): object {
  const entity = Object.create(type.prototype as object) as Record<string, unknown>;
  for (const { property, kind, transform } of fields) {
    const value = stored[property];
    if (value === undefined) continue;
    const text = kind === 'reference' || kind === 'references' ? undefined : TEXT[kind];
    const read: unknown = value === null ? null : (text?.from(value) ?? value);
    entity[property] = read === null || transform === null ? read : transform.from(read);
  }
  return entity;
}

/** What is stored for a reference, or a list of them. */
function idsOf(value: unknown, kind: 'reference' | 'references'): unknown {
  if (kind === 'reference') return Array.isArray(value) ? REFUSED : (idOf(value) ?? REFUSED);
  const ids = Array.isArray(value) ? value.map(idOf) : [null];
  return ids.includes(null) ? REFUSED : ids;
}

function fieldsOf(type: ModelClass): EmbeddedField[] {
  const fields = declarationsOf(type).flatMap((declaration): EmbeddedField[] => {
    if (declaration.of === 'field') return [fieldOf(type, declaration)];
    if (declaration.of !== 'relation') return [];
    if (declaration.options.kind === 'many') {
      throw new DefinitionError('an embedded object has references, no collections', {
        class: type.name,
        property: declaration.property,
      });
    }
    const kind = isList(type, declaration) ? 'references' : 'reference';
    return [{ property: declaration.property, kind, transform: null }];
  });
  if (fields.length > 0) return fields;
  throw new DefinitionError('an embedded class has fields: decorate them with @Field()', {
    class: type.name,
  });
}

function fieldOf(
  type: ModelClass,
  { property, kind, options }: Extract<Declaration, { of: 'field' }>,
): EmbeddedField {
  const found = kind ?? kindOfDesignType(designType(type, property));
  if (found !== null) return { property, kind: found, transform: options.transform ?? null };
  throw new DefinitionError(
    "the type of the property is not known at run time: write its kind, such as @Field('string')",
    { class: type.name, property },
  );
}

function isList(type: ModelClass, { property, options: { kind } }: RelationDeclaration): boolean {
  return kind === 'list' || (kind === undefined && designType(type, property) === Array);
}
