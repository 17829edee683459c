/**
 * KvPrewrite: locks keys for a commit, and for a one-phase commit writes their versions at once.
 *
 * Locks of others are collected, so that a client can resolve them together; any other refusal ends the request. Either
 * way nothing is written.
 */

import { type Init, equalBytes, kvrpcpb } from '@tito/protocol';
import { type KeyError, KeyRefusal, aborted } from '../../mvcc/key-errors';
import { type EncodedKey, encodeKey } from '../../mvcc/key-encoding';
import { LOCK } from '../../mvcc/lock-record';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import type { Region } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import { committedRecord } from '../actions/commit';
import {
  type CommitKind,
  type PrewriteMutation,
  type PrewriteResult,
  type PrewriteTxn,
  committedAt,
  prewriteMutation,
  putPrewrite,
} from '../actions/prewrite';
import { execute } from '../execute';
import { type EntryPut, MAX_ENTRY_BYTES, requireEntrySize } from '../entry-size';
import { requireKeySize } from '../key-limits';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

const { Op, PrewriteRequest_PessimisticAction } = kvrpcpb;

const OPS: readonly kvrpcpb.Op[] = [Op.Put, Op.Del, Op.Lock, Op.Insert, Op.CheckNotExists];

type Request = kvrpcpb.PrewriteRequest;
type Response = Init<kvrpcpb.PrewriteResponse>;
type Prewritten = readonly [PrewriteMutation, PrewriteResult];

export function prewrite(storage: Storage, region: Region, request: Request): Response | Promise<Response> {
  const mutations = mutationsOf(storage, request, region);
  return execute(storage, region, mutations.map(keyOf), (txn) =>
    evaluate(storage, region, request, mutations, txn),
  );
}

function keyOf({ key }: PrewriteMutation): EncodedKey {
  return key;
}

function evaluate(
  storage: Storage,
  region: Region,
  request: Request,
  mutations: readonly PrewriteMutation[],
  txn: MvccTxn,
): Response {
  const properties = propertiesOf(storage, request);
  if (mutations.some(({ op }) => op === Op.Insert || op === Op.CheckNotExists))
    raiseMaxTs(storage, request.startVersion);
  let kind: CommitKind = request.tryOnePc ? 'onePhase' : request.useAsyncCommit ? 'async' : 'twoPhase';
  const lockedErrors: KeyError[] = [];
  let assertionFailure: KeyRefusal | null = null;
  let minCommitTs = 0n;
  const results: Prewritten[] = [];
  for (const mutation of mutations) {
    let result: PrewriteResult;
    try {
      result = prewriteMutation(storage, properties, mutation, kind, request.secondaries);
    } catch (error) {
      if (!(error instanceof KeyRefusal)) throw error;
      const commitTs = mayBeCommitted(error, request.startVersion)
        ? committedAt(storage.reader, mutation.key, request.startVersion)
        : null;
      if (commitTs !== null) return alreadyCommitted(request, commitTs);
      if (error.kind !== 'locked') throw error;
      lockedErrors.push(error.keyError);
      continue;
    }
    assertionFailure ??= result.assertionFailure;
    if (kind !== 'twoPhase') {
      // A key whose first attempt fell back, or whose timestamp is too large: so does the rest of the request.
      if (result.fallsBack || result.minCommitTs === 0n) kind = 'twoPhase';
      else if (result.minCommitTs > minCommitTs) minCommitTs = result.minCommitTs;
    }
    results.push([mutation, result]);
  }
  if (assertionFailure) throw assertionFailure;
  if (lockedErrors.length > 0) return { errors: lockedErrors };
  requireResultsFit(region, results);
  if (kind === 'onePhase') {
    if (properties.isPessimistic) storage.txnStatusCache.noteCommit(request.startVersion);
    return commitAtOnce(txn, request, results, minCommitTs);
  }
  for (const [{ key }, result] of results) {
    putPrewrite(txn, key, request.startVersion, result);
    if (kind === 'async' && result.lock) txn.publish(key, result.lock);
  }
  return { minCommitTs: kind === 'async' ? minCommitTs : 0n };
}

