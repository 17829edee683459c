import { expect, test } from '@jest/globals';
import { crc64Xz } from './crc64';

// The check value of CRC-64/XZ in the catalogue of parametrised CRC algorithms.
test('has the published check value', () => {
  expect(crc64Xz(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan);
});

test('of parts is that of the whole', () => {
  expect(crc64Xz(Buffer.from('1234'), Buffer.from('56789'))).toBe(crc64Xz(Buffer.from('123456789')));
});
