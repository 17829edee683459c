/** Which file imports which: specifiers resolved to files of the workspace, and the cycles among them. */
import { posix } from 'node:path';
import type { SourceFacts } from './source-facts';
import type { Finding } from './workspace-files';

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** The file of the workspace it leads to, if it is one. */
  readonly target: string | null;
}

export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

const SCOPE = '@tito/';

export function buildImportGraph(sources: readonly SourceFacts[]): ImportGraph {
  const paths = new Set(sources.map((source) => source.path));
  const graph = new Map<string, Import[]>();
  for (const { path, imports } of sources) {
    graph.set(
      path,
      imports.map((fact) => ({ ...fact, target: resolveSpecifier(path, fact.specifier, paths) })),
    );
  }
  return graph;
}

/** `tikv` for `@tito/tikv` and for `@tito/tikv/dist/x`; `null` for anything else. */
export function ownPackageOf(specifier: string): string | null {
  return specifier.startsWith(SCOPE) ? (specifier.slice(SCOPE.length).split('/')[0] ?? null) : null;
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

/** Where a relative specifier points, whether or not a file is there. */
export function relativeTarget(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

function resolveSpecifier(from: string, specifier: string, paths: ReadonlySet<string>): string | null {
  const own = ownPackageOf(specifier);
  if (own !== null) {
    const barrel = `packages/${own}/src/index.ts`;
    return paths.has(barrel) ? barrel : null;
  }
  if (!isRelative(specifier)) return null;
  const base = relativeTarget(from, specifier);
  const candidates = [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`, `${base}.d.ts`];
  return candidates.find((candidate) => paths.has(candidate)) ?? null;
}

/** One finding for each group of files that import each other in a circle; a type import counts like any other. */
export function findCycles(graph: ImportGraph): Finding[] {
  const edges = new Map<string, string[]>();
  for (const [path, imports] of graph)
    edges.set(
      path,
      imports.flatMap(({ target }) => (target === null ? [] : [target])),
    );
  return stronglyConnected(edges).map((group) => {
    const circle = shortestCircle(group, edges);
    const first = circle[0] ?? '';
    const line = graph.get(first)?.find(({ target }) => target === circle[1 % circle.length])?.line ?? 1;
    return {
      rule: 'import-cycle',
      path: first,
      line,
      message: `files import each other: ${[...circle, first].join(' -> ')}`,
    };
  });
}

/** Groups of two or more nodes, or of one that points to itself, in which each reaches each (Tarjan's algorithm). */
export function stronglyConnected(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const groups: string[][] = [];

  const visit = (node: string): number => {
    const order = index.size;
    index.set(node, order);
    low.set(node, order);
    stack.push(node);
    onStack.add(node);
    for (const next of edges.get(node) ?? []) {
      const seen = index.get(next);
      if (seen === undefined) lower(node, visit(next));
      else if (onStack.has(next)) lower(node, seen);
    }
    if (low.get(node) === order) takeGroup(node);
    return low.get(node) ?? order;
  };
  const lower = (node: string, value: number): void =>
    void low.set(node, Math.min(low.get(node) ?? value, value));
  const takeGroup = (root: string): void => {
    const group = stack.splice(stack.indexOf(root));
    for (const member of group) onStack.delete(member);
    if (group.length > 1 || (edges.get(root) ?? []).includes(root)) groups.push(group.sort());
  };

  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return groups;
}

/** The shortest way from the group's first node back to itself, for a message that a person can follow. */
function shortestCircle(group: readonly string[], edges: ReadonlyMap<string, readonly string[]>): string[] {
  const members = new Set(group);
  const start = group[0] ?? '';
  let paths: string[][] = [[start]];
  while (paths.length > 0) {
    const longer: string[][] = [];
    for (const path of paths) {
      for (const next of edges.get(path.at(-1) ?? '') ?? []) {
        if (next === start) return path;
        if (members.delete(next)) longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return [...group];
}
