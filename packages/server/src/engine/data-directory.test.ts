import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DirectoryInUseError, DirectoryUnreadableError } from '../errors';
import { type DataDirectory, openDataDirectory } from './data-directory';
import { type Family, WriteBatch } from './engine';

const bytes: Family<Uint8Array> = {
  name: 'bytes',
  encode: (value) => value,
  decode: (value) => Uint8Array.from(value),
};
let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-directory-'));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

function expectRefusal(open: () => unknown, error: object): void {
  let thrown: unknown;
  try {
    open();
  } catch (caught) {
    thrown = caught;
  }
  expect(thrown).toMatchObject(error);
}

describe('a data directory', () => {
  test('keeps what was written over a restart', async () => {
    const first = openDataDirectory(directory, []);
    const batch = new WriteBatch();
    batch.put(bytes, 'k', Uint8Array.of(1, 2, 3));
    first.engine.write(batch);
    await first.engine.durable();
    await first.close();
    const second = openDataDirectory(directory, []);
    expect(second.engine.get(bytes, 'k')).toEqual(Uint8Array.of(1, 2, 3));
    await second.close();
  });

  test('is refused to a second opener, who is told which process has it', async () => {
    const first = openDataDirectory(directory, []);
    expectRefusal(() => openDataDirectory(directory, []), {
      code: 'SERVER_DIRECTORY_IN_USE',
      details: { directory, pid: process.pid },
    });
    await first.close();
    await openDataDirectory(directory, []).close();
  });

  test('is taken over from a process that is gone', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']);
    fs.writeFileSync(
      path.join(directory, 'LOCK'),
      JSON.stringify({ pid: dead.pid, started: '1', token: 'gone' }),
    );
    await openDataDirectory(directory, []).close();
  });

  test('is taken over when another process has got the id of the one that is gone', async () => {
    const holder = { pid: process.ppid, started: 'not when that process started', token: 'gone' };
    fs.writeFileSync(path.join(directory, 'LOCK'), JSON.stringify(holder));
    await openDataDirectory(directory, []).close();
  });

  test('with other files in it is left alone', async () => {
    fs.writeFileSync(path.join(directory, 'letters.txt'), 'mine');
    expect(() => openDataDirectory(directory, [])).toThrow(DirectoryUnreadableError);
    expect(fs.readdirSync(directory)).toEqual(['letters.txt']);
  });

  test.each([
    ['a later format', '{"format":2,"product":"tito"}'],
    ['another product', '{"format":1,"product":"other"}'],
    ['garbage', '\x00\x01'],
  ])('of %s is refused, naming the file', async (_, text) => {
    fs.writeFileSync(path.join(directory, 'FORMAT'), text);
    expectRefusal(() => openDataDirectory(directory, []), {
      code: 'SERVER_DIRECTORY_UNREADABLE',
      details: { file: path.join(directory, 'FORMAT') },
    });
  });

  test.each([
    ['of other bytes', Buffer.alloc(1 << 16, 0xa5)],
    ['cut to nothing', Buffer.alloc(0)],
    ['cut within its head', Buffer.alloc(20)],
  ])('with a data file %s is refused, naming the file', async (_, content) => {
    await openDataDirectory(directory, []).close();
    const file = path.join(directory, 'data.mdb');
    fs.writeFileSync(file, content);
    expectRefusal(() => openDataDirectory(directory, []), {
      code: 'SERVER_DIRECTORY_UNREADABLE',
      details: { file },
    });
  });

  test('is open to one of several that take it at the same time', async () => {
    const open = async (): Promise<DataDirectory> => {
      await Promise.resolve();
      return openDataDirectory(directory, []);
    };
    const opened = await Promise.allSettled(Array.from({ length: 5 }, open));
    const winners = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(winners).toHaveLength(1);
    for (const one of opened)
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(DirectoryInUseError);
    await winners[0]?.close();
  });
});
