/** Edges as they are written: rows of their model, of which the two ends make the id. */

import type { KeyRange, KvReader } from '@tito/tikv';
import { InvalidValueError } from '../errors';
import { edgeId } from '../metadata/edges';
import type { EdgeEnd } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { planRemove } from '../persistence/plan-remove';
import { planSave } from '../persistence/plan-save';
import { checkId } from '../persistence/row-id';
import { keyRanges } from '../query/key-ranges';
import type { TransactionScope } from '../session/transaction-scope';
import type { ReferentialActions } from './referential-actions';

/** Edges that one call writes or deletes. */
const MAX_EDGES = 1000;

export class EdgeStore {
  readonly #edges: BoundModel;
  readonly #end: EdgeEnd;
  readonly #references: ReferentialActions;

  constructor(edges: BoundModel, end: EdgeEnd, references: ReferentialActions) {
    this.#edges = edges;
    this.#end = end;
    this.#references = references;
  }

  keyOf(near: string, far: string): Uint8Array {
    return this.#edges.rowKey(this.#idOf(near, far));
  }

  /**
   * Adds edges from one row to others, at the end where there is an order. All ends are protected until the commit, so that
   * they exist then, and so that two calls that add at the end of one row come after each other.
   *
   * @returns the number of those that were not there
   */
  async add(scope: TransactionScope, near: string, far: readonly string[]): Promise<number> {
    const ids = this.#ids(near, far);
    const found = await this.#read(scope, ids);
    const missing = far.filter((_, i) => found[i] === null);
    const model = this.#edges.metadata;
    const rows = missing.map((to): StoredValues => ({ id: this.#idOf(near, to), ...this.#endsOf(near, to) }));
    await this.#references.check(
      scope,
      rows.map((values) => ({ model, before: null, values })),
    );
    let position =
      (this.#end.edges.edge?.ordered ?? null) === null ? null : await this.#last(scope, near, missing);
    for (const row of rows) {
      const values = position === null ? row : { ...row, position: ++position };
      applyPlan(scope, planSave(this.#edges, null, values, { events: false }));
    }
    return rows.length;
  }

  /** @returns the number of those that were there */
  async remove(scope: TransactionScope, near: string, far: readonly string[]): Promise<number> {
    const ids = this.#ids(near, far);
    const found = await this.#read(scope, ids);
    let removed = 0;
    ids.forEach((id, i) => {
      const bytes = found[i] ?? null;
      if (bytes === null) return;
      const before = this.#edges.codec.decode(this.#edges.rowKey(id), id, bytes);
      applyPlan(scope, planRemove(this.#edges, id, before, { events: false }));
      removed++;
    });
    return removed;
  }

  #read(scope: TransactionScope, ids: readonly string[]): Promise<(Uint8Array | null)[]> {
    return scope.getManyForWrite(ids.map((id) => this.#edges.rowKey(id)));
  }

  #ids(near: string, far: readonly string[]): string[] {
    if (far.length <= MAX_EDGES) return far.map((to) => checkId(this.#edges.metadata, this.#idOf(near, to)));
    throw new InvalidValueError({
      model: this.#edges.metadata.name,
      expected: `at most ${MAX_EDGES} rows at a time`,
      got: 'more',
    });
  }

  #idOf(near: string, far: string): string {
    const { a, b } = this.#endsOf(near, far);
    return edgeId(a as string, b as string);
  }

  #endsOf(near: string, far: string): Partial<Record<'a' | 'b', string>> {
    return { [this.#end.near]: near, [this.#end.far]: far };
  }

  /**
   * The last position among the edges of a row, 0 when it has none. Seen from the side that has no order, new edges come last
   * for each row of the other side; a position after that of all of these will do.
   */
  async #last(scope: TransactionScope, near: string, far: readonly string[]): Promise<number> {
    const owners = this.#end.isOrdered ? [near] : far;
    const positions = await Promise.all(owners.map((owner) => this.#lastOf(scope, owner)));
    return Math.max(0, ...positions);
  }

  async #lastOf(scope: TransactionScope, owner: string): Promise<number> {
    const { edge, indexes } = this.#edges.metadata;
    const metadata = indexes.find(
      ({ parts }) => parts[0]?.path[0] === edge?.ordered,
    ) as (typeof indexes)[number];
    const index = this.#edges.index(metadata);
    const [range] = keyRanges(this.#edges.layout.indexPrefix(index.address), metadata, [owner]);
    const directions = metadata.parts.map(({ isDescending }) => isDescending);
    const lastIn = async (reader: KvReader, within: KeyRange): Promise<number> => {
      for await (const pair of reader.scan(within, { limit: 1, reverse: true })) {
        const id = this.#edges.layout.idInEntry(pair, index.address, directions);
        const key = this.#edges.rowKey(id);
        const bytes = await reader.get(key);
        if (bytes !== null) return this.#edges.codec.decode(key, id, bytes).values['position'] as number;
      }
      return 0;
    };
    const newest = scope.beyondView();
    const readers = newest === null ? [scope.txn] : [scope.txn, newest];
    return Math.max(...(await Promise.all(readers.map((reader) => lastIn(reader, range as KeyRange)))));
  }
}
