/** The databases of the tenants that a process uses, opened once each, and kept as long as they are used often. */

/** So many are kept; the one that was asked for least recently goes first. */
const MAX_OPEN = 1000;

export interface TenantCacheOptions<T> {
  readonly open: (name: string) => Promise<T>;
  readonly close: (database: T) => Promise<void>;
  /** True for one that handles events: it is not let go. */
  readonly isBusy: (database: T) => boolean;
}

export class TenantCache<T> {
  readonly #options: TenantCacheOptions<T>;
  readonly #tenants = new Map<string, { readonly opening: Promise<T>; database: T | null }>();

  constructor(options: TenantCacheOptions<T>) {
    this.#options = options;
  }

  get(name: string): Promise<T> {
    const known = this.#tenants.get(name);
    if (known !== undefined) {
      this.#tenants.delete(name);
      this.#tenants.set(name, known);
      return known.opening;
    }
    const entry = { opening: this.#options.open(name), database: null as T | null };
    this.#tenants.set(name, entry);
    entry.opening.then(
      (database) => (entry.database = database),
      () => this.#tenants.get(name) === entry && this.#tenants.delete(name),
    );
    this.#letGo();
    return entry.opening;
  }

  /** Closes the database of a tenant, if it is open, and forgets it. */
  async remove(name: string): Promise<void> {
    const known = this.#tenants.get(name);
    this.#tenants.delete(name);
    const database = (await known?.opening.catch(() => null)) ?? null;
    if (database !== null) await this.#options.close(database);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tenants.keys()].map((name) => this.remove(name)));
  }

  /** Who still has one that is let go can go on using it: it holds nothing but memory. */
  #letGo(): void {
    if (this.#tenants.size <= MAX_OPEN) return;
    for (const [name, { database }] of this.#tenants) {
      if (database === null || this.#options.isBusy(database)) continue;
      this.#tenants.delete(name);
      return;
    }
  }
}
