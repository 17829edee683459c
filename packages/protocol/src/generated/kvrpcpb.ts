// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';
import * as apipb from './apipb';
import * as deadlock from './deadlock';
import * as errorpb from './errorpb';
import * as metapb from './metapb';
import * as resource_manager from './resource_manager';
import * as tracepb from './tracepb';

export const PrewriteRequest_PessimisticAction = {
  SKIP_PESSIMISTIC_CHECK: 0,
  DO_PESSIMISTIC_CHECK: 1,
  DO_CONSTRAINT_CHECK: 2,
} as const;
export type PrewriteRequest_PessimisticAction = (typeof PrewriteRequest_PessimisticAction)[keyof typeof PrewriteRequest_PessimisticAction];

export const WriteConflict_Reason = {
  Unknown: 0,
  Optimistic: 1,
  PessimisticRetry: 2,
  SelfRolledBack: 3,
  RcCheckTs: 4,
  LazyUniquenessCheck: 5,
  NotLockedKeyConflict: 6,
} as const;
export type WriteConflict_Reason = (typeof WriteConflict_Reason)[keyof typeof WriteConflict_Reason];

export const LockUpgradeConflict_Reason = {
  Unknown: 0,
  DuplicateInFlight: 1,
  SecondUpgrader: 2,
} as const;
export type LockUpgradeConflict_Reason = (typeof LockUpgradeConflict_Reason)[keyof typeof LockUpgradeConflict_Reason];

export const PessimisticLockWakeUpMode = {
  WakeUpModeNormal: 0,
  WakeUpModeForceLock: 1,
} as const;
export type PessimisticLockWakeUpMode = (typeof PessimisticLockWakeUpMode)[keyof typeof PessimisticLockWakeUpMode];

export const PessimisticLockKeyResultType = {
  LockResultNormal: 0,
  LockResultLockedWithConflict: 1,
  LockResultFailed: 2,
} as const;
export type PessimisticLockKeyResultType = (typeof PessimisticLockKeyResultType)[keyof typeof PessimisticLockKeyResultType];

export const CommitRole = {
  Unknown: 0,
  Primary: 1,
  Secondary: 2,
} as const;
export type CommitRole = (typeof CommitRole)[keyof typeof CommitRole];

export const RequestOrigin = {
  RequestOriginUnknown: 0,
  RequestOriginTiDB: 1,
} as const;
export type RequestOrigin = (typeof RequestOrigin)[keyof typeof RequestOrigin];

export const APIVersion = {
  V1: 0,
  V1TTL: 1,
  V2: 2,
  V3: 3,
} as const;
export type APIVersion = (typeof APIVersion)[keyof typeof APIVersion];

export const CommandPri = {
  Normal: 0,
  Low: 1,
  High: 2,
} as const;
export type CommandPri = (typeof CommandPri)[keyof typeof CommandPri];

export const IsolationLevel = {
  SI: 0,
  RC: 1,
  RCCheckTS: 2,
} as const;
export type IsolationLevel = (typeof IsolationLevel)[keyof typeof IsolationLevel];

export const DiskFullOpt = {
  NotAllowedOnFull: 0,
  AllowedOnAlmostFull: 1,
  AllowedOnAlreadyFull: 2,
} as const;
export type DiskFullOpt = (typeof DiskFullOpt)[keyof typeof DiskFullOpt];

export const Op = {
  Put: 0,
  Del: 1,
  Lock: 2,
  Rollback: 3,
  Insert: 4,
  PessimisticLock: 5,
  CheckNotExists: 6,
  SharedLock: 7,
  SharedPessimisticLock: 8,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

export const Assertion = {
  None: 0,
  Exist: 1,
  NotExist: 2,
} as const;
export type Assertion = (typeof Assertion)[keyof typeof Assertion];

export const AssertionLevel = {
  Off: 0,
  Fast: 1,
  Strict: 2,
} as const;
export type AssertionLevel = (typeof AssertionLevel)[keyof typeof AssertionLevel];

export const Action = {
  NoAction: 0,
  TTLExpireRollback: 1,
  LockNotExistRollback: 2,
  MinCommitTSPushed: 3,
  TTLExpirePessimisticRollback: 4,
  LockNotExistDoNothing: 5,
} as const;
export type Action = (typeof Action)[keyof typeof Action];

export const ChecksumAlgorithm = {
  Crc64_Xor: 0,
} as const;
export type ChecksumAlgorithm = (typeof ChecksumAlgorithm)[keyof typeof ChecksumAlgorithm];

export interface GetRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly version: bigint;
  readonly needCommitTs: boolean;
}
export const GetRequest: MessageType<GetRequest> = {
  name: 'kvrpcpb.GetRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(24);
      w.uint64(m.version);
    }
    if (m.needCommitTs) {
      w.byte(32);
      w.bool(m.needCommitTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let version_: bigint = 0n;
    let needCommitTs_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 24:
          version_ = r.uint64();
          break;
        case 32:
          needCommitTs_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      version: version_,
      needCommitTs: needCommitTs_,
    };
  },
};

export interface GetResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly value: Uint8Array;
  readonly notFound: boolean;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
  readonly commitTs: bigint;
}
export const GetResponse: MessageType<GetResponse> = {
  name: 'kvrpcpb.GetResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.notFound) {
      w.byte(32);
      w.bool(m.notFound);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(50);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(56);
      w.uint64(m.commitTs);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let value_: Uint8Array = NO_BYTES;
    let notFound_: boolean = false;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    let commitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          notFound_ = r.bool();
          break;
        case 50:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        case 56:
          commitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      value: value_,
      notFound: notFound_,
      execDetailsV2: execDetailsV2_,
      commitTs: commitTs_,
    };
  },
};

export interface ScanRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly limit: number;
  readonly version: bigint;
  readonly keyOnly: boolean;
  readonly reverse: boolean;
  readonly endKey: Uint8Array;
  readonly sampleStep: number;
}
export const ScanRequest: MessageType<ScanRequest> = {
  name: 'kvrpcpb.ScanRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(24);
      w.uint32(m.limit);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(32);
      w.uint64(m.version);
    }
    if (m.keyOnly) {
      w.byte(40);
      w.bool(m.keyOnly);
    }
    if (m.reverse) {
      w.byte(48);
      w.bool(m.reverse);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(58);
      w.bytes(m.endKey);
    }
    if (m.sampleStep !== undefined && m.sampleStep !== 0) {
      w.byte(64);
      w.uint32(m.sampleStep);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let limit_: number = 0;
    let version_: bigint = 0n;
    let keyOnly_: boolean = false;
    let reverse_: boolean = false;
    let endKey_: Uint8Array = NO_BYTES;
    let sampleStep_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 24:
          limit_ = r.uint32();
          break;
        case 32:
          version_ = r.uint64();
          break;
        case 40:
          keyOnly_ = r.bool();
          break;
        case 48:
          reverse_ = r.bool();
          break;
        case 58:
          endKey_ = r.bytes();
          break;
        case 64:
          sampleStep_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      limit: limit_,
      version: version_,
      keyOnly: keyOnly_,
      reverse: reverse_,
      endKey: endKey_,
      sampleStep: sampleStep_,
    };
  },
};

export interface ScanResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly pairs: readonly KvPair[];
  readonly error: KeyError | undefined;
}
export const ScanResponse: MessageType<ScanResponse> = {
  name: 'kvrpcpb.ScanResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.pairs !== undefined) {
      for (const v of m.pairs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.error !== undefined) {
      w.byte(26);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let pairs_: KvPair[] | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (pairs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        case 26:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      pairs: pairs_ ?? NO_ITEMS,
      error: error_,
    };
  },
};

export interface PrewriteRequest {
  readonly context: Context | undefined;
  readonly mutations: readonly Mutation[];
  readonly primaryLock: Uint8Array;
  readonly startVersion: bigint;
  readonly lockTtl: bigint;
  readonly skipConstraintCheck: boolean;
  readonly pessimisticActions: readonly PrewriteRequest_PessimisticAction[];
  readonly txnSize: bigint;
  readonly forUpdateTs: bigint;
  readonly minCommitTs: bigint;
  readonly useAsyncCommit: boolean;
  readonly secondaries: readonly Uint8Array[];
  readonly tryOnePc: boolean;
  readonly maxCommitTs: bigint;
  readonly assertionLevel: AssertionLevel;
  readonly forUpdateTsConstraints: readonly PrewriteRequest_ForUpdateTSConstraint[];
  readonly txnFileChunks: readonly bigint[];
}
export const PrewriteRequest: MessageType<PrewriteRequest> = {
  name: 'kvrpcpb.PrewriteRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.mutations !== undefined) {
      for (const v of m.mutations) {
        w.byte(18);
        const at = w.begin();
        Mutation.encode(v, w);
        w.end(at);
      }
    }
    if (m.primaryLock !== undefined && m.primaryLock.length > 0) {
      w.byte(26);
      w.bytes(m.primaryLock);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(32);
      w.uint64(m.startVersion);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(40);
      w.uint64(m.lockTtl);
    }
    if (m.skipConstraintCheck) {
      w.byte(48);
      w.bool(m.skipConstraintCheck);
    }
    if (m.pessimisticActions !== undefined && m.pessimisticActions.length > 0) {
      w.byte(58);
      const at = w.begin();
      for (const v of m.pessimisticActions) w.int32(v);
      w.end(at);
    }
    if (m.txnSize !== undefined && m.txnSize !== 0n) {
      w.byte(64);
      w.uint64(m.txnSize);
    }
    if (m.forUpdateTs !== undefined && m.forUpdateTs !== 0n) {
      w.byte(72);
      w.uint64(m.forUpdateTs);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(80);
      w.uint64(m.minCommitTs);
    }
    if (m.useAsyncCommit) {
      w.byte(88);
      w.bool(m.useAsyncCommit);
    }
    if (m.secondaries !== undefined) {
      for (const v of m.secondaries) {
        w.byte(98);
        w.bytes(v);
      }
    }
    if (m.tryOnePc) {
      w.byte(104);
      w.bool(m.tryOnePc);
    }
    if (m.maxCommitTs !== undefined && m.maxCommitTs !== 0n) {
      w.byte(112);
      w.uint64(m.maxCommitTs);
    }
    if (m.assertionLevel !== undefined && m.assertionLevel !== 0) {
      w.byte(120);
      w.int32(m.assertionLevel);
    }
    if (m.forUpdateTsConstraints !== undefined) {
      for (const v of m.forUpdateTsConstraints) {
        w.uint32(130);
        const at = w.begin();
        PrewriteRequest_ForUpdateTSConstraint.encode(v, w);
        w.end(at);
      }
    }
    if (m.txnFileChunks !== undefined && m.txnFileChunks.length > 0) {
      w.uint32(802);
      const at = w.begin();
      for (const v of m.txnFileChunks) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let mutations_: Mutation[] | undefined = undefined;
    let primaryLock_: Uint8Array = NO_BYTES;
    let startVersion_: bigint = 0n;
    let lockTtl_: bigint = 0n;
    let skipConstraintCheck_: boolean = false;
    let pessimisticActions_: PrewriteRequest_PessimisticAction[] | undefined = undefined;
    let txnSize_: bigint = 0n;
    let forUpdateTs_: bigint = 0n;
    let minCommitTs_: bigint = 0n;
    let useAsyncCommit_: boolean = false;
    let secondaries_: Uint8Array[] | undefined = undefined;
    let tryOnePc_: boolean = false;
    let maxCommitTs_: bigint = 0n;
    let assertionLevel_: AssertionLevel = 0;
    let forUpdateTsConstraints_: PrewriteRequest_ForUpdateTSConstraint[] | undefined = undefined;
    let txnFileChunks_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (mutations_ ??= []).push(Mutation.decode(r, r.begin(end)));
          break;
        case 26:
          primaryLock_ = r.bytes();
          break;
        case 32:
          startVersion_ = r.uint64();
          break;
        case 40:
          lockTtl_ = r.uint64();
          break;
        case 48:
          skipConstraintCheck_ = r.bool();
          break;
        case 56:
          (pessimisticActions_ ??= []).push(r.int32() as PrewriteRequest_PessimisticAction);
          break;
        case 58: {
          const list = (pessimisticActions_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.int32() as PrewriteRequest_PessimisticAction);
          r.finish(packedEnd);
          break;
        }
        case 64:
          txnSize_ = r.uint64();
          break;
        case 72:
          forUpdateTs_ = r.uint64();
          break;
        case 80:
          minCommitTs_ = r.uint64();
          break;
        case 88:
          useAsyncCommit_ = r.bool();
          break;
        case 98:
          (secondaries_ ??= []).push(r.bytes());
          break;
        case 104:
          tryOnePc_ = r.bool();
          break;
        case 112:
          maxCommitTs_ = r.uint64();
          break;
        case 120:
          assertionLevel_ = r.int32() as AssertionLevel;
          break;
        case 130:
          (forUpdateTsConstraints_ ??= []).push(PrewriteRequest_ForUpdateTSConstraint.decode(r, r.begin(end)));
          break;
        case 800:
          (txnFileChunks_ ??= []).push(r.uint64());
          break;
        case 802: {
          const list = (txnFileChunks_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      mutations: mutations_ ?? NO_ITEMS,
      primaryLock: primaryLock_,
      startVersion: startVersion_,
      lockTtl: lockTtl_,
      skipConstraintCheck: skipConstraintCheck_,
      pessimisticActions: pessimisticActions_ ?? NO_ITEMS,
      txnSize: txnSize_,
      forUpdateTs: forUpdateTs_,
      minCommitTs: minCommitTs_,
      useAsyncCommit: useAsyncCommit_,
      secondaries: secondaries_ ?? NO_ITEMS,
      tryOnePc: tryOnePc_,
      maxCommitTs: maxCommitTs_,
      assertionLevel: assertionLevel_,
      forUpdateTsConstraints: forUpdateTsConstraints_ ?? NO_ITEMS,
      txnFileChunks: txnFileChunks_ ?? NO_ITEMS,
    };
  },
};

export interface PrewriteRequest_ForUpdateTSConstraint {
  readonly index: number;
  readonly expectedForUpdateTs: bigint;
}
export const PrewriteRequest_ForUpdateTSConstraint: MessageType<PrewriteRequest_ForUpdateTSConstraint> = {
  name: 'kvrpcpb.PrewriteRequest.ForUpdateTSConstraint',
  encode(m, w) {
    if (m.index !== undefined && m.index !== 0) {
      w.byte(8);
      w.uint32(m.index);
    }
    if (m.expectedForUpdateTs !== undefined && m.expectedForUpdateTs !== 0n) {
      w.byte(16);
      w.uint64(m.expectedForUpdateTs);
    }
  },
  decode(r, end) {
    let index_: number = 0;
    let expectedForUpdateTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          index_ = r.uint32();
          break;
        case 16:
          expectedForUpdateTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      index: index_,
      expectedForUpdateTs: expectedForUpdateTs_,
    };
  },
};

export interface PrewriteResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly errors: readonly KeyError[];
  readonly minCommitTs: bigint;
  readonly onePcCommitTs: bigint;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const PrewriteResponse: MessageType<PrewriteResponse> = {
  name: 'kvrpcpb.PrewriteResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.errors !== undefined) {
      for (const v of m.errors) {
        w.byte(18);
        const at = w.begin();
        KeyError.encode(v, w);
        w.end(at);
      }
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(24);
      w.uint64(m.minCommitTs);
    }
    if (m.onePcCommitTs !== undefined && m.onePcCommitTs !== 0n) {
      w.byte(32);
      w.uint64(m.onePcCommitTs);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(42);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let errors_: KeyError[] | undefined = undefined;
    let minCommitTs_: bigint = 0n;
    let onePcCommitTs_: bigint = 0n;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (errors_ ??= []).push(KeyError.decode(r, r.begin(end)));
          break;
        case 24:
          minCommitTs_ = r.uint64();
          break;
        case 32:
          onePcCommitTs_ = r.uint64();
          break;
        case 42:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      errors: errors_ ?? NO_ITEMS,
      minCommitTs: minCommitTs_,
      onePcCommitTs: onePcCommitTs_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface PessimisticLockRequest {
  readonly context: Context | undefined;
  readonly mutations: readonly Mutation[];
  readonly primaryLock: Uint8Array;
  readonly startVersion: bigint;
  readonly lockTtl: bigint;
  readonly forUpdateTs: bigint;
  readonly isFirstLock: boolean;
  readonly waitTimeout: bigint;
  readonly force: boolean;
  readonly returnValues: boolean;
  readonly minCommitTs: bigint;
  readonly checkExistence: boolean;
  readonly lockOnlyIfExists: boolean;
  readonly wakeUpMode: PessimisticLockWakeUpMode;
}
export const PessimisticLockRequest: MessageType<PessimisticLockRequest> = {
  name: 'kvrpcpb.PessimisticLockRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.mutations !== undefined) {
      for (const v of m.mutations) {
        w.byte(18);
        const at = w.begin();
        Mutation.encode(v, w);
        w.end(at);
      }
    }
    if (m.primaryLock !== undefined && m.primaryLock.length > 0) {
      w.byte(26);
      w.bytes(m.primaryLock);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(32);
      w.uint64(m.startVersion);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(40);
      w.uint64(m.lockTtl);
    }
    if (m.forUpdateTs !== undefined && m.forUpdateTs !== 0n) {
      w.byte(48);
      w.uint64(m.forUpdateTs);
    }
    if (m.isFirstLock) {
      w.byte(56);
      w.bool(m.isFirstLock);
    }
    if (m.waitTimeout !== undefined && m.waitTimeout !== 0n) {
      w.byte(64);
      w.uint64(m.waitTimeout);
    }
    if (m.force) {
      w.byte(72);
      w.bool(m.force);
    }
    if (m.returnValues) {
      w.byte(80);
      w.bool(m.returnValues);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(88);
      w.uint64(m.minCommitTs);
    }
    if (m.checkExistence) {
      w.byte(96);
      w.bool(m.checkExistence);
    }
    if (m.lockOnlyIfExists) {
      w.byte(104);
      w.bool(m.lockOnlyIfExists);
    }
    if (m.wakeUpMode !== undefined && m.wakeUpMode !== 0) {
      w.byte(112);
      w.int32(m.wakeUpMode);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let mutations_: Mutation[] | undefined = undefined;
    let primaryLock_: Uint8Array = NO_BYTES;
    let startVersion_: bigint = 0n;
    let lockTtl_: bigint = 0n;
    let forUpdateTs_: bigint = 0n;
    let isFirstLock_: boolean = false;
    let waitTimeout_: bigint = 0n;
    let force_: boolean = false;
    let returnValues_: boolean = false;
    let minCommitTs_: bigint = 0n;
    let checkExistence_: boolean = false;
    let lockOnlyIfExists_: boolean = false;
    let wakeUpMode_: PessimisticLockWakeUpMode = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (mutations_ ??= []).push(Mutation.decode(r, r.begin(end)));
          break;
        case 26:
          primaryLock_ = r.bytes();
          break;
        case 32:
          startVersion_ = r.uint64();
          break;
        case 40:
          lockTtl_ = r.uint64();
          break;
        case 48:
          forUpdateTs_ = r.uint64();
          break;
        case 56:
          isFirstLock_ = r.bool();
          break;
        case 64:
          waitTimeout_ = r.int64();
          break;
        case 72:
          force_ = r.bool();
          break;
        case 80:
          returnValues_ = r.bool();
          break;
        case 88:
          minCommitTs_ = r.uint64();
          break;
        case 96:
          checkExistence_ = r.bool();
          break;
        case 104:
          lockOnlyIfExists_ = r.bool();
          break;
        case 112:
          wakeUpMode_ = r.int32() as PessimisticLockWakeUpMode;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      mutations: mutations_ ?? NO_ITEMS,
      primaryLock: primaryLock_,
      startVersion: startVersion_,
      lockTtl: lockTtl_,
      forUpdateTs: forUpdateTs_,
      isFirstLock: isFirstLock_,
      waitTimeout: waitTimeout_,
      force: force_,
      returnValues: returnValues_,
      minCommitTs: minCommitTs_,
      checkExistence: checkExistence_,
      lockOnlyIfExists: lockOnlyIfExists_,
      wakeUpMode: wakeUpMode_,
    };
  },
};

export interface PessimisticLockKeyResult {
  readonly type: PessimisticLockKeyResultType;
  readonly value: Uint8Array;
  readonly existence: boolean;
  readonly lockedWithConflictTs: bigint;
  readonly skipResolvingLock: boolean;
}
export const PessimisticLockKeyResult: MessageType<PessimisticLockKeyResult> = {
  name: 'kvrpcpb.PessimisticLockKeyResult',
  encode(m, w) {
    if (m.type !== undefined && m.type !== 0) {
      w.byte(8);
      w.int32(m.type);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(18);
      w.bytes(m.value);
    }
    if (m.existence) {
      w.byte(24);
      w.bool(m.existence);
    }
    if (m.lockedWithConflictTs !== undefined && m.lockedWithConflictTs !== 0n) {
      w.byte(32);
      w.uint64(m.lockedWithConflictTs);
    }
    if (m.skipResolvingLock) {
      w.byte(88);
      w.bool(m.skipResolvingLock);
    }
  },
  decode(r, end) {
    let type_: PessimisticLockKeyResultType = 0;
    let value_: Uint8Array = NO_BYTES;
    let existence_: boolean = false;
    let lockedWithConflictTs_: bigint = 0n;
    let skipResolvingLock_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          type_ = r.int32() as PessimisticLockKeyResultType;
          break;
        case 18:
          value_ = r.bytes();
          break;
        case 24:
          existence_ = r.bool();
          break;
        case 32:
          lockedWithConflictTs_ = r.uint64();
          break;
        case 88:
          skipResolvingLock_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      type: type_,
      value: value_,
      existence: existence_,
      lockedWithConflictTs: lockedWithConflictTs_,
      skipResolvingLock: skipResolvingLock_,
    };
  },
};

