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
 * A public key that signs checkpoints under a name. Ed25519 and ML-DSA-44 keys are exactly as C2SP
 * has them (signature types 0x01, 0x04 and 0x06); SM2 keys use type 0xff and an identifier.
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

    private static final String ML_DSA = "ML-DSA-44";
    private static final byte ML_DSA_COSIGNER = 0x06;
    private static final int ML_DSA_BYTES = 1312;
    private static final int NAME_BYTES_MAX = 255;

    /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    /** SubjectPublicKeyInfo of an ML-DSA-44 key up to the key itself (RFC 9881). */
    private static final byte[] ML_DSA_SPKI =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    /** Begins what an ML-DSA key signs. */
    private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

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
        if (role == Role.LOG && key.algorithm().equals(ML_DSA)) {
            throw new IllegalArgumentException("an ML-DSA key is a cosigner's");
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
                return new CheckpointKey(
                        name, role, Keys.verifying("Ed25519", spki(ED25519_SPKI, material)));
            }
            if (role == Role.COSIGNER
                    && material.length == 1 + ML_DSA_BYTES
                    && material[0] == ML_DSA_COSIGNER) {
                return new CheckpointKey(
                        name, role, Keys.verifying(ML_DSA, spki(ML_DSA_SPKI, material)));
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

    private static byte[] spki(byte[] prefix, byte[] material) {
        return ByteBuffer.allocate(prefix.length + material.length - 1)
                .put(prefix)
                .put(material, 1, material.length - 1)
                .array();
    }

    /** What precedes an SM2 key. */
    private static byte[] prefix(Role role) {
        byte[] type = role.sm2.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + type.length).put(UNASSIGNED).put(type).array();
    }

    private static byte[] material(Role role, VerifyingKey key) {
        byte[] encoded = key.encoded();
        return switch (key.algorithm()) {
            case "Ed25519" -> typed(role.ed25519, encoded, ED25519_BYTES);
            case ML_DSA -> typed(ML_DSA_COSIGNER, encoded, ML_DSA_BYTES);
            default -> {
                byte[] prefix = prefix(role);
                yield ByteBuffer.allocate(prefix.length + encoded.length)
                        .put(prefix)
                        .put(encoded)
                        .array();
            }
        };
    }

    /** A type and the last bytes of an encoding: the key itself. */
    private static byte[] typed(byte type, byte[] encoded, int bytes) {
        return ByteBuffer.allocate(1 + bytes)
                .put(type)
                .put(encoded, encoded.length - bytes, bytes)
                .array();
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
                byte[] message = time < 0 ? null : cosigned(time, text);
                yield message != null && key.verify(message, signature);
            }
        };
    }

    /** Whether the key withstands a quantum computer. */
    public boolean isPostQuantum() {
        return key.algorithm().equals(ML_DSA);
    }

    /**
     * What a cosigner signs at a time (seconds since 1970-01-01 UTC); null when the text is no
     * checkpoint.
     */
    byte @Nullable [] cosigned(long time, String text) {
        if (!isPostQuantum()) {
            return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(text);
        } catch (FormatException _) {
            return null;
        }
        byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        if (cosigner.length > NAME_BYTES_MAX || origin.length > NAME_BYTES_MAX) {
            return null;
        }
        long start = 0;
        return ByteBuffer.allocate(
                        SUBTREE.length
                                + 2
                                + cosigner.length
                                + origin.length
                                + 3 * Long.BYTES
                                + Hashes.BYTES)
                .put(SUBTREE)
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(time)
                .put((byte) origin.length)
                .put(origin)
                .putLong(start)
                .putLong(checkpoint.size())
                .put(checkpoint.root())
                .array();
    }
}
