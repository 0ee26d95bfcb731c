package org.xinpiao.platform.verify;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.VerifyingKey;

/** Parsed public keys: parsing costs as much as a check. Safe for use by many threads. */
final class KeyCache {

    /** Beyond this it starts anew, so that strangers' files cannot fill the memory. */
    private static final int KEYS_MAX = 4096;

    private final Map<String, VerifyingKey> keys = new ConcurrentHashMap<>();

    /** Nothing when the bytes are no public key of the algorithm. */
    Optional<VerifyingKey> find(String algorithm, byte[] publicKey) {
        String name = algorithm + ' ' + Json.base64(publicKey);
        VerifyingKey known = keys.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            VerifyingKey key = Keys.verifying(algorithm, publicKey);
            if (keys.size() >= KEYS_MAX) {
                keys.clear();
            }
            keys.put(name, key);
            return Optional.of(key);
        } catch (CryptoException malformed) {
            return Optional.empty();
        }
    }
}
