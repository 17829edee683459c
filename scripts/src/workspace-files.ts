/**
 * The files that the checks look at, and what their places mean. A workspace is a map from path (relative to the root,
 * with forward slashes) to text, so that a check is a function and its test needs no disk.
 */

export type WorkspaceFiles = ReadonlyMap<string, string>;

/** What a file is, by its path alone. */
export interface Place {
  /** `tikv` for `packages/tikv/...`; `null` outside the packages. */
  readonly package: string | null;
  /** First folder or file below `src`: `txn` for `packages/tikv/src/txn/lock.ts`; `null` outside of a package's `src`. */
  readonly room: string | null;
  /** Tests and what only tests use: `*.test.ts`, `packages/<name>/test`, the root's `test`. */
  readonly isTest: boolean;
}

export function placeOf(path: string): Place {
  const parts = path.split('/');
  const inPackage = parts[0] === 'packages' && parts.length > 2 ? parts : null;
  const top = inPackage?.[2] === 'src' ? inPackage[3] : undefined;
  return {
    package: inPackage?.[1] ?? null,
    room: top?.replace(/(\.test|\.d)?\.ts$/, '') ?? null,
    isTest: /\.test(\.ts)?$/.test(path) || parts[0] === 'test' || inPackage?.[2] === 'test',
  };
}

export function isTypeScript(path: string): boolean {
  return path.endsWith('.ts');
}

/** One finding of a check. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}
