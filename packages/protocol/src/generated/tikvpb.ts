// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';
import { NO_ITEMS } from '../wire/empty';
import * as coprocessor from './coprocessor';
import * as kvrpcpb from './kvrpcpb';

export interface BatchCommandsRequest {
  readonly requests: readonly BatchCommandsRequest_Request[];
  readonly requestIds: readonly bigint[];
  readonly clientSendTimeNs: bigint;
}
export const BatchCommandsRequest: MessageType<BatchCommandsRequest> = {
  name: 'tikvpb.BatchCommandsRequest',
  encode(m, w) {
    if (m.requests !== undefined) {
      for (const v of m.requests) {
        w.byte(10);
        const at = w.begin();
        BatchCommandsRequest_Request.encode(v, w);
        w.end(at);
      }
    }
    if (m.requestIds !== undefined && m.requestIds.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.requestIds) w.uint64(v);
      w.end(at);
    }
    if (m.clientSendTimeNs !== undefined && m.clientSendTimeNs !== 0n) {
      w.byte(24);
      w.uint64(m.clientSendTimeNs);
    }
  },
  decode(r, end) {
    let requests_: BatchCommandsRequest_Request[] | undefined = undefined;
    let requestIds_: bigint[] | undefined = undefined;
    let clientSendTimeNs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (requests_ ??= []).push(BatchCommandsRequest_Request.decode(r, r.begin(end)));
          break;
        case 16:
          (requestIds_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (requestIds_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 24:
          clientSendTimeNs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      requests: requests_ ?? NO_ITEMS,
      requestIds: requestIds_ ?? NO_ITEMS,
      clientSendTimeNs: clientSendTimeNs_,
    };
  },
};

