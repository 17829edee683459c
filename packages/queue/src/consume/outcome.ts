/** What became of one delivery. */

import type { SettledBy } from './partition-progress';

/**
 * - `settled`: done, now or before.
 * - `parked`: waits for `dueMs`.
 * - `foundParked`: another owner parked it; the partition's parked events must be read again.
 * - `lost`: the partition belongs to another process.
 * - `stopped`: the consumer stops; nothing happened.
 * - `unavailable`: the store did not answer; the same must be tried again.
 */
export type Outcome =
  | { readonly kind: 'settled'; readonly by: SettledBy }
  | { readonly kind: 'parked'; readonly dueMs: number }
  | { readonly kind: 'foundParked' | 'lost' | 'stopped' }
  | { readonly kind: 'unavailable'; readonly error: unknown };
