/**
 * How the stores are, as seen from here: out of reach, slow, or well. Only what is not well is remembered.
 *
 * Out of reach is asked from the store's gRPC health service after a request to it has failed, so that a lost answer is
 * told from a lost store. Slow is what the store says of itself (a score from 1 to 100, told on the stream about once a
 * second), what is busy, and what answers too late.
 */

import { decodeMessage, encodeMessage, health } from '@tito/protocol';
import { tellStore } from '../diagnostics';
import type { Clock } from '../retry/clock';
import { RPC_STATUS, RpcError, type Transport } from './transport';

const PROBE_TIMEOUT_MS = 1_000;
/** A store that is out of reach is asked again at most so often, and only while somebody wants it. */
const PROBE_AGAIN_MS = 1_000;
/** How long one sign of slowness counts. */
const SLOW_MS = 10_000;
/** From this score on a store is slow; TiKV's own clients draw the line there. */
const SLOW_SCORE = 80;
const { check } = health.HealthService;

/** What a store says of itself. */
export interface HealthFeedback {
  /** 1 is healthy, 100 is the slowest. */
  readonly slowScore: number;
}

export class StoreHealth {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #asked = new Map<string, Promise<boolean>>();
  /** Out of reach, and when that was asked last. */
  readonly #away = new Map<string, number>();
  /** Slow until then. */
  readonly #slow = new Map<string, number>();

  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  /** Asks the store itself. Many who ask at once about one address share one question. */
  isReachable(address: string): Promise<boolean> {
    let asked = this.#asked.get(address);
    if (asked === undefined) {
      asked = this.#probe(address).finally(() => this.#asked.delete(address));
      this.#asked.set(address, asked);
    }
    return asked;
  }

  /** What is known, at once. A store that was out of reach is asked again meanwhile. */
  isAway(address: string): boolean {
    const askedAt = this.#away.get(address);
    if (askedAt === undefined) return false;
    if (this.#clock.now() - askedAt >= PROBE_AGAIN_MS) void this.isReachable(address);
    return true;
  }

  isSlow(address: string): boolean {
    const until = this.#slow.get(address);
    if (until === undefined) return false;
    if (this.#clock.now() < until) return true;
    this.#slow.delete(address);
    return false;
  }

  /** The store was busy, or late. */
  noteSlow(address: string): void {
    if (!this.#slow.has(address)) tellStore('storeSlow', address);
    this.#slow.set(address, this.#clock.now() + SLOW_MS);
  }

  noteFeedback(address: string, { slowScore }: HealthFeedback): void {
    if (slowScore >= SLOW_SCORE) this.noteSlow(address);
    else this.#slow.delete(address);
  }

  async #probe(address: string): Promise<boolean> {
    const isThere = await this.#ask(address);
    if (isThere) {
      if (this.#away.delete(address)) tellStore('storeBack', address);
    } else {
      if (!this.#away.has(address)) tellStore('storeAway', address);
      this.#away.set(address, this.#clock.now());
    }
    return isThere;
  }

  async #ask(address: string): Promise<boolean> {
    const request = encodeMessage(check.request, { service: '' });
    try {
      const answer = await this.#transport.unary(address, check.path, request, {
        timeoutMs: PROBE_TIMEOUT_MS,
      });
      return (
        decodeMessage(check.response, answer).status !== health.HealthCheckResponse_ServingStatus.NOT_SERVING
      );
    } catch (error) {
      // Whoever refuses the question is there.
      return error instanceof RpcError && error.status === RPC_STATUS.unimplemented;
    }
  }
}
