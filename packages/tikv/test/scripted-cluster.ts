/**
 * A PD and a store behind one port that answer as a test says: with garbage, too much, for ever, or not at all. By default
 * they are a cluster of one region that holds nothing.
 */

import { once } from 'node:events';
import * as http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import {
  type Init,
  type MessageType,
  decodeMessage,
  encodeMessage,
  health,
  pdpb,
  tikvpb,
} from '@tito/protocol';

/** One gRPC call as the server has it. */
export interface ScriptedCall {
  /** Sends one message. */
  send(message: Uint8Array): void;
  /** Sends bytes as they are, with no regard for messages. */
  sendRaw(bytes: Uint8Array): boolean;
  /** Ends the call with a status of gRPC; 0 is success. */
  end(status?: number, text?: string): void;
  readonly stream: http2.ServerHttp2Stream;
}

interface Answered<Response> {
  readonly path: string;
  readonly response: MessageType<Response>;
}

/** Gets each message of a call. */
export type Script = (call: ScriptedCall, message: Uint8Array) => void;

const CLUSTER_ID = 77n;
const header = { clusterId: CLUSTER_ID };
const PEER = { id: 3n, storeId: 1n };
export const REGION = {
  id: 2n,
  regionEpoch: { confVer: 1n, version: 1n },
  peers: [PEER],
} satisfies Init<pdpb.Region['region']>;

/** A message behind the five bytes that tell its length. */
export function framed(message: Uint8Array, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

export class ScriptedCluster {
  readonly #server = http2.createServer();
  readonly #sessions = new Set<http2.ServerHttp2Session>();
  readonly #scripts = new Map<string, Script>();
  /** How often each method was called. */
  readonly calls = new Map<string, number>();
  #address = '';

  static async start(): Promise<ScriptedCluster> {
    const cluster = new ScriptedCluster();
    cluster.#server.listen(0, '127.0.0.1');
    await once(cluster.#server, 'listening');
    cluster.#address = `127.0.0.1:${(cluster.#server.address() as AddressInfo).port}`;
    cluster.#server.on('session', (session) => {
      cluster.#sessions.add(session);
      session.on('error', () => undefined);
      session.on('close', () => cluster.#sessions.delete(session));
    });
    cluster.#server.on('stream', (stream, headers) => cluster.#serve(stream, headers[':path'] ?? ''));
    cluster.#answerAsUsual();
    return cluster;
  }

  get address(): string {
    return this.#address;
  }

  /** What a method does from now on. */
  on(method: { readonly path: string }, script: Script): void {
    this.#scripts.set(method.path, script);
  }

  /** A method that answers each request with one message, and ends. */
  answer<Response>(method: Answered<Response>, answer: () => Init<Response>): void {
    this.on(method, (call) => {
      call.send(encodeMessage(method.response, answer()));
      call.end();
    });
  }

  /** Answers the requests of the batch stream one by one, in its own way. */
  onBatch(
    answer: (
      request: tikvpb.BatchCommandsRequest_Request,
      reply: (response: Init<tikvpb.BatchCommandsResponse_Response>) => void,
    ) => void,
  ): void {
    this.on(tikvpb.TikvService.batchCommands, (call, message) => {
      const { requests, requestIds } = decodeMessage(tikvpb.BatchCommandsRequest, message);
      requests.forEach((request, i) => {
        answer(request, (response) => {
          const answers = { responses: [response], requestIds: [requestIds[i]!] };
          if (!call.stream.destroyed) call.send(encodeMessage(tikvpb.BatchCommandsResponse, answers));
        });
      });
    });
  }

  /** Connections at the moment. */
  get sessions(): readonly http2.ServerHttp2Session[] {
    return [...this.#sessions];
  }

  timesCalled(method: { readonly path: string }): number {
    return this.calls.get(method.path) ?? 0;
  }

  /** Tells all clients to go away, as a server does that is about to stop; what is under way may end. */
  goAway(): void {
    for (const session of this.#sessions) session.goaway();
  }

  async stop(): Promise<void> {
    for (const session of this.#sessions) session.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(stream: http2.ServerHttp2Stream, path: string): void {
    this.calls.set(path, (this.calls.get(path) ?? 0) + 1);
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
    let [status, text] = [0, ''];
    stream.on('wantTrailers', () => {
      stream.sendTrailers({ 'grpc-status': String(status), 'grpc-message': text });
    });
    const call: ScriptedCall = {
      stream,
      send: (message) => void stream.write(framed(message)),
      sendRaw: (bytes) => stream.write(bytes),
      end: (code = 0, why = '') => {
        [status, text] = [code, why];
        stream.end();
      },
    };
    let received = Buffer.alloc(0);
    stream.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 5 && received.length >= 5 + received.readUInt32BE(1)) {
        const length = received.readUInt32BE(1);
        const message = received.subarray(5, 5 + length);
        received = received.subarray(5 + length);
        const script = this.#scripts.get(path);
        if (script) script(call, message);
        else call.end(12, 'not scripted');
      }
    });
  }

  #answerAsUsual(): void {
    const { PDService } = pdpb;
    const url = `http://${this.#address}`;
    const member = { name: 'pd', memberId: 1n, clientUrls: [url] };
    this.answer(PDService.getMembers, () => ({ header, members: [member], leader: member }));
    this.answer(PDService.getRegion, () => ({ header, region: REGION, leader: PEER }));
    this.answer(PDService.scanRegions, () => ({ header, regions: [{ region: REGION, leader: PEER }] }));
    this.answer(PDService.getStore, () => ({
      header,
      store: { id: 1n, address: this.#address, nodeState: 1 },
    }));
    this.answer(health.HealthService.check, () => ({
      status: health.HealthCheckResponse_ServingStatus.SERVING,
    }));
    this.answer(tikvpb.TikvService.rawGet, () => ({ notFound: true }));
  }
}
