package org.xinpiao.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
            ClaimPlan plan = new ClaimPlan(claimRandom, script, scale);
            plan.tellOf(pang(), uninsured());
            List<ClaimCase> claims = plan.make();
            script.reconcile(institutions);
            return new Province(
                    people, institutions, catalogue, diagnoses, script.inOrder(), claims);
        }

        private Visit pang() {
            Institution hospital = institution(InstitutionMaker.PANG_HOSPITAL);
            LocalDate day = scale.end().minusDays(6);
            Visit visit = maker.pang(hospital, pang, day.atTime(8, 5));
            script.add(visit);
            return visit;
        }

        private Visit uninsured() {
            LocalDate day = scale.end().minusDays(9);
            Visit visit =
                    maker.make(
                            VisitKind.OUTPATIENT,
                            institution(InstitutionMaker.OFFLINE_CLINIC),
                            uninsured,
                            day.atTime(9, 20),
                            false);
            script.add(visit);
            return visit;
        }

        private Institution institution(String code) {
            return institutions.stream()
                    .filter(institution -> institution.code().equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
