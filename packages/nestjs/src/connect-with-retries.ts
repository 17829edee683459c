/** Connecting at the start of an application: tried again while it may pass, each failure with its cause in the log. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { InvalidArgumentError, Tito, type TitoOptions, isTitoError } from '@tito/orm';
import type { TitoModuleOptions } from './module-options';

/**
 * @param signal ends waiting and connecting
 * @throws what the last attempt threw; at once when a retry cannot help, such as a wrong model or option
 */
export async function connectWithRetries(
  name: string,
  options: TitoOptions & TitoModuleOptions,
  { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<Tito> {
  const { retryAttempts = 9, retryDelayMs = 1000, toRetry = isRetryable } = options;
  if (!Number.isInteger(retryAttempts) || retryAttempts < 0)
    throw new InvalidArgumentError('retryAttempts', 'a whole number from 0 on');
  if (!(retryDelayMs >= 0 && retryDelayMs < 2 ** 31))
    throw new InvalidArgumentError('retryDelayMs', 'milliseconds, below 2147483648');
  for (let attempt = 0; ; attempt++) {
    try {
      return await Tito.connect({ ...options, signal });
    } catch (error) {
      if (signal.aborted || attempt >= retryAttempts || !toRetry(error)) throw error;
      logger.warn(
        `Cannot connect '${name}' to ${(options.endpoints ?? []).join(', ')}: ${describe(error)}. ` +
          `Attempt ${attempt + 1} of ${retryAttempts + 1}, the next one in ${retryDelayMs} ms.`,
      );
      await sleep(retryDelayMs, undefined, { signal });
    }
  }
}

function isRetryable(error: unknown): boolean {
  return isTitoError(error) && error.retryable;
}

function describe(error: unknown): string {
  if (!isTitoError(error)) return error instanceof Error ? error.message : String(error);
  const reason = error.details['reason'];
  return `${error.message} [${error.code}${typeof reason === 'string' ? `, ${reason}` : ''}]`;
}