export interface PessimisticLockResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly errors: readonly KeyError[];
  readonly commitTs: bigint;
  readonly value: Uint8Array;
  readonly values: readonly Uint8Array[];
  readonly notFounds: readonly boolean[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
  readonly results: readonly PessimisticLockKeyResult[];
}
export const PessimisticLockResponse: MessageType<PessimisticLockResponse> = {
  name: 'kvrpcpb.PessimisticLockResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.errors !== undefined) {
      for (const v of m.errors) {
        w.byte(18);
        const at = w.begin();
        KeyError.encode(v, w);
        w.end(at);
      }
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(24);
      w.uint64(m.commitTs);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(34);
      w.bytes(m.value);
    }
    if (m.values !== undefined) {
      for (const v of m.values) {
        w.byte(42);
        w.bytes(v);
      }
    }
    if (m.notFounds !== undefined && m.notFounds.length > 0) {
      w.byte(50);
      const at = w.begin();
      for (const v of m.notFounds) w.bool(v);
      w.end(at);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(58);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
    if (m.results !== undefined) {
      for (const v of m.results) {
        w.byte(66);
        const at = w.begin();
        PessimisticLockKeyResult.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let errors_: KeyError[] | undefined = undefined;
    let commitTs_: bigint = 0n;
    let value_: Uint8Array = NO_BYTES;
    let values_: Uint8Array[] | undefined = undefined;
    let notFounds_: boolean[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    let results_: PessimisticLockKeyResult[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (errors_ ??= []).push(KeyError.decode(r, r.begin(end)));
          break;
        case 24:
          commitTs_ = r.uint64();
          break;
        case 34:
          value_ = r.bytes();
          break;
        case 42:
          (values_ ??= []).push(r.bytes());
          break;
        case 48:
          (notFounds_ ??= []).push(r.bool());
          break;
        case 50: {
          const list = (notFounds_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.bool());
          r.finish(packedEnd);
          break;
        }
        case 58:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        case 66:
          (results_ ??= []).push(PessimisticLockKeyResult.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      errors: errors_ ?? NO_ITEMS,
      commitTs: commitTs_,
      value: value_,
      values: values_ ?? NO_ITEMS,
      notFounds: notFounds_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
      results: results_ ?? NO_ITEMS,
    };
  },
};

export interface PessimisticRollbackRequest {
  readonly context: Context | undefined;
  readonly startVersion: bigint;
  readonly forUpdateTs: bigint;
  readonly keys: readonly Uint8Array[];
}
export const PessimisticRollbackRequest: MessageType<PessimisticRollbackRequest> = {
  name: 'kvrpcpb.PessimisticRollbackRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(16);
      w.uint64(m.startVersion);
    }
    if (m.forUpdateTs !== undefined && m.forUpdateTs !== 0n) {
      w.byte(24);
      w.uint64(m.forUpdateTs);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(34);
        w.bytes(v);
      }
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startVersion_: bigint = 0n;
    let forUpdateTs_: bigint = 0n;
    let keys_: Uint8Array[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startVersion_ = r.uint64();
          break;
        case 24:
          forUpdateTs_ = r.uint64();
          break;
        case 34:
          (keys_ ??= []).push(r.bytes());
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startVersion: startVersion_,
      forUpdateTs: forUpdateTs_,
      keys: keys_ ?? NO_ITEMS,
    };
  },
};

export interface PessimisticRollbackResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly errors: readonly KeyError[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const PessimisticRollbackResponse: MessageType<PessimisticRollbackResponse> = {
  name: 'kvrpcpb.PessimisticRollbackResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.errors !== undefined) {
      for (const v of m.errors) {
        w.byte(18);
        const at = w.begin();
        KeyError.encode(v, w);
        w.end(at);
      }
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(26);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let errors_: KeyError[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (errors_ ??= []).push(KeyError.decode(r, r.begin(end)));
          break;
        case 26:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      errors: errors_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface TxnHeartBeatRequest {
  readonly context: Context | undefined;
  readonly primaryLock: Uint8Array;
  readonly startVersion: bigint;
  readonly adviseLockTtl: bigint;
  readonly minCommitTs: bigint;
  readonly isTxnFile: boolean;
}
export const TxnHeartBeatRequest: MessageType<TxnHeartBeatRequest> = {
  name: 'kvrpcpb.TxnHeartBeatRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.primaryLock !== undefined && m.primaryLock.length > 0) {
      w.byte(18);
      w.bytes(m.primaryLock);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(24);
      w.uint64(m.startVersion);
    }
    if (m.adviseLockTtl !== undefined && m.adviseLockTtl !== 0n) {
      w.byte(32);
      w.uint64(m.adviseLockTtl);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(40);
      w.uint64(m.minCommitTs);
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let primaryLock_: Uint8Array = NO_BYTES;
    let startVersion_: bigint = 0n;
    let adviseLockTtl_: bigint = 0n;
    let minCommitTs_: bigint = 0n;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          primaryLock_ = r.bytes();
          break;
        case 24:
          startVersion_ = r.uint64();
          break;
        case 32:
          adviseLockTtl_ = r.uint64();
          break;
        case 40:
          minCommitTs_ = r.uint64();
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      primaryLock: primaryLock_,
      startVersion: startVersion_,
      adviseLockTtl: adviseLockTtl_,
      minCommitTs: minCommitTs_,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface TxnHeartBeatResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly lockTtl: bigint;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const TxnHeartBeatResponse: MessageType<TxnHeartBeatResponse> = {
  name: 'kvrpcpb.TxnHeartBeatResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(24);
      w.uint64(m.lockTtl);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let lockTtl_: bigint = 0n;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 24:
          lockTtl_ = r.uint64();
          break;
        case 34:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      lockTtl: lockTtl_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface CheckTxnStatusRequest {
  readonly context: Context | undefined;
  readonly primaryKey: Uint8Array;
  readonly lockTs: bigint;
  readonly callerStartTs: bigint;
  readonly currentTs: bigint;
  readonly rollbackIfNotExist: boolean;
  readonly forceSyncCommit: boolean;
  readonly resolvingPessimisticLock: boolean;
  readonly verifyIsPrimary: boolean;
  readonly isTxnFile: boolean;
}
export const CheckTxnStatusRequest: MessageType<CheckTxnStatusRequest> = {
  name: 'kvrpcpb.CheckTxnStatusRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.primaryKey !== undefined && m.primaryKey.length > 0) {
      w.byte(18);
      w.bytes(m.primaryKey);
    }
    if (m.lockTs !== undefined && m.lockTs !== 0n) {
      w.byte(24);
      w.uint64(m.lockTs);
    }
    if (m.callerStartTs !== undefined && m.callerStartTs !== 0n) {
      w.byte(32);
      w.uint64(m.callerStartTs);
    }
    if (m.currentTs !== undefined && m.currentTs !== 0n) {
      w.byte(40);
      w.uint64(m.currentTs);
    }
    if (m.rollbackIfNotExist) {
      w.byte(48);
      w.bool(m.rollbackIfNotExist);
    }
    if (m.forceSyncCommit) {
      w.byte(56);
      w.bool(m.forceSyncCommit);
    }
    if (m.resolvingPessimisticLock) {
      w.byte(64);
      w.bool(m.resolvingPessimisticLock);
    }
    if (m.verifyIsPrimary) {
      w.byte(72);
      w.bool(m.verifyIsPrimary);
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let primaryKey_: Uint8Array = NO_BYTES;
    let lockTs_: bigint = 0n;
    let callerStartTs_: bigint = 0n;
    let currentTs_: bigint = 0n;
    let rollbackIfNotExist_: boolean = false;
    let forceSyncCommit_: boolean = false;
    let resolvingPessimisticLock_: boolean = false;
    let verifyIsPrimary_: boolean = false;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          primaryKey_ = r.bytes();
          break;
        case 24:
          lockTs_ = r.uint64();
          break;
        case 32:
          callerStartTs_ = r.uint64();
          break;
        case 40:
          currentTs_ = r.uint64();
          break;
        case 48:
          rollbackIfNotExist_ = r.bool();
          break;
        case 56:
          forceSyncCommit_ = r.bool();
          break;
        case 64:
          resolvingPessimisticLock_ = r.bool();
          break;
        case 72:
          verifyIsPrimary_ = r.bool();
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      primaryKey: primaryKey_,
      lockTs: lockTs_,
      callerStartTs: callerStartTs_,
      currentTs: currentTs_,
      rollbackIfNotExist: rollbackIfNotExist_,
      forceSyncCommit: forceSyncCommit_,
      resolvingPessimisticLock: resolvingPessimisticLock_,
      verifyIsPrimary: verifyIsPrimary_,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface CheckTxnStatusResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly lockTtl: bigint;
  readonly commitVersion: bigint;
  readonly action: Action;
  readonly lockInfo: LockInfo | undefined;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const CheckTxnStatusResponse: MessageType<CheckTxnStatusResponse> = {
  name: 'kvrpcpb.CheckTxnStatusResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(24);
      w.uint64(m.lockTtl);
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(32);
      w.uint64(m.commitVersion);
    }
    if (m.action !== undefined && m.action !== 0) {
      w.byte(40);
      w.int32(m.action);
    }
    if (m.lockInfo !== undefined) {
      w.byte(50);
      const at = w.begin();
      LockInfo.encode(m.lockInfo, w);
      w.end(at);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(58);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let lockTtl_: bigint = 0n;
    let commitVersion_: bigint = 0n;
    let action_: Action = 0;
    let lockInfo_: LockInfo | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 24:
          lockTtl_ = r.uint64();
          break;
        case 32:
          commitVersion_ = r.uint64();
          break;
        case 40:
          action_ = r.int32() as Action;
          break;
        case 50:
          lockInfo_ = LockInfo.decode(r, r.begin(end));
          break;
        case 58:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      lockTtl: lockTtl_,
      commitVersion: commitVersion_,
      action: action_,
      lockInfo: lockInfo_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface CheckSecondaryLocksRequest {
  readonly context: Context | undefined;
  readonly keys: readonly Uint8Array[];
  readonly startVersion: bigint;
}
export const CheckSecondaryLocksRequest: MessageType<CheckSecondaryLocksRequest> = {
  name: 'kvrpcpb.CheckSecondaryLocksRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(24);
      w.uint64(m.startVersion);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let startVersion_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        case 24:
          startVersion_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      keys: keys_ ?? NO_ITEMS,
      startVersion: startVersion_,
    };
  },
};

export interface CheckSecondaryLocksResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly locks: readonly LockInfo[];
  readonly commitTs: bigint;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const CheckSecondaryLocksResponse: MessageType<CheckSecondaryLocksResponse> = {
  name: 'kvrpcpb.CheckSecondaryLocksResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.locks !== undefined) {
      for (const v of m.locks) {
        w.byte(26);
        const at = w.begin();
        LockInfo.encode(v, w);
        w.end(at);
      }
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(32);
      w.uint64(m.commitTs);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(42);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let locks_: LockInfo[] | undefined = undefined;
    let commitTs_: bigint = 0n;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          (locks_ ??= []).push(LockInfo.decode(r, r.begin(end)));
          break;
        case 32:
          commitTs_ = r.uint64();
          break;
        case 42:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      locks: locks_ ?? NO_ITEMS,
      commitTs: commitTs_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface CommitRequest {
  readonly context: Context | undefined;
  readonly startVersion: bigint;
  readonly keys: readonly Uint8Array[];
  readonly commitVersion: bigint;
  readonly commitRole: CommitRole;
  readonly primaryKey: Uint8Array;
  readonly useAsyncCommit: boolean;
  readonly isTxnFile: boolean;
}
export const CommitRequest: MessageType<CommitRequest> = {
  name: 'kvrpcpb.CommitRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(16);
      w.uint64(m.startVersion);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(26);
        w.bytes(v);
      }
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(32);
      w.uint64(m.commitVersion);
    }
    if (m.commitRole !== undefined && m.commitRole !== 0) {
      w.byte(48);
      w.int32(m.commitRole);
    }
    if (m.primaryKey !== undefined && m.primaryKey.length > 0) {
      w.byte(58);
      w.bytes(m.primaryKey);
    }
    if (m.useAsyncCommit) {
      w.byte(64);
      w.bool(m.useAsyncCommit);
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startVersion_: bigint = 0n;
    let keys_: Uint8Array[] | undefined = undefined;
    let commitVersion_: bigint = 0n;
    let commitRole_: CommitRole = 0;
    let primaryKey_: Uint8Array = NO_BYTES;
    let useAsyncCommit_: boolean = false;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startVersion_ = r.uint64();
          break;
        case 26:
          (keys_ ??= []).push(r.bytes());
          break;
        case 32:
          commitVersion_ = r.uint64();
          break;
        case 48:
          commitRole_ = r.int32() as CommitRole;
          break;
        case 58:
          primaryKey_ = r.bytes();
          break;
        case 64:
          useAsyncCommit_ = r.bool();
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startVersion: startVersion_,
      keys: keys_ ?? NO_ITEMS,
      commitVersion: commitVersion_,
      commitRole: commitRole_,
      primaryKey: primaryKey_,
      useAsyncCommit: useAsyncCommit_,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface CommitResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly commitVersion: bigint;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const CommitResponse: MessageType<CommitResponse> = {
  name: 'kvrpcpb.CommitResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(24);
      w.uint64(m.commitVersion);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let commitVersion_: bigint = 0n;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 24:
          commitVersion_ = r.uint64();
          break;
        case 34:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      commitVersion: commitVersion_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface ImportRequest {
  readonly mutations: readonly Mutation[];
  readonly commitVersion: bigint;
}
export const ImportRequest: MessageType<ImportRequest> = {
  name: 'kvrpcpb.ImportRequest',
  encode(m, w) {
    if (m.mutations !== undefined) {
      for (const v of m.mutations) {
        w.byte(10);
        const at = w.begin();
        Mutation.encode(v, w);
        w.end(at);
      }
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(16);
      w.uint64(m.commitVersion);
    }
  },
  decode(r, end) {
    let mutations_: Mutation[] | undefined = undefined;
    let commitVersion_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (mutations_ ??= []).push(Mutation.decode(r, r.begin(end)));
          break;
        case 16:
          commitVersion_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      mutations: mutations_ ?? NO_ITEMS,
      commitVersion: commitVersion_,
    };
  },
};

export interface ImportResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const ImportResponse: MessageType<ImportResponse> = {
  name: 'kvrpcpb.ImportResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface CleanupRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly startVersion: bigint;
  readonly currentTs: bigint;
}
export const CleanupRequest: MessageType<CleanupRequest> = {
  name: 'kvrpcpb.CleanupRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(24);
      w.uint64(m.startVersion);
    }
    if (m.currentTs !== undefined && m.currentTs !== 0n) {
      w.byte(32);
      w.uint64(m.currentTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let startVersion_: bigint = 0n;
    let currentTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 24:
          startVersion_ = r.uint64();
          break;
        case 32:
          currentTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      startVersion: startVersion_,
      currentTs: currentTs_,
    };
  },
};

export interface CleanupResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly commitVersion: bigint;
}
export const CleanupResponse: MessageType<CleanupResponse> = {
  name: 'kvrpcpb.CleanupResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(24);
      w.uint64(m.commitVersion);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let commitVersion_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 24:
          commitVersion_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      commitVersion: commitVersion_,
    };
  },
};

export interface BatchGetRequest {
  readonly context: Context | undefined;
  readonly keys: readonly Uint8Array[];
  readonly version: bigint;
  readonly needCommitTs: boolean;
}
export const BatchGetRequest: MessageType<BatchGetRequest> = {
  name: 'kvrpcpb.BatchGetRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(24);
      w.uint64(m.version);
    }
    if (m.needCommitTs) {
      w.byte(32);
      w.bool(m.needCommitTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let version_: bigint = 0n;
    let needCommitTs_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        case 24:
          version_ = r.uint64();
          break;
        case 32:
          needCommitTs_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      keys: keys_ ?? NO_ITEMS,
      version: version_,
      needCommitTs: needCommitTs_,
    };
  },
};

export interface BatchGetResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly pairs: readonly KvPair[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
  readonly error: KeyError | undefined;
}
export const BatchGetResponse: MessageType<BatchGetResponse> = {
  name: 'kvrpcpb.BatchGetResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.pairs !== undefined) {
      for (const v of m.pairs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(42);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let pairs_: KvPair[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (pairs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        case 34:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        case 42:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      pairs: pairs_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
      error: error_,
    };
  },
};

export interface BatchRollbackRequest {
  readonly context: Context | undefined;
  readonly startVersion: bigint;
  readonly keys: readonly Uint8Array[];
  readonly isTxnFile: boolean;
}
export const BatchRollbackRequest: MessageType<BatchRollbackRequest> = {
  name: 'kvrpcpb.BatchRollbackRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(16);
      w.uint64(m.startVersion);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(26);
        w.bytes(v);
      }
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startVersion_: bigint = 0n;
    let keys_: Uint8Array[] | undefined = undefined;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startVersion_ = r.uint64();
          break;
        case 26:
          (keys_ ??= []).push(r.bytes());
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startVersion: startVersion_,
      keys: keys_ ?? NO_ITEMS,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface BatchRollbackResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const BatchRollbackResponse: MessageType<BatchRollbackResponse> = {
  name: 'kvrpcpb.BatchRollbackResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(26);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface ScanLockRequest {
  readonly context: Context | undefined;
  readonly maxVersion: bigint;
  readonly startKey: Uint8Array;
  readonly limit: number;
  readonly endKey: Uint8Array;
}
export const ScanLockRequest: MessageType<ScanLockRequest> = {
  name: 'kvrpcpb.ScanLockRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.maxVersion !== undefined && m.maxVersion !== 0n) {
      w.byte(16);
      w.uint64(m.maxVersion);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(26);
      w.bytes(m.startKey);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(32);
      w.uint32(m.limit);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(42);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let maxVersion_: bigint = 0n;
    let startKey_: Uint8Array = NO_BYTES;
    let limit_: number = 0;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          maxVersion_ = r.uint64();
          break;
        case 26:
          startKey_ = r.bytes();
          break;
        case 32:
          limit_ = r.uint32();
          break;
        case 42:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      maxVersion: maxVersion_,
      startKey: startKey_,
      limit: limit_,
      endKey: endKey_,
    };
  },
};

export interface ScanLockResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly locks: readonly LockInfo[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const ScanLockResponse: MessageType<ScanLockResponse> = {
  name: 'kvrpcpb.ScanLockResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.locks !== undefined) {
      for (const v of m.locks) {
        w.byte(26);
        const at = w.begin();
        LockInfo.encode(v, w);
        w.end(at);
      }
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let locks_: LockInfo[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          (locks_ ??= []).push(LockInfo.decode(r, r.begin(end)));
          break;
        case 34:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      locks: locks_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface ResolveLockRequest {
  readonly context: Context | undefined;
  readonly startVersion: bigint;
  readonly commitVersion: bigint;
  readonly txnInfos: readonly TxnInfo[];
  readonly keys: readonly Uint8Array[];
  readonly isAsync: boolean;
  readonly isTxnFile: boolean;
}
export const ResolveLockRequest: MessageType<ResolveLockRequest> = {
  name: 'kvrpcpb.ResolveLockRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startVersion !== undefined && m.startVersion !== 0n) {
      w.byte(16);
      w.uint64(m.startVersion);
    }
    if (m.commitVersion !== undefined && m.commitVersion !== 0n) {
      w.byte(24);
      w.uint64(m.commitVersion);
    }
    if (m.txnInfos !== undefined) {
      for (const v of m.txnInfos) {
        w.byte(34);
        const at = w.begin();
        TxnInfo.encode(v, w);
        w.end(at);
      }
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(42);
        w.bytes(v);
      }
    }
    if (m.isAsync) {
      w.byte(48);
      w.bool(m.isAsync);
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startVersion_: bigint = 0n;
    let commitVersion_: bigint = 0n;
    let txnInfos_: TxnInfo[] | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let isAsync_: boolean = false;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startVersion_ = r.uint64();
          break;
        case 24:
          commitVersion_ = r.uint64();
          break;
        case 34:
          (txnInfos_ ??= []).push(TxnInfo.decode(r, r.begin(end)));
          break;
        case 42:
          (keys_ ??= []).push(r.bytes());
          break;
        case 48:
          isAsync_ = r.bool();
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startVersion: startVersion_,
      commitVersion: commitVersion_,
      txnInfos: txnInfos_ ?? NO_ITEMS,
      keys: keys_ ?? NO_ITEMS,
      isAsync: isAsync_,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface ResolveLockResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const ResolveLockResponse: MessageType<ResolveLockResponse> = {
  name: 'kvrpcpb.ResolveLockResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(26);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface GCRequest {
  readonly context: Context | undefined;
  readonly safePoint: bigint;
}
export const GCRequest: MessageType<GCRequest> = {
  name: 'kvrpcpb.GCRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.safePoint !== undefined && m.safePoint !== 0n) {
      w.byte(16);
      w.uint64(m.safePoint);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let safePoint_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          safePoint_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      safePoint: safePoint_,
    };
  },
};

export interface GCResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
}
export const GCResponse: MessageType<GCResponse> = {
  name: 'kvrpcpb.GCResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface DeleteRangeRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly notifyOnly: boolean;
}
export const DeleteRangeRequest: MessageType<DeleteRangeRequest> = {
  name: 'kvrpcpb.DeleteRangeRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(26);
      w.bytes(m.endKey);
    }
    if (m.notifyOnly) {
      w.byte(32);
      w.bool(m.notifyOnly);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    let notifyOnly_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 26:
          endKey_ = r.bytes();
          break;
        case 32:
          notifyOnly_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      endKey: endKey_,
      notifyOnly: notifyOnly_,
    };
  },
};

export interface DeleteRangeResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const DeleteRangeResponse: MessageType<DeleteRangeResponse> = {
  name: 'kvrpcpb.DeleteRangeResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface PrepareFlashbackToVersionRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly startTs: bigint;
  readonly version: bigint;
}
export const PrepareFlashbackToVersionRequest: MessageType<PrepareFlashbackToVersionRequest> = {
  name: 'kvrpcpb.PrepareFlashbackToVersionRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(26);
      w.bytes(m.endKey);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(32);
      w.uint64(m.startTs);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(40);
      w.uint64(m.version);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    let version_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 26:
          endKey_ = r.bytes();
          break;
        case 32:
          startTs_ = r.uint64();
          break;
        case 40:
          version_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      endKey: endKey_,
      startTs: startTs_,
      version: version_,
    };
  },
};

export interface PrepareFlashbackToVersionResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const PrepareFlashbackToVersionResponse: MessageType<PrepareFlashbackToVersionResponse> = {
  name: 'kvrpcpb.PrepareFlashbackToVersionResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface FlashbackToVersionRequest {
  readonly context: Context | undefined;
  readonly version: bigint;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly startTs: bigint;
  readonly commitTs: bigint;
}
export const FlashbackToVersionRequest: MessageType<FlashbackToVersionRequest> = {
  name: 'kvrpcpb.FlashbackToVersionRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(16);
      w.uint64(m.version);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(26);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(34);
      w.bytes(m.endKey);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(40);
      w.uint64(m.startTs);
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(48);
      w.uint64(m.commitTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let version_: bigint = 0n;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    let commitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          version_ = r.uint64();
          break;
        case 26:
          startKey_ = r.bytes();
          break;
        case 34:
          endKey_ = r.bytes();
          break;
        case 40:
          startTs_ = r.uint64();
          break;
        case 48:
          commitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      version: version_,
      startKey: startKey_,
      endKey: endKey_,
      startTs: startTs_,
      commitTs: commitTs_,
    };
  },
};

export interface FlashbackToVersionResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const FlashbackToVersionResponse: MessageType<FlashbackToVersionResponse> = {
  name: 'kvrpcpb.FlashbackToVersionResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawGetRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly cf: string;
}
export const RawGetRequest: MessageType<RawGetRequest> = {
  name: 'kvrpcpb.RawGetRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          cf_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      cf: cf_,
    };
  },
};

export interface RawGetResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly value: Uint8Array;
  readonly notFound: boolean;
}
export const RawGetResponse: MessageType<RawGetResponse> = {
  name: 'kvrpcpb.RawGetResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.notFound) {
      w.byte(32);
      w.bool(m.notFound);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let value_: Uint8Array = NO_BYTES;
    let notFound_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          notFound_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      value: value_,
      notFound: notFound_,
    };
  },
};

export interface RawBatchGetRequest {
  readonly context: Context | undefined;
  readonly keys: readonly Uint8Array[];
  readonly cf: string;
}
export const RawBatchGetRequest: MessageType<RawBatchGetRequest> = {
  name: 'kvrpcpb.RawBatchGetRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let cf_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        case 26:
          cf_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      keys: keys_ ?? NO_ITEMS,
      cf: cf_,
    };
  },
};

export interface RawBatchGetResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly pairs: readonly KvPair[];
}
export const RawBatchGetResponse: MessageType<RawBatchGetResponse> = {
  name: 'kvrpcpb.RawBatchGetResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.pairs !== undefined) {
      for (const v of m.pairs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let pairs_: KvPair[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (pairs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      pairs: pairs_ ?? NO_ITEMS,
    };
  },
};

export interface RawPutRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly cf: string;
  readonly ttl: bigint;
  readonly forCas: boolean;
}
export const RawPutRequest: MessageType<RawPutRequest> = {
  name: 'kvrpcpb.RawPutRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(34);
      w.string(m.cf);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(40);
      w.uint64(m.ttl);
    }
    if (m.forCas) {
      w.byte(48);
      w.bool(m.forCas);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    let ttl_: bigint = 0n;
    let forCas_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 34:
          cf_ = r.string();
          break;
        case 40:
          ttl_ = r.uint64();
          break;
        case 48:
          forCas_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      value: value_,
      cf: cf_,
      ttl: ttl_,
      forCas: forCas_,
    };
  },
};

export interface RawPutResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const RawPutResponse: MessageType<RawPutResponse> = {
  name: 'kvrpcpb.RawPutResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawBatchPutRequest {
  readonly context: Context | undefined;
  readonly pairs: readonly KvPair[];
  readonly cf: string;
  readonly ttl: bigint;
  readonly forCas: boolean;
  readonly ttls: readonly bigint[];
}
export const RawBatchPutRequest: MessageType<RawBatchPutRequest> = {
  name: 'kvrpcpb.RawBatchPutRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.pairs !== undefined) {
      for (const v of m.pairs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(32);
      w.uint64(m.ttl);
    }
    if (m.forCas) {
      w.byte(40);
      w.bool(m.forCas);
    }
    if (m.ttls !== undefined && m.ttls.length > 0) {
      w.byte(50);
      const at = w.begin();
      for (const v of m.ttls) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let pairs_: KvPair[] | undefined = undefined;
    let cf_: string = '';
    let ttl_: bigint = 0n;
    let forCas_: boolean = false;
    let ttls_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (pairs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        case 26:
          cf_ = r.string();
          break;
        case 32:
          ttl_ = r.uint64();
          break;
        case 40:
          forCas_ = r.bool();
          break;
        case 48:
          (ttls_ ??= []).push(r.uint64());
          break;
        case 50: {
          const list = (ttls_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      pairs: pairs_ ?? NO_ITEMS,
      cf: cf_,
      ttl: ttl_,
      forCas: forCas_,
      ttls: ttls_ ?? NO_ITEMS,
    };
  },
};

export interface RawBatchPutResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const RawBatchPutResponse: MessageType<RawBatchPutResponse> = {
  name: 'kvrpcpb.RawBatchPutResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawDeleteRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly cf: string;
  readonly forCas: boolean;
}
export const RawDeleteRequest: MessageType<RawDeleteRequest> = {
  name: 'kvrpcpb.RawDeleteRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
    if (m.forCas) {
      w.byte(32);
      w.bool(m.forCas);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    let forCas_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          cf_ = r.string();
          break;
        case 32:
          forCas_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      cf: cf_,
      forCas: forCas_,
    };
  },
};

export interface RawDeleteResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const RawDeleteResponse: MessageType<RawDeleteResponse> = {
  name: 'kvrpcpb.RawDeleteResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawBatchDeleteRequest {
  readonly context: Context | undefined;
  readonly keys: readonly Uint8Array[];
  readonly cf: string;
  readonly forCas: boolean;
}
export const RawBatchDeleteRequest: MessageType<RawBatchDeleteRequest> = {
  name: 'kvrpcpb.RawBatchDeleteRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
    if (m.forCas) {
      w.byte(32);
      w.bool(m.forCas);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let cf_: string = '';
    let forCas_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        case 26:
          cf_ = r.string();
          break;
        case 32:
          forCas_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      keys: keys_ ?? NO_ITEMS,
      cf: cf_,
      forCas: forCas_,
    };
  },
};

export interface RawBatchDeleteResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const RawBatchDeleteResponse: MessageType<RawBatchDeleteResponse> = {
  name: 'kvrpcpb.RawBatchDeleteResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawScanRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly limit: number;
  readonly keyOnly: boolean;
  readonly cf: string;
  readonly reverse: boolean;
  readonly endKey: Uint8Array;
}
export const RawScanRequest: MessageType<RawScanRequest> = {
  name: 'kvrpcpb.RawScanRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(24);
      w.uint32(m.limit);
    }
    if (m.keyOnly) {
      w.byte(32);
      w.bool(m.keyOnly);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(42);
      w.string(m.cf);
    }
    if (m.reverse) {
      w.byte(48);
      w.bool(m.reverse);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(58);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let limit_: number = 0;
    let keyOnly_: boolean = false;
    let cf_: string = '';
    let reverse_: boolean = false;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 24:
          limit_ = r.uint32();
          break;
        case 32:
          keyOnly_ = r.bool();
          break;
        case 42:
          cf_ = r.string();
          break;
        case 48:
          reverse_ = r.bool();
          break;
        case 58:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      limit: limit_,
      keyOnly: keyOnly_,
      cf: cf_,
      reverse: reverse_,
      endKey: endKey_,
    };
  },
};

export interface RawScanResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly kvs: readonly KvPair[];
}
export const RawScanResponse: MessageType<RawScanResponse> = {
  name: 'kvrpcpb.RawScanResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.kvs !== undefined) {
      for (const v of m.kvs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let kvs_: KvPair[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (kvs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      kvs: kvs_ ?? NO_ITEMS,
    };
  },
};

export interface RawDeleteRangeRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly cf: string;
}
export const RawDeleteRangeRequest: MessageType<RawDeleteRangeRequest> = {
  name: 'kvrpcpb.RawDeleteRangeRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(26);
      w.bytes(m.endKey);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(34);
      w.string(m.cf);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 26:
          endKey_ = r.bytes();
          break;
        case 34:
          cf_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      endKey: endKey_,
      cf: cf_,
    };
  },
};

export interface RawDeleteRangeResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const RawDeleteRangeResponse: MessageType<RawDeleteRangeResponse> = {
  name: 'kvrpcpb.RawDeleteRangeResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RawBatchScanRequest {
  readonly context: Context | undefined;
  readonly ranges: readonly KeyRange[];
  readonly eachLimit: number;
  readonly keyOnly: boolean;
  readonly cf: string;
  readonly reverse: boolean;
}
export const RawBatchScanRequest: MessageType<RawBatchScanRequest> = {
  name: 'kvrpcpb.RawBatchScanRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(18);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.eachLimit !== undefined && m.eachLimit !== 0) {
      w.byte(24);
      w.uint32(m.eachLimit);
    }
    if (m.keyOnly) {
      w.byte(32);
      w.bool(m.keyOnly);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(42);
      w.string(m.cf);
    }
    if (m.reverse) {
      w.byte(48);
      w.bool(m.reverse);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let ranges_: KeyRange[] | undefined = undefined;
    let eachLimit_: number = 0;
    let keyOnly_: boolean = false;
    let cf_: string = '';
    let reverse_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        case 24:
          eachLimit_ = r.uint32();
          break;
        case 32:
          keyOnly_ = r.bool();
          break;
        case 42:
          cf_ = r.string();
          break;
        case 48:
          reverse_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      ranges: ranges_ ?? NO_ITEMS,
      eachLimit: eachLimit_,
      keyOnly: keyOnly_,
      cf: cf_,
      reverse: reverse_,
    };
  },
};

export interface RawBatchScanResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly kvs: readonly KvPair[];
}
export const RawBatchScanResponse: MessageType<RawBatchScanResponse> = {
  name: 'kvrpcpb.RawBatchScanResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.kvs !== undefined) {
      for (const v of m.kvs) {
        w.byte(18);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let kvs_: KvPair[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (kvs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      kvs: kvs_ ?? NO_ITEMS,
    };
  },
};

export interface UnsafeDestroyRangeRequest {
  readonly context: Context | undefined;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
}
export const UnsafeDestroyRangeRequest: MessageType<UnsafeDestroyRangeRequest> = {
  name: 'kvrpcpb.UnsafeDestroyRangeRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(26);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 26:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startKey: startKey_,
      endKey: endKey_,
    };
  },
};

export interface UnsafeDestroyRangeResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
}
export const UnsafeDestroyRangeResponse: MessageType<UnsafeDestroyRangeResponse> = {
  name: 'kvrpcpb.UnsafeDestroyRangeResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
    };
  },
};

export interface RegisterLockObserverRequest {
  readonly context: Context | undefined;
  readonly maxTs: bigint;
}
export const RegisterLockObserverRequest: MessageType<RegisterLockObserverRequest> = {
  name: 'kvrpcpb.RegisterLockObserverRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.maxTs !== undefined && m.maxTs !== 0n) {
      w.byte(16);
      w.uint64(m.maxTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let maxTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          maxTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      maxTs: maxTs_,
    };
  },
};

export interface RegisterLockObserverResponse {
  readonly error: string;
}
export const RegisterLockObserverResponse: MessageType<RegisterLockObserverResponse> = {
  name: 'kvrpcpb.RegisterLockObserverResponse',
  encode(m, w) {
    if (m.error !== undefined && m.error !== '') {
      w.byte(10);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
    };
  },
};

export interface CheckLockObserverRequest {
  readonly context: Context | undefined;
  readonly maxTs: bigint;
}
export const CheckLockObserverRequest: MessageType<CheckLockObserverRequest> = {
  name: 'kvrpcpb.CheckLockObserverRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.maxTs !== undefined && m.maxTs !== 0n) {
      w.byte(16);
      w.uint64(m.maxTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let maxTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          maxTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      maxTs: maxTs_,
    };
  },
};

export interface CheckLockObserverResponse {
  readonly error: string;
  readonly isClean: boolean;
  readonly locks: readonly LockInfo[];
}
export const CheckLockObserverResponse: MessageType<CheckLockObserverResponse> = {
  name: 'kvrpcpb.CheckLockObserverResponse',
  encode(m, w) {
    if (m.error !== undefined && m.error !== '') {
      w.byte(10);
      w.string(m.error);
    }
    if (m.isClean) {
      w.byte(16);
      w.bool(m.isClean);
    }
    if (m.locks !== undefined) {
      for (const v of m.locks) {
        w.byte(26);
        const at = w.begin();
        LockInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let error_: string = '';
    let isClean_: boolean = false;
    let locks_: LockInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = r.string();
          break;
        case 16:
          isClean_ = r.bool();
          break;
        case 26:
          (locks_ ??= []).push(LockInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
      isClean: isClean_,
      locks: locks_ ?? NO_ITEMS,
    };
  },
};

export interface RemoveLockObserverRequest {
  readonly context: Context | undefined;
  readonly maxTs: bigint;
}
export const RemoveLockObserverRequest: MessageType<RemoveLockObserverRequest> = {
  name: 'kvrpcpb.RemoveLockObserverRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.maxTs !== undefined && m.maxTs !== 0n) {
      w.byte(16);
      w.uint64(m.maxTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let maxTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          maxTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      maxTs: maxTs_,
    };
  },
};

export interface RemoveLockObserverResponse {
  readonly error: string;
}
export const RemoveLockObserverResponse: MessageType<RemoveLockObserverResponse> = {
  name: 'kvrpcpb.RemoveLockObserverResponse',
  encode(m, w) {
    if (m.error !== undefined && m.error !== '') {
      w.byte(10);
      w.string(m.error);
    }
  },
  decode(r, end) {
    let error_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
    };
  },
};

export interface PhysicalScanLockRequest {
  readonly context: Context | undefined;
  readonly maxTs: bigint;
  readonly startKey: Uint8Array;
  readonly limit: number;
}
export const PhysicalScanLockRequest: MessageType<PhysicalScanLockRequest> = {
  name: 'kvrpcpb.PhysicalScanLockRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.maxTs !== undefined && m.maxTs !== 0n) {
      w.byte(16);
      w.uint64(m.maxTs);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(26);
      w.bytes(m.startKey);
    }
    if (m.limit !== undefined && m.limit !== 0) {
      w.byte(32);
      w.uint32(m.limit);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let maxTs_: bigint = 0n;
    let startKey_: Uint8Array = NO_BYTES;
    let limit_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          maxTs_ = r.uint64();
          break;
        case 26:
          startKey_ = r.bytes();
          break;
        case 32:
          limit_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      maxTs: maxTs_,
      startKey: startKey_,
      limit: limit_,
    };
  },
};

export interface PhysicalScanLockResponse {
  readonly error: string;
  readonly locks: readonly LockInfo[];
}
export const PhysicalScanLockResponse: MessageType<PhysicalScanLockResponse> = {
  name: 'kvrpcpb.PhysicalScanLockResponse',
  encode(m, w) {
    if (m.error !== undefined && m.error !== '') {
      w.byte(10);
      w.string(m.error);
    }
    if (m.locks !== undefined) {
      for (const v of m.locks) {
        w.byte(18);
        const at = w.begin();
        LockInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let error_: string = '';
    let locks_: LockInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = r.string();
          break;
        case 18:
          (locks_ ??= []).push(LockInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
      locks: locks_ ?? NO_ITEMS,
    };
  },
};

export interface SplitRegionRequest {
  readonly context: Context | undefined;
  readonly splitKey: Uint8Array;
  readonly splitKeys: readonly Uint8Array[];
  readonly isRawKv: boolean;
}
export const SplitRegionRequest: MessageType<SplitRegionRequest> = {
  name: 'kvrpcpb.SplitRegionRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.splitKey !== undefined && m.splitKey.length > 0) {
      w.byte(18);
      w.bytes(m.splitKey);
    }
    if (m.splitKeys !== undefined) {
      for (const v of m.splitKeys) {
        w.byte(26);
        w.bytes(v);
      }
    }
    if (m.isRawKv) {
      w.byte(32);
      w.bool(m.isRawKv);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let splitKey_: Uint8Array = NO_BYTES;
    let splitKeys_: Uint8Array[] | undefined = undefined;
    let isRawKv_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          splitKey_ = r.bytes();
          break;
        case 26:
          (splitKeys_ ??= []).push(r.bytes());
          break;
        case 32:
          isRawKv_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      splitKey: splitKey_,
      splitKeys: splitKeys_ ?? NO_ITEMS,
      isRawKv: isRawKv_,
    };
  },
};

export interface SplitRegionResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly left: metapb.Region | undefined;
  readonly right: metapb.Region | undefined;
  readonly regions: readonly metapb.Region[];
  readonly errors: readonly KeyError[];
}
export const SplitRegionResponse: MessageType<SplitRegionResponse> = {
  name: 'kvrpcpb.SplitRegionResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.left !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.left, w);
      w.end(at);
    }
    if (m.right !== undefined) {
      w.byte(26);
      const at = w.begin();
      metapb.Region.encode(m.right, w);
      w.end(at);
    }
    if (m.regions !== undefined) {
      for (const v of m.regions) {
        w.byte(34);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
    if (m.errors !== undefined) {
      for (const v of m.errors) {
        w.uint32(802);
        const at = w.begin();
        KeyError.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let left_: metapb.Region | undefined = undefined;
    let right_: metapb.Region | undefined = undefined;
    let regions_: metapb.Region[] | undefined = undefined;
    let errors_: KeyError[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          left_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 26:
          right_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 34:
          (regions_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        case 802:
          (errors_ ??= []).push(KeyError.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      left: left_,
      right: right_,
      regions: regions_ ?? NO_ITEMS,
      errors: errors_ ?? NO_ITEMS,
    };
  },
};

export interface ReadIndexRequest {
  readonly context: Context | undefined;
  readonly startTs: bigint;
  readonly ranges: readonly KeyRange[];
}
export const ReadIndexRequest: MessageType<ReadIndexRequest> = {
  name: 'kvrpcpb.ReadIndexRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
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
    let context_: Context | undefined = undefined;
    let startTs_: bigint = 0n;
    let ranges_: KeyRange[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startTs_ = r.uint64();
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
      context: context_,
      startTs: startTs_,
      ranges: ranges_ ?? NO_ITEMS,
    };
  },
};

export interface ReadIndexResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly readIndex: bigint;
  readonly locked: LockInfo | undefined;
}
export const ReadIndexResponse: MessageType<ReadIndexResponse> = {
  name: 'kvrpcpb.ReadIndexResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.readIndex !== undefined && m.readIndex !== 0n) {
      w.byte(16);
      w.uint64(m.readIndex);
    }
    if (m.locked !== undefined) {
      w.byte(26);
      const at = w.begin();
      LockInfo.encode(m.locked, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let readIndex_: bigint = 0n;
    let locked_: LockInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 16:
          readIndex_ = r.uint64();
          break;
        case 26:
          locked_ = LockInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      readIndex: readIndex_,
      locked: locked_,
    };
  },
};

export interface MvccGetByKeyRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
}
export const MvccGetByKeyRequest: MessageType<MvccGetByKeyRequest> = {
  name: 'kvrpcpb.MvccGetByKeyRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
    };
  },
};

export interface MvccGetByKeyResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly info: MvccInfo | undefined;
}
export const MvccGetByKeyResponse: MessageType<MvccGetByKeyResponse> = {
  name: 'kvrpcpb.MvccGetByKeyResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.info !== undefined) {
      w.byte(26);
      const at = w.begin();
      MvccInfo.encode(m.info, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let info_: MvccInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          info_ = MvccInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      info: info_,
    };
  },
};

export interface MvccGetByStartTsRequest {
  readonly context: Context | undefined;
  readonly startTs: bigint;
}
export const MvccGetByStartTsRequest: MessageType<MvccGetByStartTsRequest> = {
  name: 'kvrpcpb.MvccGetByStartTsRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let startTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          startTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      startTs: startTs_,
    };
  },
};

export interface MvccGetByStartTsResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly key: Uint8Array;
  readonly info: MvccInfo | undefined;
}
export const MvccGetByStartTsResponse: MessageType<MvccGetByStartTsResponse> = {
  name: 'kvrpcpb.MvccGetByStartTsResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(26);
      w.bytes(m.key);
    }
    if (m.info !== undefined) {
      w.byte(34);
      const at = w.begin();
      MvccInfo.encode(m.info, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let key_: Uint8Array = NO_BYTES;
    let info_: MvccInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          key_ = r.bytes();
          break;
        case 34:
          info_ = MvccInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      key: key_,
      info: info_,
    };
  },
};

