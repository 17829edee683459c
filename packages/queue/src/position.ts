/**
 * The place of an event in its topic: the sequence of its transaction and the event's index within that transaction.
 *
 * Both together are unique in the whole namespace, and order events as their transactions were ordered wherever the order
 * can matter. In code a position is one bigint, `sequence * 2^16 + index`; people see the offset `'<sequence>.<index>'`.
 */

import { InvalidArgumentError } from '@tito/tikv';

const INDEX_BITS = 16n;
const INDEX_MASK = (1n << INDEX_BITS) - 1n;

/** Largest number of events that one transaction may publish. */
export const MAX_EVENTS_PER_TRANSACTION = 1 << Number(INDEX_BITS);

export function composePosition(sequence: bigint, index: number): bigint {
  return (sequence << INDEX_BITS) | BigInt(index);
}

export function sequenceOf(position: bigint): bigint {
  return position >> INDEX_BITS;
}

export function indexOf(position: bigint): number {
  return Number(position & INDEX_MASK);
}

/** `'<sequence>.<index>'`, both decimal. */
export function formatOffset(position: bigint): string {
  return `${sequenceOf(position)}.${indexOf(position)}`;
}

/** @throws InvalidArgumentError for text that is no offset */
export function parseOffset(offset: string): bigint {
  const match = /^(\d{1,20})\.(\d{1,5})$/.exec(offset);
  const sequence = match === null ? -1n : BigInt(match[1] as string);
  const index = Number(match?.[2]);
  if (sequence < 0n || sequence >= 1n << 64n || index >= MAX_EVENTS_PER_TRANSACTION) {
    throw new InvalidArgumentError('offset', "an offset is '<sequence>.<index>'");
  }
  return composePosition(sequence, index);
}
