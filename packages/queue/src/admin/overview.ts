/** What exists in a namespace: topics, and the processes that take part. */

import { physicalMs, toHex } from '@tito/tikv';
import type {
  AssignmentRecord,
  GroupRecord,
  SessionRecord,
  SubscriptionRecord,
  TopicRecord,
} from '../catalog/records';
import type { QueueContext } from '../context';
import { decodeRecord } from '../format/json-record';
import { liveMembers } from '../membership/session';

export interface TopicInfo {
  readonly topic: string;
  readonly partitions: number;
  readonly retentionMs: number;
  readonly requireAck: boolean;
  /** The groups that read it, by name. */
  readonly groups: readonly string[];
}

/** One consumer of some process, or one that takes part in elections. */
export interface MemberInfo {
  /** The same for all members of a process, in hexadecimal. */
  readonly session: string;
  /** When others take the process for dead unless it is heard of. */
  readonly expiresAt: Date;
  readonly isLive: boolean;
  /** Null for a member that holds leases or waits for them. */
  readonly group: string | null;
  readonly topic: string | null;
  /** Partitions that are assigned to it; 0 for a range fixed by hand. */
  readonly partitions: number;
}

/** Every topic, by name. */
export async function listTopics({ client, keys }: QueueContext): Promise<TopicInfo[]> {
  const snapshot = client.snapshot();
  const groups = await readGroups(snapshot, keys);
  const readers = new Map<number, string[]>();
  for await (const { key, value } of snapshot.scan(keys.subscriptions())) {
    const { groupId, topicId } = keys.subscriptionIn(key);
    decodeRecord<SubscriptionRecord>('subscription', value);
    readers.set(topicId, [...(readers.get(topicId) ?? []), groups.get(groupId) ?? `#${groupId}`]);
  }
  const topics: TopicInfo[] = [];
  for await (const { key, value } of snapshot.scan(keys.topics())) {
    const { id, partitions, retentionMs, requireAck } = decodeRecord<TopicRecord>('topic', value);
    const names = (readers.get(id) ?? []).sort();
    topics.push({ topic: keys.nameIn(key), partitions, retentionMs, requireAck, groups: names });
  }
  return topics;
}

/** The members of all sessions that are stored, by session. */
export async function listMembers({ client, keys }: QueueContext): Promise<MemberInfo[]> {
  const snapshot = client.snapshot();
  const nowMs = physicalMs(await snapshot.timestamp());
  const groups = await readGroups(snapshot, keys);
  const topics = new Map<number, string>();
  for await (const { key, value } of snapshot.scan(keys.topics()))
    topics.set(decodeRecord<TopicRecord>('topic', value).id, keys.nameIn(key));
  const found: MemberInfo[] = [];
  for await (const { key, value } of snapshot.scan(keys.sessions())) {
    const session = keys.sessionIn(key);
    const { expiresMs } = decodeRecord<SessionRecord>('session', value);
    // As of the moment of its end, so that dead members are listed too.
    for (const member of liveMembers(session, value, expiresMs)) {
      const id = { groupId: member.groupId, topicId: member.topicId };
      const stored = member.wantsShare ? await snapshot.get(keys.assignment(id)) : null;
      found.push({
        session: toHex(session),
        expiresAt: new Date(expiresMs),
        isLive: expiresMs >= nowMs,
        group: member.groupId === 0 ? null : (groups.get(member.groupId) ?? null),
        topic: member.topicId === 0 ? null : (topics.get(member.topicId) ?? null),
        partitions: stored === null ? 0 : countOwned(decodeRecord('assignment', stored), member.id),
      });
    }
  }
  return found;
}

async function readGroups(
  snapshot: ReturnType<QueueContext['client']['snapshot']>,
  keys: QueueContext['keys'],
): Promise<Map<number, string>> {
  const groups = new Map<number, string>();
  for await (const { key, value } of snapshot.scan(keys.groups()))
    groups.set(decodeRecord<GroupRecord>('group', value).id, keys.nameIn(key));
  return groups;
}

function countOwned({ members, owners }: AssignmentRecord, member: string): number {
  const index = members.indexOf(member);
  const view = new DataView(owners.buffer, owners.byteOffset, owners.length);
  let count = 0;
  for (let at = 0; at < owners.length; at += 2) if (view.getUint16(at) === index) count++;
  return count;
}
