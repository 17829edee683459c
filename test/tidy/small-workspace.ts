/** A workspace of a few lines for the tests of the checks: two packages, their manifests, a table of what may be. */
import type { Architecture } from '../../scripts/src/architecture';
import { checkWorkspace } from '../../scripts/src/check-workspace';

export const SMALL_ARCHITECTURE: Architecture = {
  packages: { protocol: [], tikv: ['protocol'], queue: ['tikv'], server: ['protocol'] },
  testPackages: ['server', 'protocol'],
  thirdParty: { '@grpc/grpc-js': ['packages/tikv/src/rpc/'], 'reflect-metadata': ['packages/orm/src/'] },
  rooms: {
    protocol: { bytes: [], key: ['bytes'] },
    tikv: { errors: [], rpc: ['errors'], txn: ['rpc', 'errors'] },
  },
  generated: ['packages/protocol/src/generated/'],
};

const MANIFESTS: Readonly<Record<string, string>> = {
  'package.json': manifest({
    workspaces: ['packages/protocol'],
    devDependencies: { jest: '1.0.0', typescript: '1.0.0' },
  }),
  'packages/protocol/package.json': manifest({}),
  'packages/tikv/package.json': manifest({
    dependencies: { '@tito/protocol': '1.0.0', '@grpc/grpc-js': '1.0.0' },
    devDependencies: { 'left-out': '1.0.0' },
  }),
  'packages/queue/package.json': manifest({ dependencies: { '@tito/tikv': '1.0.0' } }),
  'packages/server/package.json': manifest({ dependencies: { '@tito/protocol': '1.0.0' } }),
  'packages/protocol/src/index.ts': 'export {};',
  'packages/tikv/src/index.ts': 'export {};',
  'packages/queue/src/index.ts': 'export {};',
};

function manifest(content: object): string {
  return JSON.stringify(content);
}

function report(files: Readonly<Record<string, string>>, architecture: Architecture) {
  return checkWorkspace(new Map(Object.entries({ ...MANIFESTS, ...files })), architecture);
}

/** `rule path:line` of every problem in the small workspace with these files added. */
export function problemsOf(
  files: Readonly<Record<string, string>>,
  architecture: Architecture = SMALL_ARCHITECTURE,
): string[] {
  return report(files, architecture).problems.map(({ rule, path, line }) => `${rule} ${path}:${line}`);
}

/** `rule path:line message` of every note. */
export function notesOf(files: Readonly<Record<string, string>>): string[] {
  return report(files, SMALL_ARCHITECTURE).notes.map(
    ({ rule, path, line, message }) => `${rule} ${path}:${line} ${message}`,
  );
}
