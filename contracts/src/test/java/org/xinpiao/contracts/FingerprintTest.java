package org.xinpiao.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.Section;

final class FingerprintTest {

    private final JdkPrimitives primitives = new JdkPrimitives();
    private final Fingerprint fingerprint = new Fingerprint(primitives);

    private static final byte[] SEED = "sixteen bytes ok".getBytes(UTF_8);

    @Test
    void sectionRoot_isBuiltAsDescribed() {
        byte[] first = "first".getBytes(UTF_8);
        byte[] second = "second".getBytes(UTF_8);
        byte[] salts = primitives.hash(SEED, new byte[] {0, 0, 0, 0});
        byte[] saltOne = Arrays.copyOf(salts, 16);
        byte[] saltTwo = Arrays.copyOfRange(salts, 16, 32);
        byte[] saltThree = Arrays.copyOf(primitives.hash(SEED, new byte[] {0, 0, 0, 1}), 16);
        byte[] leafOne = primitives.hash(new byte[] {0}, saltOne, first);
        byte[] leafTwo = primitives.hash(new byte[] {0}, saltTwo, second);

        byte[] leafThree = primitives.hash(new byte[] {0}, saltThree, "third".getBytes(UTF_8));
        byte[] pair = primitives.hash(new byte[] {1}, leafOne, leafTwo);

        assertThat(fingerprint.salt(SEED, 1)).isEqualTo(saltTwo);
        assertThat(fingerprint.salt(SEED, 2)).isEqualTo(saltThree);
        assertThat(fingerprint.sectionRoot(section("first", "second"))).isEqualTo(pair);
        assertThat(fingerprint.sectionRoot(section("first", "second", "third")))
                .isEqualTo(primitives.hash(new byte[] {1}, pair, leafThree));
    }

    @Test
    void of_isBuiltAsDescribed() {
        List<byte[]> roots = roots();
        List<byte[]> leaves = new ArrayList<>();
        for (byte i = 0; i < 4; i++) {
            leaves.add(primitives.hash(new byte[] {0}, new byte[] {i}, roots.get(i)));
        }
        byte[] left = primitives.hash(new byte[] {1}, leaves.get(0), leaves.get(1));
        byte[] right = primitives.hash(new byte[] {1}, leaves.get(2), leaves.get(3));
        assertThat(fingerprint.of(roots)).isEqualTo(primitives.hash(new byte[] {1}, left, right));
    }

    @Test
    void of_anyChange_givesAnother() {
        byte[] before = fingerprint.of(roots());
        for (int i = 0; i < 4; i++) {
            List<byte[]> roots = roots();
            roots.set(i, fingerprint.sectionRoot(section("other")));
            assertThat(fingerprint.of(roots)).isNotEqualTo(before);
        }
        List<byte[]> swapped = roots();
        swapped.set(0, roots().get(1));
        swapped.set(1, roots().get(0));
        assertThat(fingerprint.of(swapped)).isNotEqualTo(before);
        assertThatThrownBy(() -> fingerprint.of(roots().subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checkCode_sixCharactersOfTheFingerprint() {
        byte[] zero = new byte[32];
        assertThat(Fingerprint.checkCode(zero)).isEqualTo("000000");
        zero[7] = 72;
        // 72 >>> 1 = 36 = 0 + 1 * 36
        assertThat(Fingerprint.checkCode(zero)).isEqualTo("010000");
        assertThat(Fingerprint.checkCode(fingerprint.of(roots()))).matches("[0-9a-z]{6}");
    }

    @Test
    void inBatch_everyBill_andNoOther() {
        List<byte[]> records = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            records.add(("record " + i).getBytes(UTF_8));
            leaves.add(fingerprint.batchLeaf(records.getLast()));
        }
        byte[] root = fingerprint.batchRoot(leaves);
        for (int i = 0; i < 5; i++) {
            List<byte[]> path = fingerprint.batchPath(leaves, i);
            assertThat(fingerprint.inBatch(root, records.get(i), i, 5, path)).isTrue();
            assertThat(fingerprint.inBatch(root, records.get((i + 1) % 5), i, 5, path)).isFalse();
        }
    }

    @Test
    void batchMessage_isSeparatedFromOtherSignatures() {
        byte[] root = primitives.hash();
        byte[] message = Fingerprint.batchMessage(root);
        assertThat(new String(message, 0, 17, UTF_8)).isEqualTo("xinpiao/batch/v1\n");
        assertThat(Arrays.copyOfRange(message, 17, message.length)).isEqualTo(root);
    }

    private List<byte[]> roots() {
        List<byte[]> roots = new ArrayList<>();
        for (String item : List.of("face", "charges", "details", "clinical")) {
            roots.add(fingerprint.sectionRoot(section(item)));
        }
        return roots;
    }

    private static Section section(String... items) {
        Section.Builder section = Section.newBuilder().setSeed(ByteString.copyFrom(SEED));
        for (String item : items) {
            section.addItems(ByteString.copyFromUtf8(item));
        }
        return section.build();
    }
}
