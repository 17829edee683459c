/** A transactional event queue on TiKV. Knows no model and no decorator. */

export { Queue, type QueueOptions } from './queue';
export { type Topic, type TopicOptions, topic } from './catalog/topic';
export type { StartPosition } from './catalog/catalog';
export { type PublishLimits, type PublishOptions, DEFAULT_PUBLISH_LIMITS } from './publish/publish-options';

export type { Consumer } from './consume/consumer';
export type { ConsumeOptions } from './consume/consume-options';
export type { ConsumeContext, EventHandler } from './consume/consume-context';
export type { LanePolicy } from './consume/lanes';
export type { RetryOptions } from './consume/retry-policy';
export type { QueueEvent } from './queue-event';
export type { EventOperation } from './format/envelope-codec';

export { type Duration, parseDuration } from './duration';
export { type Clock, type Timer, systemClock } from './clock';
export { composePosition, formatOffset, parseOffset, sequenceOf, indexOf } from './position';
export { decodePayload, encodePayload } from './format/payload-codec';
export { partitionOf } from './format/partition';
export { COMMIT_WINDOW_MS } from './context';
export type { GroupLimits } from './catalog/records';
export type { MemberInfo, TopicInfo } from './admin/overview';
export type { BatchContext, BatchHandler, BatchOptions, BatchResult } from './consume/batch-handler';
export type { ConsumerHealth, QueueGauges, QueueHealth } from './health';
export type { GroupInfo, GroupLag } from './admin/groups';
export type { DeadLetter, DeadLetterSelection, DeadLetters } from './admin/dead-letters';
export type { DeathReason, FailureText } from './consume/failure-records';
export type { ScheduleInfo, ScheduleOptions } from './duties/schedules';
export type { Leader, Lease, LeasedWork } from './membership/lease';
export type { QueueCounters } from './metrics';

export {
  ConsumerStoppedError,
  CorruptRecordError,
  DuplicateEventError,
  EventTooLargeError,
  HandlerTimeoutError,
  InvalidPayloadError,
  LeaseLostError,
  NonRetryableError,
  PartitionLostError,
  QueueClosedError,
  RetryAfterError,
  TailOverrunError,
  TopicMismatchError,
  UnknownNameError,
} from './errors';
