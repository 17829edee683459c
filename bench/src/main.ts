/**
 * `npm run bench -- [suite ...] [--json FILE] [--rounds N] [--round-ms N]`
 *
 * Runs the named suites, or all of them, and prints a table; `--json` also writes the figures to a file.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import { parseArgs } from 'node:util';
import { codecWorkloads } from './codec';
import { type Figures, type Workload, measure } from './measure';
import { formatTable } from './table';

const suites: Readonly<Record<string, () => Workload[]>> = { codec: codecWorkloads };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      'round-ms': { type: 'string', default: '100' },
    },
  });
  const chosen = positionals.length > 0 ? positionals : Object.keys(suites);
  const unknown = chosen.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) {
    console.error(`no suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}`);
    return 64;
  }
  const options = { rounds: Number(values.rounds), roundMs: Number(values['round-ms']) };
  const figures: Figures[] = [];
  for (const name of chosen) {
    console.log(
      `\n${name}, node ${process.version}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}\n`,
    );
    const own: Figures[] = [];
    for (const workload of suites[name]?.() ?? []) own.push(...(await measure(workload, options)));
    console.log(formatTable(own));
    figures.push(...own);
  }
  if (values.json)
    fs.writeFileSync(values.json, `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`);
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});