export interface Context {
  readonly regionId: bigint;
  readonly regionEpoch: metapb.RegionEpoch | undefined;
  readonly peer: metapb.Peer | undefined;
  readonly term: bigint;
  readonly priority: CommandPri;
  readonly isolationLevel: IsolationLevel;
  readonly notFillCache: boolean;
  readonly syncLog: boolean;
  readonly recordTimeStat: boolean;
  readonly recordScanStat: boolean;
  readonly replicaRead: boolean;
  readonly resolvedLocks: readonly bigint[];
  readonly maxExecutionDurationMs: bigint;
  readonly appliedIndex: bigint;
  readonly taskId: bigint;
  readonly staleRead: boolean;
  readonly resourceGroupTag: Uint8Array;
  readonly diskFullOpt: DiskFullOpt;
  readonly isRetryRequest: boolean;
  readonly apiVersion: APIVersion;
  readonly committedLocks: readonly bigint[];
  readonly traceContext: tracepb.TraceContext | undefined;
  readonly requestSource: string;
  readonly txnSource: bigint;
  readonly busyThresholdMs: number;
  readonly resourceControlContext: ResourceControlContext | undefined;
  readonly requestOrigin: RequestOrigin;
  readonly keyspaceName: string;
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
  readonly bucketsVersion: bigint;
  readonly sourceStmt: SourceStmt | undefined;
  readonly clusterId: bigint;
  readonly traceId: Uint8Array;
  readonly traceControlFlags: bigint;
}
export const Context: MessageType<Context> = {
  name: 'kvrpcpb.Context',
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
    if (m.term !== undefined && m.term !== 0n) {
      w.byte(40);
      w.uint64(m.term);
    }
    if (m.priority !== undefined && m.priority !== 0) {
      w.byte(48);
      w.int32(m.priority);
    }
    if (m.isolationLevel !== undefined && m.isolationLevel !== 0) {
      w.byte(56);
      w.int32(m.isolationLevel);
    }
    if (m.notFillCache) {
      w.byte(64);
      w.bool(m.notFillCache);
    }
    if (m.syncLog) {
      w.byte(72);
      w.bool(m.syncLog);
    }
    if (m.recordTimeStat) {
      w.byte(80);
      w.bool(m.recordTimeStat);
    }
    if (m.recordScanStat) {
      w.byte(88);
      w.bool(m.recordScanStat);
    }
    if (m.replicaRead) {
      w.byte(96);
      w.bool(m.replicaRead);
    }
    if (m.resolvedLocks !== undefined && m.resolvedLocks.length > 0) {
      w.byte(106);
      const at = w.begin();
      for (const v of m.resolvedLocks) w.uint64(v);
      w.end(at);
    }
    if (m.maxExecutionDurationMs !== undefined && m.maxExecutionDurationMs !== 0n) {
      w.byte(112);
      w.uint64(m.maxExecutionDurationMs);
    }
    if (m.appliedIndex !== undefined && m.appliedIndex !== 0n) {
      w.byte(120);
      w.uint64(m.appliedIndex);
    }
    if (m.taskId !== undefined && m.taskId !== 0n) {
      w.uint32(128);
      w.uint64(m.taskId);
    }
    if (m.staleRead) {
      w.uint32(136);
      w.bool(m.staleRead);
    }
    if (m.resourceGroupTag !== undefined && m.resourceGroupTag.length > 0) {
      w.uint32(146);
      w.bytes(m.resourceGroupTag);
    }
    if (m.diskFullOpt !== undefined && m.diskFullOpt !== 0) {
      w.uint32(152);
      w.int32(m.diskFullOpt);
    }
    if (m.isRetryRequest) {
      w.uint32(160);
      w.bool(m.isRetryRequest);
    }
    if (m.apiVersion !== undefined && m.apiVersion !== 0) {
      w.uint32(168);
      w.int32(m.apiVersion);
    }
    if (m.committedLocks !== undefined && m.committedLocks.length > 0) {
      w.uint32(178);
      const at = w.begin();
      for (const v of m.committedLocks) w.uint64(v);
      w.end(at);
    }
    if (m.traceContext !== undefined) {
      w.uint32(186);
      const at = w.begin();
      tracepb.TraceContext.encode(m.traceContext, w);
      w.end(at);
    }
    if (m.requestSource !== undefined && m.requestSource !== '') {
      w.uint32(194);
      w.string(m.requestSource);
    }
    if (m.txnSource !== undefined && m.txnSource !== 0n) {
      w.uint32(200);
      w.uint64(m.txnSource);
    }
    if (m.busyThresholdMs !== undefined && m.busyThresholdMs !== 0) {
      w.uint32(216);
      w.uint32(m.busyThresholdMs);
    }
    if (m.resourceControlContext !== undefined) {
      w.uint32(226);
      const at = w.begin();
      ResourceControlContext.encode(m.resourceControlContext, w);
      w.end(at);
    }
    if (m.requestOrigin !== undefined && m.requestOrigin !== 0) {
      w.uint32(232);
      w.int32(m.requestOrigin);
    }
    if (m.keyspaceName !== undefined && m.keyspaceName !== '') {
      w.uint32(250);
      w.string(m.keyspaceName);
    }
    if (m.keyspaceId !== undefined) {
      w.uint32(256);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.uint32(306);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
    if (m.bucketsVersion !== undefined && m.bucketsVersion !== 0n) {
      w.uint32(264);
      w.uint64(m.bucketsVersion);
    }
    if (m.sourceStmt !== undefined) {
      w.uint32(274);
      const at = w.begin();
      SourceStmt.encode(m.sourceStmt, w);
      w.end(at);
    }
    if (m.clusterId !== undefined && m.clusterId !== 0n) {
      w.uint32(280);
      w.uint64(m.clusterId);
    }
    if (m.traceId !== undefined && m.traceId.length > 0) {
      w.uint32(290);
      w.bytes(m.traceId);
    }
    if (m.traceControlFlags !== undefined && m.traceControlFlags !== 0n) {
      w.uint32(296);
      w.uint64(m.traceControlFlags);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let regionEpoch_: metapb.RegionEpoch | undefined = undefined;
    let peer_: metapb.Peer | undefined = undefined;
    let term_: bigint = 0n;
    let priority_: CommandPri = 0;
    let isolationLevel_: IsolationLevel = 0;
    let notFillCache_: boolean = false;
    let syncLog_: boolean = false;
    let recordTimeStat_: boolean = false;
    let recordScanStat_: boolean = false;
    let replicaRead_: boolean = false;
    let resolvedLocks_: bigint[] | undefined = undefined;
    let maxExecutionDurationMs_: bigint = 0n;
    let appliedIndex_: bigint = 0n;
    let taskId_: bigint = 0n;
    let staleRead_: boolean = false;
    let resourceGroupTag_: Uint8Array = NO_BYTES;
    let diskFullOpt_: DiskFullOpt = 0;
    let isRetryRequest_: boolean = false;
    let apiVersion_: APIVersion = 0;
    let committedLocks_: bigint[] | undefined = undefined;
    let traceContext_: tracepb.TraceContext | undefined = undefined;
    let requestSource_: string = '';
    let txnSource_: bigint = 0n;
    let busyThresholdMs_: number = 0;
    let resourceControlContext_: ResourceControlContext | undefined = undefined;
    let requestOrigin_: RequestOrigin = 0;
    let keyspaceName_: string = '';
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    let bucketsVersion_: bigint = 0n;
    let sourceStmt_: SourceStmt | undefined = undefined;
    let clusterId_: bigint = 0n;
    let traceId_: Uint8Array = NO_BYTES;
    let traceControlFlags_: bigint = 0n;
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
        case 40:
          term_ = r.uint64();
          break;
        case 48:
          priority_ = r.int32() as CommandPri;
          break;
        case 56:
          isolationLevel_ = r.int32() as IsolationLevel;
          break;
        case 64:
          notFillCache_ = r.bool();
          break;
        case 72:
          syncLog_ = r.bool();
          break;
        case 80:
          recordTimeStat_ = r.bool();
          break;
        case 88:
          recordScanStat_ = r.bool();
          break;
        case 96:
          replicaRead_ = r.bool();
          break;
        case 104:
          (resolvedLocks_ ??= []).push(r.uint64());
          break;
        case 106: {
          const list = (resolvedLocks_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 112:
          maxExecutionDurationMs_ = r.uint64();
          break;
        case 120:
          appliedIndex_ = r.uint64();
          break;
        case 128:
          taskId_ = r.uint64();
          break;
        case 136:
          staleRead_ = r.bool();
          break;
        case 146:
          resourceGroupTag_ = r.bytes();
          break;
        case 152:
          diskFullOpt_ = r.int32() as DiskFullOpt;
          break;
        case 160:
          isRetryRequest_ = r.bool();
          break;
        case 168:
          apiVersion_ = r.int32() as APIVersion;
          break;
        case 176:
          (committedLocks_ ??= []).push(r.uint64());
          break;
        case 178: {
          const list = (committedLocks_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 186:
          traceContext_ = tracepb.TraceContext.decode(r, r.begin(end));
          break;
        case 194:
          requestSource_ = r.string();
          break;
        case 200:
          txnSource_ = r.uint64();
          break;
        case 216:
          busyThresholdMs_ = r.uint32();
          break;
        case 226:
          resourceControlContext_ = ResourceControlContext.decode(r, r.begin(end));
          break;
        case 232:
          requestOrigin_ = r.int32() as RequestOrigin;
          break;
        case 250:
          keyspaceName_ = r.string();
          break;
        case 256:
          keyspaceId_ = r.uint32();
          break;
        case 306:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        case 264:
          bucketsVersion_ = r.uint64();
          break;
        case 274:
          sourceStmt_ = SourceStmt.decode(r, r.begin(end));
          break;
        case 280:
          clusterId_ = r.uint64();
          break;
        case 290:
          traceId_ = r.bytes();
          break;
        case 296:
          traceControlFlags_ = r.uint64();
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
      term: term_,
      priority: priority_,
      isolationLevel: isolationLevel_,
      notFillCache: notFillCache_,
      syncLog: syncLog_,
      recordTimeStat: recordTimeStat_,
      recordScanStat: recordScanStat_,
      replicaRead: replicaRead_,
      resolvedLocks: resolvedLocks_ ?? NO_ITEMS,
      maxExecutionDurationMs: maxExecutionDurationMs_,
      appliedIndex: appliedIndex_,
      taskId: taskId_,
      staleRead: staleRead_,
      resourceGroupTag: resourceGroupTag_,
      diskFullOpt: diskFullOpt_,
      isRetryRequest: isRetryRequest_,
      apiVersion: apiVersion_,
      committedLocks: committedLocks_ ?? NO_ITEMS,
      traceContext: traceContext_,
      requestSource: requestSource_,
      txnSource: txnSource_,
      busyThresholdMs: busyThresholdMs_,
      resourceControlContext: resourceControlContext_,
      requestOrigin: requestOrigin_,
      keyspaceName: keyspaceName_,
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
      bucketsVersion: bucketsVersion_,
      sourceStmt: sourceStmt_,
      clusterId: clusterId_,
      traceId: traceId_,
      traceControlFlags: traceControlFlags_,
    };
  },
};

export interface ResourceControlContext {
  readonly resourceGroupName: string;
  readonly penalty: resource_manager.Consumption | undefined;
  readonly overridePriority: bigint;
}
export const ResourceControlContext: MessageType<ResourceControlContext> = {
  name: 'kvrpcpb.ResourceControlContext',
  encode(m, w) {
    if (m.resourceGroupName !== undefined && m.resourceGroupName !== '') {
      w.byte(10);
      w.string(m.resourceGroupName);
    }
    if (m.penalty !== undefined) {
      w.byte(18);
      const at = w.begin();
      resource_manager.Consumption.encode(m.penalty, w);
      w.end(at);
    }
    if (m.overridePriority !== undefined && m.overridePriority !== 0n) {
      w.byte(24);
      w.uint64(m.overridePriority);
    }
  },
  decode(r, end) {
    let resourceGroupName_: string = '';
    let penalty_: resource_manager.Consumption | undefined = undefined;
    let overridePriority_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          resourceGroupName_ = r.string();
          break;
        case 18:
          penalty_ = resource_manager.Consumption.decode(r, r.begin(end));
          break;
        case 24:
          overridePriority_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      resourceGroupName: resourceGroupName_,
      penalty: penalty_,
      overridePriority: overridePriority_,
    };
  },
};

export interface SourceStmt {
  readonly startTs: bigint;
  readonly connectionId: bigint;
  readonly stmtId: bigint;
  readonly sessionAlias: string;
}
export const SourceStmt: MessageType<SourceStmt> = {
  name: 'kvrpcpb.SourceStmt',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.connectionId !== undefined && m.connectionId !== 0n) {
      w.byte(16);
      w.uint64(m.connectionId);
    }
    if (m.stmtId !== undefined && m.stmtId !== 0n) {
      w.byte(24);
      w.uint64(m.stmtId);
    }
    if (m.sessionAlias !== undefined && m.sessionAlias !== '') {
      w.byte(34);
      w.string(m.sessionAlias);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let connectionId_: bigint = 0n;
    let stmtId_: bigint = 0n;
    let sessionAlias_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 16:
          connectionId_ = r.uint64();
          break;
        case 24:
          stmtId_ = r.uint64();
          break;
        case 34:
          sessionAlias_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      connectionId: connectionId_,
      stmtId: stmtId_,
      sessionAlias: sessionAlias_,
    };
  },
};

export interface LockInfo {
  readonly primaryLock: Uint8Array;
  readonly lockVersion: bigint;
  readonly key: Uint8Array;
  readonly lockTtl: bigint;
  readonly txnSize: bigint;
  readonly lockType: Op;
  readonly lockForUpdateTs: bigint;
  readonly useAsyncCommit: boolean;
  readonly minCommitTs: bigint;
  readonly secondaries: readonly Uint8Array[];
  readonly durationToLastUpdateMs: bigint;
  readonly sharedLockInfos: readonly LockInfo[];
  readonly isTxnFile: boolean;
}
export const LockInfo: MessageType<LockInfo> = {
  name: 'kvrpcpb.LockInfo',
  encode(m, w) {
    if (m.primaryLock !== undefined && m.primaryLock.length > 0) {
      w.byte(10);
      w.bytes(m.primaryLock);
    }
    if (m.lockVersion !== undefined && m.lockVersion !== 0n) {
      w.byte(16);
      w.uint64(m.lockVersion);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(26);
      w.bytes(m.key);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(32);
      w.uint64(m.lockTtl);
    }
    if (m.txnSize !== undefined && m.txnSize !== 0n) {
      w.byte(40);
      w.uint64(m.txnSize);
    }
    if (m.lockType !== undefined && m.lockType !== 0) {
      w.byte(48);
      w.int32(m.lockType);
    }
    if (m.lockForUpdateTs !== undefined && m.lockForUpdateTs !== 0n) {
      w.byte(56);
      w.uint64(m.lockForUpdateTs);
    }
    if (m.useAsyncCommit) {
      w.byte(64);
      w.bool(m.useAsyncCommit);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(72);
      w.uint64(m.minCommitTs);
    }
    if (m.secondaries !== undefined) {
      for (const v of m.secondaries) {
        w.byte(82);
        w.bytes(v);
      }
    }
    if (m.durationToLastUpdateMs !== undefined && m.durationToLastUpdateMs !== 0n) {
      w.byte(88);
      w.uint64(m.durationToLastUpdateMs);
    }
    if (m.sharedLockInfos !== undefined) {
      for (const v of m.sharedLockInfos) {
        w.byte(98);
        const at = w.begin();
        LockInfo.encode(v, w);
        w.end(at);
      }
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let primaryLock_: Uint8Array = NO_BYTES;
    let lockVersion_: bigint = 0n;
    let key_: Uint8Array = NO_BYTES;
    let lockTtl_: bigint = 0n;
    let txnSize_: bigint = 0n;
    let lockType_: Op = 0;
    let lockForUpdateTs_: bigint = 0n;
    let useAsyncCommit_: boolean = false;
    let minCommitTs_: bigint = 0n;
    let secondaries_: Uint8Array[] | undefined = undefined;
    let durationToLastUpdateMs_: bigint = 0n;
    let sharedLockInfos_: LockInfo[] | undefined = undefined;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          primaryLock_ = r.bytes();
          break;
        case 16:
          lockVersion_ = r.uint64();
          break;
        case 26:
          key_ = r.bytes();
          break;
        case 32:
          lockTtl_ = r.uint64();
          break;
        case 40:
          txnSize_ = r.uint64();
          break;
        case 48:
          lockType_ = r.int32() as Op;
          break;
        case 56:
          lockForUpdateTs_ = r.uint64();
          break;
        case 64:
          useAsyncCommit_ = r.bool();
          break;
        case 72:
          minCommitTs_ = r.uint64();
          break;
        case 82:
          (secondaries_ ??= []).push(r.bytes());
          break;
        case 88:
          durationToLastUpdateMs_ = r.uint64();
          break;
        case 98:
          (sharedLockInfos_ ??= []).push(LockInfo.decode(r, r.begin(end)));
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      primaryLock: primaryLock_,
      lockVersion: lockVersion_,
      key: key_,
      lockTtl: lockTtl_,
      txnSize: txnSize_,
      lockType: lockType_,
      lockForUpdateTs: lockForUpdateTs_,
      useAsyncCommit: useAsyncCommit_,
      minCommitTs: minCommitTs_,
      secondaries: secondaries_ ?? NO_ITEMS,
      durationToLastUpdateMs: durationToLastUpdateMs_,
      sharedLockInfos: sharedLockInfos_ ?? NO_ITEMS,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface KeyError {
  readonly locked: LockInfo | undefined;
  readonly retryable: string;
  readonly abort: string;
  readonly conflict: WriteConflict | undefined;
  readonly alreadyExist: AlreadyExist | undefined;
  readonly deadlock: Deadlock | undefined;
  readonly commitTsExpired: CommitTsExpired | undefined;
  readonly txnNotFound: TxnNotFound | undefined;
  readonly commitTsTooLarge: CommitTsTooLarge | undefined;
  readonly assertionFailed: AssertionFailed | undefined;
  readonly primaryMismatch: PrimaryMismatch | undefined;
  readonly txnLockNotFound: TxnLockNotFound | undefined;
  readonly lockUpgradeConflict: LockUpgradeConflict | undefined;
  readonly sharedLockLost: SharedLockLost | undefined;
  readonly debugInfo: DebugInfo | undefined;
}
export const KeyError: MessageType<KeyError> = {
  name: 'kvrpcpb.KeyError',
  encode(m, w) {
    if (m.locked !== undefined) {
      w.byte(10);
      const at = w.begin();
      LockInfo.encode(m.locked, w);
      w.end(at);
    }
    if (m.retryable !== undefined && m.retryable !== '') {
      w.byte(18);
      w.string(m.retryable);
    }
    if (m.abort !== undefined && m.abort !== '') {
      w.byte(26);
      w.string(m.abort);
    }
    if (m.conflict !== undefined) {
      w.byte(34);
      const at = w.begin();
      WriteConflict.encode(m.conflict, w);
      w.end(at);
    }
    if (m.alreadyExist !== undefined) {
      w.byte(42);
      const at = w.begin();
      AlreadyExist.encode(m.alreadyExist, w);
      w.end(at);
    }
    if (m.deadlock !== undefined) {
      w.byte(50);
      const at = w.begin();
      Deadlock.encode(m.deadlock, w);
      w.end(at);
    }
    if (m.commitTsExpired !== undefined) {
      w.byte(58);
      const at = w.begin();
      CommitTsExpired.encode(m.commitTsExpired, w);
      w.end(at);
    }
    if (m.txnNotFound !== undefined) {
      w.byte(66);
      const at = w.begin();
      TxnNotFound.encode(m.txnNotFound, w);
      w.end(at);
    }
    if (m.commitTsTooLarge !== undefined) {
      w.byte(74);
      const at = w.begin();
      CommitTsTooLarge.encode(m.commitTsTooLarge, w);
      w.end(at);
    }
    if (m.assertionFailed !== undefined) {
      w.byte(82);
      const at = w.begin();
      AssertionFailed.encode(m.assertionFailed, w);
      w.end(at);
    }
    if (m.primaryMismatch !== undefined) {
      w.byte(90);
      const at = w.begin();
      PrimaryMismatch.encode(m.primaryMismatch, w);
      w.end(at);
    }
    if (m.txnLockNotFound !== undefined) {
      w.byte(98);
      const at = w.begin();
      TxnLockNotFound.encode(m.txnLockNotFound, w);
      w.end(at);
    }
    if (m.lockUpgradeConflict !== undefined) {
      w.byte(106);
      const at = w.begin();
      LockUpgradeConflict.encode(m.lockUpgradeConflict, w);
      w.end(at);
    }
    if (m.sharedLockLost !== undefined) {
      w.byte(114);
      const at = w.begin();
      SharedLockLost.encode(m.sharedLockLost, w);
      w.end(at);
    }
    if (m.debugInfo !== undefined) {
      w.uint32(802);
      const at = w.begin();
      DebugInfo.encode(m.debugInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let locked_: LockInfo | undefined = undefined;
    let retryable_: string = '';
    let abort_: string = '';
    let conflict_: WriteConflict | undefined = undefined;
    let alreadyExist_: AlreadyExist | undefined = undefined;
    let deadlock_: Deadlock | undefined = undefined;
    let commitTsExpired_: CommitTsExpired | undefined = undefined;
    let txnNotFound_: TxnNotFound | undefined = undefined;
    let commitTsTooLarge_: CommitTsTooLarge | undefined = undefined;
    let assertionFailed_: AssertionFailed | undefined = undefined;
    let primaryMismatch_: PrimaryMismatch | undefined = undefined;
    let txnLockNotFound_: TxnLockNotFound | undefined = undefined;
    let lockUpgradeConflict_: LockUpgradeConflict | undefined = undefined;
    let sharedLockLost_: SharedLockLost | undefined = undefined;
    let debugInfo_: DebugInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          locked_ = LockInfo.decode(r, r.begin(end));
          break;
        case 18:
          retryable_ = r.string();
          break;
        case 26:
          abort_ = r.string();
          break;
        case 34:
          conflict_ = WriteConflict.decode(r, r.begin(end));
          break;
        case 42:
          alreadyExist_ = AlreadyExist.decode(r, r.begin(end));
          break;
        case 50:
          deadlock_ = Deadlock.decode(r, r.begin(end));
          break;
        case 58:
          commitTsExpired_ = CommitTsExpired.decode(r, r.begin(end));
          break;
        case 66:
          txnNotFound_ = TxnNotFound.decode(r, r.begin(end));
          break;
        case 74:
          commitTsTooLarge_ = CommitTsTooLarge.decode(r, r.begin(end));
          break;
        case 82:
          assertionFailed_ = AssertionFailed.decode(r, r.begin(end));
          break;
        case 90:
          primaryMismatch_ = PrimaryMismatch.decode(r, r.begin(end));
          break;
        case 98:
          txnLockNotFound_ = TxnLockNotFound.decode(r, r.begin(end));
          break;
        case 106:
          lockUpgradeConflict_ = LockUpgradeConflict.decode(r, r.begin(end));
          break;
        case 114:
          sharedLockLost_ = SharedLockLost.decode(r, r.begin(end));
          break;
        case 802:
          debugInfo_ = DebugInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      locked: locked_,
      retryable: retryable_,
      abort: abort_,
      conflict: conflict_,
      alreadyExist: alreadyExist_,
      deadlock: deadlock_,
      commitTsExpired: commitTsExpired_,
      txnNotFound: txnNotFound_,
      commitTsTooLarge: commitTsTooLarge_,
      assertionFailed: assertionFailed_,
      primaryMismatch: primaryMismatch_,
      txnLockNotFound: txnLockNotFound_,
      lockUpgradeConflict: lockUpgradeConflict_,
      sharedLockLost: sharedLockLost_,
      debugInfo: debugInfo_,
    };
  },
};

export interface WriteConflict {
  readonly startTs: bigint;
  readonly conflictTs: bigint;
  readonly key: Uint8Array;
  readonly primary: Uint8Array;
  readonly conflictCommitTs: bigint;
  readonly reason: WriteConflict_Reason;
}
export const WriteConflict: MessageType<WriteConflict> = {
  name: 'kvrpcpb.WriteConflict',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.conflictTs !== undefined && m.conflictTs !== 0n) {
      w.byte(16);
      w.uint64(m.conflictTs);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(26);
      w.bytes(m.key);
    }
    if (m.primary !== undefined && m.primary.length > 0) {
      w.byte(34);
      w.bytes(m.primary);
    }
    if (m.conflictCommitTs !== undefined && m.conflictCommitTs !== 0n) {
      w.byte(40);
      w.uint64(m.conflictCommitTs);
    }
    if (m.reason !== undefined && m.reason !== 0) {
      w.byte(48);
      w.int32(m.reason);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let conflictTs_: bigint = 0n;
    let key_: Uint8Array = NO_BYTES;
    let primary_: Uint8Array = NO_BYTES;
    let conflictCommitTs_: bigint = 0n;
    let reason_: WriteConflict_Reason = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 16:
          conflictTs_ = r.uint64();
          break;
        case 26:
          key_ = r.bytes();
          break;
        case 34:
          primary_ = r.bytes();
          break;
        case 40:
          conflictCommitTs_ = r.uint64();
          break;
        case 48:
          reason_ = r.int32() as WriteConflict_Reason;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      conflictTs: conflictTs_,
      key: key_,
      primary: primary_,
      conflictCommitTs: conflictCommitTs_,
      reason: reason_,
    };
  },
};

export interface LockUpgradeConflict {
  readonly key: Uint8Array;
  readonly startTs: bigint;
  readonly ownerStartTs: bigint;
  readonly reason: LockUpgradeConflict_Reason;
}
export const LockUpgradeConflict: MessageType<LockUpgradeConflict> = {
  name: 'kvrpcpb.LockUpgradeConflict',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
    }
    if (m.ownerStartTs !== undefined && m.ownerStartTs !== 0n) {
      w.byte(24);
      w.uint64(m.ownerStartTs);
    }
    if (m.reason !== undefined && m.reason !== 0) {
      w.byte(32);
      w.int32(m.reason);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    let ownerStartTs_: bigint = 0n;
    let reason_: LockUpgradeConflict_Reason = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 16:
          startTs_ = r.uint64();
          break;
        case 24:
          ownerStartTs_ = r.uint64();
          break;
        case 32:
          reason_ = r.int32() as LockUpgradeConflict_Reason;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      startTs: startTs_,
      ownerStartTs: ownerStartTs_,
      reason: reason_,
    };
  },
};

export interface SharedLockLost {
  readonly key: Uint8Array;
  readonly startTs: bigint;
}
export const SharedLockLost: MessageType<SharedLockLost> = {
  name: 'kvrpcpb.SharedLockLost',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 16:
          startTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      startTs: startTs_,
    };
  },
};

