/** What a generated piece needs to know to be written. */

import type { FieldSpec, ModelSpec } from './field-spec';
import { FIELD_KINDS } from './field-spec';
import { camelCase, kebabCase, pascalCase, plural } from './names';

/** The names that the pieces of one thing use for it. */
export interface ThingNames {
  /** `OrderLine` */
  readonly className: string;
  /** `orderLine` */
  readonly one: string;
  /** `orderLines` */
  readonly many: string;
  /** `OrderLines` */
  readonly manyClass: string;
  /** `order-line` */
  readonly file: string;
  /** `order-lines`, also the path in URLs. */
  readonly folder: string;
}

export function thingNames(name: string): ThingNames {
  const kebab = kebabCase(name);
  const folder = plural(kebab);
  return {
    className: pascalCase(name),
    one: camelCase(name),
    many: camelCase(folder),
    manyClass: pascalCase(folder),
    file: kebab,
    folder,
  };
}

/** Field names as an array literal. */
export function fieldList({ fields, references }: ModelSpec): string {
  return `[${[...fields, ...references].map(({ name }) => `'${name}'`).join(', ')}]`;
}

/** An object of JSON, in source form, with a value for each required field: what a test sends. */
export function sampleBody({ fields }: ModelSpec, which: 'sample' | 'other'): string {
  const required = fields.filter(({ isOptional }) => !isOptional);
  return `{ ${required.map((field) => `${field.name}: ${jsonLiteral(field, which)}`).join(', ')} }`;
}

/** As it is sent: dates as ISO text, bigints as digits, bytes as base64. */
function jsonLiteral({ name, kind }: FieldSpec, which: 'sample' | 'other'): string {
  const { sample, other } = FIELD_KINDS[kind];
  const literal = which === 'sample' ? sample(name) : other(name);
  if (kind === 'date') return literal.replace(/^new Date\((.*)\)$/, '$1');
  if (kind === 'bigint') return `'${literal.replace(/n$/, '')}'`;
  if (kind === 'bytes') return which === 'sample' ? "'AQI='" : "'Aw=='";
  return literal;
}
