/** The calls of PD's services by their names. Streams answer each message with one, in order. */

import { type MethodType, type keyspacepb, type pdpb, pdpb as protocol } from '@tito/protocol';
import { deleteRange, memberList, put, range, txn } from './etcd-calls';
import * as gc from './gc-calls';
import {
  getExternalTimestamp,
  loadGlobalConfig,
  setExternalTimestamp,
  storeGlobalConfig,
} from './global-config';
import { getAllKeyspaces, loadKeyspace, loadKeyspaceById, updateKeyspaceState } from './keyspace-calls';
import {
  allocId,
  bootstrap,
  getClusterConfig,
  getClusterInfo,
  getMembers,
  isBootstrapped,
  isSnapshotRecovering,
} from './members';
import { metaDelete, metaGet, metaPut } from './meta-storage-calls';
import { type PdRoom, checkClusterId } from './pd-room';
import {
  askBatchSplit,
  askSplit,
  getOperator,
  scatterRegion,
  splitAndScatterRegions,
  splitRegions,
} from './region-orders';
import {
  batchScanRegions,
  getPrevRegion,
  getRegion,
  getRegionById,
  queryRegion,
  scanRegions,
} from './region-queries';
import { acknowledge, putStore, regionHeartbeat, storeHeartbeat } from './store-calls';
import { getAllStores, getStore } from './store-queries';
import { getMinTs, tso } from './tso';

interface RequestWithHeader {
  readonly header?: pdpb.RequestHeader | undefined;
}

/** Answers one message; `null` is silence. `request` has been checked to be for this cluster. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of all types side by side
export type PdHandler = (pd: PdRoom, request: any) => object | null | Promise<object>;
type Handlers<Service> = Readonly<Partial<Record<keyof Service, PdHandler>>>;

export const pdHandlers: Handlers<typeof protocol.PDService> = {
  getMembers,
  getClusterInfo,
  tso,
  getMinTs,
  bootstrap,
  isBootstrapped,
  allocId,
  isSnapshotRecovering,
  getClusterConfig,
  putClusterConfig: acknowledge,
  getStore,
  getAllStores,
  putStore,
  storeHeartbeat,
  regionHeartbeat,
  getRegion,
  getPrevRegion,
  getRegionById,
  queryRegion,
  scanRegions,
  batchScanRegions,
  askSplit,
  askBatchSplit,
  reportSplit: acknowledge,
  reportBatchSplit: acknowledge,
  splitRegions,
  splitAndScatterRegions,
  scatterRegion,
  getOperator,
  getGcSafePoint: gc.getGcSafePoint,
  updateGcSafePoint: gc.updateGcSafePoint,
  updateServiceGcSafePoint: gc.updateServiceGcSafePoint,
  getGcSafePointV2: gc.getGcSafePointV2,
  updateGcSafePointV2: gc.updateGcSafePointV2,
  updateServiceSafePointV2: gc.updateServiceSafePointV2,
  getAllGcSafePointV2: gc.getAllGcSafePointV2,
  getGcState: gc.getGcState,
  getAllKeyspacesGcStates: gc.getAllKeyspacesGcStates,
  advanceTxnSafePoint: gc.advanceTxnSafePoint,
  advanceGcSafePoint: gc.advanceGcSafePoint,
  setGcBarrier: gc.setGcBarrier,
  deleteGcBarrier: gc.deleteGcBarrier,
  setGlobalGcBarrier: gc.setGlobalGcBarrier,
  deleteGlobalGcBarrier: gc.deleteGlobalGcBarrier,
  storeGlobalConfig,
  loadGlobalConfig,
  reportMinResolvedTs: acknowledge,
  setExternalTimestamp,
  getExternalTimestamp,
};

export const keyspaceHandlers: Handlers<typeof keyspacepb.KeyspaceService> = {
  loadKeyspace,
  loadKeyspaceById,
  getAllKeyspaces,
  updateKeyspaceState,
};

export const metaStorageHandlers = { get: metaGet, put: metaPut, delete: metaDelete };
export const etcdClusterHandlers = { memberList };
export const etcdKvHandlers = { range, put, deleteRange, txn };

/** Calls that a client makes before it knows the cluster, or that have no header at all. */
const WITHOUT_CLUSTER_ID: ReadonlySet<string> = new Set(
  [
    protocol.PDService.getMembers,
    protocol.PDService.getClusterInfo,
    protocol.PDService.storeGlobalConfig,
    protocol.PDService.loadGlobalConfig,
  ].map(({ path }) => path),
);

export function servePd(
  pd: PdRoom,
  method: MethodType<unknown, unknown>,
  handler: PdHandler,
  request: RequestWithHeader,
): object | null | Promise<object> {
  const isOfPd = method.path.startsWith('/pdpb.') || method.path.startsWith('/keyspacepb.');
  if (isOfPd && !WITHOUT_CLUSTER_ID.has(method.path)) checkClusterId(pd, request.header);
  return handler(pd, request);
}
