package org.xinpiao.platform.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;

/** What keeps a claim from being decided without a person: codes of {@link Reasons#REVIEW}. */
final class Findings {

    /** Price in hundredths of a fen times number in hundredths, for one fen. */
    private static final long PRODUCT_PER_FEN = 10_000;

    private static final int REPEATED = 3;

    /** In a line's remark, as the interface has it. */
    private static final Pattern DAY = Pattern.compile("fee_ocur_time=(\\d{8})");

    private Findings() {}

    /**
     * All that is found, the gravest first; nothing when the claim can go straight through.
     *
     * @param visitDay of the claim, which chose the policy
     * @param away whether care was outside the insured place
     * @param proven whether the patient gave a document
     */
    static List<String> of(
            ClaimForm form,
            BillContent content,
            Insured insured,
            int visitDay,
            boolean away,
            boolean proven) {
        if (content.payer() == null || content.visit() == null || content.details().isEmpty()) {
            return List.of(Reasons.BILL_INCOMPLETE);
        }
        List<String> found = new ArrayList<>(mismatches(form, content, insured, visitDay));
        found.addAll(suspicious(content.details(), content.visit()));
        if (away && !proven && content.visit().getMedType().equals(CaseBuilder.EMERGENCY)) {
            found.add(Reasons.NO_EMERGENCY_PROOF);
        }
        return found;
    }

    private static List<String> mismatches(
            ClaimForm form, BillContent content, Insured insured, int visitDay) {
        List<String> found = new ArrayList<>();
        var payer = Objects.requireNonNull(content.payer());
        if (!payer.getName().equals(form.name()) || !insured.name().equals(form.name())) {
            found.add(Reasons.NAME);
        }
        if (!insured.idNumber().equals(form.idNumber())
                || !payer.getIdMasked().equals(IdNumbers.masked(form.idNumber()))) {
            found.add(Reasons.IDENTITY);
        }
        if (!content.face().getInstitutionCode().equals(form.institution())) {
            found.add(Reasons.INSTITUTION);
        }
        Visit visit = Objects.requireNonNull(content.visit());
        LocalDate out = LocalDate.parse(visit.getOutDate());
        if (form.visitDate().isBefore(LocalDate.parse(visit.getInDate()))
                || form.visitDate().isAfter(out)
                || out.toEpochDay() != visitDay) {
            found.add(Reasons.VISIT);
        }
        boolean inpatient = content.face().getBusType().equals("01");
        if (!form.visitClass().equals(inpatient ? "inpatient" : "outpatient")) {
            found.add(Reasons.CLASS);
        }
        return found;
    }

    /** Lines that do not add up, stand there too often, or give back what was never charged. */
    static List<String> suspicious(List<DetailLine> lines, Visit visit) {
        List<String> found = new ArrayList<>();
        if (lines.stream().anyMatch(Findings::sumDiffers)) {
            found.add(Reasons.LINE_SUM);
        }
        if (!repeated(lines, visit).isEmpty()) {
            found.add(Reasons.LINE_REPEATED);
        }
        if (!unpartnered(lines).isEmpty()) {
            found.add(Reasons.LINE_NEGATIVE);
        }
        return found;
    }

    /** Numbers of the lines that a clerk should look at. */
    static List<String> suspects(List<DetailLine> lines, Visit visit) {
        List<DetailLine> repeated = repeated(lines, visit);
        List<DetailLine> unpartnered = unpartnered(lines);
        return lines.stream()
                .filter(line ->
                        sumDiffers(line) || repeated.contains(line) || unpartnered.contains(line))
                .map(DetailLine::getNo)
                .toList();
    }

    /** Whether price times number is more than one fen away from the amount. */
    private static boolean sumDiffers(DetailLine line) {
        long product =
                Math.multiplyExact(line.getPriceTenThousandths(), line.getNumberHundredths());
        return Math.abs(
                        Math.subtractExact(
                                product, Math.multiplyExact(line.getAmountFen(), PRODUCT_PER_FEN)))
                > PRODUCT_PER_FEN;
    }

    private record Charge(String item, String day, long fen) {}

    /** The same item, day and amount, again and again. */
    private static List<DetailLine> repeated(List<DetailLine> lines, Visit visit) {
        Map<Charge, List<DetailLine>> charges = new HashMap<>();
        for (DetailLine line : lines) {
            Optional<String> day = day(line, visit);
            if (line.getAmountFen() > 0 && day.isPresent()) {
                charges.computeIfAbsent(
                                new Charge(item(line), day.get(), line.getAmountFen()),
                                first -> new ArrayList<>())
                        .add(line);
            }
        }
        return charges.values().stream()
                .filter(same -> same.size() >= REPEATED)
                .flatMap(List::stream)
                .toList();
    }

    /** Returned lines of items of which more came back than was charged. */
    private static List<DetailLine> unpartnered(List<DetailLine> lines) {
        Map<String, Long> sums = new HashMap<>();
        lines.forEach(line -> sums.merge(item(line), line.getAmountFen(), Math::addExact));
        return lines.stream()
                .filter(line ->
                        line.getAmountFen() < 0 && Objects.requireNonNull(sums.get(item(line))) < 0)
                .toList();
    }

    /** The day of a charge; of a stay only where the hospital states it. */
    private static Optional<String> day(DetailLine line, Visit visit) {
        Matcher stated = DAY.matcher(line.getRemark());
        if (stated.find()) {
            return Optional.of(stated.group(1));
        }
        return visit.getInDate().equals(visit.getOutDate())
                ? Optional.of(visit.getInDate())
                : Optional.empty();
    }

    private static String item(DetailLine line) {
        return line.getCode().isEmpty() ? line.getName() : line.getCode();
    }
}
