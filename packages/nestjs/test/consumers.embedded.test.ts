import { describe, expect, test } from '@jest/globals';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  type EventHandlerContext,
  type QueueEvent,
  type Repository,
  RetryAfterError,
  Tito,
  isTitoError,
  topic,
} from '@tito/orm';
import {
  Consumer,
  Ctx,
  type EventRequest,
  InjectRepository,
  OnEvent,
  Payload,
  ReceivedEvent,
  Subscribe,
  TitoConsumers,
  TitoModule,
} from '../src/index';
import { Account, type AccountOpened, Audit } from './support/shop';
import { until } from './support/until';

const greetings = topic<{ to: string }>('greetings');

async function start(
  consumers: readonly (abstract new (...args: never[]) => object)[],
  options: Parameters<typeof TitoModule.forTest>[0] = {},
): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [TitoModule.forTest(options), TitoModule.forFeature([Account, Audit])],
    providers: [...(consumers as never[])],
  }).compile();
  return module.init();
}

const open = (module: TestingModule, owner: string): Promise<Account> =>
  module.get(Tito, { strict: false }).repository(Account).insert({ owner });

describe('a consumer class', () => {
  test('handles events, and what its repositories write is committed with the acknowledgement', async () => {
    @Consumer({
      group: 'audit',
      from: 'earliest',
      retry: { attempts: 3, backoff: { first: '10ms' } } as never,
    })
    class Auditor {
      attempts = 0;

      constructor(@InjectRepository(Audit) readonly audits: Repository<typeof Audit>) {}

      @OnEvent('account.opened')
      async opened(event: QueueEvent<AccountOpened>, context: EventHandlerContext): Promise<void> {
        await this.audits.insert({ text: `${event.payload.owner} ${context.attempt}` });
        if (++this.attempts === 1) throw new Error('the first attempt fails after its write');
      }
    }
    const module = await start([Auditor]);
    await open(module, 'Ann');
    const audits = module.get(Auditor).audits;
    await until(async () => (await audits.all().limit(10).toArray()).length > 0);
    await module.close();
    expect(module.get(Auditor).attempts).toBe(2);
  });

  test('gets what its parameter decorators name, through pipes; a method may listen to several topics', async () => {
    @Injectable()
    class Shout implements PipeTransform<string, string> {
      transform(value: string): string {
        return value.toUpperCase();
      }
    }
    const seen: unknown[] = [];
    @Consumer({ group: 'parameters', from: 'earliest' })
    class Listener {
      @Subscribe(greetings)
      @OnEvent('account.opened')
      async heard(
        @Payload('to', Shout) to: string,
        @ReceivedEvent() event: QueueEvent,
        @Ctx() context: EventHandlerContext,
      ): Promise<void> {
        seen.push([to, event.topic, context.signal.aborted]);
      }
    }
    const module = await start([Listener, Shout]);
    const db = module.get(Tito, { strict: false });
    await db.transaction(async (tx) => tx.publish(greetings, 'a', { to: 'ann' }));
    await until(() => seen.length === 1);
    expect(seen).toEqual([['ANN', 'greetings', false]]);
    await module.close();
  });

  test('passes interceptors and filters; an error that a filter returns decides on the retry', async () => {
    const order: string[] = [];
    @Injectable()
    class Timing implements NestInterceptor {
      intercept(context: ExecutionContext, next: { handle(): never }): never {
        order.push(`before ${context.getType()}`);
        return next.handle();
      }
    }
    @Catch(TypeError)
    class Later implements ExceptionFilter {
      catch(error: TypeError, host: ArgumentsHost): Error {
        order.push(`caught ${host.getType()}`);
        return new RetryAfterError('10ms', error.message);
      }
    }
    @Consumer({ group: 'filtered', from: 'earliest' })
    class Fragile {
      attempts = 0;

      @UseInterceptors(Timing)
      @UseFilters(Later)
      @OnEvent(greetings)
      async heard(): Promise<void> {
        order.push('handled');
        if (++this.attempts === 1) throw new TypeError('no');
      }
    }
    const module = await start([Fragile]);
    const db = module.get(Tito, { strict: false });
    await db.transaction(async (tx) => tx.publish(greetings, 'a', { to: 'ann' }));
    await until(() => order.filter((each) => each === 'handled').length === 2);
    expect(order).toEqual(['before tito', 'handled', 'caught tito', 'before tito', 'handled']);
    await module.close();
  });

  test('of request scope is made anew for each event, which it can have injected', async () => {
    const made: string[] = [];
    @Consumer({ group: 'scoped', from: 'earliest', scope: Scope.REQUEST })
    class PerEvent {
      constructor(@Inject(REQUEST) readonly request: EventRequest) {
        made.push(request.event.key);
      }

      @OnEvent(greetings)
      async heard(event: QueueEvent): Promise<void> {
        made.push(`handled ${event.key} ${this.request.event === event}`);
      }
    }
    const module = await start([PerEvent]);
    const db = module.get(Tito, { strict: false });
    await db.transaction(async (tx) => {
      tx.publish(greetings, 'a', { to: 'ann' });
      tx.publish(greetings, 'b', { to: 'bob' });
    });
    await until(() => made.length === 4);
    expect(made.sort()).toEqual(['a', 'b', 'handled a true', 'handled b true']);
    await module.close();
  });
});

