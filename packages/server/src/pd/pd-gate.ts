/** Lets through to a member of PD what it may answer: everything where it leads, else only who does. */

import { type MethodType, pdpb } from '@tito/protocol';
import { GrpcRefusal, Status } from '../rpc/grpc-refusal';
import type { CallInfo } from '../rpc/handlers';
import type { Membership, PdMember } from './membership';

/** The address that a request is to be passed on to, by a member that its client reaches. */
const FORWARD = 'pd-forwarded-host';

const FOR_ANY_MEMBER: ReadonlySet<string> = new Set(
  [pdpb.PDService.getMembers, pdpb.PDService.getClusterInfo].map(({ path }) => path),
);

export class PdGate {
  readonly #membership: Membership;
  readonly #member: PdMember;
  /** Takes the power from this member for so many milliseconds. */
  readonly crash: (forMs: number) => void;

  constructor(membership: Membership, member: PdMember, crash: (forMs: number) => void) {
    this.#membership = membership;
    this.#member = member;
    this.crash = crash;
  }

  /** @throws GrpcRefusal `not leader`, as PD's followers do */
  requireLeader({ path }: MethodType<unknown, unknown>, info: CallInfo): void {
    const { leader } = this.#membership;
    if (leader === this.#member || FOR_ANY_MEMBER.has(path)) return;
    if (!path.startsWith('/pdpb.') && !path.startsWith('/keyspacepb.')) return;
    const wanted = info.header(FORWARD);
    if (leader && wanted !== undefined && hostOf(wanted) === hostOf(leader.clientUrl)) return;
    throw new GrpcRefusal(Status.UNAVAILABLE, 'not leader');
  }
}

function hostOf(url: string): string {
  return url.slice(url.indexOf('//') + 1).replace(/^\//, '');
}
