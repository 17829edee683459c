// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_ITEMS } from '../wire/empty';

export const ReplicationMode = {
  MAJORITY: 0,
  DR_AUTO_SYNC: 1,
} as const;
export type ReplicationMode = (typeof ReplicationMode)[keyof typeof ReplicationMode];

export const DRAutoSyncState = {
  SYNC: 0,
  ASYNC_WAIT: 1,
  ASYNC: 2,
  SYNC_RECOVER: 3,
} as const;
export type DRAutoSyncState = (typeof DRAutoSyncState)[keyof typeof DRAutoSyncState];

export const RegionReplicationState = {
  UNKNOWN: 0,
  SIMPLE_MAJORITY: 1,
  INTEGRITY_OVER_LABEL: 2,
} as const;
export type RegionReplicationState = (typeof RegionReplicationState)[keyof typeof RegionReplicationState];

export interface ReplicationStatus {
  readonly mode: ReplicationMode;
  readonly drAutoSync: DRAutoSync | undefined;
}
export const ReplicationStatus: MessageType<ReplicationStatus> = {
  name: 'replication_modepb.ReplicationStatus',
  encode(m, w) {
    if (m.mode !== undefined && m.mode !== 0) {
      w.byte(8);
      w.int32(m.mode);
    }
    if (m.drAutoSync !== undefined) {
      w.byte(18);
      const at = w.begin();
      DRAutoSync.encode(m.drAutoSync, w);
      w.end(at);
    }
  },
  decode(r, end) {
    let mode_: ReplicationMode = 0;
    let drAutoSync_: DRAutoSync | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          mode_ = r.int32() as ReplicationMode;
          break;
        case 18:
          drAutoSync_ = DRAutoSync.decode(r, r.begin(end));
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      mode: mode_,
      drAutoSync: drAutoSync_,
    };
  },
};

export interface DRAutoSync {
  readonly labelKey: string;
  readonly state: DRAutoSyncState;
  readonly stateId: bigint;
  readonly waitSyncTimeoutHint: number;
  readonly availableStores: readonly bigint[];
  readonly pauseRegionSplit: boolean;
}
export const DRAutoSync: MessageType<DRAutoSync> = {
  name: 'replication_modepb.DRAutoSync',
  encode(m, w) {
    if (m.labelKey !== undefined && m.labelKey !== '') {
      w.byte(10);
      w.string(m.labelKey);
    }
    if (m.state !== undefined && m.state !== 0) {
      w.byte(16);
      w.int32(m.state);
    }
    if (m.stateId !== undefined && m.stateId !== 0n) {
      w.byte(24);
      w.uint64(m.stateId);
    }
    if (m.waitSyncTimeoutHint !== undefined && m.waitSyncTimeoutHint !== 0) {
      w.byte(32);
      w.int32(m.waitSyncTimeoutHint);
    }
    if (m.availableStores !== undefined && m.availableStores.length > 0) {
      w.byte(42);
      const at = w.begin();
      for (const v of m.availableStores) w.uint64(v);
      w.end(at);
    }
    if (m.pauseRegionSplit) {
      w.byte(48);
      w.bool(m.pauseRegionSplit);
    }
  },
  decode(r, end) {
    let labelKey_: string = '';
    let state_: DRAutoSyncState = 0;
    let stateId_: bigint = 0n;
    let waitSyncTimeoutHint_: number = 0;
    let availableStores_: bigint[] | undefined = undefined;
    let pauseRegionSplit_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          labelKey_ = r.string();
          break;
        case 16:
          state_ = r.int32() as DRAutoSyncState;
          break;
        case 24:
          stateId_ = r.uint64();
          break;
        case 32:
          waitSyncTimeoutHint_ = r.int32();
          break;
        case 40:
          (availableStores_ ??= []).push(r.uint64());
          break;
        case 42: {
          const list = (availableStores_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 48:
          pauseRegionSplit_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      labelKey: labelKey_,
      state: state_,
      stateId: stateId_,
      waitSyncTimeoutHint: waitSyncTimeoutHint_,
      availableStores: availableStores_ ?? NO_ITEMS,
      pauseRegionSplit: pauseRegionSplit_,
    };
  },
};

export interface RegionReplicationStatus {
  readonly state: RegionReplicationState;
  readonly stateId: bigint;
}
export const RegionReplicationStatus: MessageType<RegionReplicationStatus> = {
  name: 'replication_modepb.RegionReplicationStatus',
  encode(m, w) {
    if (m.state !== undefined && m.state !== 0) {
      w.byte(8);
      w.int32(m.state);
    }
    if (m.stateId !== undefined && m.stateId !== 0n) {
      w.byte(16);
      w.uint64(m.stateId);
    }
  },
  decode(r, end) {
    let state_: RegionReplicationState = 0;
    let stateId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          state_ = r.int32() as RegionReplicationState;
          break;
        case 16:
          stateId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      state: state_,
      stateId: stateId_,
    };
  },
};

export interface StoreDRAutoSyncStatus {
  readonly state: DRAutoSyncState;
  readonly stateId: bigint;
}
export const StoreDRAutoSyncStatus: MessageType<StoreDRAutoSyncStatus> = {
  name: 'replication_modepb.StoreDRAutoSyncStatus',
  encode(m, w) {
    if (m.state !== undefined && m.state !== 0) {
      w.byte(8);
      w.int32(m.state);
    }
    if (m.stateId !== undefined && m.stateId !== 0n) {
      w.byte(16);
      w.uint64(m.stateId);
    }
  },
  decode(r, end) {
    let state_: DRAutoSyncState = 0;
    let stateId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          state_ = r.int32() as DRAutoSyncState;
          break;
        case 16:
          stateId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      state: state_,
      stateId: stateId_,
    };
  },
};
