package org.xinpiao.contracts.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Money;

/**
 * How a plan's ratios change for one case: first age, then years of contribution, then the place of
 * care, then the waiting period.
 *
 * @param bonusBp points for age
 * @param ageCapBp the ratio with the bonus is at most this
 * @param full whether age makes it 100 %
 * @param minusBp points off
 * @param factorBp what the ratio is multiplied by
 * @param tableBp ratio that replaces all bands, or -1
 * @param nothing whether the fund pays nothing
 */
record Rate(
        int bonusBp,
        int ageCapBp,
        boolean full,
        int minusBp,
        int factorBp,
        int tableBp,
        boolean nothing) {

    /** The ratio before the factor, 0 to 10000. */
    int points(int ratioBp) {
        if (tableBp >= 0) {
            return tableBp;
        }
        int ratio = full ? Money.ONE_BP : Math.min(ratioBp + bonusBp, Math.max(ageCapBp, ratioBp));
        return Math.max(0, ratio - minusBp);
    }

    static Rate of(Plan plan, String level, Case given, Place place, List<Step> trace) {
        return new Finder(plan, given, trace).find(level, place);
    }

    /** Works the rate out and notes each change. */
    private static final class Finder {
        private final Plan plan;
        private final Case.Person person;
        private final Case.Visit visit;
        private final List<Step> trace;
        private int bonus;
        private boolean full;
        private int minus;
        private int factor = Money.ONE_BP;
        private int table = -1;
        private boolean nothing;

        Finder(Plan plan, Case given, List<Step> trace) {
            this.plan = plan;
            this.person = given.person();
            this.visit = given.visit();
            this.trace = trace;
        }

        Rate find(String level, Place place) {
            int seen = trace.size();
            AgeBonus age = plan.ageBonus();
            if (age != null) {
                age(age);
            }
            Plan.ContributionYears years = plan.contributionYears();
            if (years != null && Plan.match(years.psnTypes(), person.psnType()) >= 0) {
                years(years);
            }
            if (place != Place.LOCAL) {
                elsewhere(plan.cut(visit.filing(), place), level, place, seen);
            }
            Plan.Waiting waiting = plan.waiting();
            if (waiting != null) {
                waiting(waiting);
            }
            int cap = age == null ? Money.ONE_BP : age.capBp();
            return new Rate(bonus, cap, full, minus, factor, table, nothing);
        }

        private void age(AgeBonus rule) {
            int age = person.ageOn(visit.dischargeDay());
            if (age == Case.Person.UNKNOWN) {
                note(Template.RATE_AGE_UNKNOWN, plan.name());
            } else if (rule.full(age)) {
                full = true;
                note(Template.RATE_AGE_FULL, plan.name(), age);
            } else {
                bonus = rule.bonusBp(age);
                if (bonus > 0) {
                    note(Template.RATE_AGE, plan.name(), age, bonus);
                }
            }
        }

        private void years(Plan.ContributionYears rule) {
            if (person.contributionMonths() == Case.Person.UNKNOWN) {
                note(Template.RATE_YEARS_UNKNOWN, plan.name());
                return;
            }
            int due = 12 * (person.female() ? rule.yearsFemale() : rule.yearsMale());
            int missing = Math.ceilDiv(Math.max(0, due - person.contributionMonths()), 12);
            if (missing > 0) {
                int points = Math.min(Money.ONE_BP, missing * rule.pointsBpPerYear());
                minus += points;
                note(Template.RATE_YEARS, plan.name(), missing, points);
            }
        }

        private void elsewhere(@Nullable Cut cut, String level, Place place, int seen) {
            Label where = where(visit.filing(), place);
            switch (cut) {
                case null -> note(Template.CUT_NOT_STATED, where);
                case Cut.None() -> note(Template.CUT_NONE, where);
                case Cut.Points(int bp) -> {
                    minus += bp;
                    note(Template.CUT_POINTS, where, bp);
                }
                case Cut.Factor(int bp) -> {
                    factor = bp;
                    note(Template.CUT_FACTOR, where, bp);
                }
                case Cut.Nothing() -> {
                    nothing = true;
                    note(Template.NOT_PAID, where);
                }
                case Cut.Table(List<Cut.LevelRatio> ratios) -> {
                    // The table is the whole answer: what age and years said does not count.
                    trace.subList(seen, trace.size()).clear();
                    table(ratios, level, where);
                }
            }
        }

        private void table(List<Cut.LevelRatio> ratios, String level, Label where) {
            for (Cut.LevelRatio row : ratios) {
                if (row.level().equals(level) || row.level().equals(Level.ANY)) {
                    table = row.bp();
                    note(Template.CUT_TABLE, where, table);
                    return;
                }
            }
            nothing = true;
            note(Template.NOT_PAID, where);
        }

        private void waiting(Plan.Waiting rule) {
            if (person.insuredSinceDay() == Case.Person.UNKNOWN) {
                return;
            }
            LocalDate end =
                    LocalDate.ofEpochDay(person.insuredSinceDay()).plusMonths(rule.months());
            if (visit.dischargeDay() < end.toEpochDay()) {
                // Two factors make one, half up to a basis point.
                factor = Math.toIntExact(Amounts.times(factor, rule.factorBp()));
                note(Template.RATE_WAITING, plan.name(), rule.months(), rule.factorBp());
            }
        }

        private void note(Template template, Label label, long... arguments) {
            trace.add(new Step(template, plan.id(), label, 0, arguments));
        }
    }

    private static Label where(Filing filing, Place place) {
        Label how =
                switch (filing) {
                    case LONG_TERM -> new Label("长期备案", "long-term filing");
                    case REFERRAL -> new Label("转诊", "referral");
                    case EMERGENCY -> new Label("急诊抢救", "emergency");
                    case UNFILED -> new Label("未备案", "unfiled");
                };
        Label there =
                switch (place) {
                    case LOCAL -> new Label("本地", "local");
                    case IN_PROVINCE -> new Label("省内", "in province");
                    case OUT_OF_PROVINCE -> new Label("省外", "out of province");
                };
        return new Label(there.zh() + "，" + how.zh(), there.en() + ", " + how.en());
    }
}
