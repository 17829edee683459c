import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Body,
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Module,
  Param,
  Post,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { type Repository, Tito } from '@tito/orm';
import {
  InjectRepository,
  InjectTito,
  TitoExceptionFilter,
  TitoHealthIndicator,
  TitoModule,
  ToPlainInterceptor,
  Transactional,
} from '../src/index';
import { Account, Audit } from './support/shop';

@Injectable()
class Transfers {
  runs = 0;

  constructor(
    @InjectRepository(Account) readonly accounts: Repository<typeof Account>,
    @InjectRepository(Audit) readonly audits: Repository<typeof Audit>,
    readonly db: Tito,
  ) {}

  @Transactional()
  async open(owner: string, cents: number): Promise<Account> {
    await this.note(`open ${owner}`);
    return this.accounts.insert({ owner, cents });
  }

  @Transactional()
  async openAndFail(owner: string): Promise<void> {
    await this.open(owner, 1);
    throw new Error('too late');
  }

  @Transactional({ propagation: 'mandatory' })
  async note(text: string): Promise<void> {
    await this.audits.insert({ text });
  }

  @Transactional({ propagation: 'requiresNew' })
  async noteAnyway(text: string): Promise<void> {
    await this.audits.insert({ text });
  }

  @Transactional()
  async noteAnywayAndFail(text: string): Promise<void> {
    await this.noteAnyway(text);
    throw new Error('too late');
  }

  @Transactional()
  async contended(id: string): Promise<number> {
    this.runs++;
    const { cents } = await this.accounts.getOrThrow(id);
    if (this.runs === 1) {
      await this.db.transaction(() => this.accounts.update(id, { cents: cents + 1 }), {
        propagation: 'requiresNew',
      });
    }
    return (await this.accounts.update(id, { cents: cents + 10 })).cents;
  }
}

@Injectable()
class Elsewhere {
  constructor(@InjectTito('analytics') readonly db: Tito) {}

  @Transactional({ connection: 'analytics' })
  async note(text: string): Promise<void> {
    await this.db.repository(Audit).insert({ text });
    if (text === 'fail') throw new Error('too late');
  }
}

@Controller('accounts')
class AccountsController {
  constructor(
    readonly transfers: Transfers,
    readonly health: TitoHealthIndicator,
  ) {}

  @Post()
  @Transactional()
  async open(@Body() body: { owner: string }): Promise<Account> {
    return this.transfers.open(body.owner, 0);
  }

  @Transactional()
  @Get('health')
  async ping(): Promise<unknown> {
    return this.health.pingCheck('tikv');
  }

  @Get('bug')
  async bug(): Promise<unknown> {
    return this.transfers.accounts.find({ cents: 1 }).first();
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<Account> {
    return this.transfers.accounts.getOrThrow(id);
  }
}

@Module({
  imports: [
    TitoModule.forTest(),
    TitoModule.forTest({}, 'analytics'),
    TitoModule.forFeature([Account, Audit]),
    TitoModule.forFeature([Audit], 'analytics'),
  ],
  controllers: [AccountsController],
  providers: [
    Transfers,
    Elsewhere,
    { provide: APP_FILTER, useClass: TitoExceptionFilter },
    { provide: APP_INTERCEPTOR, useClass: ToPlainInterceptor },
  ],
})
class BankModule {}

describe('an application', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    app = (await Test.createTestingModule({ imports: [BankModule] }).compile()).createNestApplication();
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${((app.getHttpServer() as { address(): unknown }).address() as AddressInfo).port}`;
  });

  afterAll(() => app.close());

  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      // Each test knows the shape.
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      body: (await response.json()) as any,
    };
  };

  test('answers entities without what is hidden, and errors of Tito as problem details', async () => {
    const made = await call('POST', '/accounts', { owner: 'Ann' });
    expect(made).toMatchObject({ status: 201, body: { owner: 'Ann', credit: '9007199254740993' } });
    const read = await call('GET', `/accounts/${made.body.id}`);
    expect(read).toMatchObject({ status: 200, body: made.body });
    expect(read.body).not.toHaveProperty('secret');
    expect(await call('POST', '/accounts', { owner: 'Ann' })).toEqual({
      status: 409,
      type: expect.stringMatching(/^application\/problem\+json/),
      body: expect.objectContaining({ code: 'ORM_UNIQUE_VIOLATION', index: 'byOwner', status: 409 }),
    });
    expect(await call('GET', '/accounts/nobody')).toMatchObject({
      status: 404,
      body: { code: 'ORM_NOT_FOUND' },
    });
    expect(await call('GET', '/accounts/bug')).toMatchObject({ status: 500, body: { code: 'ORM_NO_INDEX' } });
  });

  test('tells its health, in a route that lies below a transaction as well', async () => {
    const { body } = await call('GET', '/accounts/health');
    expect(body).toEqual({
      tikv: { status: 'up', latencyMs: expect.any(Number), clockSkewMs: expect.any(Number) },
    });
  });

  test('a transactional method that fails leaves nothing of itself or of those it called', async () => {
    const { accounts, openAndFail } = app.get(Transfers);
    await expect(openAndFail.call(app.get(Transfers), 'Fred')).rejects.toThrow('too late');
    expect(await accounts.by('byOwner', 'Fred').one()).toBeNull();
  });

  test('propagation is that of the database', async () => {
    const transfers = app.get(Transfers);
    await expect(transfers.note('alone')).rejects.toMatchObject({ code: 'ORM_TRANSACTION_PROPAGATION' });
    await expect(transfers.noteAnywayAndFail('anyway')).rejects.toThrow('too late');
    const texts = (await transfers.audits.all().limit(100).toArray()).map(({ text }) => text);
    expect(texts).toContain('anyway');
    expect(texts).not.toContain('alone');
  });

  test('a transactional method that meets a conflict runs again', async () => {
    const transfers = app.get(Transfers);
    const { id } = await transfers.open('Cora', 0);
    expect(await transfers.contended(id)).toBe(11);
    expect(transfers.runs).toBe(2);
  });

  test('a transactional method of another connection is one of its database', async () => {
    const elsewhere = app.get(Elsewhere);
    await elsewhere.note('kept');
    await expect(elsewhere.note('fail')).rejects.toThrow('too late');
    const texts = (await elsewhere.db.repository(Audit).all().limit(10).toArray()).map(({ text }) => text);
    expect(texts).toEqual(['kept']);
  });

  test('a transactional method of an object that Nest did not make says so', async () => {
    const { accounts, audits, db } = app.get(Transfers);
    const own = new Transfers(accounts, audits, db);
    await expect(own.open('Zoe', 1)).rejects.toMatchObject({
      code: 'NESTJS_NOT_INJECTED',
      details: { class: 'Transfers', method: 'open' },
    });
  });
});
