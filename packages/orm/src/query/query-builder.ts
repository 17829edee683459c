/** A query under construction: immutable, and executed by its last step. */

import { createHash } from 'node:crypto';
import { type KeyRange, type KvReader, toHex } from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import { InvalidCursorError, InvalidQueryError, UnboundedQueryError } from '../errors';
import { typeInWords } from '../metadata/kinds';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { RowSource } from '../session/row-source';
import { type RegionStarts, countPairs } from './count-pairs';
import type { CursorSeal } from './cursor';
import { countingReader } from './counting-reader';
import { type ExplainOptions, type QueryExplanation, type QueryRun, explain, runOf } from './explain';
import type { FilterOptions, Page } from './query';
import { type QueryPlan, prefixOf } from './query-plan';
import { type Match, type ScanRequest, scanMatches } from './scan-matches';

/** Most items of a result that is one array. */
export const MAX_ITEMS = 100_000;
/** Most rows that an explanation reads. */
const MAX_EXPLAINED = 1000;
const DEFAULT_PAGE_ITEMS = 50;
const DEFAULT_MAX_SCAN = 10_000;

/** What queries of one repository share. */
export interface QueryEnvironment {
  /** Where to read: looked up when the query is executed. */
  readonly source: () => RowSource;
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
  readonly seal: CursorSeal;
  /** Absent where everything is counted in one go. */
  readonly regionStarts?: RegionStarts;
  /** How many regions ranges of keys lie in; absent where no query is explained. */
  readonly regionsOf?: (ranges: readonly KeyRange[]) => Promise<number>;
  /** Replaces relations of entities by what they point at, level by level. */
  readonly include: (
    model: ModelMetadata,
    entities: readonly object[],
    include: object,
    reader: KvReader,
  ) => Promise<void>;
}

type Filter = (entity: never) => boolean;

/** One execution: what it reads with, and whether it goes from the cursor backwards. */
interface Run {
  readonly request: ScanRequest;
  readonly isBackward: boolean;
}

interface State {
  readonly limit: number | null;
  readonly reverse: boolean;
  readonly after: string | null;
  readonly before: string | null;
  readonly filters: readonly Filter[];
  /** Filters that were added after `include`, and see what it loaded. */
  readonly loadedFilters: readonly Filter[];
  readonly maxScan: number;
  readonly include: object | null;
  readonly select: readonly string[] | null;
  readonly signal: AbortSignal | null;
}

const INITIAL: State = {
  limit: null,
  reverse: false,
  after: null,
  before: null,
  filters: [],
  loadedFilters: [],
  maxScan: DEFAULT_MAX_SCAN,
  include: null,
  select: null,
  signal: null,
};

export class QueryBuilder {
  readonly #environment: QueryEnvironment;
  readonly #plan: QueryPlan;
  readonly #state: State;

  constructor(environment: QueryEnvironment, plan: QueryPlan, state: State = INITIAL) {
    this.#environment = environment;
    this.#plan = plan;
    this.#state = state;
  }

  limit(count: number): QueryBuilder {
    if (count !== Infinity && (!Number.isSafeInteger(count) || count < 1)) {
      throw this.#invalid('a limit is a whole number from 1, or Infinity', { got: typeInWords(count) });
    }
    return this.#with({ limit: count });
  }

  reverse(): QueryBuilder {
    return this.#with({ reverse: !this.#state.reverse });
  }

  after(cursor: string): QueryBuilder {
    return this.#with({ after: this.#checkedCursor(cursor), before: null });
  }

  before(cursor: string): QueryBuilder {
    return this.#with({ before: this.#checkedCursor(cursor), after: null });
  }

