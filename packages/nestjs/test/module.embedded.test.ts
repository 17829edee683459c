import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type Repository, RepositoryFor, Tito, isTitoError } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import {
  InjectRepository,
  InjectTito,
  TitoConnections,
  TitoModule,
  type TitoOptionsFactory,
  getRepositoryToken,
  getTitoOptionsToken,
  getTitoToken,
  withTestDatabase,
} from '../src/index';
import { Account, AccountRepository, Audit, Clock } from './support/shop';

let cluster: EmbeddedCluster;
let namespaces = 0;
const namespace = (): string => `module ${process.pid} ${namespaces++}`;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
});

afterAll(() => cluster.stop());

@Injectable()
class Accounts {
  constructor(
    @InjectRepository(Account) readonly accounts: Repository<typeof Account>,
    readonly own: AccountRepository,
    readonly db: Tito,
  ) {}
}

@Module({
  imports: [TitoModule.forFeature([Account, AccountRepository])],
  providers: [Accounts],
  exports: [Accounts],
})
class AccountsModule {}

async function failureOf(
  compiling: Promise<unknown>,
): Promise<{ code?: unknown; message: string; details?: unknown }> {
  return compiling.then(
    () => Promise.reject(new Error('it compiled')),
    (error: unknown) => error as { message: string },
  );
}

describe('forRoot and forFeature', () => {
  test('inject repositories of models, repositories of classes and the connection', async () => {
    const module = await Test.createTestingModule({
      imports: [
        TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: namespace() }),
        AccountsModule,
      ],
    }).compile();
    const { accounts, own, db } = module.get(Accounts);
    expect(db).toBeInstanceOf(Tito);
    expect(own).toBeInstanceOf(AccountRepository);
    const ann = await accounts.insert({ owner: 'Ann' });
    expect(await own.ownedBy('Ann')).toEqual(ann);
    expect(module.get(getRepositoryToken(Account), { strict: false })).toBe(accounts);
    expect(module.get(getTitoToken(), { strict: false })).toBe(db);
    await module.close();
  });

  test('a repository with a constructor of its own has it filled by Nest', async () => {
    @Injectable()
    class TimedRepository extends RepositoryFor(Account) {
      constructor(
        db: Tito,
        readonly clock: Clock,
      ) {
        super(db);
      }
    }
    @Module({ providers: [Clock], exports: [Clock] })
    class ClockModule {}
    @Injectable()
    class Service {
      constructor(readonly timed: TimedRepository) {}
    }
    const feature = TitoModule.forFeature([TimedRepository]);
    const module = await Test.createTestingModule({
      imports: [TitoModule.forTest(), { ...feature, imports: [...feature.imports!, ClockModule] }],
      providers: [Service],
    }).compile();
    const { timed } = module.get(Service);
    expect(timed.clock.now()).toBe(42);
    await timed.insert({ owner: 'Tim' });
    await module.close();
  });

  test('two named connections live in one application, apart from each other', async () => {
    @Injectable()
    class Both {
      constructor(
        @InjectRepository(Account) readonly here: Repository<typeof Account>,
        @InjectRepository(Account, 'analytics') readonly there: Repository<typeof Account>,
        @InjectRepository(Audit, 'analytics') readonly audits: Repository<typeof Audit>,
        @InjectTito() readonly db: Tito,
        @InjectTito('analytics') readonly analytics: Tito,
      ) {}
    }
    const module = await Test.createTestingModule({
      imports: [
        TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: namespace() }),
        TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: namespace() }, 'analytics'),
        TitoModule.forFeature([Account]),
        TitoModule.forFeature([Account, Audit], 'analytics'),
      ],
      providers: [Both],
    }).compile();
    const { here, there, audits, db, analytics } = module.get(Both);
    expect(db).not.toBe(analytics);
    const ann = await here.insert({ owner: 'Ann' });
    await audits.insert({ text: 'Ann came' });
    expect(await there.get(ann.id)).toBeNull();
    expect(module.get(TitoConnections).names.sort()).toEqual(['analytics', 'default']);
    // A model of the other connection alone is none of this one.
    expect(() => db.repository(Audit)).toThrow(expect.objectContaining({ code: 'ORM_UNKNOWN_MODEL' }));
    await module.close();
  });

  test('two connections of one name are refused', async () => {
    const root = (): ReturnType<typeof TitoModule.forRoot> =>
      TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: namespace() });
    const error = await failureOf(Test.createTestingModule({ imports: [root(), root()] }).compile());
    expect(error).toMatchObject({ code: 'NESTJS_DEFINITION', details: { connection: 'default' } });
  });

  test('a feature of a connection that nobody opens says which there are', async () => {
    const error = await failureOf(
      Test.createTestingModule({
        imports: [TitoModule.forTest(), TitoModule.forFeature([Account], 'analytcs')],
      }).compile(),
    );
    expect(error).toMatchObject({ code: 'NESTJS_UNKNOWN_CONNECTION', details: { connection: 'analytcs' } });
  });

  test.each([
    ['a service', Clock],
    ['undefined, from a circle of imports', undefined],
  ])('%s is no feature', (_, listed) => {
    expect(() => TitoModule.forFeature([listed as never])).toThrow(
      expect.objectContaining({ code: 'NESTJS_DEFINITION' }),
    );
    expect(() => InjectRepository(listed as never)).toThrow(
      expect.objectContaining({ code: 'NESTJS_DEFINITION' }),
    );
  });

  test('models of the same name in different classes have repositories of their own', () => {
    class Other {}
    Object.defineProperty(Other, 'name', { value: 'Account' });
    expect(getRepositoryToken(Other)).not.toBe(getRepositoryToken(Account));
    expect(getRepositoryToken(Account)).toBe(getRepositoryToken(Account));
    expect(getRepositoryToken(Account, 'a')).not.toBe(getRepositoryToken(Account, 'b'));
  });
});

