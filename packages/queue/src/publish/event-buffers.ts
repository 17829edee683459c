/** The event buffer of each transaction. Shared by all queues of a process, so that they number events together. */

import { type Transaction, toHex } from '@tito/tikv';
import type { Catalog } from '../catalog/catalog';
import type { QueueContext } from '../context';
import { EventBuffer } from './event-buffer';
import type { PublishLimits } from './publish-options';

/** By transaction, then by namespace: a transaction may write in several. */
const buffers = new WeakMap<Transaction, Map<string, EventBuffer>>();

export class EventBuffers {
  readonly #context: QueueContext;
  readonly #catalog: Catalog;
  readonly #limits: PublishLimits;
  readonly #namespace: string;

  constructor(context: QueueContext, catalog: Catalog, limits: PublishLimits, prefix: Uint8Array) {
    this.#context = context;
    this.#catalog = catalog;
    this.#limits = limits;
    this.#namespace = toHex(prefix);
  }

  of(txn: Transaction): EventBuffer {
    const namespaces = buffers.get(txn) ?? new Map<string, EventBuffer>();
    buffers.set(txn, namespaces);
    let buffer = namespaces.get(this.#namespace);
    if (buffer === undefined) {
      const forget = (): void => void namespaces.delete(this.#namespace);
      buffer = new EventBuffer(this.#context, this.#catalog, this.#limits, txn, forget);
      namespaces.set(this.#namespace, buffer);
    }
    return buffer;
  }
}
