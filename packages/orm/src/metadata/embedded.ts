/**
 * Objects of a class inside a row: kept as JSON, given back as instances.
 *
 * What JSON lacks is kept as text: a date in ISO form, a bigint in decimal, bytes in base64.
 */

import { DefinitionError, InvalidValueError } from '../errors';
import { type Declaration, type ModelClass, declarationsOf, designType } from './declarations';
import { KINDS, type KindName, REFUSED, kindOfDesignType, typeInWords } from './kinds';

type Transform = { to(value: unknown): unknown; from(stored: unknown): unknown };

interface EmbeddedField {
  readonly property: string;
  readonly kind: KindName;
  readonly transform: Transform | null;
}

const TEXT: { readonly [K in KindName]?: Transform } = {
  date: { to: (value) => (value as Date).toISOString(), from: (stored) => new Date(stored as string) },
  bigint: { to: (value) => (value as bigint).toString(), from: (stored) => BigInt(stored as string) },
  bytes: {
    to: (value) => Buffer.from(value as Uint8Array).toString('base64'),
    from: (stored) => Uint8Array.from(Buffer.from(stored as string, 'base64')),
  },
};

/** Between instances of a class, or plain objects with its fields, and JSON; lists of them too. */
export function embeddedTransform(type: () => ModelClass): Transform & { readonly takesPlain: true } {
  let fields: readonly EmbeddedField[] | null = null;
  const known = (): readonly EmbeddedField[] => (fields ??= fieldsOf(type()));
  return {
    to: (value) => mapEach(value, (each) => toJson(type(), known(), each)),
    from: (stored) => mapEach(stored, (each) => fromJson(type(), known(), each as Record<string, unknown>)),
    // What is stored is what \`toPlain\` gives of the instances.
    takesPlain: true,
  };
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
    const read: unknown = value === null ? null : (TEXT[kind]?.from(value) ?? value);
    entity[property] = read === null || transform === null ? read : transform.from(read);
  }
  return entity;
}

function fieldsOf(type: ModelClass): EmbeddedField[] {
  const declared = declarationsOf(type).filter(
    (each): each is Extract<Declaration, { of: 'field' }> => each.of === 'field',
  );
  if (declared.length === 0)
    throw new DefinitionError('an embedded class has fields: decorate them with @Field()', {
      class: type.name,
    });
  return declared.map(({ property, kind, options }) => {
    const found = kind ?? kindOfDesignType(designType(type, property));
    if (found === null) {
      throw new DefinitionError(
        "the type of the property is not known at run time: write its kind, such as @Field('string')",
        {
          class: type.name,
          property,
        },
      );
    }
    return { property, kind: found, transform: options.transform ?? null };
  });
}
