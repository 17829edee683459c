/** What is stored about events whose handler failed. */

import { isTitoError } from '@tito/tikv';

/** An error as text; no values of rows or payloads but what the handler's own message says. */
export interface FailureText {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly stack: string | null;
}

/** A parked event: it waits for its next attempt, or behind one of its key that does. */
export interface ParkedRecord {
  /** How often its handler has failed. */
  readonly attempts: number;
  /** When it may run again, by the oracle; milliseconds since 1970. */
  readonly dueMs: number;
  /** How often an owner began to run it in careful mode and did not live to tell. */
  readonly starts: number;
  readonly firstFailedMs: number | null;
  readonly failure: FailureText | null;
}

/** Why an event was given up: its handler failed, its bytes cannot be read, or it killed the processes that ran it. */
export type DeathReason = 'failed' | 'malformed' | 'crashed';

export interface DeadLetterRecord {
  readonly partition: number;
  readonly attempts: number;
  readonly reason: DeathReason;
  readonly firstFailedMs: number;
  readonly diedMs: number;
  readonly failure: FailureText | null;
}

/** Values of markers, for people who read the store. */
export const MARKER = { done: Uint8Array.of(1), parked: Uint8Array.of(2), dead: Uint8Array.of(3) } as const;

export function isParkedMarker(value: Uint8Array): boolean {
  return value[0] === MARKER.parked[0];
}

const MAX_MESSAGE = 1024;
const MAX_STACK = 4096;

export function describeFailure(error: unknown): FailureText {
  if (!(error instanceof Error))
    return { name: typeof error, message: String(error).slice(0, MAX_MESSAGE), code: null, stack: null };
  return {
    name: error.name,
    message: error.message.slice(0, MAX_MESSAGE),
    code: isTitoError(error) ? error.code : null,
    stack: error.stack?.slice(0, MAX_STACK) ?? null,
  };
}
