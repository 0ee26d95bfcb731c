// A bill's public record: protobuf, read strictly, so that every reader understands the same.

import {Unusable} from './bytes.js';

const INT53_MAX = 2n ** 53n - 1n;

/** Fields in rising order, each once, shortest numbers, nothing left over. */
function fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined || (shift === 63n && byte > 1) || (byte === 0 && shift > 0n)) {
        break;
      }
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        return value;
      }
    }
    throw new Unusable('record: malformed number');
  };
  const out = new Map();
  let last = 0n;
  while (at < bytes.length) {
    const tag = varint();
    const field = tag >> 3n;
    if (field <= last) {
      throw new Unusable('record: fields out of order');
    }
    last = field;
    const wire = tag & 7n;
    if (wire === 0n) {
      out.set(Number(field), varint());
    } else if (wire === 2n) {
      const length = Number(varint());
      if (length > bytes.length - at) {
        throw new Unusable('record: cut off');
      }
      out.set(Number(field), bytes.subarray(at, at + length));
      at += length;
    } else {
      throw new Unusable('record: unknown wire type');
    }
  }
  return out;
}

function text(value, pattern) {
  const out =
    value instanceof Uint8Array ? new TextDecoder('utf-8', {ignoreBOM: true}).decode(value) : '';
  if (!pattern.test(out)) {
    throw new Unusable('record: malformed text');
  }
  return out;
}

function integer(value, signed) {
  if (value === undefined) {
    return 0;
  }
  if (typeof value !== 'bigint' || value === 0n) {
    throw new Unusable('record: malformed number');
  }
  const number = signed ? (value >> 1n) ^ -(value & 1n) : BigInt.asIntN(64, value);
  if (number > INT53_MAX || number < -INT53_MAX) {
    throw new Unusable('record: number too large');
  }
  return Number(number);
}

const billId = (map) => ({
  code: text(map.get(1), /^[0-9]{8}$/),
  number: text(map.get(2), /^[0-9]{10}$/),
});

function only(map, count) {
  if ([...map.keys()].some((field) => field > count)) {
    throw new Unusable('record: unknown field');
  }
  return map;
}

/** The record, or an {@link Unusable} for anything else. */
export function readRecord(bytes) {
  const map = only(fields(bytes), 7);
  const fingerprint = map.get(4);
  const reverses = map.get(7);
  if (!(fingerprint instanceof Uint8Array) || fingerprint.length !== 32) {
    throw new Unusable('record: no fingerprint');
  }
  if (reverses !== undefined && !(reverses instanceof Uint8Array)) {
    throw new Unusable('record: malformed');
  }
  return {
    ...billId(map),
    issuer: text(map.get(3), /^[0-9A-Za-z-]{1,64}$/),
    fingerprint,
    totalFen: integer(map.get(5), true),
    issuedMs: integer(map.get(6), false),
    reverses: reverses ? billId(only(fields(reverses), 2)) : null,
    checkCode: checkCode(fingerprint),
  };
}

/** Six of 0-9a-z, from the fingerprint. */
export function checkCode(fingerprint) {
  let rest = fingerprint.subarray(0, 8).reduce((v, b) => (v << 8n) | BigInt(b), 0n) >> 1n;
  let code = '';
  for (let i = 0; i < 6; i++) {
    code += '0123456789abcdefghijklmnopqrstuvwxyz'[Number(rest % 36n)];
    rest /= 36n;
  }
  return code;
}
