/** The walls: which package, which room and which third-party package a file may import, by the tables. */
import { builtinModules } from 'node:module';
import type { Architecture, EdgeTable } from './architecture';
import { isRelative, ownPackageOf, relativeTarget, stronglyConnected } from './import-graph';
import type { Import, ImportGraph } from './import-graph';
import { placeOf } from './workspace-files';
import type { Finding, WorkspaceFiles } from './workspace-files';

const TABLE = 'scripts/src/architecture.ts';

/** What a rule sees: one import, where it stands, and the files and tables around it. */
interface Edge extends Import {
  readonly path: string;
  readonly files: WorkspaceFiles;
  readonly architecture: Architecture;
}

/** Returns what is wrong with an import, or `null`. */
type EdgeRule = (edge: Edge) => string | null;

const RULES: Readonly<Record<string, EdgeRule>> = {
  'package-edge': checkPackageEdge,
  'deep-import': checkDeepImport,
  'test-import': checkTestImport,
  'third-party': checkThirdParty,
  'third-party-place': checkThirdPartyPlace,
  'room-edge': checkRoomEdge,
};

export function checkEdges(graph: ImportGraph, files: WorkspaceFiles, architecture: Architecture): Finding[] {
  const findings: Finding[] = [];
  for (const [path, imports] of graph) {
    for (const found of imports) {
      const edge: Edge = { ...found, path, files, architecture };
      for (const [rule, check] of Object.entries(RULES)) {
        const message = check(edge);
        if (message !== null) findings.push({ rule, path, line: found.line, message });
      }
    }
  }
  return findings;
}

function checkPackageEdge({ path, specifier, architecture }: Edge): string | null {
  const { package: from, isTest } = placeOf(path);
  const to = ownPackageOf(specifier);
  if (from === null || to === null) return null;
  const allowed = architecture.packages[from];
  if (allowed === undefined) return `the package ${from} has no row in the table of packages (${TABLE})`;
  if (allowed.includes(to)) return null;
  // A test uses its own package by name, as a user would.
  if (isTest && (to === from || architecture.testPackages.includes(to))) return null;
  return `@tito/${from} may not import @tito/${to}${allowed.length > 0 ? `, only ${allowed.map((name) => `@tito/${name}`).join(', ')}` : ''}`;
}

function checkDeepImport({ path, specifier }: Edge): string | null {
  const own = ownPackageOf(specifier);
  if (own !== null)
    return specifier === `@tito/${own}` ? null : `import @tito/${own} by its name alone: the rest is private`;
  if (!isRelative(specifier)) return null;
  const target = relativeTarget(path, specifier);
  const from = placeOf(path);
  const to = placeOf(target);
  if (to.package !== null && to.package !== from.package)
    return `a path into another package: import @tito/${to.package}`;
  if (from.package === null || to.package !== null) return null;
  // What tests share, and the readers of our own .proto files, which tests hold the packages against.
  const isShared = target.startsWith('test/') || target.startsWith('scripts/src/');
  return from.isTest && isShared ? null : `the path leaves the package @tito/${from.package}`;
}

function checkTestImport({ path, target, specifier }: Edge): string | null {
  if (placeOf(path).isTest || !isRelative(specifier)) return null;
  return placeOf(target ?? relativeTarget(path, specifier)).isTest
    ? 'source that is not a test imports one'
    : null;
}

function checkThirdParty({ path, specifier, files }: Edge): string | null {
  if (isRelative(specifier) || specifier.startsWith('node:')) return null;
  if (builtinModules.includes(specifier)) return `write node:${specifier}`;
  const place = placeOf(path);
  const name = packageNameOf(specifier);
  const manifests = [
    manifestBeside(path, files),
    ...(place.isTest || place.package === null ? ['package.json'] : []),
  ];
  const isDeclared = manifests.some((manifest) => declaredIn(files.get(manifest), place.isTest).has(name));
  // A package's own test names the package itself, which no manifest declares.
  if (isDeclared || (place.isTest && ownPackageOf(specifier) !== null)) return null;
  // Outside the packages (scripts, bench, test) the root manifest is the one that counts, workspaces included.
  if (place.package === null && ownPackageOf(specifier) !== null && manifests[0] === 'package.json')
    return null;
  return `${name} is not a dependency in ${manifests[0]}`;
}

