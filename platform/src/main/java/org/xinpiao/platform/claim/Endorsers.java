package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/** Gathers as many signatures under a decision as its region asks for. */
@Component
class Endorsers {

    /** Departments that may judge, in the order in which they are asked. */
    static final List<String> DEPARTMENTS = List.of("insurance", "finance", "health");

    private final Directory directory;
    private final Map<String, Endorser> endorsers;

    Endorsers(
            Directory directory,
            Parties parties,
            Examiner examiner,
            CaseBuilder cases,
            BillReader reader,
            Packages packages,
            LedgerState state,
            Primitives primitives) {
        this.directory = directory;
        this.endorsers =
                DEPARTMENTS.stream()
                        .map(member ->
                                new DepartmentEndorser(
                                        member,
                                        parties,
                                        examiner,
                                        cases,
                                        reader,
                                        packages,
                                        state,
                                        primitives))
                        .collect(Collectors.toMap(Endorser::member, Function.identity()));
    }

    /** Signals a department that came to another result. */
    static final class DisagreedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String member;
        private final transient Endorser.Answer.Disagreed answer;

        DisagreedException(String member, Endorser.Answer.Disagreed answer) {
            super(member + " comes to another result");
            this.member = member;
            this.answer = answer;
        }

        String member() {
            return member;
        }

        Endorser.Answer.Disagreed answer() {
            return answer;
        }
    }

    /** Signals a department that could not compute; it may be asked again. */
    static final class UnableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnableException(String why) {
            super(why);
        }
    }

    /** The departments that must sign a claim's decision beside its agency. */
    List<String> of(ClaimState claim) {
        int required =
                claim.getPayer().equals(Claims.BASIC)
                        ? directory.region(claim.getRegion()).map(Region::getEndorsers).orElse(1)
                        : 1;
        return DEPARTMENTS.subList(0, Math.clamp(required - 1L, 0, DEPARTMENTS.size()));
    }

    /**
     * A decision with the signatures of all of them.
     *
     * @param proposed with the agency's own
     * @throws DisagreedException when one comes to another result
     * @throws UnableException when one cannot compute now
     */
    DecideClaim endorse(ClaimState claim, DecideClaim proposed) {
        DecideClaim.Builder endorsed = proposed.toBuilder();
        for (String member : of(claim)) {
            switch (Objects.requireNonNull(endorsers.get(member)).endorse(proposed)) {
                case Endorser.Answer.Agreed(Endorsement endorsement) ->
                        endorsed.addEndorsements(endorsement);
                case Endorser.Answer.Disagreed disagreed ->
                        throw new DisagreedException(member, disagreed);
                case Endorser.Answer.Unable(String why) -> throw new UnableException(why);
            }
        }
        return endorsed.build();
    }

    /**
     * Signs a decision.
     *
     * @param decision exact bytes
     */
    static Endorsement sign(Primitives primitives, Party party, ByteString decision) {
        byte[] message = Claims.decisionMessage(primitives, decision.toByteArray());
        return Endorsement.newBuilder()
                .setMember(party.id())
                .setKeyId(ByteString.copyFrom(party.signing().publicKey().id()))
                .setSignature(ByteString.copyFrom(party.signing().sign(message)))
                .build();
    }
}
