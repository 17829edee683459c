/**
 * KvFlush and KvBufferBatchGet: the locks of a transaction too large for one prewrite, written generation by generation
 * while it runs, and read back by it.
 */

import { type Init, MAX_TIMESTAMP, kvrpcpb } from '@tito/protocol';
import { type KeyError, KeyRefusal, aborted, alreadyExists } from '../../mvcc/key-errors';
import { type EncodedKey, decodeKey, encodeKey } from '../../mvcc/key-encoding';
import { LockType } from '../../mvcc/lock-record';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import type { Region } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import {
  type PrewriteMutation,
  type PrewriteTxn,
  buildLock,
  committedAt,
  longValueOf,
  prewriteMutation,
  putPrewrite,
} from '../actions/prewrite';
import { execute } from '../execute';
import { requireKeySize } from '../key-limits';
import { raiseMaxTs } from '../max-ts';
import { encodeInRegion } from '../keys-in-region';
import type { Storage } from '../storage';

const { Op, PrewriteRequest_PessimisticAction } = kvrpcpb;

type Response = Init<kvrpcpb.FlushResponse>;

export function flush(
  storage: Storage,
  region: Region,
  request: kvrpcpb.FlushRequest,
): Response | Promise<Response> {
  if (request.generation === 0n) throw aborted('InvalidRequest', 'a flush of generation 0');
  const properties = propertiesOf(request);
  const mutations = request.mutations.map((mutation) => mutationOf(storage, mutation, region));
  if (mutations.some(({ op }) => op === Op.Insert)) raiseMaxTs(storage, request.startTs);
  const keys = mutations.map(({ key }) => key);
  return execute(storage, region, keys, (txn) => {
    const errors: KeyError[] = [];
    for (const mutation of mutations) {
      const refusal = flushOne(storage, txn, request, properties, mutation);
      if (refusal === 'committed') return {};
      // Not all or nothing here: the keys that are free are written.
      if (refusal) errors.push(refusal);
    }
    return { errors };
  });
}

function flushOne(
  storage: Storage,
  txn: MvccTxn,
  request: kvrpcpb.FlushRequest,
  properties: PrewriteTxn,
  mutation: PrewriteMutation,
): KeyError | 'committed' | null {
  const { key, userKey, op } = mutation;
  const own = storage.reader.loadLock(key);
  if (own && own.startTs === request.startTs) {
    if (own.generation >= request.generation) return null;
    if (op === Op.Insert && own.type === LockType.Put) throw alreadyExists(userKey);
    const lock = buildLock(storage.reader, properties, mutation, {
      own: null,
      minCommitTs: properties.minCommitTs,
      secondaries: null,
      generation: request.generation,
    });
    txn.deleteValue(key, own);
    txn.putLock(key, lock);
    const longValue = longValueOf(lock, mutation);
    if (longValue) txn.putValue(key, request.startTs, longValue);
    return null;
  }
  try {
    const result = prewriteMutation(storage, properties, mutation, 'twoPhase', []);
    if (result.assertionFailure) throw result.assertionFailure;
    const lock = result.lock && { ...result.lock, generation: request.generation };
    putPrewrite(txn, key, request.startTs, { ...result, lock });
    return null;
  } catch (error) {
    if (!(error instanceof KeyRefusal)) throw error;
    if (committedAt(storage.reader, key, request.startTs) !== null) return 'committed';
    if (error.kind === 'locked') return error.keyError;
    throw error;
  }
}

function propertiesOf(request: kvrpcpb.FlushRequest): PrewriteTxn {
  const floor = request.startTs + 1n;
  return {
    startTs: request.startTs,
    primary: Buffer.from(request.primaryKey),
    lockTtlMs: request.lockTtl,
    // So many keys that a resolver takes the region as a whole.
    txnSize: MAX_TIMESTAMP,
    minCommitTs: request.minCommitTs > floor ? request.minCommitTs : floor,
    maxCommitTs: 0n,
    forUpdateTs: 0n,
    isPessimistic: false,
    isRetry: request.context?.isRetryRequest ?? false,
    skipConstraintCheck: false,
    assertionLevel: request.assertionLevel,
    txnSource: request.context?.txnSource ?? 0n,
  };
}

function mutationOf({ engine }: Storage, mutation: kvrpcpb.Mutation, region: Region): PrewriteMutation {
  const { op, key: userKey, value, assertion } = mutation;
  if (op !== Op.Put && op !== Op.Del && op !== Op.Lock && op !== Op.Insert)
    throw aborted('InvalidRequest', `op ${op} in a flush`);
  requireKeySize(engine, userKey);
  const key: EncodedKey = encodeKey(userKey);
  requireKeyInRegion(region, key);
  const action = PrewriteRequest_PessimisticAction.SKIP_PESSIMISTIC_CHECK;
  return { key, userKey, op, value, assertion, action, expectedForUpdateTs: null, isPrimary: false };
}

/** What the transaction itself has flushed: sorted, each key once, a deletion as a pair without a value. */
export function bufferBatchGet(
  storage: Storage,
  region: Region,
  request: kvrpcpb.BufferBatchGetRequest,
): Init<kvrpcpb.BufferBatchGetResponse> {
  const keys = [...new Set(encodeInRegion(region, request.keys))].sort();
  const pairs: Init<kvrpcpb.KvPair>[] = [];
  for (const key of keys) {
    const lock = storage.reader.loadLock(key);
    if (!lock || lock.startTs !== request.version) continue;
    // A real server stops at these two.
    if (lock.type === LockType.Lock || lock.type === LockType.Pessimistic)
      throw aborted('InvalidRequest', 'a buffered read of a key that is only locked');
    const value = lock.type === LockType.Put ? storage.reader.loadLockValue(key, lock) : undefined;
    pairs.push({ key: decodeKey(key), value });
  }
  return { pairs };
}
