package org.xinpiao.platform.bill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Ledger.CommittedTransaction;
import org.xinpiao.platform.node.Party;

/**
 * Opens bills from the ledger with a party's keys, and never shows content that is not what the
 * ledger committed to.
 */
@Component
public class BillReader {

    /**
     * Batches kept after they were checked: who reads a bill to claim it, and who decides the
     * claim, read it within moments, and checking hashes the whole batch.
     */
    private static final int KEPT = 32;

    private final Engine engine;
    private final BillKeys keys;
    private final BillSealer sealer;
    private final Fingerprint fingerprint;
    private final ConcurrentLruCache<Place, Batch> batches =
            new ConcurrentLruCache<>(KEPT, this::load);

    BillReader(Engine engine, BillKeys keys, BillSealer sealer, Fingerprint fingerprint) {
        this.engine = engine;
        this.keys = keys;
        this.sealer = sealer;
        this.fingerprint = fingerprint;
    }

    /** The batch in which a bill was issued, with the leaf of its receipt. */
    public record Batch(IssueBills issue, long leaf) {}

    /** Where a transaction stands. */
    private record Place(long height, int index) {}

    public Batch batch(BillState bill) {
        return batches.get(new Place(bill.getHeight(), bill.getTransactionIndex()));
    }

    private Batch load(Place place) {
        CommittedTransaction found = engine.ledger().transaction(place.height(), place.index());
        if (found == null) {
            throw new CorruptException("the batch of block " + place.height() + " is missing");
        }
        try {
            BillCommand command = BillCommand.parseFrom(found.transaction().getCommand());
            return new Batch(
                    command.hasRegisterPaper()
                            ? command.getRegisterPaper().getBatch()
                            : command.getIssue(),
                    found.leaf());
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("block " + place.height(), e);
        }
    }

    public BillContent read(Party party, BillState bill)
            throws CryptoException, InvalidProtocolBufferException {
        return BillContent.of(sections(party, bill));
    }

    /**
     * The sections a party may read, null where it may not.
     *
     * @throws CorruptException when a section is not the one in the bill's fingerprint
     */
    public List<@Nullable Section> sections(Party party, BillState bill) throws CryptoException {
        return sections(party, batch(bill).issue().getBills(bill.getBillIndex()));
    }

    public List<@Nullable Section> sections(Party party, IssuedBill issued) throws CryptoException {
        BillRecord record;
        try {
            record = BillRecord.parseFrom(issued.getRecord());
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("bill record", e);
        }
        BillId id =
                BillId.newBuilder().setCode(record.getCode()).setNumber(record.getNumber()).build();
        List<@Nullable Section> sections =
                sealer.open(id, keys.find(party, record), issued.getSealedList());
        if (!sections.contains(null)) {
            List<byte[]> roots = new ArrayList<>(sections.size());
            for (Section section : sections) {
                roots.add(fingerprint.sectionRoot(Objects.requireNonNull(section)));
            }
            if (!Arrays.equals(fingerprint.of(roots), record.getFingerprint().toByteArray())) {
                throw new CorruptException(
                        "bill "
                                + id.getCode()
                                + " "
                                + id.getNumber()
                                + ": content and fingerprint differ");
            }
        }
        return sections;
    }
}
