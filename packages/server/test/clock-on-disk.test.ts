import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EmbeddedCluster, ManualClock } from '@tito/server';
import { WireClient } from './wire-client';

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-clock-'));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

test('a cluster on disk that nobody asked for an hour gives the next timestamp at the first attempt', async () => {
  const clock = new ManualClock(1_800_000_000_000);
  const cluster = await EmbeddedCluster.start({ dataDir: directory, clock });
  const client = new WireClient(cluster);
  const before = await client.timestamp();
  for (const hours of [1, 2]) {
    clock.advance(3_600_000);
    expect(((await client.timestamp()) >> 18n) - (before >> 18n)).toBeGreaterThanOrEqual(
      BigInt(hours * 3_600_000),
    );
  }
  client.close();
  await cluster.stop();
  // The bound that was stored for it holds for the next process.
  const again = await EmbeddedCluster.start({ dataDir: directory, clock });
  const other = new WireClient(again);
  expect((await other.timestamp()) >> 18n).toBeGreaterThanOrEqual((before >> 18n) + 7_200_000n);
  other.close();
  await again.stop();
});
