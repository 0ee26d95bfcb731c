package org.xinpiao.ledger;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.VerifyingKey;

/** What contracts may ask for, from a suite; parsed keys are kept. Safe for use by many threads. */
public final class SuitePrimitives implements Primitives {

    private static final int CACHED_KEYS = 4_096;

    private final Suite suite;
    private final Map<Key, Optional<VerifyingKey>> keys =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Optional<VerifyingKey>> eldest) {
                    return size() > CACHED_KEYS;
                }
            };

    public SuitePrimitives(Suite suite) {
        this.suite = suite;
    }

    @Override
    public byte[] hash(byte[]... parts) {
        return suite.hash(parts);
    }

    @Override
    public boolean verify(String algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        return key(new Key(algorithm, publicKey.clone()))
                .map(key -> key.verify(message, signature))
                .orElse(false);
    }

    @Override
    public boolean isCosignerKey(String line, boolean postQuantum) {
        try {
            CheckpointKey key = CheckpointKey.parse(line);
            return key.role() == CheckpointKey.Role.COSIGNER && key.isPostQuantum() == postQuantum;
        } catch (FormatException _) {
            return false;
        }
    }

    private Optional<VerifyingKey> key(Key key) {
        synchronized (keys) {
            Optional<VerifyingKey> known = keys.get(key);
            if (known != null) {
                return known;
            }
        }
        Optional<VerifyingKey> parsed;
        try {
            parsed = Optional.of(Keys.verifying(key.algorithm, key.encoded));
        } catch (CryptoException _) {
            parsed = Optional.empty();
        }
        synchronized (keys) {
            keys.put(key, parsed);
        }
        return parsed;
    }

    private record Key(String algorithm, byte[] encoded) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key(String otherAlgorithm, byte[] otherEncoded)
                    && algorithm.equals(otherAlgorithm)
                    && Arrays.equals(encoded, otherEncoded);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(encoded);
        }
    }
}
