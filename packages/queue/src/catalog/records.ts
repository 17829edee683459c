/** The small stored records: what the catalog, the sessions and the groups keep, as JSON. */

/** A topic's properties. */
export interface TopicRecord {
  readonly id: number;
  readonly partitions: number;
  readonly retentionMs: number;
  readonly requireAck: boolean;
}

export interface GroupRecord {
  readonly id: number;
}

/** How many handlers of a group may start in a second. */
export interface GroupLimits {
  /** In each consumer process. */
  readonly perSecond?: number | undefined;
  /** For each ordering key. */
  readonly perKeyPerSecond?: number | undefined;
}

/** How a group reads a topic. */
export interface SubscriptionRecord {
  /** Rises with every seek; progress of earlier generations is void. */
  readonly generation: number;
  /** Events before this position are not delivered. */
  readonly start: bigint;
  readonly paused: boolean;
  /** Handler starts per second, of each consumer process and of each key; absent: no limit. */
  readonly limits?: GroupLimits | undefined;
  /** Partitions of the topic, so that the group can be understood without it. */
  readonly partitions: number;
}

/** A process that takes part in groups. */
export interface SessionRecord {
  /** The session is over when the oracle's time is later. Milliseconds since 1970. */
  readonly expiresMs: number;
  readonly members: readonly SessionMember[];
}

/** One consumer, or holder of leases, of the process. */
export interface SessionMember {
  /** Unique within the session; ends the member's id. */
  readonly instance: number;
  readonly groupId: number;
  readonly topicId: number;
  /** True when the member wants a share of the subscription's partitions. */
  readonly wantsShare: boolean;
}

/** Which member works on which partition of a subscription. */
export interface AssignmentRecord {
  readonly version: number;
  /** Member ids in hexadecimal. */
  readonly members: readonly string[];
  /** Two bytes per partition: the index of its member; ffff for none. */
  readonly owners: Uint8Array;
}
