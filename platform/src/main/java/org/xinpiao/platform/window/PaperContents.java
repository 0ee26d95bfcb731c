package org.xinpiao.platform.window;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.Categories;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;

/** Writes down a checked paper as a bill says it. */
@Component
class PaperContents {

    /** Number 1, in hundredths. */
    private static final long ONE = 100;

    /** Hundredths of a fen in a fen. */
    private static final long PRICE_PER_FEN = 100;

    /** med_type of an emergency, an out-patient's and an in-patient's visit. */
    private static final Map<String, String> MED_TYPES = Map.of("01", "21", "02", "11", "03", "13");

    private final Directory directory;
    private final Clock clock;

    PaperContents(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The content of a paper whose form has no fault.
     *
     * @param archive where the original is kept
     */
    BillContent of(PaperForm form, Insured insured, String archive) {
        List<DetailLine> details = details(form);
        long total = PaperCheck.fen(form.total());
        long ownpay =
                details.stream()
                        .filter(line -> line.getCatalogueClass().equals("3"))
                        .mapToLong(DetailLine::getAmountFen)
                        .sum();
        return new BillContent(
                face(form, archive),
                Payer.newBuilder()
                        .setName(insured.name())
                        .setIdMasked(IdNumbers.masked(insured.idNumber()))
                        .setSex(insured.sex())
                        .setAge(age(insured, form))
                        .setInsuranceNo(insured.psnNo())
                        .build(),
                Payment.newBuilder()
                        .setTotalFen(total)
                        .setCashFen(total)
                        .setOwnpayFen(ownpay)
                        .setSelfpayFen(total - ownpay)
                        .build(),
                charges(details),
                details,
                Visit.newBuilder()
                        .setInDate(form.inpatient() ? form.admission() : form.day())
                        .setOutDate(form.day())
                        .setMedType(MED_TYPES.getOrDefault(form.kind(), ""))
                        .build(),
                List.of());
    }

    private Basics face(PaperForm form, String archive) {
        LocalDate day = LocalDate.parse(form.day());
        Basics.Builder face =
                Basics.newBuilder()
                        .setTitle(form.inpatient() ? "医疗住院收费票据" : "医疗门诊收费票据")
                        .setCode(form.code())
                        .setNumber(form.padded())
                        .setIssuedMs(
                                Math.min(
                                        day.atStartOfDay(ChinaTime.ZONE).toInstant().toEpochMilli(),
                                        clock.millis()))
                        .setBusType(form.kind())
                        .setVisitDate(form.day())
                        .setPaperCheckCode(form.check())
                        .setPaperArchive(archive);
        if (form.outside()) {
            return face.setInstitutionName(form.name())
                    .setInstitutionLevel(form.level())
                    .setInstitutionRegion(form.region())
                    .build();
        }
        Member member = directory.required(form.institution());
        return face.setInstitutionCode(member.getId())
                .setInstitutionName(member.getNameZh())
                .setInstitutionType(member.getInstitution().getType())
                .build();
    }

    private static List<DetailLine> details(PaperForm form) {
        List<DetailLine> details = new ArrayList<>();
        for (PaperForm.Line line : form.lines()) {
            long fen = PaperCheck.fen(line.amount());
            String category = Categories.name(line.category());
            String no = Integer.toString(details.size() + 1);
            details.add(
                    DetailLine.newBuilder()
                            .setNo(no)
                            .setChargeCode(line.category())
                            .setChargeName(category)
                            .setCode(line.category() + "-" + no)
                            .setName(line.name().isEmpty() ? category : line.name())
                            .setUnit("项")
                            .setPriceTenThousandths(fen * PRICE_PER_FEN)
                            .setNumberHundredths(ONE)
                            .setAmountFen(fen)
                            .setSelfFen(fen)
                            .setCatalogueClass(line.itemClass())
                            .setPreselfpayBp(PaperCheck.preSelfPay(line))
                            .build());
        }
        return details;
    }

    private static List<ChargeItem> charges(List<DetailLine> details) {
        Map<String, Long> sums = new TreeMap<>();
        details.forEach(
                line -> sums.merge(line.getChargeCode(), line.getAmountFen(), Math::addExact));
        List<ChargeItem> charges = new ArrayList<>();
        sums.forEach((code, fen) ->
                charges.add(
                        ChargeItem.newBuilder()
                                .setSortNo(charges.size() + 1)
                                .setCode(code)
                                .setName(Categories.name(code))
                                .setUnit("项")
                                .setStandardFen(fen)
                                .setNumberHundredths(ONE)
                                .setAmountFen(fen)
                                .setSelfFen(fen)
                                .build()));
        return charges;
    }

    private static String age(Insured insured, PaperForm form) {
        return Period.between(insured.birthDate(), LocalDate.parse(form.day())).getYears() + "岁";
    }
}
