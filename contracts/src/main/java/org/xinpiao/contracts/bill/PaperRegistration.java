package org.xinpiao.contracts.bill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/**
 * Takes a paper bill that nobody issued on this chain, so that claims hold it like any other: once,
 * whoever pays. Of papers beside e-bills the chain knows which e-bill they are of; those are not
 * taken.
 */
final class PaperRegistration {

    private static final String NUMBERS = "bill/registered/";

    private final State state;
    private final Context context;

    PaperRegistration(State state, Context context) {
        this.state = state;
        this.context = context;
    }

    /** Whether a paper with this batch and number was registered as a bill. */
    static boolean has(State state, Paper paper) {
        if (paper.getNumber().length() > Bills.NUMBER_DIGITS) {
            return false;
        }
        String zeros = "0".repeat(Bills.NUMBER_DIGITS - paper.getNumber().length());
        return state.get(NUMBERS + paper.getBatch() + '/' + zeros + paper.getNumber()) != null;
    }

    /** Whether a paper of a code was registered with a number in the range, both ends included. */
    static boolean hasNumberIn(State state, String code, long from, long to) {
        return hasNumberIn(state, NUMBERS + code + '/', "", from, to);
    }

    /** Goes digit by digit only where a number in the range may begin so: a few hundred looks. */
    private static boolean hasNumberIn(
            State state, String prefix, String digits, long from, long to) {
        int left = Bills.NUMBER_DIGITS - digits.length();
        long lowest = Long.parseLong(digits + "0".repeat(left));
        long highest = Long.parseLong(digits + "9".repeat(left));
        if (highest < from || to < lowest || state.scan(prefix + digits, 1).isEmpty()) {
            return false;
        }
        if (from <= lowest && highest <= to) {
            return true;
        }
        for (int digit = 0; digit <= 9; digit++) {
            if (hasNumberIn(state, prefix, digits + digit, from, to)) {
                return true;
            }
        }
        return false;
    }

    Outcome register(RegisterPaperBill command) {
        Member agency = Registry.member(state, context.member());
        if (agency == null || agency.getRole() != Role.AGENCY) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        IssueBills batch = command.getBatch();
        if (batch.getBillsCount() != 1) {
            return Outcome.rejected(BillReason.BATCH_SIZE, Integer.toString(batch.getBillsCount()));
        }
        IssuedBill bill = batch.getBills(0);
        BillRecord record;
        try {
            record = Wire.parseExact(BillRecord.parser(), bill.getRecord());
        } catch (InvalidProtocolBufferException _) {
            return Outcome.rejected(BillReason.MALFORMED, "bills[0]: record");
        }
        Rejected fault = malformed(bill, record, command.getOrigin());
        if (fault == null) {
            byte[] leaf =
                    new Fingerprint(context.primitives()).batchLeaf(bill.getRecord().toByteArray());
            fault = Issuance.unsigned(context, batch, agency, List.of(leaf));
        }
        if (fault == null) {
            fault = originFault(command.getOrigin());
        }
        if (fault == null) {
            fault = known(record, bill);
        }
        return fault == null ? enter(command, bill, record) : fault;
    }

    private @Nullable Rejected malformed(IssuedBill bill, BillRecord record, PaperOrigin origin) {
        String field = null;
        if (!Wire.isDigits(record.getCode(), 8)) {
            field = "code";
        } else if (record.hasReverses()) {
            field = "reverses";
        } else if (bill.getSettledDirectly()) {
            field = "settled_directly";
        } else if (!Wire.isDigits(origin.getRegion(), 6)) {
            field = "region";
        } else if (origin.getPhotoDigest().size() != Wire.HASH_BYTES) {
            field = "photo_digest";
        } else if (BillForm.isCode(record.getCode())
                && origin.getInpatient() != record.getCode().startsWith("0602", 2)) {
            field = "inpatient";
        }
        return field == null
                ? BillForm.faultBesideCode(bill, record, context.member(), context.timeMillis(), 0)
                : BillForm.fault(BillReason.MALFORMED, 0, record, field);
    }

    private @Nullable Rejected originFault(PaperOrigin origin) {
        int inquiry = origin.getInquiryDigest().size();
        if (!origin.getInstitution().isEmpty()) {
            if (!Registry.hasRole(state, origin.getInstitution(), Role.INSTITUTION)) {
                return new Rejected(BillReason.INSTITUTION_UNKNOWN, origin.getInstitution());
            }
            return inquiry == 0 || inquiry == Wire.HASH_BYTES
                    ? null
                    : new Rejected(BillReason.MALFORMED, "inquiry_digest");
        }
        return inquiry == Wire.HASH_BYTES
                ? null
                : new Rejected(BillReason.INQUIRY_MISSING, origin.getRegion());
    }

    /** Why this paper is none of its own, or not a new one. */
    private @Nullable Rejected known(BillRecord record, IssuedBill bill) {
        BillState stands = Bills.find(state, Bills.id(record));
        if (stands != null) {
            return stands.hasOrigin()
                    ? new Rejected(
                            BillReason.PAPER_REGISTERED,
                            "agency="
                                    + stands.getRecord().getIssuer()
                                    + " height="
                                    + stands.getHeight())
                    : new Rejected(BillReason.E_BILL, Bills.text(Bills.id(record)));
        }
        BillId source = Bills.ofPaper(state, record.getCode(), record.getNumber());
        if (source != null) {
            return new Rejected(BillReason.PAPER_OF_E_BILL, Bills.text(source));
        }
        if (Bills.isGranted(state, Bills.id(record))) {
            return BillForm.fault(BillReason.E_BILL_NUMBER, 0, record, "number");
        }
        String reference = Bills.referenceKey(context.member(), bill.getReference());
        return state.get(reference) == null
                ? null
                : BillForm.fault(BillReason.REFERENCE_USED, 0, record, "reference");
    }

    private Outcome enter(RegisterPaperBill command, IssuedBill bill, BillRecord record) {
        PaperOrigin origin = command.getOrigin();
        BillId id = Bills.id(record);
        state.put(Bills.referenceKey(context.member(), bill.getReference()), id.toByteString());
        state.put(NUMBERS + record.getCode() + '/' + record.getNumber(), id.toByteString());
        Bills.put(
                state,
                id,
                BillState.newBuilder()
                        .setRecord(record)
                        .setPersonalFen(bill.getPersonalFen())
                        .setPatient(bill.getPatient())
                        .setReference(bill.getReference())
                        .setHeight(context.height())
                        .setTransactionIndex(context.index())
                        .setOrigin(origin)
                        .build());
        // A proof of the bill asks for who signed which batch, as of any bill.
        return Outcome.accepted(
                BillsIssued.newBuilder()
                        .setIssuer(context.member())
                        .setKeyId(command.getBatch().getKeyId())
                        .setBatchRoot(command.getBatch().getBatchRoot())
                        .setCount(1)
                        .build(),
                PaperRegistered.newBuilder()
                        .setBill(id)
                        .setAgency(context.member())
                        .setOrigin(origin)
                        .build());
    }
}
