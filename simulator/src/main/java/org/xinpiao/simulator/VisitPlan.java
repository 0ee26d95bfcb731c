package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Decides who visits where, when and for what, in fixed shares so that no seed lacks a kind. */
final class VisitPlan {

    private static final int MAX_STAY_DAYS = 13;
    private static final int OUTAGE_SHARE = 60;

    /** Up to which hundredth of the visits a kind reaches, in the order of {@link VisitKind}. */
    private static final int[] KIND_BOUNDS = {12, 42, 56, 66, 91, 100};

    private enum Payment {
        AWAY_SELF_PAID,
        LOCAL_DIRECT,
        LOCAL_SELF_PAID
    }

    private final SplitMix random;
    private final VisitMaker maker;
    private final Scale scale;
    private final List<Person> people;
    private final List<Institution> all;
    private final List<Institution> hospitals;
    private int turn;

    VisitPlan(
            SplitMix random,
            VisitMaker maker,
            Scale scale,
            List<Person> people,
            List<Institution> institutions) {
        this.random = random;
        this.maker = maker;
        this.scale = scale;
        this.people = people;
        this.all = institutions;
        this.hospitals = institutions.stream().filter(i -> i.grade() > 1).toList();
    }

    List<Visit> make() {
        int count = scale.visits();
        List<VisitKind> kinds = new ArrayList<>();
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kinds.add(kind(i * 100 / count));
            int part = i % 20;
            payments.add(
                    part < 10
                            ? Payment.AWAY_SELF_PAID
                            : part < 17 ? Payment.LOCAL_DIRECT : Payment.LOCAL_SELF_PAID);
        }
        random.shuffle(kinds);
        random.shuffle(payments);
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visits.add(visit(kinds.get(i), payments.get(i)));
        }
        return Collections.unmodifiableList(visits);
    }

    private static VisitKind kind(int hundredth) {
        VisitKind[] kinds = VisitKind.values();
        int i = 0;
        while (hundredth >= KIND_BOUNDS[i]) {
            i++;
        }
        return kinds[i];
    }

    private Visit visit(VisitKind kind, Payment payment) {
        boolean needsBeds = kind == VisitKind.INPATIENT || kind == VisitKind.EMERGENCY;
        List<Institution> choice = needsBeds ? hospitals : all;
        Institution at = choice.get(turn++ % choice.size());
        Person person = person(at.region(), payment != Payment.AWAY_SELF_PAID);
        boolean direct = payment == Payment.LOCAL_DIRECT && kind != VisitKind.CHECK_UP;
        return maker.make(kind, at, person, begin(kind, at), direct);
    }

    private Person person(String region, boolean local) {
        Person person = random.pick(people);
        while (person.homeRegion().equals(region) != local) {
            person = random.pick(people);
        }
        return person;
    }

    private LocalDateTime begin(VisitKind kind, Institution at) {
        if (!at.outages().isEmpty() && random.percent(OUTAGE_SHARE)) {
            Institution.Outage outage = at.outages().get(0);
            int days = (int) (outage.to().toLocalDate().toEpochDay() - first(outage).toEpochDay());
            return officeHour(first(outage).plusDays(random.below(days)));
        }
        int stay = kind == VisitKind.INPATIENT ? MAX_STAY_DAYS : 0;
        LocalDate day = scale.end().minusDays(stay + random.below(scale.days() - stay));
        return kind == VisitKind.EMERGENCY
                ? day.atStartOfDay().plusMinutes(random.below(22 * 60))
                : officeHour(day);
    }

    /** The first whole day without a network. */
    private static LocalDate first(Institution.Outage outage) {
        return outage.from().toLocalDate().plusDays(1);
    }

    private LocalDateTime officeHour(LocalDate day) {
        return day.atTime(7, 30).plusMinutes(random.below(9 * 60));
    }
}