describe('forRootAsync', () => {
  @Injectable()
  class Config implements TitoOptionsFactory {
    readonly namespace = namespace();

    createTitoOptions() {
      return { endpoints: cluster.pdEndpoints, namespace: this.namespace };
    }
  }

  @Module({ providers: [Config], exports: [Config] })
  class ConfigModule {}

  test.each([
    [
      'a factory',
      () =>
        TitoModule.forRootAsync({
          imports: [ConfigModule],
          inject: [Config],
          useFactory: async (config: Config) => config.createTitoOptions(),
        }),
    ],
    ['a class', () => TitoModule.forRootAsync({ useClass: Config })],
    ['an existing provider', () => TitoModule.forRootAsync({ imports: [ConfigModule], useExisting: Config })],
    [
      'providers of its own',
      () =>
        TitoModule.forRootAsync({
          extraProviders: [{ provide: 'PD', useFactory: () => cluster.pdEndpoints }],
          inject: ['PD'],
          useFactory: (endpoints: string[]) => ({ endpoints, namespace: namespace() }),
        }),
    ],
  ])('takes its options from %s', async (_, root) => {
    const module = await Test.createTestingModule({ imports: [root(), AccountsModule] }).compile();
    await module.get(Accounts).accounts.insert({ owner: 'Ann' });
    await module.close();
  });

  test('takes a name, before or after', async () => {
    const useFactory = () => ({ endpoints: cluster.pdEndpoints, namespace: namespace() });
    const module = await Test.createTestingModule({
      imports: [
        TitoModule.forRootAsync({ name: 'one', useFactory }),
        TitoModule.forRootAsync({ useFactory }, 'two'),
      ],
    }).compile();
    expect(module.get(TitoConnections).names.sort()).toEqual(['one', 'two']);
    await module.close();
  });

  test('without a source of options is refused', () => {
    expect(() => TitoModule.forRootAsync({})).toThrow(expect.objectContaining({ code: 'NESTJS_DEFINITION' }));
  });
});

