package org.xinpiao.contracts.bill;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/** A bill's life: numbers granted, issued in signed batches, reversed, on paper, frozen. */
public final class BillContract implements Contract {

    @Override
    public String name() {
        return "bill";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString bytes)
            throws InvalidProtocolBufferException {
        BillCommand command = Wire.parse(BillCommand.parser(), bytes);
        return switch (command.getCommandCase()) {
            case GRANT_SEGMENT -> grant(state, context, command.getGrantSegment());
            case ISSUE -> new Issuance(state, context).issue(command.getIssue());
            case BIND_PAPER -> bindPaper(state, context, command.getBindPaper());
            case VOID_PAPER -> voidPaper(state, context, command.getVoidPaper());
            case FREEZE -> freeze(state, context, command.getFreeze());
            case UNFREEZE -> unfreeze(state, context, command.getUnfreeze());
            case WRITE_OFF -> writeOff(state, context, command.getWriteOff());
            case REGISTER_PAPER ->
                    new PaperRegistration(state, context).register(command.getRegisterPaper());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    private static Outcome grant(State state, Context context, GrantSegment grant) {
        if (!BillForm.isCode(grant.getCode())) {
            return Outcome.rejected(BillReason.MALFORMED, "code");
        }
        long from = grant.getFrom();
        long to = grant.getTo();
        // The fields are unsigned: a value above the signed range reads as negative.
        if (from < 1 || to < from || to > Segments.NUMBER_MAX) {
            return Outcome.rejected(BillReason.MALFORMED, "from, to");
        }
        if (!Registry.hasRole(state, context.member(), Role.FINANCE)) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        if (!Registry.hasRole(state, grant.getInstitution(), Role.INSTITUTION)) {
            return Outcome.rejected(BillReason.INSTITUTION_UNKNOWN, grant.getInstitution());
        }
        List<Segment> granted = Segments.granted(state, grant.getCode());
        if (Segments.overlaps(granted, from, to)
                || PaperRegistration.hasNumberIn(state, grant.getCode(), from, to)) {
            return Outcome.rejected(BillReason.SEGMENT_OVERLAP, grant.getCode());
        }
        long own =
                granted.stream()
                        .filter(s -> s.getInstitution().equals(grant.getInstitution()))
                        .count();
        if (own >= Segments.PER_HOLDER_MAX || granted.size() >= Segments.PER_CODE_MAX) {
            return Outcome.rejected(BillReason.SEGMENT_LIMIT, grant.getCode());
        }
        Segment segment =
                Segment.newBuilder()
                        .setInstitution(grant.getInstitution())
                        .setCode(grant.getCode())
                        .setFrom(from)
                        .setTo(to)
                        .build();
        state.put(
                Segments.key(grant.getCode(), grant.getInstitution(), from),
                segment.toByteString());
        return Outcome.accepted(SegmentGranted.newBuilder().setSegment(segment).build());
    }

    private static Outcome bindPaper(State state, Context context, BindPaper command) {
        if (!Wire.isId(command.getPaperBatch(), Wire.ID_CHARS_MAX)
                || !Wire.isId(command.getPaperNumber(), Wire.ID_CHARS_MAX)) {
            return Outcome.rejected(BillReason.MALFORMED, "paper_batch, paper_number");
        }
        BillId id = command.getBill();
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            return Outcome.rejected(BillReason.BILL_UNKNOWN, Bills.text(id));
        }
        if (!bill.getRecord().getIssuer().equals(context.member())) {
            return Outcome.rejected(BillReason.NOT_ISSUER, Bills.text(id));
        }
        Rejected blocked = Bills.blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        if (bill.hasPaper() || bill.hasOrigin()) {
            return Outcome.rejected(
                    BillReason.LIVE_PAPER,
                    bill.getPaper().getBatch() + '/' + bill.getPaper().getNumber());
        }
        Paper paper =
                Paper.newBuilder()
                        .setBatch(command.getPaperBatch())
                        .setNumber(command.getPaperNumber())
                        .build();
        String key = Bills.papersPrefix(paper.getBatch(), paper.getNumber()) + context.member();
        if (state.get(key) != null || PaperRegistration.has(state, paper)) {
            return Outcome.rejected(
                    BillReason.PAPER_USED, paper.getBatch() + '/' + paper.getNumber());
        }
        state.put(key, id.toByteString());
        Bills.put(state, id, bill.toBuilder().setPaper(paper).build());
        return Outcome.accepted(PaperBound.newBuilder().setBill(id).setPaper(paper).build());
    }

    private static Outcome voidPaper(State state, Context context, VoidPaper command) {
        if (!Wire.isWord(command.getReason())) {
            return Outcome.rejected(BillReason.MALFORMED, "reason");
        }
        BillId id = command.getBill();
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            return Outcome.rejected(BillReason.BILL_UNKNOWN, Bills.text(id));
        }
        if (!bill.getRecord().getIssuer().equals(context.member())) {
            return Outcome.rejected(BillReason.NOT_ISSUER, Bills.text(id));
        }
        if (!bill.hasPaper()) {
            return Outcome.rejected(BillReason.NO_PAPER, Bills.text(id));
        }
        Bills.put(state, id, bill.toBuilder().clearPaper().build());
        return Outcome.accepted(
                PaperVoided.newBuilder().setBill(id).setPaper(bill.getPaper()).build());
    }

