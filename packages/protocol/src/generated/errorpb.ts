// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';
import * as metapb from './metapb';

export interface NotLeader {
  readonly regionId: bigint;
  readonly leader: metapb.Peer | undefined;
}
export const NotLeader: MessageType<NotLeader> = {
  name: 'errorpb.NotLeader',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.leader !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Peer.encode(m.leader, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let leader_: metapb.Peer | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 18:
          leader_ = metapb.Peer.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      leader: leader_,
    };
  },
};

export interface IsWitness {
  readonly regionId: bigint;
}
export const IsWitness: MessageType<IsWitness> = {
  name: 'errorpb.IsWitness',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface BucketVersionNotMatch {
  readonly version: bigint;
  readonly keys: readonly Uint8Array[];
}
export const BucketVersionNotMatch: MessageType<BucketVersionNotMatch> = {
  name: 'errorpb.BucketVersionNotMatch',
  encode(m, w) {
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(8);
      w.uint64(m.version);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(18);
        w.bytes(v);
      }
    }
  },
  decode(r, end) {
    let version_: bigint = 0n;
    let keys_: Uint8Array[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          version_ = r.uint64();
          break;
        case 18:
          (keys_ ??= []).push(r.bytes());
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      version: version_,
      keys: keys_ ?? NO_ITEMS,
    };
  },
};

export interface DiskFull {
  readonly storeId: readonly bigint[];
  readonly reason: string;
}
export const DiskFull: MessageType<DiskFull> = {
  name: 'errorpb.DiskFull',
  encode(m, w) {
    if (m.storeId !== undefined && m.storeId.length > 0) {
      w.byte(10);
      const at = w.begin();
      for (const v of m.storeId) w.uint64(v);
      w.end(at);
    }
    if (m.reason !== undefined && m.reason !== '') {
      w.byte(18);
      w.string(m.reason);
    }
  },
  decode(r, end) {
    let storeId_: bigint[] | undefined = undefined;
    let reason_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          (storeId_ ??= []).push(r.uint64());
          break;
        case 10: {
          const list = (storeId_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 18:
          reason_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      storeId: storeId_ ?? NO_ITEMS,
      reason: reason_,
    };
  },
};

export interface StoreNotMatch {
  readonly requestStoreId: bigint;
  readonly actualStoreId: bigint;
}
export const StoreNotMatch: MessageType<StoreNotMatch> = {
  name: 'errorpb.StoreNotMatch',
  encode(m, w) {
    if (m.requestStoreId !== undefined && m.requestStoreId !== 0n) {
      w.byte(8);
      w.uint64(m.requestStoreId);
    }
    if (m.actualStoreId !== undefined && m.actualStoreId !== 0n) {
      w.byte(16);
      w.uint64(m.actualStoreId);
    }
  },
  decode(r, end) {
    let requestStoreId_: bigint = 0n;
    let actualStoreId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          requestStoreId_ = r.uint64();
          break;
        case 16:
          actualStoreId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      requestStoreId: requestStoreId_,
      actualStoreId: actualStoreId_,
    };
  },
};

