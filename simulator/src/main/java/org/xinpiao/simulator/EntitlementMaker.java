package org.xinpiao.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives people what their agency knows of them: some of each kind, by their place in the list, so
 * that no seed lacks one.
 */
final class EntitlementMaker {

    /** A begun career, full years of contribution, in months. */
    private static final int MONTHS_FULL = 30 * 12;

    private static final int WORK_AGE = 22;
    private static final int RETIREMENT_AGE = 60;
    private static final int CHRONIC_AGE = 30;
    private static final int ACCOUNT_MAX_FEN = 500_000;
    private static final int AID_EVERY = 9;
    private static final int FILED_EVERY = 11;
    private static final int CHRONIC_EVERY = 3;
    private static final int FAMILY_EVERY = 4;

    /** Codes that only this sample has; the national list of psn_idet_type is not at hand. */
    private static final List<String> IDENTITIES = List.of("901", "902", "903");

    private static final List<String[]> DISEASES =
            List.of(
                    new String[] {"M03900", "I10"},
                    new String[] {"M01600", "E11"},
                    new String[] {"M00200", "B18"},
                    new String[] {"M07800", "N18"});

    private final SplitMix random;
    private final LocalDate reference;

    /** People's ages are told as of the reference day. */
    EntitlementMaker(SplitMix random, LocalDate reference) {
        this.random = random;
        this.reference = reference;
    }

    List<Person> entitle(List<Person> people) {
        Map<String, List<String>> shared = new HashMap<>();
        Map<String, String> owners = owners(people);
        owners.forEach(
                (user, owner) -> shared.computeIfAbsent(owner, _ -> new ArrayList<>()).add(user));
        List<Person> entitled = new ArrayList<>(people.size());
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            List<String> users = shared.getOrDefault(person.idNumber(), List.of());
            entitled.add(person.with(make(person, i, users, owners.get(person.idNumber()))));
        }
        return entitled;
    }

    /** Some residents name an employee of their region; in order of the list. */
    private static Map<String, String> owners(List<Person> people) {
        Map<String, String> owners = new java.util.LinkedHashMap<>();
        Map<String, Person> employees = new HashMap<>();
        int residents = 0;
        for (Person person : people) {
            Person owner = employees.get(person.homeRegion());
            if (person.employee()) {
                employees.put(person.homeRegion(), person);
            } else if (residents++ % FAMILY_EVERY == 0 && owner != null) {
                owners.put(person.idNumber(), owner.idNumber());
            }
        }
        return owners;
    }

    private Entitlement make(
            Person person, int index, List<String> sharedWith, @Nullable String owner) {
        int age = person.ageOn(reference);
        int balance = random.below(ACCOUNT_MAX_FEN);
        int missing = random.below(8 * 12);
        boolean uses = random.percent(40);
        int worked = Math.max(1, (Math.min(age, RETIREMENT_AGE) - WORK_AGE) * 12);
        return new Entitlement(
                !person.employee() && index % AID_EVERY < 2
                        ? List.of(IDENTITIES.get(index % IDENTITIES.size()))
                        : List.of(),
                person.employee() ? Math.min(worked, MONTHS_FULL) - missing % worked : 0,
                person.retired() ? person.birthDate().plusYears(RETIREMENT_AGE) : null,
                chronic(person, index, age),
                index % FILED_EVERY == 5 ? elsewhere(person) : "",
                person.employee() ? new Entitlement.Account(balance, uses, sharedWith) : null,
                owner == null ? List.of() : List.of(owner));
    }

    private static List<Entitlement.Chronic> chronic(Person person, int index, int age) {
        if (age < CHRONIC_AGE || index % CHRONIC_EVERY != 0) {
            return List.of();
        }
        String[] disease = DISEASES.get(index / CHRONIC_EVERY % DISEASES.size());
        return List.of(new Entitlement.Chronic(disease[0], disease[1], person.enrolledFrom()));
    }

    private String elsewhere(Person person) {
        List<String> others =
                PeopleMaker.REGIONS.stream()
                        .filter(region -> !region.equals(person.homeRegion()))
                        .toList();
        return random.pick(others);
    }
}
