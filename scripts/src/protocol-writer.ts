/** Writes the TypeScript of one protobuf package: interfaces, straight-line codecs, enumerations, services. */

import { camelCase, moduleName, typeName } from './protocol-names';
import type { EnumSchema, FieldSchema, MessageSchema, PackageSchema, ServiceSchema } from './protocol-schema';

/** How one scalar type is typed, defaulted, written and read. */
interface Scalar {
  readonly type: string;
  readonly zero: string;
  readonly write: string;
  readonly read: string;
  readonly wire: 0 | 1 | 2 | 5;
}

const scalars: Readonly<Record<string, Scalar>> = {
  TYPE_DOUBLE: { type: 'number', zero: '0', write: 'double', read: 'double', wire: 1 },
  TYPE_FLOAT: { type: 'number', zero: '0', write: 'float', read: 'float', wire: 5 },
  TYPE_INT64: { type: 'bigint', zero: '0n', write: 'uint64', read: 'int64', wire: 0 },
  TYPE_UINT64: { type: 'bigint', zero: '0n', write: 'uint64', read: 'uint64', wire: 0 },
  TYPE_FIXED64: { type: 'bigint', zero: '0n', write: 'fixed64', read: 'fixed64', wire: 1 },
  TYPE_INT32: { type: 'number', zero: '0', write: 'int32', read: 'int32', wire: 0 },
  TYPE_SINT32: { type: 'number', zero: '0', write: 'sint32', read: 'sint32', wire: 0 },
  TYPE_UINT32: { type: 'number', zero: '0', write: 'uint32', read: 'uint32', wire: 0 },
  TYPE_FIXED32: { type: 'number', zero: '0', write: 'fixed32', read: 'fixed32', wire: 5 },
  TYPE_BOOL: { type: 'boolean', zero: 'false', write: 'bool', read: 'bool', wire: 0 },
  TYPE_STRING: { type: 'string', zero: "''", write: 'string', read: 'string', wire: 2 },
  TYPE_BYTES: { type: 'Uint8Array', zero: 'NO_BYTES', write: 'bytes', read: 'bytes', wire: 2 },
};

/** The module's text. */
export function writePackage(schema: PackageSchema, packages: readonly string[]): string {
  const writer = new PackageWriter(schema, packages);
  return writer.write();
}

class PackageWriter {
  readonly #schema: PackageSchema;
  readonly #packages: readonly string[];
  readonly #imported = new Set<string>();

  constructor(schema: PackageSchema, packages: readonly string[]) {
    this.#schema = schema;
    this.#packages = [...packages].sort((a, b) => b.length - a.length);
  }

  write(): string {
    const body = [
      ...this.#schema.enums.map((schema) => this.#enum(schema)),
      ...this.#schema.messages.map((schema) => this.#message(schema)),
      ...this.#schema.services.map((schema) => this.#service(schema)),
    ].join('\n');
    const head = `// Generated from protos/ by \`npm run generate\`. Do not edit.\n\n`;
    const types = [
      ...(this.#schema.messages.length > 0 ? ['MessageType'] : []),
      ...(this.#schema.services.length > 0 ? ['MethodType'] : []),
    ];
    let imports = types.length > 0 ? `import type { ${types.join(', ')} } from '../wire/message';\n` : '';
    const empties = ['NO_BYTES', 'NO_ITEMS', 'noEntries'].filter((name) => body.includes(name));
    if (empties.length > 0) imports += `import { ${empties.join(', ')} } from '../wire/empty';\n`;
    for (const name of [...this.#imported].sort()) imports += `import * as ${name} from './${name}';\n`;
    return `${head}${imports}\n${body}`;
  }

  #enum(schema: EnumSchema): string {
    const name = typeName(schema.path);
    const values = schema.values.map((value) => `  ${value.name}: ${value.number},\n`).join('');
    return (
      `export const ${name} = {\n${values}} as const;\n` +
      `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`
    );
  }

  #message(schema: MessageSchema): string {
    const name = typeName(schema.path);
    const names = new Set(schema.fields.map((field) => camelCase(field.name)));
    if (names.size !== schema.fields.length) throw new Error(`names of fields of ${name} collide`);
    const full = `${this.#schema.name}.${schema.path}`;
    const members = schema.fields.map((f) => `  readonly ${camelCase(f.name)}: ${this.#memberType(f)};\n`);
    if (schema.fields.length === 0) {
      return (
        `export type ${name} = Readonly<Record<never, never>>;\n` +
        `export const ${name}: MessageType<${name}> = {\n  name: '${full}',\n  encode() {},\n` +
        `  decode(r, end) {\n    while (r.pos < end) r.skip(r.uint32());\n    r.finish(end);\n    return {};\n  },\n};\n`
      );
    }
    return (
      `export interface ${name} {\n${members.join('')}}\n` +
      `export const ${name}: MessageType<${name}> = {\n  name: '${full}',\n` +
      `  encode(m, w) {\n${schema.fields.map((f) => this.#encode(f)).join('')}  },\n` +
      `  decode(r, end) {\n${this.#decode(schema)}  },\n};\n`
    );
  }

  #service(schema: ServiceSchema): string {
    const methods = schema.methods.map((method) => {
      const request = this.#reference(method.request);
      const response = this.#reference(method.response);
      return (
        `  ${camelCase(method.name)}: {\n    path: '${method.path}',\n` +
        `    requestStream: ${method.requestStream},\n    responseStream: ${method.responseStream},\n` +
        `    request: ${request},\n    response: ${response},\n  } as MethodType<${request}, ${response}>,\n`
      );
    });
    return `export const ${schema.name}Service = {\n${methods.join('')}};\n`;
  }

  #memberType(field: FieldSchema): string {
    if (field.map)
      return `ReadonlyMap<${this.#valueType(field.map.key)}, ${this.#valueType(field.map.value)}>`;
    const value = this.#valueType(field);
    if (field.repeated) return `readonly ${value}[]`;
    return isMessage(field) || field.oneof ? `${value} | undefined` : value;
  }

