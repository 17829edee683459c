/**
 * Sends a request to the leader of a region and deals with everything that a region can answer: it moved, it was split,
 * the store is busy or gone. Nobody else sees region errors.
 */

import { type Init, encodeMessage, type errorpb, kvrpcpb, metapb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { LimitExceededError, ServerError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import type { StoreCall } from '../rpc/store-call';
import type { StoreCommand } from '../rpc/store-commands';
import { RPC_STATUS, RpcError } from '../rpc/transport';
import type { Region } from './region';
import type { RegionCache } from './region-cache';
import { type Remedy, mayHaveHappened, remedyFor } from './region-remedy';
import { SendHistory } from './send-history';
import { StoreLiveness } from './store-liveness';

/** How long a server may work on a write that is late, so that it does not happen after the client has given up. */
const MAX_EXECUTION_MS = 20_000n;

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
}

/** What one call of `send` has met so far. */
interface Troubles {
  moves: number;
  failures: number;
  /** A message was too large, which may have been this request's fault: it goes by itself from then on. */
  isAlone: boolean;
}

export class RegionRequestSender {
  readonly #context: ClientContext;
  readonly #cache: RegionCache;
  readonly #liveness: StoreLiveness;
  readonly #tails: { readonly read: ContextTails; readonly write: ContextTails };

  constructor(context: ClientContext, cache: RegionCache, apiVersion: 1 | 2, clusterId = 0n) {
    this.#context = context;
    this.#cache = cache;
    this.#liveness = new StoreLiveness(context);
    this.#tails = {
      read: contextTails(apiVersion, clusterId, 0n),
      write: contextTails(apiVersion, clusterId, MAX_EXECUTION_MS),
    };
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
    const troubles: Troubles = { moves: 0, failures: 0, isAlone: false };
    for (;;) {
      backoffer.check();
      const found = this.#cache.addressOf(region.leader.storeId, backoffer);
      const address = typeof found === 'string' ? found : await found;
      if (address === null) return this.#leave(region, backoffer);
      let answer: Response;
      try {
        const call = this.#callOf(command, region, request, history, backoffer, options.context);
        this.#context.counters.addRequest(command.name);
        answer = await this.#context.stores.request(
          address,
          troubles.isAlone ? { ...call, isAlone: true } : call,
        );
      } catch (error) {
        if (error instanceof RpcError && error.status === RPC_STATUS.unimplemented)
          throw new ServerError({ method: command.name, message: error.text }, error);
        history.lost = error;
        if (!(error instanceof RpcError) || options.isOnce === true) throw error;
        if (isTooLarge(error)) {
          if (troubles.isAlone) throw tooLarge(error);
          troubles.isAlone = true;
          continue;
        }
        if (await this.#recoverFromRpc(region, address, error, ++troubles.failures, backoffer)) continue;
        return null;
      }
      const { regionError } = answer;
      if (!regionError) {
        history.lost = null;
        return answer;
      }
      if (mayHaveHappened(regionError)) {
        history.lost = new ServerError({ message: regionError.message, region: region.id });
        if (options.isOnce === true) throw history.lost;
      }
      const remedy = remedyFor(regionError, region, history.isDeciding, troubles.moves);
      if (remedy.kind === 'moveTo') troubles.moves++;
      if (!(await this.#apply(remedy, regionError, region, backoffer))) return null;
    }
  }

  #callOf<Request, Response>(
    command: StoreCommand<Request, Response>,
    region: Region,
    request: Init<Request>,
    history: SendHistory,
    backoffer: Backoffer,
    more: Init<kvrpcpb.Context> | undefined,
  ): StoreCall<Request, Response> {
    const tails = command.isWrite ? this.#tails.write : this.#tails.read;
    const tail = history.isRepeat ? tails.repeat : tails.first;
    const context = more ? [region.route, tail, encodeMessage(kvrpcpb.Context, more)] : [region.route, tail];
    history.isRepeat = true;
    const timeoutMs = Math.max(1, backoffer.remainingMs(command.timeoutMs));
    return { command, context, request, timeoutMs, signal: backoffer.signal };
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
    if (region.peers.length > 1 && !(await backoffer.waitFor(this.#liveness.isReachable(address)))) {
      // Somebody else may have moved it meanwhile.
      if (region.leader === leader) region.leader = peerAfter(region, leader);
    }
    this.#cache.forgetStore(leader.storeId);
    const isHopeless = failures >= region.peers.length;
    if (isHopeless) this.#cache.forget(region);
    await backoffer.backOff(BACKOFF.tikvRpc, error);
    return !isHopeless;
  }

  /** True when the same region may be asked again. */
  async #apply(remedy: Remedy, error: errorpb.Error, region: Region, backoffer: Backoffer): Promise<boolean> {
    if (remedy.kind === 'fail') throw remedy.error;
    if (remedy.kind === 'moveTo') region.leader = remedy.peer ?? peerAfter(region, region.leader);
    if (remedy.kind === 'relocate') {
      if (remedy.isStoreWrong === true) this.#cache.forgetStore(region.leader.storeId);
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

/** The next one in the region that can lead it. */
function peerAfter({ peers }: Region, leader: metapb.Peer): metapb.Peer {
  const at = peers.findIndex(({ id }) => id === leader.id);
  for (let i = 1; i <= peers.length; i++) {
    const peer = peers[(at + i) % peers.length];
    if (peer && peer.role !== metapb.PeerRole.Learner && !peer.isWitness) return peer;
  }
  return leader;
}

/** What follows the region in the context of a request, encoded once. */
interface ContextTails {
  readonly first: Uint8Array;
  readonly repeat: Uint8Array;
}

function contextTails(apiVersion: 1 | 2, clusterId: bigint, maxExecutionDurationMs: bigint): ContextTails {
  const fields: Init<kvrpcpb.Context> = {
    apiVersion: apiVersion === 2 ? kvrpcpb.APIVersion.V2 : kvrpcpb.APIVersion.V1,
    clusterId,
    maxExecutionDurationMs,
  };
  return {
    first: encodeMessage(kvrpcpb.Context, fields),
    repeat: encodeMessage(kvrpcpb.Context, { ...fields, isRetryRequest: true }),
  };
}
