package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xinpiao.simulator.ClaimCase.Expectation;

/**
 * A province that never existed: everyone in it and all that its hospitals and patients send, in
 * order of time.
 *
 * @param messages in order of {@code sentAt}
 * @param claims in order of {@code submittedAt}; each later than the bill it is about
 */
public record Province(
        List<Person> people,
        List<Institution> institutions,
        List<CatalogueItem> catalogue,
        List<Diagnosis> diagnoses,
        List<HisMessage> messages,
        List<ClaimCase> claims) {

    /** Seed of the shipped sample. */
    public static final long SAMPLE_SEED = 20190801;

    public Province {
        people = List.copyOf(people);
        institutions = List.copyOf(institutions);
        catalogue = List.copyOf(catalogue);
        diagnoses = List.copyOf(diagnoses);
        messages = List.copyOf(messages);
        claims = List.copyOf(claims);
    }

    /** Makes a province; the same seed and scale give the same one on every machine. */
    public static Province generate(long seed, Scale scale) {
        return new Builder(seed, scale).build();
    }

    /** The shipped sample, read from its files. */
    public static Province sample() {
        return SampleFiles.read();
    }

    private static final class Builder {

        private static final LocalDate COVER_ENDED = LocalDate.of(2021, 6, 30);

        private final Scale scale;
        private final SplitMix claimRandom;
        private final List<Person> people;
        private final Person pang;
        private final Person uninsured;
        private final List<Institution> institutions;
        private final List<CatalogueItem> catalogue = CatalogueTable.items();
        private final List<Diagnosis> diagnoses = DiagnosisTable.diagnoses();
        private final VisitMaker maker;
        private final Script script;
        private final List<ClaimCase> claims = new ArrayList<>();

        Builder(long seed, Scale scale) {
            this.scale = scale;
            SplitMix random = new SplitMix(seed);
            claimRandom = random.fork("claims");
            PeopleMaker peopleMaker = new PeopleMaker(random.fork("people"));
            people = new ArrayList<>(peopleMaker.make(scale.people() - 2));
            institutions = InstitutionMaker.make(scale.end());
            maker = new VisitMaker(random.fork("visits"), catalogue, diagnoses);
            List<Visit> visits =
                    new VisitPlan(random.fork("plan"), maker, scale, people, institutions).make();
            script = new Script(random.fork("script"), maker, scale, visits);
            pang = peopleMaker.pang(scale.people() - 2);
            uninsured = peopleMaker.formerlyInsured(scale.people() - 1, COVER_ENDED);
            people.add(pang);
            people.add(uninsured);
        }

        Province build() {
            script.tell();
            tellOfPang();
            tellOfTheUninsured();
            claimTwice(script.take(visit -> script.early(visit) && claimable(visit)));
            claimAfterReversal(script.take(visit -> script.early(visit) && claimable(visit)));
            claimAStayFromEachRegion();
            while (claims.size() < scale.claims()) {
                Visit visit = script.take(Builder::claimable);
                claim(visit, later(visit), Expectation.DECIDED);
            }
            script.reconcile(institutions);
            claims.sort(Comparator.comparing(ClaimCase::submittedAt));
            return new Province(
                    people, institutions, catalogue, diagnoses, script.inOrder(), claims);
        }

        private void tellOfPang() {
            Institution hospital = institution(InstitutionMaker.PANG_HOSPITAL);
            LocalDate day = scale.end().minusDays(6);
            Visit visit = maker.pang(hospital, pang, day.atTime(8, 5));
            script.add(visit);
            claim(visit, day.atTime(9, 30), Expectation.DECIDED);
        }

        private void tellOfTheUninsured() {
            LocalDate day = scale.end().minusDays(9);
            Visit visit =
                    maker.make(
                            VisitKind.OUTPATIENT,
                            institution(InstitutionMaker.OFFLINE_CLINIC),
                            uninsured,
                            day.atTime(9, 20),
                            false);
            script.add(visit);
            claim(visit, later(visit), Expectation.NOT_INSURED);
        }

        private void claimTwice(Visit visit) {
            LocalDateTime instant = later(visit);
            claim(visit, instant, Expectation.ONE_OF_TWO);
            claim(visit, instant, Expectation.ONE_OF_TWO);
        }

        private void claimAfterReversal(Visit visit) {
            claim(visit, script.reverse(visit).plusHours(5), Expectation.REVERSED);
        }

        /** So that each home policy meets a stay, where the seed has one. */
        private void claimAStayFromEachRegion() {
            for (String region : PeopleMaker.REGIONS) {
                script.poll(visit ->
                                claimable(visit)
                                        && visit.kind() == VisitKind.INPATIENT
                                        && visit.person().homeRegion().equals(region))
                        .ifPresent(visit -> claim(visit, later(visit), Expectation.DECIDED));
            }
        }

        private Institution institution(String code) {
            return institutions.stream()
                    .filter(institution -> institution.code().equals(code))
                    .findFirst()
                    .orElseThrow();
        }

        /** Paid in full by the patient for care that insurance may cover. */
        private static boolean claimable(Visit visit) {
            return !visit.settledDirectly() && visit.kind() != VisitKind.CHECK_UP;
        }

        private LocalDateTime later(Visit visit) {
            return Script.sentAt(visit)
                    .plusMinutes(claimRandom.between(20, 4_000))
                    .withSecond(0)
                    .withNano(0);
        }

        private void claim(Visit visit, LocalDateTime when, Expectation expectation) {
            Person person = visit.person();
            claims.add(
                    new ClaimCase(
                            visit.busNo(),
                            person.name(),
                            person.idNumber(),
                            visit.institution().code(),
                            visit.begin(),
                            visit.kind() == VisitKind.INPATIENT ? "inpatient" : "outpatient",
                            person.bankCard(),
                            person.homeRegion(),
                            when,
                            expectation));
        }
    }
}
