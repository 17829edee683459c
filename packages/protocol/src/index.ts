/** The protocol of PD and TiKV: messages, services, keys, timestamps. No I/O happens in here. */

export {
  InvalidArgumentError,
  MalformedKeyError,
  MalformedMessageError,
  TitoError,
  type TitoErrorOptions,
  isTitoError,
} from './errors';

export { compareBytes, concatBytes, equalBytes, toHex, toLatin1 } from './bytes';
export {
  type KeyRange,
  NO_BOUND,
  intersectRanges,
  isEmptyRange,
  keyAfter,
  prefixEnd,
  prefixRange,
  rangeContains,
} from './key-range';
export {
  appendDescendingTimestamp,
  decodeMemcomparable,
  encodeMemcomparable,
  memcomparableLength,
} from './memcomparable';
export {
  LOGICAL_PER_MILLISECOND,
  MAX_TIMESTAMP,
  addMilliseconds,
  composeTimestamp,
  logicalPart,
  physicalMs,
} from './timestamp';
export { type KeyMode, type KeyspaceCodec, keyspaceV1, keyspaceV2 } from './keyspace';

export {
  type Init,
  type MessageType,
  type MethodType,
  type ServiceType,
  decodeMessage,
  encodeMessage,
} from './wire/message';
export { Reader } from './wire/reader';
export { Writer } from './wire/writer';
export { grpcMethod, grpcService } from './services';
export { LOAD_OPTIONS, loadProtos } from './load';

export * as deadlock from './generated/deadlock';
export * as errorpb from './generated/errorpb';
export * as etcdserverpb from './generated/etcdserverpb';
export * as health from './generated/health';
export * as keyspacepb from './generated/keyspacepb';
export * as kvrpcpb from './generated/kvrpcpb';
export * as meta_storagepb from './generated/meta_storagepb';
export * as metapb from './generated/metapb';
export * as mvccpb from './generated/mvccpb';
export * as pdpb from './generated/pdpb';
export * as tikvpb from './generated/tikvpb';