export interface AlreadyExist {
  readonly key: Uint8Array;
}
export const AlreadyExist: MessageType<AlreadyExist> = {
  name: 'kvrpcpb.AlreadyExist',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
    };
  },
};

export interface Deadlock {
  readonly lockTs: bigint;
  readonly lockKey: Uint8Array;
  readonly deadlockKeyHash: bigint;
  readonly waitChain: readonly deadlock.WaitForEntry[];
  readonly deadlockKey: Uint8Array;
}
export const Deadlock: MessageType<Deadlock> = {
  name: 'kvrpcpb.Deadlock',
  encode(m, w) {
    if (m.lockTs !== undefined && m.lockTs !== 0n) {
      w.byte(8);
      w.uint64(m.lockTs);
    }
    if (m.lockKey !== undefined && m.lockKey.length > 0) {
      w.byte(18);
      w.bytes(m.lockKey);
    }
    if (m.deadlockKeyHash !== undefined && m.deadlockKeyHash !== 0n) {
      w.byte(24);
      w.uint64(m.deadlockKeyHash);
    }
    if (m.waitChain !== undefined) {
      for (const v of m.waitChain) {
        w.byte(34);
        const at = w.begin();
        deadlock.WaitForEntry.encode(v, w);
        w.end(at);
      }
    }
    if (m.deadlockKey !== undefined && m.deadlockKey.length > 0) {
      w.byte(42);
      w.bytes(m.deadlockKey);
    }
  },
  decode(r, end) {
    let lockTs_: bigint = 0n;
    let lockKey_: Uint8Array = NO_BYTES;
    let deadlockKeyHash_: bigint = 0n;
    let waitChain_: deadlock.WaitForEntry[] | undefined = undefined;
    let deadlockKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          lockTs_ = r.uint64();
          break;
        case 18:
          lockKey_ = r.bytes();
          break;
        case 24:
          deadlockKeyHash_ = r.uint64();
          break;
        case 34:
          (waitChain_ ??= []).push(deadlock.WaitForEntry.decode(r, r.begin(end)));
          break;
        case 42:
          deadlockKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      lockTs: lockTs_,
      lockKey: lockKey_,
      deadlockKeyHash: deadlockKeyHash_,
      waitChain: waitChain_ ?? NO_ITEMS,
      deadlockKey: deadlockKey_,
    };
  },
};

export interface CommitTsExpired {
  readonly startTs: bigint;
  readonly attemptedCommitTs: bigint;
  readonly key: Uint8Array;
  readonly minCommitTs: bigint;
}
export const CommitTsExpired: MessageType<CommitTsExpired> = {
  name: 'kvrpcpb.CommitTsExpired',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.attemptedCommitTs !== undefined && m.attemptedCommitTs !== 0n) {
      w.byte(16);
      w.uint64(m.attemptedCommitTs);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(26);
      w.bytes(m.key);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(32);
      w.uint64(m.minCommitTs);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let attemptedCommitTs_: bigint = 0n;
    let key_: Uint8Array = NO_BYTES;
    let minCommitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 16:
          attemptedCommitTs_ = r.uint64();
          break;
        case 26:
          key_ = r.bytes();
          break;
        case 32:
          minCommitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      attemptedCommitTs: attemptedCommitTs_,
      key: key_,
      minCommitTs: minCommitTs_,
    };
  },
};

export interface TxnNotFound {
  readonly startTs: bigint;
  readonly primaryKey: Uint8Array;
}
export const TxnNotFound: MessageType<TxnNotFound> = {
  name: 'kvrpcpb.TxnNotFound',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.primaryKey !== undefined && m.primaryKey.length > 0) {
      w.byte(18);
      w.bytes(m.primaryKey);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let primaryKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 18:
          primaryKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      primaryKey: primaryKey_,
    };
  },
};

export interface CommitTsTooLarge {
  readonly commitTs: bigint;
}
export const CommitTsTooLarge: MessageType<CommitTsTooLarge> = {
  name: 'kvrpcpb.CommitTsTooLarge',
  encode(m, w) {
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(8);
      w.uint64(m.commitTs);
    }
  },
  decode(r, end) {
    let commitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          commitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      commitTs: commitTs_,
    };
  },
};

export interface AssertionFailed {
  readonly startTs: bigint;
  readonly key: Uint8Array;
  readonly assertion: Assertion;
  readonly existingStartTs: bigint;
  readonly existingCommitTs: bigint;
}
export const AssertionFailed: MessageType<AssertionFailed> = {
  name: 'kvrpcpb.AssertionFailed',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.assertion !== undefined && m.assertion !== 0) {
      w.byte(24);
      w.int32(m.assertion);
    }
    if (m.existingStartTs !== undefined && m.existingStartTs !== 0n) {
      w.byte(32);
      w.uint64(m.existingStartTs);
    }
    if (m.existingCommitTs !== undefined && m.existingCommitTs !== 0n) {
      w.byte(40);
      w.uint64(m.existingCommitTs);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let key_: Uint8Array = NO_BYTES;
    let assertion_: Assertion = 0;
    let existingStartTs_: bigint = 0n;
    let existingCommitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 24:
          assertion_ = r.int32() as Assertion;
          break;
        case 32:
          existingStartTs_ = r.uint64();
          break;
        case 40:
          existingCommitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      key: key_,
      assertion: assertion_,
      existingStartTs: existingStartTs_,
      existingCommitTs: existingCommitTs_,
    };
  },
};

export interface PrimaryMismatch {
  readonly lockInfo: LockInfo | undefined;
}
export const PrimaryMismatch: MessageType<PrimaryMismatch> = {
  name: 'kvrpcpb.PrimaryMismatch',
  encode(m, w) {
    if (m.lockInfo !== undefined) {
      w.byte(10);
      const at = w.begin();
      LockInfo.encode(m.lockInfo, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let lockInfo_: LockInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          lockInfo_ = LockInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      lockInfo: lockInfo_,
    };
  },
};

export interface TxnLockNotFound {
  readonly key: Uint8Array;
}
export const TxnLockNotFound: MessageType<TxnLockNotFound> = {
  name: 'kvrpcpb.TxnLockNotFound',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
    };
  },
};

export interface MvccDebugInfo {
  readonly key: Uint8Array;
  readonly mvcc: MvccInfo | undefined;
}
export const MvccDebugInfo: MessageType<MvccDebugInfo> = {
  name: 'kvrpcpb.MvccDebugInfo',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.mvcc !== undefined) {
      w.byte(18);
      const at = w.begin();
      MvccInfo.encode(m.mvcc, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let mvcc_: MvccInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 18:
          mvcc_ = MvccInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      mvcc: mvcc_,
    };
  },
};

export interface DebugInfo {
  readonly mvccInfo: readonly MvccDebugInfo[];
}
export const DebugInfo: MessageType<DebugInfo> = {
  name: 'kvrpcpb.DebugInfo',
  encode(m, w) {
    if (m.mvccInfo !== undefined) {
      for (const v of m.mvccInfo) {
        w.byte(10);
        const at = w.begin();
        MvccDebugInfo.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let mvccInfo_: MvccDebugInfo[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (mvccInfo_ ??= []).push(MvccDebugInfo.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      mvccInfo: mvccInfo_ ?? NO_ITEMS,
    };
  },
};

export interface TimeDetail {
  readonly waitWallTimeMs: bigint;
  readonly processWallTimeMs: bigint;
  readonly kvReadWallTimeMs: bigint;
  readonly totalRpcWallTimeNs: bigint;
}
export const TimeDetail: MessageType<TimeDetail> = {
  name: 'kvrpcpb.TimeDetail',
  encode(m, w) {
    if (m.waitWallTimeMs !== undefined && m.waitWallTimeMs !== 0n) {
      w.byte(8);
      w.uint64(m.waitWallTimeMs);
    }
    if (m.processWallTimeMs !== undefined && m.processWallTimeMs !== 0n) {
      w.byte(16);
      w.uint64(m.processWallTimeMs);
    }
    if (m.kvReadWallTimeMs !== undefined && m.kvReadWallTimeMs !== 0n) {
      w.byte(24);
      w.uint64(m.kvReadWallTimeMs);
    }
    if (m.totalRpcWallTimeNs !== undefined && m.totalRpcWallTimeNs !== 0n) {
      w.byte(32);
      w.uint64(m.totalRpcWallTimeNs);
    }
  },
  decode(r, end) {
    let waitWallTimeMs_: bigint = 0n;
    let processWallTimeMs_: bigint = 0n;
    let kvReadWallTimeMs_: bigint = 0n;
    let totalRpcWallTimeNs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          waitWallTimeMs_ = r.uint64();
          break;
        case 16:
          processWallTimeMs_ = r.uint64();
          break;
        case 24:
          kvReadWallTimeMs_ = r.uint64();
          break;
        case 32:
          totalRpcWallTimeNs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      waitWallTimeMs: waitWallTimeMs_,
      processWallTimeMs: processWallTimeMs_,
      kvReadWallTimeMs: kvReadWallTimeMs_,
      totalRpcWallTimeNs: totalRpcWallTimeNs_,
    };
  },
};

export interface TimeDetailV2 {
  readonly waitWallTimeNs: bigint;
  readonly processWallTimeNs: bigint;
  readonly processSuspendWallTimeNs: bigint;
  readonly kvReadWallTimeNs: bigint;
  readonly totalRpcWallTimeNs: bigint;
  readonly kvGrpcProcessTimeNs: bigint;
  readonly kvGrpcWaitTimeNs: bigint;
}
export const TimeDetailV2: MessageType<TimeDetailV2> = {
  name: 'kvrpcpb.TimeDetailV2',
  encode(m, w) {
    if (m.waitWallTimeNs !== undefined && m.waitWallTimeNs !== 0n) {
      w.byte(8);
      w.uint64(m.waitWallTimeNs);
    }
    if (m.processWallTimeNs !== undefined && m.processWallTimeNs !== 0n) {
      w.byte(16);
      w.uint64(m.processWallTimeNs);
    }
    if (m.processSuspendWallTimeNs !== undefined && m.processSuspendWallTimeNs !== 0n) {
      w.byte(24);
      w.uint64(m.processSuspendWallTimeNs);
    }
    if (m.kvReadWallTimeNs !== undefined && m.kvReadWallTimeNs !== 0n) {
      w.byte(32);
      w.uint64(m.kvReadWallTimeNs);
    }
    if (m.totalRpcWallTimeNs !== undefined && m.totalRpcWallTimeNs !== 0n) {
      w.byte(40);
      w.uint64(m.totalRpcWallTimeNs);
    }
    if (m.kvGrpcProcessTimeNs !== undefined && m.kvGrpcProcessTimeNs !== 0n) {
      w.byte(48);
      w.uint64(m.kvGrpcProcessTimeNs);
    }
    if (m.kvGrpcWaitTimeNs !== undefined && m.kvGrpcWaitTimeNs !== 0n) {
      w.byte(56);
      w.uint64(m.kvGrpcWaitTimeNs);
    }
  },
  decode(r, end) {
    let waitWallTimeNs_: bigint = 0n;
    let processWallTimeNs_: bigint = 0n;
    let processSuspendWallTimeNs_: bigint = 0n;
    let kvReadWallTimeNs_: bigint = 0n;
    let totalRpcWallTimeNs_: bigint = 0n;
    let kvGrpcProcessTimeNs_: bigint = 0n;
    let kvGrpcWaitTimeNs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          waitWallTimeNs_ = r.uint64();
          break;
        case 16:
          processWallTimeNs_ = r.uint64();
          break;
        case 24:
          processSuspendWallTimeNs_ = r.uint64();
          break;
        case 32:
          kvReadWallTimeNs_ = r.uint64();
          break;
        case 40:
          totalRpcWallTimeNs_ = r.uint64();
          break;
        case 48:
          kvGrpcProcessTimeNs_ = r.uint64();
          break;
        case 56:
          kvGrpcWaitTimeNs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      waitWallTimeNs: waitWallTimeNs_,
      processWallTimeNs: processWallTimeNs_,
      processSuspendWallTimeNs: processSuspendWallTimeNs_,
      kvReadWallTimeNs: kvReadWallTimeNs_,
      totalRpcWallTimeNs: totalRpcWallTimeNs_,
      kvGrpcProcessTimeNs: kvGrpcProcessTimeNs_,
      kvGrpcWaitTimeNs: kvGrpcWaitTimeNs_,
    };
  },
};

export interface ScanInfo {
  readonly total: bigint;
  readonly processed: bigint;
  readonly readBytes: bigint;
}
export const ScanInfo: MessageType<ScanInfo> = {
  name: 'kvrpcpb.ScanInfo',
  encode(m, w) {
    if (m.total !== undefined && m.total !== 0n) {
      w.byte(8);
      w.uint64(m.total);
    }
    if (m.processed !== undefined && m.processed !== 0n) {
      w.byte(16);
      w.uint64(m.processed);
    }
    if (m.readBytes !== undefined && m.readBytes !== 0n) {
      w.byte(24);
      w.uint64(m.readBytes);
    }
  },
  decode(r, end) {
    let total_: bigint = 0n;
    let processed_: bigint = 0n;
    let readBytes_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          total_ = r.int64();
          break;
        case 16:
          processed_ = r.int64();
          break;
        case 24:
          readBytes_ = r.int64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      total: total_,
      processed: processed_,
      readBytes: readBytes_,
    };
  },
};

export interface ScanDetail {
  readonly write: ScanInfo | undefined;
  readonly lock: ScanInfo | undefined;
  readonly data: ScanInfo | undefined;
}
export const ScanDetail: MessageType<ScanDetail> = {
  name: 'kvrpcpb.ScanDetail',
  encode(m, w) {
    if (m.write !== undefined) {
      w.byte(10);
      const at = w.begin();
      ScanInfo.encode(m.write, w);
      w.end(at);
    }
    if (m.lock !== undefined) {
      w.byte(18);
      const at = w.begin();
      ScanInfo.encode(m.lock, w);
      w.end(at);
    }
    if (m.data !== undefined) {
      w.byte(26);
      const at = w.begin();
      ScanInfo.encode(m.data, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let write_: ScanInfo | undefined = undefined;
    let lock_: ScanInfo | undefined = undefined;
    let data_: ScanInfo | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          write_ = ScanInfo.decode(r, r.begin(end));
          break;
        case 18:
          lock_ = ScanInfo.decode(r, r.begin(end));
          break;
        case 26:
          data_ = ScanInfo.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      write: write_,
      lock: lock_,
      data: data_,
    };
  },
};

export interface ScanDetailV2 {
  readonly processedVersions: bigint;
  readonly processedVersionsSize: bigint;
  readonly totalVersions: bigint;
  readonly rocksdbDeleteSkippedCount: bigint;
  readonly rocksdbKeySkippedCount: bigint;
  readonly rocksdbBlockCacheHitCount: bigint;
  readonly rocksdbBlockReadCount: bigint;
  readonly rocksdbBlockReadByte: bigint;
  readonly rocksdbBlockReadNanos: bigint;
  readonly getSnapshotNanos: bigint;
  readonly readIndexProposeWaitNanos: bigint;
  readonly readIndexConfirmWaitNanos: bigint;
  readonly readPoolScheduleWaitNanos: bigint;
  readonly totalVersionsSize: bigint;
  readonly iaCacheHitCount: bigint;
  readonly iaRemoteReadSegmentCount: bigint;
  readonly iaRemoteReadSegmentBytes: bigint;
  readonly iaRemoteReadSegmentNanos: bigint;
}
export const ScanDetailV2: MessageType<ScanDetailV2> = {
  name: 'kvrpcpb.ScanDetailV2',
  encode(m, w) {
    if (m.processedVersions !== undefined && m.processedVersions !== 0n) {
      w.byte(8);
      w.uint64(m.processedVersions);
    }
    if (m.processedVersionsSize !== undefined && m.processedVersionsSize !== 0n) {
      w.byte(64);
      w.uint64(m.processedVersionsSize);
    }
    if (m.totalVersions !== undefined && m.totalVersions !== 0n) {
      w.byte(16);
      w.uint64(m.totalVersions);
    }
    if (m.rocksdbDeleteSkippedCount !== undefined && m.rocksdbDeleteSkippedCount !== 0n) {
      w.byte(24);
      w.uint64(m.rocksdbDeleteSkippedCount);
    }
    if (m.rocksdbKeySkippedCount !== undefined && m.rocksdbKeySkippedCount !== 0n) {
      w.byte(32);
      w.uint64(m.rocksdbKeySkippedCount);
    }
    if (m.rocksdbBlockCacheHitCount !== undefined && m.rocksdbBlockCacheHitCount !== 0n) {
      w.byte(40);
      w.uint64(m.rocksdbBlockCacheHitCount);
    }
    if (m.rocksdbBlockReadCount !== undefined && m.rocksdbBlockReadCount !== 0n) {
      w.byte(48);
      w.uint64(m.rocksdbBlockReadCount);
    }
    if (m.rocksdbBlockReadByte !== undefined && m.rocksdbBlockReadByte !== 0n) {
      w.byte(56);
      w.uint64(m.rocksdbBlockReadByte);
    }
    if (m.rocksdbBlockReadNanos !== undefined && m.rocksdbBlockReadNanos !== 0n) {
      w.byte(72);
      w.uint64(m.rocksdbBlockReadNanos);
    }
    if (m.getSnapshotNanos !== undefined && m.getSnapshotNanos !== 0n) {
      w.byte(80);
      w.uint64(m.getSnapshotNanos);
    }
    if (m.readIndexProposeWaitNanos !== undefined && m.readIndexProposeWaitNanos !== 0n) {
      w.byte(88);
      w.uint64(m.readIndexProposeWaitNanos);
    }
    if (m.readIndexConfirmWaitNanos !== undefined && m.readIndexConfirmWaitNanos !== 0n) {
      w.byte(96);
      w.uint64(m.readIndexConfirmWaitNanos);
    }
    if (m.readPoolScheduleWaitNanos !== undefined && m.readPoolScheduleWaitNanos !== 0n) {
      w.byte(104);
      w.uint64(m.readPoolScheduleWaitNanos);
    }
    if (m.totalVersionsSize !== undefined && m.totalVersionsSize !== 0n) {
      w.byte(112);
      w.uint64(m.totalVersionsSize);
    }
    if (m.iaCacheHitCount !== undefined && m.iaCacheHitCount !== 0n) {
      w.byte(120);
      w.uint64(m.iaCacheHitCount);
    }
    if (m.iaRemoteReadSegmentCount !== undefined && m.iaRemoteReadSegmentCount !== 0n) {
      w.uint32(128);
      w.uint64(m.iaRemoteReadSegmentCount);
    }
    if (m.iaRemoteReadSegmentBytes !== undefined && m.iaRemoteReadSegmentBytes !== 0n) {
      w.uint32(136);
      w.uint64(m.iaRemoteReadSegmentBytes);
    }
    if (m.iaRemoteReadSegmentNanos !== undefined && m.iaRemoteReadSegmentNanos !== 0n) {
      w.uint32(144);
      w.uint64(m.iaRemoteReadSegmentNanos);
    }
  },
  decode(r, end) {
    let processedVersions_: bigint = 0n;
    let processedVersionsSize_: bigint = 0n;
    let totalVersions_: bigint = 0n;
    let rocksdbDeleteSkippedCount_: bigint = 0n;
    let rocksdbKeySkippedCount_: bigint = 0n;
    let rocksdbBlockCacheHitCount_: bigint = 0n;
    let rocksdbBlockReadCount_: bigint = 0n;
    let rocksdbBlockReadByte_: bigint = 0n;
    let rocksdbBlockReadNanos_: bigint = 0n;
    let getSnapshotNanos_: bigint = 0n;
    let readIndexProposeWaitNanos_: bigint = 0n;
    let readIndexConfirmWaitNanos_: bigint = 0n;
    let readPoolScheduleWaitNanos_: bigint = 0n;
    let totalVersionsSize_: bigint = 0n;
    let iaCacheHitCount_: bigint = 0n;
    let iaRemoteReadSegmentCount_: bigint = 0n;
    let iaRemoteReadSegmentBytes_: bigint = 0n;
    let iaRemoteReadSegmentNanos_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          processedVersions_ = r.uint64();
          break;
        case 64:
          processedVersionsSize_ = r.uint64();
          break;
        case 16:
          totalVersions_ = r.uint64();
          break;
        case 24:
          rocksdbDeleteSkippedCount_ = r.uint64();
          break;
        case 32:
          rocksdbKeySkippedCount_ = r.uint64();
          break;
        case 40:
          rocksdbBlockCacheHitCount_ = r.uint64();
          break;
        case 48:
          rocksdbBlockReadCount_ = r.uint64();
          break;
        case 56:
          rocksdbBlockReadByte_ = r.uint64();
          break;
        case 72:
          rocksdbBlockReadNanos_ = r.uint64();
          break;
        case 80:
          getSnapshotNanos_ = r.uint64();
          break;
        case 88:
          readIndexProposeWaitNanos_ = r.uint64();
          break;
        case 96:
          readIndexConfirmWaitNanos_ = r.uint64();
          break;
        case 104:
          readPoolScheduleWaitNanos_ = r.uint64();
          break;
        case 112:
          totalVersionsSize_ = r.uint64();
          break;
        case 120:
          iaCacheHitCount_ = r.uint64();
          break;
        case 128:
          iaRemoteReadSegmentCount_ = r.uint64();
          break;
        case 136:
          iaRemoteReadSegmentBytes_ = r.uint64();
          break;
        case 144:
          iaRemoteReadSegmentNanos_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      processedVersions: processedVersions_,
      processedVersionsSize: processedVersionsSize_,
      totalVersions: totalVersions_,
      rocksdbDeleteSkippedCount: rocksdbDeleteSkippedCount_,
      rocksdbKeySkippedCount: rocksdbKeySkippedCount_,
      rocksdbBlockCacheHitCount: rocksdbBlockCacheHitCount_,
      rocksdbBlockReadCount: rocksdbBlockReadCount_,
      rocksdbBlockReadByte: rocksdbBlockReadByte_,
      rocksdbBlockReadNanos: rocksdbBlockReadNanos_,
      getSnapshotNanos: getSnapshotNanos_,
      readIndexProposeWaitNanos: readIndexProposeWaitNanos_,
      readIndexConfirmWaitNanos: readIndexConfirmWaitNanos_,
      readPoolScheduleWaitNanos: readPoolScheduleWaitNanos_,
      totalVersionsSize: totalVersionsSize_,
      iaCacheHitCount: iaCacheHitCount_,
      iaRemoteReadSegmentCount: iaRemoteReadSegmentCount_,
      iaRemoteReadSegmentBytes: iaRemoteReadSegmentBytes_,
      iaRemoteReadSegmentNanos: iaRemoteReadSegmentNanos_,
    };
  },
};

