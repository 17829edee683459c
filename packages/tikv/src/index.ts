/** The TiKV client: transactions, snapshots and raw keys over gRPC, in TypeScript alone. */

export { TikvClient } from './tikv-client';
export type { ConnectOptions } from './connect-options';
export type { TlsOptions, TlsSource } from './rpc/tls';
export type { ClientCounters } from './counters';
export {
  CALL_CHANNEL,
  type CallMessage,
  REGION_CHANNEL,
  RETRY_CHANNEL,
  type RegionMessage,
  type RetryMessage,
} from './diagnostics';
export type { ClusterView, MemberInfo, RegionInfo, StoreInfo } from './pd/cluster-view';
export { type GarbageCollector, type GcOptions, type GcReport } from './maintenance/gc';
export { type GcHold } from './maintenance/gc-hold';
export type {
  CallOptions,
  KeyValue,
  KvReader,
  ReadOptions,
  ReplicaOptions,
  ReplicaRead,
  ScanOptions,
} from './kv-reader';
export type {
  CommitHook,
  CommitProtocol,
  LockOptions,
  RunTransactionOptions,
  Savepoint,
  Snapshot,
  Transaction,
  TransactionOptions,
  TransactionState,
} from './txn/transaction';
export type { RawClient } from './raw/raw-client';
export type {
  ColumnFamily,
  RawChecksum,
  RawKeyOptions,
  RawPair,
  RawPutOptions,
  RawPutPair,
  RawReadOptions,
  RawScanOptions,
  RawSwap,
  RawWriteOptions,
} from './raw/raw-options';
export {
  ClientClosedError,
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  ConnectError,
  type ConnectFailure,
  DeadlineExceededError,
  DeadlockError,
  KeyExistsError,
  LimitExceededError,
  LockWaitTimeoutError,
  OperationAbortedError,
  RawOutcomeUnknownError,
  RegionUnavailableError,
  ServerError,
  TransactionAbortedError,
  TransactionClosedError,
  SnapshotInFutureError,
  SnapshotTooOldError,
  TransactionTooOldError,
  WriteConflictError,
} from './errors';

export {
  type KeyRange,
  InvalidArgumentError,
  LOGICAL_PER_MILLISECOND,
  MAX_TIMESTAMP,
  NO_BOUND,
  TitoError,
  type TitoErrorOptions,
  addMilliseconds,
  compareBytes,
  composeTimestamp,
  concatBytes,
  equalBytes,
  intersectRanges,
  isEmptyRange,
  isTitoError,
  keyAfter,
  logicalPart,
  physicalMs,
  prefixEnd,
  prefixRange,
  rangeContains,
  toHex,
  toLatin1,
} from '@tito/protocol';
