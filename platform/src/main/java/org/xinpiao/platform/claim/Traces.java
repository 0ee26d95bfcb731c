package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.DecisionTrace;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Party;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes, seals and reads what a decision was made from and the trace of how; their hashes stand in
 * the decision that the departments signed.
 */
@Component
public class Traces {

    private final ClaimForms forms;
    private final Primitives primitives;
    private final Suite suite;
    private final JsonMapper json =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    Traces(ClaimForms forms, Primitives primitives, Suite suite) {
        this.forms = forms;
        this.primitives = primitives;
        this.suite = suite;
    }

    byte[] write(Benefit benefit, Rulings rulings) {
        List<Trace.Step> steps =
                Stream.concat(benefit.trace().stream().map(Traces::step), rulings.steps().stream())
                        .toList();
        return json.writeValueAsBytes(
                new Trace(
                        benefit.region(),
                        benefit.version(),
                        benefit.plan(),
                        amounts(Settlements.of(benefit.amounts())),
                        rulings,
                        steps));
    }

    /** The trace of a decision that no policy made. */
    byte[] write(Settlement settlement, Trace.Step... steps) {
        return json.writeValueAsBytes(
                new Trace("", 0, "", amounts(settlement), Rulings.NONE, List.of(steps)));
    }

    private static Trace.Step step(Step step) {
        boolean line = step.template().id().startsWith("line.");
        return new Trace.Step(
                step.ruleId(),
                line ? step.label().zh() : "",
                step.inputs(),
                Money.ofFen(step.amount()).toString(),
                step.zh(),
                step.en());
    }

    /** Seals a decision's inputs and trace for all who may read them. */
    ByteString seal(List<RecipientKey> recipients, byte[] inputs, byte[] trace) {
        return SealedBox.sealForAll(
                suite,
                recipients,
                DecisionTrace.newBuilder()
                        .setInputs(ByteString.copyFrom(inputs))
                        .setTrace(ByteString.copyFrom(trace))
                        .build()
                        .toByteArray());
    }

    /**
     * What rests sealed beside a decision, whether or not it is what was signed.
     *
     * @throws CryptoException when it was not sealed for this party
     * @throws InvalidProtocolBufferException when there is something else in it
     */
    DecisionTrace open(Party party, DecideClaim decide)
            throws CryptoException, InvalidProtocolBufferException {
        return DecisionTrace.parseFrom(
                SealedBox.openAsOne(suite, party.sealing(), decide.getSealedTrace()));
    }

    /**
     * The trace of a claim for a party it was sealed for.
     *
     * @throws CorruptException when it is not the trace that was signed
     */
    public Optional<Trace> read(Party party, ClaimQueries.Row claim) {
        if (claim.decidedLeaf() == null) {
            return Optional.empty();
        }
        DecideClaim decide = forms.command(claim.decidedLeaf()).getDecide();
        try {
            ByteString trace = open(party, decide).getTrace();
            if (!holds(trace, Decision.parseFrom(decide.getDecision()).getTraceDigest())) {
                throw new CorruptException("trace of claim " + claim.claimId());
            }
            return Optional.of(json.readValue(trace.toByteArray(), Trace.class));
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("trace of claim " + claim.claimId(), e);
        }
    }

    /** What a decision was made from, and how. */
    record Sound(Inputs inputs, Trace trace) {}

    /**
     * Inputs and trace of the last decision of a claim; nothing when they were not sealed for a
     * party, or are not what was signed.
     */
    Optional<Sound> sound(Party party, ClaimQueries.Row claim) {
        if (claim.decidedLeaf() == null) {
            return Optional.empty();
        }
        DecideClaim decide = forms.command(claim.decidedLeaf()).getDecide();
        try {
            DecisionTrace sealed = open(party, decide);
            Decision decision = Decision.parseFrom(decide.getDecision());
            if (!holds(sealed.getInputs(), decision.getInputsDigest())
                    || !holds(sealed.getTrace(), decision.getTraceDigest())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Sound(
                            Inputs.read(sealed.getInputs().toByteArray()),
                            json.readValue(sealed.getTrace().toByteArray(), Trace.class)));
        } catch (CryptoException
                | InvalidProtocolBufferException
                | IllegalArgumentException
                | JacksonException _) {
            return Optional.empty();
        }
    }

    private boolean holds(ByteString sealed, ByteString digest) {
        return Arrays.equals(primitives.hash(sealed.toByteArray()), digest.toByteArray());
    }

    /** Members that signed the last decision of a claim, the agency first; none before it. */
    public List<String> endorsers(ClaimQueries.Row claim) {
        return claim.decidedLeaf() == null
                ? List.of()
                : forms.command(claim.decidedLeaf()).getDecide().getEndorsementsList().stream()
                        .map(Endorsement::getMember)
                        .toList();
    }

    /** By the interface's names, in its order. */
    private static Map<String, String> amounts(Settlement settlement) {
        Map<String, String> amounts = new LinkedHashMap<>();
        settlement
                .getDescriptorForType()
                .getFields()
                .forEach(field ->
                        amounts.put(
                                field.getName(),
                                Money.ofFen((Long) settlement.getField(field)).toString()));
        return amounts;
    }
}
