/** What the servers of a cluster share: data, clock, shape and faults. */

import type { Durability } from './durability';
import { Faults } from './fault/faults';
import type { ResolvedOptions } from './options';
import { randomStream } from './random';
import { TimestampOracle } from './timestamp-oracle';
import { RegionGrowth } from './topology/region-growth';
import { Topology } from './topology/topology';
import { GcWorker } from './txn/gc-worker';
import { type Storage, createStorage } from './txn/storage';

export interface ClusterParts {
  readonly topology: Topology;
  readonly oracle: TimestampOracle;
  readonly storage: Storage;
  readonly faults: Faults;
  readonly gcWorker: GcWorker;
  readonly durability: Durability;
}

export function createParts(
  { seed, clock, mode, regionSplitBytes }: ResolvedOptions,
  durability: Durability,
): ClusterParts {
  const { engine, records, clockBound } = durability;
  const topology = new Topology(records.current?.clusterId ?? clusterIdOf(seed));
  if (records.current) topology.restore(records.current.lastId, records.current.regions);
  const oracle = new TimestampOracle(clock, clockBound);
  const growth = new RegionGrowth(topology, randomStream(seed, 'region growth'), regionSplitBytes);
  const storage = createStorage({ engine, clock, oracle, topology, growth, mode });
  if (records.current) storage.concurrency.raise(oracle.next());
  return { topology, oracle, storage, faults: new Faults(seed), gcWorker: new GcWorker(engine), durability };
}

/** A new cluster gets its first region; from now on the shape is stored whenever it changes. */
export async function settleShape(
  { mode, keyspaces }: ResolvedOptions,
  { topology, durability }: ClusterParts,
): Promise<void> {
  const { records, engine, clockBound } = durability;
  if (!records.current) {
    topology.bootstrap();
    records.create({
      clusterId: topology.clusterId,
      lastId: topology.lastId,
      storeIds: topology.stores.map((store) => store.id),
      regions: topology.regions,
      mode,
      keyspaces,
      clockBoundMs: clockBound?.durableMs ?? 0,
      txnSafePoint: 0n,
      gcSafePoint: 0n,
    });
  } else if (records.current.keyspaces.length !== keyspaces.length) records.change({ keyspaces });
  topology.onChange = () => records.change({ lastId: topology.lastId, regions: topology.regions });
  await engine.durable();
}

/** Not zero, and beyond what a double holds, as real ones are. */
function clusterIdOf(seed: number): bigint {
  const random = randomStream(seed, 'cluster id');
  const word = (): bigint => BigInt(Math.floor(random() * 2 ** 32));
  return (1n << 62n) | ((word() & 0x3fffffffn) << 32n) | word();
}
