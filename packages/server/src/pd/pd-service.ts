/** The calls of PD by their names. Streams of PD answer each message with one, in order. */

import { type MethodType, type pdpb, pdpb as protocol } from '@tito/protocol';
import { getGcSafePoint, updateGcSafePoint, updateServiceGcSafePoint } from './gc-calls';
import {
  allocId,
  bootstrap,
  getClusterConfig,
  getClusterInfo,
  getMembers,
  isBootstrapped,
  isSnapshotRecovering,
} from './members';
import { type PdRoom, checkClusterId } from './pd-room';
import {
  batchScanRegions,
  getPrevRegion,
  getRegion,
  getRegionById,
  queryRegion,
  scanRegions,
} from './region-queries';
import { getAllStores, getStore } from './store-queries';
import { getMinTs, tso } from './tso';

interface RequestWithHeader {
  readonly header: pdpb.RequestHeader | undefined;
}

/** Answers one message; `request` has been checked to be for this cluster. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of all types side by side
type Handler = (pd: PdRoom, request: any) => object;

export const pdHandlers: Readonly<Partial<Record<keyof typeof protocol.PDService, Handler>>> = {
  getMembers,
  getClusterInfo,
  tso,
  getMinTs,
  bootstrap,
  isBootstrapped,
  allocId,
  isSnapshotRecovering,
  getClusterConfig,
  getStore,
  getAllStores,
  getRegion,
  getPrevRegion,
  getRegionById,
  queryRegion,
  scanRegions,
  batchScanRegions,
  getGcSafePoint,
  updateGcSafePoint,
  updateServiceGcSafePoint,
};

/** Calls that a client makes before it knows the cluster. */
const WITHOUT_CLUSTER_ID: ReadonlySet<MethodType<never, never>> = new Set([
  protocol.PDService.getMembers,
  protocol.PDService.getClusterInfo,
] as unknown as MethodType<never, never>[]);

export function servePd(
  pd: PdRoom,
  method: MethodType<never, never>,
  handler: Handler,
  request: RequestWithHeader,
): object {
  if (!WITHOUT_CLUSTER_ID.has(method)) checkClusterId(pd, request.header);
  return handler(pd, request);
}
