package org.xinpiao.platform.claim;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
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
    private final Awards awards;
    private final ClerkCommands commands;
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
            Awards awards,
            ClerkCommands commands,
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
        this.awards = awards;
        this.commands = commands;
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
                open && Claims.isBasic(claim)
                        ? Optional.of(decider.evidence(agency, claim))
                        : Optional.empty();
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

    /** What the claim of a commercial insurer may be given at most now, in fen. */
    public long mostFen(ClaimState claim) {
        return awards.mostFen(claim);
    }

    /** Writes down that a clerk opens what a patient let an insurer read. */
    public void opened(Clerk clerk, ClaimState claim) {
        Cases.Row row = cases.find(claim.getClaimId());
        cases.add(
                claim.getClaimId(),
                new Cases.Entry(
                        row.version(),
                        clerk.id(),
                        clerk.name(),
                        Cases.OPEN,
                        "",
                        REVIEW,
                        clock.millis()));
    }

    /** The version of a case that a clerk sees now. */
    public String version(String claimId) {
        return token(Objects.requireNonNull(Claims.find(state, claimId)), cases.find(claimId));
    }

    /** What the policy would give; nothing when it cannot be computed. */
    public Optional<Preview> preview(Clerk clerk, String claimId, Rulings rulings) {
        return find(clerk, claimId)
                .filter(claim -> Rights.isOpen(claim) && Claims.isBasic(claim))
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
                        found.get().getPerson(),
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
            case Act.Award award -> award(agency, clerk, claim, row, award);
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
            case Act.Demand demand ->
                    Reasons.DEMAND.contains(demand.reason())
                            ? propose(
                                    agency,
                                    clerk,
                                    claim,
                                    row,
                                    drafts.of(
                                            clerk,
                                            "demand",
                                            Rulings.NONE,
                                            demand.reason(),
                                            Claims.paidFen(claim),
                                            demand.note()))
                            : Outcome.no("reason");
            case Act.Drop drop -> drop(agency, clerk, claim, row, drop);
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
        if (!givesMore(claim, result.get().decision().getSettlement().getFundPaySumamt())) {
            return Outcome.no("not-more");
        }
        if (needsSecond(claim, result.get().fen())) {
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

    private Outcome award(
            Party insurer, Clerk clerk, ClaimState claim, Cases.Row row, Act.Award award) {
        Optional<AwardReason> reason = AwardReason.of(award.reason());
        if (reason.isEmpty()) {
            return Outcome.no("reason");
        }
        Optional<Awards.Result> result = awards.of(claim, award.fen(), reason.get());
        if (result.isEmpty()) {
            return Outcome.no("amount");
        }
        if (!givesMore(claim, award.fen())) {
            return Outcome.no("not-more");
        }
        if (needsSecond(claim, award.fen())) {
            Draft draft =
                    drafts.of(
                            clerk,
                            "award",
                            Rulings.NONE,
                            award.reason(),
                            award.fen(),
                            award.note());
            return propose(insurer, clerk, claim, row, draft);
        }
        return step(
                row.drafted(null, null, false),
                clerk,
                claim,
                "approve",
                award.reason(),
                "approved",
                () -> submit(insurer, claim, result.get()));
    }

    private Receipt submit(Party insurer, ClaimState claim, Awards.Result result) {
        return decider.submit(insurer, claim, result.decision(), result.inputs(), result.trace());
    }

    private boolean needsSecond(ClaimState claim, long fen) {
        return claim.getStatus() == ClaimStatus.APPEALED || fen > settings.twoPersonFen();
    }

    /** Whoever appeals has asked for more from the funds, and gets that or a reason. */
    private static boolean givesMore(ClaimState claim, long fundFen) {
        return claim.getStatus() != ClaimStatus.APPEALED
                || switch (claim.getBeforeAppeal()) {
                    case REFUSED -> true;
                    case CLOSED, DECIDED, PAID ->
                            fundFen > claim.getDecision().getSettlement().getFundPaySumamt();
                    default -> false;
                };
    }

    private Outcome refuse(
            Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Refuse refuse) {
        if (!Reasons.refusals(claim).contains(refuse.reason())) {
            return Outcome.no("reason");
        }
        return step(
                row.drafted(null, null, false),
                clerk,
                claim,
                "refuse",
                refuse.reason(),
                "refused",
                () -> commands.refuse(agency, claim, refuse.reason()));
    }

    private Outcome ask(Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Ask ask) {
        if (!Reasons.DOCUMENTS.contains(ask.document())) {
            return Outcome.no("reason");
        }
        return step(
                row,
                clerk,
                claim,
                "ask",
                ask.document(),
                "asked",
                () -> commands.ask(agency, claim, ask.document(), row.version()));
    }

    private Outcome drop(
            Party agency, Clerk clerk, ClaimState claim, Cases.Row row, Act.Drop drop) {
        if (!Reasons.DROP.contains(drop.reason())) {
            return Outcome.no("reason");
        }
        Outcome outcome =
                step(
                        row.drafted(null, null, false),
                        clerk,
                        claim,
                        "drop",
                        drop.reason(),
                        "dropped",
                        () -> commands.drop(agency, claim, drop.reason(), row.version()));
        answered(outcome, clerk, claim, contested.upheld(claim), true);
        return outcome;
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
        Optional<Proposed> proposed = proposed(agency, claim, row, draft);
        if (proposed.isEmpty()) {
            return Outcome.no("changed");
        }
        Outcome outcome =
                step(
                        row.drafted(null, null, false),
                        clerk,
                        claim,
                        "confirm",
                        draft.reason(),
                        "confirmed",
                        proposed.get().ledger());
        boolean gives = draft.kind().equals("approve") || draft.kind().equals("award");
        answered(outcome, clerk, claim, proposed.get().causes(), gives);
        return outcome;
    }

    /** A proposal as a step on the ledger, and what an appeal that it answers was about. */
    private record Proposed(Supplier<Receipt> ledger, List<String> causes) {}

    /** Nothing when it would lead to something else than was proposed. */
    private Optional<Proposed> proposed(
            Party agency, ClaimState claim, Cases.Row row, Draft draft) {
        return switch (draft.kind()) {
            case "uphold" ->
                    Optional.of(
                            new Proposed(
                                    () -> commands.answer(agency, claim, draft.reason()),
                                    contested.upheld(claim)));
            case "demand" ->
                    Optional.of(
                            new Proposed(
                                    () ->
                                            commands.demand(
                                                    agency, claim, draft.reason(), row.version()),
                                    List.of()));
            case "award" ->
                    AwardReason.of(draft.reason())
                            .flatMap(reason -> awards.of(claim, draft.fen(), reason))
                            .map(result ->
                                    new Proposed(
                                            () -> submit(agency, claim, result),
                                            contested.upheld(claim)));
            default ->
                    decider.evaluate(claim, decider.evidence(agency, claim), draft.rulings())
                            .filter(result -> result.fen() == draft.fen())
                            .map(result ->
                                    new Proposed(
                                            () -> decider.submit(agency, claim, result),
                                            contested.overturned(agency, claim, result)));
        };
    }

    private void answered(
            Outcome outcome, Clerk clerk, ClaimState claim, List<String> causes, boolean gives) {
        if (outcome.done() && claim.getStatus() == ClaimStatus.APPEALED) {
            cases.answered(claim.getClaimId(), clerk.agency(), causes, gives, clock.millis());
        }
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
                claim.getStatus() == ClaimStatus.APPEALED ? APPEAL : REVIEW,
                clock.millis());
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
