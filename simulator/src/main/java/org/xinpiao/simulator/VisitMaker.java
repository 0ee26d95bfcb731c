package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes charged visits of a given kind at a given place and time; cheap enough for a load
 * generator.
 */
final class VisitMaker {

    private static final int DOSE_DAYS = 7;
    private static final int ACCOUNT_MAX_FEN = 300_000;
    private static final int[] TABLETS = {10, 14, 20, 28, 30};

    private final SplitMix random;
    private final Map<String, CatalogueItem> catalogue = new HashMap<>();
    private final Map<Character, List<Diagnosis>> bySetting = new HashMap<>();
    private int serial;

    VisitMaker(SplitMix random, List<CatalogueItem> items, List<Diagnosis> diagnoses) {
        this.random = random;
        items.forEach(item -> catalogue.put(item.code(), item));
        for (VisitKind kind : VisitKind.values()) {
            bySetting.put(
                    kind.setting(),
                    diagnoses.stream()
                            .filter(d -> d.settings().indexOf(kind.setting()) >= 0)
                            .toList());
        }
    }

    /** A visit that begins on the given day, settled with the insurance at once or paid in full. */
    Visit make(VisitKind kind, Institution at, Person person, LocalDateTime begin, boolean direct) {
        int stay = kind == VisitKind.INPATIENT ? random.between(2, 13) : 0;
        Diagnosis diagnosis = diagnosis(kind, person.ageOn(begin.toLocalDate()));
        List<FeeLine> lines =
                switch (kind) {
                    case REGISTRATION -> registration(at, begin.toLocalDate());
                    case INPATIENT -> stay(at, diagnosis, begin.toLocalDate(), stay);
                    default -> visit(kind, at, diagnosis, begin.toLocalDate());
                };
        return visit(kind, at, person, begin, settled(kind, begin, stay), diagnosis, lines, direct);
    }

    /** The ¥19 registration: 4 for the registration, 15 for the physician. */
    Visit pang(Institution at, Person person, LocalDateTime begin) {
        LocalDate day = begin.toLocalDate();
        List<FeeLine> lines = List.of(line("R01", 100, at, day), line("D02", 100, at, day));
        Diagnosis diagnosis = diagnosis(VisitKind.REGISTRATION, person.ageOn(day));
        return visit(
                VisitKind.REGISTRATION,
                at,
                person,
                begin,
                begin.plusMinutes(2),
                diagnosis,
                lines,
                false);
    }

    /** The bill that follows a refund of the last line: a new serial, the other lines. */
    Visit reissue(Visit old, LocalDateTime settled) {
        List<FeeLine> lines = old.lines().subList(0, old.lines().size() - 1);
        return visit(
                old.kind(),
                old.institution(),
                old.person(),
                old.begin(),
                settled,
                old.diagnosis(),
                lines,
                old.settledDirectly());
    }

    private Visit visit(
            VisitKind kind,
            Institution at,
            Person person,
            LocalDateTime begin,
            LocalDateTime settled,
            Diagnosis diagnosis,
            List<FeeLine> lines,
            boolean direct) {
        serial++;
        boolean inpatient = kind == VisitKind.INPATIENT;
        Settlement money =
                direct
                        ? Counter.settle(
                                person, at, inpatient, lines, random.below(ACCOUNT_MAX_FEN))
                        : Settlement.selfPaid(lines);
        String day = Times.day(settled.toLocalDate());
        String number = padded(serial, 7);
        String local = at.code().substring(1, 7) + at.code().substring(9) + day + number;
        int desk = inpatient ? 2 : kind == VisitKind.EMERGENCY ? 1 : 0;
        return new Visit(
                kind.serialPrefix() + local,
                kind,
                at,
                at.places().get(Math.min(desk, at.places().size() - 1)),
                person,
                begin,
                settled,
                diagnosis,
                direct ? "A" + person.homeRegion() + day.substring(2) + number : "",
                (inpatient ? "ZY" : "MZ") + day + number,
                "BL" + person.psnNo().substring(12),
                lines,
                money);
    }

    private Diagnosis diagnosis(VisitKind kind, int age) {
        List<Diagnosis> fitting = Objects.requireNonNull(bySetting.get(kind.setting()));
        // Every setting has a diagnosis for any age that visits it; the first try fits most adults.
        for (int i = 0; i < 40; i++) {
            Diagnosis diagnosis = random.pick(fitting);
            if (diagnosis.minAge() <= age) {
                return diagnosis;
            }
        }
        return fitting.stream()
                .min((a, b) -> Integer.compare(a.minAge(), b.minAge()))
                .orElseThrow();
    }

