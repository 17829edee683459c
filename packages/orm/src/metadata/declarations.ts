/**
 * Where decorators leave what they were told, until the model is registered.
 *
 * A class carries a list of declarations of its own under `Symbol.for('tito:model')`: in reflect-metadata when its decorators
 * are legacy ones, in `Symbol.metadata` when they are those of the standard. Nothing is interpreted here.
 */

import 'reflect-metadata';
import type { EventOptions } from './event-options';
import type { HookMoment } from './hook-options';
import type { IndexOptions } from './index-options';
import type { FieldOptions, IdOptions, ModelOptions, RelationOptions } from './model-options';
import type { KindName } from './kinds';
import type { UpgradeFunction } from './upgrade-function';

/** Any class, also an abstract one. */
// Constructors with any parameters are meant, and instances of any type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ModelClass<T = any> = abstract new (...args: any[]) => T;

export type FieldRole = 'field' | 'id' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'version' | 'computed';

export type Declaration =
  | { readonly of: 'model'; readonly name: string; readonly options: ModelOptions }
  | {
      readonly of: 'field';
      readonly property: string;
      readonly isStatic: boolean;
      readonly role: FieldRole;
      readonly kind: KindName | null;
      readonly options: FieldOptions<unknown> & IdOptions;
    }
  | {
      readonly of: 'relation';
      readonly property: string;
      readonly isStatic: boolean;
      readonly target: () => ModelClass;
      readonly options: RelationOptions;
    }
  | {
      readonly of: 'index';
      /** The decorated property; null for the class form. */
      readonly property: string | null;
      readonly isStatic: boolean;
      /** Name and fields of the class form. */
      readonly name: string | null;
      readonly fields: readonly string[] | null;
      readonly unique: boolean;
      readonly options: IndexOptions<unknown>;
    }
  | {
      readonly of: 'hook';
      readonly property: string;
      readonly isStatic: boolean;
      readonly moment: HookMoment;
    }
  | {
      readonly of: 'upgrade';
      readonly from: number;
      readonly to: number;
      readonly upgrade: UpgradeFunction;
    }
  | { readonly of: 'event'; readonly name: string; readonly options: EventOptions<unknown, unknown> };

const MODEL = Symbol.for('tito:model');

// Compilers give decorators of the standard a place for metadata only when the symbol exists.
const symbols = Symbol as unknown as { metadata?: symbol };
symbols.metadata ??= Symbol.for('Symbol.metadata');
const METADATA: symbol = symbols.metadata;

/** Adds a declaration to a class, or to the metadata object that a standard decorator's context has. */
export function declare(host: object, declaration: Declaration): void {
  const list =
    typeof host === 'function' ? legacyList(host) : standardList(host as Record<symbol, Declaration[]>);
  list.push(declaration);
}

/** The declarations of a class and of the classes it extends, base first, each class's in the order of its source. */
export function declarationsOf(model: ModelClass): Declaration[] {
  const base: unknown = Object.getPrototypeOf(model);
  const inherited =
    typeof base === 'function' && base !== Function.prototype ? declarationsOf(base as ModelClass) : [];
  return [...inherited.filter(({ of }) => of !== 'model'), ...ownDeclarations(model)];
}

/** Whether a value is a class that `@Model` decorates itself, rather than through a class that it extends. */
export function isModel(value: unknown): value is ModelClass {
  return typeof value === 'function' && ownDeclarations(value as ModelClass).some(({ of }) => of === 'model');
}

/** The name that a model has in the stored schema: the argument of its `@Model`; that of the class when it has none. */
export function modelNameOf(model: ModelClass): string {
  for (const each of ownDeclarations(model)) if (each.of === 'model') return each.name;
  return model.name;
}

/** The name of the property that holds the ids of a model; `id` when it declares none. */
export function idPropertyOf(model: ModelClass): string {
  for (const each of declarationsOf(model))
    if (each.of === 'field' && each.role === 'id') return each.property;
  return 'id';
}

/** The `design:type` that the compiler left for a property, if any. */
export function designType(model: ModelClass, property: string): unknown {
  return Reflect.getMetadata('design:type', model.prototype as object, property);
}

function ownDeclarations(model: ModelClass): Declaration[] {
  const legacy = (Reflect.getOwnMetadata(MODEL, model) as Declaration[] | undefined) ?? [];
  const metadata = Object.getOwnPropertyDescriptor(model, METADATA)?.value as
    Record<symbol, Declaration[]> | undefined;
  const standard =
    metadata !== undefined && Object.hasOwn(metadata, MODEL) ? (metadata[MODEL] as Declaration[]) : [];
  return [...standard, ...legacy];
}

function legacyList(host: object): Declaration[] {
  const existing = Reflect.getOwnMetadata(MODEL, host) as Declaration[] | undefined;
  if (existing !== undefined) return existing;
  const created: Declaration[] = [];
  Reflect.defineMetadata(MODEL, created, host);
  return created;
}

function standardList(metadata: Record<symbol, Declaration[]>): Declaration[] {
  if (!Object.hasOwn(metadata, MODEL)) metadata[MODEL] = [];
  return metadata[MODEL] as Declaration[];
}
