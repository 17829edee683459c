/**
 * The compiled codecs against those that protobufjs generates ahead of time (pbjs static), those that it compiles at run
 * time, and the serializers of @grpc/proto-loader with 64-bit numbers as strings.
 */

import * as path from 'node:path';
import {
  type Init,
  type MessageType,
  type MethodType,
  decodeMessage,
  encodeMessage,
  kvrpcpb,
  loadProtos,
  pdpb,
  tikvpb,
} from '@tito/protocol';
import type { MethodDefinition } from '@grpc/grpc-js';
import * as protobuf from 'protobufjs';
import type { Contender, Workload } from './measure';
import { type StaticMessage, type StaticModule, staticCodec } from './static-codec';

const protos = path.resolve(__dirname, '../../protos');
const START_TS = 445644800032243717n;

interface Sample {
  readonly name: string;
  readonly type: MessageType<unknown>;
  readonly message: Init<unknown>;
  readonly method: string;
  readonly side: 'request' | 'response';
}

const context: Init<kvrpcpb.Context> = {
  regionId: 1234n,
  regionEpoch: { confVer: 5n, version: 77n },
  peer: { id: 1236n, storeId: 4n },
};
const key = (i: number): Uint8Array => Buffer.from(`t_orders_${String(i).padStart(8, '0')}_by_customer_0001`);
const value = new Uint8Array(300).fill(97);
const get: Init<kvrpcpb.GetRequest> = { context, key: key(0), version: START_TS };

function sample<T>(
  name: string,
  type: MessageType<T>,
  message: Init<T>,
  method: MethodType<never, never> | { readonly path: string },
  side: Sample['side'],
): Sample {
  return {
    name,
    type: type,
    message: message as Init<unknown>,
    method: method.path,
    side,
  };
}

const samples: readonly Sample[] = [
  sample('GetRequest', kvrpcpb.GetRequest, get, tikvpb.TikvService.kvGet, 'request'),
  sample(
    'PrewriteRequest of 20',
    kvrpcpb.PrewriteRequest,
    {
      context,
      primaryLock: key(0),
      startVersion: START_TS,
      lockTtl: 3000n,
      txnSize: 20n,
      minCommitTs: START_TS + 1n,
      mutations: Array.from({ length: 20 }, (_, i) => ({ op: kvrpcpb.Op.Put, key: key(i), value })),
    },
    tikvpb.TikvService.kvPrewrite,
    'request',
  ),
  sample(
    'ScanResponse of 256',
    kvrpcpb.ScanResponse,
    { pairs: Array.from({ length: 256 }, (_, i) => ({ key: key(i), value })) },
    tikvpb.TikvService.kvScan,
    'response',
  ),
  sample(
    'TsoRequest',
    pdpb.TsoRequest,
    { header: { clusterId: 7505888888888888888n }, count: 16 },
    pdpb.PDService.tso,
    'request',
  ),
  sample(
    'TsoResponse',
    pdpb.TsoResponse,
    {
      header: { clusterId: 7505888888888888888n },
      count: 16,
      timestamp: { physical: 1700000000123n, logical: 99n },
    },
    pdpb.PDService.tso,
    'response',
  ),
  sample(
    'BatchCommandsRequest of 16',
    tikvpb.BatchCommandsRequest,
    {
      requests: Array.from({ length: 16 }, () => ({ get })),
      requestIds: Array.from({ length: 16 }, (_, i) => BigInt(i + 1)),
    },
    tikvpb.TikvService.batchCommands,
    'request',
  ),
];

export async function codecWorkloads(): Promise<Workload[]> {
  const files = ['tikvpb.proto', 'pdpb.proto'];
  const root = protobuf.loadSync(files.map((file) => path.join(protos, file)));
  const loaded = loadProtos(files, [protos]);
  const generated = await staticCodec(protos, files);
  return samples.flatMap((one) => {
    const bytes = encodeMessage(one.type, one.message);
    const compiled = root.lookupType(one.type.name);
    const plain = compiled.decode(bytes);
    const [packageName, typeName] = one.type.name.split('.') as [string, string];
    const fixed = staticMessage(generated, packageName, typeName);
    const instance = fixed.decode(bytes);
    const [, service, method] = one.method.split('/') as [string, string, string];
    const methods = loaded[service] as unknown as Record<string, MethodDefinition<object, object>>;
    const definition = methods[method] as MethodDefinition<object, object>;
    const [serialize, deserialize] =
      one.side === 'request'
        ? [definition.requestSerialize, definition.requestDeserialize]
        : [definition.responseSerialize, definition.responseDeserialize];
    const object = deserialize(bytes);
    return [
      {
        name: `encode ${one.name}`,
        contenders: [
          loop('tito', () => encodeMessage(one.type, one.message)),
          loop('pbjs static', () => fixed.encode(instance).finish()),
          loop('protobufjs', () => compiled.encode(plain).finish()),
          loop('proto-loader', () => serialize(object)),
        ],
      },
      {
        name: `decode ${one.name}`,
        contenders: [
          loop('tito', () => decodeMessage(one.type, bytes)),
          loop('pbjs static', () => fixed.decode(bytes)),
          loop('protobufjs', () => compiled.decode(bytes)),
          loop('proto-loader', () => deserialize(bytes)),
        ],
      },
    ];
  });
}

function staticMessage(generated: StaticModule, packageName: string, name: string): StaticMessage {
  // A message within another is a member of its class.
  const found = name
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], generated[packageName]);
  return found as StaticMessage;
}

/** Keeps the result reachable, so that the work cannot be left out. */
let kept: unknown;

function loop(name: string, work: () => unknown): Contender {
  return {
    name,
    run(count) {
      for (let i = 0; i < count; i++) kept = work();
    },
  };
}

export function keptResult(): unknown {
  return kept;
}
