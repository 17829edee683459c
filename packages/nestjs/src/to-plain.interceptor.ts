/** Entities in answers, as plain values: without hidden fields, references as ids, bigints as text. */

import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { toPlain } from '@tito/orm';
import { type Observable, map } from 'rxjs';

/**
 * Passes what HTTP routes return through `toPlain`: entities, lists and pages of them.
 *
 * @example
 * ```ts
 * @Module({ providers: [{ provide: APP_INTERCEPTOR, useClass: ToPlainInterceptor }] })
 * export class AppModule {}
 * ```
 */
@Injectable()
export class ToPlainInterceptor implements NestInterceptor<unknown, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const answers = next.handle();
    if (context.getType() !== 'http') return answers;
    return answers.pipe(map((answer) => (answer instanceof StreamableFile ? answer : toPlain(answer))));
  }
}
