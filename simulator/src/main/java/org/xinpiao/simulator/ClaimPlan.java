package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinpiao.simulator.ClaimCase.Expectation;

/**
 * Decides who claims which bill. Most ask for money that is due: for a stay in another region, or
 * for care that should have been settled at the counter. Some hope in vain, and some ask wrongly.
 */
final class ClaimPlan {

    /** Of so many claims, one is for a visit of which nothing is due. */
    private static final int IN_VAIN_EVERY = 8;

    private final SplitMix random;
    private final Script script;
    private final Scale scale;
    private final Set<Person> claimants = new HashSet<>();
    private final List<ClaimCase> claims = new ArrayList<>();

    ClaimPlan(SplitMix random, Script script, Scale scale) {
        this.random = random;
        this.script = script;
        this.scale = scale;
    }

    /** The story that opened cross-region reimbursement, and one whose cover has ended. */
    void tellOf(Visit pang, Visit uninsured) {
        LocalDate day = pang.begin().toLocalDate();
        claim(pang, day.atTime(9, 30), Expectation.PAID);
        claim(uninsured, later(uninsured), Expectation.NOT_INSURED);
    }

    /** All the other claims; in order of time. */
    List<ClaimCase> make() {
        Visit twice = script.take(visit -> script.early(visit) && rewarding(visit));
        LocalDateTime instant = later(twice);
        claim(twice, instant, Expectation.ONE_OF_TWO);
        claim(twice, instant, Expectation.ONE_OF_TWO);
        Visit reversed = script.take(visit -> script.early(visit) && claimable(visit));
        claim(reversed, script.reverse(reversed).plusHours(5), Expectation.REVERSED);
        Visit settled = script.take(Visit::settledDirectly);
        claim(settled, later(settled), Expectation.SETTLED_DIRECTLY);
        mistake();
        // So that each home policy meets a stay, where the seed has one.
        for (String region : PeopleMaker.REGIONS) {
            script.poll(visit ->
                            rewarding(visit)
                                    && visit.kind() == VisitKind.INPATIENT
                                    && visit.person().homeRegion().equals(region))
                    .ifPresent(visit -> claim(visit, later(visit), Expectation.PAID));
        }
        int inVain = scale.claims() / IN_VAIN_EVERY;
        for (int i = claims.size() + inVain; i < scale.claims(); i++) {
            script.poll(ClaimPlan::rewarding)
                    .ifPresent(visit -> claim(visit, later(visit), Expectation.PAID));
        }
        for (int i = 0; i < inVain; i++) {
            Visit visit = script.take(this::hopeless);
            claim(visit, later(visit), Expectation.NOTHING_DUE);
        }
        claims.sort(Comparator.comparing(ClaimCase::submittedAt));
        return List.copyOf(claims);
    }

    /** A stay claimed as an outpatient visit, and a form under the name of who filled it in. */
    private void mistake() {
        Visit stay = script.take(visit -> claimable(visit) && visit.kind() == VisitKind.INPATIENT);
        ClaimCase right = form(stay, later(stay), Expectation.MISTAKEN);
        claims.add(right.with(right.name(), "outpatient"));
        Visit visit = script.take(ClaimPlan::claimable);
        right = form(visit, later(visit), Expectation.MISTAKEN);
        claims.add(right.with(right.name().charAt(0) + "家属", right.visitClass()));
    }

    /** Paid in full by the patient for care that insurance may cover. */
    private static boolean claimable(Visit visit) {
        return !visit.settledDirectly() && visit.kind() != VisitKind.CHECK_UP;
    }

    private static boolean rewarding(Visit visit) {
        return claimable(visit) && HomeCover.pays(visit);
    }

    /** Nothing is due, and no other claim of the person uses up a deductible. */
    private boolean hopeless(Visit visit) {
        return claimable(visit)
                && visit.kind() != VisitKind.INPATIENT
                && !HomeCover.pays(visit)
                && !claimants.contains(visit.person());
    }

    private LocalDateTime later(Visit visit) {
        return Script.sentAt(visit)
                .plusMinutes(random.between(20, 4_000))
                .withSecond(0)
                .withNano(0);
    }

    private void claim(Visit visit, LocalDateTime when, Expectation expectation) {
        claimants.add(visit.person());
        claims.add(form(visit, when, expectation));
    }

    private static ClaimCase form(Visit visit, LocalDateTime when, Expectation expectation) {
        Person person = visit.person();
        return new ClaimCase(
                visit.busNo(),
                person.name(),
                person.idNumber(),
                visit.institution().code(),
                visit.begin(),
                visit.kind() == VisitKind.INPATIENT ? "inpatient" : "outpatient",
                person.bankCard(),
                person.homeRegion(),
                when,
                expectation);
    }
}
