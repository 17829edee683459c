/** What the client sent, counted for tests of round trips and for metrics. */

/** A copy taken at one moment. */
export interface ClientCounters {
  /** Timestamps that the oracle gave out to callers. */
  readonly timestamps: number;
  /** Requests by the method's name in the protocol: `KvGet`, `KvPrewrite`, `RawPut`, `GetRegion`, `Tso` (messages) ... */
  readonly requests: Readonly<Record<string, number>>;
}

export class RequestCounters {
  #timestamps = 0;
  readonly #requests = new Map<string, number>();

  addTimestamps(count: number): void {
    this.#timestamps += count;
  }

  addRequest(method: string): void {
    this.#requests.set(method, (this.#requests.get(method) ?? 0) + 1);
  }

  read(): ClientCounters {
    return { timestamps: this.#timestamps, requests: Object.fromEntries(this.#requests) };
  }
}
