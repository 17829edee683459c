/**
 * What a store can be asked: name, place in the protocol, how long an answer may take. One row per request type.
 */

import { type MessageType, type MethodType, type kvrpcpb, tikvpb } from '@tito/protocol';

/** The longest wait for an answer, in milliseconds. */
const SHORT_MS = 30_000;
const MEDIUM_MS = 60_000;
const LONG_MS = 300_000;

export interface StoreCommand<Request, Response> {
  /** The method's name in the protocol. */
  readonly name: string;
  /** Its path as a call of its own. */
  readonly path: string;
  readonly request: MessageType<Request>;
  readonly response: MessageType<Response>;
  readonly timeoutMs: number;
  /** Changes data, so that the server gets a limit of its own on late execution. */
  readonly isWrite: boolean;
  /** The field number in `BatchCommandsRequest.Request` and its response; undefined when only a call of its own exists. */
  readonly batchField: number | undefined;
}

const { TikvService: service } = tikvpb;

function command<Request, Response>(
  method: MethodType<Request, Response>,
  batchField: number | undefined,
  timeoutMs: number,
  isWrite: boolean,
): StoreCommand<Request, Response> {
  const name = method.path.slice(method.path.lastIndexOf('/') + 1);
  const { path, request, response } = method;
  return { name, path, request, response, timeoutMs, isWrite, batchField };
}

const read = <Q, R>(
  method: MethodType<Q, R>,
  batchField?: number,
  timeoutMs = SHORT_MS,
): StoreCommand<Q, R> => command(method, batchField, timeoutMs, false);
const write = <Q, R>(
  method: MethodType<Q, R>,
  batchField?: number,
  timeoutMs = SHORT_MS,
): StoreCommand<Q, R> => command(method, batchField, timeoutMs, true);

/** Spelled out, for a compiler that writes declarations cannot name what it would infer here. */
interface Commands {
  readonly get: StoreCommand<kvrpcpb.GetRequest, kvrpcpb.GetResponse>;
  readonly scan: StoreCommand<kvrpcpb.ScanRequest, kvrpcpb.ScanResponse>;
  readonly prewrite: StoreCommand<kvrpcpb.PrewriteRequest, kvrpcpb.PrewriteResponse>;
  readonly commit: StoreCommand<kvrpcpb.CommitRequest, kvrpcpb.CommitResponse>;
  readonly batchGet: StoreCommand<kvrpcpb.BatchGetRequest, kvrpcpb.BatchGetResponse>;
  readonly batchRollback: StoreCommand<kvrpcpb.BatchRollbackRequest, kvrpcpb.BatchRollbackResponse>;
  readonly scanLock: StoreCommand<kvrpcpb.ScanLockRequest, kvrpcpb.ScanLockResponse>;
  readonly resolveLock: StoreCommand<kvrpcpb.ResolveLockRequest, kvrpcpb.ResolveLockResponse>;
  readonly deleteRange: StoreCommand<kvrpcpb.DeleteRangeRequest, kvrpcpb.DeleteRangeResponse>;
  readonly pessimisticLock: StoreCommand<kvrpcpb.PessimisticLockRequest, kvrpcpb.PessimisticLockResponse>;
  readonly pessimisticRollback: StoreCommand<
    kvrpcpb.PessimisticRollbackRequest,
    kvrpcpb.PessimisticRollbackResponse
  >;
  readonly checkTxnStatus: StoreCommand<kvrpcpb.CheckTxnStatusRequest, kvrpcpb.CheckTxnStatusResponse>;
  readonly txnHeartBeat: StoreCommand<kvrpcpb.TxnHeartBeatRequest, kvrpcpb.TxnHeartBeatResponse>;
  readonly checkSecondaryLocks: StoreCommand<
    kvrpcpb.CheckSecondaryLocksRequest,
    kvrpcpb.CheckSecondaryLocksResponse
  >;
  readonly rawGet: StoreCommand<kvrpcpb.RawGetRequest, kvrpcpb.RawGetResponse>;
  readonly rawBatchGet: StoreCommand<kvrpcpb.RawBatchGetRequest, kvrpcpb.RawBatchGetResponse>;
  readonly rawPut: StoreCommand<kvrpcpb.RawPutRequest, kvrpcpb.RawPutResponse>;
  readonly rawBatchPut: StoreCommand<kvrpcpb.RawBatchPutRequest, kvrpcpb.RawBatchPutResponse>;
  readonly rawDelete: StoreCommand<kvrpcpb.RawDeleteRequest, kvrpcpb.RawDeleteResponse>;
  readonly rawBatchDelete: StoreCommand<kvrpcpb.RawBatchDeleteRequest, kvrpcpb.RawBatchDeleteResponse>;
  readonly rawScan: StoreCommand<kvrpcpb.RawScanRequest, kvrpcpb.RawScanResponse>;
  readonly rawDeleteRange: StoreCommand<kvrpcpb.RawDeleteRangeRequest, kvrpcpb.RawDeleteRangeResponse>;
  readonly rawGetTtl: StoreCommand<kvrpcpb.RawGetKeyTTLRequest, kvrpcpb.RawGetKeyTTLResponse>;
  readonly rawCompareAndSwap: StoreCommand<kvrpcpb.RawCASRequest, kvrpcpb.RawCASResponse>;
  readonly rawChecksum: StoreCommand<kvrpcpb.RawChecksumRequest, kvrpcpb.RawChecksumResponse>;
}

export const COMMAND: Commands = {
  get: read(service.kvGet, 1),
  scan: read(service.kvScan, 2, MEDIUM_MS),
  prewrite: write(service.kvPrewrite, 3),
  commit: write(service.kvCommit, 4),
  batchGet: read(service.kvBatchGet, 7),
  batchRollback: write(service.kvBatchRollback, 8),
  scanLock: read(service.kvScanLock, 9, MEDIUM_MS),
  resolveLock: write(service.kvResolveLock, 10, MEDIUM_MS),
  deleteRange: write(service.kvDeleteRange, 12, LONG_MS),
  pessimisticLock: write(service.kvPessimisticLock, 23),
  pessimisticRollback: write(service.kvPessimisticRollback, 24),
  checkTxnStatus: write(service.kvCheckTxnStatus, 25),
  txnHeartBeat: write(service.kvTxnHeartBeat, 26),
  checkSecondaryLocks: write(service.kvCheckSecondaryLocks, 33),
  rawGet: read(service.rawGet, 13),
  rawBatchGet: read(service.rawBatchGet, 14),
  rawPut: write(service.rawPut, 15),
  rawBatchPut: write(service.rawBatchPut, 16),
  rawDelete: write(service.rawDelete, 17),
  rawBatchDelete: write(service.rawBatchDelete, 18),
  rawScan: read(service.rawScan, 19, MEDIUM_MS),
  rawDeleteRange: write(service.rawDeleteRange, 20, LONG_MS),
  rawGetTtl: read(service.rawGetKeyTtl),
  rawCompareAndSwap: write(service.rawCompareAndSwap),
  rawChecksum: read(service.rawChecksum, undefined, MEDIUM_MS),
};
