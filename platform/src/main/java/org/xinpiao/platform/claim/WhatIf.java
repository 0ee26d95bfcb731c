package org.xinpiao.platform.claim;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.Fund;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;

/**
 * What a draft of a policy would have paid for claims that are already decided. What the year had
 * used before each of them stays as it was.
 */
@Component
public class WhatIf {

    private static final int LARGEST = 10;

    private final ClaimQueries claims;
    private final CaseBuilder cases;
    private final BillReader reader;
    private final Enrolments enrolments;
    private final LedgerState state;

    WhatIf(
            ClaimQueries claims,
            CaseBuilder cases,
            BillReader reader,
            Enrolments enrolments,
            LedgerState state) {
        this.claims = claims;
        this.cases = cases;
        this.reader = reader;
        this.enrolments = enrolments;
        this.state = state;
    }

    /** What all funds pay for a claim, in fen, as decided and under the draft. */
    public record Change(String claimId, long before, long after) {

        public long difference() {
            return after - before;
        }
    }

    /**
     * The answer, amounts in fen.
     *
     * @param claims how many were recomputed
     * @param changed how many of them some fund pays differently
     * @param unreadable how many could not be opened with the agency's key
     * @param before what each fund paid
     * @param after what it would pay
     * @param largest the claims that change most, at most ten
     */
    public record Answer(
            int claims,
            int changed,
            int unreadable,
            Map<Fund, Long> before,
            Map<Fund, Long> after,
            List<Change> largest) {

        public Answer {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
            largest = List.copyOf(largest);
        }
    }

    /**
     * Recomputes the last decided claims of the draft's region.
     *
     * @param agency of the region, with its keys
     * @param last how many claims at most
     */
    public Answer under(PolicyPackage draft, Party agency, int last) {
        Map<Fund, Long> before = new EnumMap<>(Fund.class);
        Map<Fund, Long> after = new EnumMap<>(Fund.class);
        for (Fund fund : Fund.values()) {
            before.put(fund, 0L);
            after.put(fund, 0L);
        }
        List<Change> changes = new ArrayList<>();
        int recomputed = 0;
        int unreadable = 0;
        for (ClaimQueries.Row row : claims.lastDecided(agency.id(), draft.region(), last)) {
            ClaimState claim = Objects.requireNonNull(Claims.find(state, row.claimId()));
            Settlement then;
            try {
                then =
                        Settlements.of(
                                Evaluator.evaluate(draft, reopened(agency, claim, row)).amounts());
            } catch (CryptoException | InvalidProtocolBufferException _) {
                // A key may have been destroyed; the claim keeps its decision.
                unreadable++;
                continue;
            }
            recomputed++;
            Settlement decided = claim.getDecision().getSettlement();
            boolean differs = false;
            for (Fund fund : Fund.values()) {
                differs |= Settlements.paid(decided, fund) != Settlements.paid(then, fund);
                before.merge(fund, Settlements.paid(decided, fund), Math::addExact);
                after.merge(fund, Settlements.paid(then, fund), Math::addExact);
            }
            if (differs) {
                changes.add(
                        new Change(
                                row.claimId(),
                                decided.getFundPaySumamt(),
                                then.getFundPaySumamt()));
            }
        }
        changes.sort(
                Comparator.<Change>comparingLong(change -> -Math.abs(change.difference()))
                        .thenComparing(Change::claimId));
        return new Answer(
                recomputed,
                changes.size(),
                unreadable,
                before,
                after,
                changes.subList(0, Math.min(LARGEST, changes.size())));
    }

    private Case reopened(Party agency, ClaimState claim, ClaimQueries.Row row)
            throws CryptoException, InvalidProtocolBufferException {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        Enrolment enrolment =
                Coverage.enrolledOn(
                        state, claim.getPerson(), claim.getInsutype(), claim.getVisitDay());
        return cases.asDecided(
                claim,
                reader.read(agency, bill),
                enrolments.open(agency, Objects.requireNonNull(enrolment)),
                // What a clerk ruled on single lines is not asked again.
                Rulings.NONE,
                Objects.requireNonNull(row.decidedLeaf()));
    }
}
