/** What the exit codes of `tito` mean. */
export const EXIT = {
  ok: 0,
  /** Something failed; the message says what. */
  failure: 1,
  /** A check found differences. */
  findings: 2,
  /** The command line is wrong. */
  usage: 64,
  /** Failed for now; the same command may succeed later. */
  retryable: 75,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Thrown by a command that did its work and has something to say by its exit code. */
export class ExitWith extends Error {
  constructor(readonly code: ExitCode) {
    super(`exit ${code}`);
  }
}
