/** Finds and reads a project's configuration. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { ConfigError, UsageError } from '../errors';
import type { TitoConfig } from './config';
import { loadModule } from './load-module';

/** Compiled forms first. */
export const CONFIG_NAMES = ['js', 'cjs', 'mjs', 'json', 'ts', 'cts', 'mts'].map(
  (extension) => `tito.config.${extension}`,
);

export interface LoadedConfig {
  /** Null: there is none. */
  readonly file: string | null;
  /** What relative patterns start from. */
  readonly folder: string;
  readonly config: TitoConfig;
}

/**
 * The configuration that `--config` names, or the nearest `tito.config.*` from the folder upwards, or an empty one.
 *
 * @throws UsageError when the named file is not there; ConfigError when what it says is not a configuration
 */
export function readConfig(cwd: string, named?: string): LoadedConfig {
  const file = named === undefined ? findConfig(cwd) : path.resolve(cwd, named);
  if (file === null) return { file, folder: cwd, config: {} };
  if (!fs.existsSync(file)) throw new UsageError('there is no such configuration', { config: file });
  const exported = file.endsWith('.json') ? readJson(file) : loadModule(file);
  return { file, folder: path.dirname(file), config: checkConfig(defaultOf(exported), file) };
}

function findConfig(cwd: string): string | null {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    for (const name of CONFIG_NAMES) {
      const file = path.join(folder, name);
      if (fs.existsSync(file)) return file;
    }
    if (path.dirname(folder) === folder) return null;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new ConfigError('the configuration is no JSON', { file }, cause);
  }
}

/** The default export, whichever way a compiler wrote it. */
function defaultOf(exported: unknown): unknown {
  let value = exported;
  while (isRecord(value) && 'default' in value) value = value['default'];
  return value;
}

function checkConfig(config: unknown, file: string): TitoConfig {
  const wrong = (property: string, expected: string): ConfigError =>
    new ConfigError('the configuration has something else where it should not', { file, property, expected });
  if (!isRecord(config)) throw wrong('default export', 'an object');
  const { endpoints, namespace, models, ...unknown } = config;
  const [surplus] = Object.keys(unknown);
  if (surplus !== undefined) throw wrong(surplus, 'endpoints, namespace or models');
  if (endpoints !== undefined && !isList(endpoints, (each) => typeof each === 'string')) {
    throw wrong('endpoints', 'an array of host:port');
  }
  if (namespace !== undefined && typeof namespace !== 'string') throw wrong('namespace', 'a string');
  if (
    models !== undefined &&
    !isList(models, (each) => typeof each === 'string' || typeof each === 'function')
  ) {
    throw wrong('models', 'an array of classes and patterns');
  }
  return config;
}

function isList(value: unknown, check: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
