package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.registry.Directory;

/**
 * Opens form and bill with the agency's keys, evaluates the policy in force at discharge, and
 * brings the decision to the ledger.
 */
@Component
class Decider {

    private static final String PATIENT_SERVICE = "health";

    private final ClaimForms forms;
    private final BillReader reader;
    private final Enrolments enrolments;
    private final PublishedPolicies policies;
    private final CaseBuilder cases;
    private final Traces traces;
    private final Directory directory;
    private final Endorsers endorsers;
    private final Disagreements disagreements;
    private final Submitter submitter;
    private final Primitives primitives;
    private final LedgerState state;

    Decider(
            ClaimForms forms,
            BillReader reader,
            Enrolments enrolments,
            PublishedPolicies policies,
            CaseBuilder cases,
            Traces traces,
            Directory directory,
            Endorsers endorsers,
            Disagreements disagreements,
            Submitter submitter,
            Primitives primitives,
            LedgerState state) {
        this.forms = forms;
        this.reader = reader;
        this.enrolments = enrolments;
        this.policies = policies;
        this.cases = cases;
        this.traces = traces;
        this.directory = directory;
        this.endorsers = endorsers;
        this.disagreements = disagreements;
        this.submitter = submitter;
        this.primitives = primitives;
        this.state = state;
    }

    /**
     * All that a decision is made from.
     *
     * @param away whether care was outside the insured place
     */
    record Evidence(
            ClaimForm form,
            BillState bill,
            BillContent content,
            Enrolment enrolment,
            Insured insured,
            boolean away) {

        /** Codes of {@link Reasons#REVIEW}, the gravest first. */
        List<String> findings(ClaimState claim) {
            List<String> found =
                    Findings.of(
                            form,
                            content,
                            insured,
                            claim.getVisitDay(),
                            away,
                            claim.getDocumentsCount() > 0);
            return bill.hasOrigin()
                    ? Stream.concat(Stream.of(Reasons.PAPER), found.stream()).toList()
                    : found;
        }

        /** Whether it matters that the visit was an emergency. */
        boolean emergency() {
            var visit = content.visit();
            return away && visit != null && visit.getMedType().equals(CaseBuilder.EMERGENCY);
        }

        /** Numbers of the lines that a clerk should look at. */
        List<String> suspects() {
            var visit = content.visit();
            return visit == null ? List.of() : Findings.suspects(content.details(), visit);
        }
    }

    /**
     * What the policy gives, ready to be signed.
     *
     * @param inputs from which it can be computed again
     */
    record Result(Decision decision, Benefit benefit, byte[] inputs, byte[] trace) {

        long fen() {
            return Claims.payableFen(decision.getSettlement());
        }
    }

    Evidence evidence(Party agency, ClaimState claim) {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        BillContent content = open(agency, bill);
        Enrolment enrolment =
                Objects.requireNonNull(
                        Coverage.enrolledOn(
                                state,
                                claim.getPerson(),
                                claim.getInsutype(),
                                claim.getVisitDay()));
        return new Evidence(
                forms.open(agency, claim),
                bill,
                content,
                enrolment,
                enrolments.open(agency, enrolment),
                cases.away(claim, content));
    }

    /** Evaluates; nothing when no policy was in force, or the bill tells too little. */
    Optional<Result> evaluate(ClaimState claim, Evidence evidence, Rulings rulings) {
        if (evidence.content().visit() == null || evidence.content().details().isEmpty()) {
            return Optional.empty();
        }
        return policies.inForce(claim.getRegion(), claim.getVisitDay())
                .map(policy -> evaluate(claim, evidence, rulings, policy));
    }

    private Result evaluate(
            ClaimState claim,
            Evidence evidence,
            Rulings rulings,
            PublishedPolicies.InForce policy) {
        byte[] inputs =
                Inputs.of(
                                claim.getClaimId(),
                                evidence.bill().getRecord(),
                                evidence.enrolment(),
                                policy,
                                rulings,
                                cases.of(claim, evidence.content(), evidence.insured(), rulings))
                        .bytes();
        // From what is pinned, so that whoever computes it again has just what was had here.
        Benefit benefit = Evaluator.evaluate(policy.rules(), Inputs.read(inputs).given());
        byte[] trace = traces.write(benefit, rulings);
        Decision decision =
                Decision.newBuilder()
                        .setClaimId(claim.getClaimId())
                        .setSettlement(Settlements.of(benefit.amounts()))
                        .setPolicyRegion(claim.getRegion())
                        .setPolicyVersion(policy.version())
                        .setInputsDigest(ByteString.copyFrom(primitives.hash(inputs)))
                        .setTraceDigest(ByteString.copyFrom(primitives.hash(trace)))
                        .build();
        return new Result(decision, benefit, inputs, trace);
    }

    /**
     * Brings a decision to the ledger, endorsed by all whom the region asks. Where one of them
     * comes to another result, the alarm is raised and nothing is decided.
     *
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     * @throws Endorsers.DisagreedException when a department comes to another result
     * @throws Endorsers.UnableException when a department cannot compute now
     */
    Receipt submit(Party agency, ClaimState claim, Result result) {
        return submit(agency, claim, result.decision(), result.inputs(), result.trace());
    }

    /** The same for any decision, with what it was made from and its trace. */
    Receipt submit(Party agency, ClaimState claim, Decision decision, byte[] inputs, byte[] trace) {
        ByteString bytes = decision.toByteString();
        List<RecipientKey> recipients = new ArrayList<>();
        recipients.add(agency.sealing().publicKey());
        recipients.add(directory.recipient(PATIENT_SERVICE));
        for (String member : endorsers.of(claim)) {
            if (!member.equals(PATIENT_SERVICE)) {
                recipients.add(directory.recipient(member));
            }
        }
        DecideClaim proposed =
                DecideClaim.newBuilder()
                        .setDecision(bytes)
                        .addEndorsements(Endorsers.sign(primitives, agency, bytes))
                        .setSealedTrace(traces.seal(recipients, inputs, trace))
                        .build();
        DecideClaim decide;
        try {
            decide = endorsers.endorse(claim, proposed);
        } catch (Endorsers.DisagreedException e) {
            disagreements.raise(agency, decision, e);
            throw e;
        }
        // Sealing is random; the decision is what the key stands for.
        Receipt receipt =
                Submitter.require(
                        Submitter.join(
                                submitter.submit(
                                        agency,
                                        "claim",
                                        ClaimCommand.newBuilder().setDecide(decide).build(),
                                        "decide/" + claim.getClaimId() + "/" + claim.getDecisions(),
                                        ByteString.copyFrom(
                                                primitives.hash(bytes.toByteArray())))));
        disagreements.settle(claim.getClaimId());
        return receipt;
    }

    private BillContent open(Party agency, BillState bill) {
        try {
            return reader.read(agency, bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(Bills.id(bill.getRecord())), e);
        }
    }
}
