import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KeyTooLongError } from '../errors';
import { type Engine, type Family, WriteBatch } from './engine';
import { LmdbEngine, MAX_DISK_KEY_BYTES } from './lmdb-engine';
import { MemoryEngine } from './memory-engine';

const text = (name: string): Family<string> => ({
  name,
  encode: (value) => Buffer.from(value, 'utf8'),
  decode: (bytes) => Buffer.from(bytes).toString('utf8'),
});
const data = text('data');
const locks = text('locks');
const families = [data, locks];

let directory: string;
const openEngine = (name = 'data.mdb'): LmdbEngine =>
  new LmdbEngine({ path: path.join(directory, name), residentFamilies: [locks] });

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-engine-'));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

type Command =
  | { readonly kind: 'put'; readonly family: number; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly family: number; readonly key: string }
  | {
      readonly kind: 'deleteRange';
      readonly family: number;
      readonly key: string;
      readonly end: string | null;
    };

const key = fc.string({ unit: fc.constantFrom('a', 'b', '\x00', '\xff'), maxLength: 3 });
const family = fc.nat({ max: 1 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), family, key, value: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), family, key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('deleteRange' as const), family, key, end: fc.option(key) }),
  },
);
/** Batches, after some of which the test waits until they are on the disk. */
const history = fc.array(fc.tuple(fc.array(command, { maxLength: 4 }), fc.boolean()), { maxLength: 12 });

function toBatch(commands: readonly Command[]): WriteBatch {
  const batch = new WriteBatch();
  for (const one of commands) {
    const to = families[one.family]!;
    if (one.kind === 'put') batch.put(to, one.key, one.value);
    else if (one.kind === 'delete') batch.delete(to, one.key);
    else batch.deleteRange(to, one.key, one.end);
  }
  return batch;
}

function contents(engine: Engine): unknown {
  return families.map((one) => ({
    ascending: copied(engine.entries(one, '', null)),
    descending: copied(engine.entriesReversed(one, '', null)),
    bounded: copied(engine.entries(one, 'a', 'b')),
    boundedDescending: copied(engine.entriesReversed(one, 'a', 'b')),
    seeks: ['a', 'b\xff', '\xff\xff\xff'].map((at) => [
      engine.get(one, at),
      engine.seek(one, at),
      engine.seekBefore(one, at),
    ]),
    last: engine.seekBefore(one, null),
  }));
}

/** Engines may hand out the same pair again and again. */
function copied(entries: Iterable<readonly [string, string]>): [string, string][] {
  return Array.from(entries, ([at, value]) => [at, value]);
}

describe('the disk engine', () => {
  test('holds what the engine in memory holds, before and after it has written to disk and when opened again', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const file = `${run++}.mdb`;
        const memory = new MemoryEngine();
        let disk = openEngine(file);
        for (const [commands, waits] of batches) {
          memory.write(toBatch(commands));
          disk.write(toBatch(commands));
          expect(contents(disk)).toEqual(contents(memory));
          if (waits) await disk.durable();
          expect(contents(disk)).toEqual(contents(memory));
        }
        await disk.close();
        disk = openEngine(file);
        expect(contents(disk)).toEqual(contents(memory));
        await disk.close();
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('has nothing to wait for when everything is on the disk', async () => {
    const engine = openEngine();
    expect(engine.durable()).toBeNull();
    engine.write(toBatch([{ kind: 'put', family: 0, key: 'a', value: '1' }]));
    expect(engine.durable()).not.toBeNull();
    await engine.durable();
    expect(engine.durable()).toBeNull();
    await engine.close();
  });

  test('reads around keys that are too long to be there', async () => {
    const engine = openEngine();
    const longest = 'k'.repeat(MAX_DISK_KEY_BYTES);
    engine.write(toBatch(['j', longest, 'l'].map((at) => ({ kind: 'put', family: 0, key: at, value: at }))));
    const look = (): unknown => [
      engine.get(data, `${longest}x`),
      copied(engine.entries(data, `${longest}x`, null)).map(([at]) => at),
      copied(engine.entries(data, '', `${longest}x`)).map(([at]) => at),
      copied(engine.entriesReversed(data, `${longest}x`, null)).map(([at]) => at),
      copied(engine.entriesReversed(data, '', `${longest}x`)).map(([at]) => at),
    ];
    const expected = [undefined, ['l'], ['j', longest], ['l'], [longest, 'j']];
    expect(look()).toEqual(expected);
    await engine.durable();
    expect(look()).toEqual(expected);
    await engine.close();
  });

  test('refuses a key beyond its limit and writes nothing of that batch', async () => {
    const engine = openEngine();
    const batch = new WriteBatch();
    batch.put(data, 'small', '1');
    batch.put(data, 'k'.repeat(MAX_DISK_KEY_BYTES + 1), '2');
    expect(() => engine.write(batch)).toThrow(KeyTooLongError);
    expect(engine.get(data, 'small')).toBeUndefined();
    engine.write(toBatch([{ kind: 'put', family: 0, key: 'k'.repeat(MAX_DISK_KEY_BYTES), value: '3' }]));
    await engine.durable();
    expect(engine.get(data, 'k'.repeat(MAX_DISK_KEY_BYTES))).toBe('3');
    await engine.close();
  });
});
