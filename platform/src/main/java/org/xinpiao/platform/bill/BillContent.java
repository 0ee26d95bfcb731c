package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Diagnosis;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.bill.Visit;

/**
 * What a bill says. Sections the reader holds no key for are empty, their single messages null.
 *
 * @param visit present when the clinical section is
 */
public record BillContent(
        @Nullable Basics basics,
        @Nullable Payer payer,
        @Nullable Payment payment,
        List<ChargeItem> charges,
        List<DetailLine> details,
        @Nullable Visit visit,
        List<Diagnosis> diagnoses) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public BillContent {
        charges = List.copyOf(charges);
        details = List.copyOf(details);
        diagnoses = List.copyOf(diagnoses);
    }

    /** The face, of a bill whose face can be read. */
    public Basics face() {
        if (basics == null) {
            throw new IllegalStateException("the face is sealed for this reader");
        }
        return basics;
    }

    /** The same content under another number or time. */
    public BillContent withBasics(Basics changed) {
        return new BillContent(changed, payer, payment, charges, details, visit, diagnoses);
    }

    /** The four sections with fresh salts, in the order of {@link SectionKind}. */
    public List<Section> sections() {
        List<MessageLite> face = new ArrayList<>(3);
        addTo(face, basics);
        addTo(face, payer);
        addTo(face, payment);
        List<MessageLite> clinical = new ArrayList<>(1 + diagnoses.size());
        addTo(clinical, visit);
        clinical.addAll(diagnoses);
        return List.of(section(face), section(charges), section(details), section(clinical));
    }

    /**
     * Reads the sections that could be opened.
     *
     * @param sections one for each {@link SectionKind}; null where the reader holds no key
     */
    public static BillContent of(List<@Nullable Section> sections)
            throws InvalidProtocolBufferException {
        List<ByteString> face = items(sections, SectionKind.FACE);
        List<ByteString> clinical = items(sections, SectionKind.CLINICAL);
        List<ChargeItem> charges = new ArrayList<>();
        for (ByteString item : items(sections, SectionKind.CHARGES)) {
            charges.add(ChargeItem.parseFrom(item));
        }
        List<DetailLine> details = new ArrayList<>();
        for (ByteString item : items(sections, SectionKind.DETAILS)) {
            details.add(DetailLine.parseFrom(item));
        }
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (ByteString item :
                clinical.isEmpty() ? clinical : clinical.subList(1, clinical.size())) {
            diagnoses.add(Diagnosis.parseFrom(item));
        }
        return new BillContent(
                face.isEmpty() ? null : Basics.parseFrom(face.get(0)),
                face.isEmpty() ? null : Payer.parseFrom(face.get(1)),
                face.isEmpty() ? null : Payment.parseFrom(face.get(2)),
                charges,
                details,
                clinical.isEmpty() ? null : Visit.parseFrom(clinical.getFirst()),
                diagnoses);
    }

    private static List<ByteString> items(List<@Nullable Section> sections, SectionKind kind) {
        Section section = sections.get(kind.ordinal());
        return section == null ? List.of() : section.getItemsList();
    }

    private static void addTo(List<MessageLite> items, @Nullable MessageLite item) {
        if (item != null) {
            items.add(item);
        }
    }

    private static Section section(List<? extends MessageLite> items) {
        byte[] seed = new byte[Fingerprint.SALT_BYTES];
        RANDOM.nextBytes(seed);
        Section.Builder section = Section.newBuilder().setSeed(ByteString.copyFrom(seed));
        for (MessageLite item : items) {
            section.addItems(item.toByteString());
        }
        return section.build();
    }
}
