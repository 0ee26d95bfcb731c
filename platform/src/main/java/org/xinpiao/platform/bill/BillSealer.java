package org.xinpiao.platform.bill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;

/**
 * Encrypts a bill's sections, each under a key of its own that derives from the bill's key. Whoever
 * is given the bill's key opens all of it; whoever is given a section's key opens that section.
 */
@Component
public class BillSealer {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Every key seals one section once, so that the nonce need not vary. */
    private static final byte[] NONCE = new byte[12];

    private static final byte[] SECTIONS = "xinpiao bill sections".getBytes(US_ASCII);

    private final Suite suite;

    public BillSealer(Suite suite) {
        this.suite = suite;
    }

    /** A fresh key for one bill, {@link Suite#KEY_BYTES} bytes. */
    public byte[] newBillKey() {
        byte[] key = new byte[Suite.KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * The keys of a bill's sections, in the order of {@link SectionKind}: the one-step derivation
     * of NIST SP 800-56C, a hash over a counter, the secret and what it is for.
     */
    public List<byte[]> sectionKeys(byte[] billKey) {
        List<byte[]> keys = new ArrayList<>(SectionKind.values().length);
        for (byte counter = 1; keys.size() < SectionKind.values().length; counter++) {
            byte[] two = suite.hash(new byte[] {0, 0, 0, counter}, billKey, SECTIONS);
            keys.add(Arrays.copyOf(two, Suite.KEY_BYTES));
            keys.add(Arrays.copyOfRange(two, Suite.KEY_BYTES, 2 * Suite.KEY_BYTES));
        }
        return keys;
    }

    public List<ByteString> seal(BillId id, byte[] billKey, List<Section> sections) {
        List<byte[]> keys = sectionKeys(billKey);
        List<ByteString> sealed = new ArrayList<>(sections.size());
        for (SectionKind kind : SectionKind.values()) {
            sealed.add(
                    UnsafeByteOperations.unsafeWrap(
                            suite.encrypt(
                                    keys.get(kind.ordinal()),
                                    NONCE,
                                    place(id, kind),
                                    sections.get(kind.ordinal()).toByteArray())));
        }
        return sealed;
    }

    /**
     * Opens what the keys allow.
     *
     * @param keys one for each section, null where there is none
     * @throws CryptoException when a section is not what was sealed under its key
     */
    public List<@Nullable Section> open(
            BillId id, List<byte @Nullable []> keys, List<ByteString> sealed)
            throws CryptoException {
        List<@Nullable Section> sections = new ArrayList<>(sealed.size());
        for (SectionKind kind : SectionKind.values()) {
            byte[] key = keys.get(kind.ordinal());
            sections.add(key == null ? null : open(id, kind, key, sealed.get(kind.ordinal())));
        }
        return sections;
    }

    private Section open(BillId id, SectionKind kind, byte[] key, ByteString sealed)
            throws CryptoException {
        try {
            return Section.parseFrom(
                    suite.decrypt(key, NONCE, place(id, kind), sealed.toByteArray()));
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoException("section " + kind + " is malformed", e);
        }
    }

    private static byte[] place(BillId id, SectionKind kind) {
        return (id.getCode() + "/" + id.getNumber() + "/" + kind).getBytes(US_ASCII);
    }
}
