/**
 * A process in the eyes of the others: alive until a time of the oracle that it pushes ahead with heartbeats.
 *
 * Whether a session is over is judged by the timestamp of the transaction that asks, never by a local clock. The process
 * itself becomes uncertain earlier, by its own clock, and then stops starting work: that only saves effort, since every
 * change it could still make is checked against the epochs in the checkpoints.
 */

import { type Transaction, physicalMs, toHex } from '@tito/tikv';
import { type Timer, withDeadline } from '../clock';
import type { QueueContext } from '../context';
import { decodeRecord, encodeRecord } from '../format/json-record';
import { SESSION_ID_BYTES } from '../format/checkpoint-codec';
import type { SubscriptionId } from '../format/key-layout';
import type { SessionRecord } from '../catalog/records';

const BEATS_PER_TTL = 4;
/** Share of the time to live after which the process doubts itself. */
const CERTAIN_SHARE = 0.75;

export class Session {
  readonly #context: QueueContext;
  readonly #ttlMs: number;
  readonly #shares = new Map<string, SubscriptionId>();
  readonly #lostListeners = new Set<() => void>();
  #id: Uint8Array;
  #users = 0;
  #started: Promise<void> | null = null;
  #timer: Timer | null = null;
  #beating: Promise<void> = Promise.resolve();
  #certainUntil = -Infinity;

  constructor(context: QueueContext, ttlMs: number) {
    this.#context = context;
    this.#ttlMs = ttlMs;
    this.#id = randomId(context.random);
  }

  /** Changes when the session was lost and a new one begins. */
  get id(): Uint8Array {
    return this.#id;
  }

  get idHex(): string {
    return toHex(this.#id);
  }

  get ttlMs(): number {
    return this.#ttlMs;
  }

  /** False when others may have declared this process dead. */
  isCertain(): boolean {
    return this.#context.clock.now() < this.#certainUntil;
  }

  onLost(listener: () => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  /** Keeps the session alive until as many `release` calls; resolves when it is stored. */
  async acquire(): Promise<void> {
    this.#users++;
    this.#started ??= this.#start();
    try {
      await this.#started;
    } catch (error) {
      this.#users--;
      this.#started = null;
      throw error;
    }
  }

  /** Ends the session with its last user: others take over at once. Waits at most `deadlineMs`. */
  async release(deadlineMs: number): Promise<void> {
    if (--this.#users > 0) return;
    this.#timer?.cancel();
    this.#timer = null;
    this.#started = null;
    this.#certainUntil = -Infinity;
    const id = this.#id;
    // The next use is another session: claims of this one must look abandoned.
    this.#id = randomId(this.#context.random);
    const ending = this.#beating
      .then(() => this.#context.client.transaction(async (txn) => txn.delete(this.#context.keys.session(id))))
      .catch((error: unknown) => this.#context.report(error, 'end session'));
    await withDeadline(this.#context.clock, ending, deadlineMs);
  }

  /** Says which subscriptions this process wants a share of. */
  async share(id: SubscriptionId, wanted: boolean): Promise<void> {
    const name = `${id.groupId}/${id.topicId}`;
    if (wanted) this.#shares.set(name, id);
    else this.#shares.delete(name);
    await this.beat();
  }

  /** One heartbeat, after those under way. */
  beat(): Promise<void> {
    this.#beating = this.#beating
      .then(() => this.#beat())
      .catch((error: unknown) => this.#context.report(error, 'heartbeat'));
    return this.#beating;
  }

  async #start(): Promise<void> {
    await this.#beat();
    this.#scheduleBeat();
  }

  #scheduleBeat(): void {
    this.#timer = this.#context.clock.setTimer(() => {
      if (this.#users === 0) return;
      void this.beat().then(() => {
        if (this.#users > 0) this.#scheduleBeat();
      });
    }, this.#ttlMs / BEATS_PER_TTL);
  }

  async #beat(): Promise<void> {
    const sentAt = this.#context.clock.now();
    const isFirst = this.#certainUntil === -Infinity;
    const id = this.#id;
    const isOver = await this.#context.client.transaction(
      async (txn) => {
        const stored = await txn.get(this.#context.keys.session(id));
        if (stored === null && !isFirst) return true;
        const record: SessionRecord = {
          expiresMs: physicalMs(txn.startTs ?? 0n) + this.#ttlMs,
          shares: [...this.#shares.values()].map(({ groupId, topicId }) => [groupId, topicId] as const),
        };
        txn.put(this.#context.keys.session(id), encodeRecord(record));
        return false;
      },
      { timeoutMs: this.#ttlMs },
    );
    if (isOver) return this.#lose();
    this.#certainUntil = sentAt + this.#ttlMs * CERTAIN_SHARE;
  }

  async #lose(): Promise<void> {
    this.#context.metrics.add('sessionsLost');
    this.#id = randomId(this.#context.random);
    this.#certainUntil = -Infinity;
    await this.#beat();
    for (const listener of this.#lostListeners) listener();
  }
}

/** The records of sessions that live at the transaction's snapshot, by id in hexadecimal. */
export async function readLiveSessions(
  context: QueueContext,
  txn: Transaction,
  ids: readonly Uint8Array[],
): Promise<Map<string, SessionRecord>> {
  const live = new Map<string, SessionRecord>();
  if (ids.length === 0) return live;
  const values = await txn.batchGet(ids.map((id) => context.keys.session(id)));
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const record = decodeRecord<SessionRecord>('session', value);
    if (isLive(record, txn)) live.set(toHex(ids[i] as Uint8Array), record);
  }
  return live;
}

/** True while the session is not over at the transaction's snapshot. */
export function isLive(record: SessionRecord, txn: Transaction): boolean {
  return record.expiresMs >= physicalMs(txn.startTs ?? 0n);
}

function randomId(random: () => number): Uint8Array {
  // Never all zeros, which means nobody.
  return Uint8Array.from(
    { length: SESSION_ID_BYTES },
    (_, i) => (i === 0 ? 1 : 0) | Math.floor(random() * 256),
  );
}
