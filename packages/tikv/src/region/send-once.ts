/** One request on its one way to one peer. */

import { type Init, type errorpb, encodeMessage, kvrpcpb, type metapb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { callChannel, tellCall } from '../diagnostics';
import type { ReplicaOptions } from '../kv-reader';
import type { Backoffer } from '../retry/backoffer';
import type { ContextParts, StoreCall } from '../rpc/store-call';
import type { StoreCommand } from '../rpc/store-commands';
import type { ContextTails } from './context-tails';
import type { Region } from './region';
import type { RegionCache } from './region-cache';
import { regionErrorName } from './region-error-name';
import type { Locality, ReplicaTarget } from './replica-selector';
import type { SendHistory } from './send-history';

export interface RegionAnswer {
  readonly regionError: errorpb.Error | undefined;
}

export interface SendOptions {
  /** Written to on each send, read on the next. */
  readonly history?: SendHistory | undefined;
  /** Never sent again when it may have been done; the failure is thrown instead, and `history.lost` set. */
  readonly isOnce?: boolean | undefined;
  /** Fields of the request's context beside the region. */
  readonly context?: Init<kvrpcpb.Context> | undefined;
  /** Who may answer; for reads only. */
  readonly read?: ReplicaOptions | undefined;
}

/** What all requests of one sender share. */
export interface SendRooms {
  readonly context: ClientContext;
  readonly cache: RegionCache;
  readonly tails: ContextTails;
  /** Which stores are near. */
  readonly locality: Locality;
  /** A leader that is out of reach is asked through another store. */
  readonly forwarding: boolean;
}

/** A request that is to be answered, whoever does it. */
export interface SendCall<Request, Response> {
  readonly command: StoreCommand<Request, Response>;
  readonly request: Init<Request>;
  /** Where the region's keys move, this one is followed; null: the caller locates them anew. */
  readonly key: Uint8Array | null;
  readonly backoffer: Backoffer;
  readonly options: SendOptions;
}

/** Where a request goes this time. */
export interface Attempt {
  readonly region: Region;
  /** Another peer than the leader, or the leader as one among others; null for the leader in the common way. */
  readonly target: ReplicaTarget | null;
  readonly peer: metapb.Peer;
  readonly address: string;
  /** The store that passes it on; null when it goes straight. */
  readonly via: string | null;
  /** Not among others in a message. */
  readonly isAlone: boolean;
}

/** Sends the request, counts it and tells of it. */
export function sendOnce<Request, Response extends RegionAnswer>(
  { context: { stores, counters, clock }, tails }: SendRooms,
  { command, request, backoffer, options }: SendCall<Request, Response>,
  { region, target, peer, address, via, isAlone }: Attempt,
  isRepeat: boolean,
): Promise<Response> {
  const context = contextOf(region, target, tails.of(command, isRepeat), options.context);
  const timeoutMs = Math.max(1, backoffer.remainingMs(command.timeoutMs));
  const { signal } = backoffer;
  const call: StoreCall<Request, Response> = { command, context, request, timeoutMs, signal, isAlone };
  counters.addRequest(command.name);
  const answered = stores.request(address, call, via);
  if (callChannel.hasListeners) {
    const told = { method: command.name, address, regionId: region.id, storeId: peer.storeId };
    tellCall(told, answered, clock, ({ regionError }) => regionError && regionErrorName(regionError));
  }
  return answered;
}

function contextOf(
  region: Region,
  target: ReplicaTarget | null,
  tail: Uint8Array,
  more: Init<kvrpcpb.Context> | undefined,
): ContextParts {
  const parts = target ? [region.routeTo(target.peer), target.context, tail] : [region.route, tail];
  if (more) parts.push(encodeMessage(kvrpcpb.Context, more));
  return parts;
}
