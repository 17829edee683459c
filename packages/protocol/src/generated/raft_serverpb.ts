// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_ITEMS } from '../wire/empty';
import * as eraftpb from './eraftpb';
import * as metapb from './metapb';

export const PeerState = {
  Normal: 0,
  Applying: 1,
  Tombstone: 2,
  Merging: 3,
  Unavailable: 4,
} as const;
export type PeerState = (typeof PeerState)[keyof typeof PeerState];

export interface RaftLocalState {
  readonly hardState: eraftpb.HardState | undefined;
  readonly lastIndex: bigint;
}
export const RaftLocalState: MessageType<RaftLocalState> = {
  name: 'raft_serverpb.RaftLocalState',
  encode(m, w) {
    if (m.hardState !== undefined) {
      w.byte(10);
      const at = w.begin();
      eraftpb.HardState.encode(m.hardState, w);
      w.end(at);
    }
    if (m.lastIndex !== undefined && m.lastIndex !== 0n) {
      w.byte(16);
      w.uint64(m.lastIndex);
    }
  },
  decode(r, end) {
    let hardState_: eraftpb.HardState | undefined = undefined;
    let lastIndex_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          hardState_ = eraftpb.HardState.decode(r, r.begin(end));
          break;
        case 16:
          lastIndex_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      hardState: hardState_,
      lastIndex: lastIndex_,
    };
  },
};

export interface MergeState {
  readonly minIndex: bigint;
  readonly target: metapb.Region | undefined;
  readonly commit: bigint;
}
export const MergeState: MessageType<MergeState> = {
  name: 'raft_serverpb.MergeState',
  encode(m, w) {
    if (m.minIndex !== undefined && m.minIndex !== 0n) {
      w.byte(8);
      w.uint64(m.minIndex);
    }
    if (m.target !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.target, w);
      w.end(at);
    }
    if (m.commit !== undefined && m.commit !== 0n) {
      w.byte(24);
      w.uint64(m.commit);
    }
  },
  decode(r, end) {
    let minIndex_: bigint = 0n;
    let target_: metapb.Region | undefined = undefined;
    let commit_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          minIndex_ = r.uint64();
          break;
        case 18:
          target_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 24:
          commit_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      minIndex: minIndex_,
      target: target_,
      commit: commit_,
    };
  },
};

