package org.xinpiao.platform.claim;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Ledger.CommittedBlock;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.Transaction;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.policy.PublishedPolicies;

/**
 * Computes every decision on the ledger again from its sealed inputs, with the keys of the agencies
 * that this process holds, and holds the inputs against bill, enrolment and earlier decisions as
 * they stood then.
 */
@Component
public class DecisionAudit {

    private final Engine engine;
    private final LedgerState state;
    private final Parties parties;
    private final Examiner examiner;
    private final PublishedPolicies policies;
    private final BillReader reader;
    private final Enrolments enrolments;
    private final CaseBuilder cases;
    private final ClaimQueries claims;
    private final PastClaims past;

    DecisionAudit(
            Engine engine,
            LedgerState state,
            Parties parties,
            Examiner examiner,
            PublishedPolicies policies,
            BillReader reader,
            Enrolments enrolments,
            CaseBuilder cases,
            ClaimQueries claims,
            PastClaims past) {
        this.engine = engine;
        this.state = state;
        this.parties = parties;
        this.examiner = examiner;
        this.policies = policies;
        this.reader = reader;
        this.enrolments = enrolments;
        this.cases = cases;
        this.claims = claims;
        this.past = past;
    }

    /** What is said of one decision. */
    public sealed interface Finding {

        String claimId();

        /** Something is not as it should be. */
        record Differs(String claimId, Deviation deviation) implements Finding {}

        /**
         * Something could not be checked.
         *
         * @param what the decision, or a part of its inputs
         */
        record Unchecked(String claimId, What what, String agency) implements Finding {}
    }

    /** What could not be checked, and why. */
    public enum What {
        /** This process holds no key of the agency. */
        NO_KEY,
        /** It was not sealed for the key that the agency has now. */
        OTHER_KEY,
        /** Commercial cover follows no published package. */
        COMMERCIAL,
        /** The agency holds no key of the bill any more. */
        BILL,
        /** What the agency knows of the person was not sealed for the key it has now. */
        PERSON
    }

    /**
     * How many decisions there are.
     *
     * @param recomputed of them, how many were computed again
     * @param differing of those, how many are not sound
     */
    public record Totals(long decisions, long recomputed, long differing) {}

    /** Checks all of them, in the ledger's order. */
    public Totals run(Consumer<Finding> listener) {
        long decisions = 0;
        long recomputed = 0;
        long differing = 0;
        for (long height = 1; height <= engine.ledger().height(); height++) {
            CommittedBlock block = Objects.requireNonNull(engine.ledger().block(height));
            for (int i = 0; i < block.receipts().size(); i++) {
                Optional<DecideClaim> decide = decide(block, i);
                if (decide.isEmpty()) {
                    continue;
                }
                List<Finding> found = check(decide.get(), block.firstIndex() + i, time(block, i));
                found.forEach(listener);
                decisions++;
                recomputed += found.stream().anyMatch(DecisionAudit::leftOut) ? 0 : 1;
                differing += found.stream().anyMatch(Finding.Differs.class::isInstance) ? 1 : 0;
            }
        }
        return new Totals(decisions, recomputed, differing);
    }

    private static boolean leftOut(Finding finding) {
        return finding instanceof Finding.Unchecked(_, What what, _)
                && (what == What.NO_KEY || what == What.OTHER_KEY || what == What.COMMERCIAL);
    }

    private static long time(CommittedBlock block, int index) {
        return block.receipts().get(index).getTimeMs();
    }

    private static Optional<DecideClaim> decide(CommittedBlock block, int index) {
        if (!block.effective(index)) {
            return Optional.empty();
        }
        try {
            Transaction transaction =
                    Transaction.parseFrom(
                            SignedTransaction.parseFrom(block.block().getTransactions(index))
                                    .getTransaction());
            if (!transaction.getType().equals("claim")) {
                return Optional.empty();
            }
            ClaimCommand command = ClaimCommand.parseFrom(transaction.getCommand());
            return command.hasDecide() ? Optional.of(command.getDecide()) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("block " + block.block().getHeight(), e);
        }
    }

