/**
 * One request that has not been answered at the first try, or was not for the leader alone: goes on until it is answered,
 * the region turns out to be another one, or patience ends.
 *
 * Requests go to the leader. A read that others may answer tries them first, see `ReplicaSelector`; a leader that is out
 * of reach from here is asked by way of another store where that is wanted.
 */

import type { errorpb, metapb } from '@tito/protocol';
import { LimitExceededError, ServerError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import { RPC_STATUS, RpcError } from '../rpc/transport';
import { mayServe } from './choose-replica';
import type { Region } from './region';
import { type Remedy, mayHaveHappened, remedyFor } from './region-remedy';
import { ReplicaSelector, isAboutRegion, isReplicaRead } from './replica-selector';
import { SendHistory } from './send-history';
import { type Attempt, type RegionAnswer, type SendCall, type SendRooms, sendOnce } from './send-once';

/** So often one operation tries again without a wait to speak of, for one kind of failure. */
const MAX_QUICK_RETRIES = 20;

/** What is to be done next. */
type Next =
  /** The same region is asked again. */
  | 'again'
  /** The region is not what it was. */
  | 'elsewhere';

export class RegionSend<Request, Response extends RegionAnswer> {
  readonly #rooms: SendRooms;
  readonly #call: SendCall<Request, Response>;
  readonly #history: SendHistory;
  #replicas: ReplicaSelector | null;
  #region: Region;
  /** How often a hint to another leader was followed. */
  #moves = 0;
  /** How often the leader did not answer. */
  #losses = 0;
  /** A message was too large, which may have been this request's fault: it goes by itself from then on. */
  #isAlone = false;
  /** Going by way of another store did not help. */
  #isForwardingVain = false;

  constructor(rooms: SendRooms, call: SendCall<Request, Response>, region: Region) {
    this.#rooms = rooms;
    this.#call = call;
    this.#region = region;
    this.#history = call.options.history ?? new SendHistory();
    this.#replicas = this.#selector();
  }

  /** The answer; null when the region is no longer what it was and no key was given to follow. */
  async run(): Promise<Response | null> {
    for (;;) {
      const next = await this.#tryOnce();
      if (typeof next === 'object') return next;
      if (next === 'elsewhere' && !(await this.#follow())) return null;
    }
  }

  /** The same after a first attempt that was not answered. */
  async goOnAfterLoss(attempt: Attempt, error: unknown): Promise<Response | null> {
    this.#history.isRepeat = true;
    return this.#goOn(await this.#afterLoss(attempt, error));
  }

  /** The same after a first attempt that a region error answered. */
  async goOnAfter(attempt: Attempt, answer: Response): Promise<Response | null> {
    this.#history.isRepeat = true;
    return this.#goOn(await this.#afterAnswer(attempt, answer));
  }

  async #goOn(next: Next | Response): Promise<Response | null> {
    if (typeof next === 'object') return next;
    return next === 'again' || (await this.#follow()) ? this.run() : null;
  }

  /** False when there is no key to follow. */
  async #follow(): Promise<boolean> {
    const { key, backoffer } = this.#call;
    if (key === null) return false;
    this.#region = await this.#rooms.cache.locate(key, backoffer);
    this.#replicas = this.#selector();
    return true;
  }

  /** Null for a request that is the leader's. */
  #selector(): ReplicaSelector | null {
    const { read } = this.#call.options;
    if (!isReplicaRead(read)) return null;
    return new ReplicaSelector({ ...this.#rooms, health: this.#rooms.context.stores.health }, read);
  }

  async #tryOnce(): Promise<Next | Response> {
    this.#call.backoffer.check();
    const attempt = await this.#nextAttempt();
    if (attempt === null) return this.#leave();
    const { isRepeat } = this.#history;
    this.#history.isRepeat = true;
    let answer: Response;
    try {
      answer = await sendOnce(this.#rooms, this.#call, attempt, isRepeat);
    } catch (error) {
      return this.#afterLoss(attempt, error);
    }
    return this.#afterAnswer(attempt, answer);
  }

  /** Null when the cluster has the store no more. */
  async #nextAttempt(): Promise<Attempt | null> {
    const { backoffer } = this.#call;
    const region = this.#region;
    const target = this.#replicas && (await this.#replicas.next(region, backoffer));
    const peer = target?.peer ?? region.leader;
    const store = await this.#rooms.cache.store(peer.storeId, backoffer);
    if (store === null) return null;
    const { address } = store;
    const via = target ? null : await this.#wayAround(address);
    return { region, target, peer, address, via, isAlone: this.#isAlone };
  }

  async #afterAnswer({ region, target, peer, address }: Attempt, answer: Response): Promise<Next | Response> {
    const { regionError } = answer;
    if (!regionError) {
      this.#history.lost = null;
      return answer;
    }
    if (regionError.serverIsBusy) this.#rooms.context.stores.health.noteSlow(address);
    if (target && !isAboutRegion(regionError, region)) {
      followHint(regionError, region);
      return 'again';
    }
    if (mayHaveHappened(regionError)) {
      this.#history.lost = new ServerError({ message: regionError.message, region: region.id });
      if (this.#call.options.isOnce === true) throw this.#history.lost;
    }
    const remedy = remedyFor(regionError, region, this.#history.isDeciding, this.#moves);
    if (remedy.kind === 'moveTo') this.#moves++;
    return this.#apply(remedy, regionError, peer);
  }

  async #afterLoss({ address, target, via }: Attempt, error: unknown): Promise<Next> {
    const { command, options } = this.#call;
    if (error instanceof RpcError && error.status === RPC_STATUS.unimplemented)
      throw new ServerError({ method: command.name, message: error.text }, error);
    this.#history.lost = error;
    if (!(error instanceof RpcError) || options.isOnce === true) throw error;
    if (isTooLarge(error)) {
      if (this.#isAlone) throw tooLarge(error);
      this.#isAlone = true;
      return 'again';
    }
    // Others answer meanwhile; how the store is will be known for the next read.
    if (target) this.#suspect(address, error);
    else if (via !== null) this.#isForwardingVain = true;
    else return this.#recover(address, error);
    return 'again';
  }

  #suspect(address: string, { status }: RpcError): void {
    const { health } = this.#rooms.context.stores;
    if (status === RPC_STATUS.deadlineExceeded) health.noteSlow(address);
    else void health.isReachable(address);
  }

  /** The store to go by, where the one at `address` is out of reach and another one is not. */
  async #wayAround(address: string): Promise<string | null> {
    const { context, cache, forwarding } = this.#rooms;
    const { health } = context.stores;
    if (!forwarding || this.#isForwardingVain || !health.isAway(address)) return null;
    for (const { storeId } of this.#region.peers) {
      const store = await cache.store(storeId, this.#call.backoffer);
      if (store && store.address !== address && !health.isAway(store.address)) return store.address;
    }
    return null;
  }

  /** The cluster has the region's store no more. */
  async #leave(): Promise<Next> {
    this.#rooms.cache.forget(this.#region);
    const details = { message: 'the store is gone', store: this.#region.leader.storeId };
    await this.#call.backoffer.backOff(BACKOFF.regionMiss, new ServerError(details));
    return 'elsewhere';
  }

  /** The leader did not answer: it is asked again when its store is there, else another peer. */
  async #recover(address: string, error: RpcError): Promise<Next> {
    const { context, cache, forwarding } = this.#rooms;
    const { backoffer } = this.#call;
    const region = this.#region;
    const { leader, peers } = region;
    this.#losses++;
    if (peers.length > 1) {
      const isThere = await backoffer.waitFor(context.stores.health.isReachable(address));
      const mayForward = forwarding && this.#losses === 1;
      // Somebody else may have moved it meanwhile.
      if (!isThere && !mayForward && region.leader === leader) region.leader = peerAfter(region, leader);
    }
    cache.forgetStore(leader.storeId);
    const isHopeless = this.#losses >= peers.length;
    if (isHopeless) cache.forget(region);
    await backoffer.backOff(BACKOFF.tikvRpc, error);
    if (!isHopeless) return 'again';
    this.#losses = 0;
    return 'elsewhere';
  }

  async #apply(remedy: Remedy, error: errorpb.Error, asked: metapb.Peer): Promise<Next> {
    if (remedy.kind === 'fail') throw remedy.error;
    const region = this.#region;
    if (remedy.kind === 'moveTo') region.leader = remedy.peer ?? peerAfter(region, region.leader);
    if (remedy.kind === 'relocate') {
      const { cache } = this.#rooms;
      if (remedy.isStoreWrong === true) cache.forgetStore(asked.storeId);
      cache.forget(region);
      cache.learn(remedy.regions, region.leader.storeId);
    }
    const cause = new ServerError({ message: error.message, region: region.id });
    const { backoffer } = this.#call;
    // Who is led around by ever newer knowledge is not to run.
    const isLedAround = backoffer.attempts(remedy.pause) >= MAX_QUICK_RETRIES;
    await backoffer.backOff(remedy.pause, cause, isLedAround ? undefined : remedy.limitMs);
    return remedy.kind === 'relocate' ? 'elsewhere' : 'again';
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
