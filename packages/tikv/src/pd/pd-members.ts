/** The members of the placement driver: who they are, who leads, what it takes to find out. */

import {
  InvalidArgumentError,
  MalformedMessageError,
  decodeMessage,
  encodeMessage,
  pdpb,
} from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { type ConnectFailure, ConnectError, DeadlineExceededError, RegionUnavailableError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { RPC_STATUS, RpcError } from '../rpc/transport';

const CALL_TIMEOUT_MS = 3_000;
const method = pdpb.PDService.getMembers;

/** A member's answer to who is who. */
export interface Membership {
  readonly clusterId: bigint;
  /** The URL by which the leader wants to be called; null while there is none. */
  readonly leaderUrl: string | null;
  /** `host:port` of every member that is known. */
  readonly addresses: readonly string[];
}

export interface PdConnectOptions {
  readonly endpoints: readonly string[];
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the cluster that the endpoints belong to, and its leader.
 *
 * @throws ConnectError, InvalidArgumentError, OperationAbortedError
 */
export async function discoverMembers(
  context: ClientContext,
  options: PdConnectOptions,
): Promise<Membership> {
  const endpoints = options.endpoints.map(normalizeEndpoint);
  if (endpoints.length === 0) throw new InvalidArgumentError('endpoints', 'at least one endpoint is needed');
  const { connectTimeoutMs: timeoutMs, signal } = options;
  const backoffer = createBackoffer(context, timeoutMs, { signal, timeoutMs });
  for (;;) {
    const answers = await Promise.allSettled(
      endpoints.map((address) => askMember(context, address, backoffer)),
    );
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const first = found.find((one) => one.leaderUrl !== null) ?? found[0];
    if (first && found.some((one) => one.clusterId !== first.clusterId)) {
      throw new ConnectError('the endpoints belong to different clusters', {
        reason: 'clusterMismatch',
        endpoints,
      });
    }
    if (first?.leaderUrl) return { ...first, addresses: merge(first.addresses, endpoints) };
    const failure = first ? noLeader(endpoints) : worst(answers, endpoints);
    if (failure.details['reason'] === 'notPd') throw failure;
    try {
      await backoffer.backOff(BACKOFF.tikvRpc, failure);
    } catch (error) {
      throw error instanceof DeadlineExceededError || error instanceof RegionUnavailableError
        ? failure
        : error;
    }
  }
}

/** The first answer of any member that names a leader; null when none does. */
export async function findLeader(
  context: ClientContext,
  { clusterId, addresses }: Membership,
  backoffer: Backoffer,
): Promise<Membership | null> {
  const asked = addresses.map(async (address) => {
    const found = await askMember(context, address, backoffer);
    if (found.clusterId !== clusterId || found.leaderUrl === null) throw noLeader([address]);
    return { ...found, addresses: merge(found.addresses, addresses) };
  });
  return Promise.any(asked).catch(() => null);
}

async function askMember(context: ClientContext, address: string, backoffer: Backoffer): Promise<Membership> {
  context.counters.addRequest('GetMembers');
  const answer = await context.transport.unary(address, method.path, encodeMessage(method.request, {}), {
    timeoutMs: Math.max(1, backoffer.remainingMs(CALL_TIMEOUT_MS)),
    signal: backoffer.signal,
  });
  const { header, leader, members } = decodeMessage(method.response, answer);
  if (!header || header.clusterId === 0n)
    throw new MalformedMessageError('the members answer has no cluster id');
  return {
    clusterId: header.clusterId,
    leaderUrl: leader?.clientUrls[0] ?? null,
    addresses: members.flatMap((member) => member.clientUrls.map(hostOf)),
  };
}

/** `host:port` of a URL, or of what is one already. */
export function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

function normalizeEndpoint(endpoint: string): string {
  const address = typeof endpoint === 'string' ? hostOf(endpoint) : '';
  if (!/^(\[[0-9a-fA-F:.]+\]|[^:\s[\]/]+):\d{1,5}$/.test(address)) {
    throw new InvalidArgumentError('endpoints', 'an endpoint is host:port', { endpoint });
  }
  return address;
}

function merge(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}

function noLeader(endpoints: readonly string[]): ConnectError {
  return new ConnectError('the cluster has no leader', { reason: 'noLeader', endpoints });
}

/** The failure that says most: something that is no PD is worse than nothing at all. */
function worst(
  answers: readonly PromiseSettledResult<Membership>[],
  endpoints: readonly string[],
): ConnectError {
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
