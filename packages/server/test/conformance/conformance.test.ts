/** The embedded server answers as a real TiKV did, step by step. */

import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { exceptions } from './exceptions';
import { Player } from './player';
import { type Transcript, loadTranscripts } from './transcript';

const transcripts = loadTranscripts(path.resolve(__dirname, '../transcripts'));

/** Transcripts by the kind of server that they need, in the order of their files. */
const modes = new Map<string, Transcript[]>();
for (const transcript of transcripts) {
  const { apiVersion, ttl } = transcript.mode;
  const name = `API version ${apiVersion}${ttl ? ' with TTL' : ''}`;
  modes.set(name, [...(modes.get(name) ?? []), transcript]);
}

let steps = 0;
let excused = 0;

describe.each([...modes])('%s', (_, group) => {
  let cluster: EmbeddedCluster;
  let player: Player;

  beforeAll(async () => {
    const { mode } = group[0]!;
    let aheadMs = 0;
    const clock = { nowMs: () => Date.now() + aheadMs };
    cluster = await EmbeddedCluster.start({ apiVersion: mode.apiVersion, ttl: mode.ttl, clock });
    // The recorded server had more than one region before the first scenario.
    if (mode.apiVersion === 1) cluster.splitRegion(Buffer.from('z'));
    player = new Player(cluster.pdEndpoints[0]!, mode, (ms) => (aheadMs += ms));
  });
  afterAll(async () => {
    player.close();
    await cluster.stop();
  });

  const scenarios = group.flatMap((transcript) =>
    transcript.scenarios.map(
      (scenario) => [`${transcript.group}: ${scenario.name}`, transcript, scenario] as const,
    ),
  );
  test.each(scenarios)('%s', async (_name, transcript, scenario) => {
    const results = await player.play(scenario, transcript.tsoGap);
    const failed: string[] = [];
    for (const { index, differences } of results) {
      steps++;
      if (differences.length === 0) continue;
      if (exceptions.has(`${transcript.group}/${scenario.name}#${index}`)) excused++;
      else
        failed.push(
          ...differences.map((line) => `step ${index} ${scenario.steps[index]?.rpc ?? 'await'}: ${line}`),
        );
    }
    expect(failed).toEqual([]);
  });
});

test('at most 2 % of the steps are excused, and every excuse is needed', () => {
  expect(steps).toBeGreaterThan(2300);
  expect(excused).toBe(exceptions.size);
  expect(excused / steps).toBeLessThanOrEqual(0.02);
});
