// Bytes and the texts that stand for them.

/** Input that is not what it should be. */
export class Unusable extends Error {}

export const concat = (...parts) => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export const utf8 = (text) => new TextEncoder().encode(text);

export const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** RFC 9285, strict: each text has one meaning. */
export function fromBase45(text) {
  if (text.length % 3 === 1) {
    throw new Unusable('base45: cut off');
  }
  const digits = [...text].map((c) => ALPHABET.indexOf(c));
  if (digits.includes(-1)) {
    throw new Unusable('base45: not in the alphabet');
  }
  const out = [];
  for (let i = 0; i < digits.length; i += 3) {
    const pair = i + 2 < digits.length;
    const value = digits[i] + 45 * digits[i + 1] + (pair ? 2025 * digits[i + 2] : 0);
    if (value >= (pair ? 65536 : 256)) {
      throw new Unusable('base45: no value');
    }
    if (pair) {
      out.push(value >> 8);
    }
    out.push(value & 255);
  }
  return Uint8Array.from(out);
}
