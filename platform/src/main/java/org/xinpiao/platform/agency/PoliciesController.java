package org.xinpiao.platform.agency;

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
     * @param to the last day of discharge it decides; null while no later version follows
     * @param inForce whether it decides a discharge of today
     * @param digest in hexadecimal
     * @param yaml as published
     */
    record Published(
            int version,
            LocalDate from,
            @Nullable LocalDate to,
            boolean inForce,
            String digest,
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
            LocalDate from = LocalDate.ofEpochDay(version.effectiveFromDay());
            // A later version of the same day takes this one's place altogether.
            LocalDate to = next == null ? null : next.minusDays(1);
            boolean begun = !from.isAfter(today);
            shown.add(
                    new Published(
                            version.version(),
                            from,
                            to,
                            begun && (to == null || !to.isBefore(today)),
                            HexFormat.of().formatHex(version.digest()),
                            yaml(user.region(), version.version())));
            next = next == null || from.isBefore(next) ? from : next;
        }
        model.addAttribute("region", user.region());
        model.addAttribute("versions", shown);
        return "agency/policies";
    }

    private String yaml(String region, int version) {
        try {
            return Objects.requireNonNull(Policies.version(state, region, version))
                    .getPackage()
                    .toStringUtf8();
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("policy of " + region, e);
        }
    }
}
