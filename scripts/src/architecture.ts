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
    '@grpc/proto-loader': ['packages/protocol/src/load.ts'],
    'reflect-metadata': ['packages/orm/src/'],
    'class-validator': ['packages/orm/src/'],
    'class-transformer': ['packages/orm/src/'],
  },
  rooms: {
    protocol: {
      errors: [],
      bytes: [],
      timestamp: [],
      'key-range': ['bytes'],
      memcomparable: ['errors'],
      keyspace: ['memcomparable', 'key-range', 'bytes', 'errors'],
      wire: ['errors'],
      generated: ['wire'],
      services: ['wire'],
      load: [],
    },
    tikv: {
      errors: [],
      counters: [],
      'kv-reader': [],
      retry: ['errors'],
      rpc: ['retry', 'counters', 'errors'],
      pd: ['rpc', 'retry', 'counters', 'errors'],
      region: ['pd', 'rpc', 'retry', 'counters', 'errors'],
      raw: ['region', 'rpc', 'retry', 'kv-reader', 'errors'],
      txn: ['region', 'pd', 'rpc', 'retry', 'kv-reader', 'counters', 'errors'],
      maintenance: ['txn', 'region', 'pd', 'rpc', 'retry', 'kv-reader', 'errors'],
      'tikv-client': [
        'maintenance',
        'txn',
        'raw',
        'region',
        'pd',
        'rpc',
        'retry',
        'kv-reader',
        'counters',
        'errors',
      ],
    },
    queue: {
      clock: [],
      duration: [],
      errors: ['duration'],
      position: ['errors'],
      format: ['position', 'errors'],
      catalog: ['format', 'clock', 'duration', 'errors'],
      publish: ['catalog', 'format', 'position', 'clock', 'duration', 'errors'],
      tail: ['catalog', 'format', 'position', 'clock', 'errors'],
      membership: ['catalog', 'format', 'clock', 'duration', 'errors'],
      consume: [
        'tail',
        'membership',
        'publish',
        'catalog',
        'format',
        'position',
        'clock',
        'duration',
        'errors',
      ],
      duties: ['membership', 'tail', 'catalog', 'format', 'position', 'clock', 'duration', 'errors'],
      admin: [
        'membership',
        'tail',
        'publish',
        'catalog',
        'format',
        'position',
        'clock',
        'duration',
        'errors',
      ],
    },
    orm: {
      errors: [],
      bytes: ['errors'],
      metadata: ['errors'],
      decorators: ['metadata', 'errors'],
      keys: ['bytes', 'metadata', 'errors'],
      codec: ['bytes', 'metadata', 'errors'],
      catalog: ['keys', 'codec', 'bytes', 'metadata', 'errors'],
      session: ['catalog', 'metadata', 'errors'],
      events: ['keys', 'codec', 'metadata', 'errors'],
      persistence: ['session', 'catalog', 'events', 'keys', 'codec', 'bytes', 'metadata', 'errors'],
      query: ['session', 'catalog', 'persistence', 'keys', 'codec', 'bytes', 'metadata', 'errors'],
      relations: ['query', 'session', 'catalog', 'persistence', 'keys', 'codec', 'metadata', 'errors'],
      maintenance: ['session', 'catalog', 'persistence', 'keys', 'codec', 'metadata', 'errors'],
      repository: [
        'relations',
        'query',
        'session',
        'catalog',
        'persistence',
        'events',
        'keys',
        'codec',
        'metadata',
        'errors',
      ],
      database: [
        'repository',
        'maintenance',
        'session',
        'catalog',
        'persistence',
        'events',
        'keys',
        'codec',
        'metadata',
        'errors',
      ],
    },
    server: {
      errors: [],
      random: [],
      clock: [],
      'timestamp-oracle': ['clock'],
      engine: ['errors'],
      mvcc: ['engine', 'errors'],
      topology: ['mvcc', 'engine', 'random', 'errors'],
      txn: ['topology', 'mvcc', 'engine', 'timestamp-oracle', 'clock', 'errors'],
      raw: ['txn', 'topology', 'mvcc', 'engine', 'errors'],
      rpc: ['errors'],
      fault: ['rpc', 'topology', 'mvcc', 'random', 'errors'],
      pd: ['fault', 'rpc', 'topology', 'timestamp-oracle', 'clock', 'errors'],
      service: ['fault', 'rpc', 'raw', 'txn', 'topology', 'mvcc', 'engine', 'errors'],
      'socket-listener': ['errors'],
      'grpc-server': ['rpc', 'socket-listener', 'errors'],
      options: ['txn', 'clock', 'errors'],
      'embedded-cluster': [
        'options',
        'grpc-server',
        'service',
        'pd',
        'fault',
        'txn',
        'topology',
        'engine',
        'timestamp-oracle',
        'random',
        'errors',
      ],
    },
    cli: {
      errors: [],
      exit: [],
      terminal: [],
      commands: ['terminal', 'errors'],
      program: ['commands', 'terminal', 'exit', 'errors'],
      main: ['program', 'terminal'],
    },
  },
  generated: ['packages/protocol/src/generated/'],
};