export interface RegionNotFound {
  readonly regionId: bigint;
}
export const RegionNotFound: MessageType<RegionNotFound> = {
  name: 'errorpb.RegionNotFound',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface RegionNotInitialized {
  readonly regionId: bigint;
}
export const RegionNotInitialized: MessageType<RegionNotInitialized> = {
  name: 'errorpb.RegionNotInitialized',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface KeyNotInRegion {
  readonly key: Uint8Array;
  readonly regionId: bigint;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
}
export const KeyNotInRegion: MessageType<KeyNotInRegion> = {
  name: 'errorpb.KeyNotInRegion',
  encode(m, w) {
    if (m.key !== undefined && m.key.length > 0) {
      w.byte(10);
      w.bytes(m.key);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(26);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(34);
      w.bytes(m.endKey);
    }
  },
  decode(r, end) {
    let key_: Uint8Array = NO_BYTES;
    let regionId_: bigint = 0n;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.bytes();
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        case 26:
          startKey_ = r.bytes();
          break;
        case 34:
          endKey_ = r.bytes();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      regionId: regionId_,
      startKey: startKey_,
      endKey: endKey_,
    };
  },
};

export interface EpochNotMatch {
  readonly currentRegions: readonly metapb.Region[];
}
export const EpochNotMatch: MessageType<EpochNotMatch> = {
  name: 'errorpb.EpochNotMatch',
  encode(m, w) {
    if (m.currentRegions !== undefined) {
      for (const v of m.currentRegions) {
        w.byte(10);
        const at = w.begin();
        metapb.Region.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let currentRegions_: metapb.Region[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (currentRegions_ ??= []).push(metapb.Region.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      currentRegions: currentRegions_ ?? NO_ITEMS,
    };
  },
};

export interface ServerIsBusy {
  readonly reason: string;
  readonly backoffMs: bigint;
  readonly estimatedWaitMs: number;
  readonly appliedIndex: bigint;
}
export const ServerIsBusy: MessageType<ServerIsBusy> = {
  name: 'errorpb.ServerIsBusy',
  encode(m, w) {
    if (m.reason !== undefined && m.reason !== '') {
      w.byte(10);
      w.string(m.reason);
    }
    if (m.backoffMs !== undefined && m.backoffMs !== 0n) {
      w.byte(16);
      w.uint64(m.backoffMs);
    }
    if (m.estimatedWaitMs !== undefined && m.estimatedWaitMs !== 0) {
      w.byte(24);
      w.uint32(m.estimatedWaitMs);
    }
    if (m.appliedIndex !== undefined && m.appliedIndex !== 0n) {
      w.byte(32);
      w.uint64(m.appliedIndex);
    }
  },
  decode(r, end) {
    let reason_: string = '';
    let backoffMs_: bigint = 0n;
    let estimatedWaitMs_: number = 0;
    let appliedIndex_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          reason_ = r.string();
          break;
        case 16:
          backoffMs_ = r.uint64();
          break;
        case 24:
          estimatedWaitMs_ = r.uint32();
          break;
        case 32:
          appliedIndex_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      reason: reason_,
      backoffMs: backoffMs_,
      estimatedWaitMs: estimatedWaitMs_,
      appliedIndex: appliedIndex_,
    };
  },
};

export type StaleCommand = Readonly<Record<never, never>>;
export const StaleCommand: MessageType<StaleCommand> = {
  name: 'errorpb.StaleCommand',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export interface RaftEntryTooLarge {
  readonly regionId: bigint;
  readonly entrySize: bigint;
}
export const RaftEntryTooLarge: MessageType<RaftEntryTooLarge> = {
  name: 'errorpb.RaftEntryTooLarge',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.entrySize !== undefined && m.entrySize !== 0n) {
      w.byte(16);
      w.uint64(m.entrySize);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let entrySize_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          entrySize_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      entrySize: entrySize_,
    };
  },
};

export type MaxTimestampNotSynced = Readonly<Record<never, never>>;
export const MaxTimestampNotSynced: MessageType<MaxTimestampNotSynced> = {
  name: 'errorpb.MaxTimestampNotSynced',
  encode() {},
  decode(r, end) {
    while (r.pos < end) r.skip(r.uint32());
    r.finish(end);
    return {};
  },
};

export interface ReadIndexNotReady {
  readonly reason: string;
  readonly regionId: bigint;
}
export const ReadIndexNotReady: MessageType<ReadIndexNotReady> = {
  name: 'errorpb.ReadIndexNotReady',
  encode(m, w) {
    if (m.reason !== undefined && m.reason !== '') {
      w.byte(10);
      w.string(m.reason);
    }
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(16);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let reason_: string = '';
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          reason_ = r.string();
          break;
        case 16:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      reason: reason_,
      regionId: regionId_,
    };
  },
};

export interface ProposalInMergingMode {
  readonly regionId: bigint;
}
export const ProposalInMergingMode: MessageType<ProposalInMergingMode> = {
  name: 'errorpb.ProposalInMergingMode',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface DataIsNotReady {
  readonly regionId: bigint;
  readonly peerId: bigint;
  readonly safeTs: bigint;
}
export const DataIsNotReady: MessageType<DataIsNotReady> = {
  name: 'errorpb.DataIsNotReady',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.peerId !== undefined && m.peerId !== 0n) {
      w.byte(16);
      w.uint64(m.peerId);
    }
    if (m.safeTs !== undefined && m.safeTs !== 0n) {
      w.byte(24);
      w.uint64(m.safeTs);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let peerId_: bigint = 0n;
    let safeTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          peerId_ = r.uint64();
          break;
        case 24:
          safeTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      peerId: peerId_,
      safeTs: safeTs_,
    };
  },
};

