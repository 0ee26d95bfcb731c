package org.xinpiao.platform.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.YearToDate;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.registry.Directory;

/**
 * Puts a claim into the form the policy evaluator takes: person, visit, what the year has used, fee
 * lines.
 */
@Component
class CaseBuilder {

    /** After all that was decided. */
    private static final long NOW = Long.MAX_VALUE;

    static final String EMERGENCY = "13";

    private final ClaimQueries claims;
    private final Directory directory;
    private final State state;
    private final org.xinpiao.ledger.Engine engine;
    private final ProjectorThread readModel;

    CaseBuilder(
            ClaimQueries claims,
            Directory directory,
            State state,
            org.xinpiao.ledger.Engine engine,
            ProjectorThread readModel) {
        this.claims = claims;
        this.directory = directory;
        this.state = state;
        this.engine = engine;
        this.readModel = readModel;
    }

    /** The case of a claim that is to be decided now, with what a clerk ruled. */
    Case of(ClaimState claim, BillContent content, Insured insured, Rulings rulings) {
        return asDecided(claim, content, insured, rulings, NOW);
    }

    /**
     * The case of a claim as it was when it was decided: only what was decided before counts.
     *
     * @param leaf of the receipt of its decision
     */
    Case asDecided(
            ClaimState claim, BillContent content, Insured insured, Rulings rulings, long leaf) {
        Visit visit = Objects.requireNonNull(content.visit());
        Member institution = directory.required(content.face().getInstitutionCode());
        boolean inpatient = content.face().getBusType().equals("01");
        boolean away = away(claim, content);
        List<Earlier> earlier = earlier(claim, leaf);
        Case.Person person =
                new Case.Person(
                        claim.getInsutype(),
                        insured.psnType(),
                        insured.tier(),
                        insured.sex().equals("女"),
                        Math.toIntExact(insured.birthDate().toEpochDay()),
                        Case.Person.UNKNOWN,
                        insured.civilServant(),
                        List.of(),
                        Case.Person.UNKNOWN,
                        Case.Person.UNKNOWN);
        Case.Visit care =
                new Case.Visit(
                        visit.getMedType(),
                        institution.getInstitution().getHospLv(),
                        "",
                        institution.getId(),
                        false,
                        away ? institution.getRegion() : "",
                        // An emergency counts as filed; nothing else is filed with this agency.
                        rulings.emergency() && visit.getMedType().equals(EMERGENCY)
                                ? Filing.EMERGENCY
                                : Filing.UNFILED,
                        inpatient ? admissions(claim, leaf) : 1,
                        claim.getVisitDay());
        return new Case(
                person,
                care,
                used(earlier, inpatient),
                Case.Account.NONE,
                new Case.Fees.Lines(lines(content.details(), rulings)));
    }

    /** Whether care was outside the insured place. */
    boolean away(ClaimState claim, BillContent content) {
        return !directory
                .required(content.face().getInstitutionCode())
                .getRegion()
                .equals(claim.getRegion());
    }

    /**
     * The case as one reckons it who can open the bill and knows nothing of the person: what the
     * agency alone knows is as given.
     */
    Case ofStranger(ClaimState claim, BillContent content, Rulings rulings, Case given) {
        Case.Person person = given.person();
        Insured stated =
                new Insured(
                        "",
                        "",
                        LocalDate.ofEpochDay(person.birthDay()),
                        person.female() ? "女" : "男",
                        "",
                        person.psnType(),
                        person.insuTier(),
                        person.civilServant());
        Case own = of(claim, content, stated, rulings);
        return new Case(person, own.visit(), own.used(), given.account(), own.fees());
    }

    /** The same with the claims as they stood once. */
    CaseBuilder asOf(ClaimQueries then, State stateThen) {
        return new CaseBuilder(then, directory, stateThen, engine, readModel);
    }

    private record Earlier(boolean inpatient, Settlement settlement) {}

    /** Kind 02 of the bill code is inpatient. */
    private static boolean inpatient(ClaimQueries.Row row) {
        return row.code().startsWith("0602", 2);
    }

    private List<Earlier> earlier(ClaimState claim, long leaf) {
        readModel.require(engine.ledger().height());
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        int from = Math.toIntExact(day.withDayOfYear(1).toEpochDay());
        int to = Math.toIntExact(day.withDayOfYear(day.lengthOfYear()).toEpochDay());
        List<Earlier> settlements = new ArrayList<>();
        for (ClaimQueries.Row row : claims.decidedOf(claim.getPerson().toByteArray(), from, to)) {
            ClaimState decided = Claims.find(state, row.claimId());
            if (decided != null
                    && decided.getInsutype().equals(claim.getInsutype())
                    && isBefore(row, claim, leaf)) {
                settlements.add(new Earlier(inpatient(row), decided.getDecision().getSettlement()));
            }
        }
        return settlements;
    }

    /**
     * Whether a decided claim was there when this one was decided first: a decision anew, on
     * appeal, stands where the first one stood, and does not count itself.
     *
     * @param leaf before which it must have been decided
     */
    private static boolean isBefore(ClaimQueries.Row row, ClaimState claim, long leaf) {
        if (row.claimId().equals(claim.getClaimId())) {
            return false;
        }
        if (leaf != NOW) {
            return Objects.requireNonNull(row.decidedLeaf()) < leaf;
        }
        return claim.getDecidedMs() == 0
                || Objects.requireNonNull(row.decidedMs()) <= claim.getDecidedMs()
                // It was decided anew itself.
                || (row.appealedMs() != null && row.submittedMs() < claim.getSubmittedMs());
    }

    private int admissions(ClaimState claim, long leaf) {
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        int from = Math.toIntExact(day.withDayOfYear(1).toEpochDay());
        int count = 1;
        for (ClaimQueries.Row row :
                claims.decidedOf(claim.getPerson().toByteArray(), from, claim.getVisitDay())) {
            if (inpatient(row) && isBefore(row, claim, leaf)) {
                count++;
            }
        }
        return count;
    }

    private static Case.Used used(List<Earlier> earlier, boolean inpatient) {
        YearToDate year = new YearToDate();
        for (Earlier each : earlier) {
            Settlement one = each.settlement();
            year.add(
                    new YearToDate.Entry(
                            each.inpatient(),
                            one.getInscpScpAmt(),
                            one.getActPayDedc(),
                            one.getFundPaySumamt(),
                            one.getHifpPay(),
                            one.getHifmiPay(),
                            one.getHifobPay(),
                            one.getMafPay(),
                            one.getAcctMulaidPay()));
        }
        return year.before(inpatient);
    }

    private static List<FeeLine> lines(List<DetailLine> details, Rulings rulings) {
        List<FeeLine> lines = new ArrayList<>(details.size());
        for (DetailLine line : details) {
            FeeLine.ItemClass itemClass =
                    switch (line.getCatalogueClass()) {
                        case "1" -> FeeLine.ItemClass.A;
                        case "2" -> FeeLine.ItemClass.B;
                        default -> FeeLine.ItemClass.C;
                    };
            boolean outside = itemClass == FeeLine.ItemClass.C;
            long over = outside ? 0 : line.getOverLimitFen();
            lines.addAll(
                    rulings.apply(
                            FeeLine.of(
                                    line.getNo(),
                                    line.getAmountFen(),
                                    itemClass,
                                    outside ? 10_000 : line.getPreselfpayBp(),
                                    over),
                            over));
        }
        return lines;
    }
}
