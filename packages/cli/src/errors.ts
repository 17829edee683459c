import { TitoError } from '@tito/orm';

/** The command line asks for something that cannot be: `CLI_USAGE`, exit code 64. */
export class UsageError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('CLI_USAGE', message, { details });
  }
}

/** The configuration, or a module that it names, cannot be used: `CLI_CONFIG`. */
export class ConfigError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('CLI_CONFIG', message, { details, cause });
  }
}

/** A file that would be written exists with other content: `CLI_FILE_EXISTS`; nothing was written. */
export class FileExistsError extends TitoError {
  constructor(paths: readonly string[]) {
    super('CLI_FILE_EXISTS', 'files exist with other content; --force replaces them, --dry-run shows how', {
      details: { paths: paths.join(', ') },
    });
  }
}

/** The file of an application could not be changed where it has to be: `CLI_EDIT_FAILED`; nothing was written. */
export class EditError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('CLI_EDIT_FAILED', message, { details, cause });
  }
}

/** The user ended the command before it was done: `CLI_INTERRUPTED`; running it again goes on. */
export class InterruptedError extends TitoError {
  constructor() {
    super('CLI_INTERRUPTED', 'ended before it was done', { retryable: true });
  }
}
