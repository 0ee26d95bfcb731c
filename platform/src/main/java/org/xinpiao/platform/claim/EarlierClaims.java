package org.xinpiao.platform.claim;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.YearToDate;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.readmodel.ProjectorThread;

/**
 * What a person's decided claims of a year have used. The amounts stand in the settlements on the
 * ledger; what kind of visit each was, and for which disease, in its decision's sealed inputs; what
 * lay above the year's limit, in its sealed trace.
 */
@Component
class EarlierClaims {

    /** After all that was decided. */
    static final long NOW = Long.MAX_VALUE;

    private static final String INPATIENT = "21";
    private static final String OUTPATIENT = "11";

    /** Ends the id of the rule that limits the year's in-scope amount. */
    private static final String CAP_RULE = "/cap.scope";

    private final ClaimQueries claims;
    private final Traces traces;
    private final State state;
    private final org.xinpiao.ledger.Engine engine;
    private final ProjectorThread readModel;

    EarlierClaims(
            ClaimQueries claims,
            Traces traces,
            State state,
            org.xinpiao.ledger.Engine engine,
            ProjectorThread readModel) {
        this.claims = claims;
        this.traces = traces;
        this.state = state;
        this.engine = engine;
        this.readModel = readModel;
    }

    /** The same with the claims as they stood once. */
    EarlierClaims asOf(ClaimQueries then, State stateThen) {
        return new EarlierClaims(then, traces, stateThen, engine, readModel);
    }

    /**
     * What the year of a claim's visit had used before it.
     *
     * @param reader the agency, or a department for which its decisions are sealed too
     * @param leaf before which the others must have been decided, or {@link #NOW}
     */
    Case.Used used(Party reader, ClaimState claim, long leaf) {
        YearToDate year = new YearToDate();
        for (ClaimQueries.Row row : ofYear(claim, leaf)) {
            ClaimState decided = Objects.requireNonNull(Claims.find(state, row.claimId()));
            if (decided.getInsutype().equals(claim.getInsutype())) {
                year.add(entry(reader, row, decided, row.agency().equals(claim.getAgency())));
            }
        }
        return year.before(claim.getVisitDay());
    }

    /** Whether a reader can open all decisions of the agency that count now. */
    boolean opens(Party reader, ClaimState claim) {
        return ofYear(claim, NOW).stream()
                .filter(row -> row.agency().equals(claim.getAgency()))
                .allMatch(row -> traces.sound(reader, row).isPresent());
    }

    private List<ClaimQueries.Row> ofYear(ClaimState claim, long leaf) {
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        return of(claim, Math.toIntExact(day.withDayOfYear(day.lengthOfYear()).toEpochDay()), leaf);
    }

    /** Which admission of the year a stay is, from 1. */
    int admission(ClaimState claim, long leaf) {
        return 1
                + Math.toIntExact(
                        of(claim, claim.getVisitDay(), leaf).stream()
                                .filter(this::inpatient)
                                .count());
    }

    private boolean inpatient(ClaimQueries.Row row) {
        return Bills.isInpatient(Objects.requireNonNull(Bills.find(state, row.bill())));
    }

    private List<ClaimQueries.Row> of(ClaimState claim, int toDay, long leaf) {
        readModel.require(engine.ledger().height());
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        int from = Math.toIntExact(day.withDayOfYear(1).toEpochDay());
        return claims.decidedOf(claim.getPerson().toByteArray(), from, toDay).stream()
                .filter(row -> isBefore(row, claim, leaf) && isBasic(row))
                .toList();
    }

    /** What an insurer pays is no admission, and uses nothing of the year. */
    private boolean isBasic(ClaimQueries.Row row) {
        ClaimState decided = Claims.find(state, row.claimId());
        return decided != null && decided.getPayer().equals(Claims.BASIC);
    }

    /**
     * Whether a decided claim was there when this one was decided first: a decision anew, on
     * appeal, stands where the first one stood, and does not count itself.
     */
    private static boolean isBefore(ClaimQueries.Row row, ClaimState claim, long leaf) {
        if (leaf != NOW || row.claimId().equals(claim.getClaimId())) {
            return isElse(row, claim, leaf);
        }
        return claim.getDecidedMs() == 0
                || Objects.requireNonNull(row.decidedMs()) <= claim.getDecidedMs()
                // It was decided anew itself.
                || (row.appealedMs() != null && row.submittedMs() < claim.getSubmittedMs());
    }

    /**
     * Whether it is another claim that had been decided by then. What accounts paid counts so:
     * money that a later claim took is gone, wherever a decision anew stands.
     */
    static boolean isElse(ClaimQueries.Row row, ClaimState claim, long leaf) {
        return !row.claimId().equals(claim.getClaimId())
                && (leaf == NOW || Objects.requireNonNull(row.decidedLeaf()) < leaf);
    }

    /**
     * What a claim counts for.
     *
     * @param own whether the same agency decided it; of another's, and of one whose sealed part is
     *     not what was signed, the kind of bill alone is known
     */
    private YearToDate.Entry entry(
            Party reader, ClaimQueries.Row row, ClaimState decided, boolean own) {
        Settlement one = decided.getDecision().getSettlement();
        Optional<Traces.Sound> sound = own ? traces.sound(reader, row) : Optional.empty();
        Optional<Case.Visit> visit = sound.map(opened -> opened.inputs().given().visit());
        return new YearToDate.Entry(
                visit.map(Case.Visit::medType).orElse(inpatient(row) ? INPATIENT : OUTPATIENT),
                decided.getVisitDay(),
                visit.map(Case.Visit::disease).orElse(""),
                one.getInscpScpAmt(),
                one.getActPayDedc(),
                one.getFundPaySumamt(),
                one.getHifpPay(),
                one.getHifmiPay(),
                one.getHifobPay(),
                one.getMafPay(),
                one.getAcctMulaidPay(),
                sound.map(opened -> aboveCap(opened.trace(), one)).orElse(0L));
    }

    /** The limit's step says up to where the in-scope amount counted. */
    private static long aboveCap(Trace trace, Settlement settlement) {
        return trace.steps().stream()
                .filter(step -> step.rule().endsWith(CAP_RULE))
                .mapToLong(step -> {
                    long end = new BigDecimal(step.amount()).movePointRight(2).longValueExact();
                    return settlement.getInscpScpAmt() - Math.max(end, settlement.getActPayDedc());
                })
                .sum();
    }
}
