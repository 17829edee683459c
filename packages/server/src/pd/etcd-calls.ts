/** The part of etcd that clients use on PD's port: members, and a few keys. */

import { type Init, compareBytes, etcdserverpb, type mvccpb } from '@tito/protocol';
import type { MetaEntry } from './meta-store';
import type { PdRoom } from './pd-room';

const { Compare_CompareResult, Compare_CompareTarget } = etcdserverpb;

function header(pd: PdRoom): Init<etcdserverpb.ResponseHeader> {
  return {
    clusterId: pd.topology.clusterId,
    memberId: pd.membership.members[0]?.id ?? 0n,
    revision: pd.metaStore.revision,
    raftTerm: 2n,
  };
}

/** What it says replaces the addresses that a client had. */
export function memberList(pd: PdRoom): Init<etcdserverpb.MemberListResponse> {
  const members = pd.membership.members.map(({ id, name, clientUrl }) => ({
    id,
    name,
    peerUrLs: [clientUrl],
    clientUrLs: [clientUrl],
  }));
  return { header: header(pd), members };
}

export function range(pd: PdRoom, request: etcdserverpb.RangeRequest): Init<etcdserverpb.RangeResponse> {
  const found = pd.metaStore.range(request.key, request.rangeEnd);
  const limit = request.limit > 0n ? Number(request.limit) : found.length;
  const kvs = found
    .slice(0, limit)
    .map((entry) => (request.keysOnly ? { ...keyValue(entry), value: undefined } : keyValue(entry)));
  return {
    header: header(pd),
    kvs: request.countOnly ? [] : kvs,
    more: found.length > limit,
    count: BigInt(found.length),
  };
}

export function put(pd: PdRoom, request: etcdserverpb.PutRequest): Init<etcdserverpb.PutResponse> {
  const previous = pd.metaStore.put(request.key, request.value, request.lease);
  return { header: header(pd), prevKv: request.prevKv && previous ? keyValue(previous) : undefined };
}

export function deleteRange(
  pd: PdRoom,
  request: etcdserverpb.DeleteRangeRequest,
): Init<etcdserverpb.DeleteRangeResponse> {
  const gone = pd.metaStore.delete(request.key, request.rangeEnd);
  return {
    header: header(pd),
    deleted: BigInt(gone.length),
    prevKvs: request.prevKv ? gone.map(keyValue) : [],
  };
}

export function txn(pd: PdRoom, request: etcdserverpb.TxnRequest): Init<etcdserverpb.TxnResponse> {
  const succeeded = request.compare.every((compare) => holds(pd, compare));
  const operations = succeeded ? request.success : request.failure;
  const responses = operations.map((operation) => run(pd, operation));
  return { header: header(pd), succeeded, responses };
}

function run(pd: PdRoom, operation: etcdserverpb.RequestOp): Init<etcdserverpb.ResponseOp> {
  const { requestRange, requestPut, requestDeleteRange, requestTxn } = operation;
  if (requestRange) return { responseRange: range(pd, requestRange) };
  if (requestPut) return { responsePut: put(pd, requestPut) };
  if (requestDeleteRange) return { responseDeleteRange: deleteRange(pd, requestDeleteRange) };
  return requestTxn ? { responseTxn: txn(pd, requestTxn) } : {};
}

/** A key that is not there compares as one with zeros. */
function holds(pd: PdRoom, compare: etcdserverpb.Compare): boolean {
  const entries: (MetaEntry | undefined)[] = pd.metaStore.range(compare.key, compare.rangeEnd);
  if (entries.length === 0) entries.push(undefined);
  return entries.every((entry) => isResult(orderOf(entry, compare), compare.result));
}

function orderOf(entry: MetaEntry | undefined, compare: etcdserverpb.Compare): number {
  const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
  switch (compare.target) {
    case Compare_CompareTarget.VERSION:
      return order(entry?.version ?? 0n, compare.version ?? 0n);
    case Compare_CompareTarget.CREATE:
      return order(entry?.createRevision ?? 0n, compare.createRevision ?? 0n);
    case Compare_CompareTarget.MOD:
      return order(entry?.modRevision ?? 0n, compare.modRevision ?? 0n);
    case Compare_CompareTarget.LEASE:
      return order(entry?.lease ?? 0n, compare.lease ?? 0n);
    default:
      return compareBytes(entry?.value ?? new Uint8Array(0), compare.value ?? new Uint8Array(0));
  }
}

function isResult(order: number, wanted: etcdserverpb.Compare_CompareResult): boolean {
  switch (wanted) {
    case Compare_CompareResult.EQUAL:
      return order === 0;
    case Compare_CompareResult.GREATER:
      return order > 0;
    case Compare_CompareResult.LESS:
      return order < 0;
    default:
      return order !== 0;
  }
}

function keyValue(entry: MetaEntry): Init<mvccpb.KeyValue> {
  return entry;
}
