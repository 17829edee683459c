/** The members of PD: who they are, where they listen, and which of them leads. All of them look at one set of data. */

export interface PdMember {
  readonly id: bigint;
  readonly name: string;
  /** Where it is reached, such as `http://127.0.0.1:2379`. Known when it listens. */
  clientUrl: string;
}

export class Membership {
  readonly members: readonly PdMember[];
  /** `null` while there is none. */
  leader: PdMember | null;

  constructor(clusterId: bigint, count: number) {
    this.members = Array.from({ length: count }, (_, i) => ({
      id: clusterId ^ BigInt(i + 1),
      name: `pd-${i}`,
      clientUrl: '',
    }));
    this.leader = this.members[0] ?? null;
  }
}
