/** An embedded PD and TiKV on the real wire protocol. */

export { EmbeddedCluster, type RegionView } from './embedded-cluster';
export type { EmbeddedClusterOptions } from './options';
export type { PdControls } from './pd-controls';
export type { TlsIdentity } from './tls-identity';
export { type Clock, ManualClock, systemClock } from './clock';

export type {
  FaultAction,
  FaultContext,
  FaultMatch,
  FaultPoint,
  FaultRule,
  RegionFault,
} from './fault/fault-rule';
export type { FaultGate, FaultStrike, Faults } from './fault/faults';
export type { BuggifyOptions } from './fault/buggify';

export {
  DataCorruptError,
  DirectoryInUseError,
  DirectoryUnreadableError,
  EngineFailedError,
  KeyTooLongError,
  ListenError,
  UnsupportedOptionError,
} from './errors';
