// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_BYTES, NO_ITEMS } from '../wire/empty';
import * as encryptionpb from './encryptionpb';

export const StoreState = {
  Up: 0,
  Offline: 1,
  Tombstone: 2,
} as const;
export type StoreState = (typeof StoreState)[keyof typeof StoreState];

export const NodeState = {
  Preparing: 0,
  Serving: 1,
  Removing: 2,
  Removed: 3,
} as const;
export type NodeState = (typeof NodeState)[keyof typeof NodeState];

export const PeerRole = {
  Voter: 0,
  Learner: 1,
  IncomingVoter: 2,
  DemotingVoter: 3,
} as const;
export type PeerRole = (typeof PeerRole)[keyof typeof PeerRole];

export interface Cluster {
  readonly id: bigint;
  readonly maxPeerCount: number;
}
export const Cluster: MessageType<Cluster> = {
  name: 'metapb.Cluster',
  encode(m, w) {
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(8);
      w.uint64(m.id);
    }
    if (m.maxPeerCount !== undefined && m.maxPeerCount !== 0) {
      w.byte(16);
      w.uint32(m.maxPeerCount);
    }
  },
  decode(r, end) {
    let id_: bigint = 0n;
    let maxPeerCount_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint64();
          break;
        case 16:
          maxPeerCount_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      maxPeerCount: maxPeerCount_,
    };
  },
};

export interface StoreLabel {
  readonly key: string;
  readonly value: string;
}
export const StoreLabel: MessageType<StoreLabel> = {
  name: 'metapb.StoreLabel',
  encode(m, w) {
    if (m.key !== undefined && m.key !== '') {
      w.byte(10);
      w.string(m.key);
    }
    if (m.value !== undefined && m.value !== '') {
      w.byte(18);
      w.string(m.value);
    }
  },
  decode(r, end) {
    let key_: string = '';
    let value_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          key_ = r.string();
          break;
        case 18:
          value_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      key: key_,
      value: value_,
    };
  },
};

export interface Store {
  readonly id: bigint;
  readonly address: string;
  readonly state: StoreState;
  readonly labels: readonly StoreLabel[];
  readonly version: string;
  readonly peerAddress: string;
  readonly statusAddress: string;
  readonly gitHash: string;
  readonly startTimestamp: bigint;
  readonly deployPath: string;
  readonly lastHeartbeat: bigint;
  readonly physicallyDestroyed: boolean;
  readonly nodeState: NodeState;
}
export const Store: MessageType<Store> = {
  name: 'metapb.Store',
  encode(m, w) {
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(8);
      w.uint64(m.id);
    }
    if (m.address !== undefined && m.address !== '') {
      w.byte(18);
      w.string(m.address);
    }
    if (m.state !== undefined && m.state !== 0) {
      w.byte(24);
      w.int32(m.state);
    }
    if (m.labels !== undefined) {
      for (const v of m.labels) {
        w.byte(34);
        const at = w.begin();
        StoreLabel.encode(v, w);
        w.end(at);
      }
    }
    if (m.version !== undefined && m.version !== '') {
      w.byte(42);
      w.string(m.version);
    }
    if (m.peerAddress !== undefined && m.peerAddress !== '') {
      w.byte(50);
      w.string(m.peerAddress);
    }
    if (m.statusAddress !== undefined && m.statusAddress !== '') {
      w.byte(58);
      w.string(m.statusAddress);
    }
    if (m.gitHash !== undefined && m.gitHash !== '') {
      w.byte(66);
      w.string(m.gitHash);
    }
    if (m.startTimestamp !== undefined && m.startTimestamp !== 0n) {
      w.byte(72);
      w.uint64(m.startTimestamp);
    }
    if (m.deployPath !== undefined && m.deployPath !== '') {
      w.byte(82);
      w.string(m.deployPath);
    }
    if (m.lastHeartbeat !== undefined && m.lastHeartbeat !== 0n) {
      w.byte(88);
      w.uint64(m.lastHeartbeat);
    }
    if (m.physicallyDestroyed) {
      w.byte(96);
      w.bool(m.physicallyDestroyed);
    }
    if (m.nodeState !== undefined && m.nodeState !== 0) {
      w.byte(104);
      w.int32(m.nodeState);
    }
  },
  decode(r, end) {
    let id_: bigint = 0n;
    let address_: string = '';
    let state_: StoreState = 0;
    let labels_: StoreLabel[] | undefined = undefined;
    let version_: string = '';
    let peerAddress_: string = '';
    let statusAddress_: string = '';
    let gitHash_: string = '';
    let startTimestamp_: bigint = 0n;
    let deployPath_: string = '';
    let lastHeartbeat_: bigint = 0n;
    let physicallyDestroyed_: boolean = false;
    let nodeState_: NodeState = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint64();
          break;
        case 18:
          address_ = r.string();
          break;
        case 24:
          state_ = r.int32() as StoreState;
          break;
        case 34:
          (labels_ ??= []).push(StoreLabel.decode(r, r.begin(end)));
          break;
        case 42:
          version_ = r.string();
          break;
        case 50:
          peerAddress_ = r.string();
          break;
        case 58:
          statusAddress_ = r.string();
          break;
        case 66:
          gitHash_ = r.string();
          break;
        case 72:
          startTimestamp_ = r.int64();
          break;
        case 82:
          deployPath_ = r.string();
          break;
        case 88:
          lastHeartbeat_ = r.int64();
          break;
        case 96:
          physicallyDestroyed_ = r.bool();
          break;
        case 104:
          nodeState_ = r.int32() as NodeState;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      address: address_,
      state: state_,
      labels: labels_ ?? NO_ITEMS,
      version: version_,
      peerAddress: peerAddress_,
      statusAddress: statusAddress_,
      gitHash: gitHash_,
      startTimestamp: startTimestamp_,
      deployPath: deployPath_,
      lastHeartbeat: lastHeartbeat_,
      physicallyDestroyed: physicallyDestroyed_,
      nodeState: nodeState_,
    };
  },
};

