/**
 * Sends a request to the leader of a region and deals with everything that a region can answer: it moved, it was split,
 * the store is busy or gone. Nobody else sees region errors.
 */

import { type Init, decodeMessage, encodeMessage, type errorpb, kvrpcpb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { RegionUnavailableError, ServerError } from '../errors';
import { BACKOFF, type BackoffKind } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import type { StoreCommand } from '../rpc/store-commands';
import { RPC_STATUS, RpcError } from '../rpc/transport';
import { type Region, contextOf } from './region';
import type { RegionCache } from './region-cache';
import { SendHistory } from './send-history';

/** How long a server may work on a write that is late, so that it does not happen after the client has given up. */
const MAX_EXECUTION_MS = 20_000n;

interface RegionAnswer {
  readonly regionError: errorpb.Error | undefined;
}

export interface SendOptions {
  /** Written to on each send, read on the next. */
  readonly history?: SendHistory | undefined;
  /** Fields of the request's context beside the region. */
  readonly context?: Init<kvrpcpb.Context> | undefined;
}

export class RegionRequestSender {
  readonly #context: ClientContext;
  readonly #cache: RegionCache;
  readonly #apiVersion: 1 | 2;

  constructor(context: ClientContext, cache: RegionCache, apiVersion: 1 | 2) {
    this.#context = context;
    this.#cache = cache;
    this.#apiVersion = apiVersion;
  }

  get cache(): RegionCache {
    return this.#cache;
  }

  /**
   * The answer; `null` when the region is no longer what it was, so that keys must be located anew.
   *
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError, ServerError
   */
  async send<Request, Response extends RegionAnswer>(
    command: StoreCommand<Request, Response>,
    region: Region,
    request: Init<Request>,
    backoffer: Backoffer,
    options: SendOptions = {},
  ): Promise<Response | null> {
    const history = options.history ?? new SendHistory();
    for (;;) {
      backoffer.check();
      const address = await this.#cache.addressOf(region.leader.storeId, backoffer);
      if (address === null) {
        this.#cache.forget(region);
        await backoffer.backOff(
          BACKOFF.regionMiss,
          new ServerError({ message: 'the store is gone', store: region.leader.storeId }),
        );
        return null;
      }
      let answer: Response;
      try {
        const { isRepeat } = history;
        history.isRepeat = true;
        answer = await this.#exchange(
          command,
          address,
          region,
          request,
          backoffer,
          isRepeat,
          options.context,
        );
      } catch (error) {
        if (error instanceof RpcError && error.status === RPC_STATUS.unimplemented)
          throw new ServerError({ method: command.name }, error);
        history.lost = error;
        if (!(error instanceof RpcError)) throw error;
        await this.#recoverFromRpc(region, error, backoffer);
        continue;
      }
      if (!answer.regionError) {
        history.lost = null;
        return answer;
      }
      if (!(await this.#recover(answer.regionError, region, history, backoffer))) return null;
    }
  }

  async #exchange<Request, Response>(
    command: StoreCommand<Request, Response>,
    address: string,
    region: Region,
    request: Init<Request>,
    backoffer: Backoffer,
    isRetry: boolean,
    more: Init<kvrpcpb.Context> | undefined,
  ): Promise<Response> {
    const context: Init<kvrpcpb.Context> = {
      ...contextOf(region),
      ...(this.#apiVersion === 2 ? { apiVersion: kvrpcpb.APIVersion.V2 } : {}),
      ...(command.isWrite ? { maxExecutionDurationMs: MAX_EXECUTION_MS } : {}),
      ...more,
      ...(isRetry ? { isRetryRequest: true } : {}),
    };
    this.#context.counters.addRequest(command.name);
    const bytes = encodeMessage(command.request, { ...(request as object), context } as Init<Request>);
    const answer = await this.#context.transport.unary(address, command.path, bytes, {
      timeoutMs: Math.max(1, backoffer.remainingMs(command.timeoutMs)),
      signal: backoffer.signal,
    });
    return decodeMessage(command.response, answer);
  }

  async #recoverFromRpc(region: Region, error: RpcError, backoffer: Backoffer): Promise<void> {
    this.#cache.forgetStore(region.leader.storeId);
    const next = region.peers.find((peer) => peer.storeId !== region.leader.storeId);
    if (next) region.leader = next;
    await backoffer.backOff(BACKOFF.tikvRpc, error);
  }

  /** True when the same region may be asked again. */
  async #recover(
    error: errorpb.Error,
    region: Region,
    history: SendHistory,
    backoffer: Backoffer,
  ): Promise<boolean> {
    const cause = new ServerError({ message: error.message, region: region.id });
    if (error.undeterminedResult || error.staleCommand) history.lost = cause;
    if (error.undeterminedResult && history.isDeciding)
      throw new RegionUnavailableError({ reason: 'undeterminedResult', region: region.id }, cause);
    if (error.flashbackInProgress || error.flashbackNotPrepared) throw cause;
    if (error.notLeader) {
      const { leader } = error.notLeader;
      if (leader && region.peers.some((peer) => peer.id === leader.id)) {
        region.leader = leader;
        await backoffer.backOff(BACKOFF.regionScheduling, cause, 1);
        return true;
      }
      if (leader) return this.#forget(region, BACKOFF.regionMiss, cause, backoffer);
      const at = region.peers.findIndex((peer) => peer.id === region.leader.id);
      region.leader = region.peers[(at + 1) % region.peers.length] ?? region.leader;
      await backoffer.backOff(BACKOFF.regionScheduling, cause);
      return true;
    }
    if (error.epochNotMatch) {
      this.#cache.forget(region);
      const { currentRegions } = error.epochNotMatch;
      if (currentRegions.length === 0) return this.#forget(region, BACKOFF.regionMiss, cause, backoffer);
      const isBehind = currentRegions.some(
        (one) => one.id === region.id && (one.regionEpoch?.version ?? 0n) < region.epoch.version,
      );
      if (isBehind) return this.#forget(region, BACKOFF.regionMiss, cause, backoffer);
      this.#cache.learn(currentRegions, region.leader.storeId);
      return false;
    }
    if (error.storeNotMatch) this.#cache.forgetStore(region.leader.storeId);
    const kind = waitKindOf(error);
    if (kind) {
      await backoffer.backOff(kind, cause);
      return true;
    }
    if (error.raftEntryTooLarge)
      throw new ServerError({ message: 'the request is larger than a store takes', region: region.id });
    return this.#forget(region, BACKOFF.regionMiss, cause, backoffer);
  }

  async #forget(region: Region, kind: BackoffKind, cause: unknown, backoffer: Backoffer): Promise<false> {
    this.#cache.forget(region);
    await backoffer.backOff(kind, cause);
    return false;
  }
}

/** Errors that pass by themselves while the region stays what it is. */
function waitKindOf(error: errorpb.Error): BackoffKind | null {
  if (error.serverIsBusy) return BACKOFF.serverBusy;
  if (error.staleCommand) return BACKOFF.staleCommand;
  if (error.maxTimestampNotSynced) return BACKOFF.maxTsNotSynced;
  if (error.readIndexNotReady || error.proposalInMergingMode) return BACKOFF.regionScheduling;
  if (error.regionNotInitialized) return BACKOFF.regionNotInitialized;
  if (error.recoveryInProgress) return BACKOFF.recoveryInProgress;
  if (error.diskFull) return BACKOFF.diskFull;
  return null;
}
