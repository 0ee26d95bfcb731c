package org.xinpiao.platform.agency;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.agency.ClaimFile.Comparison;
import org.xinpiao.platform.agency.ClaimFile.Step;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Traces;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.payment.Payments;

/** Opens claims for the agency that decides them, with that agency's keys. */
@Service
class ClaimFiles {

    private static final String CLAIM_EVENT = "claim-";

    private final ClaimQueries claims;
    private final ClaimForms forms;
    private final BillQueries bills;
    private final BillReader reader;
    private final Enrolments enrolments;
    private final Traces traces;
    private final Payments payments;
    private final Parties parties;
    private final LedgerState state;

    ClaimFiles(
            ClaimQueries claims,
            ClaimForms forms,
            BillQueries bills,
            BillReader reader,
            Enrolments enrolments,
            Traces traces,
            Payments payments,
            Parties parties,
            LedgerState state) {
        this.claims = claims;
        this.forms = forms;
        this.bills = bills;
        this.reader = reader;
        this.enrolments = enrolments;
        this.traces = traces;
        this.payments = payments;
        this.parties = parties;
        this.state = state;
    }

    /** A claim of this agency; empty for any other's. */
    Optional<ClaimFile> open(String agency, String claimId) {
        return claims.find(claimId)
                .filter(row -> row.agency().equals(agency))
                .map(row -> open(parties.get(agency), row));
    }

    private ClaimFile open(Party agency, ClaimQueries.Row row) {
        ClaimState claim = Objects.requireNonNull(Claims.find(state, row.claimId()));
        ClaimForm form = forms.open(agency, claim);
        BillContent content = content(agency, row);
        Enrolment enrolment =
                Coverage.enrolledOn(
                        state, claim.getPerson(), claim.getInsutype(), claim.getVisitDay());
        Insured insured = enrolment == null ? null : enrolments.open(agency, enrolment);
        String endToEndId = row.endToEndId();
        return new ClaimFile(
                row,
                form,
                bills.find(row.bill()).orElseThrow(),
                content,
                enrolment,
                insured,
                traces.read(agency, row).orElse(null),
                endToEndId,
                endToEndId == null ? null : payments.executed(endToEndId).orElse(null),
                compare(form, content, insured, enrolment),
                steps(row));
    }

    private @Nullable BillContent content(Party agency, ClaimQueries.Row row) {
        BillState bill = Objects.requireNonNull(Bills.find(state, row.bill()));
        try {
            BillContent content = reader.read(agency, bill);
            return content.basics() == null ? null : content;
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(row.bill()), e);
        }
    }

    private List<Step> steps(ClaimQueries.Row row) {
        return bills.timeline(row.bill()).stream()
                .filter(event ->
                        event.kind().startsWith(CLAIM_EVENT)
                                && event.detail().equals(row.claimId()))
                .map(event ->
                        new Step(
                                event.kind().substring(CLAIM_EVENT.length()),
                                Instant.ofEpochMilli(event.atMs()),
                                event.leaf()))
                .toList();
    }

    private static List<Comparison> compare(
            ClaimForm form,
            @Nullable BillContent content,
            @Nullable Insured insured,
            @Nullable Enrolment enrolment) {
        List<Comparison> facts = new ArrayList<>();
        var payer = content == null ? null : content.payer();
        String name = payer == null ? null : payer.getName();
        String insuredName = insured == null ? null : insured.name();
        facts.add(fact("name", form.name(), name, insuredName));
        String masked = IdNumbers.masked(form.idNumber());
        String billId = payer == null ? null : payer.getIdMasked();
        String insuredId = insured == null ? null : insured.idNumber();
        facts.add(
                new Comparison(
                        "id",
                        form.idNumber(),
                        billId,
                        insuredId,
                        same(masked, billId) && same(form.idNumber(), insuredId)));
        var basics = content == null ? null : content.basics();
        facts.add(
                fact(
                        "institution",
                        form.institution(),
                        basics == null ? null : basics.getInstitutionCode(),
                        null));
        facts.add(visit(form, content, enrolment));
        String billClass =
                basics == null
                        ? null
                        : basics.getBusType().equals("01") ? "inpatient" : "outpatient";
        facts.add(fact("class", form.visitClass(), billClass, null));
        return facts;
    }

    private static Comparison visit(
            ClaimForm form, @Nullable BillContent content, @Nullable Enrolment enrolment) {
        var visit = content == null ? null : content.visit();
        LocalDate day = form.visitDate();
        boolean within =
                visit == null
                        || (!day.isBefore(LocalDate.parse(visit.getInDate()))
                                && !day.isAfter(LocalDate.parse(visit.getOutDate())));
        String stay =
                visit == null
                        ? null
                        : visit.getInDate().equals(visit.getOutDate())
                                ? visit.getInDate()
                                : visit.getInDate() + " – " + visit.getOutDate();
        String cover = enrolment == null ? null : cover(enrolment);
        return new Comparison("visit", day.toString(), stay, cover, within && enrolment != null);
    }

    /** The days of an enrolment; an open end stays open. */
    private static String cover(Enrolment enrolment) {
        LocalDate from = LocalDate.ofEpochDay(enrolment.getFromDay());
        int to = enrolment.getToDay();
        return to == 0 ? from + " –" : from + " – " + LocalDate.ofEpochDay(to);
    }

    private static Comparison fact(
            String key, String form, @Nullable String bill, @Nullable String insured) {
        return new Comparison(key, form, bill, insured, same(form, bill) && same(form, insured));
    }

    private static boolean same(String form, @Nullable String other) {
        return other == null || form.equals(other);
    }
}
