// SM2 signature check (GB/T 32918.2-2016). Nothing here is secret, so time may depend on the values.

import {concat, equal, utf8} from './bytes.js';
import {sm3} from './sm3.js';

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  1n,
];
const INFINITY = [0n, 1n, 0n];

/** SubjectPublicKeyInfo of an uncompressed point on this curve, up to the point. */
const SPKI = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00, 0x04,
];

const mod = (x, m = P) => ((x % m) + m) % m;

// Points are Jacobian: (x / z², y / z³); the curve's a is -3.
function double([x, y, z]) {
  if (y === 0n || z === 0n) {
    return INFINITY;
  }
  const zz = (z * z) % P;
  const yy = (y * y) % P;
  const s = (4n * x * yy) % P;
  const m = mod(3n * (x - zz) * (x + zz));
  const x3 = mod(m * m - 2n * s);
  return [x3, mod(m * (s - x3) - 8n * yy * yy), (2n * y * z) % P];
}

function add(p, q) {
  if (p[2] === 0n) {
    return q;
  }
  if (q[2] === 0n) {
    return p;
  }
  const [x1, y1, z1] = p;
  const [x2, y2, z2] = q;
  const zz1 = (z1 * z1) % P;
  const zz2 = (z2 * z2) % P;
  const u1 = (x1 * zz2) % P;
  const s1 = (y1 * zz2 * z2) % P;
  const h = mod(x2 * zz1 - u1);
  const r = mod(y2 * zz1 * z1 - s1);
  if (h === 0n) {
    return r === 0n ? double(p) : INFINITY;
  }
  const hh = (h * h) % P;
  const hhh = (h * hh) % P;
  const v = (u1 * hh) % P;
  const x3 = mod(r * r - hhh - 2n * v);
  return [x3, mod(r * (v - x3) - s1 * hhh), (h * z1 * z2) % P];
}

/** i·g + j·q, both at once. */
function sum(i, g, j, q) {
  const both = add(g, q);
  let out = INFINITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    out = double(out);
    const choice = Number((i >> bit) & 1n) + 2 * Number((j >> bit) & 1n);
    out = choice === 0 ? out : add(out, [g, q, both][choice - 1]);
  }
  return out;
}

function inverse(x) {
  let [a, b, u, v] = [mod(x), P, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, u, v] = [b - quotient * a, a, v - quotient * u, u];
  }
  return mod(u);
}

const number = (bytes) =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

const coordinate = (value) =>
  Uint8Array.from({length: 32}, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 255n));

/** The two numbers of a DER signature; null when it is not strictly that. */
function der(bytes) {
  const integer = (at) => {
    const length = bytes[at + 1];
    const body = bytes.subarray(at + 2, at + 2 + length);
    const minimal = body.length > 1 && body[0] === 0 ? body[1] >= 0x80 : true;
    const good = bytes[at] === 2 && length >= 1 && length <= 33 && body.length === length;
    return good && minimal && body[0] < 0x80 ? [number(body), at + 2 + length] : null;
  };
  const r = bytes[0] === 0x30 && bytes[1] === bytes.length - 2 ? integer(2) : null;
  const s = r && integer(r[1]);
  return s && s[1] === bytes.length ? [r[0], s[0]] : null;
}

/** A public key from its SubjectPublicKeyInfo; null when it is none. */
export function sm2Key(spki) {
  if (spki.length !== SPKI.length + 64 || !equal(spki.subarray(0, SPKI.length), SPKI)) {
    return null;
  }
  const x = number(spki.subarray(SPKI.length, SPKI.length + 32));
  const y = number(spki.subarray(SPKI.length + 32));
  const onCurve = x < P && y < P && mod(y * y - (x * x * x - 3n * x + B)) === 0n;
  return onCurve ? [x, y, 1n] : null;
}

/** Whether a DER signature over a message is by a key; the signer's id is the standard's default. */
export function sm2Verify(key, message, signature) {
  const pair = der(signature);
  if (!pair || pair.some((part) => part < 1n || part >= N)) {
    return false;
  }
  const [r, s] = pair;
  const curve = [P - 3n, B, G[0], G[1], key[0], key[1]].map(coordinate);
  const z = sm3(concat(Uint8Array.of(0, 128), utf8('1234567812345678'), ...curve));
  const e = number(sm3(concat(z, message)));
  const t = (r + s) % N;
  const point = sum(s, G, t, key);
  if (t === 0n || point[2] === 0n) {
    return false;
  }
  const back = inverse(point[2]);
  return (e + mod(point[0] * back * back)) % N === r;
}
