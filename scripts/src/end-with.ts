/** How every script ends when it did not expect to: the error on stderr, and an exit code that says so. */
export function endWith(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** The exit code for a command that was called wrongly, as `sysexits.h` has it (EX_USAGE). */
export const USAGE_EXIT_CODE = 64;