export interface RegionEpoch {
  readonly confVer: bigint;
  readonly version: bigint;
}
export const RegionEpoch: MessageType<RegionEpoch> = {
  name: 'metapb.RegionEpoch',
  encode(m, w) {
    if (m.confVer !== undefined && m.confVer !== 0n) {
      w.byte(8);
      w.uint64(m.confVer);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(16);
      w.uint64(m.version);
    }
  },
  decode(r, end) {
    let confVer_: bigint = 0n;
    let version_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          confVer_ = r.uint64();
          break;
        case 16:
          version_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      confVer: confVer_,
      version: version_,
    };
  },
};

export interface BucketStats {
  readonly readBytes: readonly bigint[];
  readonly writeBytes: readonly bigint[];
  readonly readQps: readonly bigint[];
  readonly writeQps: readonly bigint[];
  readonly readKeys: readonly bigint[];
  readonly writeKeys: readonly bigint[];
}
export const BucketStats: MessageType<BucketStats> = {
  name: 'metapb.BucketStats',
  encode(m, w) {
    if (m.readBytes !== undefined && m.readBytes.length > 0) {
      w.byte(10);
      const at = w.begin();
      for (const v of m.readBytes) w.uint64(v);
      w.end(at);
    }
    if (m.writeBytes !== undefined && m.writeBytes.length > 0) {
      w.byte(18);
      const at = w.begin();
      for (const v of m.writeBytes) w.uint64(v);
      w.end(at);
    }
    if (m.readQps !== undefined && m.readQps.length > 0) {
      w.byte(26);
      const at = w.begin();
      for (const v of m.readQps) w.uint64(v);
      w.end(at);
    }
    if (m.writeQps !== undefined && m.writeQps.length > 0) {
      w.byte(34);
      const at = w.begin();
      for (const v of m.writeQps) w.uint64(v);
      w.end(at);
    }
    if (m.readKeys !== undefined && m.readKeys.length > 0) {
      w.byte(42);
      const at = w.begin();
      for (const v of m.readKeys) w.uint64(v);
      w.end(at);
    }
    if (m.writeKeys !== undefined && m.writeKeys.length > 0) {
      w.byte(50);
      const at = w.begin();
      for (const v of m.writeKeys) w.uint64(v);
      w.end(at);
    }
  },
  decode(r, end) {
    let readBytes_: bigint[] | undefined = undefined;
    let writeBytes_: bigint[] | undefined = undefined;
    let readQps_: bigint[] | undefined = undefined;
    let writeQps_: bigint[] | undefined = undefined;
    let readKeys_: bigint[] | undefined = undefined;
    let writeKeys_: bigint[] | undefined = undefined;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          (readBytes_ ??= []).push(r.uint64());
          break;
        case 10: {
          const list = (readBytes_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 16:
          (writeBytes_ ??= []).push(r.uint64());
          break;
        case 18: {
          const list = (writeBytes_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 24:
          (readQps_ ??= []).push(r.uint64());
          break;
        case 26: {
          const list = (readQps_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 32:
          (writeQps_ ??= []).push(r.uint64());
          break;
        case 34: {
          const list = (writeQps_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 40:
          (readKeys_ ??= []).push(r.uint64());
          break;
        case 42: {
          const list = (readKeys_ ??= []);
          const packedEnd = r.begin(end);
          while (r.pos < packedEnd) list.push(r.uint64());
          r.finish(packedEnd);
          break;
        }
        case 48:
          (writeKeys_ ??= []).push(r.uint64());
          break;
        case 50: {
          const list = (writeKeys_ ??= []);
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
      readBytes: readBytes_ ?? NO_ITEMS,
      writeBytes: writeBytes_ ?? NO_ITEMS,
      readQps: readQps_ ?? NO_ITEMS,
      writeQps: writeQps_ ?? NO_ITEMS,
      readKeys: readKeys_ ?? NO_ITEMS,
      writeKeys: writeKeys_ ?? NO_ITEMS,
    };
  },
};

export interface Buckets {
  readonly regionId: bigint;
  readonly version: bigint;
  readonly keys: readonly Uint8Array[];
  readonly stats: BucketStats | undefined;
  readonly periodInMs: bigint;
}
export const Buckets: MessageType<Buckets> = {
  name: 'metapb.Buckets',
  encode(m, w) {
    if (m.regionId !== undefined && m.regionId !== 0n) {
      w.byte(8);
      w.uint64(m.regionId);
    }
    if (m.version !== undefined && m.version !== 0n) {
      w.byte(16);
      w.uint64(m.version);
    }
    if (m.keys !== undefined) {
      for (const v of m.keys) {
        w.byte(26);
        w.bytes(v);
      }
    }
    if (m.stats !== undefined) {
      w.byte(34);
      const at = w.begin();
      BucketStats.encode(m.stats, w);
      w.end(at);
    }
    if (m.periodInMs !== undefined && m.periodInMs !== 0n) {
      w.byte(40);
      w.uint64(m.periodInMs);
    }
  },
  decode(r, end) {
    let regionId_: bigint = 0n;
    let version_: bigint = 0n;
    let keys_: Uint8Array[] | undefined = undefined;
    let stats_: BucketStats | undefined = undefined;
    let periodInMs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          regionId_ = r.uint64();
          break;
        case 16:
          version_ = r.uint64();
          break;
        case 26:
          (keys_ ??= []).push(r.bytes());
          break;
        case 34:
          stats_ = BucketStats.decode(r, r.begin(end));
          break;
        case 40:
          periodInMs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      regionId: regionId_,
      version: version_,
      keys: keys_ ?? NO_ITEMS,
      stats: stats_,
      periodInMs: periodInMs_,
    };
  },
};

export interface BucketMeta {
  readonly version: bigint;
  readonly keys: readonly Uint8Array[];
}
export const BucketMeta: MessageType<BucketMeta> = {
  name: 'metapb.BucketMeta',
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

export interface Region {
  readonly id: bigint;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly regionEpoch: RegionEpoch | undefined;
  readonly peers: readonly Peer[];
  readonly encryptionMeta: encryptionpb.EncryptionMeta | undefined;
  readonly isInFlashback: boolean;
  readonly flashbackStartTs: bigint;
}
export const Region: MessageType<Region> = {
  name: 'metapb.Region',
  encode(m, w) {
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(8);
      w.uint64(m.id);
    }
    if (m.startKey !== undefined && m.startKey.length > 0) {
      w.byte(18);
      w.bytes(m.startKey);
    }
    if (m.endKey !== undefined && m.endKey.length > 0) {
      w.byte(26);
      w.bytes(m.endKey);
    }
    if (m.regionEpoch !== undefined) {
      w.byte(34);
      const at = w.begin();
      RegionEpoch.encode(m.regionEpoch, w);
      w.end(at);
    }
    if (m.peers !== undefined) {
      for (const v of m.peers) {
        w.byte(42);
        const at = w.begin();
        Peer.encode(v, w);
        w.end(at);
      }
    }
    if (m.encryptionMeta !== undefined) {
      w.byte(50);
      const at = w.begin();
      encryptionpb.EncryptionMeta.encode(m.encryptionMeta, w);
      w.end(at);
    }
    if (m.isInFlashback) {
      w.byte(56);
      w.bool(m.isInFlashback);
    }
    if (m.flashbackStartTs !== undefined && m.flashbackStartTs !== 0n) {
      w.byte(64);
      w.uint64(m.flashbackStartTs);
    }
  },
  decode(r, end) {
    let id_: bigint = 0n;
    let startKey_: Uint8Array = NO_BYTES;
    let endKey_: Uint8Array = NO_BYTES;
    let regionEpoch_: RegionEpoch | undefined = undefined;
    let peers_: Peer[] | undefined = undefined;
    let encryptionMeta_: encryptionpb.EncryptionMeta | undefined = undefined;
    let isInFlashback_: boolean = false;
    let flashbackStartTs_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint64();
          break;
        case 18:
          startKey_ = r.bytes();
          break;
        case 26:
          endKey_ = r.bytes();
          break;
        case 34:
          regionEpoch_ = RegionEpoch.decode(r, r.begin(end));
          break;
        case 42:
          (peers_ ??= []).push(Peer.decode(r, r.begin(end)));
          break;
        case 50:
          encryptionMeta_ = encryptionpb.EncryptionMeta.decode(r, r.begin(end));
          break;
        case 56:
          isInFlashback_ = r.bool();
          break;
        case 64:
          flashbackStartTs_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      startKey: startKey_,
      endKey: endKey_,
      regionEpoch: regionEpoch_,
      peers: peers_ ?? NO_ITEMS,
      encryptionMeta: encryptionMeta_,
      isInFlashback: isInFlashback_,
      flashbackStartTs: flashbackStartTs_,
    };
  },
};

export interface Peer {
  readonly id: bigint;
  readonly storeId: bigint;
  readonly role: PeerRole;
  readonly isWitness: boolean;
}
export const Peer: MessageType<Peer> = {
  name: 'metapb.Peer',
  encode(m, w) {
    if (m.id !== undefined && m.id !== 0n) {
      w.byte(8);
      w.uint64(m.id);
    }
    if (m.storeId !== undefined && m.storeId !== 0n) {
      w.byte(16);
      w.uint64(m.storeId);
    }
    if (m.role !== undefined && m.role !== 0) {
      w.byte(24);
      w.int32(m.role);
    }
    if (m.isWitness) {
      w.byte(32);
      w.bool(m.isWitness);
    }
  },
  decode(r, end) {
    let id_: bigint = 0n;
    let storeId_: bigint = 0n;
    let role_: PeerRole = 0;
    let isWitness_: boolean = false;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          id_ = r.uint64();
          break;
        case 16:
          storeId_ = r.uint64();
          break;
        case 24:
          role_ = r.int32() as PeerRole;
          break;
        case 32:
          isWitness_ = r.bool();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      id: id_,
      storeId: storeId_,
      role: role_,
      isWitness: isWitness_,
    };
  },
};
