/**
 * Speaks to a server with @grpc/proto-loader's serializers, not ours: a fault that our encoder and decoder shared would
 * otherwise stay unseen.
 */

import * as path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { type Options, loadSync } from '@grpc/proto-loader';
import { readSchema } from '../../../../scripts/src/protocol-schema';
import { SchemaIndex } from '../../../../test/support/arbitrary-message';

const protos = path.resolve(__dirname, '../../../../protos');
const options: Options = {
  includeDirs: [protos],
  keepCase: true,
  longs: String,
  enums: String,
  bytes: Buffer,
};
const loaded = loadSync(['tikvpb.proto', 'pdpb.proto'], options);

export type WireMessage = Record<string, unknown>;
type Method = grpc.MethodDefinition<WireMessage, WireMessage>;

const packages = readSchema(protos);
export const schema = new SchemaIndex(packages);

/** Full names of the request and response messages of a method of TiKV. */
export function messagesOf(rpc: string): { request: string; response: string } {
  const found = tikvMethods.get(rpc);
  if (!found) throw new Error(`no method ${rpc}`);
  return found;
}

const tikvMethods = new Map(
  packages
    .filter((one) => one.name === 'tikvpb')
    .flatMap((one) => one.services)
    .flatMap((service) => service.methods)
    .map((method) => [method.name, { request: method.request, response: method.response }] as const),
);

function method(service: string, name: string): Method {
  return (loaded[service] as unknown as Record<string, Method>)[name]!;
}

/** One channel to a PD or a store. */
export class WireClient {
  readonly #client: grpc.Client;
  readonly #service: string;

  constructor(address: string, service: 'pdpb.PD' | 'tikvpb.Tikv') {
    this.#client = new grpc.Client(address, grpc.credentials.createInsecure(), {
      'grpc.max_receive_message_length': -1,
    });
    this.#service = service;
  }

  unary(name: string, request: WireMessage): Promise<WireMessage> {
    const { path: rpc, requestSerialize, responseDeserialize } = method(this.#service, name);
    const deadline = Date.now() + 15_000;
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        rpc,
        requestSerialize,
        responseDeserialize,
        request,
        { deadline },
        (error, answer) => (error ? reject(error) : resolve(answer!)),
      );
    });
  }

  stream(name: string): grpc.ClientDuplexStream<WireMessage, WireMessage> {
    const { path: rpc, requestSerialize, responseDeserialize } = method(this.#service, name);
    const deadline = Date.now() + 15_000;
    return this.#client.makeBidiStreamRequest(rpc, requestSerialize, responseDeserialize, { deadline });
  }

  close(): void {
    this.#client.close();
  }
}

/** Sends one message on a new stream and collects `count` answers. */
export async function exchange(
  stream: grpc.ClientDuplexStream<WireMessage, WireMessage>,
  request: WireMessage,
  isComplete: (answers: readonly WireMessage[]) => boolean,
): Promise<WireMessage[]> {
  const answers: WireMessage[] = [];
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('data', (answer: WireMessage) => {
      answers.push(answer);
      if (!isComplete(answers)) return;
      stream.end();
      resolve(answers);
    });
    stream.write(request);
  });
}
