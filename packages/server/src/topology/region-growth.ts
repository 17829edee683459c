/**
 * Splits regions that have taken in much, near the middle of what was written: a few keys of each are remembered at
 * random, and the one in the middle of them becomes the border.
 */

import type { WriteBatch } from '../engine/engine';
import type { Random } from '../random';
import type { Region } from './region';
import { splitRegion } from './split-region';
import type { Topology } from './topology';

const MAX_SAMPLES = 64;

interface Growth {
  bytes: number;
  writes: number;
  readonly samples: string[];
}

export class RegionGrowth {
  readonly #topology: Topology;
  readonly #random: Random;
  readonly #splitBytes: number;
  readonly #growth = new Map<bigint, Growth>();

  /** @param splitBytes how much a region takes in before it is split */
  constructor(topology: Topology, random: Random, splitBytes: number) {
    this.#topology = topology;
    this.#random = random;
    this.#splitBytes = splitBytes;
  }

  /** Counts a batch that was written at `key`, by what it puts. */
  noteBatch(region: Region, key: string | undefined, { changes }: WriteBatch): void {
    let bytes = 0;
    for (const change of changes)
      if (change.kind === 'put') bytes += change.key.length + valueLength(change.value);
    if (bytes > 0 && key !== undefined) this.note(region, key, bytes);
  }

  /** Counts a write of `bytes` around `key`. The region is split after the write, never during it. */
  note(region: Region, key: string, bytes: number): void {
    let growth = this.#growth.get(region.id);
    if (!growth) this.#growth.set(region.id, (growth = { bytes: 0, writes: 0, samples: [] }));
    growth.bytes += bytes;
    growth.writes++;
    if (growth.samples.length < MAX_SAMPLES) growth.samples.push(key);
    else {
      const at = Math.floor(this.#random() * growth.writes);
      if (at < MAX_SAMPLES) growth.samples[at] = key;
    }
    if (growth.bytes < this.#splitBytes) return;
    this.#growth.delete(region.id);
    setImmediate(() => this.#split(region.id, growth.samples));
  }

  #split(regionId: bigint, samples: string[]): void {
    const region = this.#topology.region(regionId);
    const middle = samples.sort()[samples.length >> 1];
    if (region && middle !== undefined) splitRegion(this.#topology, region, [middle]);
  }
}

function valueLength(value: unknown): number {
  const { length, value: raw, shortValue } = value as Record<string, unknown>;
  if (typeof length === 'number') return length;
  return ((raw ?? shortValue) as Uint8Array | null | undefined)?.length ?? 0;
}
