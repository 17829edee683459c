/** Our compiled codecs against the serializers of @grpc/proto-loader, an independent implementation, both ways. */

import * as path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { MethodDefinition } from '@grpc/grpc-js';
import {
  type MessageType,
  type ServiceType,
  decodeMessage,
  encodeMessage,
  etcdserverpb,
  health,
  keyspacepb,
  loadProtos,
  meta_storagepb,
  pdpb,
  tikvpb,
} from '@tito/protocol';
import * as fc from 'fast-check';
import { camelCase } from '../../scripts/src/protocol-names';
import { readSchema } from '../../scripts/src/protocol-schema';
import {
  type AnyMessage,
  SchemaIndex,
  arbitraryMessage,
  toLoaderForm,
  withoutOneofNames,
} from '../support/arbitrary-message';

const protos = path.resolve(__dirname, '../../protos');
const index = new SchemaIndex(readSchema(protos));
const files = ['pdpb', 'tikvpb', 'keyspacepb', 'meta_storagepb', 'health', 'etcdserverpb'];
const loaded = loadProtos(
  files.map((file) => `${file}.proto`),
  [protos],
);

const services: readonly (readonly [string, ServiceType])[] = [
  ['pdpb.PD', pdpb.PDService],
  ['tikvpb.Tikv', tikvpb.TikvService],
  ['keyspacepb.Keyspace', keyspacepb.KeyspaceService],
  ['meta_storagepb.MetaStorage', meta_storagepb.MetaStorageService],
  ['grpc.health.v1.Health', health.HealthService],
  ['etcdserverpb.Cluster', etcdserverpb.ClusterService],
  ['etcdserverpb.KV', etcdserverpb.KVService],
];

interface Side {
  readonly name: string;
  readonly ours: MessageType<AnyMessage>;
  readonly serialize: (message: AnyMessage) => Buffer;
  readonly deserialize: (bytes: Buffer) => AnyMessage;
}

function sidesOf(service: string, methods: ServiceType): Side[] {
  const theirs = loaded[service] as unknown as Record<string, MethodDefinition<AnyMessage, AnyMessage>>;
  return Object.values(theirs).flatMap((method) => {
    const ours = methods[camelCase(method.path.slice(method.path.lastIndexOf('/') + 1))];
    if (!ours) throw new Error(`${method.path} was not generated`);
    return [
      {
        name: ours.request.name,
        ours: ours.request,
        serialize: method.requestSerialize,
        deserialize: method.requestDeserialize,
      },
      {
        name: ours.response.name,
        ours: ours.response,
        serialize: method.responseSerialize,
        deserialize: method.responseDeserialize,
      },
    ];
  });
}

const sides = new Map(
  services.flatMap(([name, methods]) => sidesOf(name, methods).map((side) => [side.name, side])),
);

describe.each([...sides.values()].map((side) => [side.name, side] as const))('%s', (name, side) => {
  test('is read by proto-loader as we wrote it', () => {
    fc.assert(
      fc.property(arbitraryMessage(index, name), (message) => {
        const bytes = encodeMessage(side.ours, message as never);
        const seen = withoutOneofNames(index, name, side.deserialize(bytes));
        expect(seen).toEqual(toLoaderForm(index, name, message));
      }),
      { numRuns: 15 },
    );
  });

  test('is read by us as proto-loader wrote it', () => {
    fc.assert(
      fc.property(arbitraryMessage(index, name), (message) => {
        const form = toLoaderForm(index, name, message);
        const decoded = decodeMessage(side.ours, side.serialize(form));
        expect(toLoaderForm(index, name, decoded)).toEqual(form);
      }),
      { numRuns: 15 },
    );
  });
});

test('every method of every service is generated', () => {
  for (const [service, methods] of services) {
    const theirs = Object.values(
      loaded[service] as unknown as Record<string, MethodDefinition<object, object>>,
    );
    expect(Object.values(methods).map((m) => [m.path, m.requestStream, m.responseStream])).toEqual(
      theirs.map((m) => [m.path, m.requestStream, m.responseStream]),
    );
  }
});
