/** An embedded PD and TiKV on the real wire protocol. */

export { EmbeddedCluster } from './embedded-cluster';
export type { EmbeddedClusterOptions } from './options';
export { type Clock, ManualClock, systemClock } from './clock';
export { DataCorruptError, ListenError, UnsupportedOptionError } from './errors';
