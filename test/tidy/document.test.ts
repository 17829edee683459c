/** ARCHITECTURE.md names every package and every room, and no room that is gone. */

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURE } from '../../scripts/src/architecture';

const ROOT = resolve(__dirname, '../..');
const TEXT = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');

/** What the code map says of a package: from its name in bold to the next one. */
function paragraphOf(name: string): string {
  const start = TEXT.indexOf(`**${name}**`);
  if (start < 0) return '';
  const next = /\n\*\*|\nEvery package/g;
  next.lastIndex = start + 1;
  return TEXT.slice(start, next.exec(TEXT)?.index);
}

describe('the code map', () => {
  test.each(Object.entries(ARCHITECTURE.rooms))('of %s names its rooms', (name, rooms) => {
    const paragraph = paragraphOf(name);
    const missing = Object.keys(rooms).filter(
      (room) => room !== 'errors' && !paragraph.includes(`\`${room}\``),
    );
    expect(missing).toEqual([]);
  });

  test.each(Object.entries(ARCHITECTURE.rooms))('of %s names nothing else', (name, rooms) => {
    const named = [...paragraphOf(name).matchAll(/`([a-z.-]+)`/g)].map((match) => match[1] as string);
    expect(named.filter((room) => !Object.hasOwn(rooms, room))).toEqual([]);
  });

  test('leads to files that are there', () => {
    const paths = [
      ...TEXT.matchAll(/`((?:orm|tikv|queue|server|protocol)\/src\/[\w/.-]+|scripts\/src\/[\w.-]+)`/g),
    ];
    expect(paths.length).toBeGreaterThan(5);
    for (const [, path] of paths) {
      const full = path!.startsWith('scripts') ? path! : join('packages', path!);
      expect({ path, isThere: existsSync(join(ROOT, full)) }).toEqual({ path, isThere: true });
    }
  });
});
