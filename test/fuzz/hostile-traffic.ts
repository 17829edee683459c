/**
 * Traffic that no decent client sends: random messages for every call, messages with bytes changed, bytes that are no
 * message, on unary calls, inside shared streams, and below HTTP/2.
 */

import * as net from 'node:net';
import * as path from 'node:path';
import type * as grpc from '@grpc/grpc-js';
import {
  type Init,
  type MethodType,
  encodeMessage,
  etcdserverpb,
  health,
  keyspacepb,
  meta_storagepb,
  pdpb,
  tikvpb,
} from '@tito/protocol';
import * as fc from 'fast-check';
import { readSchema } from '../../scripts/src/protocol-schema';
import { type AnyMessage, SchemaIndex, arbitraryMessage } from '../support/arbitrary-message';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- methods of all types side by side
type AnyMethod = MethodType<any, any>;

/** What a request has to say to be looked at closely. */
export interface Entrance {
  readonly clusterId: bigint;
  readonly context: Init<AnyMessage>;
}

const index = new SchemaIndex(readSchema(path.resolve(__dirname, '../../protos')));

/** These do what they are asked for: they would tell other clients of stores that are not there. */
const ADMINISTRATION: ReadonlySet<AnyMethod> = new Set<AnyMethod>([pdpb.PDService.putStore]);

export const METHODS: readonly AnyMethod[] = [
  tikvpb.TikvService,
  pdpb.PDService,
  keyspacepb.KeyspaceService,
  meta_storagepb.MetaStorageService,
  etcdserverpb.KVService,
  etcdserverpb.ClusterService,
  health.HealthService,
]
  .flatMap((service): AnyMethod[] => Object.values(service))
  .filter((method) => !ADMINISTRATION.has(method));

const SAMPLES = 40;
const MAX_GARBAGE_BYTES = 400;

/** Draws messages; the same seed draws the same ones. */
export class Hostility {
  readonly #random: () => number;
  readonly #entrance: Entrance;
  readonly #samples = new Map<AnyMethod, AnyMessage[]>();
  #seed: number;

  constructor(seed: number, entrance: Entrance) {
    this.#seed = seed;
    this.#entrance = entrance;
    let state = seed >>> 0 || 1;
    this.#random = () => (state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff) / 0x7fffffff;
  }

  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  /** Any method, or the shared stream by which most requests of a client come. */
  method(): AnyMethod {
    return this.below(3) === 0 ? tikvpb.TikvService.batchCommands : this.pick(METHODS);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** The bytes of a request: half of them sound, a quarter changed, a quarter noise. */
  request(method: AnyMethod): Buffer {
    if (this.below(4) === 0) return this.noise();
    const bytes = Buffer.from(encodeMessage(method.request, this.#message(method) as never));
    return this.below(3) === 0 ? this.#mutated(bytes) : bytes;
  }

  noise(): Buffer {
    return Buffer.from(Array.from({ length: this.below(MAX_GARBAGE_BYTES) }, () => this.below(256)));
  }

  /** A random message; in most cases one that is let in. */
  #message(method: AnyMethod): AnyMessage {
    let left = this.#samples.get(method);
    if (!left?.length) {
      left = fc.sample(arbitraryMessage(index, method.request.name), {
        numRuns: SAMPLES,
        seed: this.#seed++,
      });
      this.#samples.set(method, left);
    }
    const message = left.pop() ?? {};
    if (this.below(4) === 0) return message;
    const { clusterId, context } = this.#entrance;
    const sent = message['context'] as AnyMessage | undefined;
    if (method === tikvpb.TikvService.batchCommands) return this.#admitted(message);
    if (method.path.startsWith('/tikvpb.')) return { ...message, context: { ...sent, ...context } };
    return { ...message, header: { clusterId } };
  }

  /** A message of a shared stream whose requests are let in, each on its own. */
  #admitted(message: AnyMessage): AnyMessage {
    const { context } = this.#entrance;
    const requests = ((message['requests'] ?? []) as AnyMessage[]).map((request) =>
      Object.fromEntries(
        Object.entries(request).map(([command, inner]) => [command, { ...(inner as AnyMessage), context }]),
      ),
    );
    return { ...message, requests, requestIds: requests.map((_, i) => BigInt(i + 1)) };
  }

  #mutated(bytes: Buffer): Buffer {
    const at = this.below(bytes.length + 1);
    switch (this.below(4)) {
      case 0:
        return bytes.subarray(0, at);
      case 1:
        return Buffer.concat([bytes.subarray(0, at), this.noise(), bytes.subarray(at)]);
      case 2:
        return Buffer.concat([bytes, bytes]);
      default: {
        for (let i = 0; i <= this.below(4) && bytes.length > 0; i++)
          bytes[this.below(bytes.length)] = this.below(256);
        return bytes;
      }
    }
  }
}

const asIs = (bytes: Buffer): Buffer => bytes;

/** Settles when the call has ended, however; calls that answer for ever are left after a moment. */
export function callOnce(
  channel: grpc.Client,
  method: AnyMethod,
  request: Buffer,
  deadlineMs: number,
): Promise<void> {
  const options = { deadline: Date.now() + deadlineMs };
  return new Promise((resolve) => {
    if (!method.requestStream && !method.responseStream) {
      channel.makeUnaryRequest(method.path, asIs, asIs, request, options, () => resolve());
      return;
    }
    const watched = (call: grpc.ClientReadableStream<Buffer>): void => {
      call.on('error', () => resolve());
      call.on('end', () => resolve());
      call.on('data', () => undefined);
    };
    if (!method.requestStream) {
      watched(channel.makeServerStreamRequest(method.path, asIs, asIs, request, options));
      return;
    }
    const call = channel.makeBidiStreamRequest(method.path, asIs, asIs, options);
    watched(call);
    call.write(request);
    call.end();
  });
}

/** Bytes below gRPC: noise, or noise behind HTTP/2's preface. */
export async function sendNoise(address: string, hostility: Hostility): Promise<void> {
  const [host, port] = address.split(':') as [string, string];
  const socket = net.connect(Number(port), host);
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  if (hostility.below(2) === 0) socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  for (let i = 0; i < 5; i++)
    socket.write(Buffer.concat([Buffer.of(0, 0, hostility.below(200)), hostility.noise()]));
  socket.end();
  socket.setTimeout(500, () => socket.destroy());
  socket.resume();
  await closed;
}
