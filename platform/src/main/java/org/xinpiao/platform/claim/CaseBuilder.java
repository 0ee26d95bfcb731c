package org.xinpiao.platform.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Diagnosis;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.policy.Care;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.registry.Institution;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/**
 * Puts a claim into the form the policy evaluator takes: person, visit, what the year has used, fee
 * lines.
 */
@Component
class CaseBuilder {

    static final String EMERGENCY = "13";

    /** In the printed type of a hospital of Chinese medicine. */
    private static final String TCM = "中医";

    private final EarlierClaims earlier;
    private final Accounts accounts;
    private final Parties parties;
    private final Directory directory;

    CaseBuilder(EarlierClaims earlier, Accounts accounts, Parties parties, Directory directory) {
        this.earlier = earlier;
        this.accounts = accounts;
        this.parties = parties;
        this.directory = directory;
    }

    /** The case of a claim that is to be decided now, with what a clerk ruled. */
    Case of(ClaimState claim, BillContent content, Insured insured, Rulings rulings) {
        return asDecided(claim, content, insured, rulings, EarlierClaims.NOW);
    }

    /**
     * The case of a claim as it was when it was decided: only what was decided before counts.
     *
     * @param leaf of the receipt of its decision
     */
    Case asDecided(
            ClaimState claim, BillContent content, Insured insured, Rulings rulings, long leaf) {
        Party agency = parties.get(claim.getAgency());
        // The year's sum brings the read model up to the ledger, which the accounts need too.
        Case.Used used = earlier.used(agency, claim, leaf);
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        return new Case(
                person(claim, insured),
                visit(
                        claim,
                        content,
                        insured.filing(day, institution(content).getRegion())
                                .orElse(Filing.UNFILED),
                        disease(content, insured, day),
                        rulings,
                        leaf),
                used,
                accounts.of(agency, claim, row -> EarlierClaims.isElse(row, claim, leaf)),
                new Case.Fees.Lines(lines(content.details(), rulings)));
    }

    private static Case.Person person(ClaimState claim, Insured insured) {
        LocalDate day = LocalDate.ofEpochDay(claim.getVisitDay());
        Insured.Entitlement known = insured.known();
        return new Case.Person(
                claim.getInsutype(),
                insured.psnTypeOn(day),
                insured.tier(),
                insured.sex().equals("女"),
                Math.toIntExact(insured.birthDate().toEpochDay()),
                Case.Person.UNKNOWN,
                insured.civilServant(),
                insured.identitiesOn(day),
                Objects.requireNonNullElse(known.contributionMonths(), Case.Person.UNKNOWN),
                known.insuredSince() == null
                        ? Case.Person.UNKNOWN
                        : Math.toIntExact(known.insuredSince().toEpochDay()));
    }

    private Case.Visit visit(
            ClaimState claim,
            BillContent content,
            Filing filed,
            String disease,
            Rulings rulings,
            long leaf) {
        Visit visit = Objects.requireNonNull(content.visit());
        Member institution = institution(content);
        boolean inpatient = content.face().getBusType().equals("01");
        // Long-term residents are treated as at home; an emergency counts as filed, shown later.
        boolean emergency =
                rulings.emergency()
                        && visit.getMedType().equals(EMERGENCY)
                        && filed != Filing.LONG_TERM;
        return new Case.Visit(
                visit.getMedType(),
                institution.getInstitution().getHospLv(),
                "",
                institution.getId(),
                institution.getInstitution().getType().contains(TCM),
                away(claim, content) ? institution.getRegion() : "",
                emergency ? Filing.EMERGENCY : filed,
                inpatient ? earlier.admission(claim, leaf) : 1,
                claim.getVisitDay(),
                disease);
    }

    /**
     * The registered disease that a visit was for; empty when it was none. Ordinary visits and
     * stays are not for one, whatever their diagnosis.
     */
    private static String disease(BillContent content, Insured insured, LocalDate day) {
        Care care = Care.national(Objects.requireNonNull(content.visit()).getMedType());
        return care == null || care == Care.CHRONIC
                ? insured.disease(
                        day, content.diagnoses().stream().map(Diagnosis::getCode).toList())
                : "";
    }

    /** Whether care was outside the insured place. */
    boolean away(ClaimState claim, BillContent content) {
        return !institution(content).getRegion().equals(claim.getRegion());
    }

    /** Who gave the care; of a paper from elsewhere, what was entered at the window. */
    private Member institution(BillContent content) {
        Basics face = content.face();
        return face.getInstitutionCode().isEmpty()
                ? Member.newBuilder()
                        .setRegion(face.getInstitutionRegion())
                        .setInstitution(
                                Institution.newBuilder().setHospLv(face.getInstitutionLevel()))
                        .build()
                : directory.required(face.getInstitutionCode());
    }

    /**
     * The case as one reckons it who can open the bill and knows nothing of the person: what the
     * agency alone knows is as given.
     *
     * @param reader a department for which decisions are sealed too
     */
    Case ofStranger(
            Party reader, ClaimState claim, BillContent content, Rulings rulings, Case given) {
        Filing filed = given.visit().filing();
        return new Case(
                given.person(),
                visit(
                        claim,
                        content,
                        filed == Filing.EMERGENCY ? Filing.UNFILED : filed,
                        given.visit().disease(),
                        rulings,
                        EarlierClaims.NOW),
                earlier.opens(reader, claim)
                        ? earlier.used(reader, claim, EarlierClaims.NOW)
                        : given.used(),
                given.account(),
                new Case.Fees.Lines(lines(content.details(), rulings)));
    }

    /** The same with the claims as they stood once. */
    CaseBuilder asOf(ClaimQueries then, State stateThen) {
        return new CaseBuilder(
                earlier.asOf(then, stateThen), accounts.asOf(then, stateThen), parties, directory);
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
