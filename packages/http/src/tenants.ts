/**
 * A database per tenant: a namespace each, on one client. Opened when first asked for, kept while used, and closed when
 * others need the place.
 */

import { type ModelClass, type TikvClient, Tito, InvalidArgumentError } from '@tito/orm';
import { TooManyTenantsError, UnknownTenantError } from './errors';

export interface TenantsOptions {
  /** The client that all tenants share; it stays open. */
  readonly client: TikvClient;
  readonly models: Iterable<ModelClass>;
  /** The namespace of a tenant; `tenant ` and its name by default. */
  readonly namespaceOf?: (tenant: string) => string;
  /** Whether there is such a tenant; every name of 1 to 128 characters by default. Asked once per opened database. */
  readonly isKnown?: (tenant: string) => boolean | Promise<boolean>;
  /** How many databases are open at once, at most; 1000 by default. */
  readonly maxOpen?: number;
}

/** A database in use; give it back. */
export interface TenantLease {
  readonly db: Tito;
  release(): void;
}

interface OpenTenant {
  readonly db: Promise<Tito>;
  users: number;
}

const MAX_NAME_LENGTH = 128;

/**
 * @example
 * ```ts
 * const tenants = new Tenants({ client: db.client, models: [Order] });
 * const lease = await tenants.acquire('acme');
 * try { await lease.db.repository(Order).insert(order); } finally { lease.release(); }
 * await tenants.close();
 * ```
 */
export class Tenants {
  readonly #options: TenantsOptions;
  readonly #models: readonly ModelClass[];
  readonly #maxOpen: number;
  /** In the order of their last use. */
  readonly #open = new Map<string, OpenTenant>();
  readonly #closing = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: TenantsOptions) {
    this.#options = options;
    this.#models = [...options.models];
    this.#maxOpen = options.maxOpen ?? 1000;
    if (!Number.isSafeInteger(this.#maxOpen) || this.#maxOpen < 1)
      throw new InvalidArgumentError('maxOpen', 'a whole number from 1 on');
  }

  /**
   * The database of a tenant, open until it is released.
   *
   * @throws UnknownTenantError, TooManyTenantsError, and what connecting throws
   */
  async acquire(tenant: string): Promise<TenantLease> {
    if (this.#isClosed) throw new UnknownTenantError('the tenants are closed');
    if (tenant === '' || tenant.length > MAX_NAME_LENGTH) throw new UnknownTenantError('not a name');
    const entry = this.#open.get(tenant) ?? this.#begin(tenant);
    this.#open.delete(tenant);
    this.#open.set(tenant, entry);
    entry.users++;
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) entry.users--;
      isReleased = true;
    };
    try {
      return { db: await entry.db, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes all databases; the client stays open. May be called again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const tenant of [...this.#open.keys()]) this.#end(tenant);
    await Promise.all(this.#closing);
  }

  #begin(tenant: string): OpenTenant {
    this.#makeRoom();
    const entry = { db: this.#connect(tenant), users: 0 };
    // One that could not be opened is tried again by the next who asks.
    entry.db.catch(() => {
      if (this.#open.get(tenant) === entry) this.#open.delete(tenant);
    });
    return entry;
  }

  async #connect(tenant: string): Promise<Tito> {
    const { client, isKnown, namespaceOf = (name) => `tenant ${name}` } = this.#options;
    if (isKnown !== undefined && !(await isKnown(tenant))) throw new UnknownTenantError('unknown');
    return Tito.connect({ client, models: this.#models, namespace: namespaceOf(tenant) });
  }

  #makeRoom(): void {
    if (this.#open.size < this.#maxOpen) return;
    for (const [tenant, { users }] of this.#open) {
      if (users > 0) continue;
      this.#end(tenant);
      return;
    }
    throw new TooManyTenantsError(this.#maxOpen);
  }

  #end(tenant: string): void {
    const entry = this.#open.get(tenant);
    if (entry === undefined) return;
    this.#open.delete(tenant);
    const closed = entry.db
      .then((db) => db.close())
      // It never opened: who asked for it was told.
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}
