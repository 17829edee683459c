/** What PD knows of regions and stores. Keys are as PD knows them. */

import { type KeyRange, compareBytes, type metapb, pdpb } from '@tito/protocol';
import { ServerError } from '../errors';
import type { Backoffer } from '../retry/backoffer';
import type { RegionAnswer, RegionSource } from '../region/region-cache';
import type { PdClient } from './pd-client';

const service = pdpb.PDService;
const NOTHING: RegionAnswer = { region: undefined, leader: undefined };

export class RegionQueries implements RegionSource {
  readonly #pd: PdClient;

  constructor(pd: PdClient) {
    this.#pd = pd;
  }

  getRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer> {
    return orNothing(this.#pd.call(service.getRegion, { regionKey: key }, backoffer));
  }

  getPrevRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer> {
    return orNothing(this.#pd.call(service.getPrevRegion, { regionKey: key }, backoffer));
  }

  getRegionById(regionId: bigint, backoffer: Backoffer): Promise<RegionAnswer> {
    return orNothing(this.#pd.call(service.getRegionById, { regionId }, backoffer));
  }

  async scanRegions(
    startKey: Uint8Array,
    endKey: Uint8Array,
    limit: number,
    backoffer: Backoffer,
  ): Promise<readonly RegionAnswer[]> {
    const { regions, regionMetas, leaders } = await this.#pd.call(
      service.scanRegions,
      { startKey, endKey, limit },
      backoffer,
    );
    // The same twice; PDs of old know only the parallel lists.
    if (regions.length > 0) return regions;
    return regionMetas.map((region, i) => ({ region, leader: leaders[i] }));
  }

  /** Null for a store that never was or is gone. */
  async getStore(storeId: bigint, backoffer: Backoffer): Promise<metapb.Store | null> {
    try {
      return (await this.#pd.call(service.getStore, { storeId }, backoffer)).store ?? null;
    } catch (error) {
      if (error instanceof ServerError && /not found/.test(String(error.details['message']))) return null;
      throw error;
    }
  }

  async getAllStores(backoffer: Backoffer): Promise<readonly metapb.Store[]> {
    const { stores } = await this.#pd.call(service.getAllStores, { excludeTombstoneStores: true }, backoffer);
    return stores;
  }

  /** Asks PD to split regions at keys; the ids of the new regions. */
  async splitRegions(splitKeys: readonly Uint8Array[], backoffer: Backoffer): Promise<readonly bigint[]> {
    const { regionsId } = await this.#pd.call(service.splitRegions, { splitKeys }, backoffer);
    return regionsId;
  }

  /** Asks PD to spread regions over the stores; it does so in its own time. */
  async scatterRegions(regionsId: readonly bigint[], backoffer: Backoffer): Promise<void> {
    await this.#pd.call(service.scatterRegion, { regionsId }, backoffer);
  }

  /** All regions that touch a range, in order. */
  async *regionsIn({ start, end }: KeyRange, backoffer: Backoffer): AsyncGenerator<RegionAnswer> {
    for (let from: Uint8Array | null = start; from !== null;) {
      const page: readonly RegionAnswer[] = await this.scanRegions(from, end, 128, backoffer);
      yield* page;
      const last: Uint8Array | undefined = page.at(-1)?.region?.endKey;
      if (last !== undefined && last.length > 0 && compareBytes(last, from) <= 0)
        throw new ServerError({ message: 'PD gave regions that lead nowhere' });
      from = last === undefined || last.length === 0 || page.length < 128 ? null : last;
    }
  }
}

/** A PD that says that it has no such region says what one says that answers without a region. */
async function orNothing(answer: Promise<RegionAnswer>): Promise<RegionAnswer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServerError && error.details['type'] === pdpb.ErrorType.REGION_NOT_FOUND)
      return NOTHING;
    throw error;
  }
}
