/** Errors of Tito as HTTP answers: problem details, with the statuses of `@tito/http`. */

import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { problemOf } from '@tito/http';
import { TitoError } from '@tito/orm';

/**
 * @example
 * ```ts
 * @Module({ providers: [{ provide: APP_FILTER, useClass: TitoExceptionFilter }] })
 * export class AppModule {}
 * ```
 */
@Injectable()
@Catch(TitoError)
export class TitoExceptionFilter implements ExceptionFilter<TitoError> {
  readonly #adapterHost: HttpAdapterHost;
  readonly #logger = new Logger('TitoExceptionFilter');

  constructor(@Inject(HttpAdapterHost) adapterHost: HttpAdapterHost) {
    this.#adapterHost = adapterHost;
  }

  /** Answers HTTP requests; what fails elsewhere, such as in a handler of events, stays an error. */
  catch(error: TitoError, host: ArgumentsHost): void {
    const problem = problemOf(error);
    if (host.getType() !== 'http' || problem === null) throw error;
    if (problem.status >= 500) this.#logger.error(`${error.message} [${error.code}]`, error.stack);
    const { httpAdapter } = this.#adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    if (httpAdapter.isHeadersSent(response)) return void httpAdapter.end(response);
    for (const [name, value] of Object.entries(problem.headers)) httpAdapter.setHeader(response, name, value);
    // As text: adapters give objects that report errors a content type of their own.
    httpAdapter.reply(response, JSON.stringify(problem.body), problem.status);
  }
}