export interface ExecDetails {
  readonly timeDetail: TimeDetail | undefined;
  readonly scanDetail: ScanDetail | undefined;
}
export const ExecDetails: MessageType<ExecDetails> = {
  name: 'kvrpcpb.ExecDetails',
  encode(m, w) {
    if (m.timeDetail !== undefined) {
      w.byte(10);
      const at = w.begin();
      TimeDetail.encode(m.timeDetail, w);
      w.end(at);
    }
    if (m.scanDetail !== undefined) {
      w.byte(18);
      const at = w.begin();
      ScanDetail.encode(m.scanDetail, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let timeDetail_: TimeDetail | undefined = undefined;
    let scanDetail_: ScanDetail | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          timeDetail_ = TimeDetail.decode(r, r.begin(end));
          break;
        case 18:
          scanDetail_ = ScanDetail.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      timeDetail: timeDetail_,
      scanDetail: scanDetail_,
    };
  },
};

export interface ExecDetailsV2 {
  readonly timeDetail: TimeDetail | undefined;
  readonly scanDetailV2: ScanDetailV2 | undefined;
  readonly writeDetail: WriteDetail | undefined;
  readonly timeDetailV2: TimeDetailV2 | undefined;
  readonly ruV2: RUV2 | undefined;
  readonly readPoolTaskDetails: PoolTaskDetails | undefined;
}
export const ExecDetailsV2: MessageType<ExecDetailsV2> = {
  name: 'kvrpcpb.ExecDetailsV2',
  encode(m, w) {
    if (m.timeDetail !== undefined) {
      w.byte(10);
      const at = w.begin();
      TimeDetail.encode(m.timeDetail, w);
      w.end(at);
    }
    if (m.scanDetailV2 !== undefined) {
      w.byte(18);
      const at = w.begin();
      ScanDetailV2.encode(m.scanDetailV2, w);
      w.end(at);
    }
    if (m.writeDetail !== undefined) {
      w.byte(26);
      const at = w.begin();
      WriteDetail.encode(m.writeDetail, w);
      w.end(at);
    }
    if (m.timeDetailV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      TimeDetailV2.encode(m.timeDetailV2, w);
      w.end(at);
    }
    if (m.ruV2 !== undefined) {
      w.byte(42);
      const at = w.begin();
      RUV2.encode(m.ruV2, w);
      w.end(at);
    }
    if (m.readPoolTaskDetails !== undefined) {
      w.byte(50);
      const at = w.begin();
      PoolTaskDetails.encode(m.readPoolTaskDetails, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let timeDetail_: TimeDetail | undefined = undefined;
    let scanDetailV2_: ScanDetailV2 | undefined = undefined;
    let writeDetail_: WriteDetail | undefined = undefined;
    let timeDetailV2_: TimeDetailV2 | undefined = undefined;
    let ruV2_: RUV2 | undefined = undefined;
    let readPoolTaskDetails_: PoolTaskDetails | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          timeDetail_ = TimeDetail.decode(r, r.begin(end));
          break;
        case 18:
          scanDetailV2_ = ScanDetailV2.decode(r, r.begin(end));
          break;
        case 26:
          writeDetail_ = WriteDetail.decode(r, r.begin(end));
          break;
        case 34:
          timeDetailV2_ = TimeDetailV2.decode(r, r.begin(end));
          break;
        case 42:
          ruV2_ = RUV2.decode(r, r.begin(end));
          break;
        case 50:
          readPoolTaskDetails_ = PoolTaskDetails.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      timeDetail: timeDetail_,
      scanDetailV2: scanDetailV2_,
      writeDetail: writeDetail_,
      timeDetailV2: timeDetailV2_,
      ruV2: ruV2_,
      readPoolTaskDetails: readPoolTaskDetails_,
    };
  },
};

export interface PoolTaskDetails {
  readonly pollCount: bigint;
  readonly dispatchCount: bigint;
  readonly totalWallNanos: bigint;
  readonly totalQueueWaitNanos: bigint;
  readonly maxQueueWaitNanos: bigint;
  readonly minQueueWaitNanos: bigint;
  readonly totalWakeWaitNanos: bigint;
  readonly maxWakeWaitNanos: bigint;
  readonly minWakeWaitNanos: bigint;
  readonly fairQueueEnabled: boolean;
  readonly totalFairQueueWaitedTaskSlices: bigint;
  readonly maxFairQueueWaitedTaskSlices: bigint;
  readonly minFairQueueWaitedTaskSlices: bigint;
  readonly pollCpuNanos: bigint;
  readonly maxPollCpuNanos: bigint;
  readonly minPollCpuNanos: bigint;
  readonly pollWallNanos: bigint;
  readonly minPollWallNanos: bigint;
  readonly maxPollWallNanos: bigint;
}
export const PoolTaskDetails: MessageType<PoolTaskDetails> = {
  name: 'kvrpcpb.PoolTaskDetails',
  encode(m, w) {
    if (m.pollCount !== undefined && m.pollCount !== 0n) {
      w.byte(8);
      w.uint64(m.pollCount);
    }
    if (m.dispatchCount !== undefined && m.dispatchCount !== 0n) {
      w.byte(16);
      w.uint64(m.dispatchCount);
    }
    if (m.totalWallNanos !== undefined && m.totalWallNanos !== 0n) {
      w.byte(24);
      w.uint64(m.totalWallNanos);
    }
    if (m.totalQueueWaitNanos !== undefined && m.totalQueueWaitNanos !== 0n) {
      w.byte(32);
      w.uint64(m.totalQueueWaitNanos);
    }
    if (m.maxQueueWaitNanos !== undefined && m.maxQueueWaitNanos !== 0n) {
      w.byte(40);
      w.uint64(m.maxQueueWaitNanos);
    }
    if (m.minQueueWaitNanos !== undefined && m.minQueueWaitNanos !== 0n) {
      w.byte(48);
      w.uint64(m.minQueueWaitNanos);
    }
    if (m.totalWakeWaitNanos !== undefined && m.totalWakeWaitNanos !== 0n) {
      w.byte(56);
      w.uint64(m.totalWakeWaitNanos);
    }
    if (m.maxWakeWaitNanos !== undefined && m.maxWakeWaitNanos !== 0n) {
      w.byte(64);
      w.uint64(m.maxWakeWaitNanos);
    }
    if (m.minWakeWaitNanos !== undefined && m.minWakeWaitNanos !== 0n) {
      w.byte(72);
      w.uint64(m.minWakeWaitNanos);
    }
    if (m.fairQueueEnabled) {
      w.byte(80);
      w.bool(m.fairQueueEnabled);
    }
    if (m.totalFairQueueWaitedTaskSlices !== undefined && m.totalFairQueueWaitedTaskSlices !== 0n) {
      w.byte(88);
      w.uint64(m.totalFairQueueWaitedTaskSlices);
    }
    if (m.maxFairQueueWaitedTaskSlices !== undefined && m.maxFairQueueWaitedTaskSlices !== 0n) {
      w.byte(96);
      w.uint64(m.maxFairQueueWaitedTaskSlices);
    }
    if (m.minFairQueueWaitedTaskSlices !== undefined && m.minFairQueueWaitedTaskSlices !== 0n) {
      w.byte(104);
      w.uint64(m.minFairQueueWaitedTaskSlices);
    }
    if (m.pollCpuNanos !== undefined && m.pollCpuNanos !== 0n) {
      w.byte(112);
      w.uint64(m.pollCpuNanos);
    }
    if (m.maxPollCpuNanos !== undefined && m.maxPollCpuNanos !== 0n) {
      w.byte(120);
      w.uint64(m.maxPollCpuNanos);
    }
    if (m.minPollCpuNanos !== undefined && m.minPollCpuNanos !== 0n) {
      w.uint32(128);
      w.uint64(m.minPollCpuNanos);
    }
    if (m.pollWallNanos !== undefined && m.pollWallNanos !== 0n) {
      w.uint32(136);
      w.uint64(m.pollWallNanos);
    }
    if (m.minPollWallNanos !== undefined && m.minPollWallNanos !== 0n) {
      w.uint32(144);
      w.uint64(m.minPollWallNanos);
    }
    if (m.maxPollWallNanos !== undefined && m.maxPollWallNanos !== 0n) {
      w.uint32(152);
      w.uint64(m.maxPollWallNanos);
    }
  },
  decode(r, end) {
    let pollCount_: bigint = 0n;
    let dispatchCount_: bigint = 0n;
    let totalWallNanos_: bigint = 0n;
    let totalQueueWaitNanos_: bigint = 0n;
    let maxQueueWaitNanos_: bigint = 0n;
    let minQueueWaitNanos_: bigint = 0n;
    let totalWakeWaitNanos_: bigint = 0n;
    let maxWakeWaitNanos_: bigint = 0n;
    let minWakeWaitNanos_: bigint = 0n;
    let fairQueueEnabled_: boolean = false;
    let totalFairQueueWaitedTaskSlices_: bigint = 0n;
    let maxFairQueueWaitedTaskSlices_: bigint = 0n;
    let minFairQueueWaitedTaskSlices_: bigint = 0n;
    let pollCpuNanos_: bigint = 0n;
    let maxPollCpuNanos_: bigint = 0n;
    let minPollCpuNanos_: bigint = 0n;
    let pollWallNanos_: bigint = 0n;
    let minPollWallNanos_: bigint = 0n;
    let maxPollWallNanos_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          pollCount_ = r.uint64();
          break;
        case 16:
          dispatchCount_ = r.uint64();
          break;
        case 24:
          totalWallNanos_ = r.uint64();
          break;
        case 32:
          totalQueueWaitNanos_ = r.uint64();
          break;
        case 40:
          maxQueueWaitNanos_ = r.uint64();
          break;
        case 48:
          minQueueWaitNanos_ = r.uint64();
          break;
        case 56:
          totalWakeWaitNanos_ = r.uint64();
          break;
        case 64:
          maxWakeWaitNanos_ = r.uint64();
          break;
        case 72:
          minWakeWaitNanos_ = r.uint64();
          break;
        case 80:
          fairQueueEnabled_ = r.bool();
          break;
        case 88:
          totalFairQueueWaitedTaskSlices_ = r.uint64();
          break;
        case 96:
          maxFairQueueWaitedTaskSlices_ = r.uint64();
          break;
        case 104:
          minFairQueueWaitedTaskSlices_ = r.uint64();
          break;
        case 112:
          pollCpuNanos_ = r.uint64();
          break;
        case 120:
          maxPollCpuNanos_ = r.uint64();
          break;
        case 128:
          minPollCpuNanos_ = r.uint64();
          break;
        case 136:
          pollWallNanos_ = r.uint64();
          break;
        case 144:
          minPollWallNanos_ = r.uint64();
          break;
        case 152:
          maxPollWallNanos_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      pollCount: pollCount_,
      dispatchCount: dispatchCount_,
      totalWallNanos: totalWallNanos_,
      totalQueueWaitNanos: totalQueueWaitNanos_,
      maxQueueWaitNanos: maxQueueWaitNanos_,
      minQueueWaitNanos: minQueueWaitNanos_,
      totalWakeWaitNanos: totalWakeWaitNanos_,
      maxWakeWaitNanos: maxWakeWaitNanos_,
      minWakeWaitNanos: minWakeWaitNanos_,
      fairQueueEnabled: fairQueueEnabled_,
      totalFairQueueWaitedTaskSlices: totalFairQueueWaitedTaskSlices_,
      maxFairQueueWaitedTaskSlices: maxFairQueueWaitedTaskSlices_,
      minFairQueueWaitedTaskSlices: minFairQueueWaitedTaskSlices_,
      pollCpuNanos: pollCpuNanos_,
      maxPollCpuNanos: maxPollCpuNanos_,
      minPollCpuNanos: minPollCpuNanos_,
      pollWallNanos: pollWallNanos_,
      minPollWallNanos: minPollWallNanos_,
      maxPollWallNanos: maxPollWallNanos_,
    };
  },
};

export interface RUV2 {
  readonly kvEngineCacheMiss: bigint;
  readonly executorInputs: ExecutorInputs | undefined;
  readonly coprocessorExecutorIterations: bigint;
  readonly coprocessorResponseBytes: bigint;
  readonly raftstoreStoreWriteTriggerWbBytes: bigint;
  readonly storageProcessedKeysBatchGet: bigint;
  readonly storageProcessedKeysGet: bigint;
  readonly readRpcCount: bigint;
  readonly writeRpcCount: bigint;
}
export const RUV2: MessageType<RUV2> = {
  name: 'kvrpcpb.RUV2',
  encode(m, w) {
    if (m.kvEngineCacheMiss !== undefined && m.kvEngineCacheMiss !== 0n) {
      w.byte(8);
      w.uint64(m.kvEngineCacheMiss);
    }
    if (m.executorInputs !== undefined) {
      w.byte(18);
      const at = w.begin();
      ExecutorInputs.encode(m.executorInputs, w);
      w.end(at);
    }
    if (m.coprocessorExecutorIterations !== undefined && m.coprocessorExecutorIterations !== 0n) {
      w.byte(24);
      w.uint64(m.coprocessorExecutorIterations);
    }
    if (m.coprocessorResponseBytes !== undefined && m.coprocessorResponseBytes !== 0n) {
      w.byte(32);
      w.uint64(m.coprocessorResponseBytes);
    }
    if (m.raftstoreStoreWriteTriggerWbBytes !== undefined && m.raftstoreStoreWriteTriggerWbBytes !== 0n) {
      w.byte(40);
      w.uint64(m.raftstoreStoreWriteTriggerWbBytes);
    }
    if (m.storageProcessedKeysBatchGet !== undefined && m.storageProcessedKeysBatchGet !== 0n) {
      w.byte(48);
      w.uint64(m.storageProcessedKeysBatchGet);
    }
    if (m.storageProcessedKeysGet !== undefined && m.storageProcessedKeysGet !== 0n) {
      w.byte(56);
      w.uint64(m.storageProcessedKeysGet);
    }
    if (m.readRpcCount !== undefined && m.readRpcCount !== 0n) {
      w.byte(64);
      w.uint64(m.readRpcCount);
    }
    if (m.writeRpcCount !== undefined && m.writeRpcCount !== 0n) {
      w.byte(72);
      w.uint64(m.writeRpcCount);
    }
  },
  decode(r, end) {
    let kvEngineCacheMiss_: bigint = 0n;
    let executorInputs_: ExecutorInputs | undefined = undefined;
    let coprocessorExecutorIterations_: bigint = 0n;
    let coprocessorResponseBytes_: bigint = 0n;
    let raftstoreStoreWriteTriggerWbBytes_: bigint = 0n;
    let storageProcessedKeysBatchGet_: bigint = 0n;
    let storageProcessedKeysGet_: bigint = 0n;
    let readRpcCount_: bigint = 0n;
    let writeRpcCount_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          kvEngineCacheMiss_ = r.uint64();
          break;
        case 18:
          executorInputs_ = ExecutorInputs.decode(r, r.begin(end));
          break;
        case 24:
          coprocessorExecutorIterations_ = r.uint64();
          break;
        case 32:
          coprocessorResponseBytes_ = r.uint64();
          break;
        case 40:
          raftstoreStoreWriteTriggerWbBytes_ = r.uint64();
          break;
        case 48:
          storageProcessedKeysBatchGet_ = r.uint64();
          break;
        case 56:
          storageProcessedKeysGet_ = r.uint64();
          break;
        case 64:
          readRpcCount_ = r.uint64();
          break;
        case 72:
          writeRpcCount_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      kvEngineCacheMiss: kvEngineCacheMiss_,
      executorInputs: executorInputs_,
      coprocessorExecutorIterations: coprocessorExecutorIterations_,
      coprocessorResponseBytes: coprocessorResponseBytes_,
      raftstoreStoreWriteTriggerWbBytes: raftstoreStoreWriteTriggerWbBytes_,
      storageProcessedKeysBatchGet: storageProcessedKeysBatchGet_,
      storageProcessedKeysGet: storageProcessedKeysGet_,
      readRpcCount: readRpcCount_,
      writeRpcCount: writeRpcCount_,
    };
  },
};

export interface ExecutorInputs {
  readonly tikvCoprocessorExecutorWorkTotalBatchIndexScan: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchTableScan: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchSelection: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchTopN: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchLimit: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchSimpleAggr: bigint;
  readonly tikvCoprocessorExecutorWorkTotalBatchFastHashAggr: bigint;
}
export const ExecutorInputs: MessageType<ExecutorInputs> = {
  name: 'kvrpcpb.ExecutorInputs',
  encode(m, w) {
    if (m.tikvCoprocessorExecutorWorkTotalBatchIndexScan !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchIndexScan !== 0n) {
      w.byte(8);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchIndexScan);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchTableScan !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchTableScan !== 0n) {
      w.byte(16);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchTableScan);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchSelection !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchSelection !== 0n) {
      w.byte(24);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchSelection);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchTopN !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchTopN !== 0n) {
      w.byte(32);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchTopN);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchLimit !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchLimit !== 0n) {
      w.byte(40);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchLimit);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchSimpleAggr !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchSimpleAggr !== 0n) {
      w.byte(48);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchSimpleAggr);
    }
    if (m.tikvCoprocessorExecutorWorkTotalBatchFastHashAggr !== undefined && m.tikvCoprocessorExecutorWorkTotalBatchFastHashAggr !== 0n) {
      w.byte(56);
      w.uint64(m.tikvCoprocessorExecutorWorkTotalBatchFastHashAggr);
    }
  },
  decode(r, end) {
    let tikvCoprocessorExecutorWorkTotalBatchIndexScan_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchTableScan_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchSelection_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchTopN_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchLimit_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchSimpleAggr_: bigint = 0n;
    let tikvCoprocessorExecutorWorkTotalBatchFastHashAggr_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          tikvCoprocessorExecutorWorkTotalBatchIndexScan_ = r.uint64();
          break;
        case 16:
          tikvCoprocessorExecutorWorkTotalBatchTableScan_ = r.uint64();
          break;
        case 24:
          tikvCoprocessorExecutorWorkTotalBatchSelection_ = r.uint64();
          break;
        case 32:
          tikvCoprocessorExecutorWorkTotalBatchTopN_ = r.uint64();
          break;
        case 40:
          tikvCoprocessorExecutorWorkTotalBatchLimit_ = r.uint64();
          break;
        case 48:
          tikvCoprocessorExecutorWorkTotalBatchSimpleAggr_ = r.uint64();
          break;
        case 56:
          tikvCoprocessorExecutorWorkTotalBatchFastHashAggr_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      tikvCoprocessorExecutorWorkTotalBatchIndexScan: tikvCoprocessorExecutorWorkTotalBatchIndexScan_,
      tikvCoprocessorExecutorWorkTotalBatchTableScan: tikvCoprocessorExecutorWorkTotalBatchTableScan_,
      tikvCoprocessorExecutorWorkTotalBatchSelection: tikvCoprocessorExecutorWorkTotalBatchSelection_,
      tikvCoprocessorExecutorWorkTotalBatchTopN: tikvCoprocessorExecutorWorkTotalBatchTopN_,
      tikvCoprocessorExecutorWorkTotalBatchLimit: tikvCoprocessorExecutorWorkTotalBatchLimit_,
      tikvCoprocessorExecutorWorkTotalBatchSimpleAggr: tikvCoprocessorExecutorWorkTotalBatchSimpleAggr_,
      tikvCoprocessorExecutorWorkTotalBatchFastHashAggr: tikvCoprocessorExecutorWorkTotalBatchFastHashAggr_,
    };
  },
};

