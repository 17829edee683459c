/**
 * What producers and consumers of the soak write down, so that the end can be judged from the store alone.
 *
 * A producer numbers the events of a key by a row of that key and logs each event, all in the event's transaction. A consumer
 * keeps the last number that it handled of each key and writes one effect for each run that commits, with a name of its own:
 * a second effect of an event would be a second row.
 */

import { type TikvClient, prefixRange } from '@tito/tikv';

export const TOPIC = 'work';
export const PARTITIONS = 32;

/** What a process of the soak is told, as JSON. */
export interface SoakTask {
  readonly endpoint: string;
  readonly prefix: string;
  readonly name: string;
  readonly seed: number;
  readonly sessionTtlMs: number;
}

export interface SoakEvent {
  readonly n: number;
  /** Unique for each attempt to publish. */
  readonly id: string;
}

export const row = (key: string): Buffer => Buffer.from(`row/${key}`);
export const log = (key: string, n: number): Buffer => Buffer.from(`log/${key}/${pad(n)}`);
export const last = (group: string, key: string): Buffer => Buffer.from(`last/${group}/${key}`);
export const effect = (group: string, key: string, n: number, run: string): Buffer =>
  Buffer.from(`effect/${group}/${key}/${pad(n)}/${run}`);

export const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
export const decode = <T>(bytes: Uint8Array | null): T | null =>
  bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as T);

/** What a consumer found when it handled an event. */
export interface Effect {
  readonly id: string;
  readonly before: number;
}

/** Names without the prefix, and values. */
export async function readAll<T>(client: TikvClient, prefix: string): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const { key, value } of client.snapshot().scan(prefixRange(Buffer.from(prefix)))) {
    found.set(Buffer.from(key).toString().slice(prefix.length), decode<T>(value) as T);
  }
  return found;
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pad(n: number): string {
  return String(n).padStart(8, '0');
}
