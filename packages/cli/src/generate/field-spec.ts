/**
 * Fields as the command line writes them: `name:kind`, with `?` after the name when it may be absent and marks after the
 * kind.
 *
 *     email:string:unique    price:decimal    nickname?:string:index    author:ref=User
 */

import { UsageError } from '../errors';
import { kebabCase, pascalCase } from './names';

/** Kinds, with their types in TypeScript, and a value for generated tests. */
export const FIELD_KINDS = {
  string: {
    type: 'string',
    sample: (name: string) => `'a ${name}'`,
    other: (name: string) => `'another ${name}'`,
  },
  int: { type: 'number', sample: () => '42', other: () => '43' },
  double: { type: 'number', sample: () => '1.5', other: () => '2.5' },
  bigint: { type: 'bigint', sample: () => '42n', other: () => '43n' },
  boolean: { type: 'boolean', sample: () => 'true', other: () => 'false' },
  date: {
    type: 'Date',
    sample: () => "new Date('2026-01-31T12:00:00.000Z')",
    other: () => "new Date('2026-02-01T12:00:00.000Z')",
  },
  bytes: { type: 'Uint8Array', sample: () => 'Uint8Array.of(1, 2)', other: () => 'Uint8Array.of(3)' },
  decimal: { type: 'string', sample: () => "'12.5'", other: () => "'13.75'" },
  uuid: {
    type: 'string',
    sample: () => "'0195f3a2-7d4e-7c11-9a55-3f4b8f2d6c01'",
    other: () => "'0195f3a2-7d4e-7c11-9a55-3f4b8f2d6c02'",
  },
  json: { type: 'unknown', sample: () => '{ a: 1 }', other: () => '{ a: 2 }' },
} as const;

export type FieldKind = keyof typeof FIELD_KINDS;

export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isOptional: boolean;
  readonly mark: 'unique' | 'index' | null;
}

/** A reference to a row of another model. */
export interface ReferenceSpec {
  readonly name: string;
  readonly target: string;
  readonly isOptional: boolean;
}

export interface ModelSpec {
  readonly fields: readonly FieldSpec[];
  readonly references: readonly ReferenceSpec[];
}

const NAME = /^[a-z][A-Za-z0-9]*$/;
const TAKEN = new Set(['id', 'createdAt', 'updatedAt', 'revision', 'constructor', 'prototype']);

/** @throws UsageError naming the field that is wrong */
export function parseFields(texts: readonly string[]): ModelSpec {
  const fields: FieldSpec[] = [];
  const references: ReferenceSpec[] = [];
  const names = new Set<string>();
  for (const text of texts) {
    const parsed = parseField(text);
    if (names.has(parsed.name)) throw new UsageError('a field is given twice', { field: parsed.name });
    names.add(parsed.name);
    if ('target' in parsed) references.push(parsed);
    else fields.push(parsed);
  }
  return { fields, references };
}

function parseField(text: string): FieldSpec | ReferenceSpec {
  const [given = '', kind = '', mark = null, ...rest] = text.split(':');
  const isOptional = given.endsWith('?');
  const name = isOptional ? given.slice(0, -1) : given;
  if (!NAME.test(name) || rest.length > 0) {
    throw new UsageError('a field is name:kind, name?:kind or name:kind:unique', { field: text });
  }
  if (TAKEN.has(name)) throw new UsageError('every generated model has this field already', { field: name });
  const reference = /^ref=([A-Za-z][A-Za-z0-9_-]*)$/.exec(kind);
  if (reference && mark === null) return { name, target: pascalCase(reference[1] as string), isOptional };
  if (!Object.hasOwn(FIELD_KINDS, kind)) {
    const kinds = `${Object.keys(FIELD_KINDS).join(', ')}, ref=Model`;
    throw new UsageError('there is no such kind', { field: text, kinds });
  }
  if (mark !== null && mark !== 'unique' && mark !== 'index') {
    throw new UsageError('the mark of a field is unique or index', { field: text, mark });
  }
  return { name, kind: kind as FieldKind, isOptional, mark };
}

/** The file, without its ending, that declares a model, as generated code places it. */
export function modelFile(name: string): string {
  return `${kebabCase(name)}.model`;
}
