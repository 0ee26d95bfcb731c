package org.xinpiao.platform.payment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.RepayClaim;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.Movement;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/**
 * Money that was asked back and comes in: booked as the bank tells of it, and reported to the
 * ledger once all of it is there. What came in and was not asked for, or is not the sum, stands
 * here for a clerk to see.
 */
@Service
public class Repayments {

    private static final Logger LOG = LoggerFactory.getLogger(Repayments.class);

    private final JdbcClient db;
    private final Parties parties;
    private final Submitter submitter;
    private final LedgerState state;

    Repayments(JdbcClient db, Parties parties, Submitter submitter, LedgerState state) {
        this.db = db;
        this.parties = parties;
        this.submitter = submitter;
        this.state = state;
    }

    /**
     * Where a patient pays money back to, and what must be written on it.
     *
     * @param amountFen what is asked for and has not come in yet
     */
    public record Where(String account, String reference, long amountFen) {}

    /** Money that came in. */
    public record Received(String bankReference, long amountFen, long bookedMs, boolean recorded) {}

    /** Where to pay what is asked back of a claim; nothing when nothing is. */
    public Optional<Where> where(@Nullable ClaimState claim) {
        if (claim == null || Claims.standing(claim) != ClaimStatus.DEMANDED) {
            return Optional.empty();
        }
        long received =
                of(claim.getClaimId()).stream()
                        .filter(each -> !each.recorded())
                        .mapToLong(Received::amountFen)
                        .sum();
        return Optional.of(
                new Where(
                        Bank.account(claim.getAgency()),
                        EndToEnd.repayment(claim.getClaimId()),
                        Math.max(0, Claims.paidFen(claim) - received)));
    }

    /** What came in for a claim, oldest first. */
    public List<Received> of(String claimId) {
        return db.sql(
                        "select bank_reference, amount_fen, booked_ms, recorded from repayment"
                                + " where claim_id = ? order by booked_ms, bank_reference")
                .param(claimId)
                .query(Received.class)
                .list();
    }

    /**
     * Books what the bank says came in; once for each of its references. It counts for a claim when
     * it came into the account of the agency that asks for it, under the reference it asked for.
     */
    void book(String agency, Movement movement) {
        String reference = movement.endToEndId();
        ClaimState claim =
                EndToEnd.isRepayment(reference)
                        ? Claims.find(state, EndToEnd.claimId(reference))
                        : null;
        boolean known = claim != null && claim.getAgency().equals(agency);
        if (!known) {
            LOG.warn("the bank tells {} of money for nothing known", agency);
        }
        db.sql(
                        "insert into repayment (bank_reference, agency, reference, claim_id,"
                                + " amount_fen, booked_ms) values (?, ?, ?, ?, ?, ?) on conflict do"
                                + " nothing")
                .params(
                        movement.bankReference(),
                        agency,
                        reference,
                        known ? EndToEnd.claimId(reference) : "",
                        movement.amountFen(),
                        movement.bookedMs())
                .update();
    }

    /** Tells the ledger of claims for which all is there that was asked for. */
    void report() {
        Optional<Party> bank = parties.find(Bank.MEMBER);
        if (bank.isPresent()) {
            Each.of(
                    db.sql(
                                    "select distinct claim_id from repayment where not recorded and"
                                            + " claim_id <> ''")
                            .query(String.class)
                            .list(),
                    claimId -> report(bank.get(), claimId));
        }
    }

    private void report(Party bank, String claimId) {
        ClaimState claim = Claims.find(state, claimId);
        long asked = claim == null ? 0 : Claims.paidFen(claim);
        List<Received> all = of(claimId);
        List<Received> used = upTo(asked, all.stream().filter(each -> !each.recorded()).toList());
        if (claim == null || used.isEmpty()) {
            return; // Too little, or for nothing that is known: a clerk sees it.
        }
        if (claim.getStatus() == ClaimStatus.DEMANDED) {
            repay(bank, claimId, used.getLast().bankReference(), asked);
        } else if (claim.getStatus() != ClaimStatus.REPAID
                || all.stream().anyMatch(Received::recorded)) {
            return; // It was not asked for. Of a repaid claim without a row it was just told.
        }
        db.sql("update repayment set recorded = true where bank_reference in (:references)")
                .param("references", used.stream().map(Received::bankReference).toList())
                .update();
    }

    /** The oldest that make up an amount; nothing when all are less. More stays for a clerk. */
    private static List<Received> upTo(long fen, List<Received> open) {
        long sum = 0;
        for (int i = 0; i < open.size(); i++) {
            sum += open.get(i).amountFen();
            if (sum >= fen) {
                return open.subList(0, i + 1);
            }
        }
        return List.of();
    }

    private void repay(Party bank, String claimId, String bankReference, long fen) {
        submitter.require(
                bank,
                "claim",
                ClaimCommand.newBuilder()
                        .setRepay(
                                RepayClaim.newBuilder()
                                        .setClaimId(claimId)
                                        .setBankReference(bankReference)
                                        .setRepaidFen(fen))
                        .build(),
                "repay/" + claimId + "/" + bankReference);
    }
}
