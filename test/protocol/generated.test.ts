/** The checked-in code is what the generator makes of `protos/`. */

import * as path from 'node:path';
import { expect, test } from '@jest/globals';
import { generateProtocol, staleFiles } from '../../scripts/src/generate-protocol';
import { camelCase } from '../../scripts/src/protocol-names';

const root = path.resolve(__dirname, '../..');

test('the generated messages are current', () => {
  const generated = generateProtocol(path.join(root, 'protos'));
  expect(staleFiles(generated, path.join(root, 'packages/protocol/src/generated'))).toEqual([]);
});

test('a changed definition is noticed', () => {
  const generated = new Map(generateProtocol(path.join(root, 'protos')));
  generated.set('metapb.ts', `${generated.get('metapb.ts')}// one more line\n`);
  generated.delete('mvccpb.ts');
  expect(staleFiles(generated, path.join(root, 'packages/protocol/src/generated'))).toEqual([
    'metapb.ts',
    'mvccpb.ts',
  ]);
});

test.each([
  ['region_id', 'regionId'],
  ['KVPessimisticRollback', 'kvPessimisticRollback'],
  ['GetStoreSafeTS', 'getStoreSafeTs'],
  ['RawGetKeyTTL', 'rawGetKeyTtl'],
  ['UpdateServiceGCSafePoint', 'updateServiceGcSafePoint'],
  ['TTL', 'ttl'],
  ['serviceModes', 'serviceModes'],
  ['exec_details_v2', 'execDetailsV2'],
  ['RecoveryInProgress', 'recoveryInProgress'],
])('%s is spelled %s', (name, spelled) => expect(camelCase(name)).toBe(spelled));
