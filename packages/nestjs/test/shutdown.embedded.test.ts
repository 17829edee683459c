import { describe, expect, test } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { Tito, isTitoError } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { Consumer, OnEvent, TitoHealthIndicator, TitoModule } from '../src/index';
import { Account } from './support/shop';

describe('closing an application', () => {
  @Consumer({ group: 'closing' })
  class Listener {
    @OnEvent('account.opened')
    async opened(): Promise<void> {}
  }

  test('ends in time, with consumers that run, when the cluster is down', async () => {
    const cluster = await EmbeddedCluster.start();
    const module = await Test.createTestingModule({
      imports: [
        TitoModule.forRoot({ endpoints: cluster.pdEndpoints, drain: '1s' }),
        TitoModule.forFeature([Account]),
      ],
      providers: [Listener],
    }).compile();
    const app = module.createNestApplication();
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    await cluster.stop();
    const health = await app.get(TitoHealthIndicator).pingCheck('tikv', { timeoutMs: 200 });
    expect(health.tikv).toMatchObject({ status: 'down', reason: expect.any(String) });
    const startedAtMs = performance.now();
    await app.close();
    // Each of consumers, queue and client waits for a cluster that may come back, for a while.
    expect(performance.now() - startedAtMs).toBeLessThan(30_000);
  }, 45_000);

  test('refuses what comes later, and may be asked for twice', async () => {
    const module = await Test.createTestingModule({
      imports: [TitoModule.forTest(), TitoModule.forFeature([Account])],
    }).compile();
    await module.init();
    const db = module.get(Tito, { strict: false });
    await module.close();
    await module.close();
    const late = await db.transaction(async () => undefined).catch((error: unknown) => error);
    expect(isTitoError(late) && late.code).toBe('ORM_CLOSED');
  });
});
