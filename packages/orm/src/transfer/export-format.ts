/**
 * The lines of an export, each a JSON object:
 *
 *     {"export":"tito","version":1,"at":"<timestamp>","models":[{"name":"user","columns":{"name":"string"}}]}
 *     {"model":"user","id":"<id>","values":{"name":"Ann"}}       one for each row; columns by their stored names
 *     {"end":true,"rows":1}                                      the last one, without which an export is cut off
 *
 * Null is null, what is absent is left out. Rows are as they are stored, with hidden fields, marks of deletion and versions.
 */

import { ImportError } from '../errors';
import { typeInWords } from '../metadata/kinds';
import type { ModelMetadata } from '../metadata/model-metadata';
import { typeOf } from './json-values';

const VERSION = 1;

export interface ExportedModel {
  readonly name: string;
  /** Stored name to type: a kind, `reference` or `references`. */
  readonly columns: Readonly<Record<string, string>>;
}

export type ExportLine =
  | { readonly of: 'header'; readonly at: string; readonly models: readonly ExportedModel[] }
  | {
      readonly of: 'row';
      readonly model: string;
      readonly id: string;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly of: 'end'; readonly rows: number };

export function headerLine(at: string, models: readonly ModelMetadata[]): string {
  const described = models.map(({ name, columns }) => ({
    name,
    columns: Object.fromEntries(columns.map(({ column, shape }) => [column, typeOf(shape)])),
  }));
  return JSON.stringify({ export: 'tito', version: VERSION, at, models: described });
}

export function rowLine(model: string, id: string, values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ model, id, values });
}

export function endLine(rows: number): string {
  return JSON.stringify({ end: true, rows });
}

/** @throws ImportError for a line that is none of an export */
export function parseLine(text: string, line: number): ExportLine {
  const json = parsed(text, line);
  if (json['export'] === 'tito') return header(json, line);
  if (json['end'] === true && typeof json['rows'] === 'number') return { of: 'end', rows: json['rows'] };
  const { model, id, values } = json;
  if (typeof model === 'string' && typeof id === 'string' && isObject(values))
    return { of: 'row', model, id, values };
  throw new ImportError('it is no line of an export', { line });
}

function header(json: Record<string, unknown>, line: number): ExportLine {
  const { version, at, models } = json;
  if (version !== VERSION) {
    throw new ImportError('it has a version that this program does not know', {
      line,
      version: typeInWords(version),
    });
  }
  if (typeof at === 'string' && Array.isArray(models) && models.every(isDescription)) {
    return { of: 'header', at, models };
  }
  throw new ImportError('its header is incomplete', { line });
}

function isDescription(value: unknown): value is ExportedModel {
  return isObject(value) && typeof value['name'] === 'string' && isObject(value['columns']);
}

function parsed(text: string, line: number): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
  } catch {
    // told below: the message of the parser would quote the line
  }
  throw new ImportError('a line is no JSON object', { line });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