describe('the consumers of an application', () => {
  test('do not start by themselves when told so, and start by hand', async () => {
    const seen: string[] = [];
    @Consumer({ group: 'manual', from: 'earliest' })
    class Manual {
      @OnEvent(greetings)
      async heard(event: QueueEvent): Promise<void> {
        seen.push(event.key);
      }
    }
    const module = await start([Manual], { runConsumers: false });
    const db = module.get(Tito, { strict: false });
    await db.transaction(async (tx) => tx.publish(greetings, 'a', { to: 'ann' }));
    expect(await db.queue.groups()).toEqual([]);
    await module.get(TitoConsumers, { strict: false }).start();
    await until(() => seen.length === 1);
    await module.close();
  });

  test('finish what they do before the application closes anything', async () => {
    const order: string[] = [];
    let begun = false;
    @Consumer({ group: 'slow', from: 'earliest' })
    class Slow {
      constructor(@InjectRepository(Audit) readonly audits: Repository<typeof Audit>) {}

      @OnEvent(greetings)
      async heard(): Promise<void> {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 200));
        await this.audits.insert({ text: 'late' });
        order.push('handled');
      }
    }
    class Other {
      beforeApplicationShutdown(): void {
        order.push('others close');
      }
    }
    const module = await start([Slow, Other]);
    const db = module.get(Tito, { strict: false });
    await db.transaction(async (tx) => tx.publish(greetings, 'a', { to: 'ann' }));
    await until(() => begun);
    await module.close();
    expect(order).toEqual(['handled', 'others close']);
  });

  class NoConsumer {
    @OnEvent('account.opened')
    async heard(): Promise<void> {}
  }

  @Consumer({ group: 'nothing' })
  class NoHandler {}

  @Consumer({ group: 'twice' })
  class Twice {
    @OnEvent(greetings)
    async one(): Promise<void> {}

    @OnEvent('greetings')
    async two(): Promise<void> {}
  }

  @Consumer({ group: 'bad', concurrency: -1 })
  class BadOption {
    @OnEvent(greetings)
    async one(): Promise<void> {}
  }

  test.each([
    ['a handler in a class without @Consumer', NoConsumer, 'NESTJS_DEFINITION'],
    ['a consumer without handlers', NoHandler, 'NESTJS_DEFINITION'],
    ['two handlers of one group and topic', Twice, 'NESTJS_DEFINITION'],
    ['an option outside its limits', BadOption, 'PROTOCOL_INVALID_ARGUMENT'],
  ])('keep an application with %s from starting, and leave nothing open', async (_, consumer, code) => {
    const error = await start([consumer]).then(
      () => null,
      (failure: unknown) => failure,
    );
    expect(isTitoError(error) && error.code).toBe(code);
  });
});
