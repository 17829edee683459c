/** Keyspaces: names for the prefixes that tenants of API version 2 have. `DEFAULT` is number 0 and always there. */

import { keyspacepb } from '@tito/protocol';

export interface Keyspace {
  readonly id: number;
  readonly name: string;
  readonly state: keyspacepb.KeyspaceState;
  readonly createdAtS: number;
}

export class Keyspaces {
  readonly #byId = new Map<number, Keyspace>();

  /** Further names get the numbers from 1 on. */
  constructor(names: readonly string[], nowMs: number) {
    const createdAtS = Math.floor(nowMs / 1000);
    for (const [id, name] of ['DEFAULT', ...names].entries())
      this.#byId.set(id, { id, name, state: keyspacepb.KeyspaceState.ENABLED, createdAtS });
  }

  get all(): readonly Keyspace[] {
    return [...this.#byId.values()];
  }

  byId(id: number): Keyspace | undefined {
    return this.#byId.get(id);
  }

  byName(name: string): Keyspace | undefined {
    return this.all.find((keyspace) => keyspace.name === name);
  }

  put(keyspace: Keyspace): void {
    this.#byId.set(keyspace.id, keyspace);
  }
}
