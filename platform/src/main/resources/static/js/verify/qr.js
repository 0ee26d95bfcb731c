// A bill's QR code: docs/qr.md has the format. Checks everything that needs no network.

import {Unusable, concat, equal, fromBase45, fromBase64, utf8} from './bytes.js';
import {readRecord} from './record.js';
import {suiteOf, verifySignature} from './suites.js';

const PREFIX = 'XP1';
const TEXT_MAX = 4296;
const BATCH_MAX = 1000;
const HASH_BYTES = 32;
const KEY_PREFIX_BYTES = 8;
const CHECKSUM_BYTES = 4;

/** For each step from a leaf up to the root, whether one comes from the left. */
function lefts(index, size) {
  const out = [];
  while (size > 1) {
    const left = 2 ** (31 - Math.clz32(size - 1));
    out.unshift(index < left);
    [index, size] = index < left ? [index, left] : [index - left, size - left];
  }
  return out;
}

/** The parts of a QR code's text; throws {@link Unusable} when it is damaged or something else. */
export async function decodeQr(text) {
  if (!text.startsWith(PREFIX) || text.length > TEXT_MAX) {
    throw new Unusable('not the QR code of a bill');
  }
  const bytes = fromBase45(text.slice(PREFIX.length));
  const suite = suiteOf(bytes[0]);
  const body = bytes.subarray(0, Math.max(0, bytes.length - CHECKSUM_BYTES));
  const checksum = (await suite.hash(body)).subarray(0, CHECKSUM_BYTES);
  if (!equal(checksum, bytes.subarray(body.length))) {
    throw new Unusable('damaged');
  }
  let at = 1;
  const take = (length) => {
    if (length > body.length - at) {
      throw new Unusable('too short');
    }
    at += length;
    return body.subarray(at - length, at);
  };
  const short = () => take(2).reduce((value, byte) => value * 256 + byte, 0);
  const record = take(take(1)[0]);
  const index = short();
  const size = short();
  if (index >= size || size > BATCH_MAX) {
    throw new Unusable('no such place in a batch');
  }
  const path = lefts(index, size).map((left) => ({left, hash: take(HASH_BYTES)}));
  const keyPrefix = take(KEY_PREFIX_BYTES);
  const signature = take(take(1)[0]);
  if (at !== body.length) {
    throw new Unusable('too long');
  }
  return {suite, record, bill: readRecord(record), index, size, path, keyPrefix, signature};
}

async function batchRoot({suite, record, path}) {
  let hash = await suite.hash(concat([0], record));
  for (const step of path) {
    const pair = step.left ? [hash, step.hash] : [step.hash, hash];
    hash = await suite.hash(concat([1], ...pair));
  }
  return hash;
}

/** The one key of the directory whose id begins so. */
function findIssuer(issuers, keyPrefix) {
  const found = issuers.filter((issuer) =>
    equal(fromBase64(issuer.keyId).subarray(0, KEY_PREFIX_BYTES), keyPrefix));
  return found.length === 1 ? found[0] : null;
}

/** A signature's date is the signer's word: once a key is revoked, only the ledger knows. */
function standing(issuer, bill) {
  if (!issuer || issuer.member !== bill.issuer) {
    return ['FAILED', 'unknown'];
  }
  if (bill.issuedMs < issuer.notBeforeMs || bill.issuedMs > issuer.notAfterMs) {
    return ['FAILED', 'term'];
  }
  if (issuer.revokedMs) {
    return bill.issuedMs >= issuer.revokedMs ? ['FAILED', 'revoked'] : ['NOT_PROVED', 'revoked'];
  }
  return ['PASSED', ''];
}

/**
 * What a QR code proves by itself, against a directory of issuers.
 *
 * The verdict is VALID, NOT_VALID, or UNDECIDED when only the ledger can tell.
 */
export async function verifyQr(text, issuers) {
  const payload = await decodeQr(text);
  const issuer = findIssuer(issuers, payload.keyPrefix);
  const [result, why] = standing(issuer, payload.bill);
  const message = concat(utf8('xinpiao/batch/v1\n'), await batchRoot(payload));
  const signed =
    why !== 'unknown' &&
    (await verifySignature(
      issuer.algorithm,
      fromBase64(issuer.publicKey),
      message,
      payload.signature,
    ));
  const undecided = signed && result === 'NOT_PROVED';
  const verdict = undecided ? 'UNDECIDED' : signed && result === 'PASSED' ? 'VALID' : 'NOT_VALID';
  return {
    verdict,
    bill: payload.bill,
    issuer: why === 'unknown' ? null : issuer,
    checks: [
      {what: 'FILE', result: 'PASSED'},
      {what: 'CHECK_CODE', result: 'PASSED'},
      {what: 'ISSUER', result, why},
      {what: 'SIGNATURE', result: signed ? 'PASSED' : 'FAILED'},
    ],
  };
}
