/** Safe points, in the forms that clients of all ages use. */

import { type Init, pdpb } from '@tito/protocol';
import type { Holder } from './gc-states';
import { type PdRoom, errorHeader, header } from './pd-room';

const { UNKNOWN } = pdpb.ErrorType;

/** The scope of requests that name no keyspace. */
const NULL_KEYSPACE = 0xffffffff;

export function getGcSafePoint(pd: PdRoom): Init<pdpb.GetGCSafePointResponse> {
  return { header: header(pd), safePoint: pd.gcStates.gcSafePoint };
}

/** Lenient, as older PDs are: the transaction safe point comes along. */
export function updateGcSafePoint(
  pd: PdRoom,
  request: pdpb.UpdateGCSafePointRequest,
): Init<pdpb.UpdateGCSafePointResponse> {
  return { header: header(pd), newSafePoint: pd.gcStates.advanceBoth(request.safePoint) };
}

export function updateServiceGcSafePoint(
  pd: PdRoom,
  request: pdpb.UpdateServiceGCSafePointRequest,
): Init<pdpb.UpdateServiceGCSafePointResponse> {
  const id = Buffer.from(request.serviceId).toString('utf8');
  const least = pd.gcStates.updateService(id, request.safePoint, request.ttl);
  if (!least) return { header: header(pd) };
  const serviceId = Buffer.from(least.id, 'utf8');
  return { header: header(pd), serviceId, ttl: pd.gcStates.secondsLeft(least), minSafePoint: least.ts };
}

export function getGcSafePointV2(pd: PdRoom): Init<pdpb.GetGCSafePointV2Response> {
  return getGcSafePoint(pd);
}

export function updateGcSafePointV2(
  pd: PdRoom,
  request: pdpb.UpdateGCSafePointV2Request,
): Init<pdpb.UpdateGCSafePointV2Response> {
  return { header: header(pd), newSafePoint: pd.gcStates.advanceBoth(request.safePoint) };
}

export function updateServiceSafePointV2(
  pd: PdRoom,
  request: pdpb.UpdateServiceSafePointV2Request,
): Init<pdpb.UpdateServiceSafePointV2Response> {
  return updateServiceGcSafePoint(pd, request);
}

export function getAllGcSafePointV2(pd: PdRoom): Init<pdpb.GetAllGCSafePointV2Response> {
  const gcSafePoints = pd.keyspaces.all.map(({ id }) => ({
    keyspaceId: id,
    gcSafePoint: pd.gcStates.gcSafePoint,
  }));
  return { header: header(pd), gcSafePoints };
}

export function getGcState(pd: PdRoom, request: pdpb.GetGCStateRequest): Init<pdpb.GetGCStateResponse> {
  const gcState = stateOf(pd, request.keyspaceScope?.keyspaceId, !request.excludeGcBarriers);
  if (!request.includeGlobalGcBarriers) return { header: header(pd), gcState };
  const barriers = pd.gcStates.globalBarriers.map((barrier) => barrierInfo(pd, barrier));
  return { header: header(pd), gcState, globalGcBarriers: { barriers } };
}

export function getAllKeyspacesGcStates(
  pd: PdRoom,
  request: pdpb.GetAllKeyspacesGCStatesRequest,
): Init<pdpb.GetAllKeyspacesGCStatesResponse> {
  const ids = [NULL_KEYSPACE, ...pd.keyspaces.all.map(({ id }) => id)];
  return {
    header: header(pd),
    gcStates: ids.map((id) => stateOf(pd, id, !request.excludeGcBarriers)),
    globalGcBarriers: request.excludeGlobalGcBarriers
      ? []
      : pd.gcStates.globalBarriers.map((barrier) => barrierInfo(pd, barrier)),
  };
}

