/** The ORM: decorators, repositories, queries, relations and events; with the public names of the queue and the client. */

export { Tito } from './database';
export type { DropTenantOptions } from './tenants/tenant-directory';
export type { ExportOptions, ExportPosition } from './transfer/export-models';
export type { ImportOptions, ImportProgress, ImportReport } from './transfer/import-models';
export type { DeletionConsumerOptions, Deletions } from './database/deletions';
export type { DeepDeleteOptions } from './relations/deep-deletion';
export type { EventHandlerContext, HeldTx, TitoSnapshot, Tx } from './database/handles';
export type { SchemaOptions, TitoOptions } from './database/tito-options';
export {
  type DutyMetrics,
  type DutyName,
  type DutyOptions,
  type MaintainOptions,
  Maintenance,
} from './maintenance/duties';
export { type DatabaseSchema, type SchemaView, inspectSchema } from './schema/schema-view';
export type { DatabaseIndexes } from './schema/database-indexes';
export type {
  ApplyOptions,
  ApplyReport,
  BuildIndexOptions,
  BuildProgress,
  BuildReport,
  CheckReport,
  IndexDescription,
  IndexFinding,
  IndexInfo,
  IndexSelection,
  IndexState,
  ModelDescription,
  RepairReport,
  SchemaDescription,
  SchemaDifference,
  SchemaSafety,
  SchemaStep,
  UniqueViolationPair,
  UpgradeOptions,
  UpgradeReport,
  VerifyOptions,
  VerifyReport,
} from './catalog/schema-changes';
export { RepositoryFor, modelOfRepository } from './database/repository-for';
export type { BulkOptions, DeleteOptions } from './persistence/write-options';
export type {
  ModelReadRepository,
  ModelRepository,
  ReadRepository,
  Repository,
} from './repository/model-repository';
export type { Propagation, TransactionOptions } from './session/transaction-runner';
export type { SaveOptions } from './persistence/plan-save';
export type { New, Patch } from './persistence/new-entity';

export { Model } from './decorators/model.decorator';
export {
  Computed,
  CreatedAt,
  DeletedAt,
  Embedded,
  Field,
  Id,
  UpdatedAt,
  Version,
} from './decorators/field.decorator';
export { Index, Unique } from './decorators/index.decorator';
export {
  AfterDelete,
  AfterInsert,
  AfterUpdate,
  BeforeDelete,
  BeforeInsert,
  BeforeUpdate,
} from './decorators/hook.decorator';
export { Relation } from './decorators/relation.decorator';
export { Upgrade } from './decorators/upgrade.decorator';
export type { UpgradeFunction } from './metadata/upgrade-function';
export { Event } from './decorators/event.decorator';

export { type F, type Key, type KeyPart, type StringPart, key, uniqueKey } from './metadata/key-definition';
export { type DescribedKey, describeKey, namespaceRange } from './keys/describe-key';
export { fromPlain } from './relations/from-plain';
export { toPlain, type ToPlainOptions } from './relations/to-plain';
export type { Include, Loaded, Many, Ref, RelationKeys } from './metadata/references';
export type { Condition, When, Where } from './metadata/conditions';
export { idPropertyOf, isModel, type ModelClass, modelNameOf } from './metadata/declarations';
export type { EventContext, EventOptions, Operation } from './metadata/event-options';
export type { HookContext } from './metadata/hook-options';
export type { IndexOptions } from './metadata/index-options';
export type { KindName, Kinds } from './metadata/kinds';
export type { FieldOptions, IdOptions, ModelOptions, OnDelete } from './metadata/model-options';
export type { StandardSchema } from './metadata/standard-schema';

export type { FilterOptions, KeyQuery, Page, Query, Range, UniqueQuery } from './query/query';
export type { ExplainOptions, QueryExplanation, QueryRun } from './query/explain';
export type { DescribedRange } from './query/describe-range';

export {
  AlreadyExistsError,
  BuildLeaseLostError,
  CorruptRowError,
  DatabaseClosedError,
  DefinitionError,
  EmptyPatchError,
  EventPlanError,
  ImportError,
  IndexIntegrityError,
  IndexNotReadyError,
  IndexPredicateError,
  InvalidCursorError,
  InvalidQueryError,
  InvalidReferenceError,
  InvalidValueError,
  NoIndexError,
  NotFoundError,
  OrmError,
  ReadOnlyError,
  ReferencedError,
  ScanLimitError,
  SchemaBehindError,
  SchemaChangedError,
  SchemaMismatchError,
  TenantDroppingError,
  TransactionPropagationError,
  UnawaitedWorkError,
  UnboundedQueryError,
  UniqueViolationError,
  type UniqueViolationDetails,
  UnknownIndexError,
  UnknownModelError,
  ValidationError,
  type ValidationIssue,
  ValueTooLargeError,
  VersionConflictError,
} from './errors';

export {
  type ConsumeContext,
  type ConsumeOptions,
  type Consumer,
  ConsumerStoppedError,
  CorruptRecordError,
  type DeadLetter,
  type DeadLetterSelection,
  type DeadLetters,
  type DeathReason,
  DuplicateEventError,
  type Duration,
  type EventHandler,
  type EventOperation,
  EventTooLargeError,
  type FailureText,
  type GroupInfo,
  type GroupLag,
  HandlerTimeoutError,
  InvalidPayloadError,
  type LanePolicy,
  type Leader,
  type Lease,
  LeaseLostError,
  type LeasedWork,
  NonRetryableError,
  PartitionLostError,
  type PublishLimits,
  type PublishOptions,
  Queue,
  QueueClosedError,
  type QueueCounters,
  type QueueEvent,
  type QueueOptions,
  RetryAfterError,
  type RetryOptions,
  type ScheduleInfo,
  type ScheduleOptions,
  type StartPosition,
  type Topic,
  TopicMismatchError,
  type TopicOptions,
  UnknownNameError,
  parseDuration,
  topic,
} from '@tito/queue';
export {
  type CallOptions,
  type ClientCounters,
  ClientClosedError,
  type ClusterView,
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  ConnectError,
  type ConnectFailure,
  type ConnectOptions,
  DeadlineExceededError,
  DeadlockError,
  InvalidArgumentError,
  KeyExistsError,
  type KeyRange,
  type KeyValue,
  type KvReader,
  LimitExceededError,
  LockWaitTimeoutError,
  type MemberInfo,
  OperationAbortedError,
  type ReadOptions,
  type RegionInfo,
  RegionUnavailableError,
  ServerError,
  type Snapshot,
  type StoreInfo,
  TikvClient,
  TitoError,
  type TitoErrorOptions,
  type TlsOptions,
  type Transaction,
  TransactionAbortedError,
  TransactionClosedError,
  type TransactionState,
  WriteConflictError,
  addMilliseconds,
  composeTimestamp,
  isTitoError,
  physicalMs,
} from '@tito/tikv';
