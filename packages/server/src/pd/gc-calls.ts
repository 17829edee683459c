/** Safe points, in the forms that clients of all ages use. */

import type { Init, pdpb } from '@tito/protocol';
import { type PdRoom, header } from './pd-room';

export function getGcSafePoint(pd: PdRoom): Init<pdpb.GetGCSafePointResponse> {
  return { header: header(pd), safePoint: pd.safePoints.gcSafePoint };
}

/** Lenient, as older PDs are: the transaction safe point comes along. */
export function updateGcSafePoint(
  pd: PdRoom,
  request: pdpb.UpdateGCSafePointRequest,
): Init<pdpb.UpdateGCSafePointResponse> {
  return { header: header(pd), newSafePoint: pd.safePoints.advanceBoth(request.safePoint) };
}

export function updateServiceGcSafePoint(
  pd: PdRoom,
  request: pdpb.UpdateServiceGCSafePointRequest,
): Init<pdpb.UpdateServiceGCSafePointResponse> {
  const id = Buffer.from(request.serviceId).toString('utf8');
  const least = pd.safePoints.updateService(id, request.safePoint, request.ttl);
  if (!least) return { header: header(pd) };
  return {
    header: header(pd),
    serviceId: Buffer.from(least.id, 'utf8'),
    ttl: pd.safePoints.secondsLeft(least),
    minSafePoint: least.ts,
  };
}
