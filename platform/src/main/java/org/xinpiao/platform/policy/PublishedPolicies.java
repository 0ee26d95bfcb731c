package org.xinpiao.platform.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyCommand;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.PolicyVersion;
import org.xinpiao.contracts.policy.PublishPolicy;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/** Policy packages on the ledger: publishing them, and finding the one in force on a day. */
@Component
public class PublishedPolicies {

    private final LedgerState state;
    private final Submitter submitter;
    private final PolicyPackageReader reader = new PolicyPackageReader();
    private final Map<ByteString, PolicyPackage> parsed = new ConcurrentHashMap<>();

    PublishedPolicies(LedgerState state, Submitter submitter) {
        this.state = state;
        this.submitter = submitter;
    }

    /** A version and its rules. */
    public record InForce(int version, PolicyPackage rules) {}

    /**
     * The package in force in a region for a discharge on a day.
     *
     * @param day days since 1970-01-01
     */
    public Optional<InForce> inForce(String region, int day) {
        try {
            PolicyVersion version = Policies.inForce(state, region, day);
            return version == null
                    ? Optional.empty()
                    : Optional.of(new InForce(version.getVersion(), rules(version)));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + region, e);
        }
    }

    /**
     * Publishes a package as the region's next version.
     *
     * @param agencies who acts for the agency of a region
     * @param yaml exact bytes
     * @throws IllegalArgumentException when the package is not sound
     */
    public void publish(Function<String, Party> agencies, byte[] yaml) {
        PolicyPackage rules = reader.read(yaml).orThrow().policy();
        submitter.require(
                agencies.apply(rules.region()),
                "policy",
                PolicyCommand.newBuilder()
                        .setPublish(
                                PublishPolicy.newBuilder()
                                        .setRegion(rules.region())
                                        .setVersion(rules.version())
                                        .setEffectiveFromDay(rules.fromDay())
                                        .setPackage(ByteString.copyFrom(yaml)))
                        .build(),
                "policy/" + rules.region() + "/" + rules.version());
    }

    private PolicyPackage rules(PolicyVersion version) {
        return parsed.computeIfAbsent(
                version.getDigest(),
                digest -> reader.read(version.getPackage().toByteArray()).orThrow().policy());
    }
}
