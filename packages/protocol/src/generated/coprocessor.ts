// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';
import * as errorpb from './errorpb';
import * as kvrpcpb from './kvrpcpb';
import * as metapb from './metapb';

export interface KeyRange {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
}
export const KeyRange: MessageType<KeyRange> = {
  name: 'coprocessor.KeyRange',
  encode(m, w) {
    if (m.start !== undefined && m.start.length > 0) {
      w.byte(10);
      w.bytes(m.start);
    }
    if (m.end !== undefined && m.end.length > 0) {
      w.byte(18);
      w.bytes(m.end);
    }
  },
  decode(r, end) {
    let start_: Uint8Array = NO_BYTES;
    let end_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          start_ = r.bytes();
          break;
        case 18:
          end_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      start: start_,
      end: end_,
    };
  },
};

export interface VersionedKeyRange {
  readonly range: KeyRange | undefined;
  readonly readTs: bigint;
}
export const VersionedKeyRange: MessageType<VersionedKeyRange> = {
  name: 'coprocessor.VersionedKeyRange',
  encode(m, w) {
    if (m.range !== undefined) {
      w.byte(10);
      const at = w.begin();
      KeyRange.encode(m.range, w);
      w.end(at);
    }
    if (m.readTs !== undefined && m.readTs !== 0n) {
      w.byte(16);
      w.uint64(m.readTs);
    }
  },
  decode(r, end) {
    let range_: KeyRange | undefined = undefined;
    let readTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          range_ = KeyRange.decode(r, r.begin(end));
          break;
        case 16:
          readTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      range: range_,
      readTs: readTs_,
    };
  },
};

