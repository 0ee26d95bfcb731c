package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.claim.RefuseClaim;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.registry.Directory;

/**
 * The home agency's desk: opens form and bill with the agency's keys, checks that they belong
 * together, evaluates the policy in force at discharge and decides.
 */
@Component
class AgencyDesk {

    private static final String PATIENT_SERVICE = "health";

    private final Parties parties;
    private final ClaimForms forms;
    private final BillReader reader;
    private final Enrolments enrolments;
    private final PublishedPolicies policies;
    private final CaseBuilder cases;
    private final Traces traces;
    private final Directory directory;
    private final Submitter submitter;
    private final Primitives primitives;
    private final Suite suite;
    private final LedgerState state;
    private final PersonLocks locks = new PersonLocks();

    AgencyDesk(
            Parties parties,
            ClaimForms forms,
            BillReader reader,
            Enrolments enrolments,
            PublishedPolicies policies,
            CaseBuilder cases,
            Traces traces,
            Directory directory,
            Submitter submitter,
            Primitives primitives,
            Suite suite,
            LedgerState state) {
        this.parties = parties;
        this.forms = forms;
        this.reader = reader;
        this.enrolments = enrolments;
        this.policies = policies;
        this.cases = cases;
        this.traces = traces;
        this.directory = directory;
        this.submitter = submitter;
        this.primitives = primitives;
        this.suite = suite;
        this.state = state;
    }

    void decide(ClaimState claim) {
        Optional<Party> agency = parties.find(claim.getAgency());
        if (agency.isPresent()) {
            // What the year has used depends on the claims before: one claim of a person at a time.
            locks.run(claim.getPerson(), () -> decide(agency.get(), claim));
        }
    }

    private void decide(Party agency, ClaimState claim) {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        if (bill.hasReversedBy()) {
            refuse(agency, claim, "bill-reversed");
            return;
        }
        if (Bills.blocked(bill) != null) {
            return; // Frozen: it is decided when the bill is freed.
        }
        ClaimForm form = forms.open(agency, claim);
        BillContent content = open(agency, bill);
        Enrolment enrolment =
                Coverage.enrolledOn(
                        state, claim.getPerson(), claim.getInsutype(), claim.getVisitDay());
        Insured insured = enrolments.open(agency, Objects.requireNonNull(enrolment));
        String mismatch = mismatch(form, content, insured, claim);
        if (mismatch != null) {
            refuse(agency, claim, mismatch);
            return;
        }
        Optional<PublishedPolicies.InForce> policy =
                policies.inForce(claim.getRegion(), claim.getVisitDay());
        if (policy.isEmpty()) {
            refuse(agency, claim, "no-policy");
            return;
        }
        Case given = cases.of(claim, content, insured);
        Benefit benefit = Evaluator.evaluate(policy.get().rules(), given);
        byte[] trace = traces.write(benefit);
        Decision decision =
                Decision.newBuilder()
                        .setClaimId(claim.getClaimId())
                        .setSettlement(Settlements.of(benefit.amounts()))
                        .setPolicyRegion(claim.getRegion())
                        .setPolicyVersion(policy.get().version())
                        .setInputsDigest(
                                ByteString.copyFrom(
                                        primitives.hash(cases.pinned(bill, enrolment, given))))
                        .setTraceDigest(ByteString.copyFrom(primitives.hash(trace)))
                        .build();
        submit(agency, claim, decision, trace);
    }

    private void submit(Party agency, ClaimState claim, Decision decision, byte[] trace) {
        ByteString bytes = decision.toByteString();
        DecideClaim decide =
                DecideClaim.newBuilder()
                        .setDecision(bytes)
                        .addEndorsements(
                                Endorsement.newBuilder()
                                        .setMember(agency.id())
                                        .setKeyId(
                                                ByteString.copyFrom(
                                                        agency.signing().publicKey().id()))
                                        .setSignature(
                                                ByteString.copyFrom(
                                                        agency.signing()
                                                                .sign(
                                                                        Claims.decisionMessage(
                                                                                primitives,
                                                                                bytes
                                                                                        .toByteArray())))))
                        .setSealedTrace(
                                SealedBox.sealForAll(
                                        suite,
                                        List.of(
                                                agency.sealing().publicKey(),
                                                directory.recipient(PATIENT_SERVICE)),
                                        trace))
                        .build();
        // Sealing is random; the decision is what the key stands for.
        Submitter.require(
                Submitter.join(
                        submitter.submit(
                                agency,
                                "claim",
                                ClaimCommand.newBuilder().setDecide(decide).build(),
                                "decide/" + claim.getClaimId() + "/" + claim.getDecisions(),
                                ByteString.copyFrom(primitives.hash(bytes.toByteArray())))));
    }

    private void refuse(Party agency, ClaimState claim, String reason) {
        submitter.require(
                agency,
                "claim",
                ClaimCommand.newBuilder()
                        .setRefuse(
                                RefuseClaim.newBuilder()
                                        .setClaimId(claim.getClaimId())
                                        .setReason(reason))
                        .build(),
                "refuse/" + claim.getClaimId());
    }

    private BillContent open(Party agency, BillState bill) {
        try {
            return reader.read(agency, bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(Bills.id(bill.getRecord())), e);
        }
    }

    /**
     * What keeps form, bill and insured person from being about the same visit; null when nothing
     * does.
     */
    private static @Nullable String mismatch(
            ClaimForm form, BillContent content, Insured insured, ClaimState claim) {
        Basics face = content.face();
        boolean inpatient = face.getBusType().equals("01");
        if (content.payer() == null || content.visit() == null || content.details().isEmpty()) {
            return "bill-incomplete";
        }
        if (!content.payer().getName().equals(form.name()) || !insured.name().equals(form.name())) {
            return "name-mismatch";
        }
        if (!insured.idNumber().equals(form.idNumber())
                || !content.payer().getIdMasked().equals(IdNumbers.masked(form.idNumber()))) {
            return "identity-mismatch";
        }
        if (!face.getInstitutionCode().equals(form.institution())) {
            return "institution-mismatch";
        }
        LocalDate out = LocalDate.parse(content.visit().getOutDate());
        if (form.visitDate().isBefore(LocalDate.parse(content.visit().getInDate()))
                || form.visitDate().isAfter(out)
                || out.toEpochDay() != claim.getVisitDay()) {
            return "visit-mismatch";
        }
        return form.visitClass().equals(inpatient ? "inpatient" : "outpatient")
                ? null
                : "class-mismatch";
    }
}
