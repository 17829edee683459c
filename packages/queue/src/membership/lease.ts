/**
 * Leases: something that runs on one process at a time.
 *
 * A lease belongs to a member and is valid as long as the member's session is; it needs no renewals of its own. Who takes
 * over an abandoned lease raises its epoch, and a transaction that the holder guards with the lease conflicts with that.
 */

import { type Transaction, equalBytes } from '@tito/tikv';
import { sleep } from '../clock';
import type { QueueContext } from '../context';
import { LeaseLostError } from '../errors';
import { decodeRecord, encodeRecord } from '../format/json-record';
import { type Member, type Session, readLiveMembers } from './session';

/** What a function under a lease gets beside the signal. */
export interface Lease {
  /** Rises with every new holder: for systems that refuse older writers. */
  readonly epoch: number;
  /**
   * Makes the transaction fail when it commits after the lease was taken over.
   *
   * @throws LeaseLostError when it has been already
   */
  guard(txn: Transaction): Promise<void>;
}

/** Runs while the lease is held; should end soon after the signal fires. */
export type LeasedWork = (signal: AbortSignal, lease: Lease) => Promise<void>;

interface LeaseRecord {
  readonly epoch: number;
  /** Member id; empty when the lease is free. */
  readonly holder: Uint8Array;
}

export interface LeaderSettings {
  readonly context: QueueContext;
  readonly session: Session;
  readonly name: string;
  readonly work: LeasedWork;
}

const FREE = new Uint8Array(0);
/** Those who wait look so many times in a session's time to live. */
const LOOKS_PER_TTL = 2;
const RETRY_MS = 1000;
const FREE_TIMEOUT_MS = 3000;
/** How often the holder asks itself whether it is still certain. */
const DOUBT_EVERY_MS = 250;

/** Takes part in the election for one lease until it is stopped; runs the work again if it ends early. */
export class Leader {
  readonly #settings: LeaderSettings;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;

  constructor(settings: LeaderSettings) {
    this.#settings = settings;
    this.#ended = this.#run();
  }

  /** Ends the work, if it runs here, and gives the lease to the next. */
  async stop(): Promise<void> {
    this.#stop.abort(new LeaseLostError(this.#settings.name));
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { context, session } = this.#settings;
    let member: Member | null = null;
    while (!this.#stop.signal.aborted) {
      let waitMs = (session.ttlMs / LOOKS_PER_TTL) * (0.75 + context.random() / 2);
      try {
        member ??= await session.join({ groupId: 0, topicId: 0, wantsShare: false });
        const epoch = await this.#acquire(member.id);
        if (epoch !== null) {
          await this.#hold(member.id, epoch);
          waitMs = RETRY_MS;
        }
      } catch (error) {
        context.report(error, `lease ${this.#settings.name}`);
        waitMs = RETRY_MS;
      }
      await sleep(context.clock, waitMs, this.#stop.signal);
    }
    await member?.leave().catch((error: unknown) => context.report(error, 'leave'));
  }

  /** The new epoch; null while another live member holds the lease. */
  #acquire(member: Uint8Array): Promise<number | null> {
    const { context, name } = this.#settings;
    const key = context.keys.lease(name);
    return context.client.transaction(async (txn) => {
      const stored = await txn.get(key);
      const record =
        stored === null ? { epoch: 0, holder: FREE } : decodeRecord<LeaseRecord>('lease', stored);
      const isForeign = record.holder.length > 0 && !equalBytes(record.holder, member);
      if (isForeign && (await readLiveMembers(context, txn, [record.holder])).size > 0) return null;
      const next: LeaseRecord = { epoch: record.epoch + 1, holder: member };
      txn.put(key, encodeRecord(next));
      return next.epoch;
    });
  }

  async #hold(member: Uint8Array, epoch: number): Promise<void> {
    const { context, session, name, work } = this.#settings;
    const abort = new AbortController();
    const lose = (): void => abort.abort(new LeaseLostError(name));
    const unlisten = session.onLost(lose);
    this.#stop.signal.addEventListener('abort', lose, { once: true });
    if (this.#stop.signal.aborted) lose();
    const doubt = async (): Promise<void> => {
      while (!abort.signal.aborted) {
        if (!session.isCertain()) lose();
        await sleep(context.clock, DOUBT_EVERY_MS, abort.signal);
      }
    };
    const doubting = doubt();
    try {
      // Work that begins under a fired signal would wait for it in vain.
      if (!abort.signal.aborted) await work(abort.signal, { epoch, guard: (txn) => this.#guard(txn, epoch) });
    } finally {
      lose();
      unlisten();
      this.#stop.signal.removeEventListener('abort', lose);
      await doubting;
      await this.#free(member, epoch);
    }
  }

  async #guard(txn: Transaction, epoch: number): Promise<void> {
    const { context, name } = this.#settings;
    const stored = await txn.getForUpdate(context.keys.lease(name));
    if (stored === null || decodeRecord<LeaseRecord>('lease', stored).epoch !== epoch)
      throw new LeaseLostError(name);
  }

  #free(member: Uint8Array, epoch: number): Promise<void> {
    const { context, name } = this.#settings;
    const key = context.keys.lease(name);
    return context.client.transaction(
      async (txn) => {
        const stored = await txn.get(key);
        if (stored === null) return;
        const record = decodeRecord<LeaseRecord>('lease', stored);
        if (record.epoch === epoch && equalBytes(record.holder, member))
          txn.put(key, encodeRecord({ epoch, holder: FREE }));
      },
      { timeoutMs: FREE_TIMEOUT_MS },
    );
  }
}
