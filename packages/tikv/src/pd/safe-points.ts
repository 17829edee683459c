/**
 * The timestamps below which a cluster may forget old versions, and the means to hold them back.
 *
 * Old PDs have one value and "services" that hold it back; newer ones tell below what reads are refused from below what
 * data is gone. The calls here exist in all of them.
 */

import { pdpb } from '@tito/protocol';
import { ServerError } from '../errors';
import type { Backoffer } from '../retry/backoffer';
import type { PdClient } from './pd-client';

const service = pdpb.PDService;
const NULL_KEYSPACE = 0xffff_ffff;

export class SafePoints {
  readonly #pd: PdClient;

  constructor(pd: PdClient) {
    this.#pd = pd;
  }

  /** The timestamp below which nothing can be read: the transactions' safe point, or in PDs of old that of the data. */
  async forReads(backoffer: Backoffer): Promise<bigint> {
    try {
      const keyspaceScope = { keyspaceId: NULL_KEYSPACE };
      const { gcState } = await this.#pd.call(service.getGcState, { keyspaceScope }, backoffer);
      if (gcState) return gcState.txnSafePoint;
    } catch (error) {
      if (!isUnimplemented(error)) throw error;
    }
    return this.get(backoffer);
  }

  /** The timestamp below which versions may be gone. */
  async get(backoffer: Backoffer): Promise<bigint> {
    return (await this.#pd.call(service.getGcSafePoint, {}, backoffer)).safePoint;
  }

  /** Moves it forward; it never goes back. The value after that. */
  async advance(safePoint: bigint, backoffer: Backoffer): Promise<bigint> {
    return (await this.#pd.call(service.updateGcSafePoint, { safePoint }, backoffer)).newSafePoint;
  }

  /**
   * Holds the safe point back at `safePoint` in the name of a service for `ttlSeconds`; 0 or less lets it go.
   *
   * @returns the smallest value that any service holds: when it is above `safePoint`, this came too late
   */
  async hold(
    serviceName: string,
    safePoint: bigint,
    ttlSeconds: bigint,
    backoffer: Backoffer,
  ): Promise<bigint> {
    const { minSafePoint } = await this.#pd.call(
      service.updateServiceGcSafePoint,
      { serviceId: Buffer.from(serviceName, 'utf8'), ttl: ttlSeconds, safePoint },
      backoffer,
    );
    return minSafePoint;
  }
}

function isUnimplemented(error: unknown): boolean {
  return error instanceof ServerError && error.cause !== undefined;
}
