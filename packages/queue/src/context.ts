/** What every part of one open queue shares. */

import type { TikvClient } from '@tito/tikv';
import type { Clock, OracleTime } from './clock';
import type { KeyLayout } from './format/key-layout';
import type { QueueMetrics } from './metrics';

export interface QueueContext {
  readonly client: TikvClient;
  readonly keys: KeyLayout;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly oracleTime: OracleTime;
  readonly metrics: QueueMetrics;
  /** Reports a failure in the background that is handled by trying again. */
  readonly report: (error: unknown, activity: string) => void;
  /** Called when a transaction of this process has committed something that consumers wait for. */
  readonly expectNews: () => void;
}

/**
 * A transaction that publishes commits at most so long after its sequence, and readers look back as far. A constant of
 * the format: writers and readers of one namespace must agree on it.
 */
export const COMMIT_WINDOW_MS = 5000;
