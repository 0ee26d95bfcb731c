package org.xinpiao.ledger.comet;

import com.google.protobuf.ByteString;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key as CometBFT keeps it, of a validator or of a node. */
final class CometKey {

    private static final int SEED_BYTES = 32;
    private static final int ADDRESS_BYTES = 20;

    private final byte[] seed;
    private final byte[] publicKey;

    private CometKey(byte[] seed, byte[] publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    static CometKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new CometKey(
                    tail(pair.getPrivate().getEncoded()), tail(pair.getPublic().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The raw key: both encodings of RFC 8410 end with it. */
    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - SEED_BYTES, encoded.length);
    }

    ByteString publicKey() {
        return ByteString.copyFrom(publicKey);
    }

    /** The first 20 bytes of the SHA-256 of a public key: a validator's address, a node's id. */
    static ByteString address(ByteString publicKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.toByteArray());
            return ByteString.copyFrom(hash, 0, ADDRESS_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String privateBase64() {
        byte[] both = Arrays.copyOf(seed, 2 * SEED_BYTES);
        System.arraycopy(publicKey, 0, both, SEED_BYTES, SEED_BYTES);
        return Base64.getEncoder().encodeToString(both);
    }

    static String base64(ByteString publicKey) {
        return Base64.getEncoder().encodeToString(publicKey.toByteArray());
    }

    static String hex(ByteString address) {
        return HexFormat.of().withUpperCase().formatHex(address.toByteArray());
    }

    /** The file of a validator's key. */
    String validatorFile() {
        return """
        {
          "address": "%s",
          "pub_key": {"type": "tendermint/PubKeyEd25519", "value": "%s"},
          "priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "%s"}
        }
        """
                .formatted(hex(address(publicKey())), base64(publicKey()), privateBase64());
    }

    /** The file of a node's key. */
    String nodeFile() {
        return """
        {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "%s"}}
        """
                .formatted(privateBase64());
    }
}
