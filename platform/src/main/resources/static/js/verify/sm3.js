// SM3 (GB/T 32905-2016): browsers have no built-in one.

const rotl = (x, n) => ((x << (n & 31)) | (x >>> (32 - (n & 31)))) >>> 0;
const p0 = (x) => x ^ rotl(x, 9) ^ rotl(x, 17);
const p1 = (x) => x ^ rotl(x, 15) ^ rotl(x, 23);

const T = Array.from({length: 64}, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j));
const IV = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

function padded(message) {
  const out = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  out.set(message);
  out[message.length] = 0x80;
  new DataView(out.buffer).setBigUint64(out.length - 8, BigInt(message.length) * 8n);
  return new DataView(out.buffer);
}

function compress(state, view, offset) {
  const w = new Array(68);
  for (let j = 0; j < 68; j++) {
    w[j] =
      j < 16
        ? view.getUint32(offset + 4 * j)
        : p1(w[j - 16] ^ w[j - 9] ^ rotl(w[j - 3], 15)) ^ rotl(w[j - 13], 7) ^ w[j - 6];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let j = 0; j < 64; j++) {
    const ss1 = rotl(rotl(a, 12) + e + T[j], 7);
    const ss2 = ss1 ^ rotl(a, 12);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) >>> 0;
    const tt2 = (gg + h + ss1 + w[j]) >>> 0;
    [a, b, c, d] = [tt1, a, rotl(b, 9), c];
    [e, f, g, h] = [p0(tt2) >>> 0, e, rotl(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word ^ state[i]) >>> 0);
}

/** The hash of a message, 32 bytes. */
export function sm3(message) {
  const view = padded(message);
  let state = IV;
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    state = compress(state, view, offset);
  }
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => out.setUint32(4 * i, word));
  return new Uint8Array(out.buffer);
}
