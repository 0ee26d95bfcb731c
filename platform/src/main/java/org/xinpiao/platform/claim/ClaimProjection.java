package org.xinpiao.platform.claim;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.SubmitClaim;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.fund.Postings;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Claims as rows, and what they do to bills and funds. */
@Component
class ClaimProjection implements Projection {

    @Override
    public String type() {
        return "claim";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        ClaimCommand command = ClaimCommand.parseFrom(entry.transaction().getCommand());
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            if (event.getType().equals("claim.ClaimChanged")) {
                ClaimState claim = ClaimChanged.parseFrom(event.getBody()).getClaim();
                if (command.hasSubmit()) {
                    insert(entry, command.getSubmit(), claim, rows);
                } else if (command.hasRevoke() && claim.getStatus() != ClaimStatus.CANCELLED) {
                    revoked(claim, rows);
                    continue;
                } else {
                    update(entry, claim, rows);
                    if (command.hasDecide()) {
                        rows.run(
                                "update claim set decided_leaf = ? where claim_id = ?",
                                entry.leaf(),
                                claim.getClaimId());
                    } else if (command.hasAppeal()) {
                        rows.run(
                                "update claim set appealed_leaf = ? where claim_id = ?",
                                entry.leaf(),
                                claim.getClaimId());
                    }
                }
                hold(claim, rows);
                rows.run(
                        "insert into bill_event (code, number, leaf, kind, detail, at_ms) values"
                                + " (?, ?, ?, ?, ?, ?)",
                        claim.getBill().getCode(),
                        claim.getBill().getNumber(),
                        entry.leaf(),
                        "claim-" + word(claim.getStatus()),
                        claim.getClaimId(),
                        entry.timeMillis());
            }
        }
        Postings.write(entry, rows);
    }

    private static void insert(Entry entry, SubmitClaim submit, ClaimState claim, Rows rows) {
        rows.run(
                "insert into claim (claim_id, code, number, payer, agency, patient, person,"
                        + " insutype, visit_day, status, submitted_ms, turn, since_ms, leaf,"
                        + " read_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                claim.getClaimId(),
                claim.getBill().getCode(),
                claim.getBill().getNumber(),
                claim.getPayer(),
                claim.getAgency(),
                submit.getPatient().toByteArray(),
                submit.getPerson().toByteArray(),
                claim.getInsutype(),
                claim.getVisitDay(),
                word(claim.getStatus()),
                claim.getSubmittedMs(),
                Turn.of(claim).word(),
                entry.timeMillis(),
                entry.leaf(),
                claim.hasGrant() ? (Object) claim.getGrant().getUntilDay() : null);
    }

    /** Nobody reads any more; the claim stands as it did. */
    private static void revoked(ClaimState claim, Rows rows) {
        rows.run(
                "update claim set revoked_ms = ? where claim_id = ?",
                claim.getGrant().getRevokedMs(),
                claim.getClaimId());
    }

    private static void update(Entry entry, ClaimState claim, Rows rows) {
        boolean decided = claim.hasDecision();
        boolean inForce = Claims.isInForce(claim);
        Optional<Transfer> last = last(claim);
        rows.run(
                "update claim set status = ?, decided_ms = ?, closed_ms = ?, approved_fen = ?,"
                        + " policy_region = ?, policy_version = ?, reason = ?, reserved_fen = ?,"
                        + " paid_fen = ?, end_to_end_id = ?, bank_reference = ?, before_appeal = ?,"
                        + " appealed_ms = ?, turn = ?, since_ms = ?, revoked_ms = ? where"
                        + " claim_id = ?",
                word(claim.getStatus()),
                orNull(claim.getDecidedMs()),
                orNull(claim.getClosedMs()),
                decided ? (Object) Claims.payableFen(claim.getDecision().getSettlement()) : null,
                decided ? claim.getDecision().getPolicyRegion() : null,
                decided ? (Object) claim.getDecision().getPolicyVersion() : null,
                orNull(claim.getReason()),
                inForce ? Claims.dueFen(claim) : 0,
                inForce ? Claims.paidFen(claim) : 0,
                last.map(Transfer::getEndToEndId).orElse(null),
                last.map(Transfer::getBankReference).orElse(null),
                claim.getStatus() == ClaimStatus.APPEALED ? word(claim.getBeforeAppeal()) : null,
                orNull(claim.getAppealedMs()),
                Turn.of(claim).word(),
                entry.timeMillis(),
                orNull(claim.getGrant().getRevokedMs()),
                claim.getClaimId());
    }

    /** The last transfer whose money is where it should be. */
    private static Optional<Transfer> last(ClaimState claim) {
        return claim.getTransfersList().reversed().stream().filter(Claims::stands).findFirst();
    }

    /** The bill's sums follow from all of its claims. */
    private static void hold(ClaimState claim, Rows rows) {
        BillId bill = claim.getBill();
        rows.run(
                "update bill set (reserved_fen, reimbursed_fen) = (select"
                    + " coalesce(sum(reserved_fen), 0), coalesce(sum(paid_fen), 0) from claim where"
                    + " code = ? and number = ?) where code = ? and number = ?",
                bill.getCode(),
                bill.getNumber(),
                bill.getCode(),
                bill.getNumber());
    }

    static String word(ClaimStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long orNull(long value) {
        return value == 0 ? null : value;
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
