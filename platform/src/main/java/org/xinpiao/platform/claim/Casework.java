package org.xinpiao.platform.claim;

import com.google.protobuf.MessageLite;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.claim.AnswerAppeal;
import org.xinpiao.contracts.claim.AskPatient;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.RefuseClaim;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.readmodel.ProjectorThread;

/**
 * What clerks do with the claims that did not go straight through, and with appeals. Each act is
 * logged before the ledger is asked, carries the version of the case that the clerk saw, and
 * changes nothing when that is no longer the version.
 */
@Service
public class Casework {

    private static final String REVIEW = "review";
    private static final String APPEAL = "appeal";

    private final Parties parties;
    private final Decider decider;
    private final PersonLocks locks;
    private final Accounts accounts;
    private final Cases cases;
    private final Rights rights;
    private final Drafts drafts;
    private final Contested contested;
    private final Submitter submitter;
    private final LedgerState state;
    private final ProjectorThread readModel;
    private final ClaimSettings settings;
    private final Clock clock;

    Casework(
            Parties parties,
            Decider decider,
            PersonLocks locks,
            Accounts accounts,
            Cases cases,
            Rights rights,
            Drafts drafts,
            Contested contested,
            Submitter submitter,
            LedgerState state,
            ProjectorThread readModel,
            ClaimSettings settings,
            Clock clock) {
        this.parties = parties;
        this.decider = decider;
        this.locks = locks;
        this.accounts = accounts;
        this.cases = cases;
        this.rights = rights;
        this.drafts = drafts;
        this.contested = contested;
        this.submitter = submitter;
        this.state = state;
        this.readModel = readModel;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A case as a clerk sees it.
     *
     * @param version to be given with the next act
     * @param open whether a clerk can decide it now
     * @param draft a proposal; null when there is none
     * @param mayDecide whether this clerk may: not who decided first, nor who proposed
     * @param findings what kept it from the straight way, as it is now
     * @param suspects numbers of the lines to look at
     */
    public record View(
            String version,
            boolean open,
            @Nullable String takenBy,
            @Nullable String takenName,
            @Nullable Draft draft,
            boolean draftOpen,
            boolean ownDraft,
            boolean mayDecide,
            boolean emergency,
            List<String> findings,
            List<String> suspects) {}

    /** What rulings would lead to: fen that the funds pay, and the settlement's amounts. */
    public record Preview(long fen, Settlement settlement) {}

    public View view(Clerk clerk, ClaimState claim) {
        Cases.Row row = cases.find(claim.getClaimId());
        boolean open = Rights.isOpen(claim);
        Party agency = parties.get(claim.getAgency());
        Optional<Decider.Evidence> evidence =
                open ? Optional.of(decider.evidence(agency, claim)) : Optional.empty();
        boolean own = clerk.id().equals(row.draftBy());
        return new View(
                token(claim, row),
                open,
                row.takenBy(),
                row.takenName(),
                row.draft() == null ? null : drafts.open(agency, row),
                row.draftOpen(),
                own,
                open && !rights.barred(clerk, claim) && !(own && row.draftOpen()),
                evidence.filter(Decider.Evidence::emergency).isPresent(),
                evidence.map(found -> found.findings(claim)).orElse(List.of()),
                evidence.map(Decider.Evidence::suspects).orElse(List.of()));
    }

    /** The version of a case that a clerk sees now. */
    public String version(String claimId) {
        return token(Objects.requireNonNull(Claims.find(state, claimId)), cases.find(claimId));
    }

    /** What the policy would give; nothing when it cannot be computed. */
    public Optional<Preview> preview(Clerk clerk, String claimId, Rulings rulings) {
        return find(clerk, claimId)
                .filter(Rights::isOpen)
                .flatMap(claim -> {
                    Decider.Evidence evidence =
                            decider.evidence(parties.get(clerk.agency()), claim);
                    return rulings.fits(evidence.content().details())
                            ? decider.evaluate(claim, evidence, rulings)
                            : Optional.empty();
                })
                .map(result -> new Preview(result.fen(), result.decision().getSettlement()));
    }

    /**
     * Acts on a case.
     *
     * @param version of the case as the clerk saw it
     */
    public Outcome act(Clerk clerk, String claimId, String version, Act act) {
        Optional<ClaimState> found = find(clerk, claimId);
        if (found.isEmpty()) {
            return Outcome.no("unknown");
        }
        Outcome outcome =
                locks.get(
                        accounts.holder(parties.get(clerk.agency()), found.get().getPerson()),
                        () -> act(clerk, find(clerk, claimId).orElseThrow(), version, act));
        if (outcome.height() > 0) {
            readModel.awaitQuietly(outcome.height());
        }
        return outcome;
    }

    private Outcome act(Clerk clerk, ClaimState claim, String version, Act act) {
        Cases.Row row = cases.find(claim.getClaimId());
        if (!version.equals(token(claim, row))) {
            return Outcome.stale(cases.since(claim.getClaimId(), seen(version)));
        }
        String obstacle = rights.obstacle(clerk, claim, row, act);
        if (obstacle != null) {
            return Outcome.no(obstacle);
        }
        Party agency = parties.get(clerk.agency());
        return switch (act) {
            case Act.Take _ -> step(row.taken(clerk, clock.millis()), clerk, claim, "take", "");
            case Act.Release _ -> step(row.released(), clerk, claim, "release", "");
            case Act.Approve approve -> approve(agency, clerk, claim, row, approve);
            case Act.Refuse refuse -> refuse(agency, clerk, claim, row, refuse);
            case Act.Ask ask -> ask(agency, clerk, claim, row, ask);
            case Act.Uphold uphold ->
                    Reasons.UPHOLD.contains(uphold.reason())
                            ? propose(
                                    agency,
                                    clerk,
                                    claim,
                                    row,
                                    drafts.of(
                                            clerk,
                                            "uphold",
                                            Rulings.NONE,
                                            uphold.reason(),
                                            0,
                                            uphold.note()))
                            : Outcome.no("reason");
            case Act.Confirm _ -> confirm(agency, clerk, claim, row);
            case Act.SendBack back ->
                    step(
                            row.drafted(
                                    drafts.seal(
                                            agency,
                                            drafts.open(agency, row).withAnswer(back.note())),
                                    row.draftBy(),
                                    false),
                            clerk,
                            claim,
                            "send-back",
                            "");
        };
    }

    private Outcome approve(
            Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Approve approve) {
        Decider.Evidence evidence = decider.evidence(agency, claim);
        if (!approve.rulings().fits(evidence.content().details())) {
            return Outcome.no("lines");
        }
        Optional<Decider.Result> result = decider.evaluate(claim, evidence, approve.rulings());
        if (result.isEmpty()) {
            return Outcome.no("not-computable");
        }
        boolean appealed = claim.getStatus() == ClaimStatus.APPEALED;
        if (appealed && !givesMore(claim, result.get())) {
            return Outcome.no("not-more");
        }
        if (appealed || result.get().fen() > settings.twoPersonFen()) {
            Draft draft =
                    drafts.of(
                            clerk,
                            "approve",
                            approve.rulings(),
                            "",
                            result.get().fen(),
                            approve.note());
            return approve.propose()
                    ? propose(agency, clerk, claim, row, draft)
                    : Outcome.no("two-person");
        }
        return step(
                row.drafted(null, null, false),
                clerk,
                claim,
                "approve",
                "",
                "approved",
                () -> decider.submit(agency, claim, result.get()));
    }

    /** Whoever appeals has asked for more, and gets that or a reason. */
    private static boolean givesMore(ClaimState claim, Decider.Result result) {
        return switch (Claims.standing(claim)) {
            case REFUSED -> true;
            case CLOSED, DECIDED, PAID ->
                    result.fen() > claim.getDecision().getSettlement().getFundPaySumamt();
            default -> false;
        };
    }

    private Outcome refuse(
            Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Refuse refuse) {
        if (!Reasons.REFUSE.contains(refuse.reason())) {
            return Outcome.no("reason");
        }
        var command =
                RefuseClaim.newBuilder().setClaimId(claim.getClaimId()).setReason(refuse.reason());
        return step(
                row.drafted(null, null, false),
                clerk,
                claim,
                "refuse",
                refuse.reason(),
                "refused",
                () ->
                        require(
                                agency,
                                ClaimCommand.newBuilder().setRefuse(command).build(),
                                "refuse/" + claim.getClaimId()));
    }

    private Outcome ask(Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Ask ask) {
        if (!Reasons.DOCUMENTS.contains(ask.document())) {
            return Outcome.no("reason");
        }
        var command =
                AskPatient.newBuilder().setClaimId(claim.getClaimId()).setDocument(ask.document());
        return step(
                row,
                clerk,
                claim,
                "ask",
                ask.document(),
                "asked",
                () ->
                        require(
                                agency,
                                ClaimCommand.newBuilder().setAsk(command).build(),
                                "ask/" + claim.getClaimId() + "/" + row.version()));
    }

    private Outcome propose(
            Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Draft draft) {
        return step(
                row.drafted(drafts.seal(agency, draft), clerk.id(), true),
                clerk,
                claim,
                "propose",
                draft.reason());
    }

    private Outcome confirm(Party agency, Clerk clerk, ClaimState claim, Cases.Row row) {
        Draft draft = drafts.open(agency, row);
        Supplier<Receipt> ledger;
        List<String> causes;
        if (draft.kind().equals("uphold")) {
            var command =
                    AnswerAppeal.newBuilder()
                            .setClaimId(claim.getClaimId())
                            .setReason(draft.reason());
            ledger =
                    () ->
                            require(
                                    agency,
                                    ClaimCommand.newBuilder().setAnswer(command).build(),
                                    "answer/" + claim.getClaimId());
            causes = contested.upheld(claim);
        } else {
            Optional<Decider.Result> result =
                    decider.evaluate(claim, decider.evidence(agency, claim), draft.rulings());
            if (result.isEmpty() || result.get().fen() != draft.fen()) {
                return Outcome.no("changed");
            }
            ledger = () -> decider.submit(agency, claim, result.get());
            causes = contested.overturned(agency, claim, result.get());
        }
        Outcome outcome =
                step(
                        row.drafted(null, null, false),
                        clerk,
                        claim,
                        "confirm",
                        draft.reason(),
                        "confirmed",
                        ledger);
        if (outcome.done() && claim.getStatus() == ClaimStatus.APPEALED) {
            cases.answered(
                    claim.getClaimId(),
                    clerk.agency(),
                    causes,
                    draft.kind().equals("approve"),
                    clock.millis());
        }
        return outcome;
    }

    private Outcome step(
            Cases.Row next, Clerk clerk, ClaimState claim, String action, String reason) {
        return step(next, clerk, claim, action, reason, action, null);
    }

    /** Logs and stores an act, then takes the step on the ledger that it is for, if any. */
    private Outcome step(
            Cases.Row next,
            Clerk clerk,
            ClaimState claim,
            String action,
            String reason,
            String word,
            @Nullable Supplier<Receipt> ledger) {
        if (!cases.step(next, entry(next, clerk, claim, action, reason))) {
            return Outcome.stale(cases.since(claim.getClaimId(), next.version()));
        }
        if (ledger == null) {
            return Outcome.done(word, 0);
        }
        try {
            return Outcome.done(word, ledger.get().getHeight());
        } catch (RejectedException e) {
            cases.add(claim.getClaimId(), entry(next, clerk, claim, "rejected", e.code()));
            return Outcome.rejected(e.rejected());
        } catch (Endorsers.DisagreedException e) {
            cases.add(claim.getClaimId(), entry(next, clerk, claim, "disagreed", ""));
            return Outcome.no("disagreed");
        } catch (Endorsers.UnableException e) {
            cases.add(claim.getClaimId(), entry(next, clerk, claim, "unendorsed", ""));
            return Outcome.no("unendorsed");
        }
    }

    private Cases.Entry entry(
            Cases.Row next, Clerk clerk, ClaimState claim, String action, String reason) {
        return new Cases.Entry(
                next.version() + 1,
                clerk.id(),
                clerk.name(),
                action,
                reason,
                claim.getAppealedMs() == 0 ? REVIEW : APPEAL,
                clock.millis());
    }

    private Receipt require(Party agency, MessageLite command, String key) {
        return submitter.require(agency, "claim", command, key);
    }

    private Optional<ClaimState> find(Clerk clerk, String claimId) {
        return Optional.ofNullable(Claims.find(state, claimId))
                .filter(claim -> claim.getAgency().equals(clerk.agency()));
    }

    /** Case and claim together: a step of the patient's makes what a clerk saw old, too. */
    private static String token(ClaimState claim, Cases.Row row) {
        return row.version()
                + "."
                + claim.getStatusValue()
                + "."
                + claim.getDocumentsCount()
                + "."
                + claim.getDecisions();
    }

    private static long seen(String version) {
        String number = version.replaceFirst("\\..*", "");
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
