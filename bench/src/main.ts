/**
 * `npm run bench -- [suite ...] [--json FILE] [--pd HOST:PORT] [--rounds N] [--round-ms N]`
 *
 * Runs the named suites, or all of them, and prints a table; `--json` also writes the figures to a file, `--pd` measures
 * that cluster instead of an embedded one.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { benchClient } from './client';
import { codecWorkloads } from './codec';
import { benchIndexBuild, formatIndexBuild } from './index-build';
import { type Figures, type MeasureOptions, type Workload, measure } from './measure';
import { benchOrm } from './orm';
import { benchPeers } from './peers';
import { benchQueue, formatQueue } from './queue';
import { benchServer } from './server';
import { benchOpen } from './server-open';
import { formatClient, formatLoops, formatOpen, formatOrm, formatPeers, formatTable } from './table';
import { benchTxn } from './txn';

interface SuiteOptions extends MeasureOptions {
  readonly pd: string | undefined;
}

/** What a suite measured, as rows for the file, after it has printed them. */
type Suite = (options: SuiteOptions) => Promise<readonly object[]>;

const suites: Readonly<Record<string, Suite>> = {
  codec: compare(codecWorkloads),
  client: async ({ pd, rounds, roundMs }) => {
    const rows = await benchClient(pd, { rounds, roundMs: Math.max(roundMs, 250) });
    console.log(formatClient(rows));
    return rows;
  },
  server: async ({ pd }) => {
    const rows: object[] = [];
    for (const dataDir of pd === undefined ? [undefined, temporaryDirectory()] : [undefined]) {
      console.log(dataDir === undefined ? 'in memory' : '\non disk');
      const measured = await benchServer(pd, dataDir);
      console.log(formatLoops(measured));
      rows.push(...measured.map((row) => ({ ...row, isOnDisk: dataDir !== undefined })));
      if (dataDir !== undefined) fs.rmSync(dataDir, { recursive: true, force: true });
    }
    if (pd === undefined) {
      const dataDir = temporaryDirectory();
      const opened = await benchOpen(dataDir);
      fs.rmSync(dataDir, { recursive: true, force: true });
      console.log(`\n${formatOpen(opened)}`);
      rows.push(...opened);
    }
    return rows;
  },
  orm: async ({ pd, rounds, roundMs }) => {
    const rows = await benchOrm(pd, { rounds, roundMs: Math.max(roundMs, 250) });
    console.log(formatOrm(rows));
    return rows;
  },
  queue: async ({ pd }) => {
    const rows = await benchQueue(pd);
    console.log(formatQueue(rows));
    return rows;
  },
  txn: async ({ pd, roundMs }) => {
    const rows = await benchTxn(pd, Math.max(roundMs, 1000));
    console.log(formatLoops(rows));
    return rows;
  },
  'index-build': async ({ pd }) => {
    const rows = await benchIndexBuild(pd);
    console.log(formatIndexBuild(rows));
    return rows;
  },
  peers: async ({ pd, roundMs }) => {
    const rows = await benchPeers(pd, Math.max(roundMs, 1000));
    console.log(formatPeers(rows));
    return rows;
  },
};

function compare(workloads: () => Promise<Workload[]>): Suite {
  return async (options) => {
    const figures: Figures[] = [];
    for (const workload of await workloads()) figures.push(...(await measure(workload, options)));
    console.log(formatTable(figures));
    return figures;
  };
}

function temporaryDirectory(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'tito-bench-'));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      'round-ms': { type: 'string', default: '100' },
      pd: { type: 'string' },
    },
  });
  const chosen = positionals.length > 0 ? positionals : Object.keys(suites);
  const unknown = chosen.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) {
    console.error(`no suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}`);
    return 64;
  }
  const options = { rounds: Number(values.rounds), roundMs: Number(values['round-ms']), pd: values.pd };
  const results: Record<string, readonly object[]> = {};
  for (const name of chosen) {
    console.log(
      `\n${name}, node ${process.version}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}\n`,
    );
    results[name] = (await suites[name]?.(options)) ?? [];
  }
  if (values.json)
    fs.writeFileSync(values.json, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`);
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});
