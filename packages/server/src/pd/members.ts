/** Who this PD is, what it offers, and the calls that only keep a real PD and its stores in touch. */

import { type Init, pdpb } from '@tito/protocol';
import type { PdMember } from './membership';
import { type PdRoom, errorHeader, header } from './pd-room';

const { ErrorType, ServiceMode } = pdpb;

export const VERSION = '8.5.0';

export function getMembers(pd: PdRoom): Init<pdpb.GetMembersResponse> {
  const { members, leader } = pd.membership;
  const told = leader ? memberMessage(leader) : undefined;
  return { header: header(pd), members: members.map(memberMessage), leader: told, etcdLeader: told };
}

function memberMessage({ name, id, clientUrl }: PdMember): Init<pdpb.Member> {
  return {
    name,
    memberId: id,
    peerUrls: [clientUrl],
    clientUrls: [clientUrl],
    binaryVersion: `v${VERSION}`,
  };
}

export function getClusterInfo(pd: PdRoom): Init<pdpb.GetClusterInfoResponse> {
  return { header: header(pd), serviceModes: [ServiceMode.PD_SVC_MODE] };
}

export function isBootstrapped(pd: PdRoom): Init<pdpb.IsBootstrappedResponse> {
  return { header: header(pd), bootstrapped: true };
}

export function bootstrap(pd: PdRoom): Init<pdpb.BootstrapResponse> {
  return { header: errorHeader(pd, ErrorType.ALREADY_BOOTSTRAPPED, 'cluster is already bootstrapped') };
}

export function allocId(pd: PdRoom, request: pdpb.AllocIDRequest): Init<pdpb.AllocIDResponse> {
  const count = Math.max(request.count, 1);
  return { header: header(pd), id: pd.topology.allocateId(count), count: request.count };
}

export function isSnapshotRecovering(pd: PdRoom): Init<pdpb.IsSnapshotRecoveringResponse> {
  return { header: header(pd), marked: false };
}

export function getClusterConfig(pd: PdRoom): Init<pdpb.GetClusterConfigResponse> {
  const maxPeerCount = pd.topology.stores.length;
  return { header: header(pd), cluster: { id: pd.topology.clusterId, maxPeerCount } };
}