export interface WriteDetail {
  readonly storeBatchWaitNanos: bigint;
  readonly proposeSendWaitNanos: bigint;
  readonly persistLogNanos: bigint;
  readonly raftDbWriteLeaderWaitNanos: bigint;
  readonly raftDbSyncLogNanos: bigint;
  readonly raftDbWriteMemtableNanos: bigint;
  readonly commitLogNanos: bigint;
  readonly applyBatchWaitNanos: bigint;
  readonly applyLogNanos: bigint;
  readonly applyMutexLockNanos: bigint;
  readonly applyWriteLeaderWaitNanos: bigint;
  readonly applyWriteWalNanos: bigint;
  readonly applyWriteMemtableNanos: bigint;
  readonly latchWaitNanos: bigint;
  readonly processNanos: bigint;
  readonly throttleNanos: bigint;
  readonly pessimisticLockWaitNanos: bigint;
}
export const WriteDetail: MessageType<WriteDetail> = {
  name: 'kvrpcpb.WriteDetail',
  encode(m, w) {
    if (m.storeBatchWaitNanos !== undefined && m.storeBatchWaitNanos !== 0n) {
      w.byte(8);
      w.uint64(m.storeBatchWaitNanos);
    }
    if (m.proposeSendWaitNanos !== undefined && m.proposeSendWaitNanos !== 0n) {
      w.byte(16);
      w.uint64(m.proposeSendWaitNanos);
    }
    if (m.persistLogNanos !== undefined && m.persistLogNanos !== 0n) {
      w.byte(24);
      w.uint64(m.persistLogNanos);
    }
    if (m.raftDbWriteLeaderWaitNanos !== undefined && m.raftDbWriteLeaderWaitNanos !== 0n) {
      w.byte(32);
      w.uint64(m.raftDbWriteLeaderWaitNanos);
    }
    if (m.raftDbSyncLogNanos !== undefined && m.raftDbSyncLogNanos !== 0n) {
      w.byte(40);
      w.uint64(m.raftDbSyncLogNanos);
    }
    if (m.raftDbWriteMemtableNanos !== undefined && m.raftDbWriteMemtableNanos !== 0n) {
      w.byte(48);
      w.uint64(m.raftDbWriteMemtableNanos);
    }
    if (m.commitLogNanos !== undefined && m.commitLogNanos !== 0n) {
      w.byte(56);
      w.uint64(m.commitLogNanos);
    }
    if (m.applyBatchWaitNanos !== undefined && m.applyBatchWaitNanos !== 0n) {
      w.byte(64);
      w.uint64(m.applyBatchWaitNanos);
    }
    if (m.applyLogNanos !== undefined && m.applyLogNanos !== 0n) {
      w.byte(72);
      w.uint64(m.applyLogNanos);
    }
    if (m.applyMutexLockNanos !== undefined && m.applyMutexLockNanos !== 0n) {
      w.byte(80);
      w.uint64(m.applyMutexLockNanos);
    }
    if (m.applyWriteLeaderWaitNanos !== undefined && m.applyWriteLeaderWaitNanos !== 0n) {
      w.byte(88);
      w.uint64(m.applyWriteLeaderWaitNanos);
    }
    if (m.applyWriteWalNanos !== undefined && m.applyWriteWalNanos !== 0n) {
      w.byte(96);
      w.uint64(m.applyWriteWalNanos);
    }
    if (m.applyWriteMemtableNanos !== undefined && m.applyWriteMemtableNanos !== 0n) {
      w.byte(104);
      w.uint64(m.applyWriteMemtableNanos);
    }
    if (m.latchWaitNanos !== undefined && m.latchWaitNanos !== 0n) {
      w.byte(112);
      w.uint64(m.latchWaitNanos);
    }
    if (m.processNanos !== undefined && m.processNanos !== 0n) {
      w.byte(120);
      w.uint64(m.processNanos);
    }
    if (m.throttleNanos !== undefined && m.throttleNanos !== 0n) {
      w.uint32(128);
      w.uint64(m.throttleNanos);
    }
    if (m.pessimisticLockWaitNanos !== undefined && m.pessimisticLockWaitNanos !== 0n) {
      w.uint32(136);
      w.uint64(m.pessimisticLockWaitNanos);
    }
  },
  decode(r, end) {
    let storeBatchWaitNanos_: bigint = 0n;
    let proposeSendWaitNanos_: bigint = 0n;
    let persistLogNanos_: bigint = 0n;
    let raftDbWriteLeaderWaitNanos_: bigint = 0n;
    let raftDbSyncLogNanos_: bigint = 0n;
    let raftDbWriteMemtableNanos_: bigint = 0n;
    let commitLogNanos_: bigint = 0n;
    let applyBatchWaitNanos_: bigint = 0n;
    let applyLogNanos_: bigint = 0n;
    let applyMutexLockNanos_: bigint = 0n;
    let applyWriteLeaderWaitNanos_: bigint = 0n;
    let applyWriteWalNanos_: bigint = 0n;
    let applyWriteMemtableNanos_: bigint = 0n;
    let latchWaitNanos_: bigint = 0n;
    let processNanos_: bigint = 0n;
    let throttleNanos_: bigint = 0n;
    let pessimisticLockWaitNanos_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          storeBatchWaitNanos_ = r.uint64();
          break;
        case 16:
          proposeSendWaitNanos_ = r.uint64();
          break;
        case 24:
          persistLogNanos_ = r.uint64();
          break;
        case 32:
          raftDbWriteLeaderWaitNanos_ = r.uint64();
          break;
        case 40:
          raftDbSyncLogNanos_ = r.uint64();
          break;
        case 48:
          raftDbWriteMemtableNanos_ = r.uint64();
          break;
        case 56:
          commitLogNanos_ = r.uint64();
          break;
        case 64:
          applyBatchWaitNanos_ = r.uint64();
          break;
        case 72:
          applyLogNanos_ = r.uint64();
          break;
        case 80:
          applyMutexLockNanos_ = r.uint64();
          break;
        case 88:
          applyWriteLeaderWaitNanos_ = r.uint64();
          break;
        case 96:
          applyWriteWalNanos_ = r.uint64();
          break;
        case 104:
          applyWriteMemtableNanos_ = r.uint64();
          break;
        case 112:
          latchWaitNanos_ = r.uint64();
          break;
        case 120:
          processNanos_ = r.uint64();
          break;
        case 128:
          throttleNanos_ = r.uint64();
          break;
        case 136:
          pessimisticLockWaitNanos_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      storeBatchWaitNanos: storeBatchWaitNanos_,
      proposeSendWaitNanos: proposeSendWaitNanos_,
      persistLogNanos: persistLogNanos_,
      raftDbWriteLeaderWaitNanos: raftDbWriteLeaderWaitNanos_,
      raftDbSyncLogNanos: raftDbSyncLogNanos_,
      raftDbWriteMemtableNanos: raftDbWriteMemtableNanos_,
      commitLogNanos: commitLogNanos_,
      applyBatchWaitNanos: applyBatchWaitNanos_,
      applyLogNanos: applyLogNanos_,
      applyMutexLockNanos: applyMutexLockNanos_,
      applyWriteLeaderWaitNanos: applyWriteLeaderWaitNanos_,
      applyWriteWalNanos: applyWriteWalNanos_,
      applyWriteMemtableNanos: applyWriteMemtableNanos_,
      latchWaitNanos: latchWaitNanos_,
      processNanos: processNanos_,
      throttleNanos: throttleNanos_,
      pessimisticLockWaitNanos: pessimisticLockWaitNanos_,
    };
  },
};

export interface KvPair {
  readonly error: KeyError | undefined;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly commitTs: bigint;
}
export const KvPair: MessageType<KvPair> = {
  name: 'kvrpcpb.KvPair',
  encode(m, w) {
    if (m.error !== undefined) {
      w.byte(10);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(32);
      w.uint64(m.commitTs);
    }
  },
  decode(r, end) {
    let error_: KeyError | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let commitTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          commitTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
      key: key_,
      value: value_,
      commitTs: commitTs_,
    };
  },
};

export interface Mutation {
  readonly op: Op;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly assertion: Assertion;
}
export const Mutation: MessageType<Mutation> = {
  name: 'kvrpcpb.Mutation',
  encode(m, w) {
    if (m.op !== undefined && m.op !== 0) {
      w.byte(8);
      w.int32(m.op);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.assertion !== undefined && m.assertion !== 0) {
      w.byte(32);
      w.int32(m.assertion);
    }
  },
  decode(r, end) {
    let op_: Op = 0;
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let assertion_: Assertion = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          op_ = r.int32() as Op;
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          assertion_ = r.int32() as Assertion;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      op: op_,
      key: key_,
      value: value_,
      assertion: assertion_,
    };
  },
};

export interface MvccWrite {
  readonly type: Op;
  readonly startTs: bigint;
  readonly commitTs: bigint;
  readonly shortValue: Uint8Array;
  readonly hasOverlappedRollback: boolean;
  readonly hasGcFence: boolean;
  readonly gcFence: bigint;
  readonly lastChangeTs: bigint;
  readonly versionsToLastChange: bigint;
}
export const MvccWrite: MessageType<MvccWrite> = {
  name: 'kvrpcpb.MvccWrite',
  encode(m, w) {
    if (m.type !== undefined && m.type !== 0) {
      w.byte(8);
      w.int32(m.type);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(24);
      w.uint64(m.commitTs);
    }
    if (m.shortValue !== undefined && m.shortValue.length > 0) {
      w.byte(34);
      w.bytes(m.shortValue);
    }
    if (m.hasOverlappedRollback) {
      w.byte(40);
      w.bool(m.hasOverlappedRollback);
    }
    if (m.hasGcFence) {
      w.byte(48);
      w.bool(m.hasGcFence);
    }
    if (m.gcFence !== undefined && m.gcFence !== 0n) {
      w.byte(56);
      w.uint64(m.gcFence);
    }
    if (m.lastChangeTs !== undefined && m.lastChangeTs !== 0n) {
      w.byte(64);
      w.uint64(m.lastChangeTs);
    }
    if (m.versionsToLastChange !== undefined && m.versionsToLastChange !== 0n) {
      w.byte(72);
      w.uint64(m.versionsToLastChange);
    }
  },
  decode(r, end) {
    let type_: Op = 0;
    let startTs_: bigint = 0n;
    let commitTs_: bigint = 0n;
    let shortValue_: Uint8Array = NO_BYTES;
    let hasOverlappedRollback_: boolean = false;
    let hasGcFence_: boolean = false;
    let gcFence_: bigint = 0n;
    let lastChangeTs_: bigint = 0n;
    let versionsToLastChange_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          type_ = r.int32() as Op;
          break;
        case 16:
          startTs_ = r.uint64();
          break;
        case 24:
          commitTs_ = r.uint64();
          break;
        case 34:
          shortValue_ = r.bytes();
          break;
        case 40:
          hasOverlappedRollback_ = r.bool();
          break;
        case 48:
          hasGcFence_ = r.bool();
          break;
        case 56:
          gcFence_ = r.uint64();
          break;
        case 64:
          lastChangeTs_ = r.uint64();
          break;
        case 72:
          versionsToLastChange_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      type: type_,
      startTs: startTs_,
      commitTs: commitTs_,
      shortValue: shortValue_,
      hasOverlappedRollback: hasOverlappedRollback_,
      hasGcFence: hasGcFence_,
      gcFence: gcFence_,
      lastChangeTs: lastChangeTs_,
      versionsToLastChange: versionsToLastChange_,
    };
  },
};

export interface MvccValue {
  readonly startTs: bigint;
  readonly value: Uint8Array;
}
export const MvccValue: MessageType<MvccValue> = {
  name: 'kvrpcpb.MvccValue',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(18);
      w.bytes(m.value);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let value_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 18:
          value_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      value: value_,
    };
  },
};

export interface MvccLock {
  readonly type: Op;
  readonly startTs: bigint;
  readonly primary: Uint8Array;
  readonly shortValue: Uint8Array;
  readonly ttl: bigint;
  readonly forUpdateTs: bigint;
  readonly txnSize: bigint;
  readonly useAsyncCommit: boolean;
  readonly secondaries: readonly Uint8Array[];
  readonly rollbackTs: readonly bigint[];
  readonly lastChangeTs: bigint;
  readonly versionsToLastChange: bigint;
}
export const MvccLock: MessageType<MvccLock> = {
  name: 'kvrpcpb.MvccLock',
  encode(m, w) {
    if (m.type !== undefined && m.type !== 0) {
      w.byte(8);
      w.int32(m.type);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(16);
      w.uint64(m.startTs);
    }
    if (m.primary !== undefined && m.primary.length > 0) {
      w.byte(26);
      w.bytes(m.primary);
    }
    if (m.shortValue !== undefined && m.shortValue.length > 0) {
      w.byte(34);
      w.bytes(m.shortValue);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(40);
      w.uint64(m.ttl);
    }
    if (m.forUpdateTs !== undefined && m.forUpdateTs !== 0n) {
      w.byte(48);
      w.uint64(m.forUpdateTs);
    }
    if (m.txnSize !== undefined && m.txnSize !== 0n) {
      w.byte(56);
      w.uint64(m.txnSize);
    }
    if (m.useAsyncCommit) {
      w.byte(64);
      w.bool(m.useAsyncCommit);
    }
    if (m.secondaries !== undefined) {
      for (const v of m.secondaries) {
        w.byte(74);
        w.bytes(v);
      }
    }
    if (m.rollbackTs !== undefined && m.rollbackTs.length > 0) {
      w.byte(82);
      const at = w.begin();
      for (const v of m.rollbackTs) w.uint64(v);
      w.end(at);
    }
    if (m.lastChangeTs !== undefined && m.lastChangeTs !== 0n) {
      w.byte(88);
      w.uint64(m.lastChangeTs);
    }
    if (m.versionsToLastChange !== undefined && m.versionsToLastChange !== 0n) {
      w.byte(96);
      w.uint64(m.versionsToLastChange);
    }
  },
  decode(r, end) {
    let type_: Op = 0;
    let startTs_: bigint = 0n;
    let primary_: Uint8Array = NO_BYTES;
    let shortValue_: Uint8Array = NO_BYTES;
    let ttl_: bigint = 0n;
    let forUpdateTs_: bigint = 0n;
    let txnSize_: bigint = 0n;
    let useAsyncCommit_: boolean = false;
    let secondaries_: Uint8Array[] | undefined = undefined;
    let rollbackTs_: bigint[] | undefined = undefined;
    let lastChangeTs_: bigint = 0n;
    let versionsToLastChange_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          type_ = r.int32() as Op;
          break;
        case 16:
          startTs_ = r.uint64();
          break;
        case 26:
          primary_ = r.bytes();
          break;
        case 34:
          shortValue_ = r.bytes();
          break;
        case 40:
          ttl_ = r.uint64();
          break;
        case 48:
          forUpdateTs_ = r.uint64();
          break;
        case 56:
          txnSize_ = r.uint64();
          break;
        case 64:
          useAsyncCommit_ = r.bool();
          break;
        case 74:
          (secondaries_ ??= []).push(r.bytes());
          break;
        case 80:
          (rollbackTs_ ??= []).push(r.uint64());
          break;
        case 82: {
          const list = (rollbackTs_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 88:
          lastChangeTs_ = r.uint64();
          break;
        case 96:
          versionsToLastChange_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      type: type_,
      startTs: startTs_,
      primary: primary_,
      shortValue: shortValue_,
      ttl: ttl_,
      forUpdateTs: forUpdateTs_,
      txnSize: txnSize_,
      useAsyncCommit: useAsyncCommit_,
      secondaries: secondaries_ ?? NO_ITEMS,
      rollbackTs: rollbackTs_ ?? NO_ITEMS,
      lastChangeTs: lastChangeTs_,
      versionsToLastChange: versionsToLastChange_,
    };
  },
};

export interface MvccInfo {
  readonly lock: MvccLock | undefined;
  readonly writes: readonly MvccWrite[];
  readonly values: readonly MvccValue[];
}
export const MvccInfo: MessageType<MvccInfo> = {
  name: 'kvrpcpb.MvccInfo',
  encode(m, w) {
    if (m.lock !== undefined) {
      w.byte(10);
      const at = w.begin();
      MvccLock.encode(m.lock, w);
      w.end(at);
    }
    if (m.writes !== undefined) {
      for (const v of m.writes) {
        w.byte(18);
        const at = w.begin();
        MvccWrite.encode(v, w);
        w.end(at);
      }
    }
    if (m.values !== undefined) {
      for (const v of m.values) {
        w.byte(26);
        const at = w.begin();
        MvccValue.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let lock_: MvccLock | undefined = undefined;
    let writes_: MvccWrite[] | undefined = undefined;
    let values_: MvccValue[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          lock_ = MvccLock.decode(r, r.begin(end));
          break;
        case 18:
          (writes_ ??= []).push(MvccWrite.decode(r, r.begin(end)));
          break;
        case 26:
          (values_ ??= []).push(MvccValue.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      lock: lock_,
      writes: writes_ ?? NO_ITEMS,
      values: values_ ?? NO_ITEMS,
    };
  },
};

export interface TxnInfo {
  readonly txn: bigint;
  readonly status: bigint;
  readonly isTxnFile: boolean;
}
export const TxnInfo: MessageType<TxnInfo> = {
  name: 'kvrpcpb.TxnInfo',
  encode(m, w) {
    if (m.txn !== undefined && m.txn !== 0n) {
      w.byte(8);
      w.uint64(m.txn);
    }
    if (m.status !== undefined && m.status !== 0n) {
      w.byte(16);
      w.uint64(m.status);
    }
    if (m.isTxnFile) {
      w.uint32(800);
      w.bool(m.isTxnFile);
    }
  },
  decode(r, end) {
    let txn_: bigint = 0n;
    let status_: bigint = 0n;
    let isTxnFile_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          txn_ = r.uint64();
          break;
        case 16:
          status_ = r.uint64();
          break;
        case 800:
          isTxnFile_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      txn: txn_,
      status: status_,
      isTxnFile: isTxnFile_,
    };
  },
};

export interface KeyRange {
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
}
export const KeyRange: MessageType<KeyRange> = {
  name: 'kvrpcpb.KeyRange',
  encode(m, w) {
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(10);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(18);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          startKey_ = r.bytes();
          break;
        case 18:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startKey: startKey_,
      endKey: endKey_,
    };
  },
};

export interface StoreSafeTSRequest {
  readonly keyRange: KeyRange | undefined;
}
export const StoreSafeTSRequest: MessageType<StoreSafeTSRequest> = {
  name: 'kvrpcpb.StoreSafeTSRequest',
  encode(m, w) {
    if (m.keyRange !== undefined) {
      w.byte(10);
      const at = w.begin();
      KeyRange.encode(m.keyRange, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let keyRange_: KeyRange | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          keyRange_ = KeyRange.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      keyRange: keyRange_,
    };
  },
};

export interface StoreSafeTSResponse {
  readonly safeTs: bigint;
}
export const StoreSafeTSResponse: MessageType<StoreSafeTSResponse> = {
  name: 'kvrpcpb.StoreSafeTSResponse',
  encode(m, w) {
    if (m.safeTs !== undefined && m.safeTs !== 0n) {
      w.byte(8);
      w.uint64(m.safeTs);
    }
  },
  decode(r, end) {
    let safeTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          safeTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      safeTs: safeTs_,
    };
  },
};

export interface RawGetKeyTTLRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly cf: string;
}
export const RawGetKeyTTLRequest: MessageType<RawGetKeyTTLRequest> = {
  name: 'kvrpcpb.RawGetKeyTTLRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(26);
      w.string(m.cf);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          cf_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      cf: cf_,
    };
  },
};

export interface RawGetKeyTTLResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly ttl: bigint;
  readonly notFound: boolean;
}
export const RawGetKeyTTLResponse: MessageType<RawGetKeyTTLResponse> = {
  name: 'kvrpcpb.RawGetKeyTTLResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(24);
      w.uint64(m.ttl);
    }
    if (m.notFound) {
      w.byte(32);
      w.bool(m.notFound);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let ttl_: bigint = 0n;
    let notFound_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 24:
          ttl_ = r.uint64();
          break;
        case 32:
          notFound_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      ttl: ttl_,
      notFound: notFound_,
    };
  },
};

export interface RawCASRequest {
  readonly context: Context | undefined;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly previousNotExist: boolean;
  readonly previousValue: Uint8Array;
  readonly cf: string;
  readonly ttl: bigint;
  readonly delete: boolean;
}
export const RawCASRequest: MessageType<RawCASRequest> = {
  name: 'kvrpcpb.RawCASRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(18);
      w.bytes(m.key);
    }
    if (m.value !== undefined && m.value.length > 0) {
      w.byte(26);
      w.bytes(m.value);
    }
    if (m.previousNotExist) {
      w.byte(32);
      w.bool(m.previousNotExist);
    }
    if (m.previousValue !== undefined && m.previousValue.length > 0) {
      w.byte(42);
      w.bytes(m.previousValue);
    }
    if (m.cf !== undefined && m.cf !== '') {
      w.byte(50);
      w.string(m.cf);
    }
    if (m.ttl !== undefined && m.ttl !== 0n) {
      w.byte(56);
      w.uint64(m.ttl);
    }
    if (m.delete) {
      w.byte(64);
      w.bool(m.delete);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let key_: Uint8Array = NO_BYTES;
    let value_: Uint8Array = NO_BYTES;
    let previousNotExist_: boolean = false;
    let previousValue_: Uint8Array = NO_BYTES;
    let cf_: string = '';
    let ttl_: bigint = 0n;
    let delete_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          key_ = r.bytes();
          break;
        case 26:
          value_ = r.bytes();
          break;
        case 32:
          previousNotExist_ = r.bool();
          break;
        case 42:
          previousValue_ = r.bytes();
          break;
        case 50:
          cf_ = r.string();
          break;
        case 56:
          ttl_ = r.uint64();
          break;
        case 64:
          delete_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      key: key_,
      value: value_,
      previousNotExist: previousNotExist_,
      previousValue: previousValue_,
      cf: cf_,
      ttl: ttl_,
      delete: delete_,
    };
  },
};

export interface RawCASResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly succeed: boolean;
  readonly previousNotExist: boolean;
  readonly previousValue: Uint8Array;
}
export const RawCASResponse: MessageType<RawCASResponse> = {
  name: 'kvrpcpb.RawCASResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.succeed) {
      w.byte(24);
      w.bool(m.succeed);
    }
    if (m.previousNotExist) {
      w.byte(32);
      w.bool(m.previousNotExist);
    }
    if (m.previousValue !== undefined && m.previousValue.length > 0) {
      w.byte(42);
      w.bytes(m.previousValue);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let succeed_: boolean = false;
    let previousNotExist_: boolean = false;
    let previousValue_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 24:
          succeed_ = r.bool();
          break;
        case 32:
          previousNotExist_ = r.bool();
          break;
        case 42:
          previousValue_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      succeed: succeed_,
      previousNotExist: previousNotExist_,
      previousValue: previousValue_,
    };
  },
};

