/** Where the stores listen and how they are labelled: asked from PD once, until a store turns out not to be there. */

import { metapb } from '@tito/protocol';
import type { Backoffer } from '../retry/backoffer';

/** Labels by which analytical stores say that they take none of our requests. */
const OTHER_ENGINES: ReadonlySet<string> = new Set(['tiflash', 'tiflash_compute']);

export interface KnownStore {
  /** `host:port`. */
  readonly address: string;
  readonly labels: ReadonlyMap<string, string>;
}

type Ask = (id: bigint, backoffer: Backoffer) => Promise<metapb.Store | null>;

export class StoreDirectory {
  readonly #ask: Ask;
  readonly #known = new Map<bigint, KnownStore>();
  readonly #asked = new Map<bigint, Promise<KnownStore | null>>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  known(storeId: bigint): KnownStore | undefined {
    return this.#known.get(storeId);
  }

  /** At once when it is known; null when the cluster has no such store any more. */
  get(storeId: bigint, backoffer: Backoffer): Promise<KnownStore | null> | KnownStore {
    const known = this.#known.get(storeId);
    if (known !== undefined) return known;
    let asked = this.#asked.get(storeId);
    if (asked === undefined) {
      asked = this.#load(storeId, backoffer.shared()).finally(() => this.#asked.delete(storeId));
      this.#asked.set(storeId, asked);
    }
    return backoffer.waitFor(asked);
  }

  forget(storeId: bigint): void {
    this.#known.delete(storeId);
  }

  async #load(storeId: bigint, backoffer: Backoffer): Promise<KnownStore | null> {
    const store = await this.#ask(storeId, backoffer);
    if (!store || !isServing(store)) return null;
    const labels = new Map(store.labels.map(({ key, value }) => [key, value]));
    const known = { address: store.address, labels };
    this.#known.set(storeId, known);
    return known;
  }
}

/** Whether requests may be sent there at all. */
function isServing(store: metapb.Store): boolean {
  return (
    store.state !== metapb.StoreState.Tombstone &&
    store.nodeState !== metapb.NodeState.Removed &&
    store.address !== '' &&
    !store.labels.some(({ key, value }) => key === 'engine' && OTHER_ENGINES.has(value))
  );
}
