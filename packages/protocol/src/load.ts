/**
 * Loads `.proto` files with @grpc/proto-loader, the one place that knows the options for it.
 *
 * Nothing of Tito needs this at run time, for its messages are compiled; it serves people who talk to further services of
 * the same servers with their own `.proto` files, and the tests, which hold the compiled codecs against it.
 */

import { type Options, type PackageDefinition, loadSync } from '@grpc/proto-loader';

/** 64-bit numbers as strings: as numbers they would be rounded without a word. */
export const LOAD_OPTIONS: Options = {
  keepCase: true,
  longs: String,
  enums: Number,
  bytes: Buffer,
  defaults: true,
  arrays: true,
  objects: true,
  oneofs: true,
};

/** Reads `.proto` files from `directories` into definitions for `grpc.loadPackageDefinition`. */
export function loadProtos(files: readonly string[], directories: readonly string[]): PackageDefinition {
  return loadSync([...files], { ...LOAD_OPTIONS, includeDirs: [...directories] });
}
