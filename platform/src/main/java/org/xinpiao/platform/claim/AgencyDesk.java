package org.xinpiao.platform.claim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.ReviewClaim;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;

/**
 * The desk of the home agency or the insurer: a clean claim on the basic insurance is decided at
 * once, a claim on a reversed bill refused, and any other laid before a clerk with the reason.
 */
@Component
class AgencyDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AgencyDesk.class);

    private final Parties parties;
    private final Decider decider;
    private final PersonLocks locks;
    private final Accounts accounts;
    private final ClerkCommands commands;
    private final Submitter submitter;
    private final LedgerState state;
    private final ClaimSettings settings;

    AgencyDesk(
            Parties parties,
            Decider decider,
            PersonLocks locks,
            Accounts accounts,
            ClerkCommands commands,
            Submitter submitter,
            LedgerState state,
            ClaimSettings settings) {
        this.parties = parties;
        this.decider = decider;
        this.locks = locks;
        this.accounts = accounts;
        this.commands = commands;
        this.submitter = submitter;
        this.state = state;
        this.settings = settings;
    }

    void decide(ClaimState claim) {
        Optional<Party> agency = parties.find(claim.getAgency());
        if (agency.isPresent()) {
            // What the year and the accounts have used depends on the claims before: one claim of a
            // person at a time, and of those who share accounts.
            locks.get(
                    claim.getPerson(),
                    accounts.holder(agency.get(), claim.getPerson()),
                    () -> {
                        decide(agency.get(), claim);
                        return true;
                    });
        }
    }

    private void decide(Party agency, ClaimState claim) {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        if (bill.hasReversedBy()) {
            commands.refuse(agency, claim, Reasons.BILL_REVERSED);
            return;
        }
        if (Bills.blocked(bill) != null) {
            return; // Frozen: it is decided when the bill is freed.
        }
        if (!Claims.isBasic(claim)) {
            review(agency, claim, Reasons.COMMERCIAL);
            return;
        }
        Decider.Evidence evidence = decider.evidence(agency, claim);
        List<String> findings = evidence.findings(claim);
        if (!findings.isEmpty()) {
            review(agency, claim, findings.getFirst());
            return;
        }
        Optional<Decider.Result> result = decider.evaluate(claim, evidence, Rulings.NONE);
        if (result.isEmpty()) {
            review(agency, claim, Reasons.NO_POLICY);
        } else if (result.get().fen() > settings.twoPersonFen()) {
            review(agency, claim, Reasons.TWO_PERSON);
        } else {
            submit(agency, claim, result.get());
        }
    }

    private void submit(Party agency, ClaimState claim, Decider.Result result) {
        try {
            decider.submit(agency, claim, result);
        } catch (RejectedException e) {
            if (passes(e.code())) {
                throw e;
            }
            review(agency, claim, Reasons.ofRejection(e.code()));
        } catch (Endorsers.DisagreedException _) {
            review(agency, claim, Reasons.DISAGREEMENT);
        } catch (Endorsers.UnableException e) {
            // It stays where it is, and is tried again.
            LOG.warn("claim {} waits for an endorsement: {}", claim.getClaimId(), e.getMessage());
        }
    }

    /** Whether time heals it: such a claim stays where it is, and is tried again. */
    private static boolean passes(String code) {
        return code.equals("fund.insufficient")
                || code.equals("bill.frozen")
                || code.startsWith("transaction.");
    }

    private void review(Party agency, ClaimState claim, String reason) {
        submitter.require(
                agency,
                "claim",
                ClaimCommand.newBuilder()
                        .setReview(
                                ReviewClaim.newBuilder()
                                        .setClaimId(claim.getClaimId())
                                        .setReason(reason))
                        .build(),
                "review/" + claim.getClaimId());
    }
}
