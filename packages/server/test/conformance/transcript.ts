/**
 * Recorded conversations with a real TiKV, as files hold them: groups of scenarios, each a list of steps, each one request
 * with the answer that the real server gave. `../transcripts/README.md` explains the notation.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface Step {
  /** Names for timestamps to fetch, one each, in this order. */
  readonly tso?: readonly string[];
  /** Names for timestamps to compute. */
  readonly let?: { readonly [name: string]: Json };
  readonly sleep_ms?: number;
  readonly rpc?: string;
  readonly request?: JsonObject;
  /** Fields of the request context beside the region. */
  readonly context?: JsonObject;
  /** How to bend the region of the request context. */
  readonly region?: {
    readonly route_key?: string;
    readonly epoch_version_plus?: number;
    readonly epoch_conf_ver_plus?: number;
    readonly region_id_plus?: number;
    readonly peer_id_plus?: number;
    readonly store_id_plus?: number;
  };
  /** Sends without waiting; `await` names it to get the answer. */
  readonly label?: string;
  readonly await?: string;
  readonly response?: JsonObject;
  readonly capture?: { readonly [name: string]: string };
  readonly ignore?: readonly string[];
  readonly numbers?: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

export interface ServerMode {
  readonly apiVersion: 1 | 2;
  readonly ttl: boolean;
}

export interface Transcript {
  readonly group: string;
  readonly mode: ServerMode;
  /** How far consecutive timestamps lie apart at least. */
  readonly tsoGap: number;
  readonly scenarios: readonly Scenario[];
}

interface TranscriptFile {
  readonly group: string;
  readonly tso_gap?: number;
  readonly server?: { readonly api_version: 1 | 2; readonly ttl: boolean };
  readonly scenarios: readonly Scenario[];
}

export function loadTranscripts(directory: string): Transcript[] {
  return fs
    .readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const raw = JSON.parse(fs.readFileSync(path.join(directory, file), 'utf8')) as TranscriptFile;
      return {
        group: raw.group,
        mode: { apiVersion: raw.server?.api_version ?? 1, ttl: raw.server?.ttl ?? false },
        tsoGap: raw.tso_gap ?? 1,
        scenarios: raw.scenarios,
      };
    });
}
