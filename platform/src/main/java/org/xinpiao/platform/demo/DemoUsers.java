package org.xinpiao.platform.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.identity.UserDirectory;
import org.xinpiao.simulator.ClaimCase;
import org.xinpiao.simulator.Institution;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Province;

/** The people of the sample province who may sign in to a demo. */
@Component
class DemoUsers implements UserDirectory {

    private static final int PATIENTS_SHOWN = 4;

    /** The agency whose clerks are all shown. */
    static final String SEVERAL_CLERKS = "370200";

    private static final List<String> INSURER_CLERKS = List.of("assessor", "checker");

    private final Map<String, User> users = new LinkedHashMap<>();
    private final List<User> shown = new ArrayList<>();

    DemoUsers() {
        Province province = Province.sample();
        province.people().forEach(person -> add(patient(person)));
        province.institutions().forEach(institution -> add(cashier(institution)));
        for (String region : List.of("330100", "370200", "510100", "410100")) {
            DemoDesk.CLERKS.forEach(kind -> add(clerk(kind, region)));
        }
        DemoProvince.INSURERS.forEach(
                insurer -> INSURER_CLERKS.forEach(kind -> add(clerk(kind, insurer))));
        add(
                new User(
                        "finance",
                        "财政票据监管员",
                        "Finance bill supervisor",
                        Role.FINANCE,
                        "finance",
                        "330000",
                        null));
        show(province);
    }

    @Override
    public Optional<User> find(String username) {
        return Optional.ofNullable(users.get(username));
    }

    @Override
    public List<User> demoUsers() {
        return List.copyOf(shown);
    }

    /** Some patients with claims in their story, two windows, the agencies and finance. */
    private void show(Province province) {
        province.claims().stream()
                .filter(claim -> claim.expectation() == ClaimCase.Expectation.PAID)
                // Stays first: there is more to see on them.
                .sorted(
                        Comparator.comparing(
                                (ClaimCase claim) -> !claim.visitClass().equals("inpatient")))
                .map(ClaimCase::socialSecurityNo)
                .distinct()
                .limit(PATIENTS_SHOWN)
                .forEach(id -> shown.add(users.get(patientName(id))));
        province.institutions().stream()
                .limit(2)
                .forEach(institution -> shown.add(users.get("cashier-" + institution.code())));
        users.values().stream()
                .filter(user ->
                        user.id().startsWith("clerk-")
                                || user.id().endsWith("-" + SEVERAL_CLERKS)
                                || user.role() == Role.INSURER_CLERK
                                || user.role() == Role.FINANCE)
                .forEach(shown::add);
    }

    private void add(User user) {
        users.put(user.id(), user);
    }

    private static String patientName(String idNumber) {
        // The last characters of the test identity numbers tell people of the sample apart.
        return "patient-" + idNumber.substring(6);
    }

    private static User patient(Person person) {
        return new User(
                patientName(person.idNumber()),
                person.name(),
                person.name(),
                Role.PATIENT,
                null,
                person.homeRegion(),
                person.idNumber());
    }

    private static User clerk(String kind, String region) {
        String english =
                switch (kind) {
                    case "checker" -> "Second clerk ";
                    case "appeals" -> "Appeals clerk ";
                    case "head" -> "Head of the desk ";
                    default -> "Agency clerk ";
                };
        return new User(
                kind + "-" + region,
                clerkName(kind, region),
                english + region,
                Role.AGENCY_CLERK,
                DemoProvince.agency(region),
                region,
                null);
    }

    private static User clerk(String kind, DemoProvince.Insurer insurer) {
        boolean second = kind.equals("checker");
        return new User(
                kind + "-" + insurer.id(),
                (second ? "复核员 " : "理赔员 ") + insurer.zh(),
                (second ? "Second assessor " : "Assessor ") + insurer.en(),
                Role.INSURER_CLERK,
                insurer.id(),
                "330000",
                null);
    }

    private static String clerkName(String kind, String region) {
        return switch (kind) {
                    case "checker" -> "复核员 ";
                    case "appeals" -> "申诉专员 ";
                    case "head" -> "负责人 ";
                    default -> "经办员 ";
                }
                + region;
    }

    private static User cashier(Institution institution) {
        return new User(
                "cashier-" + institution.code(),
                institution.name() + " 收费员",
                institution.nameEn() + " cashier",
                Role.CASHIER,
                institution.code(),
                institution.region(),
                null);
    }
}
