/**
 * Recurring events: a schedule publishes an event whenever its cron expression fires, exactly once each time.
 *
 * The time of the next firing is stored with the schedule. Firing is one transaction that checks it against the oracle's
 * time, publishes the event and stores the time after; two processes that fire the same conflict on the schedule.
 */

import { type Transaction, physicalMs } from '@tito/tikv';
import { checkName } from '../catalog/topic';
import type { QueueContext } from '../context';
import { UnknownNameError } from '../errors';
import { decodeRecord, encodeRecord } from '../format/json-record';
import { nextFireMs } from './cron';

export interface ScheduleOptions {
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  /** A zone of the IANA database such as `'Europe/Oslo'`; `'UTC'` by default. */
  readonly timeZone?: string | undefined;
  /** The ordering key of the events; the schedule's name by default. */
  readonly key?: string | undefined;
  /**
   * What happens to firings for which no process was there: one event for all of them (`'once'`, default), one for each,
   * up to a thousand (`'all'`), or none if the last is more than a minute ago (`'skip'`).
   */
  readonly misfire?: 'once' | 'all' | 'skip' | undefined;
}

export interface ScheduleInfo {
  readonly name: string;
  readonly topic: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly key: string;
  readonly misfire: 'once' | 'all' | 'skip';
  readonly payload: unknown;
  /** Null when it will never fire again. */
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
}

interface ScheduleRecord {
  readonly topic: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly key: string;
  readonly misfire: 'once' | 'all' | 'skip';
  readonly payload: unknown;
  readonly nextMs: number | null;
  readonly lastMs: number | null;
}

/** Adds an event to the transaction's commit. */
export type PublishEvent = (txn: Transaction, topic: string, key: string, payload: unknown) => void;
/** Says, with the transaction's commit, when something will be due. */
export type AnnounceDue = (txn: Transaction, dueMs: number) => void;

const SKIP_AFTER_MS = 60_000;
const MAX_FIRINGS = 1000;

export class Schedules {
  readonly #context: QueueContext;
  readonly #publish: PublishEvent;
  readonly #announceDue: AnnounceDue;

  constructor(context: QueueContext, publish: PublishEvent, announceDue: AnnounceDue) {
    this.#context = context;
    this.#publish = publish;
    this.#announceDue = announceDue;
  }

  /** Creates or replaces a schedule; one that is the same already keeps its next firing. */
  async set(name: string, topic: string, payload: unknown, options: ScheduleOptions): Promise<void> {
    checkName('schedule', name);
    const { cron, timeZone = 'UTC', key = name, misfire = 'once' } = options;
    nextFireMs(cron, timeZone, 0);
    const storeKey = this.#context.keys.schedule(name);
    await this.#context.client.transaction(async (txn) => {
      const stored = await txn.get(storeKey);
      const before = stored === null ? null : decodeRecord<ScheduleRecord>('schedule', stored);
      const isSame = before !== null && before.cron === cron && before.timeZone === timeZone;
      const nextMs = isSame ? before.nextMs : nextFireMs(cron, timeZone, physicalMs(txn.startTs ?? 0n));
      const record: ScheduleRecord = {
        topic,
        cron,
        timeZone,
        key,
        misfire,
        payload,
        nextMs,
        lastMs: before?.lastMs ?? null,
      };
      txn.put(storeKey, encodeRecord(record));
      if (nextMs !== null) this.#announceDue(txn, nextMs);
    });
  }

  /** @throws UnknownNameError */
  async remove(name: string): Promise<void> {
    const key = this.#context.keys.schedule(name);
    await this.#context.client.transaction(async (txn) => {
      if ((await txn.get(key)) === null) throw new UnknownNameError('schedule', name);
      txn.delete(key);
    });
  }

  async list(): Promise<ScheduleInfo[]> {
    const { client, keys } = this.#context;
    const infos: ScheduleInfo[] = [];
    for await (const { key, value } of client.snapshot().scan(keys.schedules())) {
      const { nextMs, lastMs, ...record } = decodeRecord<ScheduleRecord>('schedule', value);
      infos.push({
        name: keys.scheduleNameIn(key),
        ...record,
        nextAt: dateOf(nextMs),
        lastAt: dateOf(lastMs),
      });
    }
    return infos;
  }

  /** Fires what is due; returns when to look again. */
  async fireDue(): Promise<number> {
    const { client, keys, oracleTime } = this.#context;
    const snapshot = client.snapshot();
    const timestamp = await snapshot.timestamp();
    oracleTime.observe(timestamp);
    let next = Infinity;
    for await (const { key, value } of snapshot.scan(keys.schedules())) {
      const { nextMs } = decodeRecord<ScheduleRecord>('schedule', value);
      if (nextMs === null) continue;
      next = Math.min(next, nextMs <= physicalMs(timestamp) ? await this.#fire(key) : nextMs);
    }
    return next;
  }

  #fire(key: Uint8Array): Promise<number> {
    return this.#context.client.transaction(async (txn) => {
      const stored = await txn.get(key);
      if (stored === null) return Infinity;
      const record = decodeRecord<ScheduleRecord>('schedule', stored);
      const nowMs = physicalMs(txn.startTs ?? 0n);
      const { firings, nextMs } = planFirings(record, nowMs);
      if (firings.length === 0 && nextMs === record.nextMs) return nextMs ?? Infinity;
      for (let i = 0; i < firings.length; i++) this.#publish(txn, record.topic, record.key, record.payload);
      txn.put(key, encodeRecord({ ...record, nextMs, lastMs: firings.at(-1) ?? record.lastMs }));
      return nextMs ?? Infinity;
    });
  }
}

/** Which firings up to now get an event, and when the next one is. */
export function planFirings(
  schedule: Pick<ScheduleRecord, 'cron' | 'timeZone' | 'misfire' | 'nextMs'>,
  nowMs: number,
): { readonly firings: readonly number[]; readonly nextMs: number | null } {
  const due: number[] = [];
  let nextMs = schedule.nextMs;
  while (nextMs !== null && nextMs <= nowMs && due.length < MAX_FIRINGS) {
    due.push(nextMs);
    nextMs = nextFireMs(schedule.cron, schedule.timeZone, nextMs);
  }
  const isBehind = nextMs !== null && nextMs <= nowMs;
  if (isBehind) nextMs = nextFireMs(schedule.cron, schedule.timeZone, nowMs);
  if (schedule.misfire === 'all') return { firings: due, nextMs };
  const last = due.at(-1);
  const isTooLate =
    schedule.misfire === 'skip' && last !== undefined && (isBehind || nowMs - last > SKIP_AFTER_MS);
  return { firings: last === undefined || isTooLate ? [] : [last], nextMs };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