    private LocalDateTime settled(VisitKind kind, LocalDateTime begin, int stay) {
        int millis = random.below(60_000);
        LocalDateTime charged =
                switch (kind) {
                    case INPATIENT ->
                            begin.toLocalDate()
                                    .plusDays(stay)
                                    .atTime(LocalTime.of(10, 0))
                                    .plusMinutes(random.below(300));
                    case REGISTRATION -> begin.plusMinutes(1);
                    default -> begin.plusMinutes(random.between(15, 100));
                };
        return charged.withSecond(0).withNano(0).plusNanos(millis * 1_000_000L);
    }

    private List<FeeLine> registration(Institution at, LocalDate day) {
        List<FeeLine> lines = new ArrayList<>();
        lines.add(line("R01", 100, at, day));
        lines.add(line(physician(at), 100, at, day));
        if (random.percent(15)) {
            lines.add(line("X01", 100, at, day));
        }
        return lines;
    }

    private String physician(Institution at) {
        if (at.grade() == 1) {
            return "G01";
        }
        return "D0" + random.between(1, at.grade() == 3 ? 4 : 3);
    }

    private List<FeeLine> visit(
            VisitKind kind, Institution at, Diagnosis diagnosis, LocalDate day) {
        List<FeeLine> lines = new ArrayList<>();
        if (kind == VisitKind.EMERGENCY) {
            lines.add(line("R02", 100, at, day));
            lines.add(line("D05", 100, at, day));
            if (random.percent(15)) {
                lines.add(line("X02", 100, at, day));
            }
        } else if (kind != VisitKind.CHECK_UP) {
            lines.add(line(physician(at), 100, at, day));
        }
        int wanted = kind == VisitKind.CHECK_UP ? random.between(4, 11) : random.between(1, 6);
        for (String code : some(diagnosis.typical(), wanted)) {
            lines.add(line(code, quantity(code, 1), at, day));
        }
        return lines;
    }

    /**
     * 5 to 30 lines: what every bed costs, then what the illness takes, part of it again on other
     * days.
     */
    private List<FeeLine> stay(Institution at, Diagnosis diagnosis, LocalDate from, int days) {
        List<FeeLine> lines = new ArrayList<>();
        String bed = random.percent(30) ? "B02" : "B01";
        lines.add(line(bed, days * 100L, at, from));
        lines.add(line("D06", days * 100L, at, from));
        lines.add(line(random.percent(30) ? "N01" : "N02", days * 100L, at, from));
        for (String code : List.of("L01", "L03", "E01", "T01", "W25")) {
            lines.add(line(code, quantity(code, days), at, from));
        }
        for (String code : diagnosis.typical()) {
            int day = random.below(days);
            lines.add(line(code, quantity(code, days), at, from.plusDays(day)));
        }
        int more = random.below(Math.min(days, 7) + 1);
        for (int i = 1; i <= more; i++) {
            String code = random.pick(List.of("L01", "L08", "T08", "C03", "X03", "W26", "L06"));
            lines.add(line(code, quantity(code, 1), at, from.plusDays(Math.min(i, days - 1))));
        }
        return lines;
    }

    /** Some of the codes, in their own order. */
    private List<String> some(List<String> codes, int wanted) {
        if (wanted >= codes.size()) {
            return codes;
        }
        Set<String> chosen = new HashSet<>();
        while (chosen.size() < wanted) {
            chosen.add(random.pick(codes));
        }
        return codes.stream().filter(chosen::contains).toList();
    }

    private CatalogueItem item(String code) {
        return Objects.requireNonNull(catalogue.get(code), code);
    }

    private FeeLine line(String code, long quantityHundredths, Institution at, LocalDate day) {
        CatalogueItem item = item(code);
        return FeeLine.of(item, price(item, at), quantityHundredths, day);
    }

    /**
     * Examinations, tests, treatments and operations cost 10 % less a grade below, to a tenth of a
     * yuan.
     */
    private static long price(CatalogueItem item, Institution at) {
        return switch (item.category()) {
            case "03", "04", "05", "06" ->
                    item.priceTenThousandths() * (7 + at.grade()) / 10 / 1_000 * 1_000;
            default -> item.priceTenThousandths();
        };
    }

    /** Hundredths of the item's unit. */
    private long quantity(String code, int days) {
        CatalogueItem item = item(code);
        if (item.unit().equals("小时")) {
            return random.between(3, 48) * 50L;
        }
        int units =
                switch (item.category()) {
                    case "10" -> random.between(6, 15) * DOSE_DAYS;
                    case "09" ->
                            switch (item.unit()) {
                                case "片", "粒" -> TABLETS[random.below(TABLETS.length)];
                                default -> random.between(1, Math.max(3, days));
                            };
                    case "11" -> "支袋".contains(item.unit()) ? 10 : 1;
                    case "05" -> random.between(1, Math.max(1, days));
                    case "08" -> item.priceTenThousandths() > 5_000_000 ? 1 : random.between(1, 4);
                    default -> 1;
                };
        return units * 100L;
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
