/** What `tito.config` says: how a project's commands find its cluster and its models. */

import type { ModelClass } from '@tito/orm';

export interface TitoConfig {
  /** PD endpoints, `host:port`; the environment's `TITO_PD` and `--pd` count before it. */
  readonly endpoints?: readonly string[];
  /** `default` by default. */
  readonly namespace?: string;
  /**
   * Classes with `@Model`, or patterns of files that export such classes (`dist/**\/*.model.js`), relative to the
   * configuration.
   */
  readonly models?: readonly (ModelClass | string)[];
}

/**
 * Gives a configuration back as it is, with its type.
 *
 * @example
 * ```ts
 * // tito.config.ts
 * import { defineConfig } from '@tito/cli';
 *
 * export default defineConfig({ endpoints: ['127.0.0.1:2379'], models: ['dist/**\/*.model.js'] });
 * ```
 */
export function defineConfig(config: TitoConfig): TitoConfig {
  return config;
}
