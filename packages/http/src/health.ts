/** Whether a database answers: for probes, which ask often and must not wait. */

import { type Tito, isTitoError, physicalMs } from '@tito/orm';

export interface HealthReport {
  readonly status: 'up' | 'down';
  /** How long PD and a store took to answer, together. */
  readonly latencyMs: number;
  /** How far the cluster's clock is ahead of this machine's; null when it did not answer. */
  readonly clockSkewMs: number | null;
  /** Why it is down: the code of an error of Tito, or the name of another. */
  readonly reason?: string;
}

/**
 * Asks PD for a timestamp and a store for a key. Never throws.
 *
 * @param options `timeoutMs`: 1000 by default, for both together
 */
export async function checkHealth(
  db: Tito,
  { timeoutMs = 1000 }: { readonly timeoutMs?: number } = {},
): Promise<HealthReport> {
  const startedAtMs = performance.now();
  const latencyMs = (): number => Math.round(performance.now() - startedAtMs);
  try {
    const ts = await db.client.timestamp({ timeoutMs });
    const clockSkewMs = physicalMs(ts) - Date.now();
    await db.client.getLatest(PROBED_KEY, { timeoutMs: Math.max(1, timeoutMs - latencyMs()) });
    return { status: 'up', latencyMs: latencyMs(), clockSkewMs };
  } catch (error) {
    return { status: 'down', latencyMs: latencyMs(), clockSkewMs: null, reason: reasonOf(error) };
  }
}

/** Any key does; this one belongs to nobody. */
const PROBED_KEY = new Uint8Array(1);

function reasonOf(error: unknown): string {
  if (isTitoError(error)) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
