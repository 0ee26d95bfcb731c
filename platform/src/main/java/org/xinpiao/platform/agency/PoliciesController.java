package org.xinpiao.platform.agency;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyVersion;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ChinaTime;

/** The policy packages of the clerk's region, as they stand on the ledger. */
@Controller("agencyPoliciesController")
class PoliciesController {

    /**
     * A published version.
     *
     * @param to the last day of discharge it decides; null when it has none and no later version
     *     follows
     * @param inForce whether it decides a discharge of today
     * @param digest in hexadecimal
     * @param signer member whose signature it carries
     * @param keyId of the key that signed it, in hexadecimal
     * @param yaml as published
     */
    record Published(
            int version,
            LocalDate from,
            @Nullable LocalDate to,
            boolean inForce,
            String digest,
            String signer,
            String keyId,
            String yaml) {}

    private final AgencyQueries queries;
    private final LedgerState state;
    private final Clock clock;

    PoliciesController(AgencyQueries queries, LedgerState state, Clock clock) {
        this.queries = queries;
        this.state = state;
        this.clock = clock;
    }

    @GetMapping("/agency/policies")
    String policies(User user, Model model) {
        LocalDate today = ChinaTime.date(clock.millis());
        List<Published> shown = new ArrayList<>();
        @Nullable LocalDate next = null;
        for (AgencyQueries.Version version : queries.versions(user.region())) {
            PolicyVersion published = published(user.region(), version.version());
            LocalDate from = LocalDate.ofEpochDay(published.getEffectiveFromDay());
            LocalDate to = to(published, next);
            boolean begun = !from.isAfter(today);
            shown.add(
                    new Published(
                            version.version(),
                            from,
                            to,
                            begun && (to == null || !to.isBefore(today)),
                            hex(published.getDigest()),
                            published.getSignature().getMember(),
                            hex(published.getSignature().getKeyId()),
                            published.getPackage().toStringUtf8()));
            next = next == null || from.isBefore(next) ? from : next;
        }
        model.addAttribute("region", user.region());
        model.addAttribute("versions", shown);
        return "agency/policies";
    }

    /** A later version of the same day takes an earlier one's place altogether. */
    private static @Nullable LocalDate to(PolicyVersion version, @Nullable LocalDate next) {
        LocalDate replaced = next == null ? null : next.minusDays(1);
        if (version.getEffectiveToDay() == Policies.OPEN) {
            return replaced;
        }
        LocalDate last = LocalDate.ofEpochDay(version.getEffectiveToDay());
        return replaced == null || last.isBefore(replaced) ? last : replaced;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private PolicyVersion published(String region, int version) {
        try {
            return Objects.requireNonNull(Policies.version(state, region, version));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + region, e);
        }
    }
}