function checkThirdPartyPlace({ path, specifier, architecture }: Edge): string | null {
  const place = placeOf(path);
  if (place.isTest || place.package === null) return null;
  const allowed = architecture.thirdParty[packageNameOf(specifier)];
  if (allowed === undefined || allowed.some((prefix) => path.startsWith(prefix))) return null;
  return `${packageNameOf(specifier)} may be imported ${allowed.length === 0 ? 'by tests and scripts only' : `only from ${allowed.join(', ')}`}`;
}

function checkRoomEdge({ path, target, specifier, architecture }: Edge): string | null {
  const from = placeOf(path);
  if (from.isTest || from.package === null || from.room === null || !isRelative(specifier)) return null;
  const to = placeOf(target ?? relativeTarget(path, specifier));
  if (to.package !== from.package || to.room === null || to.room === from.room || from.room === 'index')
    return null;
  if (to.room === 'index') return `inside the package, import the file that defines it, not the public list`;
  const table = architecture.rooms[from.package];
  if (table?.[from.room]?.includes(to.room) === true || table?.[from.room] === undefined) return null;
  return `${from.package}/${from.room} may not import ${from.package}/${to.room} (${TABLE})`;
}

/** Every room needs its row, and the rows must not go in a circle. */
export function checkRooms(paths: readonly string[], architecture: Architecture): Finding[] {
  const findings: Finding[] = [];
  const placed = new Set<string>();
  for (const path of paths) {
    const { package: owner, room, isTest } = placeOf(path);
    if (owner === null || room === null || room === 'index' || isTest || placed.has(`${owner}/${room}`))
      continue;
    placed.add(`${owner}/${room}`);
    if (architecture.rooms[owner]?.[room] !== undefined) continue;
    const message = `place the room ${owner}/${room} in the table of rooms (${TABLE})`;
    findings.push({ rule: 'room-unplaced', path, line: 1, message });
  }
  for (const [owner, table] of Object.entries(architecture.rooms))
    findings.push(...checkRoomTable(owner, table));
  return findings;
}

function checkRoomTable(owner: string, table: EdgeTable): Finding[] {
  const problem = (rule: string, message: string): Finding => ({ rule, path: TABLE, line: 1, message });
  const circles = stronglyConnected(new Map(Object.entries(table))).map((group) =>
    problem('room-cycle', `the rooms of ${owner} go in a circle: ${group.join(', ')}`),
  );
  const unknown = Object.values(table)
    .flat()
    .filter((room) => table[room] === undefined)
    .map((room) => problem('room-unplaced', `a row of ${owner} names the room ${room}, which has no row`));
  return [...circles, ...unknown];
}

/** `@grpc/grpc-js` for `@grpc/grpc-js/build/x`, `lmdb` for `lmdb/index`. */
function packageNameOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The closest package.json above a file. */
function manifestBeside(path: string, files: WorkspaceFiles): string {
  const parts = path.split('/').slice(0, -1);
  for (; parts.length > 0; parts.pop()) {
    const candidate = `${parts.join('/')}/package.json`;
    if (files.has(candidate)) return candidate;
  }
  return 'package.json';
}

function declaredIn(manifest: string | undefined, withDevelopment: boolean): ReadonlySet<string> {
  if (manifest === undefined) return new Set();
  const parsed = JSON.parse(manifest) as Partial<Record<string, Record<string, string>>>;
  const isRoot = parsed.workspaces !== undefined;
  const fields = ['dependencies', 'peerDependencies', 'optionalDependencies'];
  if (withDevelopment || isRoot) fields.push('devDependencies');
  return new Set(fields.flatMap((field) => Object.keys(parsed[field] ?? {})));
}
