/**
 * Sends requests to regions and deals with everything that a region can answer: it moved, it was split, the store is busy
 * or gone. Nobody else sees region errors.
 *
 * Here is the common case, which costs no more than it has to: the leader is known, is asked, and answers. All others are
 * the work of `RegionSend`.
 */

import type { Init } from '@tito/protocol';
import type { ClientContext } from '../context';
import type { Backoffer } from '../retry/backoffer';
import type { StoreCommand } from '../rpc/store-commands';
import { ContextTails } from './context-tails';
import type { Region } from './region';
import type { RegionCache } from './region-cache';
import { RegionSend } from './region-send';
import { type Locality, isReplicaRead } from './replica-selector';
import {
  type Attempt,
  type RegionAnswer,
  type SendCall,
  type SendOptions,
  type SendRooms,
  sendOnce,
} from './send-once';

export type { SendOptions } from './send-once';

export interface SenderOptions {
  readonly context: ClientContext;
  readonly cache: RegionCache;
  readonly apiVersion: 1 | 2;
  readonly clusterId: bigint;
  /** Which stores are near; none is by default. */
  readonly locality?: Locality | undefined;
  /** A leader that is out of reach is asked through another store; false by default. */
  readonly forwarding?: boolean | undefined;
}

const NOTHING: SendOptions = {};

export class RegionRequestSender {
  readonly #rooms: SendRooms;

  constructor({ context, cache, apiVersion, clusterId, locality = {}, forwarding = false }: SenderOptions) {
    const tails = new ContextTails(apiVersion, clusterId);
    this.#rooms = { context, cache, tails, locality, forwarding };
  }

  get cache(): RegionCache {
    return this.#rooms.cache;
  }

  /**
   * The answer; `null` when the region is no longer what it was, so that keys must be located anew.
   *
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError, ServerError, LimitExceededError
   */
  send<Request, Response extends RegionAnswer>(
    command: StoreCommand<Request, Response>,
    region: Region,
    request: Init<Request>,
    backoffer: Backoffer,
    options: SendOptions = NOTHING,
  ): Promise<Response | null> {
    return this.#send(region, { command, request, key: null, backoffer, options });
  }

  /**
   * The answer of the region that holds `key`, whichever that is by then. `key` is as requests carry it.
   *
   * @throws what `send` throws
   */
  sendToKey<Request, Response extends RegionAnswer>(
    command: StoreCommand<Request, Response>,
    key: Uint8Array,
    request: Init<Request>,
    backoffer: Backoffer,
    options: SendOptions = NOTHING,
  ): Promise<Response> {
    const call = { command, request, key, backoffer, options };
    const found = this.#rooms.cache.locate(key, backoffer);
    // With a key to follow there is always an answer.
    if (!(found instanceof Promise)) return this.#send(found, call) as Promise<Response>;
    return found.then((region) => this.#send(region, call) as Promise<Response>);
  }

  async #send<Request, Response extends RegionAnswer>(
    region: Region,
    call: SendCall<Request, Response>,
  ): Promise<Response | null> {
    const attempt = this.#straight(region, call);
    if (attempt === null) return new RegionSend(this.#rooms, call, region).run();
    const { history } = call.options;
    const isRepeat = history?.isRepeat ?? false;
    if (history) history.isRepeat = true;
    let answer: Response;
    try {
      answer = await sendOnce(this.#rooms, call, attempt, isRepeat);
    } catch (error) {
      return new RegionSend(this.#rooms, call, region).goOnAfterLoss(attempt, error);
    }
    if (answer.regionError) return new RegionSend(this.#rooms, call, region).goOnAfter(attempt, answer);
    if (history) history.lost = null;
    return answer;
  }

  /** The straight way to the leader, where that is the one to take and known. */
  #straight<Request, Response>(
    region: Region,
    { backoffer, options }: SendCall<Request, Response>,
  ): Attempt | null {
    if (isReplicaRead(options.read)) return null;
    backoffer.check();
    const { leader } = region;
    const { cache, forwarding, context } = this.#rooms;
    const address = cache.knownStore(leader.storeId)?.address;
    if (address === undefined || (forwarding && context.stores.health.isAway(address))) return null;
    return { region, target: null, peer: leader, address, via: null, isAlone: false };
  }
}