export interface Request {
  readonly context: kvrpcpb.Context | undefined;
  readonly tp: bigint;
  readonly data: Uint8Array;
  readonly startTs: bigint;
  readonly ranges: readonly KeyRange[];
  readonly isCacheEnabled: boolean;
  readonly cacheIfMatchVersion: bigint;
  readonly schemaVer: bigint;
  readonly isTraceEnabled: boolean;
  readonly pagingSize: bigint;
  readonly tasks: readonly StoreBatchTask[];
  readonly connectionId: bigint;
  readonly connectionAlias: string;
  readonly tableShardInfos: readonly TableShardInfos[];
  readonly versionedRanges: readonly VersionedKeyRange[];
  readonly maxKeysRead: bigint;
  readonly pagingSizeBytes: bigint;
  readonly allowBatchTaskDataMerge: boolean;
  readonly executeBatchTasksSerially: boolean;
}
export const Request: MessageType<Request> = {
  name: 'coprocessor.Request',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      kvrpcpb.Context.encode(m.context, w);
      w.end(at);
    }
    if (m.tp !== undefined && m.tp !== 0n) {
      w.byte(16);
      w.uint64(m.tp);
    }
    if (m.data !== undefined && m.data.length > 0) {
      w.byte(26);
      w.bytes(m.data);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(56);
      w.uint64(m.startTs);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(34);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.isCacheEnabled) {
      w.byte(40);
      w.bool(m.isCacheEnabled);
    }
    if (m.cacheIfMatchVersion !== undefined && m.cacheIfMatchVersion !== 0n) {
      w.byte(48);
      w.uint64(m.cacheIfMatchVersion);
    }
    if (m.schemaVer !== undefined && m.schemaVer !== 0n) {
      w.byte(64);
      w.uint64(m.schemaVer);
    }
    if (m.isTraceEnabled) {
      w.byte(72);
      w.bool(m.isTraceEnabled);
    }
    if (m.pagingSize !== undefined && m.pagingSize !== 0n) {
      w.byte(80);
      w.uint64(m.pagingSize);
    }
    if (m.tasks !== undefined) {
      for (const v of m.tasks) {
        w.byte(90);
        const at = w.begin();
        StoreBatchTask.encode(v, w);
        w.end(at);
      }
    }
    if (m.connectionId !== undefined && m.connectionId !== 0n) {
      w.byte(96);
      w.uint64(m.connectionId);
    }
    if (m.connectionAlias !== undefined && m.connectionAlias !== '') {
      w.byte(106);
      w.string(m.connectionAlias);
    }
    if (m.tableShardInfos !== undefined) {
      for (const v of m.tableShardInfos) {
        w.byte(114);
        const at = w.begin();
        TableShardInfos.encode(v, w);
        w.end(at);
      }
    }
    if (m.versionedRanges !== undefined) {
      for (const v of m.versionedRanges) {
        w.byte(122);
        const at = w.begin();
        VersionedKeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.maxKeysRead !== undefined && m.maxKeysRead !== 0n) {
      w.uint32(128);
      w.uint64(m.maxKeysRead);
    }
    if (m.pagingSizeBytes !== undefined && m.pagingSizeBytes !== 0n) {
      w.uint32(136);
      w.uint64(m.pagingSizeBytes);
    }
    if (m.allowBatchTaskDataMerge) {
      w.uint32(144);
      w.bool(m.allowBatchTaskDataMerge);
    }
    if (m.executeBatchTasksSerially) {
      w.uint32(152);
      w.bool(m.executeBatchTasksSerially);
    }
  },
  decode(r, end) {
    let context_: kvrpcpb.Context | undefined = undefined;
    let tp_: bigint = 0n;
    let data_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    let ranges_: KeyRange[] | undefined = undefined;
    let isCacheEnabled_: boolean = false;
    let cacheIfMatchVersion_: bigint = 0n;
    let schemaVer_: bigint = 0n;
    let isTraceEnabled_: boolean = false;
    let pagingSize_: bigint = 0n;
    let tasks_: StoreBatchTask[] | undefined = undefined;
    let connectionId_: bigint = 0n;
    let connectionAlias_: string = '';
    let tableShardInfos_: TableShardInfos[] | undefined = undefined;
    let versionedRanges_: VersionedKeyRange[] | undefined = undefined;
    let maxKeysRead_: bigint = 0n;
    let pagingSizeBytes_: bigint = 0n;
    let allowBatchTaskDataMerge_: boolean = false;
    let executeBatchTasksSerially_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = kvrpcpb.Context.decode(r, r.begin(end));
          break;
        case 16:
          tp_ = r.int64();
          break;
        case 26:
          data_ = r.bytes();
          break;
        case 56:
          startTs_ = r.uint64();
          break;
        case 34:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        case 40:
          isCacheEnabled_ = r.bool();
          break;
        case 48:
          cacheIfMatchVersion_ = r.uint64();
          break;
        case 64:
          schemaVer_ = r.int64();
          break;
        case 72:
          isTraceEnabled_ = r.bool();
          break;
        case 80:
          pagingSize_ = r.uint64();
          break;
        case 90:
          (tasks_ ??= []).push(StoreBatchTask.decode(r, r.begin(end)));
          break;
        case 96:
          connectionId_ = r.uint64();
          break;
        case 106:
          connectionAlias_ = r.string();
          break;
        case 114:
          (tableShardInfos_ ??= []).push(TableShardInfos.decode(r, r.begin(end)));
          break;
        case 122:
          (versionedRanges_ ??= []).push(VersionedKeyRange.decode(r, r.begin(end)));
          break;
        case 128:
          maxKeysRead_ = r.uint64();
          break;
        case 136:
          pagingSizeBytes_ = r.uint64();
          break;
        case 144:
          allowBatchTaskDataMerge_ = r.bool();
          break;
        case 152:
          executeBatchTasksSerially_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      tp: tp_,
      data: data_,
      startTs: startTs_,
      ranges: ranges_ ?? NO_ITEMS,
      isCacheEnabled: isCacheEnabled_,
      cacheIfMatchVersion: cacheIfMatchVersion_,
      schemaVer: schemaVer_,
      isTraceEnabled: isTraceEnabled_,
      pagingSize: pagingSize_,
      tasks: tasks_ ?? NO_ITEMS,
      connectionId: connectionId_,
      connectionAlias: connectionAlias_,
      tableShardInfos: tableShardInfos_ ?? NO_ITEMS,
      versionedRanges: versionedRanges_ ?? NO_ITEMS,
      maxKeysRead: maxKeysRead_,
      pagingSizeBytes: pagingSizeBytes_,
      allowBatchTaskDataMerge: allowBatchTaskDataMerge_,
      executeBatchTasksSerially: executeBatchTasksSerially_,
    };
  },
};

