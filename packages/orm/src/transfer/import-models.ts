/**
 * Lines of an export as rows again: written with the indexes that the models have now, in transactions of some rows, a few of
 * them at a time.
 */

import { isDeepStrictEqual } from 'node:util';
import { ImportError, SchemaMismatchError } from '../errors';
import { REFUSED } from '../metadata/kinds';
import type { ColumnMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { checkId } from '../persistence/row-id';
import { planSave } from '../persistence/plan-save';
import type { TransactionScope } from '../session/transaction-scope';
import { type ExportLine, type ExportedModel, parseLine } from './export-format';
import { fromJsonValue, typeOf } from './json-values';
import { parallel } from './parallel';

const DEFAULT_CHUNK = 200;
const MAX_CHUNK = 5000;
/** Text of one transaction, apart from its last line. */
const MAX_CHUNK_CHARACTERS = 4 * 1024 * 1024;
const TRANSACTIONS_AT_ONCE = 4;

export interface ImportOptions {
  /**
   * What to do with a row whose id exists: fail (`error`, default), leave it (`skip`), or make it what the export says
   * (`replace`). An import that was interrupted is run again from its first line with one of the latter two.
   */
  readonly existing?: 'error' | 'skip' | 'replace' | undefined;
  /** Rows of one transaction, 1 to 5000; 200 by default. */
  readonly chunk?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each transaction. */
  readonly onProgress?: ((progress: Readonly<ImportProgress>) => void) | undefined;
}

export interface ImportProgress {
  /** Rows that are done. */
  rows: number;
  written: number;
  /** Rows that existed and were left alone, or were the same already. */
  skipped: number;
}

export interface ImportReport extends Readonly<ImportProgress> {
  /** The timestamp of the export, in decimal. */
  readonly at: string;
  /** Rows by model. */
  readonly models: Readonly<Record<string, number>>;
}

export interface ImportContext {
  /** Undefined when the database has no model of this name. */
  readonly modelOf: (name: string) => BoundModel | undefined;
  readonly write: <T>(work: (scope: TransactionScope) => Promise<T>) => Promise<T>;
}

interface Row {
  readonly model: BoundModel;
  readonly id: string;
  readonly values: StoredValues;
}

/** @throws ImportError, SchemaMismatchError, and what writes throw; what was committed before stays */
export async function importModels(
  context: ImportContext,
  lines: Iterable<string> | AsyncIterable<string>,
  options: ImportOptions,
): Promise<ImportReport> {
  const { existing = 'error', chunk = DEFAULT_CHUNK, signal, onProgress } = options;
  if (!Number.isInteger(chunk) || chunk < 1 || chunk > MAX_CHUNK) {
    throw new ImportError('a chunk has 1 to 5000 rows', {});
  }
  if (!['error', 'skip', 'replace'].includes(existing)) {
    throw new ImportError("existing is 'error', 'skip' or 'replace'", {});
  }
  const progress: ImportProgress = { rows: 0, written: 0, skipped: 0 };
  const reader = new LineReader(context);
  await parallel(reader.chunks(lines, chunk), TRANSACTIONS_AT_ONCE, signal, async (rows) => {
    const written = await context.write((scope) => writeRows(scope, rows, existing));
    progress.rows += rows.length;
    progress.written += written;
    progress.skipped += rows.length - written;
    onProgress?.({ ...progress });
  });
  return { at: reader.at, models: Object.fromEntries(reader.counts), ...progress };
}

/** @returns the number of rows that were written */
async function writeRows(
  scope: TransactionScope,
  rows: readonly Row[],
  existing: 'error' | 'skip' | 'replace',
): Promise<number> {
  const keys = rows.map(({ model, id }) => model.rowKey(id));
  const found = existing === 'error' ? [] : await scope.getManyForWrite(keys);
  let written = 0;
  rows.forEach(({ model, id, values }, i) => {
    const bytes = found[i] ?? null;
    if (bytes !== null && existing === 'skip') return;
    const before = bytes === null ? null : model.codec.decode(keys[i] as Uint8Array, id, bytes);
    if (before !== null && isDeepStrictEqual({ ...before.values }, { ...values })) return;
    applyPlan(scope, planSave(model, before, values, { events: false }));
    written++;
  });
  return written;
}

/** Reads lines in their order: a header, rows of its models, the end. */
class LineReader {
  /** Rows by model. */
  readonly counts = new Map<string, number>();
  readonly #context: ImportContext;
  readonly #models = new Map<
    string,
    { readonly model: BoundModel; readonly columns: ReadonlyMap<string, ColumnMetadata> }
  >();
  #at: string | null = null;
  #rows = 0;
  #hasEnded = false;

  constructor(context: ImportContext) {
    this.#context = context;
  }

  get at(): string {
    return this.#at ?? '';
  }

  /** Rows in groups for one transaction. */
  async *chunks(lines: Iterable<string> | AsyncIterable<string>, size: number): AsyncGenerator<Row[]> {
    let [rows, characters, line]: [Row[], number, number] = [[], 0, 0];
    for await (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      const row = this.#take(parseLine(text, line), line);
      if (row === null) continue;
      rows.push(row);
      characters += text.length;
      if (rows.length < size && characters < MAX_CHUNK_CHARACTERS) continue;
      yield rows;
      [rows, characters] = [[], 0];
    }
    if (rows.length > 0) yield rows;
    if (!this.#hasEnded)
      throw new ImportError('its end is missing: it was cut off', { line, rows: this.#rows });
  }

  #take(line: ExportLine, number: number): Row | null {
    if (this.#hasEnded) throw new ImportError('it goes on after its end', { line: number });
    if ((line.of === 'header') !== (this.#at === null)) {
      throw new ImportError('it begins with a header, which comes once', { line: number });
    }
    if (line.of === 'row') return this.#row(line, number);
    if (line.of === 'header') {
      this.#at = line.at;
      for (const model of line.models) this.#models.set(model.name, columnsOf(this.#context, model));
      return null;
    }
    if (line.rows !== this.#rows) {
      throw new ImportError('it has another number of rows than its end says', {
        line: number,
        rows: this.#rows,
        expected: line.rows,
      });
    }
    this.#hasEnded = true;
    return null;
  }

  #row({ model: name, id, values: json }: Extract<ExportLine, { of: 'row' }>, line: number): Row {
    const known = this.#models.get(name);
    if (known === undefined)
      throw new ImportError('a row is of a model that the header does not name', { line });
    const { model, columns } = known;
    const values: Record<string, unknown> = { [model.metadata.id.property]: checkId(model.metadata, id) };
    for (const [column, value] of Object.entries(json)) {
      const metadata = columns.get(column);
      const stored = metadata === undefined ? REFUSED : fromJsonValue(metadata, value);
      if (metadata === undefined || stored === REFUSED) {
        throw new ImportError('a value does not fit its column', { line, model: name, column });
      }
      values[metadata.property] = stored;
    }
    this.#rows++;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return { model, id, values };
  }
}

/** @throws SchemaMismatchError for a model, or a column, that the database does not have like that */
function columnsOf(
  context: ImportContext,
  { name, columns }: ExportedModel,
): { model: BoundModel; columns: ReadonlyMap<string, ColumnMetadata> } {
  const model = context.modelOf(name);
  if (model === undefined) {
    throw new SchemaMismatchError('the export has a model that this database does not have', { model: name });
  }
  const known = new Map(model.metadata.columns.map((column) => [column.column, column]));
  for (const [column, type] of Object.entries(columns)) {
    const metadata = known.get(column);
    if (metadata !== undefined && typeOf(metadata.shape) === type) continue;
    throw new SchemaMismatchError('the export has a column that the model does not have like that', {
      model: name,
      column,
      exported: type,
      declared: metadata === undefined ? null : typeOf(metadata.shape),
    });
  }
  return { model, columns: known };
}
