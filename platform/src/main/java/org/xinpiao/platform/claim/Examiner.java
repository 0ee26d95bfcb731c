package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.DecisionTrace;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.PolicyVersion;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;

/**
 * Holds a decision against its pinned inputs and the ledger, without a word of who made it: what a
 * second department does before it signs, and an auditor years later.
 */
@Component
class Examiner {

    private final Traces traces;
    private final Primitives primitives;
    private final LedgerState state;

    Examiner(Traces traces, Primitives primitives, LedgerState state) {
        this.traces = traces;
        this.primitives = primitives;
        this.state = state;
    }

    /** A decision, opened. */
    record Opened(Decision decision, Inputs inputs, byte[] trace) {}

    /** Signals sealed content that is not what was signed, or cannot be read. */
    static final class UnsoundException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Deviation deviation;

        UnsoundException(String field, String expected, String found) {
            super(field);
            this.deviation = new Deviation(field, expected, found);
        }

        Deviation deviation() {
            return deviation;
        }
    }

    /**
     * Opens a decision with its inputs and its trace.
     *
     * @throws CryptoException when it was not sealed for this reader
     * @throws UnsoundException when what is sealed is not what was signed
     */
    Opened open(Party reader, DecideClaim decide) throws CryptoException, UnsoundException {
        DecisionTrace sealed;
        Decision decision;
        try {
            decision = Decision.parseFrom(decide.getDecision());
            sealed = traces.open(reader, decide);
        } catch (InvalidProtocolBufferException _) {
            throw new UnsoundException("sealed_trace", "DecisionTrace", "?");
        }
        require("inputs_digest", sealed.getInputs(), decision.getInputsDigest());
        require("trace_digest", sealed.getTrace(), decision.getTraceDigest());
        try {
            return new Opened(
                    decision,
                    Inputs.read(sealed.getInputs().toByteArray()),
                    sealed.getTrace().toByteArray());
        } catch (IllegalArgumentException e) {
            throw new UnsoundException(
                    "inputs", "xinpiao/inputs/v2", String.valueOf(e.getMessage()));
        }
    }

    private void require(String field, ByteString content, ByteString digest)
            throws UnsoundException {
        byte[] hash = primitives.hash(content.toByteArray());
        if (!Arrays.equals(hash, digest.toByteArray())) {
            throw new UnsoundException(
                    field, Inputs.hex(ByteString.copyFrom(hash)), Inputs.hex(digest));
        }
    }

    /**
     * Where the inputs are not what the ledger knows of bill, enrolment and policy.
     *
     * @param decidedMs time of the decision; {@link Long#MAX_VALUE} for now
     */
    List<Deviation> ledger(ClaimState claim, Opened opened, long decidedMs) {
        Inputs inputs = opened.inputs();
        List<Deviation> found = new ArrayList<>();
        found.addAll(Deviation.of("inputs.claim", claim.getClaimId(), inputs.claimId()));
        found.addAll(
                Deviation.of(
                        "inputs.bill", Bills.text(claim.getBill()), Bills.text(inputs.bill())));
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        found.addAll(
                Deviation.of(
                        "inputs.bill.fingerprint",
                        Inputs.hex(bill.getRecord().getFingerprint()),
                        inputs.fingerprint()));
        found.addAll(cover(claim, inputs.cover()));
        found.addAll(policy(claim, opened, decidedMs));
        return found;
    }

    /** An enrolment may have ended since; it stays where it began. */
    private List<Deviation> cover(ClaimState claim, Inputs.Cover cover) {
        Enrolment enrolment = enrolment(claim, cover);
        int from = Math.toIntExact(cover.from().toEpochDay());
        if (enrolment == null || from > claim.getVisitDay()) {
            return List.of(new Deviation("inputs.enrolment", "—", cover.toString()));
        }
        List<Deviation> found =
                new ArrayList<>(
                        Deviation.of(
                                "inputs.enrolment.region", enrolment.getRegion(), cover.region()));
        found.addAll(
                Deviation.of("inputs.enrolment.insutype", claim.getInsutype(), cover.insutype()));
        return found;
    }

    /** The enrolment that the inputs name; null when the ledger has none. */
    @org.jspecify.annotations.Nullable Enrolment enrolment(ClaimState claim, Inputs.Cover cover) {
        ByteString found =
                state.get(
                        Coverage.key(
                                Enrolment.newBuilder()
                                        .setPerson(claim.getPerson())
                                        .setInsutype(cover.insutype())
                                        .setFromDay(Math.toIntExact(cover.from().toEpochDay()))
                                        .build()));
        try {
            return found == null ? null : Enrolment.parseFrom(found);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("enrolment", e);
        }
    }

    private List<Deviation> policy(ClaimState claim, Opened opened, long decidedMs) {
        Inputs.Policy pinned = opened.inputs().policy();
        Decision decision = opened.decision();
        List<Deviation> found =
                new ArrayList<>(
                        Deviation.of("inputs.policy.region", claim.getRegion(), pinned.region()));
        found.addAll(
                Deviation.of(
                        "policy_version",
                        pinned.region() + " " + pinned.version(),
                        decision.getPolicyRegion() + " " + decision.getPolicyVersion()));
        PolicyVersion right = null;
        try {
            // Effective dates never go back: the newest of then that had begun is the one.
            PolicyVersion next = Policies.version(state, claim.getRegion(), 1);
            while (next != null && next.getPublishedMs() <= decidedMs) {
                right = next.getEffectiveFromDay() <= claim.getVisitDay() ? next : right;
                next = Policies.version(state, claim.getRegion(), next.getVersion() + 1);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + claim.getRegion(), e);
        }
        found.addAll(
                Deviation.of(
                        "inputs.policy",
                        right == null
                                ? "—"
                                : right.getVersion() + " " + Inputs.hex(right.getDigest()),
                        pinned.version() + " " + pinned.digest()));
        return found;
    }

    /** What a package gives for a case, and where the decision is not that. */
    record Outcome(Settlement settlement, List<Deviation> deviations) {}

    /** Evaluates a case and compares amounts and trace, byte for byte. */
    Outcome recompute(PolicyPackage rules, Case given, Opened opened) {
        Benefit benefit = Evaluator.evaluate(rules, given);
        Settlement settlement = Settlements.of(benefit.amounts());
        byte[] trace = traces.write(benefit, opened.inputs().rulings());
        List<Deviation> found =
                new ArrayList<>(Deviation.of(settlement, opened.decision().getSettlement()));
        if (!Arrays.equals(trace, opened.trace())) {
            found.addAll(
                    Deviation.of(
                            "trace_digest",
                            Inputs.hex(ByteString.copyFrom(primitives.hash(trace))),
                            Inputs.hex(opened.decision().getTraceDigest())));
            found.addAll(Deviation.ofTraces(trace, opened.trace()));
        }
        return new Outcome(settlement, found);
    }
}
