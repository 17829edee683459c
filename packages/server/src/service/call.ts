/**
 * One RPC of a store: how it is checked, run, and refused.
 *
 * Checks come in TiKV's order: cluster, API version and key mode, region, then the request itself.
 */

import type { Init, MethodType, kvrpcpb } from '@tito/protocol';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import { KeyTooLongError } from '../errors';
import { type KeyError, KeyRefusal, aborted } from '../mvcc/key-errors';
import type { Region } from '../topology/region';
import type { Topology } from '../topology/topology';
import type { Storage } from '../txn/storage';
import { RegionRefusal } from '../topology/region-errors';
import { checkRegion } from '../topology/region-check';

/** One store of the cluster, as its handlers see it. */
export interface StoreRoom {
  readonly storeId: bigint;
  readonly topology: Topology;
  readonly storage: Storage;
  /** Takes the power from this store for so many milliseconds. */
  crash(forMs: number): void;
}

export interface RequestWithContext {
  readonly context: kvrpcpb.Context | undefined;
}

export interface Call<Request extends RequestWithContext, Response> {
  readonly method: MethodType<Request, Response>;
  /** The call is about the whole store: its context names no region. */
  readonly isForStore?: boolean;
  /** Refuses a request of the wrong API version, or keys of the wrong mode. Before the region is looked at. */
  admit?(storage: Storage, request: Request): void;
  run(room: StoreRoom, request: Request, region: Region): Init<Response> | Promise<Init<Response>>;
  /** The answer that carries an error. */
  refuse(error: KeyError, request: Request): Init<Response>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- calls of all types side by side
export type AnyCall = Call<any, any>;

/** What a call about the whole store is given. */
const NO_REGION: Region = {
  id: 0n,
  start: '',
  end: '',
  confVer: 0n,
  version: 0n,
  peers: [],
  leader: null,
  term: 0n,
};

/**
 * Answers a request; fails only where the call itself must fail. What an answer tells is durable by then, be it what was
 * written or what was read.
 */
export function serve<Request extends RequestWithContext, Response>(
  call: Call<Request, Response>,
  room: StoreRoom,
  request: Request,
): Init<Response> | Promise<Init<Response>> {
  checkCluster(room, request.context);
  const answer = run(call, room, request);
  const durable = room.storage.engine.durable();
  if (answer instanceof Promise) return answer.then((done) => whenDurable(room, done));
  return durable ? durable.then(() => answer) : answer;
}

function run<Request extends RequestWithContext, Response>(
  call: Call<Request, Response>,
  room: StoreRoom,
  request: Request,
): Init<Response> | Promise<Init<Response>> {
  try {
    call.admit?.(room.storage, request);
    const region = call.isForStore ? NO_REGION : checkRegion(room.topology, room.storeId, request.context);
    const answer = call.run(room, request, region);
    return answer instanceof Promise
      ? answer.catch((error: unknown) => refusal(call, request, error))
      : answer;
  } catch (error) {
    return refusal(call, request, error);
  }
}

async function whenDurable<T>({ storage }: StoreRoom, answer: T): Promise<T> {
  await storage.engine.durable();
  return answer;
}

/** The answer that carries a refusal; any other error is thrown on. */
export function refusal<Request extends RequestWithContext, Response>(
  call: Call<Request, Response>,
  request: Request,
  error: unknown,
): Init<Response> {
  if (error instanceof KeyRefusal) return call.refuse(error.keyError, request);
  if (error instanceof KeyTooLongError)
    return call.refuse(aborted('KeyTooLarge', error.message).keyError, request);
  if (error instanceof RegionRefusal) return { regionError: error.regionError } as Init<Response>;
  throw error;
}

function checkCluster(room: StoreRoom, context: kvrpcpb.Context | undefined): void {
  const sent = context?.clusterId ?? 0n;
  if (sent !== 0n && sent !== room.topology.clusterId) {
    throw new GrpcRefusal(
      Status.INVALID_ARGUMENT,
      'the cluster id of the request does not match the TiKV cluster',
    );
  }
}
