/** What all rooms of one client share. */

import type { RequestCounters } from './counters';
import { Backoffer } from './retry/backoffer';
import type { Clock, Random } from './retry/clock';
import type { StoreChannels } from './rpc/store-channels';
import type { Transport } from './rpc/transport';
import type { CallOptions } from './kv-reader';

export interface ClientContext {
  readonly transport: Transport;
  /** Requests to stores go through these. */
  readonly stores: StoreChannels;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: RequestCounters;
}

/** The patience of one operation of a caller. */
export function createBackoffer(
  context: ClientContext,
  budgetMs: number,
  options: CallOptions = {},
): Backoffer {
  const { clock, random } = context;
  return new Backoffer({ clock, random, budgetMs, signal: options.signal, timeoutMs: options.timeoutMs });
}
