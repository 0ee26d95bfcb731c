package org.xinpiao.platform.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyCommand;
import org.xinpiao.contracts.policy.PolicyContract;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.PolicySignature;
import org.xinpiao.contracts.policy.PolicyVersion;
import org.xinpiao.contracts.policy.PublishPolicy;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/** Policy packages on the ledger: publishing them, and finding the one in force on a day. */
@Component
public class PublishedPolicies {

    private final LedgerState state;
    private final Submitter submitter;
    private final Primitives primitives;
    private final PolicyPackageReader reader = new PolicyPackageReader();
    private final Map<ByteString, PolicyPackage> parsed = new ConcurrentHashMap<>();

    PublishedPolicies(LedgerState state, Submitter submitter, Primitives primitives) {
        this.state = state;
        this.primitives = primitives;
        this.submitter = submitter;
    }

    /** A version with the hash of its exact bytes, and its rules. */
    public record InForce(int version, ByteString digest, PolicyPackage rules) {}

    /**
     * The package in force in a region for a discharge on a day.
     *
     * @param day days since 1970-01-01
     */
    public Optional<InForce> inForce(String region, int day) {
        try {
            PolicyVersion version = Policies.inForce(state, region, day);
            return Optional.ofNullable(version).map(this::read);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + region, e);
        }
    }

    /** A version of a region's package, whether or not it is in force. */
    public Optional<InForce> at(String region, int version) {
        try {
            return Optional.ofNullable(Policies.version(state, region, version)).map(this::read);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + region, e);
        }
    }

    private InForce read(PolicyVersion version) {
        return new InForce(version.getVersion(), version.getDigest(), rules(version));
    }

    /**
     * Publishes a package as the region's next version, signed by its agency.
     *
     * @param agencies who acts for the agency of a region
     * @param yaml exact bytes
     * @return of the publication
     * @throws IllegalArgumentException when the package is not sound
     * @throws org.xinpiao.platform.node.RejectedException when the ledger does not take it
     */
    public Receipt publish(Function<String, Party> agencies, byte[] yaml) {
        PolicyPackage rules = reader.read(yaml).orThrow().policy();
        Party agency = agencies.apply(rules.region());
        PublishPolicy.Builder publish = command(rules, yaml);
        byte[] message = Policies.message(primitives, publish.build());
        publish.setSignature(
                PolicySignature.newBuilder()
                        .setMember(agency.id())
                        .setKeyId(ByteString.copyFrom(agency.signing().publicKey().id()))
                        .setSignature(ByteString.copyFrom(agency.signing().sign(message))));
        // Signing may be random; what is signed is what the key stands for.
        return Submitter.require(
                Submitter.join(
                        submitter.submit(
                                agency,
                                "policy",
                                PolicyCommand.newBuilder().setPublish(publish).build(),
                                "policy/" + rules.region() + "/" + rules.version(),
                                ByteString.copyFrom(primitives.hash(message)))));
    }

    /** A package before it is published. */
    public sealed interface Draft {

        /** It is not sound. */
        record Faulty(List<Fault> faults) implements Draft {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /**
         * It is sound.
         *
         * @param before version in force when it begins, 0 when there is none
         * @param changes what it changes in that version
         * @param refusal why the ledger would not take it now, or null
         */
        record Sound(
                PolicyPackage rules,
                int before,
                List<PolicyDiff.Change> changes,
                Outcome.@Nullable Rejected refusal)
                implements Draft {
            public Sound {
                changes = List.copyOf(changes);
            }
        }
    }

    /**
     * Looks at a package as its agency would publish it now; nothing is published.
     *
     * @param agency id of the member that would
     * @param yaml exact bytes
     */
    public Draft check(String agency, long nowMillis, byte[] yaml) {
        return switch (reader.read(yaml)) {
            case Reading.Bad<PolicyDocument>(List<Fault> faults) -> new Draft.Faulty(faults);
            case Reading.Good<PolicyDocument>(PolicyDocument document) ->
                    sound(agency, nowMillis, document.policy(), yaml);
        };
    }

    private Draft sound(String agency, long nowMillis, PolicyPackage rules, byte[] yaml) {
        try {
            PolicyVersion before = Policies.inForce(state, rules.region(), rules.fromDay());
            byte[] old = before == null ? null : before.getPackage().toByteArray();
            return new Draft.Sound(
                    rules,
                    before == null ? 0 : before.getVersion(),
                    old == null ? List.of() : PolicyDiff.between(old, yaml),
                    PolicyContract.refusal(state, agency, nowMillis, command(rules, yaml).build()));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + rules.region(), e);
        }
    }

    private static PublishPolicy.Builder command(PolicyPackage rules, byte[] yaml) {
        return PublishPolicy.newBuilder()
                .setRegion(rules.region())
                .setVersion(rules.version())
                .setEffectiveFromDay(rules.fromDay())
                .setEffectiveToDay(lastDay(rules))
                .setPackage(ByteString.copyFrom(yaml));
    }

    private static int lastDay(PolicyPackage rules) {
        return rules.toDay() == PolicyPackage.NO_END ? Policies.OPEN : rules.toDay();
    }

    private PolicyPackage rules(PolicyVersion version) {
        return parsed.computeIfAbsent(version.getDigest(), digest -> checked(version));
    }

    /** What the ledger says of a package must be what the package says of itself. */
    private PolicyPackage checked(PolicyVersion version) {
        PolicyPackage rules =
                switch (reader.read(version.getPackage().toByteArray())) {
                    case Reading.Good<PolicyDocument>(PolicyDocument document) -> document.policy();
                    case Reading.Bad<PolicyDocument>(List<Fault> faults) ->
                            throw new CorruptException(
                                    "policy " + name(version) + ": " + faults.getFirst());
                };
        if (!rules.region().equals(version.getRegion())
                || rules.version() != version.getVersion()
                || rules.fromDay() != version.getEffectiveFromDay()
                || lastDay(rules) != version.getEffectiveToDay()) {
            throw new CorruptException(
                    "policy " + name(version) + ": region, version or days are not the package's");
        }
        return rules;
    }

    private static String name(PolicyVersion version) {
        return version.getRegion() + " v" + version.getVersion();
    }
}
