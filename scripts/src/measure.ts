/** What is reported and never fails: long files, long functions, source that nothing reaches. */
import type { ImportGraph } from './import-graph';
import type { SourceFacts } from './source-facts';
import { placeOf } from './workspace-files';
import type { Finding } from './workspace-files';

const LONG_FILE_LINES = 350;
const LONG_FUNCTION_LINES = 70;

/** Suites nest their tests in functions, whose length says nothing. */
export function measureSizes(sources: readonly SourceFacts[]): Finding[] {
  return sources.flatMap(({ path, lines, functions }) => {
    const notes: Finding[] = [];
    if (lines > LONG_FILE_LINES) notes.push({ rule: 'long-file', path, line: 1, message: `${lines} lines` });
    if (placeOf(path).isTest) return notes;
    for (const { name, line, lines: length } of functions) {
      if (length > LONG_FUNCTION_LINES)
        notes.push({ rule: 'long-function', path, line, message: `${name}: ${length} lines` });
    }
    return notes;
  });
}

/** Those of the given files that are source of a package and that no public list and no program leads to. */
export function findUnreached(graph: ImportGraph, sources: readonly SourceFacts[]): Finding[] {
  const reached = new Set<string>();
  const open = [...graph.keys()].filter((path) => /^packages\/[^/]+\/src\/(index|main)\.ts$/.test(path));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target } of graph.get(path) ?? []) if (target !== null) open.push(target);
  }
  return sources
    .map(({ path }) => path)
    .filter((path) => placeOf(path).room !== null && !placeOf(path).isTest && !reached.has(path))
    .map((path) => ({ rule: 'unreached', path, line: 1, message: 'no index.ts or main.ts leads here' }));
}
