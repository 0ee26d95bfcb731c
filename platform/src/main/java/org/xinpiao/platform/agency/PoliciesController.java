package org.xinpiao.platform.agency;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.contracts.Reason;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyVersion;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.policy.Fault;
import org.xinpiao.platform.policy.PolicyDiff;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;

/**
 * The policy packages of the clerk's region, as they stand on the ledger, and how one gets there.
 */
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

    /**
     * A package that was handed in, and what was found.
     *
     * @param faults all that is wrong with it, each with its path; empty when it is sound
     * @param from first day of discharge it would decide, null when it is not sound
     * @param before version that it changes, 0 when there is none
     * @param refusal why it cannot be published, or null
     * @param bytes exact bytes in Base64, to be published as they were checked
     */
    record Draft(
            List<Finding> faults,
            int version,
            @Nullable LocalDate from,
            int before,
            List<PolicyDiff.Change> changes,
            @Nullable String refusal,
            String bytes) {

        public boolean publishable() {
            return faults.isEmpty() && refusal == null;
        }
    }

    /** What is wrong, and where. */
    record Finding(String path, String text) {}

    private final AgencyQueries queries;
    private final PublishedPolicies policies;
    private final Parties parties;
    private final LedgerState state;
    private final ProjectorThread readModel;
    private final MessageSource messages;
    private final Clock clock;

    PoliciesController(
            AgencyQueries queries,
            PublishedPolicies policies,
            Parties parties,
            LedgerState state,
            ProjectorThread readModel,
            MessageSource messages,
            Clock clock) {
        this.queries = queries;
        this.policies = policies;
        this.parties = parties;
        this.state = state;
        this.readModel = readModel;
        this.messages = messages;
        this.clock = clock;
    }

    /** Checks a package and shows what it changes; publishes nothing. */
    @PostMapping("/agency/policies/check")
    String check(User user, @RequestParam MultipartFile file, Locale locale, Model model)
            throws IOException {
        model.addAttribute("draft", draft(user, file.getBytes(), locale));
        return policies(user, model);
    }

    /** Signs and publishes a package as it was checked; it is checked again. */
    @PostMapping("/agency/policies")
    String publish(
            User user,
            @RequestParam String bytes,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        byte[] yaml;
        try {
            yaml = Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "bytes", e);
        }
        Draft draft = draft(user, yaml, locale);
        if (draft.publishable()) {
            try {
                Receipt receipt =
                        policies.publish(_ -> parties.get(ClaimsController.agency(user)), yaml);
                readModel.awaitQuietly(receipt.getHeight());
                next.addFlashAttribute("published", draft.version());
                return "redirect:/agency/policies";
            } catch (RejectedException e) {
                draft = refused(draft, text(locale, e.rejected().getZh(), e.rejected().getEn()));
            }
        }
        model.addAttribute("draft", draft);
        return policies(user, model);
    }

    private Draft draft(User user, byte[] yaml, Locale locale) {
        String bytes = Base64.getEncoder().encodeToString(yaml);
        return switch (policies.check(ClaimsController.agency(user), clock.millis(), yaml)) {
            case PublishedPolicies.Draft.Faulty(List<Fault> faults) ->
                    new Draft(
                            faults.stream()
                                    .map(fault ->
                                            new Finding(
                                                    fault.path(),
                                                    text(locale, fault.zh(), fault.en())))
                                    .toList(),
                            0,
                            null,
                            0,
                            List.of(),
                            null,
                            bytes);
            case PublishedPolicies.Draft.Sound sound ->
                    new Draft(
                            List.of(),
                            sound.rules().version(),
                            LocalDate.ofEpochDay(sound.rules().fromDay()),
                            sound.before(),
                            sound.changes(),
                            refusal(user, sound, locale),
                            bytes);
        };
    }

    private @Nullable String refusal(
            User user, PublishedPolicies.Draft.Sound sound, Locale locale) {
        if (!sound.rules().region().equals(user.region())) {
            return messages.getMessage(
                    "agency.policies.region",
                    new Object[] {sound.rules().region(), user.region()},
                    locale);
        }
        if (sound.refusal() != null) {
            Reason.Text reason = sound.refusal().reason().text();
            return text(locale, reason.zh(), reason.en()) + " " + sound.refusal().detail();
        }
        return sound.before() > 0 && sound.changes().isEmpty()
                ? messages.getMessage("agency.policies.same", null, locale)
                : null;
    }

    private static Draft refused(Draft draft, String why) {
        return new Draft(
                draft.faults(),
                draft.version(),
                draft.from(),
                draft.before(),
                draft.changes(),
                why,
                draft.bytes());
    }

    private static String text(Locale locale, String zh, String en) {
        return locale.getLanguage().equals("en") ? en : zh;
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
