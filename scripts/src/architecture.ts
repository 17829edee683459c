/**
 * The architecture, as tables that the import check executes. `ARCHITECTURE.md` says why; this says what.
 *
 * To add a folder or a top-level file to a package, give it a row in `rooms`: its name, and the rooms of the same
 * package that it may import. A room may always import itself; `index` is the package's public list, may import every
 * room, and is imported by none. Rows must not form a cycle.
 */

/** Package name without `@tito/`, or room name: each to what it may import. */
export type EdgeTable = Readonly<Record<string, readonly string[]>>;

export interface Architecture {
  /** Which of our packages the non-test source of a package may name. */
  readonly packages: EdgeTable;
  /** What tests may name besides what their package may. */
  readonly testPackages: readonly string[];
  /** Third-party packages that only some places may import: path prefixes, or whole files. */
  readonly thirdParty: Readonly<Record<string, readonly string[]>>;
  /** Per package: which room may import which. */
  readonly rooms: Readonly<Record<string, EdgeTable>>;
  /** Paths of files that a program wrote: in the graph, but not measured. */
  readonly generated: readonly string[];
}

export const ARCHITECTURE: Architecture = {
  packages: {
    protocol: [],
    tikv: ['protocol'],
    queue: ['tikv'],
    orm: ['queue', 'tikv'],
    server: ['protocol'],
    nestjs: ['orm'],
    express: ['orm'],
    cli: ['orm', 'server'],
  },
  testPackages: ['server', 'protocol'],
  thirdParty: {
    '@grpc/grpc-js': [
      'packages/protocol/src/services',
      'packages/protocol/src/generated/',
      'packages/tikv/src/rpc/',
      'packages/server/src/grpc',
    ],
    '@grpc/proto-loader': [],
    'reflect-metadata': ['packages/orm/src/'],
    'class-validator': ['packages/orm/src/'],
    'class-transformer': ['packages/orm/src/'],
  },
  rooms: {},
  generated: ['packages/protocol/src/generated/'],
};
