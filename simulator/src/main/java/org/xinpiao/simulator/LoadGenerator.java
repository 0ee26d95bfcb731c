package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An endless stream of outpatient visits for load tests; half of them settled directly.
 *
 * <p>The structured record is cheap; the wire body is made only when asked for. Not thread-safe:
 * one for each thread, each with a seed of its own.
 */
public final class LoadGenerator {

    private static final int PEOPLE = 4_096;
    private static final long OFFICE_DAY_MS = 8 * 3_600_000L;

    private final SplitMix random;
    private final List<Person> people;
    private final List<Institution> institutions;
    private final VisitMaker maker;
    private final LocalDateTime opening;
    private long made;

    /**
     * Starts a stream.
     *
     * @param day of all visits
     */
    public LoadGenerator(long seed, LocalDate day) {
        random = new SplitMix(seed).fork("load");
        people = new PeopleMaker(random.fork("people")).make(PEOPLE);
        institutions = InstitutionMaker.make(day);
        maker =
                new VisitMaker(
                        random.fork("visits"), CatalogueTable.items(), DiagnosisTable.diagnoses());
        opening = day.atTime(8, 0);
    }

    /** Everyone who may appear in the stream. */
    public List<Person> people() {
        return people;
    }

    /** Where the stream's visits take place. */
    public List<Institution> institutions() {
        return institutions;
    }

    /** The next visit. */
    public Visit next() {
        LocalDateTime begin = opening.plusNanos(made++ % OFFICE_DAY_MS * 1_000_000);
        return maker.make(
                VisitKind.OUTPATIENT,
                random.pick(institutions),
                random.pick(people),
                begin,
                random.percent(50));
    }

    /** The body of the message that issues the visit's bill. */
    public static ObjectNode body(Visit visit) {
        return Wire.body(visit);
    }
}