export interface BatchCommandsRequest_Request {
  readonly get: kvrpcpb.GetRequest | undefined;
  readonly scan: kvrpcpb.ScanRequest | undefined;
  readonly prewrite: kvrpcpb.PrewriteRequest | undefined;
  readonly commit: kvrpcpb.CommitRequest | undefined;
  readonly import: kvrpcpb.ImportRequest | undefined;
  readonly cleanup: kvrpcpb.CleanupRequest | undefined;
  readonly batchGet: kvrpcpb.BatchGetRequest | undefined;
  readonly batchRollback: kvrpcpb.BatchRollbackRequest | undefined;
  readonly scanLock: kvrpcpb.ScanLockRequest | undefined;
  readonly resolveLock: kvrpcpb.ResolveLockRequest | undefined;
  readonly gc: kvrpcpb.GCRequest | undefined;
  readonly deleteRange: kvrpcpb.DeleteRangeRequest | undefined;
  readonly rawGet: kvrpcpb.RawGetRequest | undefined;
  readonly rawBatchGet: kvrpcpb.RawBatchGetRequest | undefined;
  readonly rawPut: kvrpcpb.RawPutRequest | undefined;
  readonly rawBatchPut: kvrpcpb.RawBatchPutRequest | undefined;
  readonly rawDelete: kvrpcpb.RawDeleteRequest | undefined;
  readonly rawBatchDelete: kvrpcpb.RawBatchDeleteRequest | undefined;
  readonly rawScan: kvrpcpb.RawScanRequest | undefined;
  readonly rawDeleteRange: kvrpcpb.RawDeleteRangeRequest | undefined;
  readonly rawBatchScan: kvrpcpb.RawBatchScanRequest | undefined;
  readonly coprocessor: coprocessor.Request | undefined;
  readonly pessimisticLock: kvrpcpb.PessimisticLockRequest | undefined;
  readonly pessimisticRollback: kvrpcpb.PessimisticRollbackRequest | undefined;
  readonly checkTxnStatus: kvrpcpb.CheckTxnStatusRequest | undefined;
  readonly txnHeartBeat: kvrpcpb.TxnHeartBeatRequest | undefined;
  readonly checkSecondaryLocks: kvrpcpb.CheckSecondaryLocksRequest | undefined;
  readonly rawCoprocessor: kvrpcpb.RawCoprocessorRequest | undefined;
  readonly flashbackToVersion: kvrpcpb.FlashbackToVersionRequest | undefined;
  readonly prepareFlashbackToVersion: kvrpcpb.PrepareFlashbackToVersionRequest | undefined;
  readonly flush: kvrpcpb.FlushRequest | undefined;
  readonly bufferBatchGet: kvrpcpb.BufferBatchGetRequest | undefined;
  readonly getHealthFeedback: kvrpcpb.GetHealthFeedbackRequest | undefined;
  readonly broadcastTxnStatus: kvrpcpb.BroadcastTxnStatusRequest | undefined;
  readonly empty: BatchCommandsEmptyRequest | undefined;
}
export const BatchCommandsRequest_Request: MessageType<BatchCommandsRequest_Request> = {
  name: 'tikvpb.BatchCommandsRequest.Request',
  encode(m, w) {
    if (m.get !== undefined) {
      w.byte(10);
      const at = w.begin();
      kvrpcpb.GetRequest.encode(m.get, w);
      w.end(at);
    }
    if (m.scan !== undefined) {
      w.byte(18);
      const at = w.begin();
      kvrpcpb.ScanRequest.encode(m.scan, w);
      w.end(at);
    }
    if (m.prewrite !== undefined) {
      w.byte(26);
      const at = w.begin();
      kvrpcpb.PrewriteRequest.encode(m.prewrite, w);
      w.end(at);
    }
    if (m.commit !== undefined) {
      w.byte(34);
      const at = w.begin();
      kvrpcpb.CommitRequest.encode(m.commit, w);
      w.end(at);
    }
    if (m.import !== undefined) {
      w.byte(42);
      const at = w.begin();
      kvrpcpb.ImportRequest.encode(m.import, w);
      w.end(at);
    }
    if (m.cleanup !== undefined) {
      w.byte(50);
      const at = w.begin();
      kvrpcpb.CleanupRequest.encode(m.cleanup, w);
      w.end(at);
    }
    if (m.batchGet !== undefined) {
      w.byte(58);
      const at = w.begin();
      kvrpcpb.BatchGetRequest.encode(m.batchGet, w);
      w.end(at);
    }
    if (m.batchRollback !== undefined) {
      w.byte(66);
      const at = w.begin();
      kvrpcpb.BatchRollbackRequest.encode(m.batchRollback, w);
      w.end(at);
    }
    if (m.scanLock !== undefined) {
      w.byte(74);
      const at = w.begin();
      kvrpcpb.ScanLockRequest.encode(m.scanLock, w);
      w.end(at);
    }
    if (m.resolveLock !== undefined) {
      w.byte(82);
      const at = w.begin();
      kvrpcpb.ResolveLockRequest.encode(m.resolveLock, w);
      w.end(at);
    }
    if (m.gc !== undefined) {
      w.byte(90);
      const at = w.begin();
      kvrpcpb.GCRequest.encode(m.gc, w);
      w.end(at);
    }
    if (m.deleteRange !== undefined) {
      w.byte(98);
      const at = w.begin();
      kvrpcpb.DeleteRangeRequest.encode(m.deleteRange, w);
      w.end(at);
    }
    if (m.rawGet !== undefined) {
      w.byte(106);
      const at = w.begin();
      kvrpcpb.RawGetRequest.encode(m.rawGet, w);
      w.end(at);
    }
    if (m.rawBatchGet !== undefined) {
      w.byte(114);
      const at = w.begin();
      kvrpcpb.RawBatchGetRequest.encode(m.rawBatchGet, w);
      w.end(at);
    }
    if (m.rawPut !== undefined) {
      w.byte(122);
      const at = w.begin();
      kvrpcpb.RawPutRequest.encode(m.rawPut, w);
      w.end(at);
    }
    if (m.rawBatchPut !== undefined) {
      w.uint32(130);
      const at = w.begin();
      kvrpcpb.RawBatchPutRequest.encode(m.rawBatchPut, w);
      w.end(at);
    }
    if (m.rawDelete !== undefined) {
      w.uint32(138);
      const at = w.begin();
      kvrpcpb.RawDeleteRequest.encode(m.rawDelete, w);
      w.end(at);
    }
    if (m.rawBatchDelete !== undefined) {
      w.uint32(146);
      const at = w.begin();
      kvrpcpb.RawBatchDeleteRequest.encode(m.rawBatchDelete, w);
      w.end(at);
    }
    if (m.rawScan !== undefined) {
      w.uint32(154);
      const at = w.begin();
      kvrpcpb.RawScanRequest.encode(m.rawScan, w);
      w.end(at);
    }
    if (m.rawDeleteRange !== undefined) {
      w.uint32(162);
      const at = w.begin();
      kvrpcpb.RawDeleteRangeRequest.encode(m.rawDeleteRange, w);
      w.end(at);
    }
    if (m.rawBatchScan !== undefined) {
      w.uint32(170);
      const at = w.begin();
      kvrpcpb.RawBatchScanRequest.encode(m.rawBatchScan, w);
      w.end(at);
    }
    if (m.coprocessor !== undefined) {
      w.uint32(178);
      const at = w.begin();
      coprocessor.Request.encode(m.coprocessor, w);
      w.end(at);
    }
    if (m.pessimisticLock !== undefined) {
      w.uint32(186);
      const at = w.begin();
      kvrpcpb.PessimisticLockRequest.encode(m.pessimisticLock, w);
      w.end(at);
    }
    if (m.pessimisticRollback !== undefined) {
      w.uint32(194);
      const at = w.begin();
      kvrpcpb.PessimisticRollbackRequest.encode(m.pessimisticRollback, w);
      w.end(at);
    }
    if (m.checkTxnStatus !== undefined) {
      w.uint32(202);
      const at = w.begin();
      kvrpcpb.CheckTxnStatusRequest.encode(m.checkTxnStatus, w);
      w.end(at);
    }
    if (m.txnHeartBeat !== undefined) {
      w.uint32(210);
      const at = w.begin();
      kvrpcpb.TxnHeartBeatRequest.encode(m.txnHeartBeat, w);
      w.end(at);
    }
    if (m.checkSecondaryLocks !== undefined) {
      w.uint32(266);
      const at = w.begin();
      kvrpcpb.CheckSecondaryLocksRequest.encode(m.checkSecondaryLocks, w);
      w.end(at);
    }
    if (m.rawCoprocessor !== undefined) {
      w.uint32(274);
      const at = w.begin();
      kvrpcpb.RawCoprocessorRequest.encode(m.rawCoprocessor, w);
      w.end(at);
    }
    if (m.flashbackToVersion !== undefined) {
      w.uint32(282);
      const at = w.begin();
      kvrpcpb.FlashbackToVersionRequest.encode(m.flashbackToVersion, w);
      w.end(at);
    }
    if (m.prepareFlashbackToVersion !== undefined) {
      w.uint32(290);
      const at = w.begin();
      kvrpcpb.PrepareFlashbackToVersionRequest.encode(m.prepareFlashbackToVersion, w);
      w.end(at);
    }
    if (m.flush !== undefined) {
      w.uint32(298);
      const at = w.begin();
      kvrpcpb.FlushRequest.encode(m.flush, w);
      w.end(at);
    }
    if (m.bufferBatchGet !== undefined) {
      w.uint32(306);
      const at = w.begin();
      kvrpcpb.BufferBatchGetRequest.encode(m.bufferBatchGet, w);
      w.end(at);
    }
    if (m.getHealthFeedback !== undefined) {
      w.uint32(314);
      const at = w.begin();
      kvrpcpb.GetHealthFeedbackRequest.encode(m.getHealthFeedback, w);
      w.end(at);
    }
    if (m.broadcastTxnStatus !== undefined) {
      w.uint32(322);
      const at = w.begin();
      kvrpcpb.BroadcastTxnStatusRequest.encode(m.broadcastTxnStatus, w);
      w.end(at);
    }
    if (m.empty !== undefined) {
      w.uint32(2042);
      const at = w.begin();
      BatchCommandsEmptyRequest.encode(m.empty, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let get_: kvrpcpb.GetRequest | undefined = undefined;
    let scan_: kvrpcpb.ScanRequest | undefined = undefined;
    let prewrite_: kvrpcpb.PrewriteRequest | undefined = undefined;
    let commit_: kvrpcpb.CommitRequest | undefined = undefined;
    let import_: kvrpcpb.ImportRequest | undefined = undefined;
    let cleanup_: kvrpcpb.CleanupRequest | undefined = undefined;
    let batchGet_: kvrpcpb.BatchGetRequest | undefined = undefined;
    let batchRollback_: kvrpcpb.BatchRollbackRequest | undefined = undefined;
    let scanLock_: kvrpcpb.ScanLockRequest | undefined = undefined;
    let resolveLock_: kvrpcpb.ResolveLockRequest | undefined = undefined;
    let gc_: kvrpcpb.GCRequest | undefined = undefined;
    let deleteRange_: kvrpcpb.DeleteRangeRequest | undefined = undefined;
    let rawGet_: kvrpcpb.RawGetRequest | undefined = undefined;
    let rawBatchGet_: kvrpcpb.RawBatchGetRequest | undefined = undefined;
    let rawPut_: kvrpcpb.RawPutRequest | undefined = undefined;
    let rawBatchPut_: kvrpcpb.RawBatchPutRequest | undefined = undefined;
    let rawDelete_: kvrpcpb.RawDeleteRequest | undefined = undefined;
    let rawBatchDelete_: kvrpcpb.RawBatchDeleteRequest | undefined = undefined;
    let rawScan_: kvrpcpb.RawScanRequest | undefined = undefined;
    let rawDeleteRange_: kvrpcpb.RawDeleteRangeRequest | undefined = undefined;
    let rawBatchScan_: kvrpcpb.RawBatchScanRequest | undefined = undefined;
    let coprocessor_: coprocessor.Request | undefined = undefined;
    let pessimisticLock_: kvrpcpb.PessimisticLockRequest | undefined = undefined;
    let pessimisticRollback_: kvrpcpb.PessimisticRollbackRequest | undefined = undefined;
    let checkTxnStatus_: kvrpcpb.CheckTxnStatusRequest | undefined = undefined;
    let txnHeartBeat_: kvrpcpb.TxnHeartBeatRequest | undefined = undefined;
    let checkSecondaryLocks_: kvrpcpb.CheckSecondaryLocksRequest | undefined = undefined;
    let rawCoprocessor_: kvrpcpb.RawCoprocessorRequest | undefined = undefined;
    let flashbackToVersion_: kvrpcpb.FlashbackToVersionRequest | undefined = undefined;
    let prepareFlashbackToVersion_: kvrpcpb.PrepareFlashbackToVersionRequest | undefined = undefined;
    let flush_: kvrpcpb.FlushRequest | undefined = undefined;
    let bufferBatchGet_: kvrpcpb.BufferBatchGetRequest | undefined = undefined;
    let getHealthFeedback_: kvrpcpb.GetHealthFeedbackRequest | undefined = undefined;
    let broadcastTxnStatus_: kvrpcpb.BroadcastTxnStatusRequest | undefined = undefined;
    let empty_: BatchCommandsEmptyRequest | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          get_ = kvrpcpb.GetRequest.decode(r, r.begin(end));
          break;
        case 18:
          scan_ = kvrpcpb.ScanRequest.decode(r, r.begin(end));
          break;
        case 26:
          prewrite_ = kvrpcpb.PrewriteRequest.decode(r, r.begin(end));
          break;
        case 34:
          commit_ = kvrpcpb.CommitRequest.decode(r, r.begin(end));
          break;
        case 42:
          import_ = kvrpcpb.ImportRequest.decode(r, r.begin(end));
          break;
        case 50:
          cleanup_ = kvrpcpb.CleanupRequest.decode(r, r.begin(end));
          break;
        case 58:
          batchGet_ = kvrpcpb.BatchGetRequest.decode(r, r.begin(end));
          break;
        case 66:
          batchRollback_ = kvrpcpb.BatchRollbackRequest.decode(r, r.begin(end));
          break;
        case 74:
          scanLock_ = kvrpcpb.ScanLockRequest.decode(r, r.begin(end));
          break;
        case 82:
          resolveLock_ = kvrpcpb.ResolveLockRequest.decode(r, r.begin(end));
          break;
        case 90:
          gc_ = kvrpcpb.GCRequest.decode(r, r.begin(end));
          break;
        case 98:
          deleteRange_ = kvrpcpb.DeleteRangeRequest.decode(r, r.begin(end));
          break;
        case 106:
          rawGet_ = kvrpcpb.RawGetRequest.decode(r, r.begin(end));
          break;
        case 114:
          rawBatchGet_ = kvrpcpb.RawBatchGetRequest.decode(r, r.begin(end));
          break;
        case 122:
          rawPut_ = kvrpcpb.RawPutRequest.decode(r, r.begin(end));
          break;
        case 130:
          rawBatchPut_ = kvrpcpb.RawBatchPutRequest.decode(r, r.begin(end));
          break;
        case 138:
          rawDelete_ = kvrpcpb.RawDeleteRequest.decode(r, r.begin(end));
          break;
        case 146:
          rawBatchDelete_ = kvrpcpb.RawBatchDeleteRequest.decode(r, r.begin(end));
          break;
        case 154:
          rawScan_ = kvrpcpb.RawScanRequest.decode(r, r.begin(end));
          break;
        case 162:
          rawDeleteRange_ = kvrpcpb.RawDeleteRangeRequest.decode(r, r.begin(end));
          break;
        case 170:
          rawBatchScan_ = kvrpcpb.RawBatchScanRequest.decode(r, r.begin(end));
          break;
        case 178:
          coprocessor_ = coprocessor.Request.decode(r, r.begin(end));
          break;
        case 186:
          pessimisticLock_ = kvrpcpb.PessimisticLockRequest.decode(r, r.begin(end));
          break;
        case 194:
          pessimisticRollback_ = kvrpcpb.PessimisticRollbackRequest.decode(r, r.begin(end));
          break;
        case 202:
          checkTxnStatus_ = kvrpcpb.CheckTxnStatusRequest.decode(r, r.begin(end));
          break;
        case 210:
          txnHeartBeat_ = kvrpcpb.TxnHeartBeatRequest.decode(r, r.begin(end));
          break;
        case 266:
          checkSecondaryLocks_ = kvrpcpb.CheckSecondaryLocksRequest.decode(r, r.begin(end));
          break;
        case 274:
          rawCoprocessor_ = kvrpcpb.RawCoprocessorRequest.decode(r, r.begin(end));
          break;
        case 282:
          flashbackToVersion_ = kvrpcpb.FlashbackToVersionRequest.decode(r, r.begin(end));
          break;
        case 290:
          prepareFlashbackToVersion_ = kvrpcpb.PrepareFlashbackToVersionRequest.decode(r, r.begin(end));
          break;
        case 298:
          flush_ = kvrpcpb.FlushRequest.decode(r, r.begin(end));
          break;
        case 306:
          bufferBatchGet_ = kvrpcpb.BufferBatchGetRequest.decode(r, r.begin(end));
          break;
        case 314:
          getHealthFeedback_ = kvrpcpb.GetHealthFeedbackRequest.decode(r, r.begin(end));
          break;
        case 322:
          broadcastTxnStatus_ = kvrpcpb.BroadcastTxnStatusRequest.decode(r, r.begin(end));
          break;
        case 2042:
          empty_ = BatchCommandsEmptyRequest.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      get: get_,
      scan: scan_,
      prewrite: prewrite_,
      commit: commit_,
      import: import_,
      cleanup: cleanup_,
      batchGet: batchGet_,
      batchRollback: batchRollback_,
      scanLock: scanLock_,
      resolveLock: resolveLock_,
      gc: gc_,
      deleteRange: deleteRange_,
      rawGet: rawGet_,
      rawBatchGet: rawBatchGet_,
      rawPut: rawPut_,
      rawBatchPut: rawBatchPut_,
      rawDelete: rawDelete_,
      rawBatchDelete: rawBatchDelete_,
      rawScan: rawScan_,
      rawDeleteRange: rawDeleteRange_,
      rawBatchScan: rawBatchScan_,
      coprocessor: coprocessor_,
      pessimisticLock: pessimisticLock_,
      pessimisticRollback: pessimisticRollback_,
      checkTxnStatus: checkTxnStatus_,
      txnHeartBeat: txnHeartBeat_,
      checkSecondaryLocks: checkSecondaryLocks_,
      rawCoprocessor: rawCoprocessor_,
      flashbackToVersion: flashbackToVersion_,
      prepareFlashbackToVersion: prepareFlashbackToVersion_,
      flush: flush_,
      bufferBatchGet: bufferBatchGet_,
      getHealthFeedback: getHealthFeedback_,
      broadcastTxnStatus: broadcastTxnStatus_,
      empty: empty_,
    };
  },
};

export interface BatchCommandsResponse {
  readonly responses: readonly BatchCommandsResponse_Response[];
  readonly requestIds: readonly bigint[];
  readonly transportLayerLoad: bigint;
  readonly healthFeedback: kvrpcpb.HealthFeedback | undefined;
  readonly tikvSendTimeNs: bigint;
}
export const BatchCommandsResponse: MessageType<BatchCommandsResponse> = {
  name: 'tikvpb.BatchCommandsResponse',
  encode(m, w) {
    if (m.responses !== undefined) {
      for (const v of m.responses) {
        w.byte(10);
        const at = w.begin();
        BatchCommandsResponse_Response.encode(v, w);
        w.end(at);
      }
    }
    if (m.requestIds !== undefined && m.requestIds.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.requestIds) w.uint64(v);
      w.end(at);
    }
    if (m.transportLayerLoad !== undefined && m.transportLayerLoad !== 0n) {
      w.byte(24);
      w.uint64(m.transportLayerLoad);
    }
    if (m.healthFeedback !== undefined) {
      w.byte(34);
      const at = w.begin();
      kvrpcpb.HealthFeedback.encode(m.healthFeedback, w);
      w.end(at);
    }
    if (m.tikvSendTimeNs !== undefined && m.tikvSendTimeNs !== 0n) {
      w.byte(40);
      w.uint64(m.tikvSendTimeNs);
    }
  },
  decode(r, end) {
    let responses_: BatchCommandsResponse_Response[] | undefined = undefined;
    let requestIds_: bigint[] | undefined = undefined;
    let transportLayerLoad_: bigint = 0n;
    let healthFeedback_: kvrpcpb.HealthFeedback | undefined = undefined;
    let tikvSendTimeNs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (responses_ ??= []).push(BatchCommandsResponse_Response.decode(r, r.begin(end)));
          break;
        case 16:
          (requestIds_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (requestIds_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 24:
          transportLayerLoad_ = r.uint64();
          break;
        case 34:
          healthFeedback_ = kvrpcpb.HealthFeedback.decode(r, r.begin(end));
          break;
        case 40:
          tikvSendTimeNs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      responses: responses_ ?? NO_ITEMS,
      requestIds: requestIds_ ?? NO_ITEMS,
      transportLayerLoad: transportLayerLoad_,
      healthFeedback: healthFeedback_,
      tikvSendTimeNs: tikvSendTimeNs_,
    };
  },
};

export interface BatchCommandsResponse_Response {
  readonly get: kvrpcpb.GetResponse | undefined;
  readonly scan: kvrpcpb.ScanResponse | undefined;
  readonly prewrite: kvrpcpb.PrewriteResponse | undefined;
  readonly commit: kvrpcpb.CommitResponse | undefined;
  readonly import: kvrpcpb.ImportResponse | undefined;
  readonly cleanup: kvrpcpb.CleanupResponse | undefined;
  readonly batchGet: kvrpcpb.BatchGetResponse | undefined;
  readonly batchRollback: kvrpcpb.BatchRollbackResponse | undefined;
  readonly scanLock: kvrpcpb.ScanLockResponse | undefined;
  readonly resolveLock: kvrpcpb.ResolveLockResponse | undefined;
  readonly gc: kvrpcpb.GCResponse | undefined;
  readonly deleteRange: kvrpcpb.DeleteRangeResponse | undefined;
  readonly rawGet: kvrpcpb.RawGetResponse | undefined;
  readonly rawBatchGet: kvrpcpb.RawBatchGetResponse | undefined;
  readonly rawPut: kvrpcpb.RawPutResponse | undefined;
  readonly rawBatchPut: kvrpcpb.RawBatchPutResponse | undefined;
  readonly rawDelete: kvrpcpb.RawDeleteResponse | undefined;
  readonly rawBatchDelete: kvrpcpb.RawBatchDeleteResponse | undefined;
  readonly rawScan: kvrpcpb.RawScanResponse | undefined;
  readonly rawDeleteRange: kvrpcpb.RawDeleteRangeResponse | undefined;
  readonly rawBatchScan: kvrpcpb.RawBatchScanResponse | undefined;
  readonly coprocessor: coprocessor.Response | undefined;
  readonly pessimisticLock: kvrpcpb.PessimisticLockResponse | undefined;
  readonly pessimisticRollback: kvrpcpb.PessimisticRollbackResponse | undefined;
  readonly checkTxnStatus: kvrpcpb.CheckTxnStatusResponse | undefined;
  readonly txnHeartBeat: kvrpcpb.TxnHeartBeatResponse | undefined;
  readonly checkSecondaryLocks: kvrpcpb.CheckSecondaryLocksResponse | undefined;
  readonly rawCoprocessor: kvrpcpb.RawCoprocessorResponse | undefined;
  readonly flashbackToVersion: kvrpcpb.FlashbackToVersionResponse | undefined;
  readonly prepareFlashbackToVersion: kvrpcpb.PrepareFlashbackToVersionResponse | undefined;
  readonly flush: kvrpcpb.FlushResponse | undefined;
  readonly bufferBatchGet: kvrpcpb.BufferBatchGetResponse | undefined;
  readonly getHealthFeedback: kvrpcpb.GetHealthFeedbackResponse | undefined;
  readonly broadcastTxnStatus: kvrpcpb.BroadcastTxnStatusResponse | undefined;
  readonly empty: BatchCommandsEmptyResponse | undefined;
}
export const BatchCommandsResponse_Response: MessageType<BatchCommandsResponse_Response> = {
  name: 'tikvpb.BatchCommandsResponse.Response',
  encode(m, w) {
    if (m.get !== undefined) {
      w.byte(10);
      const at = w.begin();
      kvrpcpb.GetResponse.encode(m.get, w);
      w.end(at);
    }
    if (m.scan !== undefined) {
      w.byte(18);
      const at = w.begin();
      kvrpcpb.ScanResponse.encode(m.scan, w);
      w.end(at);
    }
    if (m.prewrite !== undefined) {
      w.byte(26);
      const at = w.begin();
      kvrpcpb.PrewriteResponse.encode(m.prewrite, w);
      w.end(at);
    }
    if (m.commit !== undefined) {
      w.byte(34);
      const at = w.begin();
      kvrpcpb.CommitResponse.encode(m.commit, w);
      w.end(at);
    }
    if (m.import !== undefined) {
      w.byte(42);
      const at = w.begin();
      kvrpcpb.ImportResponse.encode(m.import, w);
      w.end(at);
    }
    if (m.cleanup !== undefined) {
      w.byte(50);
      const at = w.begin();
      kvrpcpb.CleanupResponse.encode(m.cleanup, w);
      w.end(at);
    }
    if (m.batchGet !== undefined) {
      w.byte(58);
      const at = w.begin();
      kvrpcpb.BatchGetResponse.encode(m.batchGet, w);
      w.end(at);
    }
    if (m.batchRollback !== undefined) {
      w.byte(66);
      const at = w.begin();
      kvrpcpb.BatchRollbackResponse.encode(m.batchRollback, w);
      w.end(at);
    }
    if (m.scanLock !== undefined) {
      w.byte(74);
      const at = w.begin();
      kvrpcpb.ScanLockResponse.encode(m.scanLock, w);
      w.end(at);
    }
    if (m.resolveLock !== undefined) {
      w.byte(82);
      const at = w.begin();
      kvrpcpb.ResolveLockResponse.encode(m.resolveLock, w);
      w.end(at);
    }
    if (m.gc !== undefined) {
      w.byte(90);
      const at = w.begin();
      kvrpcpb.GCResponse.encode(m.gc, w);
      w.end(at);
    }
    if (m.deleteRange !== undefined) {
      w.byte(98);
      const at = w.begin();
      kvrpcpb.DeleteRangeResponse.encode(m.deleteRange, w);
      w.end(at);
    }
    if (m.rawGet !== undefined) {
      w.byte(106);
      const at = w.begin();
      kvrpcpb.RawGetResponse.encode(m.rawGet, w);
      w.end(at);
    }
    if (m.rawBatchGet !== undefined) {
      w.byte(114);
      const at = w.begin();
      kvrpcpb.RawBatchGetResponse.encode(m.rawBatchGet, w);
      w.end(at);
    }
    if (m.rawPut !== undefined) {
      w.byte(122);
      const at = w.begin();
      kvrpcpb.RawPutResponse.encode(m.rawPut, w);
      w.end(at);
    }
    if (m.rawBatchPut !== undefined) {
      w.uint32(130);
      const at = w.begin();
      kvrpcpb.RawBatchPutResponse.encode(m.rawBatchPut, w);
      w.end(at);
    }
    if (m.rawDelete !== undefined) {
      w.uint32(138);
      const at = w.begin();
      kvrpcpb.RawDeleteResponse.encode(m.rawDelete, w);
      w.end(at);
    }
    if (m.rawBatchDelete !== undefined) {
      w.uint32(146);
      const at = w.begin();
      kvrpcpb.RawBatchDeleteResponse.encode(m.rawBatchDelete, w);
      w.end(at);
    }
    if (m.rawScan !== undefined) {
      w.uint32(154);
      const at = w.begin();
      kvrpcpb.RawScanResponse.encode(m.rawScan, w);
      w.end(at);
    }
    if (m.rawDeleteRange !== undefined) {
      w.uint32(162);
      const at = w.begin();
      kvrpcpb.RawDeleteRangeResponse.encode(m.rawDeleteRange, w);
      w.end(at);
    }
    if (m.rawBatchScan !== undefined) {
      w.uint32(170);
      const at = w.begin();
      kvrpcpb.RawBatchScanResponse.encode(m.rawBatchScan, w);
      w.end(at);
    }
    if (m.coprocessor !== undefined) {
      w.uint32(178);
      const at = w.begin();
      coprocessor.Response.encode(m.coprocessor, w);
      w.end(at);
    }
    if (m.pessimisticLock !== undefined) {
      w.uint32(186);
      const at = w.begin();
      kvrpcpb.PessimisticLockResponse.encode(m.pessimisticLock, w);
      w.end(at);
    }
    if (m.pessimisticRollback !== undefined) {
      w.uint32(194);
      const at = w.begin();
      kvrpcpb.PessimisticRollbackResponse.encode(m.pessimisticRollback, w);
      w.end(at);
    }
    if (m.checkTxnStatus !== undefined) {
      w.uint32(202);
      const at = w.begin();
      kvrpcpb.CheckTxnStatusResponse.encode(m.checkTxnStatus, w);
      w.end(at);
    }
    if (m.txnHeartBeat !== undefined) {
      w.uint32(210);
      const at = w.begin();
      kvrpcpb.TxnHeartBeatResponse.encode(m.txnHeartBeat, w);
      w.end(at);
    }
    if (m.checkSecondaryLocks !== undefined) {
      w.uint32(266);
      const at = w.begin();
      kvrpcpb.CheckSecondaryLocksResponse.encode(m.checkSecondaryLocks, w);
      w.end(at);
    }
    if (m.rawCoprocessor !== undefined) {
      w.uint32(274);
      const at = w.begin();
      kvrpcpb.RawCoprocessorResponse.encode(m.rawCoprocessor, w);
      w.end(at);
    }
    if (m.flashbackToVersion !== undefined) {
      w.uint32(282);
      const at = w.begin();
      kvrpcpb.FlashbackToVersionResponse.encode(m.flashbackToVersion, w);
      w.end(at);
    }
    if (m.prepareFlashbackToVersion !== undefined) {
      w.uint32(290);
      const at = w.begin();
      kvrpcpb.PrepareFlashbackToVersionResponse.encode(m.prepareFlashbackToVersion, w);
      w.end(at);
    }
    if (m.flush !== undefined) {
      w.uint32(298);
      const at = w.begin();
      kvrpcpb.FlushResponse.encode(m.flush, w);
      w.end(at);
    }
    if (m.bufferBatchGet !== undefined) {
      w.uint32(306);
      const at = w.begin();
      kvrpcpb.BufferBatchGetResponse.encode(m.bufferBatchGet, w);
      w.end(at);
    }
    if (m.getHealthFeedback !== undefined) {
      w.uint32(314);
      const at = w.begin();
      kvrpcpb.GetHealthFeedbackResponse.encode(m.getHealthFeedback, w);
      w.end(at);
    }
    if (m.broadcastTxnStatus !== undefined) {
      w.uint32(322);
      const at = w.begin();
      kvrpcpb.BroadcastTxnStatusResponse.encode(m.broadcastTxnStatus, w);
      w.end(at);
    }
    if (m.empty !== undefined) {
      w.uint32(2042);
      const at = w.begin();
      BatchCommandsEmptyResponse.encode(m.empty, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let get_: kvrpcpb.GetResponse | undefined = undefined;
    let scan_: kvrpcpb.ScanResponse | undefined = undefined;
    let prewrite_: kvrpcpb.PrewriteResponse | undefined = undefined;
    let commit_: kvrpcpb.CommitResponse | undefined = undefined;
    let import_: kvrpcpb.ImportResponse | undefined = undefined;
    let cleanup_: kvrpcpb.CleanupResponse | undefined = undefined;
    let batchGet_: kvrpcpb.BatchGetResponse | undefined = undefined;
    let batchRollback_: kvrpcpb.BatchRollbackResponse | undefined = undefined;
    let scanLock_: kvrpcpb.ScanLockResponse | undefined = undefined;
    let resolveLock_: kvrpcpb.ResolveLockResponse | undefined = undefined;
    let gc_: kvrpcpb.GCResponse | undefined = undefined;
    let deleteRange_: kvrpcpb.DeleteRangeResponse | undefined = undefined;
    let rawGet_: kvrpcpb.RawGetResponse | undefined = undefined;
    let rawBatchGet_: kvrpcpb.RawBatchGetResponse | undefined = undefined;
    let rawPut_: kvrpcpb.RawPutResponse | undefined = undefined;
    let rawBatchPut_: kvrpcpb.RawBatchPutResponse | undefined = undefined;
    let rawDelete_: kvrpcpb.RawDeleteResponse | undefined = undefined;
    let rawBatchDelete_: kvrpcpb.RawBatchDeleteResponse | undefined = undefined;
    let rawScan_: kvrpcpb.RawScanResponse | undefined = undefined;
    let rawDeleteRange_: kvrpcpb.RawDeleteRangeResponse | undefined = undefined;
    let rawBatchScan_: kvrpcpb.RawBatchScanResponse | undefined = undefined;
    let coprocessor_: coprocessor.Response | undefined = undefined;
    let pessimisticLock_: kvrpcpb.PessimisticLockResponse | undefined = undefined;
    let pessimisticRollback_: kvrpcpb.PessimisticRollbackResponse | undefined = undefined;
    let checkTxnStatus_: kvrpcpb.CheckTxnStatusResponse | undefined = undefined;
    let txnHeartBeat_: kvrpcpb.TxnHeartBeatResponse | undefined = undefined;
    let checkSecondaryLocks_: kvrpcpb.CheckSecondaryLocksResponse | undefined = undefined;
    let rawCoprocessor_: kvrpcpb.RawCoprocessorResponse | undefined = undefined;
    let flashbackToVersion_: kvrpcpb.FlashbackToVersionResponse | undefined = undefined;
    let prepareFlashbackToVersion_: kvrpcpb.PrepareFlashbackToVersionResponse | undefined = undefined;
    let flush_: kvrpcpb.FlushResponse | undefined = undefined;
    let bufferBatchGet_: kvrpcpb.BufferBatchGetResponse | undefined = undefined;
    let getHealthFeedback_: kvrpcpb.GetHealthFeedbackResponse | undefined = undefined;
    let broadcastTxnStatus_: kvrpcpb.BroadcastTxnStatusResponse | undefined = undefined;
    let empty_: BatchCommandsEmptyResponse | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          get_ = kvrpcpb.GetResponse.decode(r, r.begin(end));
          break;
        case 18:
          scan_ = kvrpcpb.ScanResponse.decode(r, r.begin(end));
          break;
        case 26:
          prewrite_ = kvrpcpb.PrewriteResponse.decode(r, r.begin(end));
          break;
        case 34:
          commit_ = kvrpcpb.CommitResponse.decode(r, r.begin(end));
          break;
        case 42:
          import_ = kvrpcpb.ImportResponse.decode(r, r.begin(end));
          break;
        case 50:
          cleanup_ = kvrpcpb.CleanupResponse.decode(r, r.begin(end));
          break;
        case 58:
          batchGet_ = kvrpcpb.BatchGetResponse.decode(r, r.begin(end));
          break;
        case 66:
          batchRollback_ = kvrpcpb.BatchRollbackResponse.decode(r, r.begin(end));
          break;
        case 74:
          scanLock_ = kvrpcpb.ScanLockResponse.decode(r, r.begin(end));
          break;
        case 82:
          resolveLock_ = kvrpcpb.ResolveLockResponse.decode(r, r.begin(end));
          break;
        case 90:
          gc_ = kvrpcpb.GCResponse.decode(r, r.begin(end));
          break;
        case 98:
          deleteRange_ = kvrpcpb.DeleteRangeResponse.decode(r, r.begin(end));
          break;
        case 106:
          rawGet_ = kvrpcpb.RawGetResponse.decode(r, r.begin(end));
          break;
        case 114:
          rawBatchGet_ = kvrpcpb.RawBatchGetResponse.decode(r, r.begin(end));
          break;
        case 122:
          rawPut_ = kvrpcpb.RawPutResponse.decode(r, r.begin(end));
          break;
        case 130:
          rawBatchPut_ = kvrpcpb.RawBatchPutResponse.decode(r, r.begin(end));
          break;
        case 138:
          rawDelete_ = kvrpcpb.RawDeleteResponse.decode(r, r.begin(end));
          break;
        case 146:
          rawBatchDelete_ = kvrpcpb.RawBatchDeleteResponse.decode(r, r.begin(end));
          break;
        case 154:
          rawScan_ = kvrpcpb.RawScanResponse.decode(r, r.begin(end));
          break;
        case 162:
          rawDeleteRange_ = kvrpcpb.RawDeleteRangeResponse.decode(r, r.begin(end));
          break;
        case 170:
          rawBatchScan_ = kvrpcpb.RawBatchScanResponse.decode(r, r.begin(end));
          break;
        case 178:
          coprocessor_ = coprocessor.Response.decode(r, r.begin(end));
          break;
        case 186:
          pessimisticLock_ = kvrpcpb.PessimisticLockResponse.decode(r, r.begin(end));
          break;
        case 194:
          pessimisticRollback_ = kvrpcpb.PessimisticRollbackResponse.decode(r, r.begin(end));
          break;
        case 202:
          checkTxnStatus_ = kvrpcpb.CheckTxnStatusResponse.decode(r, r.begin(end));
          break;
        case 210:
          txnHeartBeat_ = kvrpcpb.TxnHeartBeatResponse.decode(r, r.begin(end));
          break;
        case 266:
          checkSecondaryLocks_ = kvrpcpb.CheckSecondaryLocksResponse.decode(r, r.begin(end));
          break;
        case 274:
          rawCoprocessor_ = kvrpcpb.RawCoprocessorResponse.decode(r, r.begin(end));
          break;
        case 282:
          flashbackToVersion_ = kvrpcpb.FlashbackToVersionResponse.decode(r, r.begin(end));
          break;
        case 290:
          prepareFlashbackToVersion_ = kvrpcpb.PrepareFlashbackToVersionResponse.decode(r, r.begin(end));
          break;
        case 298:
          flush_ = kvrpcpb.FlushResponse.decode(r, r.begin(end));
          break;
        case 306:
          bufferBatchGet_ = kvrpcpb.BufferBatchGetResponse.decode(r, r.begin(end));
          break;
        case 314:
          getHealthFeedback_ = kvrpcpb.GetHealthFeedbackResponse.decode(r, r.begin(end));
          break;
        case 322:
          broadcastTxnStatus_ = kvrpcpb.BroadcastTxnStatusResponse.decode(r, r.begin(end));
          break;
        case 2042:
          empty_ = BatchCommandsEmptyResponse.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      get: get_,
      scan: scan_,
      prewrite: prewrite_,
      commit: commit_,
      import: import_,
      cleanup: cleanup_,
      batchGet: batchGet_,
      batchRollback: batchRollback_,
      scanLock: scanLock_,
      resolveLock: resolveLock_,
      gc: gc_,
      deleteRange: deleteRange_,
      rawGet: rawGet_,
      rawBatchGet: rawBatchGet_,
      rawPut: rawPut_,
      rawBatchPut: rawBatchPut_,
      rawDelete: rawDelete_,
      rawBatchDelete: rawBatchDelete_,
      rawScan: rawScan_,
      rawDeleteRange: rawDeleteRange_,
      rawBatchScan: rawBatchScan_,
      coprocessor: coprocessor_,
      pessimisticLock: pessimisticLock_,
      pessimisticRollback: pessimisticRollback_,
      checkTxnStatus: checkTxnStatus_,
      txnHeartBeat: txnHeartBeat_,
      checkSecondaryLocks: checkSecondaryLocks_,
      rawCoprocessor: rawCoprocessor_,
      flashbackToVersion: flashbackToVersion_,
      prepareFlashbackToVersion: prepareFlashbackToVersion_,
      flush: flush_,
      bufferBatchGet: bufferBatchGet_,
      getHealthFeedback: getHealthFeedback_,
      broadcastTxnStatus: broadcastTxnStatus_,
      empty: empty_,
    };
  },
};

export interface BatchCommandsEmptyRequest {
  readonly testId: bigint;
  readonly delayTime: bigint;
}
export const BatchCommandsEmptyRequest: MessageType<BatchCommandsEmptyRequest> = {
  name: 'tikvpb.BatchCommandsEmptyRequest',
  encode(m, w) {
    if (m.testId !== undefined && m.testId !== 0n) {
      w.byte(8);
      w.uint64(m.testId);
    }
    if (m.delayTime !== undefined && m.delayTime !== 0n) {
      w.byte(16);
      w.uint64(m.delayTime);
    }
  },
  decode(r, end) {
    let testId_: bigint = 0n;
    let delayTime_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          testId_ = r.uint64();
          break;
        case 16:
          delayTime_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      testId: testId_,
      delayTime: delayTime_,
    };
  },
};

export interface BatchCommandsEmptyResponse {
  readonly testId: bigint;
}
export const BatchCommandsEmptyResponse: MessageType<BatchCommandsEmptyResponse> = {
  name: 'tikvpb.BatchCommandsEmptyResponse',
  encode(m, w) {
    if (m.testId !== undefined && m.testId !== 0n) {
      w.byte(8);
      w.uint64(m.testId);
    }
  },
  decode(r, end) {
    let testId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          testId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      testId: testId_,
    };
  },
};