export interface GetLockWaitInfoRequest {
  readonly context: Context | undefined;
}
export const GetLockWaitInfoRequest: MessageType<GetLockWaitInfoRequest> = {
  name: 'kvrpcpb.GetLockWaitInfoRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
    };
  },
};

export interface GetLockWaitInfoResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly entries: readonly deadlock.WaitForEntry[];
}
export const GetLockWaitInfoResponse: MessageType<GetLockWaitInfoResponse> = {
  name: 'kvrpcpb.GetLockWaitInfoResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.entries !== undefined) {
      for (const v of m.entries) {
        w.byte(26);
        const at = w.begin();
        deadlock.WaitForEntry.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let entries_: deadlock.WaitForEntry[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          (entries_ ??= []).push(deadlock.WaitForEntry.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      entries: entries_ ?? NO_ITEMS,
    };
  },
};

export interface GetLockWaitHistoryRequest {
  readonly context: Context | undefined;
}
export const GetLockWaitHistoryRequest: MessageType<GetLockWaitHistoryRequest> = {
  name: 'kvrpcpb.GetLockWaitHistoryRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
    };
  },
};

export interface GetLockWaitHistoryResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly entries: readonly deadlock.WaitForEntry[];
}
export const GetLockWaitHistoryResponse: MessageType<GetLockWaitHistoryResponse> = {
  name: 'kvrpcpb.GetLockWaitHistoryResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.entries !== undefined) {
      for (const v of m.entries) {
        w.byte(26);
        const at = w.begin();
        deadlock.WaitForEntry.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let entries_: deadlock.WaitForEntry[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          (entries_ ??= []).push(deadlock.WaitForEntry.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      entries: entries_ ?? NO_ITEMS,
    };
  },
};

export interface RawCoprocessorRequest {
  readonly context: Context | undefined;
  readonly coprName: string;
  readonly coprVersionReq: string;
  readonly ranges: readonly KeyRange[];
  readonly data: Uint8Array;
}
export const RawCoprocessorRequest: MessageType<RawCoprocessorRequest> = {
  name: 'kvrpcpb.RawCoprocessorRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.coprName !== undefined && m.coprName !== '') {
      w.byte(18);
      w.string(m.coprName);
    }
    if (m.coprVersionReq !== undefined && m.coprVersionReq !== '') {
      w.byte(26);
      w.string(m.coprVersionReq);
    }
    if (m.ranges !== undefined) {
      for (const v of m.ranges) {
        w.byte(34);
        const at = w.begin();
        KeyRange.encode(v, w);
        w.end(at);
      }
    }
    if (m.data !== undefined && m.data.length > 0) {
      w.byte(42);
      w.bytes(m.data);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let coprName_: string = '';
    let coprVersionReq_: string = '';
    let ranges_: KeyRange[] | undefined = undefined;
    let data_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          coprName_ = r.string();
          break;
        case 26:
          coprVersionReq_ = r.string();
          break;
        case 34:
          (ranges_ ??= []).push(KeyRange.decode(r, r.begin(end)));
          break;
        case 42:
          data_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      coprName: coprName_,
      coprVersionReq: coprVersionReq_,
      ranges: ranges_ ?? NO_ITEMS,
      data: data_,
    };
  },
};

export interface RawCoprocessorResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly data: Uint8Array;
}
export const RawCoprocessorResponse: MessageType<RawCoprocessorResponse> = {
  name: 'kvrpcpb.RawCoprocessorResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.data !== undefined && m.data.length > 0) {
      w.byte(26);
      w.bytes(m.data);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let data_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 26:
          data_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      data: data_,
    };
  },
};

export interface RawChecksumRequest {
  readonly context: Context | undefined;
  readonly algorithm: ChecksumAlgorithm;
  readonly ranges: readonly KeyRange[];
}
export const RawChecksumRequest: MessageType<RawChecksumRequest> = {
  name: 'kvrpcpb.RawChecksumRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.algorithm !== undefined && m.algorithm !== 0) {
      w.byte(16);
      w.int32(m.algorithm);
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
    let context_: Context | undefined = undefined;
    let algorithm_: ChecksumAlgorithm = 0;
    let ranges_: KeyRange[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 16:
          algorithm_ = r.int32() as ChecksumAlgorithm;
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
      context: context_,
      algorithm: algorithm_,
      ranges: ranges_ ?? NO_ITEMS,
    };
  },
};

export interface RawChecksumResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: string;
  readonly checksum: bigint;
  readonly totalKvs: bigint;
  readonly totalBytes: bigint;
}
export const RawChecksumResponse: MessageType<RawChecksumResponse> = {
  name: 'kvrpcpb.RawChecksumResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined && m.error !== '') {
      w.byte(18);
      w.string(m.error);
    }
    if (m.checksum !== undefined && m.checksum !== 0n) {
      w.byte(24);
      w.uint64(m.checksum);
    }
    if (m.totalKvs !== undefined && m.totalKvs !== 0n) {
      w.byte(32);
      w.uint64(m.totalKvs);
    }
    if (m.totalBytes !== undefined && m.totalBytes !== 0n) {
      w.byte(40);
      w.uint64(m.totalBytes);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: string = '';
    let checksum_: bigint = 0n;
    let totalKvs_: bigint = 0n;
    let totalBytes_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = r.string();
          break;
        case 24:
          checksum_ = r.uint64();
          break;
        case 32:
          totalKvs_ = r.uint64();
          break;
        case 40:
          totalBytes_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      checksum: checksum_,
      totalKvs: totalKvs_,
      totalBytes: totalBytes_,
    };
  },
};

export interface CompactError {
  readonly errInvalidStartKey: CompactErrorInvalidStartKey | undefined;
  readonly errPhysicalTableNotExist: CompactErrorPhysicalTableNotExist | undefined;
  readonly errCompactInProgress: CompactErrorCompactInProgress | undefined;
  readonly errTooManyPendingTasks: CompactErrorTooManyPendingTasks | undefined;
}
export const CompactError: MessageType<CompactError> = {
  name: 'kvrpcpb.CompactError',
  encode(m, w) {
    if (m.errInvalidStartKey !== undefined) {
      w.byte(10);
      const at = w.begin();
      CompactErrorInvalidStartKey.encode(m.errInvalidStartKey, w);
      w.end(at);
    }
    if (m.errPhysicalTableNotExist !== undefined) {
      w.byte(18);
      const at = w.begin();
      CompactErrorPhysicalTableNotExist.encode(m.errPhysicalTableNotExist, w);
      w.end(at);
    }
    if (m.errCompactInProgress !== undefined) {
      w.byte(26);
      const at = w.begin();
      CompactErrorCompactInProgress.encode(m.errCompactInProgress, w);
      w.end(at);
    }
    if (m.errTooManyPendingTasks !== undefined) {
      w.byte(34);
      const at = w.begin();
      CompactErrorTooManyPendingTasks.encode(m.errTooManyPendingTasks, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let errInvalidStartKey_: CompactErrorInvalidStartKey | undefined = undefined;
    let errPhysicalTableNotExist_: CompactErrorPhysicalTableNotExist | undefined = undefined;
    let errCompactInProgress_: CompactErrorCompactInProgress | undefined = undefined;
    let errTooManyPendingTasks_: CompactErrorTooManyPendingTasks | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          errInvalidStartKey_ = CompactErrorInvalidStartKey.decode(r, r.begin(end));
          break;
        case 18:
          errPhysicalTableNotExist_ = CompactErrorPhysicalTableNotExist.decode(r, r.begin(end));
          break;
        case 26:
          errCompactInProgress_ = CompactErrorCompactInProgress.decode(r, r.begin(end));
          break;
        case 34:
          errTooManyPendingTasks_ = CompactErrorTooManyPendingTasks.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      errInvalidStartKey: errInvalidStartKey_,
      errPhysicalTableNotExist: errPhysicalTableNotExist_,
      errCompactInProgress: errCompactInProgress_,
      errTooManyPendingTasks: errTooManyPendingTasks_,
    };
  },
};

export type CompactErrorInvalidStartKey = Readonly<Record<never, never>>;
export const CompactErrorInvalidStartKey: MessageType<CompactErrorInvalidStartKey> = {
  name: 'kvrpcpb.CompactErrorInvalidStartKey',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export type CompactErrorPhysicalTableNotExist = Readonly<Record<never, never>>;
export const CompactErrorPhysicalTableNotExist: MessageType<CompactErrorPhysicalTableNotExist> = {
  name: 'kvrpcpb.CompactErrorPhysicalTableNotExist',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export type CompactErrorCompactInProgress = Readonly<Record<never, never>>;
export const CompactErrorCompactInProgress: MessageType<CompactErrorCompactInProgress> = {
  name: 'kvrpcpb.CompactErrorCompactInProgress',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export type CompactErrorTooManyPendingTasks = Readonly<Record<never, never>>;
export const CompactErrorTooManyPendingTasks: MessageType<CompactErrorTooManyPendingTasks> = {
  name: 'kvrpcpb.CompactErrorTooManyPendingTasks',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export interface CompactRequest {
  readonly startKey: Uint8Array;
  readonly physicalTableId: bigint;
  readonly logicalTableId: bigint;
  readonly apiVersion: APIVersion;
  readonly keyspaceId: number | undefined;
  readonly keyspaceIdentity: apipb.KeyspaceIdentity | undefined;
}
export const CompactRequest: MessageType<CompactRequest> = {
  name: 'kvrpcpb.CompactRequest',
  encode(m, w) {
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(10);
      w.bytes(m.startKey);
    }
    if (m.physicalTableId !== undefined && m.physicalTableId !== 0n) {
      w.byte(16);
      w.uint64(m.physicalTableId);
    }
    if (m.logicalTableId !== undefined && m.logicalTableId !== 0n) {
      w.byte(24);
      w.uint64(m.logicalTableId);
    }
    if (m.apiVersion !== undefined && m.apiVersion !== 0) {
      w.byte(56);
      w.int32(m.apiVersion);
    }
    if (m.keyspaceId !== undefined) {
      w.byte(64);
      w.uint32(m.keyspaceId);
    }
    if (m.keyspaceIdentity !== undefined) {
      w.byte(74);
      const at = w.begin();
      apipb.KeyspaceIdentity.encode(m.keyspaceIdentity, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let startKey_: Uint8Array = NO_BYTES;
    let physicalTableId_: bigint = 0n;
    let logicalTableId_: bigint = 0n;
    let apiVersion_: APIVersion = 0;
    let keyspaceId_: number | undefined = undefined;
    let keyspaceIdentity_: apipb.KeyspaceIdentity | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          startKey_ = r.bytes();
          break;
        case 16:
          physicalTableId_ = r.int64();
          break;
        case 24:
          logicalTableId_ = r.int64();
          break;
        case 56:
          apiVersion_ = r.int32() as APIVersion;
          break;
        case 64:
          keyspaceId_ = r.uint32();
          break;
        case 74:
          keyspaceIdentity_ = apipb.KeyspaceIdentity.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startKey: startKey_,
      physicalTableId: physicalTableId_,
      logicalTableId: logicalTableId_,
      apiVersion: apiVersion_,
      keyspaceId: keyspaceId_,
      keyspaceIdentity: keyspaceIdentity_,
    };
  },
};

export interface CompactResponse {
  readonly error: CompactError | undefined;
  readonly hasRemaining: boolean;
  readonly compactedStartKey: Uint8Array;
  readonly compactedEndKey: Uint8Array;
}
export const CompactResponse: MessageType<CompactResponse> = {
  name: 'kvrpcpb.CompactResponse',
  encode(m, w) {
    if (m.error !== undefined) {
      w.byte(10);
      const at = w.begin();
      CompactError.encode(m.error, w);
      w.end(at);
    }
    if (m.hasRemaining) {
      w.byte(16);
      w.bool(m.hasRemaining);
    }
    if (m.compactedStartKey !== undefined && m.compactedStartKey.length > 0) {
      w.byte(26);
      w.bytes(m.compactedStartKey);
    }
    if (m.compactedEndKey !== undefined && m.compactedEndKey.length > 0) {
      w.byte(34);
      w.bytes(m.compactedEndKey);
    }
  },
  decode(r, end) {
    let error_: CompactError | undefined = undefined;
    let hasRemaining_: boolean = false;
    let compactedStartKey_: Uint8Array = NO_BYTES;
    let compactedEndKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          error_ = CompactError.decode(r, r.begin(end));
          break;
        case 16:
          hasRemaining_ = r.bool();
          break;
        case 26:
          compactedStartKey_ = r.bytes();
          break;
        case 34:
          compactedEndKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      error: error_,
      hasRemaining: hasRemaining_,
      compactedStartKey: compactedStartKey_,
      compactedEndKey: compactedEndKey_,
    };
  },
};

export interface FlushRequest {
  readonly context: Context | undefined;
  readonly mutations: readonly Mutation[];
  readonly primaryKey: Uint8Array;
  readonly startTs: bigint;
  readonly minCommitTs: bigint;
  readonly generation: bigint;
  readonly lockTtl: bigint;
  readonly assertionLevel: AssertionLevel;
}
export const FlushRequest: MessageType<FlushRequest> = {
  name: 'kvrpcpb.FlushRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.mutations !== undefined) {
      for (const v of m.mutations) {
        w.byte(18);
        const at = w.begin();
        Mutation.encode(v, w);
        w.end(at);
      }
    }
    if (m.primaryKey !== undefined && m.primaryKey.length > 0) {
      w.byte(26);
      w.bytes(m.primaryKey);
    }
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(32);
      w.uint64(m.startTs);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(40);
      w.uint64(m.minCommitTs);
    }
    if (m.generation !== undefined && m.generation !== 0n) {
      w.byte(48);
      w.uint64(m.generation);
    }
    if (m.lockTtl !== undefined && m.lockTtl !== 0n) {
      w.byte(56);
      w.uint64(m.lockTtl);
    }
    if (m.assertionLevel !== undefined && m.assertionLevel !== 0) {
      w.byte(64);
      w.int32(m.assertionLevel);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let mutations_: Mutation[] | undefined = undefined;
    let primaryKey_: Uint8Array = NO_BYTES;
    let startTs_: bigint = 0n;
    let minCommitTs_: bigint = 0n;
    let generation_: bigint = 0n;
    let lockTtl_: bigint = 0n;
    let assertionLevel_: AssertionLevel = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (mutations_ ??= []).push(Mutation.decode(r, r.begin(end)));
          break;
        case 26:
          primaryKey_ = r.bytes();
          break;
        case 32:
          startTs_ = r.uint64();
          break;
        case 40:
          minCommitTs_ = r.uint64();
          break;
        case 48:
          generation_ = r.uint64();
          break;
        case 56:
          lockTtl_ = r.uint64();
          break;
        case 64:
          assertionLevel_ = r.int32() as AssertionLevel;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      mutations: mutations_ ?? NO_ITEMS,
      primaryKey: primaryKey_,
      startTs: startTs_,
      minCommitTs: minCommitTs_,
      generation: generation_,
      lockTtl: lockTtl_,
      assertionLevel: assertionLevel_,
    };
  },
};

export interface FlushResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly errors: readonly KeyError[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const FlushResponse: MessageType<FlushResponse> = {
  name: 'kvrpcpb.FlushResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.errors !== undefined) {
      for (const v of m.errors) {
        w.byte(18);
        const at = w.begin();
        KeyError.encode(v, w);
        w.end(at);
      }
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(26);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let errors_: KeyError[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          (errors_ ??= []).push(KeyError.decode(r, r.begin(end)));
          break;
        case 26:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      errors: errors_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface BufferBatchGetRequest {
  readonly context: Context | undefined;
  readonly keys: readonly Uint8Array[];
  readonly version: bigint;
}
export const BufferBatchGetRequest: MessageType<BufferBatchGetRequest> = {
  name: 'kvrpcpb.BufferBatchGetRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(24);
      w.uint64(m.version);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let keys_: Uint8Array[] | undefined = undefined;
    let version_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        case 24:
          version_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      keys: keys_ ?? NO_ITEMS,
      version: version_,
    };
  },
};

export interface BufferBatchGetResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly error: KeyError | undefined;
  readonly pairs: readonly KvPair[];
  readonly execDetailsV2: ExecDetailsV2 | undefined;
}
export const BufferBatchGetResponse: MessageType<BufferBatchGetResponse> = {
  name: 'kvrpcpb.BufferBatchGetResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.error !== undefined) {
      w.byte(18);
      const at = w.begin();
      KeyError.encode(m.error, w);
      w.end(at);
    }
    if (m.pairs !== undefined) {
      for (const v of m.pairs) {
        w.byte(26);
        const at = w.begin();
        KvPair.encode(v, w);
        w.end(at);
      }
    }
    if (m.execDetailsV2 !== undefined) {
      w.byte(34);
      const at = w.begin();
      ExecDetailsV2.encode(m.execDetailsV2, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let error_: KeyError | undefined = undefined;
    let pairs_: KvPair[] | undefined = undefined;
    let execDetailsV2_: ExecDetailsV2 | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          error_ = KeyError.decode(r, r.begin(end));
          break;
        case 26:
          (pairs_ ??= []).push(KvPair.decode(r, r.begin(end)));
          break;
        case 34:
          execDetailsV2_ = ExecDetailsV2.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      error: error_,
      pairs: pairs_ ?? NO_ITEMS,
      execDetailsV2: execDetailsV2_,
    };
  },
};

export interface GetHealthFeedbackRequest {
  readonly context: Context | undefined;
}
export const GetHealthFeedbackRequest: MessageType<GetHealthFeedbackRequest> = {
  name: 'kvrpcpb.GetHealthFeedbackRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
    };
  },
};

export interface GetHealthFeedbackResponse {
  readonly regionError: errorpb.Error | undefined;
  readonly healthFeedback: HealthFeedback | undefined;
}
export const GetHealthFeedbackResponse: MessageType<GetHealthFeedbackResponse> = {
  name: 'kvrpcpb.GetHealthFeedbackResponse',
  encode(m, w) {
    if (m.regionError !== undefined) {
      w.byte(10);
      const at = w.begin();
      errorpb.Error.encode(m.regionError, w);
      w.end(at);
    }
    if (m.healthFeedback !== undefined) {
      w.byte(18);
      const at = w.begin();
      HealthFeedback.encode(m.healthFeedback, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionError_: errorpb.Error | undefined = undefined;
    let healthFeedback_: HealthFeedback | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          regionError_ = errorpb.Error.decode(r, r.begin(end));
          break;
        case 18:
          healthFeedback_ = HealthFeedback.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionError: regionError_,
      healthFeedback: healthFeedback_,
    };
  },
};

export interface HealthFeedback {
  readonly storeId: bigint;
  readonly feedbackSeqNo: bigint;
  readonly slowScore: number;
}
export const HealthFeedback: MessageType<HealthFeedback> = {
  name: 'kvrpcpb.HealthFeedback',
  encode(m, w) {
    if (m.storeId !== undefined && m.storeId !== 0n) {
      w.byte(8);
      w.uint64(m.storeId);
    }
    if (m.feedbackSeqNo !== undefined && m.feedbackSeqNo !== 0n) {
      w.byte(16);
      w.uint64(m.feedbackSeqNo);
    }
    if (m.slowScore !== undefined && m.slowScore !== 0) {
      w.byte(24);
      w.int32(m.slowScore);
    }
  },
  decode(r, end) {
    let storeId_: bigint = 0n;
    let feedbackSeqNo_: bigint = 0n;
    let slowScore_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          storeId_ = r.uint64();
          break;
        case 16:
          feedbackSeqNo_ = r.uint64();
          break;
        case 24:
          slowScore_ = r.int32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      storeId: storeId_,
      feedbackSeqNo: feedbackSeqNo_,
      slowScore: slowScore_,
    };
  },
};

export interface BroadcastTxnStatusRequest {
  readonly context: Context | undefined;
  readonly txnStatus: readonly TxnStatus[];
}
export const BroadcastTxnStatusRequest: MessageType<BroadcastTxnStatusRequest> = {
  name: 'kvrpcpb.BroadcastTxnStatusRequest',
  encode(m, w) {
    if (m.context !== undefined) {
      w.byte(10);
      const at = w.begin();
      Context.encode(m.context, w);
      w.end(at);
    }
    if (m.txnStatus !== undefined) {
      for (const v of m.txnStatus) {
        w.byte(18);
        const at = w.begin();
        TxnStatus.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let context_: Context | undefined = undefined;
    let txnStatus_: TxnStatus[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          context_ = Context.decode(r, r.begin(end));
          break;
        case 18:
          (txnStatus_ ??= []).push(TxnStatus.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      context: context_,
      txnStatus: txnStatus_ ?? NO_ITEMS,
    };
  },
};

export interface TxnStatus {
  readonly startTs: bigint;
  readonly minCommitTs: bigint;
  readonly commitTs: bigint;
  readonly rolledBack: boolean;
  readonly isCompleted: boolean;
}
export const TxnStatus: MessageType<TxnStatus> = {
  name: 'kvrpcpb.TxnStatus',
  encode(m, w) {
    if (m.startTs !== undefined && m.startTs !== 0n) {
      w.byte(8);
      w.uint64(m.startTs);
    }
    if (m.minCommitTs !== undefined && m.minCommitTs !== 0n) {
      w.byte(16);
      w.uint64(m.minCommitTs);
    }
    if (m.commitTs !== undefined && m.commitTs !== 0n) {
      w.byte(24);
      w.uint64(m.commitTs);
    }
    if (m.rolledBack) {
      w.byte(32);
      w.bool(m.rolledBack);
    }
    if (m.isCompleted) {
      w.byte(40);
      w.bool(m.isCompleted);
    }
  },
  decode(r, end) {
    let startTs_: bigint = 0n;
    let minCommitTs_: bigint = 0n;
    let commitTs_: bigint = 0n;
    let rolledBack_: boolean = false;
    let isCompleted_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          startTs_ = r.uint64();
          break;
        case 16:
          minCommitTs_ = r.uint64();
          break;
        case 24:
          commitTs_ = r.uint64();
          break;
        case 32:
          rolledBack_ = r.bool();
          break;
        case 40:
          isCompleted_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      startTs: startTs_,
      minCommitTs: minCommitTs_,
      commitTs: commitTs_,
      rolledBack: rolledBack_,
      isCompleted: isCompleted_,
    };
  },
};

export type BroadcastTxnStatusResponse = Readonly<Record<never, never>>;
export const BroadcastTxnStatusResponse: MessageType<BroadcastTxnStatusResponse> = {
  name: 'kvrpcpb.BroadcastTxnStatusResponse',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};
