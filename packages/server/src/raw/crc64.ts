/** CRC-64/XZ: polynomial of ECMA-182, reflected, all ones going in and coming out. */

const POLYNOMIAL = 0xc96c5795d7870f42n;
const ALL_ONES = 0xffffffffffffffffn;

const table: readonly bigint[] = Array.from({ length: 256 }, (_, byte) => {
  let remainder = BigInt(byte);
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1n ? (remainder >> 1n) ^ POLYNOMIAL : remainder >> 1n;
  return remainder;
});

/** The checksum of the parts one after the other. */
export function crc64Xz(...parts: readonly Uint8Array[]): bigint {
  let crc = ALL_ONES;
  for (const part of parts) {
    for (const byte of part) crc = (table[Number(crc & 255n) ^ byte] as bigint) ^ (crc >> 8n);
  }
  return crc ^ ALL_ONES;
}
