/**
 * Sends a request to a region and deals with everything that a region can answer: it moved, it was split, the store is
 * busy or gone. Nobody else sees region errors.
 *
 * Requests go to the leader. A read that others may answer tries them first, see `ReplicaSelector`; a leader that is out of
 * reach from here is asked by way of another store where that is wanted.
 */

import { type Init, type errorpb, encodeMessage, kvrpcpb, type metapb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { callChannel, tellCall } from '../diagnostics';
import { LimitExceededError, ServerError } from '../errors';
import type { ReplicaOptions } from '../kv-reader';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import type { ContextParts, StoreCall } from '../rpc/store-call';
import type { StoreCommand } from '../rpc/store-commands';
import { RPC_STATUS, RpcError } from '../rpc/transport';
import { mayServe } from './choose-replica';
import { ContextTails } from './context-tails';
import type { Region } from './region';
import type { RegionCache } from './region-cache';
import { regionErrorName } from './region-error-name';
import { type Remedy, mayHaveHappened, remedyFor } from './region-remedy';
import {
  type Locality,
  ReplicaSelector,
  type ReplicaTarget,
  isAboutRegion,
  isReplicaRead,
} from './replica-selector';
import { SendHistory } from './send-history';

interface RegionAnswer {
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

export interface SenderOptions {
  readonly context: ClientContext;
  readonly cache: RegionCache;
  readonly apiVersion: 1 | 2;
  readonly clusterId: bigint;
  /** Which stores are near; none is by default. */
  readonly locality?: Locality | undefined;
  /** A leader that is out of reach is asked through another store. */
  readonly forwarding?: boolean | undefined;
}

/** Where one attempt goes. */
interface Attempt {
  readonly region: Region;
  readonly peer: metapb.Peer;
  readonly address: string;
  /** The store that passes it on; null when it goes straight. */
  readonly via: string | null;
  readonly context: ContextParts;
  /** Not among others in a message. */
  readonly isAlone: boolean;
}

/** What one call of `send` has met so far. */
interface Troubles {
  moves: number;
  failures: number;
  /** A message was too large, which may have been this request's fault: it goes by itself from then on. */
  isAlone: boolean;
  /** Going by way of another store did not help. */
  isForwardingVain: boolean;
}

export class RegionRequestSender {
  readonly #options: SenderOptions;
  readonly #context: ClientContext;
  readonly #cache: RegionCache;
  readonly #tails: ContextTails;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#context = options.context;
    this.#cache = options.cache;
    this.#tails = new ContextTails(options.apiVersion, options.clusterId);
  }

  get cache(): RegionCache {
    return this.#cache;
  }

  /**
   * The answer; `null` when the region is no longer what it was, so that keys must be located anew.
   *
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError, ServerError, LimitExceededError
   */
  async send<Request, Response extends RegionAnswer>(
    command: StoreCommand<Request, Response>,
    region: Region,
    request: Init<Request>,
    backoffer: Backoffer,
    options: SendOptions = {},
  ): Promise<Response | null> {
    const history = options.history ?? new SendHistory();
    const troubles: Troubles = { moves: 0, failures: 0, isAlone: false, isForwardingVain: false };
    const replicas = isReplicaRead(options.read) ? this.#selector(options.read) : null;
    for (;;) {
      backoffer.check();
      const target = replicas && (await replicas.next(region, backoffer));
      const peer = target?.peer ?? region.leader;
      const found = this.#cache.store(peer.storeId, backoffer);
      const store = found instanceof Promise ? await found : found;
      if (store === null) return this.#leave(region, backoffer);
      const { address } = store;
      const isForwarded = this.#options.forwarding === true && !target;
      const via = isForwarded ? await this.#wayAround(address, region, troubles, backoffer) : null;
      const context = this.#contextOf(command, region, target, history, options);
      const attempt: Attempt = { region, peer, address, via, context, isAlone: troubles.isAlone };
      let answer: Response;
      try {
        answer = await this.#attempt(command, request, attempt, backoffer);
      } catch (error) {
        if (error instanceof RpcError && error.status === RPC_STATUS.unimplemented)
          throw new ServerError({ method: command.name, message: error.text }, error);
        history.lost = error;
        if (options.isOnce === true || !(error instanceof RpcError)) throw error;
        if (await this.#afterLoss(error, attempt, target !== null, troubles, backoffer)) continue;
        return null;
      }
      const { regionError } = answer;
      if (!regionError) {
        history.lost = null;
        return answer;
      }
      if (regionError.serverIsBusy) this.#context.stores.health.noteSlow(address);
      if (target && !isAboutRegion(regionError, region)) {
        followHint(regionError, region);
        continue;
      }
      if (mayHaveHappened(regionError)) {
        history.lost = new ServerError({ message: regionError.message, region: region.id });
        if (options.isOnce === true) throw history.lost;
      }
      const remedy = remedyFor(regionError, region, history.isDeciding, troubles.moves);
      if (remedy.kind === 'moveTo') troubles.moves++;
      if (!(await this.#apply(remedy, regionError, attempt, backoffer))) return null;
    }
  }

  #selector(options: ReplicaOptions): ReplicaSelector {
    const { locality = {} } = this.#options;
    return new ReplicaSelector(
      { cache: this.#cache, health: this.#context.stores.health, locality },
      options,
    );
  }

  #contextOf(
    command: { readonly isWrite: boolean },
    region: Region,
    target: ReplicaTarget | null,
    history: SendHistory,
    { context: more }: SendOptions,
  ): ContextParts {
    const tail = this.#tails.of(command, history.isRepeat);
    history.isRepeat = true;
    const parts = target ? [region.routeTo(target.peer), target.context, tail] : [region.route, tail];
    if (more) parts.push(encodeMessage(kvrpcpb.Context, more));
    return parts;
  }

  /** Sends the request once, counts it and tells of it. */
  #attempt<Request, Response extends RegionAnswer>(
    command: StoreCommand<Request, Response>,
    request: Init<Request>,
    { region, peer, address, via, context, isAlone }: Attempt,
    backoffer: Backoffer,
  ): Promise<Response> {
    const timeoutMs = Math.max(1, backoffer.remainingMs(command.timeoutMs));
    const { signal } = backoffer;
    const call: StoreCall<Request, Response> = { command, context, request, timeoutMs, signal, isAlone };
    this.#context.counters.addRequest(command.name);
    const answered = this.#context.stores.request(address, call, via);
    if (callChannel.hasListeners) {
      const told = { method: command.name, address, regionId: region.id, storeId: peer.storeId };
      tellCall(
        told,
        answered,
        this.#context.clock,
        ({ regionError }) => regionError && regionErrorName(regionError),
      );
    }
    return answered;
  }

  /** True when the same region may be asked again. */
  async #afterLoss(
    error: RpcError,
    { region, address, via }: Attempt,
    isReplica: boolean,
    troubles: Troubles,
    backoffer: Backoffer,
  ): Promise<boolean> {
    if (isTooLarge(error)) {
      if (troubles.isAlone) throw tooLarge(error);
      troubles.isAlone = true;
      return true;
    }
    // Others answer meanwhile; how the store is will be known for the next read.
    if (isReplica) this.#suspect(address, error);
    else if (via !== null) troubles.isForwardingVain = true;
    else return this.#recoverFromRpc(region, address, error, ++troubles.failures, backoffer);
    return true;
  }

  #suspect(address: string, { status }: RpcError): void {
    const { health } = this.#context.stores;
    if (status === RPC_STATUS.deadlineExceeded) health.noteSlow(address);
    else void health.isReachable(address);
  }

  /** The store to go by, where the one at `address` is out of reach and another one is not. */
  async #wayAround(
    address: string,
    region: Region,
    { isForwardingVain }: Troubles,
    backoffer: Backoffer,
  ): Promise<string | null> {
    const { health } = this.#context.stores;
    if (isForwardingVain || !health.isAway(address)) return null;
    for (const { storeId } of region.peers) {
      const store = await this.#cache.store(storeId, backoffer);
      if (store && store.address !== address && !health.isAway(store.address)) return store.address;
    }
    return null;
  }

  /** The cluster has the region's store no more. */
  async #leave(region: Region, backoffer: Backoffer): Promise<null> {
    this.#cache.forget(region);
    const details = { message: 'the store is gone', store: region.leader.storeId };
    await backoffer.backOff(BACKOFF.regionMiss, new ServerError(details));
    return null;
  }

  /** True when the same region may be asked again: at the same peer when its store is there, else at another one. */
  async #recoverFromRpc(
    region: Region,
    address: string,
    error: RpcError,
    failures: number,
    backoffer: Backoffer,
  ): Promise<boolean> {
    const { leader } = region;
    if (region.peers.length > 1) {
      const { health } = this.#context.stores;
      const isThere = await backoffer.waitFor(health.isReachable(address));
      const mayForward = this.#options.forwarding === true && failures === 1;
      // Somebody else may have moved it meanwhile.
      if (!isThere && !mayForward && region.leader === leader) region.leader = peerAfter(region, leader);
    }
    this.#cache.forgetStore(leader.storeId);
    const isHopeless = failures >= region.peers.length;
    if (isHopeless) this.#cache.forget(region);
    await backoffer.backOff(BACKOFF.tikvRpc, error);
    return !isHopeless;
  }

  /** True when the same region may be asked again. */
  async #apply(
    remedy: Remedy,
    error: errorpb.Error,
    { region, peer }: Attempt,
    backoffer: Backoffer,
  ): Promise<boolean> {
    if (remedy.kind === 'fail') throw remedy.error;
    if (remedy.kind === 'moveTo') region.leader = remedy.peer ?? peerAfter(region, region.leader);
    if (remedy.kind === 'relocate') {
      if (remedy.isStoreWrong === true) this.#cache.forgetStore(peer.storeId);
      this.#cache.forget(region);
      this.#cache.learn(remedy.regions, region.leader.storeId);
    }
    const cause = new ServerError({ message: error.message, region: region.id });
    await backoffer.backOff(remedy.pause, cause, remedy.limitMs);
    return remedy.kind !== 'relocate';
  }
}

/** Only the transport's text tells a message that is too large from a server that asks for less. */
function isTooLarge({ status, text }: RpcError): boolean {
  return status === RPC_STATUS.resourceExhausted && /larger than/i.test(text);
}

function tooLarge(cause: RpcError): LimitExceededError {
  return new LimitExceededError('a message is larger than the client takes', { message: cause.text });
}

/** A replica that does not serve may know who leads; the read need not ask again. */
function followHint({ notLeader }: errorpb.Error, region: Region): void {
  const leader = notLeader?.leader && region.peers.find(({ id }) => id === notLeader.leader?.id);
  if (leader) region.leader = leader;
}

/** The next one in the region that can lead it. */
function peerAfter({ peers }: Region, leader: metapb.Peer): metapb.Peer {
  const at = peers.findIndex(({ id }) => id === leader.id);
  for (let i = 1; i <= peers.length; i++) {
    const peer = peers[(at + i) % peers.length];
    if (peer && mayServe(peer)) return peer;
  }
  return leader;
}
