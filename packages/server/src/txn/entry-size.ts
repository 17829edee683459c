/**
 * How long the log entry of a write would be: TiKV refuses one over 8 MiB, and tells the exact length. The entry is a
 * `RaftCmdRequest` of the header (region, peer, epoch and, for transactions, the term) and one request for each change.
 */

import type { Region } from '../topology/region';
import { raftEntryTooLarge } from '../topology/region-errors';

/** As in `raftstore.raft-entry-max-size`. */
export const MAX_ENTRY_BYTES = 8 * 1024 * 1024;

/** One put of an entry, with the lengths of the key and the value as they are stored. */
export interface EntryPut {
  readonly family: 'default' | 'lock' | 'write';
  readonly keyBytes: number;
  readonly valueBytes: number;
}

/** @throws RegionRefusal */
export function requireEntrySize(region: Region, puts: readonly EntryPut[], hasTerm: boolean): void {
  const body = puts.reduce((sum, put) => sum + delimited(requestSize(put)), 0);
  const size = headerSize(region, hasTerm) + body;
  if (size > MAX_ENTRY_BYTES) throw raftEntryTooLarge(region.id, size);
}

function headerSize({ id, confVer, version, peers, leader, term }: Region, hasTerm: boolean): number {
  const peer = leader ?? peers[0];
  const peerSize = peer ? number(peer.id) + number(peer.storeId) : 0;
  const epochSize = number(confVer) + number(version);
  return delimited(number(id) + delimited(peerSize) + delimited(epochSize) + (hasTerm ? number(term) : 0));
}

/** Its type, then what to put. The default family is not named. */
function requestSize({ family, keyBytes, valueBytes }: EntryPut): number {
  const familySize = family === 'default' ? 0 : delimited(family.length);
  return 2 + delimited(familySize + delimited(keyBytes) + delimited(valueBytes));
}

/** A field with a tag of one byte and a length. */
function delimited(size: number): number {
  return 1 + varint(BigInt(size)) + size;
}

function number(value: bigint): number {
  return 1 + varint(value);
}

function varint(value: bigint): number {
  let bytes = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) bytes++;
  return bytes;
}
