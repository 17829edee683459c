/** The `tito` command as a library: its program and its exit codes. */

export { createProgram, run } from './program';
export type { Terminal } from './terminal';
export { EXIT } from './exit';
export { UsageError } from './errors';