export const TikvService = {
  kvGet: {
    path: '/tikvpb.Tikv/KvGet',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.GetRequest,
    response: kvrpcpb.GetResponse,
  } as MethodType<kvrpcpb.GetRequest, kvrpcpb.GetResponse>,
  kvScan: {
    path: '/tikvpb.Tikv/KvScan',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.ScanRequest,
    response: kvrpcpb.ScanResponse,
  } as MethodType<kvrpcpb.ScanRequest, kvrpcpb.ScanResponse>,
  kvPrewrite: {
    path: '/tikvpb.Tikv/KvPrewrite',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.PrewriteRequest,
    response: kvrpcpb.PrewriteResponse,
  } as MethodType<kvrpcpb.PrewriteRequest, kvrpcpb.PrewriteResponse>,
  kvPessimisticLock: {
    path: '/tikvpb.Tikv/KvPessimisticLock',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.PessimisticLockRequest,
    response: kvrpcpb.PessimisticLockResponse,
  } as MethodType<kvrpcpb.PessimisticLockRequest, kvrpcpb.PessimisticLockResponse>,
  kvPessimisticRollback: {
    path: '/tikvpb.Tikv/KVPessimisticRollback',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.PessimisticRollbackRequest,
    response: kvrpcpb.PessimisticRollbackResponse,
  } as MethodType<kvrpcpb.PessimisticRollbackRequest, kvrpcpb.PessimisticRollbackResponse>,
  kvTxnHeartBeat: {
    path: '/tikvpb.Tikv/KvTxnHeartBeat',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.TxnHeartBeatRequest,
    response: kvrpcpb.TxnHeartBeatResponse,
  } as MethodType<kvrpcpb.TxnHeartBeatRequest, kvrpcpb.TxnHeartBeatResponse>,
  kvCheckTxnStatus: {
    path: '/tikvpb.Tikv/KvCheckTxnStatus',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CheckTxnStatusRequest,
    response: kvrpcpb.CheckTxnStatusResponse,
  } as MethodType<kvrpcpb.CheckTxnStatusRequest, kvrpcpb.CheckTxnStatusResponse>,
  kvCheckSecondaryLocks: {
    path: '/tikvpb.Tikv/KvCheckSecondaryLocks',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CheckSecondaryLocksRequest,
    response: kvrpcpb.CheckSecondaryLocksResponse,
  } as MethodType<kvrpcpb.CheckSecondaryLocksRequest, kvrpcpb.CheckSecondaryLocksResponse>,
  kvCommit: {
    path: '/tikvpb.Tikv/KvCommit',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CommitRequest,
    response: kvrpcpb.CommitResponse,
  } as MethodType<kvrpcpb.CommitRequest, kvrpcpb.CommitResponse>,
  kvImport: {
    path: '/tikvpb.Tikv/KvImport',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.ImportRequest,
    response: kvrpcpb.ImportResponse,
  } as MethodType<kvrpcpb.ImportRequest, kvrpcpb.ImportResponse>,
  kvCleanup: {
    path: '/tikvpb.Tikv/KvCleanup',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CleanupRequest,
    response: kvrpcpb.CleanupResponse,
  } as MethodType<kvrpcpb.CleanupRequest, kvrpcpb.CleanupResponse>,
  kvBatchGet: {
    path: '/tikvpb.Tikv/KvBatchGet',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.BatchGetRequest,
    response: kvrpcpb.BatchGetResponse,
  } as MethodType<kvrpcpb.BatchGetRequest, kvrpcpb.BatchGetResponse>,
  kvBatchRollback: {
    path: '/tikvpb.Tikv/KvBatchRollback',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.BatchRollbackRequest,
    response: kvrpcpb.BatchRollbackResponse,
  } as MethodType<kvrpcpb.BatchRollbackRequest, kvrpcpb.BatchRollbackResponse>,
  kvScanLock: {
    path: '/tikvpb.Tikv/KvScanLock',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.ScanLockRequest,
    response: kvrpcpb.ScanLockResponse,
  } as MethodType<kvrpcpb.ScanLockRequest, kvrpcpb.ScanLockResponse>,
  kvResolveLock: {
    path: '/tikvpb.Tikv/KvResolveLock',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.ResolveLockRequest,
    response: kvrpcpb.ResolveLockResponse,
  } as MethodType<kvrpcpb.ResolveLockRequest, kvrpcpb.ResolveLockResponse>,
  kvGc: {
    path: '/tikvpb.Tikv/KvGC',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.GCRequest,
    response: kvrpcpb.GCResponse,
  } as MethodType<kvrpcpb.GCRequest, kvrpcpb.GCResponse>,
  kvDeleteRange: {
    path: '/tikvpb.Tikv/KvDeleteRange',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.DeleteRangeRequest,
    response: kvrpcpb.DeleteRangeResponse,
  } as MethodType<kvrpcpb.DeleteRangeRequest, kvrpcpb.DeleteRangeResponse>,
  kvPrepareFlashbackToVersion: {
    path: '/tikvpb.Tikv/KvPrepareFlashbackToVersion',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.PrepareFlashbackToVersionRequest,
    response: kvrpcpb.PrepareFlashbackToVersionResponse,
  } as MethodType<kvrpcpb.PrepareFlashbackToVersionRequest, kvrpcpb.PrepareFlashbackToVersionResponse>,
  kvFlashbackToVersion: {
    path: '/tikvpb.Tikv/KvFlashbackToVersion',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.FlashbackToVersionRequest,
    response: kvrpcpb.FlashbackToVersionResponse,
  } as MethodType<kvrpcpb.FlashbackToVersionRequest, kvrpcpb.FlashbackToVersionResponse>,
  kvFlush: {
    path: '/tikvpb.Tikv/KvFlush',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.FlushRequest,
    response: kvrpcpb.FlushResponse,
  } as MethodType<kvrpcpb.FlushRequest, kvrpcpb.FlushResponse>,
  kvBufferBatchGet: {
    path: '/tikvpb.Tikv/KvBufferBatchGet',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.BufferBatchGetRequest,
    response: kvrpcpb.BufferBatchGetResponse,
  } as MethodType<kvrpcpb.BufferBatchGetRequest, kvrpcpb.BufferBatchGetResponse>,
  rawGet: {
    path: '/tikvpb.Tikv/RawGet',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawGetRequest,
    response: kvrpcpb.RawGetResponse,
  } as MethodType<kvrpcpb.RawGetRequest, kvrpcpb.RawGetResponse>,
  rawBatchGet: {
    path: '/tikvpb.Tikv/RawBatchGet',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawBatchGetRequest,
    response: kvrpcpb.RawBatchGetResponse,
  } as MethodType<kvrpcpb.RawBatchGetRequest, kvrpcpb.RawBatchGetResponse>,
  rawPut: {
    path: '/tikvpb.Tikv/RawPut',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawPutRequest,
    response: kvrpcpb.RawPutResponse,
  } as MethodType<kvrpcpb.RawPutRequest, kvrpcpb.RawPutResponse>,
  rawBatchPut: {
    path: '/tikvpb.Tikv/RawBatchPut',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawBatchPutRequest,
    response: kvrpcpb.RawBatchPutResponse,
  } as MethodType<kvrpcpb.RawBatchPutRequest, kvrpcpb.RawBatchPutResponse>,
  rawDelete: {
    path: '/tikvpb.Tikv/RawDelete',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawDeleteRequest,
    response: kvrpcpb.RawDeleteResponse,
  } as MethodType<kvrpcpb.RawDeleteRequest, kvrpcpb.RawDeleteResponse>,
  rawBatchDelete: {
    path: '/tikvpb.Tikv/RawBatchDelete',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawBatchDeleteRequest,
    response: kvrpcpb.RawBatchDeleteResponse,
  } as MethodType<kvrpcpb.RawBatchDeleteRequest, kvrpcpb.RawBatchDeleteResponse>,
  rawScan: {
    path: '/tikvpb.Tikv/RawScan',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawScanRequest,
    response: kvrpcpb.RawScanResponse,
  } as MethodType<kvrpcpb.RawScanRequest, kvrpcpb.RawScanResponse>,
  rawDeleteRange: {
    path: '/tikvpb.Tikv/RawDeleteRange',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawDeleteRangeRequest,
    response: kvrpcpb.RawDeleteRangeResponse,
  } as MethodType<kvrpcpb.RawDeleteRangeRequest, kvrpcpb.RawDeleteRangeResponse>,
  rawBatchScan: {
    path: '/tikvpb.Tikv/RawBatchScan',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawBatchScanRequest,
    response: kvrpcpb.RawBatchScanResponse,
  } as MethodType<kvrpcpb.RawBatchScanRequest, kvrpcpb.RawBatchScanResponse>,
  rawGetKeyTtl: {
    path: '/tikvpb.Tikv/RawGetKeyTTL',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawGetKeyTTLRequest,
    response: kvrpcpb.RawGetKeyTTLResponse,
  } as MethodType<kvrpcpb.RawGetKeyTTLRequest, kvrpcpb.RawGetKeyTTLResponse>,
  rawCompareAndSwap: {
    path: '/tikvpb.Tikv/RawCompareAndSwap',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawCASRequest,
    response: kvrpcpb.RawCASResponse,
  } as MethodType<kvrpcpb.RawCASRequest, kvrpcpb.RawCASResponse>,
  rawChecksum: {
    path: '/tikvpb.Tikv/RawChecksum',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawChecksumRequest,
    response: kvrpcpb.RawChecksumResponse,
  } as MethodType<kvrpcpb.RawChecksumRequest, kvrpcpb.RawChecksumResponse>,
  unsafeDestroyRange: {
    path: '/tikvpb.Tikv/UnsafeDestroyRange',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.UnsafeDestroyRangeRequest,
    response: kvrpcpb.UnsafeDestroyRangeResponse,
  } as MethodType<kvrpcpb.UnsafeDestroyRangeRequest, kvrpcpb.UnsafeDestroyRangeResponse>,
  registerLockObserver: {
    path: '/tikvpb.Tikv/RegisterLockObserver',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RegisterLockObserverRequest,
    response: kvrpcpb.RegisterLockObserverResponse,
  } as MethodType<kvrpcpb.RegisterLockObserverRequest, kvrpcpb.RegisterLockObserverResponse>,
  checkLockObserver: {
    path: '/tikvpb.Tikv/CheckLockObserver',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CheckLockObserverRequest,
    response: kvrpcpb.CheckLockObserverResponse,
  } as MethodType<kvrpcpb.CheckLockObserverRequest, kvrpcpb.CheckLockObserverResponse>,
  removeLockObserver: {
    path: '/tikvpb.Tikv/RemoveLockObserver',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RemoveLockObserverRequest,
    response: kvrpcpb.RemoveLockObserverResponse,
  } as MethodType<kvrpcpb.RemoveLockObserverRequest, kvrpcpb.RemoveLockObserverResponse>,
  physicalScanLock: {
    path: '/tikvpb.Tikv/PhysicalScanLock',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.PhysicalScanLockRequest,
    response: kvrpcpb.PhysicalScanLockResponse,
  } as MethodType<kvrpcpb.PhysicalScanLockRequest, kvrpcpb.PhysicalScanLockResponse>,
  rawCoprocessor: {
    path: '/tikvpb.Tikv/RawCoprocessor',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.RawCoprocessorRequest,
    response: kvrpcpb.RawCoprocessorResponse,
  } as MethodType<kvrpcpb.RawCoprocessorRequest, kvrpcpb.RawCoprocessorResponse>,
  splitRegion: {
    path: '/tikvpb.Tikv/SplitRegion',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.SplitRegionRequest,
    response: kvrpcpb.SplitRegionResponse,
  } as MethodType<kvrpcpb.SplitRegionRequest, kvrpcpb.SplitRegionResponse>,
  readIndex: {
    path: '/tikvpb.Tikv/ReadIndex',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.ReadIndexRequest,
    response: kvrpcpb.ReadIndexResponse,
  } as MethodType<kvrpcpb.ReadIndexRequest, kvrpcpb.ReadIndexResponse>,
  mvccGetByKey: {
    path: '/tikvpb.Tikv/MvccGetByKey',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.MvccGetByKeyRequest,
    response: kvrpcpb.MvccGetByKeyResponse,
  } as MethodType<kvrpcpb.MvccGetByKeyRequest, kvrpcpb.MvccGetByKeyResponse>,
  mvccGetByStartTs: {
    path: '/tikvpb.Tikv/MvccGetByStartTs',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.MvccGetByStartTsRequest,
    response: kvrpcpb.MvccGetByStartTsResponse,
  } as MethodType<kvrpcpb.MvccGetByStartTsRequest, kvrpcpb.MvccGetByStartTsResponse>,
  batchCommands: {
    path: '/tikvpb.Tikv/BatchCommands',
    requestStream: true,
    responseStream: true,
    request: BatchCommandsRequest,
    response: BatchCommandsResponse,
  } as MethodType<BatchCommandsRequest, BatchCommandsResponse>,
  getStoreSafeTs: {
    path: '/tikvpb.Tikv/GetStoreSafeTS',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.StoreSafeTSRequest,
    response: kvrpcpb.StoreSafeTSResponse,
  } as MethodType<kvrpcpb.StoreSafeTSRequest, kvrpcpb.StoreSafeTSResponse>,
  getLockWaitInfo: {
    path: '/tikvpb.Tikv/GetLockWaitInfo',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.GetLockWaitInfoRequest,
    response: kvrpcpb.GetLockWaitInfoResponse,
  } as MethodType<kvrpcpb.GetLockWaitInfoRequest, kvrpcpb.GetLockWaitInfoResponse>,
  getLockWaitHistory: {
    path: '/tikvpb.Tikv/GetLockWaitHistory',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.GetLockWaitHistoryRequest,
    response: kvrpcpb.GetLockWaitHistoryResponse,
  } as MethodType<kvrpcpb.GetLockWaitHistoryRequest, kvrpcpb.GetLockWaitHistoryResponse>,
  compact: {
    path: '/tikvpb.Tikv/Compact',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.CompactRequest,
    response: kvrpcpb.CompactResponse,
  } as MethodType<kvrpcpb.CompactRequest, kvrpcpb.CompactResponse>,
  getHealthFeedback: {
    path: '/tikvpb.Tikv/GetHealthFeedback',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.GetHealthFeedbackRequest,
    response: kvrpcpb.GetHealthFeedbackResponse,
  } as MethodType<kvrpcpb.GetHealthFeedbackRequest, kvrpcpb.GetHealthFeedbackResponse>,
  broadcastTxnStatus: {
    path: '/tikvpb.Tikv/BroadcastTxnStatus',
    requestStream: false,
    responseStream: false,
    request: kvrpcpb.BroadcastTxnStatusRequest,
    response: kvrpcpb.BroadcastTxnStatusResponse,
  } as MethodType<kvrpcpb.BroadcastTxnStatusRequest, kvrpcpb.BroadcastTxnStatusResponse>,
  coprocessor: {
    path: '/tikvpb.Tikv/Coprocessor',
    requestStream: false,
    responseStream: false,
    request: coprocessor.Request,
    response: coprocessor.Response,
  } as MethodType<coprocessor.Request, coprocessor.Response>,
};