    private List<Finding> check(DecideClaim decide, long leaf, long decidedMs) {
        String claimId = claimId(decide);
        ClaimState claim =
                past.before(leaf, claims.find(claimId).orElseThrow())
                        .orElseThrow(() -> new CorruptException("claim " + claimId));
        String agency = claim.getAgency();
        Optional<Party> party = parties.find(agency);
        if (!claim.getPayer().equals(Claims.BASIC)) {
            return List.of(new Finding.Unchecked(claimId, What.COMMERCIAL, agency));
        }
        if (party.isEmpty()) {
            return List.of(new Finding.Unchecked(claimId, What.NO_KEY, agency));
        }
        try {
            Examiner.Opened opened = examiner.open(party.get(), decide);
            List<Finding> found = new ArrayList<>();
            List<Deviation> deviations = new ArrayList<>(recompute(claim, opened));
            deviations.addAll(examiner.ledger(claim, opened, decidedMs));
            deviations.addAll(inputs(party.get(), claim, opened, leaf, found));
            deviations.forEach(each -> found.add(new Finding.Differs(claimId, each)));
            return found;
        } catch (CryptoException _) {
            return List.of(new Finding.Unchecked(claimId, What.OTHER_KEY, agency));
        } catch (Examiner.UnsoundException e) {
            return List.of(new Finding.Differs(claimId, e.deviation()));
        }
    }

    private static String claimId(DecideClaim decide) {
        try {
            return Decision.parseFrom(decide.getDecision()).getClaimId();
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("a decision on the ledger", e);
        }
    }

    private List<Deviation> recompute(ClaimState claim, Examiner.Opened opened) {
        Inputs.Policy pinned = opened.inputs().policy();
        return policies.at(claim.getRegion(), pinned.version())
                .map(policy ->
                        examiner.recompute(policy.rules(), opened.inputs().given(), opened)
                                .deviations())
                // The ledger's own check of the version says so.
                .orElse(List.of());
    }

    /** The case against one built anew from what the agency can open and the ledger shows. */
    private List<Deviation> inputs(
            Party agency,
            ClaimState claim,
            Examiner.Opened opened,
            long leaf,
            List<Finding> unchecked) {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        BillContent content;
        try {
            content = reader.read(agency, bill);
        } catch (CryptoException | InvalidProtocolBufferException _) {
            content = null;
        }
        if (content == null || content.visit() == null || content.details().isEmpty()) {
            unchecked.add(new Finding.Unchecked(claim.getClaimId(), What.BILL, agency.id()));
            return List.of();
        }
        Inputs inputs = opened.inputs();
        List<Deviation> found = new ArrayList<>();
        if (!inputs.rulings().fits(content.details())) {
            found.add(new Deviation("inputs.rulings", "—", inputs.rulings().toString()));
        }
        List<Long> moments = new ArrayList<>(List.of(leaf));
        // What happened to the person's other claims just before may not have been seen.
        moments.addAll(past.stepsBetween(claim, leaf));
        List<Deviation> first = List.of();
        for (long moment : moments) {
            Case own = built(past.before(moment, cases), agency, claim, content, inputs, unchecked);
            List<Deviation> deviations = Deviation.of(own, inputs.given());
            if (deviations.isEmpty()) {
                return found;
            }
            first = first.isEmpty() ? deviations : first;
        }
        found.addAll(first);
        return found;
    }

    private Case built(
            CaseBuilder builder,
            Party agency,
            ClaimState claim,
            BillContent content,
            Inputs inputs,
            List<Finding> unchecked) {
        Enrolment enrolment = examiner.enrolment(claim, inputs.cover());
        try {
            if (enrolment != null) {
                Case own =
                        builder.of(
                                claim,
                                content,
                                enrolments.open(agency, enrolment),
                                inputs.rulings());
                // Accounts were stated anew since: what they held then, the agency alone knew.
                return new Case(
                        own.person(),
                        own.visit(),
                        own.used(),
                        inputs.given().account(),
                        own.fees());
            }
        } catch (CorruptException _) {
            unchecked.add(new Finding.Unchecked(claim.getClaimId(), What.PERSON, agency.id()));
        }
        return builder.ofStranger(agency, claim, content, inputs.rulings(), inputs.given());
    }
}
