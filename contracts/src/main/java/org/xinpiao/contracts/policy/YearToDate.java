package org.xinpiao.contracts.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up what a person's settlements of a year use, for the next one. Used by one thread at a
 * time.
 */
public final class YearToDate {

    /**
     * What one settlement used, in fen, by the interface's names.
     *
     * @param medType med_type: limits, deductibles and bands count for its own kind of care
     * @param day of discharge or visit, days since 1970-01-01
     * @param disease dise_codg of a chronic or special disease; empty when it was none
     * @param fundPay fund_pay_sumamt
     * @param aboveCap what of the in-scope amount lay above the year's limit
     */
    public record Entry(
            String medType,
            int day,
            String disease,
            long scope,
            long deductible,
            long fundPay,
            long basic,
            long serious,
            long large,
            long aid,
            long family,
            long aboveCap) {

        /** Of a benefit. */
        public static Entry of(Case.Visit visit, Benefit benefit) {
            Amounts amounts = benefit.amounts();
            return new Entry(
                    visit.medType(),
                    visit.dischargeDay(),
                    visit.disease(),
                    amounts.inscpScpAmt(),
                    amounts.actPayDedc(),
                    amounts.fundPaySumamt(),
                    amounts.hifpPay(),
                    amounts.hifmiPay(),
                    amounts.hifobPay(),
                    amounts.mafPay(),
                    amounts.acctMulaidPay(),
                    benefit.aboveCapFen());
        }
    }

    private record Month(String disease, int year, int month) {

        static Month of(String disease, int day) {
            LocalDate date = LocalDate.ofEpochDay(day);
            return new Month(disease, date.getYear(), date.getMonthValue());
        }
    }

    /** In-scope amount and what the basic fund paid of it. */
    private record Sum(long scope, long basic) {

        static final Sum ZERO = new Sum(0, 0);

        Sum plus(Sum more) {
            return new Sum(Math.addExact(scope, more.scope()), Math.addExact(basic, more.basic()));
        }
    }

    private final SortedMap<String, Case.CareUse> cares = new TreeMap<>();
    private final SortedMap<String, Sum> diseases = new TreeMap<>();
    private final SortedMap<Month, Sum> months =
            new TreeMap<>(
                    Comparator.comparing(Month::disease)
                            .thenComparingInt(Month::year)
                            .thenComparingInt(Month::month));
    private long personal;
    private long aboveCap;
    private long serious;
    private long large;
    private long aid;
    private long family;

    /** Counts a settlement. */
    public void add(Entry entry) {
        // More given back than charged uses nothing, and frees nothing.
        long scope = Math.max(0, entry.scope());
        Case.CareUse use =
                new Case.CareUse(entry.medType(), scope, entry.basic(), entry.deductible());
        cares.merge(entry.medType(), use, YearToDate::plus);
        if (!entry.disease().isEmpty()) {
            Sum sum = new Sum(scope, entry.basic());
            diseases.merge(entry.disease(), sum, Sum::plus);
            months.merge(Month.of(entry.disease(), entry.day()), sum, Sum::plus);
        }
        personal = Math.addExact(personal, scope - entry.fundPay());
        aboveCap = Math.addExact(aboveCap, entry.aboveCap());
        serious = Math.addExact(serious, entry.serious());
        large = Math.addExact(large, entry.large());
        aid = Math.addExact(aid, entry.aid());
        family = Math.addExact(family, entry.family());
    }

    private static Case.CareUse plus(Case.CareUse one, Case.CareUse other) {
        return new Case.CareUse(
                one.medType(),
                Math.addExact(one.scope(), other.scope()),
                Math.addExact(one.basic(), other.basic()),
                Math.addExact(one.deductible(), other.deductible()));
    }

    /**
     * What was used before the next settlement.
     *
     * @param day of its discharge or visit, days since 1970-01-01; quotas by month count its month
     */
    public Case.Used before(int day) {
        List<Case.DiseaseUse> uses = new ArrayList<>();
        diseases.forEach((code, year) -> {
            Sum month = months.getOrDefault(Month.of(code, day), Sum.ZERO);
            uses.add(
                    new Case.DiseaseUse(
                            code, year.scope(), year.basic(), month.scope(), month.basic()));
        });
        return new Case.Used(
                0,
                0,
                0,
                personal,
                aboveCap,
                serious,
                large,
                aid,
                family,
                uses,
                List.copyOf(cares.values()));
    }
}