  filter(predicate: Filter, { maxScan = this.#state.maxScan }: FilterOptions = {}): QueryBuilder {
    if (typeof predicate !== 'function')
      throw this.#invalid('a filter is a function', { got: typeInWords(predicate) });
    if (!(maxScan >= 1)) throw this.#invalid('maxScan is a number from 1', {});
    const { include, filters, loadedFilters } = this.#state;
    if (include !== null) return this.#with({ loadedFilters: [...loadedFilters, predicate], maxScan });
    return this.#with({ filters: [...filters, predicate], maxScan });
  }

  include(include: object): QueryBuilder {
    if (typeof include !== 'object' || include === null) {
      throw this.#invalid('include takes an object of relations', { got: typeInWords(include) });
    }
    return this.#with({ include: { ...this.#state.include, ...include } });
  }

  select(...properties: string[]): QueryBuilder {
    const { id, columnOf, relations, name } = this.#plan.model.metadata;
    for (const property of properties) {
      if (property === id.property || columnOf.has(property) || relations.has(property)) continue;
      throw this.#invalid('select names a property that is no field of the model', { model: name, property });
    }
    return this.#with({ select: properties });
  }

  signal(signal: AbortSignal): QueryBuilder {
    return this.#with({ signal });
  }

  async toArray(): Promise<object[]> {
    const { limit } = this.#state;
    if (limit === null && !this.#plan.isBounded) {
      const { model, index } = this.#plan;
      throw new UnboundedQueryError({ model: model.metadata.name, index: index?.metadata.name ?? null });
    }
    const run = this.#run();
    const matches = await this.#take(run, limit ?? MAX_ITEMS + 1);
    if (limit === null && matches.length > MAX_ITEMS) {
      throw new UnboundedQueryError({ model: this.#plan.model.metadata.name, limit: MAX_ITEMS });
    }
    return this.#finish(run, run.isBackward ? matches.reverse() : matches);
  }

  async first(): Promise<object | null> {
    const run = this.#run();
    const matches = await this.#take(run, 1);
    return (await this.#finish(run, matches))[0] ?? null;
  }

  async page(): Promise<Page<object>> {
    const { limit, after } = this.#state;
    const size = limit === null || limit === Infinity ? DEFAULT_PAGE_ITEMS : limit;
    const run = this.#run();
    const matches = await this.#take(run, size + 1);
    const hasMore = matches.length > size;
    const taken = matches.slice(0, size);
    if (run.isBackward) taken.reverse();
    const items = await this.#finish(run, taken);
    const [first, last] = [taken[0], taken.at(-1)];
    const hasNext = run.isBackward || hasMore;
    const hasPrevious = run.isBackward ? hasMore : after !== null;
    return {
      items,
      next: hasNext && last !== undefined ? this.#cursorAt(last) : null,
      prev: hasPrevious && first !== undefined ? this.#cursorAt(first) : null,
    };
  }

  async count(): Promise<number> {
    const limit = this.#state.limit ?? Infinity;
    const run = this.#run();
    const { plan, filters } = run.request;
    const needsRows =
      plan.residual.length > 0 ||
      plan.mayRepeat ||
      plan.hidesDeleted ||
      plan.model.metadata.ttl !== null ||
      filters.length > 0 ||
      this.#state.loadedFilters.length > 0;
    if (!needsRows && run.request.after === null)
      return countPairs(run.request, limit, this.#environment.regionStarts);
    let count = 0;
    for await (const matches of this.#chunks(run, null)) {
      count += matches.length;
      if (count >= limit) return limit;
    }
    return count;
  }

  async exists(): Promise<boolean> {
    return (await this.#take(this.#run(), 1)).length > 0;
  }

  async explain({ run = false }: ExplainOptions = {}): Promise<QueryExplanation> {
    const { reverse, limit, filters, loadedFilters, include } = this.#state;
    const query = {
      reverse,
      limit,
      filters: filters.length + loadedFilters.length,
      include,
      isCovered: this.#isCovered(),
    };
    return explain(this.#plan, query, run ? await this.#counted() : null);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<object> {
    const limit = this.#state.limit ?? Infinity;
    const run = this.#run();
    if (run.isBackward) {
      yield* await this.toArray(); // the items next to the cursor, which are found from it backwards
      return;
    }
    let given = 0;
    for await (const matches of this.#chunks(run, limit === Infinity ? null : limit)) {
      for (const entity of await this.#finish(run, matches.slice(0, limit - given))) yield entity;
      given += matches.length;
      if (given >= limit) return;
    }
  }

  #with(change: Partial<State>): QueryBuilder {
    return new QueryBuilder(this.#environment, this.#plan, { ...this.#state, ...change });
  }

  /** Everything that one execution reads with. */
  #run(): Run {
    const { reverse, after, before, filters, maxScan, signal } = this.#state;
    const { source, hydrationOf } = this.#environment;
    const cursor = after ?? before;
    const isBackward = before !== null;
    return {
      isBackward,
      request: {
        plan: this.#plan,
        reader: source().view(),
        hydration: hydrationOf(this.#plan.model.metadata),
        reverse: reverse !== isBackward,
        after: cursor === null ? null : this.#placeOf(cursor),
        wanted: null,
        filters,
        maxScan,
        isCovered: this.#isCovered(),
        signal: signal ?? undefined,
      },
    };
  }

  /** True when entries of the index have everything that the query asks for. */
  #isCovered(): boolean {
    const { index, residual, mayRepeat, model } = this.#plan;
    const { select, include, filters, loadedFilters } = this.#state;
    if (index === null || index.metadata.covering.length === 0 || mayRepeat) return false;
    if (select === null || include !== null || filters.length > 0 || loadedFilters.length > 0) return false;
    const covered = new Set([
      model.metadata.id.property,
      ...index.metadata.covering.map(({ property }) => property),
    ]);
    const { ttl } = model.metadata;
    const needed = [
      ...residual.map(({ property }) => property),
      ...(ttl === null ? [] : [ttl.column.property]),
    ];
    return [...select, ...needed].every((property) => covered.has(property));
  }

  async #take(run: Run, count: number): Promise<Match[]> {
    const taken: Match[] = [];
    for await (const matches of this.#chunks(run, count === Infinity ? null : count)) {
      for (const match of matches) {
        taken.push(match);
        if (taken.length === count) return taken;
      }
    }
    return taken;
  }

  /** One execution, counted. */
  async #counted(): Promise<QueryRun> {
    const run = this.#run();
    const { reader, counts } = countingReader(run.request.reader);
    const counted = { ...run, request: { ...run.request, reader } };
    const matches = await this.#take(counted, Math.min(this.#state.limit ?? Infinity, MAX_EXPLAINED));
    await this.#finish(counted, matches);
    const regions = (await this.#environment.regionsOf?.(this.#plan.ranges)) ?? null;
    return runOf(this.#plan, counts, matches.length, regions);
  }

  async *#chunks(run: Run, wanted: number | null): AsyncGenerator<Match[]> {
    const { loadedFilters } = this.#state;
    const request = { ...run.request, wanted: loadedFilters.length > 0 ? null : wanted };
    for await (const matches of scanMatches(request)) {
      if (loadedFilters.length === 0) {
        yield matches;
        continue;
      }
      await this.#loadRelations(run, matches);
      const accepted = matches.filter(({ entity }) =>
        loadedFilters.every((filter) => filter(entity as never)),
      );
      if (accepted.length > 0) yield accepted;
    }
  }

  /** Relations, unless a filter needed them before, and the selected properties. */
  async #finish(run: Run, matches: readonly Match[]): Promise<object[]> {
    const { loadedFilters, select } = this.#state;
    if (loadedFilters.length === 0) await this.#loadRelations(run, matches);
    const entities = matches.map(({ entity }) => entity);
    return select === null
      ? entities
      : entities.map((entity) => pick(entity as Record<string, unknown>, select));
  }

  async #loadRelations({ request }: Run, matches: readonly Match[]): Promise<void> {
    const { include } = this.#state;
    if (include === null || matches.length === 0) return;
    const entities = matches.map(({ entity }) => entity);
    await this.#environment.include(this.#plan.model.metadata, entities, include, request.reader);
  }

  #cursorAt({ key }: Match): string {
    return this.#environment.seal.seal(key.subarray(prefixOf(this.#plan).length), this.#fingerprint());
  }

  #placeOf(cursor: string): Uint8Array {
    const place = this.#environment.seal.open(cursor, this.#fingerprint());
    return Buffer.concat([prefixOf(this.#plan), place]);
  }

  #checkedCursor(cursor: unknown): string {
    if (typeof cursor === 'string' && cursor !== '') return cursor;
    throw new InvalidCursorError({ reason: 'it is no text', got: typeInWords(cursor) });
  }

  /** What a cursor belongs to. Functions have no identity: their author answers for passing the same ones again. */
  #fingerprint(): Uint8Array {
    const { ranges, residual, mayRepeat } = this.#plan;
    const text = JSON.stringify([
      toHex(prefixOf(this.#plan)),
      ranges.map(({ start, end }) => [toHex(start), toHex(end)]),
      residual.map(({ property, operator, operand }) => [property, operator, operandText(operand)]),
      mayRepeat,
      this.#state.reverse,
    ]);
    return createHash('sha256').update(text).digest();
  }

  #invalid(message: string, details: Readonly<Record<string, unknown>>): InvalidQueryError {
    return new InvalidQueryError(message, { model: this.#plan.model.metadata.name, ...details });
  }
}

function pick(entity: Record<string, unknown>, properties: readonly string[]): object {
  return Object.fromEntries(properties.map((property) => [property, entity[property]]));
}

function operandText(operand: unknown): unknown {
  if (typeof operand === 'bigint') return `${operand}n`;
  return operand instanceof Uint8Array ? toHex(operand) : operand;
}
