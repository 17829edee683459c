/** Declarations of fields and references made into columns. */

import { DefinitionError } from '../errors';
import { type Declaration, type FieldRole, type ModelClass, designType } from './declarations';
import { KINDS, type KindName, REFUSED, kindOfDesignType, typeInWords } from './kinds';
import type { ColumnMetadata, ColumnShape } from './model-metadata';

type FieldDeclaration = Extract<Declaration, { of: 'field' }>;
type RelationDeclaration = Extract<Declaration, { of: 'relation' }>;

const ROLE_KINDS: Readonly<Record<Exclude<FieldRole, 'field' | 'id' | 'computed'>, KindName>> = {
  createdAt: 'date',
  updatedAt: 'date',
  deletedAt: 'date',
  version: 'int',
};

/** Getters that are computed from a row; not among its columns. */
export function buildComputed(model: ModelClass, declarations: readonly Declaration[]): ColumnMetadata[] {
  const computed = fieldsOf(declarations).filter(({ role }) => role === 'computed');
  return [...new Map(computed.map((each) => [each.property, fieldColumn(model, each)])).values()];
}

/** The columns of a model; a class that extends another may declare a property again. */
export function buildColumns(model: ModelClass, declarations: readonly Declaration[]): ColumnMetadata[] {
  const columns = new Map<string, ColumnMetadata>();
  for (const declaration of declarations) {
    const column = columnOf(model, declaration);
    if (column !== null) columns.set(column.property, column);
  }
  checkNames(model, [...columns.values()]);
  for (const role of Object.keys(ROLE_KINDS)) checkOnlyOne(model, role as FieldRole, [...columns.values()]);
  return [...columns.values()];
}

function columnOf(model: ModelClass, declaration: Declaration): ColumnMetadata | null {
  if (declaration.of === 'field' && declaration.role !== 'id' && declaration.role !== 'computed') {
    return fieldColumn(model, declaration);
  }
  if (declaration.of === 'relation' && declaration.options.kind !== 'many')
    return referenceColumn(model, declaration);
  return null;
}

function fieldColumn(model: ModelClass, declaration: FieldDeclaration): ColumnMetadata {
  checkProperty(model, declaration);
  const { property, role, options } = declaration;
  const kind = KINDS[kindNameOf(model, declaration)];
  const where = { class: model.name, property };
  const allowed = options.enum === undefined ? null : new Set(enumValues(options.enum));
  for (const value of allowed ?? []) {
    if (kind.canonical(value) === REFUSED) {
      throw new DefinitionError('the enum has a value that is not of the kind of the field', {
        ...where,
        expected: kind.expected,
        got: typeInWords(value),
      });
    }
  }
  checkDefault(where, declaration, kind.name, kind.canonical);
  return Object.freeze({
    property,
    column: options.column ?? property,
    shape: Object.freeze<ColumnShape>({ of: 'value', kind }),
    role,
    required: options.required ?? false,
    hidden: options.hidden ?? false,
    defaultValue: options.default,
    transform: options.transform ?? null,
    allowed,
  });
}

function referenceColumn(model: ModelClass, declaration: RelationDeclaration): ColumnMetadata {
  checkProperty(model, declaration);
  const { property, options } = declaration;
  // Compilers that leave `design:type` tell a list from a single reference; for others it is written down.
  const isList =
    options.kind === 'list' || (options.kind === undefined && designType(model, property) === Array);
  return Object.freeze({
    property,
    column: options.column ?? property,
    shape: Object.freeze<ColumnShape>({ of: isList ? 'references' : 'reference' }),
    role: 'field',
    required: false,
    hidden: false,
    defaultValue: undefined,
    transform: null,
    allowed: null,
  });
}

function kindNameOf(model: ModelClass, { property, role, kind }: FieldDeclaration): KindName {
  if (role !== 'field' && role !== 'id' && role !== 'computed') return ROLE_KINDS[role];
  if (kind !== null) {
    if (Object.hasOwn(KINDS, kind)) return kind;
    throw new DefinitionError('there is no such kind of field', {
      class: model.name,
      property,
      kinds: Object.keys(KINDS),
    });
  }
  const found = kindOfDesignType(designType(model, property));
  if (found !== null) return found;
  throw new DefinitionError(
    "the type of the property is not known at run time: write its kind, such as @Field('string')",
    { class: model.name, property, kinds: Object.keys(KINDS) },
  );
}

function checkDefault(
  where: { class: string; property: string },
  { options }: FieldDeclaration,
  kind: KindName,
  canonical: (value: unknown) => unknown,
): void {
  const value = options.default;
  if (value === undefined || typeof value === 'function' || options.transform !== undefined) return;
  if (canonical(value) === REFUSED) {
    throw new DefinitionError('the default is not of the kind of the field', {
      ...where,
      expected: KINDS[kind].expected,
      got: typeInWords(value),
    });
  }
}

/** Enums of numbers also list their names: only the values count. */
function enumValues(values: readonly unknown[] | Readonly<Record<string, unknown>>): unknown[] {
  if (Array.isArray(values)) return [...(values as unknown[])];
  const entries = Object.entries(values as Record<string, unknown>);
  return entries.filter(([name]) => !/^-?\d+(\.\d+)?$/.test(name)).map(([, value]) => value);
}

/** @throws DefinitionError for what no row can store under its name */
export function checkProperty(
  model: ModelClass,
  { property, isStatic }: { property: string; isStatic: boolean },
): void {
  if (isStatic)
    throw new DefinitionError('a static property cannot be stored', { class: model.name, property });
  // What every object has: a row that lacks the field would seem to have it.
  if (property in Object.prototype || property === 'prototype')
    throw new DefinitionError('the name is reserved', { class: model.name, property });
}

function checkNames(model: ModelClass, columns: readonly ColumnMetadata[]): void {
  const seen = new Map<string, string>();
  for (const { column, property } of columns) {
    const other = seen.get(column);
    if (column === '') throw new DefinitionError('a column needs a name', { class: model.name, property });
    if (other !== undefined) {
      throw new DefinitionError('two properties have one column', {
        class: model.name,
        properties: [other, property],
        column,
      });
    }
    seen.set(column, property);
  }
}

function checkOnlyOne(model: ModelClass, role: FieldRole, columns: readonly ColumnMetadata[]): void {
  const properties = columns.filter((column) => column.role === role).map(({ property }) => property);
  if (properties.length > 1) {
    throw new DefinitionError('only one property can have this role', {
      class: model.name,
      properties,
      role,
    });
  }
}

/** The declarations of fields, the id and what is computed among them. */
export function fieldsOf(declarations: readonly Declaration[]): FieldDeclaration[] {
  return declarations.filter((declaration): declaration is FieldDeclaration => declaration.of === 'field');
}
