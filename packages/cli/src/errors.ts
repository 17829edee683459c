import { TitoError } from '@tito/orm';

/** The command line asks for something that cannot be: `CLI_USAGE`, exit code 64. */
export class UsageError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('CLI_USAGE', message, { details });
  }
}
