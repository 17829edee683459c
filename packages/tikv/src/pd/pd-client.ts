/**
 * Calls to the leader of the placement driver, which follow it when it moves. A leader that others see and this client
 * does not is called through another member.
 */

import { type Init, type MethodType, decodeMessage, encodeMessage, pdpb } from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { callChannel, tellCall } from '../diagnostics';
import { ConnectError, ServerError } from '../errors';
import { BACKOFF, BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { RPC_STATUS, RpcError } from '../rpc/transport';
import { type Membership, type PdConnectOptions, discoverMembers, findLeader, hostOf } from './pd-members';

const CALL_TIMEOUT_MS = 3_000;
const REFRESH_MS = 60_000;
/** Metadata by which a member passes a call on to the leader that the value names. */
const FORWARD = 'pd-forwarded-host';

/** Errors in an answer that pass by themselves. */
const PASSING: ReadonlySet<pdpb.ErrorType> = new Set<pdpb.ErrorType>([
  pdpb.ErrorType.NOT_BOOTSTRAPPED,
  pdpb.ErrorType.REGIONS_NOT_CONTAIN_ALL_KEY_RANGE,
]);

/** An address, and what a call or a stream says there beside its messages. */
export interface PdRoute {
  readonly address: string;
  readonly metadata: Readonly<Record<string, string>> | undefined;
}

interface Headed {
  readonly header: pdpb.ResponseHeader | undefined;
}

export class PdClient {
  readonly clusterId: bigint;
  readonly #context: ClientContext;
  #members: Membership & { readonly leaderUrl: string };
  #refreshing: Promise<void> | null = null;
  #cancelRefresh: () => void = () => undefined;
  #isClosed = false;

  private constructor(context: ClientContext, members: Membership) {
    this.#context = context;
    this.clusterId = members.clusterId;
    this.#members = { ...members, leaderUrl: members.leaderUrl ?? '' };
    this.#scheduleRefresh();
  }

  /**
   * Finds the cluster that the endpoints belong to.
   *
   * @throws ConnectError, InvalidArgumentError, OperationAbortedError
   */
  static async connect(context: ClientContext, options: PdConnectOptions): Promise<PdClient> {
    const pd = new PdClient(context, await discoverMembers(context, options));
    try {
      await pd.#requireTimestamps(options);
      return pd;
    } catch (error) {
      pd.close();
      throw error;
    }
  }

  /** The leader's address, for streams. */
  get leader(): string {
    return hostOf(this.#members.leaderUrl);
  }

  /** `host:port` of every member that is known. */
  get members(): readonly string[] {
    return this.#members.addresses;
  }

  /**
   * Where a call goes after so many failures in a row. The second failure at a leader that everybody names is one of the
   * way there: another member knows one, and passes calls on.
   */
  route(failures: number): PdRoute {
    const { leader } = this;
    const others = this.members.filter((address) => address !== leader);
    const via = failures >= 2 && failures % 2 === 0 ? others[(failures / 2) % others.length] : undefined;
    if (via === undefined) return { address: leader, metadata: undefined };
    return { address: via, metadata: { [FORWARD]: this.#members.leaderUrl } };
  }

  /**
   * Calls the leader, following it, within the operation's patience.
   *
   * @throws ServerError when PD refuses the request; `details.type` is the protocol's number of the error
   * @throws ConnectError when PD turns out to be another cluster's
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError
   */
  async call<Request, Response extends Headed>(
    method: MethodType<Request, Response>,
    request: Init<Request>,
    backoffer: Backoffer,
  ): Promise<Response> {
    const header = { clusterId: this.clusterId };
    const bytes = encodeMessage(method.request, { ...(request as object), header } as Init<Request>);
    for (let failures = 0; ;) {
      backoffer.check();
      try {
        const answer = await this.#ask(method.path, bytes, failures, backoffer);
        const response = decodeMessage(method.response, answer);
        const error = response.header?.error;
        if (!error) return response;
        const refusal = new ServerError({ message: error.message, type: error.type, method: method.path });
        if (!PASSING.has(error.type)) throw refusal;
        await backoffer.backOff(BACKOFF.pdRpc, refusal);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        if (error.status === RPC_STATUS.unimplemented)
          throw new ServerError({ method: method.path, message: error.text }, error);
        await this.recover(backoffer, error, failures++);
      }
    }
  }

  /**
   * After the operation's failure at the leader: finds out who leads now. When it is the same and this is not the first
   * failure, waits.
   *
   * @throws ConnectError when the failure says that PD is another cluster's
   */
  async recover(backoffer: Backoffer, cause: RpcError, failures: number): Promise<void> {
    if (/mismatch cluster id/i.test(cause.text)) {
      const details = { reason: 'clusterMismatch', endpoint: this.leader } as const;
      throw new ConnectError('PD belongs to another cluster', details, cause);
    }
    const before = this.leader;
    // What does not answer in time may hang in a connection that is none any more.
    if (cause.status === RPC_STATUS.deadlineExceeded) this.#context.transport.disconnect(before);
    const isFound = await this.refresh(backoffer);
    if (isFound && (this.leader !== before || failures === 0)) return;
    await backoffer.backOff(BACKOFF.pdRpc, cause);
  }

  /**
   * Asks the members who leads; concurrent callers share one round of questions.
   *
   * @returns whether any knew
   */
  async refresh(backoffer: Backoffer): Promise<boolean> {
    const before = this.#members;
    this.#refreshing ??= this.#refresh(backoffer.shared()).finally(() => {
      this.#refreshing = null;
    });
    await backoffer.waitFor(this.#refreshing);
    return this.#members !== before;
  }

  /** Whether a member answers at all. */
  async isReachable(address: string): Promise<boolean> {
    const { getMembers } = pdpb.PDService;
    try {
      const request = encodeMessage(getMembers.request, {});
      await this.#context.transport.unary(address, getMembers.path, request, { timeoutMs: CALL_TIMEOUT_MS });
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRefresh();
  }

  /** A placement driver in parts, with an oracle elsewhere, is not what this client speaks to. */
  async #requireTimestamps({ connectTimeoutMs: timeoutMs, signal }: PdConnectOptions): Promise<void> {
    const backoffer = createBackoffer(this.#context, timeoutMs, { timeoutMs, signal });
    let modes: readonly pdpb.ServiceMode[];
    try {
      ({ serviceModes: modes } = await this.call(pdpb.PDService.getClusterInfo, {}, backoffer));
    } catch (error) {
      // Those of old have no parts.
      if (error instanceof ServerError && error.cause instanceof RpcError) return;
      throw error;
    }
    if (modes.length === 0 || modes.includes(pdpb.ServiceMode.PD_SVC_MODE)) return;
    const details = { reason: 'unsupported', endpoint: this.leader } as const;
    throw new ConnectError('the placement driver has its oracle in a service of its own', details);
  }

  #ask(path: string, bytes: Uint8Array, failures: number, backoffer: Backoffer): Promise<Uint8Array> {
    const { address, metadata } = this.route(failures);
    const name = path.slice(path.lastIndexOf('/') + 1);
    this.#context.counters.addRequest(name);
    const answered = this.#context.transport.unary(address, path, bytes, {
      timeoutMs: Math.max(1, backoffer.remainingMs(CALL_TIMEOUT_MS)),
      signal: backoffer.signal,
      metadata,
    });
    if (callChannel.hasListeners) {
      const told = { method: name, address, regionId: null, storeId: null };
      tellCall(told, answered, this.#context.clock, () => undefined);
    }
    return answered;
  }

  async #refresh(backoffer: Backoffer): Promise<void> {
    const found = await findLeader(this.#context, this.#members, backoffer);
    if (found?.leaderUrl) this.#members = { ...found, leaderUrl: found.leaderUrl };
  }

  /** Members come and go without any call failing. */
  #scheduleRefresh(): void {
    if (this.#isClosed) return;
    const refresh = async (): Promise<void> => {
      await this.refresh(createBackoffer(this.#context, BUDGET.timestamp)).catch(() => undefined);
      this.#scheduleRefresh();
    };
    this.#cancelRefresh = this.#context.clock.schedule(REFRESH_MS, () => void refresh(), true);
  }
}