export interface Response {
  readonly data: Uint8Array;
  readonly regionError: errorpb.Error | undefined;
  readonly locked: kvrpcpb.LockInfo | undefined;
  readonly otherError: string;
  readonly range: KeyRange | undefined;
  readonly execDetails: kvrpcpb.ExecDetails | undefined;
  readonly execDetailsV2: kvrpcpb.ExecDetailsV2 | undefined;
  readonly isCacheHit: boolean;
  readonly cacheLastVersion: bigint;
  readonly canBeCached: boolean;
  readonly latestBucketsVersion: bigint;
  readonly batchResponses: readonly StoreBatchTaskResponse[];
}
export const Response: MessageType<Response> = {
  name: 'coprocessor.Response',
  encode(m, w) {
    if (m.data !== undefined && m.data.length > 0) {
      w.byte(10);
      w.bytes(m.data);
    }
    if (m.regionError !== undefined) {
      w.byte(18);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.locked !== undefined) {
      w.byte(26);
      const at = w.begin();
      kvrpcpb.LockInfo.encode(m.locked, w);
      w.end(at);
    }
    if (m.otherError !== undefined && m.otherError !== '') {
      w.byte(34);
      w.string(m.otherError);
    }
    if (m.range !== undefined) {
      w.byte(42);
      const at = w.begin();
      KeyRange.encode(m.range, w);
      w.end(at);
    }
    if (m.execDetails !== undefined) {
      w.byte(50);
      const at = w.begin();
      kvrpcpb.ExecDetails.encode(m.execDetails, w);
      w.end(at);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(90);
      const at = w.begin();
      kvrpcpb.ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
    if (m.isCacheHit) {
      w.byte(56);
      w.bool(m.isCacheHit);
    }
    if (m.cacheLastVersion !== undefined && m.cacheLastVersion !== 0n) {
      w.byte(64);
      w.uint64(m.cacheLastVersion);
    }
    if (m.canBeCached) {
      w.byte(72);
      w.bool(m.canBeCached);
    }
    if (m.latestBucketsVersion !== undefined && m.latestBucketsVersion !== 0n) {
      w.byte(96);
      w.uint64(m.latestBucketsVersion);
    }
    if (m.batchResponses !== undefined) {
      for (const v of m.batchResponses) {
        w.byte(106);
        const at = w.begin();
        StoreBatchTaskResponse.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let data_: Uint8Array = NO_BYTES;
    let regionError_: errorpb.Error | undefined = undefined;
    let locked_: kvrpcpb.LockInfo | undefined = undefined;
    let otherError_: string = '';
    let range_: KeyRange | undefined = undefined;
    let execDetails_: kvrpcpb.ExecDetails | undefined = undefined;
    let execDetailsV2_: kvrpcpb.ExecDetailsV2 | undefined = undefined;
    let isCacheHit_: boolean = false;
    let cacheLastVersion_: bigint = 0n;
    let canBeCached_: boolean = false;
    let latestBucketsVersion_: bigint = 0n;
    let batchResponses_: StoreBatchTaskResponse[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          data_ = r.bytes();
          break;
        case 18:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 26:
          locked_ = kvrpcpb.LockInfo.decode(r, r.begin(end));
          break;
        case 34:
          otherError_ = r.string();
          break;
        case 42:
          range_ = KeyRange.decode(r, r.begin(end));
          break;
        case 50:
          execDetails_ = kvrpcpb.ExecDetails.decode(r, r.begin(end));
          break;
        case 90:
          execDetailsV2_ = kvrpcpb.ExecDetailsV2.decode(r, r.begin(end));
          break;
        case 56:
          isCacheHit_ = r.bool();
          break;
        case 64:
          cacheLastVersion_ = r.uint64();
          break;
        case 72:
          canBeCached_ = r.bool();
          break;
        case 96:
          latestBucketsVersion_ = r.uint64();
          break;
        case 106:
          (batchResponses_ ??= []).push(StoreBatchTaskResponse.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      data: data_,
      regionError: regionError_,
      locked: locked_,
      otherError: otherError_,
      range: range_,
      execDetails: execDetails_,
      execDetailsV2: execDetailsV2_,
      isCacheHit: isCacheHit_,
      cacheLastVersion: cacheLastVersion_,
      canBeCached: canBeCached_,
      latestBucketsVersion: latestBucketsVersion_,
      batchResponses: batchResponses_ ?? NO_ITEMS,
    };
  },
};

export interface ShardInfo {
  readonly shardId: bigint;
  readonly shardEpoch: bigint;
  readonly ranges: readonly KeyRange[];
}
export const ShardInfo: MessageType<ShardInfo> = {
  name: 'coprocessor.ShardInfo',
  encode(m, w) {
    if (m.shardId !== undefined && m.shardId !== 0n) {
      w.byte(8);
      w.uint64(m.shardId);
    }
    if (m.shardEpoch !== undefined && m.shardEpoch !== 0n) {
      w.byte(16);
      w.uint64(m.shardEpoch);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(26);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let shardId_: bigint = 0n;
    let shardEpoch_: bigint = 0n;
    let ranges_: KeyRange[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          shardId_ = r.uint64();
          break;
        case 16:
          shardEpoch_ = r.uint64();
          break;
        case 26:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      shardId: shardId_,
      shardEpoch: shardEpoch_,
      ranges: ranges_ ?? NO_ITEMS,
    };
  },
};

export interface TableShardInfos {
  readonly executorId: string;
  readonly shardInfos: readonly ShardInfo[];
}
export const TableShardInfos: MessageType<TableShardInfos> = {
  name: 'coprocessor.TableShardInfos',
  encode(m, w) {
    if (m.executorId !== undefined && m.executorId !== '') {
      w.byte(10);
      w.string(m.executorId);
    }
    if (m.shardInfos !== undefined) {
      for (const v of m.shardInfos) {
        w.byte(18);
        const at = w.begin();
        ShardInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let executorId_: string = '';
    let shardInfos_: ShardInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          executorId_ = r.string();
          break;
        case 18:
          (shardInfos_ ??= []).push(ShardInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      executorId: executorId_,
      shardInfos: shardInfos_ ?? NO_ITEMS,
    };
  },
};

export interface StoreBatchTask {
  readonly regionId: bigint;
  readonly regionEpoch: metapb.RegionEpoch | undefined;
  readonly peer: metapb.Peer | undefined;
  readonly ranges: readonly KeyRange[];
  readonly taskId: bigint;
  readonly versionedRanges: readonly VersionedKeyRange[];
  readonly bucketsVersion: bigint;
}
export const StoreBatchTask: MessageType<StoreBatchTask> = {
  name: 'coprocessor.StoreBatchTask',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.regionEpoch !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.RegionEpoch.encode(m.regionEpoch, w);
      w.end(at);
    }
    if (m.peer !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Peer.encode(m.peer, w);
      w.end(at);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(34);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.taskId !== undefined && m.taskId !== 0n) {
      w.byte(40);
      w.uint64(m.taskId);
    }
    if (m.versionedRanges !== undefined) {
      for (const v of m.versionedRanges) {
        w.byte(50);
        const at = w.begin();
        VersionedKeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.bucketsVersion !== undefined && m.bucketsVersion !== 0n) {
      w.byte(56);
      w.uint64(m.bucketsVersion);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let regionEpoch_: metapb.RegionEpoch | undefined = undefined;
    let peer_: metapb.Peer | undefined = undefined;
    let ranges_: KeyRange[] | undefined = undefined;
    let taskId_: bigint = 0n;
    let versionedRanges_: VersionedKeyRange[] | undefined = undefined;
    let bucketsVersion_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 18:
          regionEpoch_ = metapb.RegionEpoch.decode(r, r.begin(end));
          break;
        case 26:
          peer_ = metapb.Peer.decode(r, r.begin(end));
          break;
        case 34:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        case 40:
          taskId_ = r.uint64();
          break;
        case 50:
          (versionedRanges_ ??= []).push(VersionedKeyRange.decode(r, r.begin(end)));
          break;
        case 56:
          bucketsVersion_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      regionEpoch: regionEpoch_,
      peer: peer_,
      ranges: ranges_ ?? NO_ITEMS,
      taskId: taskId_,
      versionedRanges: versionedRanges_ ?? NO_ITEMS,
      bucketsVersion: bucketsVersion_,
    };
  },
};

export interface StoreBatchTaskResponse {
  readonly data: Uint8Array;
  readonly regionError: errorpb.Error | undefined;
  readonly locked: kvrpcpb.LockInfo | undefined;
  readonly otherError: string;
  readonly taskId: bigint;
  readonly execDetailsV2: kvrpcpb.ExecDetailsV2 | undefined;
  readonly dataMergedIntoResponse: boolean;
}
export const StoreBatchTaskResponse: MessageType<StoreBatchTaskResponse> = {
  name: 'coprocessor.StoreBatchTaskResponse',
  encode(m, w) {
    if (m.data !== undefined && m.data.length > 0) {
      w.byte(10);
      w.bytes(m.data);
    }
    if (m.regionError !== undefined) {
      w.byte(18);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.locked !== undefined) {
      w.byte(26);
      const at = w.begin();
      kvrpcpb.LockInfo.encode(m.locked, w);
      w.end(at);
    }
    if (m.otherError !== undefined && m.otherError !== '') {
      w.byte(34);
      w.string(m.otherError);
    }
    if (m.taskId !== undefined && m.taskId !== 0n) {
      w.byte(40);
      w.uint64(m.taskId);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(50);
      const at = w.begin();
      kvrpcpb.ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
    if (m.dataMergedIntoResponse) {
      w.byte(56);
      w.bool(m.dataMergedIntoResponse);
    }
  },
  decode(r, end) {
    let data_: Uint8Array = NO_BYTES;
    let regionError_: errorpb.Error | undefined = undefined;
    let locked_: kvrpcpb.LockInfo | undefined = undefined;
    let otherError_: string = '';
    let taskId_: bigint = 0n;
    let execDetailsV2_: kvrpcpb.ExecDetailsV2 | undefined = undefined;
    let dataMergedIntoResponse_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          data_ = r.bytes();
          break;
        case 18:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 26:
          locked_ = kvrpcpb.LockInfo.decode(r, r.begin(end));
          break;
        case 34:
          otherError_ = r.string();
          break;
        case 40:
          taskId_ = r.uint64();
          break;
        case 50:
          execDetailsV2_ = kvrpcpb.ExecDetailsV2.decode(r, r.begin(end));
          break;
        case 56:
          dataMergedIntoResponse_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      data: data_,
      regionError: regionError_,
      locked: locked_,
      otherError: otherError_,
      taskId: taskId_,
      execDetailsV2: execDetailsV2_,
      dataMergedIntoResponse: dataMergedIntoResponse_,
    };
  },
};
