/** All checks of `tidy` on one set of files: pure, so that the tests give it files that break a rule. */
import type { Architecture } from './architecture';
import { checkEdges, checkRooms } from './check-edges';
import { checkErrorCodes, ERROR_LIST } from './check-error-codes';
import { checkNames } from './check-names';
import { buildImportGraph, findCycles } from './import-graph';
import { findUnreached, measureSizes } from './measure';
import { readSourceFacts } from './source-facts';
import { isTypeScript } from './workspace-files';
import type { Finding, WorkspaceFiles } from './workspace-files';

export interface Report {
  /** Facts that must not be: each fails the run. */
  readonly problems: readonly Finding[];
  /** Measures to watch. */
  readonly notes: readonly Finding[];
}

export function checkWorkspace(files: WorkspaceFiles, architecture: Architecture): Report {
  const paths = [...files.keys()].filter(isTypeScript);
  const sources = paths.map((path) => readSourceFacts(path, files.get(path) ?? ''));
  const written = sources.filter(
    ({ path }) => !architecture.generated.some((prefix) => path.startsWith(prefix)),
  );
  const graph = buildImportGraph(sources);
  return {
    problems: [
      ...findCycles(graph),
      ...checkEdges(graph, files, architecture),
      ...checkRooms(paths, architecture),
      ...checkErrorCodes(written, files.get(ERROR_LIST)),
      ...checkNames(paths),
    ],
    notes: [...measureSizes(written), ...findUnreached(graph, written)],
  };
}
