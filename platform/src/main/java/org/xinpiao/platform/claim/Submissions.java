package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.contracts.claim.CancelClaim;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Grant;
import org.xinpiao.contracts.claim.SubmitClaim;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The patient service: brings a patient's claim to the ledger, routed to the agency of the home
 * region.
 */
@Service
public class Submissions {

    /** What an insurer may read: the face and the lines, neither visit nor diagnosis. */
    public static final List<SectionKind> READABLE = List.of(SectionKind.FACE, SectionKind.DETAILS);

    private static final String PATIENT_SERVICE = "health";

    private final Parties parties;
    private final Submitter submitter;
    private final Pseudonyms pseudonyms;
    private final Enrolments enrolments;
    private final Directory directory;
    private final LedgerState state;
    private final BillReader reader;
    private final JsonMapper json;
    private final Clock clock;

    Submissions(
            Parties parties,
            Submitter submitter,
            Pseudonyms pseudonyms,
            Enrolments enrolments,
            Directory directory,
            LedgerState state,
            BillReader reader,
            JsonMapper json,
            Clock clock) {
        this.parties = parties;
        this.submitter = submitter;
        this.pseudonyms = pseudonyms;
        this.enrolments = enrolments;
        this.directory = directory;
        this.state = state;
        this.reader = reader;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Submits a claim; the same id again finds the first receipt.
     *
     * @param claimId chosen by the form, so that a form sent twice is one claim
     * @return the height of the claim's block
     * @throws ProblemException when the form is not filled in rightly, or nobody insures the
     *     patient on that day
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    public long submit(String claimId, BillId bill, ClaimForm form) {
        LocalDate day = check(claimId, bill, form);
        byte[] person = pseudonyms.coverage(form.idNumber());
        Optional<Enrolment> enrolment = enrolments.on(person, day);
        if (enrolment.isEmpty()) {
            throw problem("visitDate", "就诊当日没有参保记录", "nobody insured the patient on that day");
        }
        String agency = directory.agency(enrolment.get().getRegion()).orElseThrow();
        return submit(
                SubmitClaim.newBuilder()
                        .setClaimId(claimId)
                        .setBill(bill)
                        .setPayer(Claims.BASIC)
                        .setAgency(agency)
                        .setInsutype(enrolment.get().getInsutype())
                        .setVisitDay(Math.toIntExact(day.toEpochDay())),
                form);
    }

    /**
     * Claims what is left of a bill from a commercial insurer, and lets it read {@link #READABLE}.
     *
     * @param insurer member id
     * @param until the last day on which it may read
     * @return the height of the claim's block
     * @throws ProblemException when the form is not filled in rightly
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    public long submitRest(
            String claimId, BillId bill, String insurer, LocalDate until, ClaimForm form) {
        long days = ChronoUnit.DAYS.between(ChinaTime.date(clock.millis()), until);
        if (days < 0 || days > ClaimContract.GRANT_DAYS_MAX) {
            throw problem("until", "应为今天起一年以内的日期", "must be a day within a year from today");
        }
        if (directory.member(insurer).filter(each -> each.getRole() == Role.INSURER).isEmpty()) {
            throw problem("insurer", "请选择承保机构", "choose an insurer");
        }
        LocalDate day = check(claimId, bill, form);
        return submit(
                SubmitClaim.newBuilder()
                        .setClaimId(claimId)
                        .setBill(bill)
                        .setPayer(insurer)
                        .setAgency(insurer)
                        .setVisitDay(Math.toIntExact(day.toEpochDay()))
                        .setGrant(
                                Grant.newBuilder()
                                        .setSections(
                                                READABLE.stream()
                                                        .mapToInt(kind -> 1 << kind.ordinal())
                                                        .sum())
                                        .setUntilDay(Math.toIntExact(until.toEpochDay()))),
                form);
    }

    private long submit(SubmitClaim.Builder claim, ClaimForm form) {
        byte[] sealed = json.writeValueAsBytes(form);
        claim.setPatient(ByteString.copyFrom(pseudonyms.bill(form.idNumber())))
                .setPerson(ByteString.copyFrom(pseudonyms.coverage(form.idNumber())));
        // Sealing is random: what makes two submissions the same is all but the sealed form.
        byte[] content =
                claim.build().toByteString().concat(ByteString.copyFrom(sealed)).toByteArray();
        claim.setSealedForm(SealedBox.seal(directory.recipient(claim.getAgency()), sealed));
        Receipt receipt =
                Submitter.require(
                        Submitter.join(
                                submitter.submit(
                                        parties.get(PATIENT_SERVICE),
                                        "claim",
                                        ClaimCommand.newBuilder().setSubmit(claim).build(),
                                        "claim/" + claim.getClaimId(),
                                        ByteString.copyFrom(pseudonyms.content(content)))));
        return receipt.getHeight();
    }

    /** Takes back a claim that is not decided, or an appeal. */
    public long cancel(String claimId) {
        long appealed =
                Optional.ofNullable(Claims.find(state, claimId))
                        .map(ClaimState::getAppealedMs)
                        .orElse(0L);
        return submitter
                .require(
                        parties.get(PATIENT_SERVICE),
                        "claim",
                        ClaimCommand.newBuilder()
                                .setCancel(CancelClaim.newBuilder().setClaimId(claimId))
                                .build(),
                        "cancel/" + claimId + "/" + appealed)
                .getHeight();
    }

    /**
     * Checks the form against the bill; gives the day of the visit or of the discharge, which
     * chooses the policy.
     */
    private LocalDate check(String claimId, BillId id, ClaimForm form) {
        List<Fault> faults = new ArrayList<>();
        if (claimId.isBlank() || claimId.length() > Claims.ID_CHARS_MAX) {
            faults.add(fault("claimId", "应为 1 至 34 个字符", "must have 1 to 34 characters"));
        }
        if (form.name().isBlank()) {
            faults.add(fault("name", "必填", "is mandatory"));
        }
        if (!IdNumbers.valid(form.idNumber())) {
            faults.add(fault("idNumber", "社会保障号不正确", "is no valid social-security number"));
        }
        if (!BankCards.valid(form.bankCard())) {
            faults.add(fault("bankCard", "银行卡号校验位不符", "the card's check digit is wrong"));
        }
        BillState bill = Bills.find(state, id);
        if (bill == null
                || !bill.getPatient()
                        .equals(ByteString.copyFrom(pseudonyms.bill(form.idNumber())))) {
            faults.add(fault("bill", "该患者没有此票据", "is no bill of this patient"));
            throw ProblemException.unprocessable(faults);
        }
        Visit visit = visit(bill);
        LocalDate in = LocalDate.parse(visit.getInDate());
        LocalDate out = LocalDate.parse(visit.getOutDate());
        if (form.visitDate().isBefore(in) || form.visitDate().isAfter(out)) {
            faults.add(fault("visitDate", "与票据上的就诊日期不符", "is not the day on the bill"));
        }
        if (!faults.isEmpty()) {
            throw ProblemException.unprocessable(faults);
        }
        return out;
    }

    private Visit visit(BillState bill) {
        try {
            return Objects.requireNonNull(reader.read(parties.get(PATIENT_SERVICE), bill).visit());
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(Bills.id(bill.getRecord())), e);
        }
    }

    private static ProblemException problem(String field, String zh, String en) {
        return ProblemException.unprocessable(List.of(fault(field, zh, en)));
    }

    private static Fault fault(String field, String zh, String en) {
        return new Fault(field, "claim.form", zh, en);
    }
}
