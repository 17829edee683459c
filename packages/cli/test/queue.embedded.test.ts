/** `tito queue` on groups that exist, and on ones that do not. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NonRetryableError, Tito, topic } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { type Ran, runTito } from './support/run';

const mails = topic<{ to: string }>('mails', { partitions: 4 });
let cluster: EmbeddedCluster;
let db: Tito;

const tito = (...args: string[]): Promise<Ran> =>
  runTito(['queue', ...args], { env: { TITO_PD: cluster.pdEndpoints.join(',') } });

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [] });
  const consumer = db.consume(
    mails,
    async (event) => {
      await Promise.resolve();
      if (event.payload.to === 'nobody') throw new NonRetryableError('no such address');
    },
    { group: 'mailer', from: 'earliest' },
  );
  await consumer.ready();
  await db.transaction(async (tx) => {
    await Promise.resolve();
    tx.publish(mails, 'a', { to: 'ann' });
    tx.publish(mails, 'b', { to: 'nobody' });
  });
  await until(async () => (await db.queue.deadLetters('mailer').list()).length === 1);
  await consumer.stop();
});

afterAll(async () => {
  await db.close();
  await cluster.stop();
});

describe('tito queue', () => {
  test('lists groups, for people and for programs', async () => {
    const { code, out, err } = await tito('groups');
    expect(err).toEqual([]);
    expect(code).toBe(0);
    expect(out[0]).toMatch(/^group +topic +partitions/);
    expect(out[1]).toMatch(/^mailer +mails +4/);
    const json = await tito('groups', '--json');
    expect(JSON.parse(json.out.join(''))).toMatchObject([{ group: 'mailer', topic: 'mails', paused: false }]);
  });

  test('pauses and resumes', async () => {
    await tito('pause', 'mailer', 'mails');
    expect((await db.queue.groups())[0]?.paused).toBe(true);
    await tito('resume', 'mailer', 'mails');
    expect((await db.queue.groups())[0]?.paused).toBe(false);
  });

  test('shows dead letters with their payloads only when told to, gives them back, and throws them away', async () => {
    const listed = await tito('dead-letters', 'mailer', '--json');
    expect(listed.out.join('')).not.toContain('nobody');
    expect(JSON.parse(listed.out.join(''))).toMatchObject([
      { topic: 'mails', key: 'b', failure: 'NonRetryableError: no such address' },
    ]);
    expect((await tito('dead-letters', 'mailer', '--payload', '--json')).out.join('')).toContain('nobody');
    expect(await tito('purge', 'mailer')).toMatchObject({ code: 64 });
    expect((await tito('redrive', 'mailer', '--topic', 'mails', '--json')).out.join('')).toBe(
      '{"group":"mailer","redriven":1}',
    );
    expect((await tito('purge', 'mailer', '--yes', '--json')).out.join('')).toBe(
      '{"group":"mailer","purged":0}',
    );
  });

  test('says how far behind a group is, and moves it', async () => {
    expect(JSON.parse((await tito('lag', '--json')).out.join(''))).toMatchObject([
      { group: 'mailer', events: 1 },
    ]);
    expect(await tito('seek', 'mailer', 'mails', 'earliest')).toMatchObject({ code: 0 });
    expect(JSON.parse((await tito('lag', 'mailer', '--json')).out.join(''))).toMatchObject([{ events: 2 }]);
    expect(await tito('seek', 'mailer', 'mails', 'latest')).toMatchObject({ code: 0 });
    expect(JSON.parse((await tito('lag', '--json')).out.join(''))).toMatchObject([{ events: 0 }]);
  });

  test('names topics and members, limits a group, and shows events as they are', async () => {
    expect(JSON.parse((await tito('topics', '--json')).out.join(''))).toMatchObject([
      { topic: 'mails', partitions: 4, groups: ['mailer'] },
    ]);
    expect(await tito('members', '--json')).toMatchObject({ code: 0 });
    expect(await tito('limit', 'mailer', 'mails', '--per-second', '50')).toMatchObject({ code: 0 });
    expect((await db.queue.groups())[0]).toMatchObject({ limits: { perSecond: 50 } });
    expect(await tito('limit', 'mailer', 'mails')).toMatchObject({ code: 0 });
    const tailed = await tito('tail', 'mails', '--from', 'earliest', '--limit', '2');
    expect(tailed.out.map((line) => (JSON.parse(line) as { key: string }).key).sort()).toEqual(['a', 'b']);
    expect(tailed.out.join('')).not.toContain('nobody');
  });

  test('refuses what it does not know', async () => {
    expect(await tito('lag', 'nobody')).toMatchObject({ code: 64 });
    expect(await tito('seek', 'mailer', 'mails', 'yesterday')).toMatchObject({ code: 64 });
    const unknown = await tito('pause', 'nobody', 'mails', '--json');
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.err.join(''))).toMatchObject({ error: { code: 'QUEUE_UNKNOWN_NAME' } });
  });
});
