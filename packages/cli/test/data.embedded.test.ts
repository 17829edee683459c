/** `tito data` and `tito explain` on the models of a project. */

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ModelClass, Tito } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { penProject } from './support/project';
import { type Ran, contentOf, folderWith, runTito } from './support/run';

let cluster: EmbeddedCluster;
const cwd = penProject();

const tito = (...args: string[]): Promise<Ran> =>
  runTito(args, { cwd, env: { TITO_PD: cluster.pdEndpoints.join(',') } });
const put = (pen: object): Promise<Ran> => tito('data', 'put', 'Pen', JSON.stringify(pen), '--json');
const rows = ({ out }: Ran): Record<string, unknown>[] =>
  out.map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  await put({
    id: 'a',
    ink: 'blue',
    made: '2026-01-01T00:00:00.000Z',
    strokes: '9007199254740993',
    owner: 'ann',
  });
  await put({ id: 'b', ink: 'blue', made: '2026-02-01T00:00:00.000Z' });
  await put({ id: 'c', ink: 'red' });
});

afterAll(() => cluster.stop());

describe('tito data', () => {
  test('gives a row with dates, big numbers and hidden fields', async () => {
    const { code, out } = await tito('data', 'get', 'pen', 'a', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out.join(''))).toEqual({
      id: 'a',
      ink: 'blue',
      made: '2026-01-01T00:00:00.000Z',
      strokes: '9007199254740993',
      owner: 'ann',
      revision: 1,
    });
  });

  test('lists what conditions leave, with dates as text', async () => {
    const where = JSON.stringify({ ink: 'blue', made: { gte: '2026-01-15T00:00:00Z' } });
    expect(rows(await tito('data', 'scan', 'Pen', '--where', where)).map(({ id }) => id)).toEqual(['b']);
    expect(rows(await tito('data', 'scan', 'Pen', '--reverse', '--limit', '2')).map(({ id }) => id)).toEqual([
      'c',
      'b',
    ]);
    expect(rows(await tito('data', 'count', 'Pen', '--where', '{"ink":"blue"}', '--json'))).toEqual([
      { model: 'Pen', rows: 2 },
    ]);
  });

  test('changes and deletes, and shows the past', async () => {
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await put({ id: 'c', ink: 'green' });
    expect(rows(await tito('data', 'get', 'Pen', 'c', '--json'))).toMatchObject([
      { ink: 'green', revision: 2 },
    ]);
    expect(rows(await tito('data', 'get', 'Pen', 'c', '--at', before, '--json'))).toMatchObject([
      { ink: 'red' },
    ]);
    expect(await tito('data', 'delete', 'Pen', 'c')).toMatchObject({ code: 64 });
    expect(await tito('data', 'delete', 'Pen', 'c', '--yes', '--json')).toMatchObject({
      out: ['{"model":"Pen","deleted":1}'],
      err: [],
    });
    const gone = await tito('data', 'get', 'Pen', 'c', '--json');
    expect(gone.code).toBe(1);
    expect(JSON.parse(gone.err.join(''))).toMatchObject({ error: { code: 'ORM_NOT_FOUND' } });
    await put({ id: 'c', ink: 'red' });
  });

  test('exports to a file and imports into another namespace', async () => {
    expect(await tito('data', 'export', '--out', 'pens.jsonl')).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'pens.jsonl').trim().split('\n').length).toBeGreaterThanOrEqual(3);
    expect(await tito('data', 'export', '--out', 'pens.jsonl')).toMatchObject({ code: 64 });
    const file = path.join(cwd, 'pens.jsonl');
    expect(await tito('data', 'import', file, '--namespace', 'copy')).toMatchObject({ code: 0 });
    const original = await tito('data', 'scan', 'Pen');
    expect((await tito('data', 'scan', 'Pen', '--namespace', 'copy')).out).toEqual(original.out);
    expect(await tito('data', 'import', file, '--namespace', 'copy')).toMatchObject({ code: 1 });
    expect(await tito('data', 'import', file, '--namespace', 'copy', '--existing', 'skip')).toMatchObject({
      code: 0,
    });
  });

  test('goes on with an export that was ended', async () => {
    const { Pen } = createRequire(__filename)(path.join(cwd, 'models/pen.model.js')) as { Pen: ModelClass };
    const db = await Tito.connect({ endpoints: cluster.pdEndpoints, namespace: 'many', models: [Pen] });
    await db
      .repository(Pen)
      .insertMany(Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`, ink: 'blue' })));
    await db.close();
    const many = (args: string[], interrupted?: Promise<void>): Promise<Ran> =>
      runTito([...args, '--namespace', 'many'], {
        cwd,
        env: { TITO_PD: cluster.pdEndpoints.join(',') },
        ...(interrupted ? { interrupted } : {}),
      });
    const position = path.join(cwd, 'many.jsonl.position');
    const someIsWritten = async (): Promise<void> => {
      while (!fs.existsSync(position)) await new Promise((resolve) => setTimeout(resolve, 1));
    };

    const ended = await many(['data', 'export', '--out', 'many.jsonl'], someIsWritten());
    expect(ended.code).toBe(75);
    expect(ended.err.join('\n')).toContain('--resume goes on');
    fs.appendFileSync(path.join(cwd, 'many.jsonl'), '{"torn'); // as if it had been killed in the middle of a line
    expect(await many(['data', 'export', '--out', 'many.jsonl', '--resume'])).toMatchObject({ code: 0 });
    const [, ...lines] = contentOf(cwd, 'many.jsonl').trim().split('\n');
    const ids = lines.slice(0, -1).map((line) => line.match(/"id":"(\d+)"/)?.[1]);
    expect(new Set(ids).size).toBe(20_000);
    expect(ids).toHaveLength(20_000);
    expect(fs.existsSync(position)).toBe(false);
  });

  test('shows which keys there are, without models', async () => {
    const keys = rows(
      await tito('data', 'keys', '--config', path.join(folderWith({ 'c.json': '{}' }), 'c.json')),
    );
    expect(keys.filter(({ room }) => room === 'row').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(keys.filter(({ room }) => room === 'index')).toHaveLength(3);
    expect(rows(await tito('data', 'keys', '--room', 'row', '--limit', '1'))).toHaveLength(1);
  });

  test.each([
    ['a model that is not there', ['get', 'Pencil', 'a'], 64],
    ['conditions that are no JSON', ['scan', 'Pen', '--where', 'ink=blue'], 64],
    ['a date that is none', ['get', 'Pen', 'a', '--at', 'yesterday'], 64],
    ['conditions that no index answers', ['scan', 'Pen', '--where', '{"owner":"ann"}'], 1],
    ['a value of the wrong kind', ['put', 'Pen', '{"id":"x","ink":5}'], 1],
    ['a date in a row that is none', ['put', 'Pen', '{"id":"x","made":"soon"}'], 1],
  ])('refuses %s', async (_, args, code) => {
    const ran = await tito('data', ...args);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: [] });
    expect(ran.err.join('\n')).toMatch(/error:|\[ORM_|\[CLI_/);
  });
});

describe('tito explain', () => {
  test('names the index and what would be read', async () => {
    const where = '{"ink":"blue","made":{"lt":"2026-02-01T00:00:00Z"}}';
    const { code, out } = await tito('explain', 'Pen', '--where', where, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out.join(''))).toMatchObject({ index: 'byInk', residual: [] });
  });
});

describe('the configuration', () => {
  test.each([
    ['a pattern that finds nothing', { models: ['nowhere/*.js'] }, 'CLI_CONFIG'],
    ['no models', { models: [] }, 'CLI_CONFIG'],
    ['a property that there is not', { pd: 'localhost' }, 'CLI_CONFIG'],
    ['models of another type', { models: [5] }, 'CLI_CONFIG'],
  ])('is refused with %s', async (_, config, code) => {
    const ran = await runTito(['data', 'count', 'Pen', '--json'], {
      cwd: penProject(config),
      env: { TITO_PD: cluster.pdEndpoints.join(',') },
    });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.err.join(''))).toMatchObject({ error: { code } });
  });

  test('of TypeScript needs a loader, and says so', async () => {
    const folder = folderWith({ 'tito.config.ts': 'export default { models: [] };' });
    const ran = await runTito(['cluster', 'info'], {
      cwd: folder,
      env: { TITO_PD: cluster.pdEndpoints.join(',') },
    });
    expect(ran.err.join('')).toContain('install tsx');
  });
});
