/** Names that say nothing: such a file or folder collects what has no place, and everything comes to depend on it. */
import type { Finding } from './workspace-files';

const EMPTY_NAMES = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'types',
  'constants',
  'interfaces',
]);

export function checkNames(paths: readonly string[]): Finding[] {
  return paths.flatMap((path) => {
    const empty = path
      .split('/')
      .map((part) => part.replace(/(\.test|\.d)?\.ts$/, ''))
      .find((part) => EMPTY_NAMES.has(part));
    if (empty === undefined) return [];
    return [
      { rule: 'empty-name', path, line: 1, message: `'${empty}' names no idea: call it after what it holds` },
    ];
  });
}