  #valueType(field: FieldSchema): string {
    return scalars[field.type]?.type ?? this.#reference(field.typeName ?? '');
  }

  #encode(field: FieldSchema): string {
    const name = `m.${camelCase(field.name)}`;
    if (field.map) return this.#encodeMap(name, field);
    if (field.repeated) return this.#encodeRepeated(name, field);
    if (isMessage(field))
      return `    if (${name} !== undefined) {\n${this.#put(field, name, '      ')}    }\n`;
    const scalar = scalarOf(field);
    const test = field.oneof
      ? `${name} !== undefined`
      : scalar.read === 'bytes'
        ? `${name} !== undefined && ${name}.length > 0`
        : scalar.type === 'boolean'
          ? name
          : scalar.read === 'double' || scalar.read === 'float'
            ? `${name} !== undefined && !Object.is(${name}, 0)`
            : `${name} !== undefined && ${name} !== ${scalar.zero}`;
    return `    if (${test}) {\n${this.#put(field, name, '      ')}    }\n`;
  }

  #encodeMap(name: string, field: FieldSchema): string {
    const { key, value } = field.map as NonNullable<FieldSchema['map']>;
    return (
      `    if (${name} !== undefined) {\n      for (const [k, v] of ${name}) {\n${tag(field.number, 2, '        ')}` +
      `        const at = w.begin();\n${this.#put(key, 'k', '        ')}${this.#put(value, 'v', '        ', 'inner')}` +
      `        w.end(at);\n      }\n    }\n`
    );
  }

  #encodeRepeated(name: string, field: FieldSchema): string {
    if (isMessage(field) || scalarOf(field).wire === 2) {
      return `    if (${name} !== undefined) {\n      for (const v of ${name}) {\n${this.#put(field, 'v', '        ')}      }\n    }\n`;
    }
    return (
      `    if (${name} !== undefined && ${name}.length > 0) {\n${tag(field.number, 2, '      ')}` +
      `      const at = w.begin();\n      for (const v of ${name}) w.${scalarOf(field).write}(v);\n      w.end(at);\n    }\n`
    );
  }

  #put(field: FieldSchema, value: string, indent: string, at = 'at'): string {
    if (!isMessage(field)) {
      const scalar = scalarOf(field);
      return `${tag(field.number, scalar.wire, indent)}${indent}w.${scalar.write}(${value});\n`;
    }
    const type = this.#reference(field.typeName ?? '');
    return `${tag(field.number, 2, indent)}${indent}const ${at} = w.begin();\n${indent}${type}.encode(${value}, w);\n${indent}w.end(${at});\n`;
  }

  #decode(schema: MessageSchema): string {
    const locals = schema.fields
      .map((f) => `    let ${local(f)}: ${this.#localType(f)} = ${initial(f)};\n`)
      .join('');
    const cases = schema.fields.map((f) => this.#case(f)).join('');
    const result = schema.fields
      .map((f) => `      ${camelCase(f.name)}: ${local(f)}${fallback(f)},\n`)
      .join('');
    return (
      `${locals}    while (r.pos < end) {\n      const tag = r.uint32();\n      switch (tag) {\n${cases}` +
      `        default:\n          r.skip(tag);\n      }\n    }\n    r.finish(end);\n    return {\n${result}    };\n`
    );
  }

  #localType(field: FieldSchema): string {
    if (field.map)
      return `Map<${this.#valueType(field.map.key)}, ${this.#valueType(field.map.value)}> | undefined`;
    if (field.repeated) return `${this.#valueType(field)}[] | undefined`;
    return this.#memberType(field);
  }

  #case(field: FieldSchema): string {
    const wire = field.map || isMessage(field) ? 2 : scalarOf(field).wire;
    const number = field.number * 8;
    if (field.map)
      return `        case ${number + 2}: {\n${this.#readMap(field)}          break;\n        }\n`;
    const read = this.#read(field);
    if (!field.repeated)
      return `        case ${number + wire}:\n          ${local(field)} = ${read};\n          break;\n`;
    const one = `        case ${number + wire}:\n          (${local(field)} ??= []).push(${read});\n          break;\n`;
    if (wire === 2) return one;
    const packed =
      `        case ${number + 2}: {\n          const list = (${local(field)} ??= []);\n` +
      `          const packedEnd = r.begin(end);\n          while (r.pos < packedEnd) list.push(${read});\n` +
      `          r.finish(packedEnd);\n          break;\n        }\n`;
    return one + packed;
  }

  #readMap(field: FieldSchema): string {
    const { key, value } = field.map as NonNullable<FieldSchema['map']>;
    const keyWire = scalarOf(key).wire;
    const valueWire = isMessage(value) ? 2 : scalarOf(value).wire;
    return (
      `          const outerEnd = end;\n          end = r.begin(outerEnd);\n` +
      `          let k: ${this.#valueType(key)} = ${scalarOf(key).zero};\n` +
      `          let v: ${this.#valueType(value)}${isMessage(value) ? ' | undefined' : ''} = ${isMessage(value) ? 'undefined' : scalarOf(value).zero};\n` +
      `          while (r.pos < end) {\n            const inner = r.uint32();\n` +
      `            if (inner === ${8 + keyWire}) k = ${this.#read(key)};\n` +
      `            else if (inner === ${16 + valueWire}) v = ${this.#read(value)};\n` +
      `            else r.skip(inner);\n          }\n          r.finish(end);\n          end = outerEnd;\n` +
      `          ${isMessage(value) ? `if (v !== undefined) ` : ''}(${local(field)} ??= new Map()).set(k, v);\n`
    );
  }

  #read(field: FieldSchema): string {
    if (isMessage(field)) return `${this.#reference(field.typeName ?? '')}.decode(r, r.begin(end))`;
    const scalar = scalarOf(field);
    const cast = field.type === 'TYPE_ENUM' ? ` as ${this.#valueType(field)}` : '';
    return `r.${scalar.read}()${cast}`;
  }

  #reference(full: string): string {
    const owner = this.#packages.find((name) => full.startsWith(`${name}.`));
    if (owner === undefined) throw new Error(`no package for ${full}`);
    const name = typeName(full.slice(owner.length + 1));
    if (owner === this.#schema.name) return name;
    this.#imported.add(moduleName(owner));
    return `${moduleName(owner)}.${name}`;
  }
}

function isMessage(field: FieldSchema): boolean {
  return field.type === 'TYPE_MESSAGE';
}

function scalarOf(field: FieldSchema): Scalar {
  if (field.type === 'TYPE_ENUM') return { type: '', zero: '0', write: 'int32', read: 'int32', wire: 0 };
  const scalar = scalars[field.type];
  if (!scalar) throw new Error(`scalar type ${field.type} of ${field.name} is not known`);
  return scalar;
}

function tag(number: number, wire: number, indent: string): string {
  const value = number * 8 + wire;
  return value < 128 ? `${indent}w.byte(${value});\n` : `${indent}w.uint32(${value});\n`;
}

/** A local of the decoder; the suffix keeps it apart from reserved words and the decoder's own names. */
function local(field: FieldSchema): string {
  return `${camelCase(field.name)}_`;
}

function initial(field: FieldSchema): string {
  if (field.map || field.repeated || isMessage(field) || field.oneof) return 'undefined';
  return scalarOf(field).zero;
}

function fallback(field: FieldSchema): string {
  if (field.map) return ' ?? noEntries()';
  return field.repeated ? ' ?? NO_ITEMS' : '';
}
