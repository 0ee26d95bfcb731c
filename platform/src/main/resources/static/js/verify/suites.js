// The two suites: what hashes and what checks signatures. SHA-256 and Ed25519 are the browser's own.

import {Unusable} from './bytes.js';
import {sm2Key, sm2Verify} from './sm2.js';
import {sm3} from './sm3.js';

/** This browser, or this connection, lacks what the international suite needs. */
export class NoCrypto extends Error {}

function subtle() {
  if (!globalThis.crypto?.subtle) {
    throw new NoCrypto('no WebCrypto');
  }
  return globalThis.crypto.subtle;
}

const NATIONAL = {id: 'xp-national-1', hash: async (bytes) => sm3(bytes)};

const INTERNATIONAL = {
  id: 'xp-international-1',
  hash: async (bytes) => new Uint8Array(await subtle().digest('SHA-256', bytes)),
};

/** By the byte in a QR code. */
export function suiteOf(byte) {
  const suite = [undefined, NATIONAL, INTERNATIONAL][byte];
  if (!suite) {
    throw new Unusable('unknown suite');
  }
  return suite;
}

async function ed25519(spki, message, signature) {
  let key;
  try {
    key = await subtle().importKey('spki', spki, {name: 'Ed25519'}, false, ['verify']);
  } catch (e) {
    if (e.name === 'NotSupportedError') {
      throw new NoCrypto('no Ed25519');
    }
    return false;
  }
  return subtle().verify({name: 'Ed25519'}, key, signature, message);
}

/** Whether a signature is good; false for a malformed key or signature, or an unknown algorithm. */
export async function verifySignature(algorithm, spki, message, signature) {
  if (algorithm === 'SM2') {
    const key = sm2Key(spki);
    return key !== null && sm2Verify(key, message, signature);
  }
  return algorithm === 'Ed25519' && ed25519(spki, message, signature);
}
