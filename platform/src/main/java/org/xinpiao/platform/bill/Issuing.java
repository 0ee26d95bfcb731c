package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;

/**
 * The institution gateway's heart: numbers a charge, fingerprints and seals it, and brings it to
 * the ledger in signed batches. The same business serial gives the first bill again.
 */
@Service
public class Issuing {

    private static final Set<String> NUMBER_REASONS =
            Stream.of(BillReason.NUMBER_OUTSIDE, BillReason.NUMBER_USED, BillReason.SEGMENT_CLOSED)
                    .map(BillReason::code)
                    .collect(Collectors.toUnmodifiableSet());

    private final Parties parties;
    private final References references;
    private final Numbers numbers;
    private final Fingerprint fingerprint;
    private final BillSealer sealer;
    private final BillReader reader;
    private final BatchWriter writer;
    private final LedgerState state;
    private final Clock clock;
    private final ConcurrentHashMap<ByteString, UnderWay> underWay = new ConcurrentHashMap<>();

    /** An order whose bill is on its way to the ledger. */
    private record UnderWay(IssueOrder order, CompletableFuture<Issued> answer) {}

    Issuing(
            Parties parties,
            References references,
            Numbers numbers,
            Fingerprint fingerprint,
            BillSealer sealer,
            BillReader reader,
            BatchWriter writer,
            LedgerState state,
            Clock clock) {
        this.parties = parties;
        this.references = references;
        this.numbers = numbers;
        this.fingerprint = fingerprint;
        this.sealer = sealer;
        this.reader = reader;
        this.writer = writer;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Issues a bill, or finds the one that was issued for the same charge.
     *
     * @throws SerialUsedException when the serial belongs to a bill of other content
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    public Issued issue(IssueOrder order) {
        return Submitter.join(issueAsync(order, 0));
    }

    /**
     * Issues without waiting.
     *
     * @param issuedMillis when a clinic issued it while it had no line; 0 for now
     */
    public CompletableFuture<Issued> issueAsync(IssueOrder order, long issuedMillis) {
        ByteString reference = reference(order);
        CompletableFuture<Issued> own = new CompletableFuture<>();
        UnderWay mine = new UnderWay(order, own);
        UnderWay first = underWay.putIfAbsent(reference, mine);
        if (first != null) {
            return first.order().equals(order)
                    ? first.answer()
                    : first.answer()
                            .handle((_, _) -> underWay.remove(reference, first))
                            .thenCompose(_ -> issueAsync(order, issuedMillis));
        }
        var _ = own.whenComplete((done, failed) -> underWay.remove(reference, mine));
        try {
            BillId earlier = earlier(order, reference);
            if (earlier == null) {
                BatchWriter.Prepared bill = prepare(order, reference, issuedMillis);
                var _ =
                        writer.add(bill)
                                .whenComplete((done, failed) -> {
                                    if (failed == null) {
                                        own.complete(done);
                                    } else {
                                        reuseNumber(
                                                Bills.id(bill.record()),
                                                order.institution(),
                                                failed);
                                        own.completeExceptionally(failed);
                                    }
                                });
            } else {
                own.complete(same(order, earlier));
            }
        } catch (RuntimeException e) {
            own.completeExceptionally(e);
        }
        return own;
    }

    private void reuseNumber(BillId id, String institution, Throwable failed) {
        if (failed instanceof RejectedException rejected) {
            if (NUMBER_REASONS.contains(rejected.code())) {
                numbers.lookAgain(institution, id.getCode());
            } else {
                numbers.giveBack(institution, id);
            }
        }
    }

    /**
     * What makes two requests the same: the business serial, or the bill that is to be reversed.
     */
    private ByteString reference(IssueOrder order) {
        return order.reverses() == null
                ? references.of(order.institution(), order.busNo())
                : order.reverses().toByteString();
    }

    private @Nullable BillId earlier(IssueOrder order, ByteString reference) {
        if (order.reverses() == null) {
            return Bills.byReference(state, order.institution(), reference);
        }
        BillState reversed = Bills.find(state, order.reverses());
        return reversed != null && reversed.hasReversedBy() ? reversed.getReversedBy() : null;
    }

    private BatchWriter.Prepared prepare(
            IssueOrder order, ByteString reference, long issuedMillis) {
        String number = numbers.next(order.institution(), order.code());
        BillId id = BillId.newBuilder().setCode(order.code()).setNumber(number).build();
        long issued = issuedMillis == 0 ? clock.millis() : issuedMillis;
        BillContent content =
                order.content()
                        .withBasics(
                                order.content().face().toBuilder()
                                        .setCode(id.getCode())
                                        .setNumber(number)
                                        .setIssuedMs(issued)
                                        .build());
        List<Section> sections = content.sections();
        List<byte[]> roots = new ArrayList<>(sections.size());
        for (Section section : sections) {
            roots.add(fingerprint.sectionRoot(section));
        }
        byte[] print = fingerprint.of(roots);
        BillRecord.Builder record =
                BillRecord.newBuilder()
                        .setCode(id.getCode())
                        .setNumber(number)
                        .setIssuer(order.institution())
                        .setFingerprint(ByteString.copyFrom(print))
                        .setTotalFen(Objects.requireNonNull(content.payment()).getTotalFen())
                        .setIssuedMs(issued);
        if (order.reverses() != null) {
            record.setReverses(order.reverses());
        }
        BillRecord written = record.build();
        byte[] billKey = sealer.newBillKey();
        IssuedBill bill =
                IssuedBill.newBuilder()
                        .setRecord(written.toByteString())
                        .setPersonalFen(order.personalFen())
                        .setPatient(order.patient())
                        .setReference(order.reverses() == null ? reference : ByteString.EMPTY)
                        .setSettledDirectly(order.settledDirectly())
                        .addAllSealed(sealer.seal(id, billKey, sections))
                        .build();
        return new BatchWriter.Prepared(
                parties.get(order.institution()),
                written,
                bill,
                billKey,
                order.settledDirectly() ? order.homeRegion() : null,
                new Issued(id, Fingerprint.checkCode(print), issued));
    }

    /** The answer that the first request got, when this one asks for the same. */
    private Issued same(IssueOrder order, BillId id) {
        BillState bill = Objects.requireNonNull(Bills.find(state, id));
        try {
            BillContent stands = reader.read(parties.get(order.institution()), bill);
            if (order.reverses() == null
                    && !comparable(stands).equals(comparable(order.content()))) {
                throw new SerialUsedException(id);
            }
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "bill " + id.getCode() + " " + id.getNumber() + " cannot be read", e);
        }
        return new Issued(
                id,
                Fingerprint.checkCode(bill.getRecord().getFingerprint().toByteArray()),
                bill.getRecord().getIssuedMs());
    }

    private static BillContent comparable(BillContent content) {
        return content.withBasics(
                content.face().toBuilder().clearCode().clearNumber().clearIssuedMs().build());
    }

    /** A business serial that already stands for another charge. */
    public static final class SerialUsedException extends RuntimeException {

        private final transient BillId bill;

        SerialUsedException(BillId bill) {
            super("the serial belongs to bill " + bill.getCode() + " " + bill.getNumber());
            this.bill = bill;
        }

        public BillId bill() {
            return bill;
        }
    }
}
