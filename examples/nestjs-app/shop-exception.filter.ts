import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InputError } from '../shop/check-input';
import { SoldOutError } from '../shop/sold-out-error';

/** Answers the shop's own errors. */
@Catch(InputError, SoldOutError)
export class ShopExceptionFilter implements ExceptionFilter<InputError | SoldOutError> {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  catch(error: InputError | SoldOutError, context: ArgumentsHost): void {
    if (context.getType() !== 'http') throw error;
    const isInput = error instanceof InputError;
    const status = isInput ? 400 : 409;
    const body = { title: error.message, status, ...(isInput ? { field: error.field } : {}) };
    this.host.httpAdapter.reply(context.switchToHttp().getResponse(), body, status);
  }
}