function commitAtOnce(
  txn: MvccTxn,
  request: Request,
  results: readonly Prewritten[],
  commitTs: bigint,
): Response {
  for (const [{ key }, { lock, longValue, replaced }] of results) {
    if (!lock) continue;
    txn.publish(key, lock);
    if (replaced) txn.removeLock(key, replaced, commitTs);
    if (longValue) txn.putValue(key, request.startVersion, longValue);
    txn.putWrite(key, commitTs, committedRecord(lock, commitTs));
  }
  return { onePcCommitTs: commitTs, minCommitTs: request.useAsyncCommit ? commitTs : 0n };
}

/** Refusals that a repeated request meets when its first attempt has been committed since. */
function mayBeCommitted(refusal: KeyRefusal, startTs: bigint): boolean {
  if (refusal.kind === 'conflict') return refusal.conflictCommitTs > startTs;
  return refusal.kind !== 'other';
}

function alreadyCommitted(request: Request, commitTs: bigint): Response {
  if (request.tryOnePc) return { onePcCommitTs: commitTs };
  return request.useAsyncCommit ? { minCommitTs: commitTs } : {};
}

function propertiesOf(storage: Storage, request: Request): PrewriteTxn {
  return {
    startTs: request.startVersion,
    primary: Buffer.from(request.primaryLock),
    lockTtlMs: request.lockTtl,
    txnSize: request.txnSize,
    minCommitTs: request.minCommitTs,
    maxCommitTs: request.maxCommitTs,
    forUpdateTs: request.forUpdateTs,
    isPessimistic: request.forUpdateTs !== 0n,
    isRetry:
      request.context?.isRetryRequest === true ||
      (request.forUpdateTs !== 0n && storage.txnStatusCache.isCommitted(request.startVersion)),
    skipConstraintCheck: request.skipConstraintCheck,
    assertionLevel: request.assertionLevel,
    txnSource: request.context?.txnSource ?? 0n,
  };
}

/** A request that a real TiKV would stop on is refused instead. */
function mutationsOf({ engine }: Storage, request: Request, region: Region): PrewriteMutation[] {
  if (request.mutations.length === 0) throw aborted('InvalidRequest', 'a prewrite without mutations');
  const constraints = new Map<number, bigint>();
  for (const { index, expectedForUpdateTs } of request.forUpdateTsConstraints)
    constraints.set(index, expectedForUpdateTs);
  const seen = request.mutations.length > 1 ? new Set<EncodedKey>() : null;
  return request.mutations.map((mutation, index) => {
    if (!OPS.includes(mutation.op)) throw aborted('InvalidRequest', `op ${mutation.op} in a prewrite`);
    requireKeySize(engine, mutation.key);
    const key = encodeKey(mutation.key);
    requireKeyInRegion(region, key);
    if (seen?.has(key)) throw aborted('InvalidRequest', 'one key twice in a prewrite');
    seen?.add(key);
    return {
      key,
      userKey: mutation.key,
      op: mutation.op,
      value: mutation.value,
      assertion: mutation.assertion,
      action: request.pessimisticActions[index] ?? PrewriteRequest_PessimisticAction.SKIP_PESSIMISTIC_CHECK,
      expectedForUpdateTs: constraints.get(index) ?? null,
      isPrimary: equalBytes(mutation.key, request.primaryLock),
    };
  });
}

/** Looked at closely only where the values alone come near the limit. */
function requireResultsFit(region: Region, results: readonly Prewritten[]): void {
  const valueBytes = results.reduce((sum, [{ value }]) => sum + value.length, 0);
  if (valueBytes < MAX_ENTRY_BYTES / 2) return;
  const puts = results.flatMap(([{ key }, { lock, longValue }]): EntryPut[] => {
    if (!lock) return [];
    const stored = { keyBytes: key.length, valueBytes: LOCK.encode(lock).length };
    const value = { keyBytes: key.length + 8, valueBytes: longValue?.length ?? 0 };
    return longValue
      ? [
          { family: 'lock', ...stored },
          { family: 'default', ...value },
        ]
      : [{ family: 'lock', ...stored }];
  });
  requireEntrySize(region, puts, true);
}
