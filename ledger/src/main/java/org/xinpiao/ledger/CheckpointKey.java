package org.xinpiao.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.VerifyingKey;

/**
 * A public key that signs checkpoints under a name. Ed25519 keys are exactly as C2SP has them
 * (signature types 0x01 and 0x04); SM2 keys use type 0xff and an identifier.
 */
public final class CheckpointKey {

    /** What a signature says. */
    public enum Role {
        /** The log signs its own note; the key bears the origin's name. */
        LOG((byte) 0x01, "xinpiao/sm2-note/v1\n"),
        /** A cosigner saw the log grow consistently, at a time (tlog-cosignature). */
        COSIGNER((byte) 0x04, "xinpiao/sm2-cosignature/v1\n");

        private final byte ed25519;
        private final String sm2;

        Role(byte ed25519, String sm2) {
            this.ed25519 = ed25519;
            this.sm2 = sm2;
        }

        /** The role of a key of a name in a log of an origin. */
        static Role of(String name, String origin) {
            return name.equals(origin) ? LOG : COSIGNER;
        }
    }

    private static final byte UNASSIGNED = (byte) 0xff;
    private static final int ED25519_BYTES = 32;

    /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final Role role;
    private final VerifyingKey key;
    private final byte[] material;
    private final byte[] id;

    /**
     * A key under a name.
     *
     * @param name a URL without scheme is best; no spaces, no plus
     */
    public CheckpointKey(String name, Role role, VerifyingKey key) {
        if (!Note.isKeyName(name)) {
            throw new IllegalArgumentException("not a key name: " + name);
        }
        this.name = name;
        this.role = role;
        this.key = key;
        this.material = material(role, key);
        this.id =
                Arrays.copyOf(sha256((name + "\n").getBytes(StandardCharsets.UTF_8), material), 4);
    }

    /**
     * Reads a key as {@link #vkey} writes it.
     *
     * @throws FormatException when it is malformed or of an unknown type
     */
    public static CheckpointKey parse(String vkey) throws FormatException {
        String[] parts = vkey.split("\\+", 3);
        Note.require(parts.length == 3 && Note.isKeyName(parts[0]), "no verifier key");
        byte[] material = Note.base64(parts[2]);
        for (Role role : Role.values()) {
            CheckpointKey key = ofMaterial(parts[0], role, material);
            if (key != null && key.vkey().equals(vkey)) {
                return key;
            }
        }
        throw new FormatException("a verifier key of an unknown type or with a wrong id");
    }

    /** The key of a role that has some material; null when there is none. */
    private static @Nullable CheckpointKey ofMaterial(String name, Role role, byte[] material) {
        byte[] sm2 = prefix(role);
        try {
            if (material.length == 1 + ED25519_BYTES && material[0] == role.ed25519) {
                byte[] spki =
                        ByteBuffer.allocate(ED25519_SPKI.length + ED25519_BYTES)
                                .put(ED25519_SPKI)
                                .put(material, 1, ED25519_BYTES)
                                .array();
                return new CheckpointKey(name, role, Keys.verifying("Ed25519", spki));
            }
            if (Arrays.equals(sm2, Arrays.copyOf(material, sm2.length))) {
                byte[] spki = Arrays.copyOfRange(material, sm2.length, material.length);
                return new CheckpointKey(name, role, Keys.verifying("SM2", spki));
            }
        } catch (CryptoException _) {
            // No key at all: of no role.
        }
        return null;
    }

    /** What precedes an SM2 key. */
    private static byte[] prefix(Role role) {
        byte[] type = role.sm2.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + type.length).put(UNASSIGNED).put(type).array();
    }

    private static byte[] material(Role role, VerifyingKey key) {
        byte[] encoded = key.encoded();
        if (key.algorithm().equals("Ed25519")) {
            return ByteBuffer.allocate(1 + ED25519_BYTES)
                    .put(role.ed25519)
                    .put(encoded, encoded.length - ED25519_BYTES, ED25519_BYTES)
                    .array();
        }
        byte[] prefix = prefix(role);
        return ByteBuffer.allocate(prefix.length + encoded.length).put(prefix).put(encoded).array();
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public VerifyingKey key() {
        return key;
    }

    byte[] id() {
        return id.clone();
    }

    /** The key as text (signed-note, verifier keys): {@code name+id+base64}. */
    public String vkey() {
        return name
                + "+"
                + HexFormat.of().formatHex(id)
                + "+"
                + Base64.getEncoder().encodeToString(material);
    }

    /** Whether a line claims to be by this key. */
    public boolean claims(Note.Signature line) {
        return line.name().equals(name) && Arrays.equals(line.keyId(), id);
    }

    /** Whether a line that {@link #claims} this key is good for a note's text. */
    public boolean verify(Note.Signature line, String text) {
        byte[] bytes = line.bytes();
        return switch (role) {
            case LOG -> key.verify(text.getBytes(StandardCharsets.UTF_8), bytes);
            case COSIGNER -> {
                if (bytes.length <= Long.BYTES) {
                    yield false;
                }
                long time = ByteBuffer.wrap(bytes).getLong();
                byte[] signature = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
                yield time >= 0 && key.verify(cosigned(time, text), signature);
            }
        };
    }

    /** What a cosigner signs at a time (seconds since 1970-01-01 UTC). */
    static byte[] cosigned(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