export interface RecoveryInProgress {
  readonly regionId: bigint;
}
export const RecoveryInProgress: MessageType<RecoveryInProgress> = {
  name: 'errorpb.RecoveryInProgress',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface FlashbackInProgress {
  readonly regionId: bigint;
  readonly flashbackStartTs: bigint;
}
export const FlashbackInProgress: MessageType<FlashbackInProgress> = {
  name: 'errorpb.FlashbackInProgress',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.flashbackStartTs !== undefined && m.flashbackStartTs !== 0n) {
      w.byte(16);
      w.uint64(m.flashbackStartTs);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let flashbackStartTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          flashbackStartTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      flashbackStartTs: flashbackStartTs_,
    };
  },
};

export interface FlashbackNotPrepared {
  readonly regionId: bigint;
}
export const FlashbackNotPrepared: MessageType<FlashbackNotPrepared> = {
  name: 'errorpb.FlashbackNotPrepared',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
    };
  },
};

export interface MismatchPeerId {
  readonly requestPeerId: bigint;
  readonly storePeerId: bigint;
}
export const MismatchPeerId: MessageType<MismatchPeerId> = {
  name: 'errorpb.MismatchPeerId',
  encode(m, w) {
    if (m.requestPeerId !== undefined && m.requestPeerId !== 0n) {
      w.byte(8);
      w.uint64(m.requestPeerId);
    }
    if (m.storePeerId !== undefined && m.storePeerId !== 0n) {
      w.byte(16);
      w.uint64(m.storePeerId);
    }
  },
  decode(r, end) {
    let requestPeerId_: bigint = 0n;
    let storePeerId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          requestPeerId_ = r.uint64();
          break;
        case 16:
          storePeerId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      requestPeerId: requestPeerId_,
      storePeerId: storePeerId_,
    };
  },
};

export interface UndeterminedResult {
  readonly message: string;
}
export const UndeterminedResult: MessageType<UndeterminedResult> = {
  name: 'errorpb.UndeterminedResult',
  encode(m, w) {
    if (m.message !== undefined && m.message !== '') {
      w.byte(10);
      w.string(m.message);
    }
  },
  decode(r, end) {
    let message_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          message_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      message: message_,
    };
  },
};

