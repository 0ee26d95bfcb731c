package org.xinpiao.platform.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.SuitePrimitives;

/**
 * Everything that proves one bill with no network and no server: its public record, as much of its
 * content as the holder shows, the issuer's signature, and the ledger's receipt with its proof.
 * {@link BundleFormat} reads and writes it.
 *
 * @param suite the chain's
 * @param id what stands in the file for people; checked against the record
 * @param record the exact bytes of the {@link BillRecord}
 * @param sections one for each {@link SectionKind}, in its order
 * @param receipt the exact bytes of the receipt that accepted the bill's batch
 * @param proof C2SP tlog-proof text of the receipt
 */
public record Bundle(
        Suite suite,
        Id id,
        byte[] record,
        List<Section> sections,
        Batch batch,
        byte[] receipt,
        String proof) {

    /** What a person reads from a bill to find it: 8 digits, 10 digits, 6 of {@code 0-9a-z}. */
    public record Id(String code, String number, String checkCode) {

        static Id of(BillRecord bill) {
            return new Id(
                    bill.getCode(),
                    bill.getNumber(),
                    Fingerprint.checkCode(bill.getFingerprint().toByteArray()));
        }
    }

    /** A section of the bill. */
    public sealed interface Section {

        /** Nothing of the section is told, not even how many items it has. */
        record Hidden(byte[] root) implements Section {}

        /** Each item is there, open or as its hash. */
        record Shown(List<Item> items) implements Section {
            public Shown {
                items = List.copyOf(items);
            }
        }
    }

    /** An item of a section. */
    public sealed interface Item {

        /** The item's leaf hash, which tells nothing. */
        record Hidden(byte[] leaf) implements Item {}

        /** The item's exact bytes, and the salt of {@link Fingerprint#SALT_BYTES} bytes. */
        record Open(byte[] salt, byte[] bytes) implements Item {}
    }

    /**
     * The issuer's signature over a batch, and this bill's place in it.
     *
     * @param root over the batch, 32 bytes
     * @param keyId of the issuer's key, 32 bytes
     * @param algorithm of the issuer's key
     * @param publicKey SubjectPublicKeyInfo, DER
     * @param index place in the batch, from 0
     * @param size bills in the batch
     * @param path from the sibling up
     */
    public record Batch(
            byte[] root,
            byte[] signature,
            byte[] keyId,
            String algorithm,
            byte[] publicKey,
            int index,
            int size,
            List<byte[]> path) {

        public Batch {
            path = List.copyOf(path);
        }
    }

    public Bundle {
        sections = List.copyOf(sections);
        if (sections.size() != SectionKind.values().length) {
            throw new IllegalArgumentException("a bill has four sections");
        }
    }

    @SuppressWarnings("EnumOrdinal") // the kinds' order is the fingerprint's order
    public Section section(SectionKind kind) {
        return sections.get(kind.ordinal());
    }

    /** The same proof with these sections hidden whole. */
    public Bundle hiding(Set<SectionKind> kinds) {
        Map<SectionKind, Section> changed = new EnumMap<>(SectionKind.class);
        Fingerprint fingerprint = new Fingerprint(new SuitePrimitives(suite));
        for (SectionKind kind : kinds) {
            changed.put(kind, new Section.Hidden(root(fingerprint, section(kind))));
        }
        return with(changed);
    }

    /**
     * The same proof with these items of a section hidden.
     *
     * @param items positions in the section, from 0; those that are not there are ignored
     */
    public Bundle hiding(SectionKind kind, Set<Integer> items) {
        if (!(section(kind) instanceof Section.Shown shown)) {
            return this;
        }
        Fingerprint fingerprint = new Fingerprint(new SuitePrimitives(suite));
        List<Item> kept = new ArrayList<>(shown.items());
        for (int i = 0; i < kept.size(); i++) {
            if (items.contains(i)) {
                kept.set(i, new Item.Hidden(leaf(fingerprint, kept.get(i))));
            }
        }
        return with(Map.of(kind, new Section.Shown(kept)));
    }

    static byte[] root(Fingerprint fingerprint, Section section) {
        return switch (section) {
            case Section.Hidden hidden -> hidden.root();
            case Section.Shown shown ->
                    fingerprint.sectionRoot(
                            shown.items().stream().map(item -> leaf(fingerprint, item)).toList());
        };
    }

    private static byte[] leaf(Fingerprint fingerprint, Item item) {
        return switch (item) {
            case Item.Hidden hidden -> hidden.leaf();
            case Item.Open open -> fingerprint.itemLeaf(open.salt(), open.bytes());
        };
    }

    private Bundle with(Map<SectionKind, Section> changed) {
        Function<SectionKind, Section> section = k -> changed.getOrDefault(k, section(k));
        List<Section> all = List.of(SectionKind.values()).stream().map(section).toList();
        return new Bundle(suite, id, record, all, batch, receipt, proof);
    }
}
