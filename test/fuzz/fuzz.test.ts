/**
 * A server that is sent nonsense by one client goes on to serve the others, and does not grow.
 *
 * `TITO_FUZZ_SECONDS` says how long (4 by default), `TITO_SEED` repeats the messages of a run.
 */

import * as fs from 'node:fs';
import * as grpc from '@grpc/grpc-js';
import { describe, expect, test } from '@jest/globals';
import { type Init, type MethodType, grpcMethod, pdpb } from '@tito/protocol';
import { type Program, startNode } from '../support/program';
import { type Entrance, Hostility, callOnce, sendNoise } from './hostile-traffic';

const SECONDS = Number(process.env['TITO_FUZZ_SECONDS'] ?? 4);
const CALLERS = 24;
/** A call that waits for a lock, or for ever, is left after this. */
const DEADLINE_MS = 400;
const MAX_GROWTH_BYTES = 512 * 1024 * 1024;
/** How long a decent client may have to wait beside them, on a machine that does much else. */
const MAX_WAIT_MS = 3000;

const { PDService } = pdpb;

function ask<Q, R>(channel: grpc.Client, method: MethodType<Q, R>, request: Init<Q>): Promise<R> {
  const { path, requestSerialize, responseDeserialize } = grpcMethod(method);
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + MAX_WAIT_MS;
    channel.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request as Q,
      { deadline },
      (error, answer) => (error ? reject(error) : resolve(answer!)),
    );
  });
}

/** Of a process, where the system tells. */
function residentBytes({ process: { pid } }: Program): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

async function entranceOf(pd: grpc.Client): Promise<{ entrance: Entrance; storeAddress: string }> {
  const { header } = await ask(pd, PDService.getMembers, {});
  const { clusterId } = header!;
  const found = await ask(pd, PDService.getRegion, {
    header: { clusterId },
    regionKey: Buffer.alloc(0),
  });
  const { store } = await ask(pd, PDService.getStore, {
    header: { clusterId },
    storeId: found.leader!.storeId,
  });
  const context = { regionId: found.region!.id, regionEpoch: found.region!.regionEpoch, peer: found.leader };
  return {
    entrance: { clusterId, context: { ...context, clusterId, apiVersion: 0, term: 0n } },
    storeAddress: store!.address,
  };
}

describe('a server', () => {
  test(
    `survives ${SECONDS} seconds of nonsense on every call, keeps its size, and serves others meanwhile`,
    async () => {
      const seed = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
      const program = startNode([
        'packages/cli/dist/main.js',
        'serve',
        '--pd-port',
        '0',
        '--store-port',
        '0',
        '--json',
      ]);
      const { pd: endpoints } = JSON.parse(await program.firstLine()) as { pd: string[] };
      const options = { 'grpc.use_local_subchannel_pool': 1 };
      const open = (address: string): grpc.Client =>
        new grpc.Client(address, grpc.credentials.createInsecure(), options);
      const pd = open(endpoints[0]!);
      const { entrance, storeAddress } = await entranceOf(pd);
      const channels = { pd: open(endpoints[0]!), store: open(storeAddress) };
      const hostility = new Hostility(seed, entrance);
      const before = residentBytes(program);
      let largest = before;
      let sent = 0;
      let longestWaitMs = 0;
      let isOver = false;

      const attack = async (): Promise<void> => {
        while (!isOver) {
          const method = hostility.method();
          const channel = method.path.startsWith('/tikvpb.') ? channels.store : channels.pd;
          await callOnce(channel, method, hostility.request(method), DEADLINE_MS);
          sent++;
          if (sent % 200 === 0) await sendNoise(hostility.pick([endpoints[0]!, storeAddress]), hostility);
        }
      };
      const behave = async (): Promise<void> => {
        while (!isOver) {
          const at = performance.now();
          await ask(pd, PDService.getMembers, {});
          longestWaitMs = Math.max(longestWaitMs, performance.now() - at);
          largest = Math.max(largest, residentBytes(program));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      const timer = setTimeout(() => (isOver = true), SECONDS * 1000);
      try {
        await Promise.all([behave(), ...Array.from({ length: CALLERS }, attack)]);
      } finally {
        isOver = true;
        clearTimeout(timer);
        for (const channel of [pd, channels.pd, channels.store]) channel.close();
        program.process.kill('SIGTERM');
      }
      const { code, stderr } = await program.ended(10_000);
      const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
      console.log(
        `seed ${seed}: ${sent} messages, resident ${mib(before)} -> at most ${mib(largest)} MiB, longest wait of a decent client ${longestWaitMs.toFixed(0)} ms`,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(largest - before).toBeLessThan(MAX_GROWTH_BYTES);
      expect(sent).toBeGreaterThan(100);
    },
    SECONDS * 1000 + 30_000,
  );
});
