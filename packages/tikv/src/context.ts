/** What all rooms of one client share. */

import { setMaxListeners } from 'node:events';
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
  const signal = options.signal && derived(options.signal);
  return new Backoffer({ clock, random, budgetMs, signal, timeoutMs: options.timeoutMs });
}

/** Fires with the caller's signal, and may have many listeners: one operation can be many requests at once. */
function derived(signal: AbortSignal): AbortSignal {
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return own;
}
