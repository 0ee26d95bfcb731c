package org.xinpiao.contracts.bill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/**
 * Issues one batch, whole or not at all. It writes as it goes, so that a bill sees those before it
 * in the batch: the caller discards what a rejected command wrote.
 */
final class Issuance {

    static final int BILLS_MAX = 1_000;

    private final State state;
    private final Context context;
    private final Fingerprint fingerprint;
    private final Segments segments;
    private final Map<Integer, DailyTotal.Builder> days = new TreeMap<>();

    Issuance(State state, Context context) {
        this.state = state;
        this.context = context;
        this.fingerprint = new Fingerprint(context.primitives());
        this.segments = new Segments(state, context.member());
    }

    Outcome issue(IssueBills batch) {
        Member issuer = Registry.member(state, context.member());
        if (issuer == null || issuer.getRole() != Role.INSTITUTION) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        int count = batch.getBillsCount();
        if (count < 1 || count > BILLS_MAX) {
            return Outcome.rejected(BillReason.BATCH_SIZE, Integer.toString(count));
        }
        List<BillRecord> records = new ArrayList<>(count);
        List<byte[]> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            IssuedBill bill = batch.getBills(i);
            BillRecord record;
            try {
                record = Wire.parseExact(BillRecord.parser(), bill.getRecord());
            } catch (InvalidProtocolBufferException _) {
                return Outcome.rejected(BillReason.MALFORMED, "bills[" + i + "]: record");
            }
            Rejected fault =
                    BillForm.fault(bill, record, context.member(), context.timeMillis(), i);
            if (fault != null) {
                return fault;
            }
            records.add(record);
            leaves.add(fingerprint.batchLeaf(bill.getRecord().toByteArray()));
        }
        Rejected unsigned = unsigned(context, batch, issuer, leaves);
        if (unsigned != null) {
            return unsigned;
        }
        for (int i = 0; i < count; i++) {
            Rejected fault = enter(batch.getBills(i), records.get(i), i);
            if (fault != null) {
                return fault;
            }
        }
        segments.write();
        days.forEach((day, total) ->
                state.put(Bills.dailyKey(context.member(), day), total.build().toByteString()));
        return Outcome.accepted(
                BillsIssued.newBuilder()
                        .setIssuer(context.member())
                        .setKeyId(batch.getKeyId())
                        .setBatchRoot(batch.getBatchRoot())
                        .setCount(count)
                        .build());
    }

    /** Why the batch is not what its issuer signed; null when it is. */
    static @Nullable Rejected unsigned(
            Context context, IssueBills batch, Member issuer, List<byte[]> leaves) {
        byte[] root = new Fingerprint(context.primitives()).batchRoot(leaves);
        if (!Arrays.equals(root, batch.getBatchRoot().toByteArray())) {
            return new Rejected(BillReason.BATCH_ROOT, HexFormat.of().formatHex(root));
        }
        MemberKey key = Registry.signingKey(issuer, batch.getKeyId(), context.timeMillis());
        if (key == null) {
            return new Rejected(BillReason.KEY_UNKNOWN, context.member());
        }
        boolean good =
                context.primitives()
                        .verify(
                                key.getAlgorithm(),
                                key.getPublicKey().toByteArray(),
                                Fingerprint.batchMessage(root),
                                batch.getSignature().toByteArray());
        return good ? null : new Rejected(BillReason.SIGNATURE, context.member());
    }

    /** Writes one bill; says why it cannot stand. */
    private @Nullable Rejected enter(IssuedBill bill, BillRecord record, int place) {
        BillReason outside = segments.use(record.getCode(), record.getNumber());
        if (outside != null) {
            return BillForm.fault(outside, place, record, "number");
        }
        BillId id = Bills.id(record);
        String key = Bills.key(id);
        if (state.get(key) != null) {
            return BillForm.fault(BillReason.NUMBER_USED, place, record, "number");
        }
        if (record.hasReverses()) {
            BillReason reason = reverse(bill, record, id);
            if (reason != null) {
                return BillForm.fault(
                        reason, place, record, "reverses " + Bills.text(record.getReverses()));
            }
        } else {
            String reference = Bills.referenceKey(context.member(), bill.getReference());
            if (state.get(reference) != null) {
                return BillForm.fault(BillReason.REFERENCE_USED, place, record, "reference");
            }
            state.put(reference, id.toByteString());
        }
        BillState.Builder next =
                BillState.newBuilder()
                        .setRecord(record)
                        .setPersonalFen(bill.getPersonalFen())
                        .setPatient(bill.getPatient())
                        .setReference(bill.getReference())
                        .setSettledDirectly(bill.getSettledDirectly())
                        .setHeight(context.height())
                        .setTransactionIndex(context.index())
                        .setBillIndex(place);
        state.put(key, next.build().toByteString());
        count(record);
        return null;
    }

    /** Marks the original as reversed; says why it cannot be. */
    private @Nullable BillReason reverse(IssuedBill red, BillRecord record, BillId id) {
        BillState original = Bills.find(state, record.getReverses());
        if (original == null) {
            return BillReason.BILL_UNKNOWN;
        }
        BillRecord blue = original.getRecord();
        if (!blue.getIssuer().equals(context.member())) {
            return BillReason.NOT_ISSUER;
        }
        Rejected blocked = Bills.blocked(original);
        if (blocked != null) {
            return (BillReason) blocked.reason();
        }
        if (record.getTotalFen() != -blue.getTotalFen()
                || red.getPersonalFen() != -original.getPersonalFen()
                || !red.getPatient().equals(original.getPatient())
                || !record.getCode().regionMatches(2, blue.getCode(), 2, 4)) {
            return BillReason.REVERSAL_MISMATCH;
        }
        if (original.hasPaper()) {
            return BillReason.LIVE_PAPER;
        }
        if (original.getHoldingsCount() > 0) {
            return BillReason.HELD;
        }
        Bills.put(state, record.getReverses(), original.toBuilder().setReversedBy(id).build());
        state.delete(Bills.referenceKey(context.member(), original.getReference()));
        return null;
    }

    private void count(BillRecord record) {
        DailyTotal.Builder total =
                days.computeIfAbsent(Bills.chinaDay(record.getIssuedMs()), this::day);
        if (record.hasReverses()) {
            total.setRedCount(total.getRedCount() + 1)
                    .setRedTotalFen(Math.addExact(total.getRedTotalFen(), record.getTotalFen()));
        } else {
            total.setCount(total.getCount() + 1)
                    .setTotalFen(Math.addExact(total.getTotalFen(), record.getTotalFen()));
        }
    }

    private DailyTotal.Builder day(int day) {
        DailyTotal total =
                Wire.stored(state, Bills.dailyKey(context.member(), day), DailyTotal.parser());
        return total == null ? DailyTotal.newBuilder() : total.toBuilder();
    }
}
