package org.xinpiao.simulator;

import java.util.Set;

/**
 * What people have heard of their insurance at home: an outline of domain §4.5, enough to know
 * whether a claim is worth the trouble. What is paid the policies decide.
 */
final class HomeCover {

    /** No stay has a higher deductible. */
    private static final long STAY_DEDUCTIBLE_MAX_FEN = 90_000;

    /** Where residents are insured for stays too, as far as the tables say. */
    private static final Set<String> STAYS_OF_ALL = Set.of("330100", "370200");

    private static final long ZHENGZHOU_VISIT_FEN = 4_000;

    private HomeCover() {}

    /** Whether the home insurance pays something for the visit, were it the first of the year. */
    static boolean pays(Visit visit) {
        return switch (visit.kind()) {
            case INPATIENT -> paysStay(visit);
            case REGISTRATION, OUTPATIENT, EMERGENCY -> paysOutpatient(visit);
            // No table says what a chronic disease is granted; nobody insures a check-up.
            case CHRONIC, CHECK_UP -> false;
        };
    }

    private static boolean paysStay(Visit visit) {
        return visit.money().inScope() > STAY_DEDUCTIBLE_MAX_FEN
                && (visit.person().employee()
                        || STAYS_OF_ALL.contains(visit.person().homeRegion()));
    }

    private static boolean paysOutpatient(Visit visit) {
        Person person = visit.person();
        long inScope = visit.money().inScope();
        return switch (person.homeRegion()) {
            case "330100" -> inScope > hangzhouYear(person);
            case "410100" ->
                    person.employee() && inScope > zhengzhouVisit(visit.institution().grade());
            default -> false;
        };
    }

    /** Deductible of a year's outpatient visits. */
    private static long hangzhouYear(Person person) {
        return person.retired() ? 20_000 : person.employee() ? 60_000 : 30_000;
    }

    /** Deductible of one outpatient visit; community institutions have none. */
    private static long zhengzhouVisit(int grade) {
        return grade == 1 ? 0 : ZHENGZHOU_VISIT_FEN;
    }
}