    private static Outcome freeze(State state, Context context, FreezeBill command) {
        if (!Wire.isWord(command.getReason())) {
            return Outcome.rejected(BillReason.MALFORMED, "reason");
        }
        if (!mayFreeze(state, context)) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        BillId id = command.getBill();
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            return Outcome.rejected(BillReason.BILL_UNKNOWN, Bills.text(id));
        }
        Rejected blocked = Bills.blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        Bills.put(state, id, bill.toBuilder().setFrozen(command.getReason()).build());
        return Outcome.accepted(
                BillFrozen.newBuilder().setBill(id).setReason(command.getReason()).build());
    }

    private static Outcome unfreeze(State state, Context context, UnfreezeBill command) {
        if (!mayFreeze(state, context)) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        BillId id = command.getBill();
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            return Outcome.rejected(BillReason.BILL_UNKNOWN, Bills.text(id));
        }
        if (bill.getFrozen().isEmpty()) {
            return Outcome.rejected(BillReason.NOT_FROZEN, Bills.text(id));
        }
        Bills.put(state, id, bill.toBuilder().clearFrozen().build());
        return Outcome.accepted(BillUnfrozen.newBuilder().setBill(id).build());
    }

    private static Outcome writeOff(State state, Context context, WriteOffSegment command) {
        long from = command.getFrom();
        if (!BillForm.isCode(command.getCode()) || from < 1 || from > Segments.NUMBER_MAX) {
            return Outcome.rejected(BillReason.MALFORMED, "code, from");
        }
        if (!Registry.hasRole(state, context.member(), Role.FINANCE)) {
            return Outcome.rejected(BillReason.NOT_ALLOWED, context.member());
        }
        String key = Segments.key(command.getCode(), command.getInstitution(), from);
        Segment segment = Wire.stored(state, key, Segment.parser());
        if (segment == null) {
            return Outcome.rejected(BillReason.SEGMENT_UNKNOWN, command.getCode() + '/' + from);
        }
        if (segment.getWrittenOff()) {
            return Outcome.rejected(BillReason.SEGMENT_CLOSED, command.getCode() + '/' + from);
        }
        Segment closed = segment.toBuilder().setWrittenOff(true).build();
        state.put(key, closed.toByteString());
        return Outcome.accepted(SegmentWrittenOff.newBuilder().setSegment(closed).build());
    }

    private static boolean mayFreeze(State state, Context context) {
        return switch (Registry.role(state, context.member())) {
            case FINANCE, INSURANCE -> true;
            case HEALTH, DATA, INSTITUTION, AGENCY, INSURER, BANK, ROLE_UNSPECIFIED, UNRECOGNIZED ->
                    false;
        };
    }
}
