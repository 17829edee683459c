/**
 * The placement driver: which members there are, who leads, and calls to the leader that follow it when it moves.
 */

import {
  type Init,
  type MethodType,
  InvalidArgumentError,
  MalformedMessageError,
  decodeMessage,
  encodeMessage,
  type metapb,
  pdpb,
} from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { type ConnectFailure, ConnectError, DeadlineExceededError, ServerError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { RPC_STATUS, RpcError } from '../rpc/transport';

const CALL_TIMEOUT_MS = 3_000;
const service = pdpb.PDService;

export interface PdConnectOptions {
  readonly endpoints: readonly string[];
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Headed {
  readonly header: pdpb.ResponseHeader | undefined;
}

interface Found {
  readonly clusterId: bigint;
  readonly leader: string | null;
  readonly members: readonly string[];
}

export class PdClient {
  readonly clusterId: bigint;
  readonly #context: ClientContext;
  #leader: string;
  #addresses: readonly string[];
  #refreshing: Promise<void> | null = null;

  private constructor(
    context: ClientContext,
    clusterId: bigint,
    leader: string,
    addresses: readonly string[],
  ) {
    this.#context = context;
    this.clusterId = clusterId;
    this.#leader = leader;
    this.#addresses = addresses;
  }

  /**
   * Finds the cluster that the endpoints belong to.
   *
   * @throws ConnectError, InvalidArgumentError, OperationAbortedError
   */
  static async connect(context: ClientContext, options: PdConnectOptions): Promise<PdClient> {
    const endpoints = options.endpoints.map(normalizeEndpoint);
    if (endpoints.length === 0)
      throw new InvalidArgumentError('endpoints', 'at least one endpoint is needed');
    const { connectTimeoutMs: timeoutMs, signal } = options;
    const backoffer = createBackoffer(context, timeoutMs, { signal, timeoutMs });
    for (;;) {
      const answers = await Promise.allSettled(
        endpoints.map((address) => getMembers(context, address, backoffer)),
      );
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      const first = found.find((one) => one.leader !== null) ?? found[0];
      if (first) {
        if (found.some((one) => one.clusterId !== first.clusterId)) {
          throw new ConnectError('the endpoints belong to different clusters', {
            reason: 'clusterMismatch',
            endpoints,
          });
        }
        if (first.leader !== null)
          return new PdClient(context, first.clusterId, first.leader, merge(first.members, endpoints));
      }
      const failure = first ? noLeader(endpoints) : worst(answers, endpoints);
      if (failure.details['reason'] === 'notPd') throw failure;
      try {
        await backoffer.backOff(BACKOFF.tikvRpc, failure);
      } catch (error) {
        throw error instanceof DeadlineExceededError || isBudget(error) ? failure : error;
      }
    }
  }

  /** The leader's address, for streams. */
  get leader(): string {
    return this.#leader;
  }

  /**
   * Calls the leader, following it, within the operation's patience.
   *
   * @throws ServerError when PD refuses the request
   */
  async call<Request, Response extends Headed>(
    method: MethodType<Request, Response>,
    request: Init<Request>,
    backoffer: Backoffer,
  ): Promise<Response> {
    const bytes = encodeMessage(method.request, {
      ...(request as object),
      header: { clusterId: this.clusterId },
    } as Init<Request>);
    for (;;) {
      backoffer.check();
      try {
        this.#context.counters.addRequest(method.path.slice(method.path.lastIndexOf('/') + 1));
        const answer = await this.#context.transport.unary(this.#leader, method.path, bytes, {
          timeoutMs: Math.max(1, backoffer.remainingMs(CALL_TIMEOUT_MS)),
          signal: backoffer.signal,
        });
        const response = decodeMessage(method.response, answer);
        const error = response.header?.error;
        if (!error) return response;
        if (error.type !== pdpb.ErrorType.NOT_BOOTSTRAPPED) {
          throw new ServerError({ message: error.message, type: error.type, method: method.path });
        }
        await backoffer.backOff(BACKOFF.pdRpc, new ServerError({ message: error.message }));
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        if (/mismatch cluster id/i.test(error.text)) {
          throw new ConnectError(
            'PD belongs to another cluster',
            { reason: 'clusterMismatch', endpoint: this.#leader },
            error,
          );
        }
        if (error.status === RPC_STATUS.unimplemented) throw new ServerError({ method: method.path }, error);
        await this.recover(backoffer, error);
      }
    }
  }

  /** After a failure at the leader: finds out who leads now, after a pause. */
  async recover(backoffer: Backoffer, cause: unknown): Promise<void> {
    const before = this.#leader;
    await this.refresh(backoffer);
    if (this.#leader === before) await backoffer.backOff(BACKOFF.pdRpc, cause);
  }

  /** Asks the members who leads; concurrent callers share one round of questions. */
  refresh(backoffer: Backoffer): Promise<void> {
    this.#refreshing ??= this.#findLeader(backoffer).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #findLeader(backoffer: Backoffer): Promise<void> {
    for (const address of this.#addresses) {
      const found = await getMembers(this.#context, address, backoffer).catch(() => null);
      if (!found || found.clusterId !== this.clusterId) continue;
      this.#addresses = merge(found.members, this.#addresses);
      if (found.leader === null) continue;
      this.#leader = found.leader;
      return;
    }
  }

  async getStore(id: bigint, backoffer: Backoffer): Promise<metapb.Store | null> {
    try {
      return (await this.call(service.getStore, { storeId: id }, backoffer)).store ?? null;
    } catch (error) {
      if (error instanceof ServerError && /not found/.test(String(error.details['message']))) return null;
      throw error;
    }
  }

  getRegion(key: Uint8Array, backoffer: Backoffer): Promise<pdpb.GetRegionResponse> {
    return this.call(service.getRegion, { regionKey: key }, backoffer);
  }

  getPrevRegion(key: Uint8Array, backoffer: Backoffer): Promise<pdpb.GetRegionResponse> {
    return this.call(service.getPrevRegion, { regionKey: key }, backoffer);
  }
}

async function getMembers(context: ClientContext, address: string, backoffer: Backoffer): Promise<Found> {
  const { getMembers: method } = service;
  const answer = await context.transport.unary(address, method.path, encodeMessage(method.request, {}), {
    timeoutMs: Math.max(1, backoffer.remainingMs(CALL_TIMEOUT_MS)),
    signal: backoffer.signal,
  });
  const { header, leader, members } = decodeMessage(method.response, answer);
  if (!header || header.clusterId === 0n)
    throw new MalformedMessageError('the members answer has no cluster id');
  const urls = members.flatMap((member) => member.clientUrls.map(hostOf));
  return {
    clusterId: header.clusterId,
    leader: leader?.clientUrls[0] ? hostOf(leader.clientUrls[0]) : null,
    members: urls,
  };
}

function normalizeEndpoint(endpoint: string): string {
  const address = typeof endpoint === 'string' ? hostOf(endpoint) : '';
  if (!/^(\[[0-9a-fA-F:.]+\]|[^:\s[\]/]+):\d{1,5}$/.test(address)) {
    throw new InvalidArgumentError('endpoints', 'an endpoint is host:port', { endpoint });
  }
  return address;
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

function merge(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}

function noLeader(endpoints: readonly string[]): ConnectError {
  return new ConnectError('the cluster has no leader', { reason: 'noLeader', endpoints });
}

function isBudget(error: unknown): boolean {
  return (error as { code?: string }).code === 'TIKV_REGION_UNAVAILABLE';
}

/** The failure that says most: something that is no PD is worse than nothing at all. */
function worst(answers: readonly PromiseSettledResult<Found>[], endpoints: readonly string[]): ConnectError {
  const failures = answers.map((answer, i) => {
    const cause: unknown = answer.status === 'rejected' ? answer.reason : null;
    return { endpoint: endpoints[i], reason: reasonOf(cause), cause };
  });
  const first = failures.find((failure) => failure.reason === 'notPd') ?? failures[0];
  if (!first) throw new InvalidArgumentError('endpoints', 'at least one endpoint is needed');
  if (first.reason === 'aborted') throw first.cause;
  const message =
    first.reason === 'notPd' ? 'what listens at the endpoint is no PD' : 'no endpoint can be reached';
  return new ConnectError(message, { reason: first.reason, endpoint: first.endpoint }, first.cause);
}

function reasonOf(cause: unknown): ConnectFailure | 'aborted' {
  if (cause instanceof MalformedMessageError) return 'notPd';
  if (!(cause instanceof RpcError)) return 'aborted';
  if (cause.status === RPC_STATUS.deadlineExceeded) return 'unreachable';
  if (cause.status !== RPC_STATUS.unavailable) return 'notPd';
  // What answers in another protocol than HTTP/2 is told from what does not answer only by the transport's text.
  return /Protocol error/i.test(cause.text) ? 'notPd' : 'unreachable';
}