describe('connecting', () => {
  class Lines {
    readonly lines: string[] = [];
    log = (): void => undefined;
    error = (): void => undefined;
    warn = (line: string): void => void this.lines.push(line);
  }

  test('is tried again, and each failure is in the log with its cause', async () => {
    const logger = new Lines();
    const late = await EmbeddedCluster.start();
    const [host, port] = late.pdEndpoints[0]!.split(':') as [string, string];
    await late.stop();
    const compiling = Test.createTestingModule({
      imports: [
        TitoModule.forRoot({
          endpoints: [`${host}:${port}`],
          connectTimeoutMs: 300,
          retryAttempts: 50,
          retryDelayMs: 20,
          toRetry: (error) => isTitoError(error) && error.retryable,
        }),
        AccountsModule,
      ],
    })
      .setLogger(logger)
      .compile();
    while (logger.lines.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const started = await EmbeddedCluster.start({ pdPort: Number(port) });
    const module = await compiling;
    expect(logger.lines[0]).toMatch(
      /^Cannot connect 'default' to 127\.0\.0\.1:\d+: .+ \[TIKV_CONNECT_FAILED, unreachable\]\. Attempt 1 of 51, the next one in 20 ms\.$/,
    );
    await module.get(Accounts).accounts.insert({ owner: 'late' });
    await module.close();
    await started.stop();
  });

  test('fails with its cause when the retries are used up, and leaves nothing open', async () => {
    const gone = await EmbeddedCluster.start();
    await gone.stop();
    const logger = new Lines();
    const error = await failureOf(
      Test.createTestingModule({
        imports: [
          TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: namespace() }, 'healthy'),
          TitoModule.forRoot({
            endpoints: gone.pdEndpoints,
            connectTimeoutMs: 200,
            retryAttempts: 1,
            retryDelayMs: 10,
          }),
          AccountsModule,
        ],
      })
        .setLogger(logger)
        .compile(),
    );
    expect(error).toMatchObject({ code: 'TIKV_CONNECT_FAILED' });
    expect(logger.lines).toHaveLength(1);
  });

  test('is not tried again when the options are wrong', async () => {
    const logger = new Lines();
    const root = TitoModule.forRoot({ endpoints: cluster.pdEndpoints, namespace: '' });
    const error = await failureOf(
      Test.createTestingModule({ imports: [root] })
        .setLogger(logger)
        .compile(),
    );
    expect(isTitoError(error)).toBe(true);
    expect(logger.lines).toEqual([]);
  });
});

describe('tests of applications', () => {
  test('share a server and no data', async () => {
    const compile = () =>
      Test.createTestingModule({ imports: [TitoModule.forTest(), AccountsModule] }).compile();
    const [one, two] = await Promise.all([compile(), compile()]);
    const ann = await one.get(Accounts).accounts.insert({ owner: 'Ann' });
    await two.get(Accounts).accounts.insert({ owner: 'Ann' });
    expect(await two.get(Accounts).accounts.get(ann.id)).toBeNull();
    const options = (module: typeof one) =>
      module.get<{ endpoints: string[] }>(getTitoOptionsToken(), { strict: false }).endpoints;
    expect(options(one)).toEqual(options(two));
    await one.close();
    await two.get(Accounts).accounts.insert({ owner: 'Bob' });
    await two.close();
  });

  test('replace the database of a whole application', async () => {
    @Module({ imports: [TitoModule.forRoot({ endpoints: ['127.0.0.1:1'] }), AccountsModule] })
    class AppModule {}
    const module = await withTestDatabase(Test.createTestingModule({ imports: [AppModule] })).compile();
    await module.get(Accounts).accounts.insert({ owner: 'Ann' });
    await module.close();
  });

  test('may replace a repository', async () => {
    const fake = { get: async () => ({ owner: 'nobody' }) };
    const module = await Test.createTestingModule({ imports: [TitoModule.forTest(), AccountsModule] })
      .overrideProvider(getRepositoryToken(Account))
      .useValue(fake)
      .compile();
    expect(module.get(Accounts).accounts).toBe(fake);
    await module.close();
  });

  test('an application may be given a value instead of a connection', async () => {
    class Uses {
      constructor(@Inject(getTitoToken('other')) readonly other: unknown) {}
    }
    const module = await Test.createTestingModule({
      imports: [TitoModule.forTest({}, 'other')],
      providers: [Uses],
    })
      .overrideProvider(getTitoToken('other'))
      .useValue('a double')
      .compile();
    expect(module.get(Uses).other).toBe('a double');
    await module.close();
  });
});