export function advanceTxnSafePoint(
  pd: PdRoom,
  { target }: pdpb.AdvanceTxnSafePointRequest,
): Init<pdpb.AdvanceTxnSafePointResponse> {
  const done = pd.gcStates.advanceTxnSafePoint(target);
  if (!done) return { header: errorHeader(pd, UNKNOWN, '[PD:gc:ErrDecreasingTxnSafePoint]') };
  return {
    header: header(pd),
    oldTxnSafePoint: done.old,
    newTxnSafePoint: done.new,
    blockerDescription: done.blocker ? `barrier ${done.blocker.id} at ${done.blocker.ts}` : '',
  };
}

export function advanceGcSafePoint(
  pd: PdRoom,
  { target }: pdpb.AdvanceGCSafePointRequest,
): Init<pdpb.AdvanceGCSafePointResponse> {
  const done = pd.gcStates.advanceGcSafePoint(target);
  if (done) return { header: header(pd), oldGcSafePoint: done.old, newGcSafePoint: done.new };
  const name =
    target < pd.gcStates.gcSafePoint ? 'ErrDecreasingGCSafePoint' : 'ErrGCSafePointExceedsTxnSafePoint';
  return { header: errorHeader(pd, UNKNOWN, `[PD:gc:${name}]`) };
}

export function setGcBarrier(
  pd: PdRoom,
  { barrierId, barrierTs, ttlSeconds }: pdpb.SetGCBarrierRequest,
): Init<pdpb.SetGCBarrierResponse> {
  return setBarrier(pd, 'own', barrierId, barrierTs, ttlSeconds);
}

export function setGlobalGcBarrier(
  pd: PdRoom,
  { barrierId, barrierTs, ttlSeconds }: pdpb.SetGlobalGCBarrierRequest,
): Init<pdpb.SetGlobalGCBarrierResponse> {
  return setBarrier(pd, 'global', barrierId, barrierTs, ttlSeconds);
}

export function deleteGcBarrier(
  pd: PdRoom,
  { barrierId }: pdpb.DeleteGCBarrierRequest,
): Init<pdpb.DeleteGCBarrierResponse> {
  return deleteBarrier(pd, 'own', barrierId);
}

export function deleteGlobalGcBarrier(
  pd: PdRoom,
  { barrierId }: pdpb.DeleteGlobalGCBarrierRequest,
): Init<pdpb.DeleteGlobalGCBarrierResponse> {
  return deleteBarrier(pd, 'global', barrierId);
}

function setBarrier(
  pd: PdRoom,
  kind: 'own' | 'global',
  id: string,
  ts: bigint,
  ttlS: bigint,
): Init<pdpb.SetGCBarrierResponse> {
  const barrier = pd.gcStates.setBarrier(kind, id, ts, ttlS);
  if (!barrier) return { header: errorHeader(pd, UNKNOWN, '[PD:gc:ErrGCBarrierTSBehindTxnSafePoint]') };
  return { header: header(pd), newBarrierInfo: barrierInfo(pd, barrier) };
}

function deleteBarrier(pd: PdRoom, kind: 'own' | 'global', id: string): Init<pdpb.DeleteGCBarrierResponse> {
  const gone = pd.gcStates.deleteBarrier(kind, id);
  return { header: header(pd), deletedBarrierInfo: gone ? barrierInfo(pd, gone) : undefined };
}

function stateOf(pd: PdRoom, keyspaceId = NULL_KEYSPACE, withBarriers = true): Init<pdpb.GCState> {
  return {
    keyspaceScope: { keyspaceId },
    isKeyspaceLevelGc: false,
    txnSafePoint: pd.gcStates.txnSafePoint,
    gcSafePoint: pd.gcStates.gcSafePoint,
    gcBarriers: withBarriers ? pd.gcStates.barriers.map((barrier) => barrierInfo(pd, barrier)) : [],
  };
}

function barrierInfo(pd: PdRoom, barrier: Holder): Init<pdpb.GCBarrierInfo> {
  return { barrierId: barrier.id, barrierTs: barrier.ts, ttlSeconds: pd.gcStates.secondsLeft(barrier) };
}
