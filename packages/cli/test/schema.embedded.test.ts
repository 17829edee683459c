/** `tito schema` and `tito index`: a model that changes between two versions of a program. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Tito } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import { type Ran, folderWith, runTito } from './support/run';

/** @param index the source of another index */
const stampModel = (index: string): string => `
const { Field, Id, Index, Model, Unique, key, uniqueKey } = require('@tito/orm');

class Stamp {
  static byCountry = key((stamp) => [stamp.country]);
  ${index}
}
Id()(Stamp.prototype, 'id');
Field('string')(Stamp.prototype, 'country');
Field('int')(Stamp.prototype, 'year');
Index()(Stamp, 'byCountry');
if ('byYear' in Stamp) Index()(Stamp, 'byYear');
if ('byPair' in Stamp) Unique()(Stamp, 'byPair');
Model('stamp')(Stamp);
exports.Stamp = Stamp;
`;

const project = (index: string): string =>
  folderWith({
    'tito.config.json': '{ "models": ["stamp.model.js"] }',
    'stamp.model.js': stampModel(index),
  });

let cluster: EmbeddedCluster;
const old = project('');
const renewed = project('static byYear = key((stamp) => [stamp.year]);');
const tito = (cwd: string, ...args: string[]): Promise<Ran> =>
  runTito(args, { cwd, env: { TITO_PD: cluster.pdEndpoints.join(',') } });
const jsonOf = <T>({ out }: Ran): T => JSON.parse(out.join('\n')) as T;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  // The first connection of a namespace says how long processes may rely on what they know of the schema.
  const first = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [], schema: { leaseMs: 1000 } });
  await first.close();
  for (const [id, country, year] of [
    ['a', 'NO', 1855],
    ['b', 'NO', 1856],
    ['c', 'SE', 1855],
  ] as const) {
    expect(await tito(old, 'data', 'put', 'Stamp', JSON.stringify({ id, country, year }))).toMatchObject({
      code: 0,
    });
  }
});

afterAll(() => cluster.stop());

describe('a new index', () => {
  test('is a difference that check finds, and plan tells', async () => {
    expect(await tito(old, 'schema', 'check')).toMatchObject({ code: 0 });
    const checked = await tito(renewed, 'schema', 'check', '--json');
    expect(checked.code).toBe(2);
    expect(jsonOf<object>(checked)).toMatchObject({
      isCurrent: false,
      differences: [{ model: 'stamp', kind: 'new-index', name: 'byYear', safety: 'build' }],
    });
    expect(jsonOf<object>(await tito(renewed, 'schema', 'plan', '--json'))).toMatchObject([
      { action: 'build-index', name: 'byYear' },
    ]);
    expect(await tito(renewed, 'schema', 'diff')).toMatchObject({ code: 0 });
  });

  test('is not read before it is built, and is built by apply', async () => {
    const where = '{"year":1855}';
    const early = await tito(renewed, 'data', 'count', 'Stamp', '--where', where, '--json');
    expect(early.code).not.toBe(0);
    expect(await tito(renewed, 'schema', 'apply', '--json')).toMatchObject({ code: 0 });
    expect(jsonOf<object>(await tito(renewed, 'data', 'count', 'Stamp', '--where', where, '--json'))).toEqual(
      {
        model: 'Stamp',
        rows: 2,
      },
    );
    expect(await tito(renewed, 'schema', 'check')).toMatchObject({ code: 0 });
  });

  test('is listed with its state, verified, and found right', async () => {
    const listed = jsonOf<{ name: string; state: string }[]>(await tito(renewed, 'index', 'list', '--json'));
    expect(Object.fromEntries(listed.map(({ name, state }) => [name, state]))).toEqual({
      byCountry: 'readable',
      byYear: 'readable',
    });
    expect(jsonOf<object>(await tito(renewed, 'index', 'verify', '--json'))).toMatchObject({
      isRight: true,
      rows: 3,
      entries: 6,
    });
    expect(await tito(renewed, 'index', 'build', 'Stamp')).toMatchObject({ code: 0 });
    expect((await tito(renewed, 'schema', 'print')).out.join('\n')).toContain('index byYear (year)');
    expect((await tito(renewed, 'schema', 'print', '--stored')).out.join('\n')).toContain('readable');
  });

  test('that nobody declares any more is removed only when that is meant', async () => {
    expect(jsonOf<object>(await tito(old, 'schema', 'plan', '--json'))).toMatchObject([
      { action: 'remove-index', name: 'byYear', safety: 'removal' },
    ]);
    expect(await tito(old, 'schema', 'apply')).toMatchObject({ code: 0 });
    expect(jsonOf<object[]>(await tito(old, 'index', 'list', '--json'))).toHaveLength(2);
    expect(await tito(old, 'index', 'drop', 'Stamp', 'byYear')).toMatchObject({ code: 64 });
    expect(await tito(old, 'schema', 'apply', '--allow-data-loss')).toMatchObject({ code: 0 });
    expect(jsonOf<object[]>(await tito(old, 'index', 'list', '--json'))).toHaveLength(1);
  });
});

describe('a unique index over rows that have the same values', () => {
  test('stays unreadable, and the command names the pair', async () => {
    const paired = project('static byPair = uniqueKey((stamp) => [stamp.country]);');
    const { code, err } = await tito(paired, 'schema', 'apply');
    expect(code).toBe(2);
    expect(err.join('\n')).toMatch(/taken: stamp [ab] has the values of [ab] in the unique index byPair/);
    expect(await tito(paired, 'schema', 'check')).toMatchObject({ code: 2 });
  });
});
