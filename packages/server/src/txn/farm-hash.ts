/**
 * FarmHash Fingerprint64, which TiKV names keys by in deadlock reports.
 * The algorithm is Google's farmhash (`farmhashna::Hash64`), by Geoff Pike.
 */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

type Pair = readonly [bigint, bigint];

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => u64((value >> by) | (value << (64n - by)));
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

export function fingerprint64(bytes: Uint8Array): bigint {
  const s = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (s.length <= 16) return upTo16(s);
  if (s.length <= 32) return upTo32(s);
  if (s.length <= 64) return upTo64(s);
  return longer(s);
}

function hash16(u: bigint, v: bigint, mul: bigint): bigint {
  const a = shiftMix(u64((u ^ v) * mul));
  const b = shiftMix(u64((v ^ a) * mul));
  return u64(b * mul);
}

function upTo16(s: Buffer): bigint {
  const length = s.length;
  const mul = K2 + BigInt(length) * 2n;
  if (length >= 8) {
    const a = u64(s.readBigUInt64LE(0) + K2);
    const b = s.readBigUInt64LE(length - 8);
    return hash16(u64(rotate(b, 37n) * mul + a), u64((rotate(a, 25n) + b) * mul), mul);
  }
  if (length >= 4) {
    const a = BigInt(s.readUInt32LE(0));
    return hash16(BigInt(length) + (a << 3n), BigInt(s.readUInt32LE(length - 4)), mul);
  }
  if (length === 0) return K2;
  const [a, b, c] = [s[0]!, s[length >> 1]!, s[length - 1]!];
  const y = BigInt(a + (b << 8));
  const z = BigInt(length + (c << 2));
  return u64(shiftMix(u64(y * K2) ^ u64(z * K0)) * K2);
}

function upTo32(s: Buffer): bigint {
  const length = s.length;
  const mul = K2 + BigInt(length) * 2n;
  const a = u64(s.readBigUInt64LE(0) * K1);
  const b = s.readBigUInt64LE(8);
  const c = u64(s.readBigUInt64LE(length - 8) * mul);
  const d = u64(s.readBigUInt64LE(length - 16) * K2);
  return hash16(
    u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d),
    u64(a + rotate(u64(b + K2), 18n) + c),
    mul,
  );
}

function upTo64(s: Buffer): bigint {
  const length = s.length;
  const mul = K2 + BigInt(length) * 2n;
  const a = u64(s.readBigUInt64LE(0) * K2);
  const b = s.readBigUInt64LE(8);
  const c = u64(s.readBigUInt64LE(length - 8) * mul);
  const d = u64(s.readBigUInt64LE(length - 16) * K2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = hash16(y, u64(a + rotate(u64(b + K2), 18n) + c), mul);
  const e = u64(s.readBigUInt64LE(16) * mul);
  const f = s.readBigUInt64LE(24);
  const g = u64((y + s.readBigUInt64LE(length - 32)) * mul);
  const h = u64((z + s.readBigUInt64LE(length - 24)) * mul);
  return hash16(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), mul);
}

function weak(s: Buffer, at: number, seedA: bigint, seedB: bigint): Pair {
  const [w, x, y, z] = [0, 8, 16, 24].map((by) => s.readBigUInt64LE(at + by)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  let a = u64(seedA + w);
  const b = rotate(u64(seedB + a + z), 21n);
  const c = a;
  a = u64(a + x + y);
  return [u64(a + z), u64(b + rotate(a, 44n) + c)];
}

function longer(s: Buffer): bigint {
  const length = s.length;
  const fetch = (at: number): bigint => s.readBigUInt64LE(at);
  let x = 81n;
  let y = u64(81n * K1 + 113n);
  let z = u64(shiftMix(u64(y * K2 + 113n)) * K2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  x = u64(x * K2 + fetch(0));
  const end = Math.floor((length - 1) / 64) * 64;
  const last = end + ((length - 1) & 63) - 63;
  for (let at = 0; at < end; at += 64) {
    x = u64(rotate(u64(x + y + v[0] + fetch(at + 8)), 37n) * K1);
    y = u64(rotate(u64(y + v[1] + fetch(at + 48)), 42n) * K1);
    x ^= w[1];
    y = u64(y + v[0] + fetch(at + 40));
    z = u64(rotate(u64(z + w[0]), 33n) * K1);
    v = weak(s, at, u64(v[1] * K1), u64(x + w[0]));
    w = weak(s, at + 32, u64(z + w[1]), u64(y + fetch(at + 16)));
    [z, x] = [x, z];
  }
  const mul = u64(K1 + ((z & 0xffn) << 1n));
  const first = u64(w[0] + BigInt((length - 1) & 63));
  v = [u64(v[0] + first), v[1]];
  w = [u64(first + v[0]), w[1]];
  x = u64(rotate(u64(x + y + v[0] + fetch(last + 8)), 37n) * mul);
  y = u64(rotate(u64(y + v[1] + fetch(last + 48)), 42n) * mul);
  x ^= u64(w[1] * 9n);
  y = u64(y + v[0] * 9n + fetch(last + 40));
  z = u64(rotate(u64(z + w[0]), 33n) * mul);
  v = weak(s, last, u64(v[1] * mul), u64(x + w[0]));
  w = weak(s, last + 32, u64(z + w[1]), u64(y + fetch(last + 16)));
  [z, x] = [x, z];
  return hash16(
    u64(hash16(v[0], w[0], mul) + u64(shiftMix(y) * K0) + z),
    u64(hash16(v[1], w[1], mul) + x),
    mul,
  );
}