export interface Error {
  readonly message: string;
  readonly notLeader: NotLeader | undefined;
  readonly regionNotFound: RegionNotFound | undefined;
  readonly keyNotInRegion: KeyNotInRegion | undefined;
  readonly epochNotMatch: EpochNotMatch | undefined;
  readonly serverIsBusy: ServerIsBusy | undefined;
  readonly staleCommand: StaleCommand | undefined;
  readonly storeNotMatch: StoreNotMatch | undefined;
  readonly raftEntryTooLarge: RaftEntryTooLarge | undefined;
  readonly maxTimestampNotSynced: MaxTimestampNotSynced | undefined;
  readonly readIndexNotReady: ReadIndexNotReady | undefined;
  readonly proposalInMergingMode: ProposalInMergingMode | undefined;
  readonly dataIsNotReady: DataIsNotReady | undefined;
  readonly regionNotInitialized: RegionNotInitialized | undefined;
  readonly diskFull: DiskFull | undefined;
  readonly recoveryInProgress: RecoveryInProgress | undefined;
  readonly flashbackInProgress: FlashbackInProgress | undefined;
  readonly flashbackNotPrepared: FlashbackNotPrepared | undefined;
  readonly isWitness: IsWitness | undefined;
  readonly mismatchPeerId: MismatchPeerId | undefined;
  readonly bucketVersionNotMatch: BucketVersionNotMatch | undefined;
  readonly undeterminedResult: UndeterminedResult | undefined;
}
export const Error: MessageType<Error> = {
  name: 'errorpb.Error',
  encode(m, w) {
    if (m.message !== undefined && m.message !== '') {
      w.byte(10);
      w.string(m.message);
    }
    if (m.notLeader !== undefined) {
      w.byte(18);
      const at = w.begin();
      NotLeader.encode(m.notLeader, w);
      w.end(at);
    }
    if (m.regionNotFound !== undefined) {
      w.byte(26);
      const at = w.begin();
      RegionNotFound.encode(m.regionNotFound, w);
      w.end(at);
    }
    if (m.keyNotInRegion !== undefined) {
      w.byte(34);
      const at = w.begin();
      KeyNotInRegion.encode(m.keyNotInRegion, w);
      w.end(at);
    }
    if (m.epochNotMatch !== undefined) {
      w.byte(42);
      const at = w.begin();
      EpochNotMatch.encode(m.epochNotMatch, w);
      w.end(at);
    }
    if (m.serverIsBusy !== undefined) {
      w.byte(50);
      const at = w.begin();
      ServerIsBusy.encode(m.serverIsBusy, w);
      w.end(at);
    }
    if (m.staleCommand !== undefined) {
      w.byte(58);
      const at = w.begin();
      StaleCommand.encode(m.staleCommand, w);
      w.end(at);
    }
    if (m.storeNotMatch !== undefined) {
      w.byte(66);
      const at = w.begin();
      StoreNotMatch.encode(m.storeNotMatch, w);
      w.end(at);
    }
    if (m.raftEntryTooLarge !== undefined) {
      w.byte(74);
      const at = w.begin();
      RaftEntryTooLarge.encode(m.raftEntryTooLarge, w);
      w.end(at);
    }
    if (m.maxTimestampNotSynced !== undefined) {
      w.byte(82);
      const at = w.begin();
      MaxTimestampNotSynced.encode(m.maxTimestampNotSynced, w);
      w.end(at);
    }
    if (m.readIndexNotReady !== undefined) {
      w.byte(90);
      const at = w.begin();
      ReadIndexNotReady.encode(m.readIndexNotReady, w);
      w.end(at);
    }
    if (m.proposalInMergingMode !== undefined) {
      w.byte(98);
      const at = w.begin();
      ProposalInMergingMode.encode(m.proposalInMergingMode, w);
      w.end(at);
    }
    if (m.dataIsNotReady !== undefined) {
      w.byte(106);
      const at = w.begin();
      DataIsNotReady.encode(m.dataIsNotReady, w);
      w.end(at);
    }
    if (m.regionNotInitialized !== undefined) {
      w.byte(114);
      const at = w.begin();
      RegionNotInitialized.encode(m.regionNotInitialized, w);
      w.end(at);
    }
    if (m.diskFull !== undefined) {
      w.byte(122);
      const at = w.begin();
      DiskFull.encode(m.diskFull, w);
      w.end(at);
    }
    if (m.recoveryInProgress !== undefined) {
      w.uint32(130);
      const at = w.begin();
      RecoveryInProgress.encode(m.recoveryInProgress, w);
      w.end(at);
    }
    if (m.flashbackInProgress !== undefined) {
      w.uint32(138);
      const at = w.begin();
      FlashbackInProgress.encode(m.flashbackInProgress, w);
      w.end(at);
    }
    if (m.flashbackNotPrepared !== undefined) {
      w.uint32(146);
      const at = w.begin();
      FlashbackNotPrepared.encode(m.flashbackNotPrepared, w);
      w.end(at);
    }
    if (m.isWitness !== undefined) {
      w.uint32(154);
      const at = w.begin();
      IsWitness.encode(m.isWitness, w);
      w.end(at);
    }
    if (m.mismatchPeerId !== undefined) {
      w.uint32(162);
      const at = w.begin();
      MismatchPeerId.encode(m.mismatchPeerId, w);
      w.end(at);
    }
    if (m.bucketVersionNotMatch !== undefined) {
      w.uint32(170);
      const at = w.begin();
      BucketVersionNotMatch.encode(m.bucketVersionNotMatch, w);
      w.end(at);
    }
    if (m.undeterminedResult !== undefined) {
      w.uint32(178);
      const at = w.begin();
      UndeterminedResult.encode(m.undeterminedResult, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let message_: string = '';
    let notLeader_: NotLeader | undefined = undefined;
    let regionNotFound_: RegionNotFound | undefined = undefined;
    let keyNotInRegion_: KeyNotInRegion | undefined = undefined;
    let epochNotMatch_: EpochNotMatch | undefined = undefined;
    let serverIsBusy_: ServerIsBusy | undefined = undefined;
    let staleCommand_: StaleCommand | undefined = undefined;
    let storeNotMatch_: StoreNotMatch | undefined = undefined;
    let raftEntryTooLarge_: RaftEntryTooLarge | undefined = undefined;
    let maxTimestampNotSynced_: MaxTimestampNotSynced | undefined = undefined;
    let readIndexNotReady_: ReadIndexNotReady | undefined = undefined;
    let proposalInMergingMode_: ProposalInMergingMode | undefined = undefined;
    let dataIsNotReady_: DataIsNotReady | undefined = undefined;
    let regionNotInitialized_: RegionNotInitialized | undefined = undefined;
    let diskFull_: DiskFull | undefined = undefined;
    let recoveryInProgress_: RecoveryInProgress | undefined = undefined;
    let flashbackInProgress_: FlashbackInProgress | undefined = undefined;
    let flashbackNotPrepared_: FlashbackNotPrepared | undefined = undefined;
    let isWitness_: IsWitness | undefined = undefined;
    let mismatchPeerId_: MismatchPeerId | undefined = undefined;
    let bucketVersionNotMatch_: BucketVersionNotMatch | undefined = undefined;
    let undeterminedResult_: UndeterminedResult | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          message_ = r.string();
          break;
        case 18:
          notLeader_ = NotLeader.decode(r, r.begin(end));
          break;
        case 26:
          regionNotFound_ = RegionNotFound.decode(r, r.begin(end));
          break;
        case 34:
          keyNotInRegion_ = KeyNotInRegion.decode(r, r.begin(end));
          break;
        case 42:
          epochNotMatch_ = EpochNotMatch.decode(r, r.begin(end));
          break;
        case 50:
          serverIsBusy_ = ServerIsBusy.decode(r, r.begin(end));
          break;
        case 58:
          staleCommand_ = StaleCommand.decode(r, r.begin(end));
          break;
        case 66:
          storeNotMatch_ = StoreNotMatch.decode(r, r.begin(end));
          break;
        case 74:
          raftEntryTooLarge_ = RaftEntryTooLarge.decode(r, r.begin(end));
          break;
        case 82:
          maxTimestampNotSynced_ = MaxTimestampNotSynced.decode(r, r.begin(end));
          break;
        case 90:
          readIndexNotReady_ = ReadIndexNotReady.decode(r, r.begin(end));
          break;
        case 98:
          proposalInMergingMode_ = ProposalInMergingMode.decode(r, r.begin(end));
          break;
        case 106:
          dataIsNotReady_ = DataIsNotReady.decode(r, r.begin(end));
          break;
        case 114:
          regionNotInitialized_ = RegionNotInitialized.decode(r, r.begin(end));
          break;
        case 122:
          diskFull_ = DiskFull.decode(r, r.begin(end));
          break;
        case 130:
          recoveryInProgress_ = RecoveryInProgress.decode(r, r.begin(end));
          break;
        case 138:
          flashbackInProgress_ = FlashbackInProgress.decode(r, r.begin(end));
          break;
        case 146:
          flashbackNotPrepared_ = FlashbackNotPrepared.decode(r, r.begin(end));
          break;
        case 154:
          isWitness_ = IsWitness.decode(r, r.begin(end));
          break;
        case 162:
          mismatchPeerId_ = MismatchPeerId.decode(r, r.begin(end));
          break;
        case 170:
          bucketVersionNotMatch_ = BucketVersionNotMatch.decode(r, r.begin(end));
          break;
        case 178:
          undeterminedResult_ = UndeterminedResult.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      message: message_,
      notLeader: notLeader_,
      regionNotFound: regionNotFound_,
      keyNotInRegion: keyNotInRegion_,
      epochNotMatch: epochNotMatch_,
      serverIsBusy: serverIsBusy_,
      staleCommand: staleCommand_,
      storeNotMatch: storeNotMatch_,
      raftEntryTooLarge: raftEntryTooLarge_,
      maxTimestampNotSynced: maxTimestampNotSynced_,
      readIndexNotReady: readIndexNotReady_,
      proposalInMergingMode: proposalInMergingMode_,
      dataIsNotReady: dataIsNotReady_,
      regionNotInitialized: regionNotInitialized_,
      diskFull: diskFull_,
      recoveryInProgress: recoveryInProgress_,
      flashbackInProgress: flashbackInProgress_,
      flashbackNotPrepared: flashbackNotPrepared_,
      isWitness: isWitness_,
      mismatchPeerId: mismatchPeerId_,
      bucketVersionNotMatch: bucketVersionNotMatch_,
      undeterminedResult: undeterminedResult_,
    };
  },
};
