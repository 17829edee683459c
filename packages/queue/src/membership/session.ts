/**
 * A process in the eyes of the others: alive until a time of the oracle that it pushes ahead with heartbeats.
 *
 * Whether a session is over is judged by the timestamp of the transaction that asks, never by a local clock. The process
 * itself becomes uncertain earlier, by its own clock, and then stops starting work: that only saves effort, since every
 * change it could still make is checked against the epochs in the checkpoints.
 *
 * A session has members, one per consumer: whoever takes part in a group or holds a lease.
 */

import { type Transaction, concatBytes, physicalMs, toHex } from '@tito/tikv';
import type { SessionMember, SessionRecord } from '../catalog/records';
import { type Timer, withDeadline } from '../clock';
import type { QueueContext } from '../context';
import { MEMBER_ID_BYTES } from '../format/checkpoint-codec';
import { decodeRecord, encodeRecord } from '../format/json-record';

/** Bytes of a session's id; a member's id is the session's and the instance. */
const SESSION_ID_BYTES = MEMBER_ID_BYTES - 4;
const BEATS_PER_TTL = 4;
/** Share of the time to live after which the process doubts itself. */
const CERTAIN_SHARE = 0.75;

/** One participant of this process. */
export interface Member {
  /** Changes when the session was lost and a new one began. */
  readonly id: Uint8Array;
  /** Says, with a heartbeat, that the member is no more. */
  leave(): Promise<void>;
}

export class Session {
  readonly #context: QueueContext;
  readonly #ttlMs: number;
  readonly #members = new Map<number, SessionMember>();
  readonly #lostListeners = new Set<() => void>();
  #id: Uint8Array;
  #lastInstance = 0;
  #timer: Timer | null = null;
  #beating: Promise<void> = Promise.resolve();
  #certainUntil = -Infinity;
  #isStored = false;
  #beatAtMs: number | null = null;

  constructor(context: QueueContext, ttlMs: number) {
    this.#context = context;
    this.#ttlMs = ttlMs;
    this.#id = this.#newId();
  }

  /** When the last successful heartbeat was sent, by the local clock; null while there are no members. */
  get beatAtMs(): number | null {
    return this.#beatAtMs;
  }

  get ttlMs(): number {
    return this.#ttlMs;
  }

  /** False when others may have declared this process dead. */
  isCertain(): boolean {
    return this.#context.clock.now() < this.#certainUntil;
  }

  /** Calls back when the session was lost: others may have taken over everything that its members had. */
  onLost(listener: () => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  /** Adds a member; resolves when it is stored. The session lives as long as it has members. */
  async join(member: Omit<SessionMember, 'instance'>): Promise<Member> {
    const instance = ++this.#lastInstance;
    this.#members.set(instance, { instance, ...member });
    try {
      await this.beat();
    } catch (error) {
      this.#members.delete(instance);
      throw error;
    }
    this.#scheduleBeat();
    const memberId = (): Uint8Array => concatBytes(this.#id, instanceBytes(instance));
    return {
      get id() {
        return memberId();
      },
      leave: () => this.#leave(instance),
    };
  }

  /** One heartbeat, after those under way. */
  beat(): Promise<void> {
    const beat = this.#beating.then(() => this.#beat());
    this.#beating = beat.catch(() => undefined);
    return beat;
  }

  async #leave(instance: number): Promise<void> {
    this.#members.delete(instance);
    if (this.#members.size === 0) {
      this.#timer?.cancel();
      this.#timer = null;
    }
    await withDeadline(this.#context.clock, this.beat(), this.#ttlMs / BEATS_PER_TTL);
  }

  #scheduleBeat(): void {
    this.#timer ??= this.#context.clock.setTimer(() => {
      this.#timer = null;
      void this.beat()
        .catch((error: unknown) => this.#context.report(error, 'heartbeat'))
        .then(() => {
          if (this.#members.size > 0) this.#scheduleBeat();
        });
    }, this.#ttlMs / BEATS_PER_TTL);
  }

  async #beat(): Promise<void> {
    const sentAt = this.#context.clock.now();
    const key = this.#context.keys.session(this.#id);
    const members = [...this.#members.values()];
    const isOver = await this.#context.client.transaction(
      async (txn) => {
        const stored = await txn.get(key);
        if (stored === null && this.#isStored) return true;
        const record: SessionRecord = { expiresMs: physicalMs(txn.startTs ?? 0n) + this.#ttlMs, members };
        if (members.length > 0) txn.put(key, encodeRecord(record));
        else txn.delete(key);
        return false;
      },
      { timeoutMs: this.#ttlMs },
    );
    if (isOver) return this.#lose();
    this.#isStored = members.length > 0;
    this.#beatAtMs = this.#isStored ? sentAt : null;
    this.#certainUntil = this.#isStored ? sentAt + this.#ttlMs * CERTAIN_SHARE : -Infinity;
    // The next session of the process is another one.
    if (!this.#isStored) this.#id = this.#newId();
  }

  async #lose(): Promise<void> {
    this.#context.metrics.add('sessionsLost');
    this.#id = this.#newId();
    this.#isStored = false;
    this.#certainUntil = -Infinity;
    await this.#beat();
    for (const listener of this.#lostListeners) listener();
  }

  #newId(): Uint8Array {
    // Never all zeros, which means nobody.
    return Uint8Array.from(
      { length: SESSION_ID_BYTES },
      (_, i) => (i === 0 ? 1 : 0) | Math.floor(this.#context.random() * 256),
    );
  }
}

/** Those of the members that live at the transaction's snapshot, in hexadecimal. */
export async function readLiveMembers(
  context: QueueContext,
  txn: Transaction,
  members: readonly Uint8Array[],
): Promise<Set<string>> {
  const sessions = [
    ...new Map(members.map((member) => [toHex(sessionOf(member)), sessionOf(member)])).values(),
  ];
  if (sessions.length === 0) return new Set();
  const values = await txn.batchGet(sessions.map((session) => context.keys.session(session)));
  const nowMs = physicalMs(txn.startTs ?? 0n);
  return new Set(
    values.flatMap((value, i) =>
      value === null ? [] : liveMembers(sessions[i] as Uint8Array, value, nowMs).map(({ id }) => id),
    ),
  );
}

/** The members of a stored session with their ids in hexadecimal; none when it is over by the oracle's `nowMs`. */
export function liveMembers(
  session: Uint8Array,
  stored: Uint8Array,
  nowMs: number,
): (SessionMember & { readonly id: string })[] {
  const record = decodeRecord<SessionRecord>('session', stored);
  if (record.expiresMs < nowMs) return [];
  return record.members.map((member) => ({
    ...member,
    id: toHex(concatBytes(session, instanceBytes(member.instance))),
  }));
}

function sessionOf(member: Uint8Array): Uint8Array {
  return member.subarray(0, SESSION_ID_BYTES);
}

function instanceBytes(instance: number): Uint8Array {
  return Uint8Array.of(instance >>> 24, (instance >>> 16) & 0xff, (instance >>> 8) & 0xff, instance & 0xff);
}
