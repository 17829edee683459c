/**
 * Reads `protos/` with @grpc/proto-loader into the few facts that the generator needs: packages with their messages,
 * enumerations and services, every type name resolved to its full name.
 */

import * as fs from 'node:fs';
import { loadSync } from '@grpc/proto-loader';
import { FileDescriptorProto } from 'protobufjs/ext/descriptor';

export interface FieldSchema {
  readonly name: string;
  readonly number: number;
  /** `TYPE_UINT64` and so on, as descriptors name it. */
  readonly type: string;
  /** Full name for messages and enumerations. */
  readonly typeName: string | null;
  readonly repeated: boolean;
  readonly oneof: boolean;
  /** Key and value of a map field. */
  readonly map: { readonly key: FieldSchema; readonly value: FieldSchema } | null;
}

export interface MessageSchema {
  /** `Outer.Inner` for nested messages. */
  readonly path: string;
  readonly fields: readonly FieldSchema[];
}

export interface EnumSchema {
  readonly path: string;
  readonly values: readonly { readonly name: string; readonly number: number }[];
}

export interface MethodSchema {
  readonly name: string;
  readonly path: string;
  readonly request: string;
  readonly response: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

export interface ServiceSchema {
  readonly name: string;
  readonly methods: readonly MethodSchema[];
}

export interface PackageSchema {
  readonly name: string;
  readonly messages: MessageSchema[];
  readonly enums: EnumSchema[];
  readonly services: ServiceSchema[];
}

interface FieldDescriptor {
  readonly name: string;
  readonly number: number;
  readonly type: string;
  readonly typeName?: string;
  readonly label: string;
  readonly oneofIndex?: number;
}

interface EnumDescriptor {
  readonly name: string;
  readonly value: readonly { readonly name: string; readonly number: number }[];
}

interface MessageDescriptor {
  readonly name: string;
  readonly field?: readonly FieldDescriptor[];
  readonly nestedType?: readonly MessageDescriptor[];
  readonly enumType?: readonly EnumDescriptor[];
  readonly options?: { readonly mapEntry?: boolean };
}

interface MethodDescriptor {
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly clientStreaming?: boolean;
  readonly serverStreaming?: boolean;
}

interface FileDescriptor {
  readonly package: string;
  readonly messageType?: readonly MessageDescriptor[];
  readonly enumType?: readonly EnumDescriptor[];
  readonly service?: readonly { readonly name: string; readonly method: readonly MethodDescriptor[] }[];
}

/** All packages of the `.proto` files in `directory`, in alphabetical order. */
export function readSchema(directory: string): PackageSchema[] {
  const files = readFileDescriptors(directory);
  const known = new Set(files.flatMap(declaredNames));
  return files
    .map((file) => readPackage(file, known))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The loader's own objects default `oneofIndex` to 0; the raw descriptors beside them keep its absence. */
function readFileDescriptors(directory: string): FileDescriptor[] {
  const names = fs.readdirSync(directory).filter((file) => file.endsWith('.proto'));
  const definition = loadSync(names, { includeDirs: [directory], keepCase: true });
  const files = new Map<string, FileDescriptor>();
  for (const entry of Object.values(definition)) {
    if (!('fileDescriptorProtos' in entry)) continue;
    for (const bytes of entry.fileDescriptorProtos as Buffer[]) {
      const message = FileDescriptorProto.decode(bytes);
      const file = FileDescriptorProto.toObject(message, { enums: String }) as FileDescriptor;
      files.set(file.package, file);
    }
  }
  return [...files.values()];
}

function declaredNames(file: FileDescriptor): string[] {
  const nested = (prefix: string, message: MessageDescriptor): string[] => [
    prefix,
    ...(message.nestedType ?? []).flatMap((inner) => nested(`${prefix}.${inner.name}`, inner)),
    ...(message.enumType ?? []).map((inner) => `${prefix}.${inner.name}`),
  ];
  return [
    ...(file.messageType ?? []).flatMap((message) => nested(`${file.package}.${message.name}`, message)),
    ...(file.enumType ?? []).map((inner) => `${file.package}.${inner.name}`),
  ];
}

function readPackage(file: FileDescriptor, known: ReadonlySet<string>): PackageSchema {
  const out: PackageSchema = { name: file.package, messages: [], enums: [], services: [] };
  for (const message of file.messageType ?? []) readMessage(out, message.name, message, known);
  for (const inner of file.enumType ?? []) out.enums.push({ path: inner.name, values: inner.value });
  for (const service of file.service ?? []) {
    const methods = service.method.map((method) => ({
      name: method.name,
      path: `/${file.package}.${service.name}/${method.name}`,
      request: resolve(method.inputType, file.package, known),
      response: resolve(method.outputType, file.package, known),
      requestStream: method.clientStreaming ?? false,
      responseStream: method.serverStreaming ?? false,
    }));
    out.services.push({ name: service.name, methods });
  }
  return out;
}

function readMessage(
  out: PackageSchema,
  path: string,
  message: MessageDescriptor,
  known: ReadonlySet<string>,
): void {
  const scope = `${out.name}.${path}`;
  const inner = message.nestedType ?? [];
  const entries = new Map(inner.filter((n) => n.options?.mapEntry).map((n) => [`${scope}.${n.name}`, n]));
  const field = (descriptor: FieldDescriptor): FieldSchema => {
    const full = descriptor.typeName ? resolve(descriptor.typeName, scope, known) : null;
    const [key, value] = (full === null ? undefined : entries.get(full))?.field?.map(field) ?? [];
    return {
      name: descriptor.name,
      number: descriptor.number,
      type: descriptor.type,
      typeName: full,
      repeated: descriptor.label === 'LABEL_REPEATED',
      oneof: descriptor.oneofIndex !== undefined,
      map: key && value ? { key, value } : null,
    };
  };
  out.messages.push({ path, fields: (message.field ?? []).map(field) });
  for (const nested of inner) {
    if (!nested.options?.mapEntry) readMessage(out, `${path}.${nested.name}`, nested, known);
  }
  for (const nested of message.enumType ?? []) {
    out.enums.push({ path: `${path}.${nested.name}`, values: nested.value });
  }
}

/** Finds a type by name from the innermost scope outwards, as protobuf does. */
function resolve(name: string, scope: string, known: ReadonlySet<string>): string {
  if (name.startsWith('.')) return name.slice(1);
  for (let prefix = scope; ; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    const candidate = prefix === '' ? name : `${prefix}.${name}`;
    if (known.has(candidate)) return candidate;
    if (prefix === '') throw new Error(`type ${name} in ${scope} is not declared`);
  }
}