export interface MergedRecord {
  readonly sourceRegionId: bigint;
  readonly sourceEpoch: metapb.RegionEpoch | undefined;
  readonly sourcePeers: readonly metapb.Peer[];
  readonly sourceRemovedRecords: readonly metapb.Peer[];
  readonly targetRegionId: bigint;
  readonly targetEpoch: metapb.RegionEpoch | undefined;
  readonly targetPeers: readonly metapb.Peer[];
  readonly index: bigint;
  readonly sourceIndex: bigint;
}
export const MergedRecord: MessageType<MergedRecord> = {
  name: 'raft_serverpb.MergedRecord',
  encode(m, w) {
    if (m.sourceRegionId !== undefined && m.sourceRegionId !== 0n) {
      w.byte(8);
      w.uint64(m.sourceRegionId);
    }
    if (m.sourceEpoch !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.RegionEpoch.encode(m.sourceEpoch, w);
      w.end(at);
    }
    if (m.sourcePeers !== undefined) {
      for (const v of m.sourcePeers) {
        w.byte(26);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.sourceRemovedRecords !== undefined) {
      for (const v of m.sourceRemovedRecords) {
        w.byte(74);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.targetRegionId !== undefined && m.targetRegionId !== 0n) {
      w.byte(32);
      w.uint64(m.targetRegionId);
    }
    if (m.targetEpoch !== undefined) {
      w.byte(42);
      const at = w.begin();
      metapb.RegionEpoch.encode(m.targetEpoch, w);
      w.end(at);
    }
    if (m.targetPeers !== undefined) {
      for (const v of m.targetPeers) {
        w.byte(50);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.index !== undefined && m.index !== 0n) {
      w.byte(56);
      w.uint64(m.index);
    }
    if (m.sourceIndex !== undefined && m.sourceIndex !== 0n) {
      w.byte(64);
      w.uint64(m.sourceIndex);
    }
  },
  decode(r, end) {
    let sourceRegionId_: bigint = 0n;
    let sourceEpoch_: metapb.RegionEpoch | undefined = undefined;
    let sourcePeers_: metapb.Peer[] | undefined = undefined;
    let sourceRemovedRecords_: metapb.Peer[] | undefined = undefined;
    let targetRegionId_: bigint = 0n;
    let targetEpoch_: metapb.RegionEpoch | undefined = undefined;
    let targetPeers_: metapb.Peer[] | undefined = undefined;
    let index_: bigint = 0n;
    let sourceIndex_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          sourceRegionId_ = r.uint64();
          break;
        case 18:
          sourceEpoch_ = metapb.RegionEpoch.decode(r, r.begin(end));
          break;
        case 26:
          (sourcePeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 74:
          (sourceRemovedRecords_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 32:
          targetRegionId_ = r.uint64();
          break;
        case 42:
          targetEpoch_ = metapb.RegionEpoch.decode(r, r.begin(end));
          break;
        case 50:
          (targetPeers_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 56:
          index_ = r.uint64();
          break;
        case 64:
          sourceIndex_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      sourceRegionId: sourceRegionId_,
      sourceEpoch: sourceEpoch_,
      sourcePeers: sourcePeers_ ?? NO_ITEMS,
      sourceRemovedRecords: sourceRemovedRecords_ ?? NO_ITEMS,
      targetRegionId: targetRegionId_,
      targetEpoch: targetEpoch_,
      targetPeers: targetPeers_ ?? NO_ITEMS,
      index: index_,
      sourceIndex: sourceIndex_,
    };
  },
};

export interface RegionLocalState {
  readonly state: PeerState;
  readonly region: metapb.Region | undefined;
  readonly mergeState: MergeState | undefined;
  readonly tabletIndex: bigint;
  readonly removedRecords: readonly metapb.Peer[];
  readonly mergedRecords: readonly MergedRecord[];
}
export const RegionLocalState: MessageType<RegionLocalState> = {
  name: 'raft_serverpb.RegionLocalState',
  encode(m, w) {
    if (m.state !== undefined && m.state !== 0) {
      w.byte(8);
      w.int32(m.state);
    }
    if (m.region !== undefined) {
      w.byte(18);
      const at = w.begin();
      metapb.Region.encode(m.region, w);
      w.end(at);
    }
    if (m.mergeState !== undefined) {
      w.byte(26);
      const at = w.begin();
      MergeState.encode(m.mergeState, w);
      w.end(at);
    }
    if (m.tabletIndex !== undefined && m.tabletIndex !== 0n) {
      w.byte(32);
      w.uint64(m.tabletIndex);
    }
    if (m.removedRecords !== undefined) {
      for (const v of m.removedRecords) {
        w.byte(42);
        const at = w.begin();
        metapb.Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.mergedRecords !== undefined) {
      for (const v of m.mergedRecords) {
        w.byte(50);
        const at = w.begin();
        MergedRecord.encode(v, w);
        w.end(at);
      }
    }
  },
  decode(r, end) {
    let state_: PeerState = 0;
    let region_: metapb.Region | undefined = undefined;
    let mergeState_: MergeState | undefined = undefined;
    let tabletIndex_: bigint = 0n;
    let removedRecords_: metapb.Peer[] | undefined = undefined;
    let mergedRecords_: MergedRecord[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          state_ = r.int32() as PeerState;
          break;
        case 18:
          region_ = metapb.Region.decode(r, r.begin(end));
          break;
        case 26:
          mergeState_ = MergeState.decode(r, r.begin(end));
          break;
        case 32:
          tabletIndex_ = r.uint64();
          break;
        case 42:
          (removedRecords_ ??= []).push(metapb.Peer.decode(r, r.begin(end)));
          break;
        case 50:
          (mergedRecords_ ??= []).push(MergedRecord.decode(r, r.begin(end)));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      state: state_,
      region: region_,
      mergeState: mergeState_,
      tabletIndex: tabletIndex_,
      removedRecords: removedRecords_ ?? NO_ITEMS,
      mergedRecords: mergedRecords_ ?? NO_ITEMS,
    };
  },
};
