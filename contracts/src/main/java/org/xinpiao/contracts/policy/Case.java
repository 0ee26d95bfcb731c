package org.xinpiao.contracts.policy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One settlement to decide: who, which visit, what was used this year, and the fees. */
public record Case(Person person, Visit visit, Used used, Account account, Fees fees) {

    /**
     * The insured person on the day of the visit.
     *
     * @param insutype insurance type
     * @param psnType psn_type, two or four digits
     * @param insuTier contribution tier (居民缴费档次), such as {@code 1}; empty when none
     * @param female whether gend is 2
     * @param birthDay brdy, days since 1970-01-01, or {@link #UNKNOWN}
     * @param age full years where the birthday is unknown, or {@link #UNKNOWN}
     * @param civilServant cvlserv_flag
     * @param identities psn_idet_type codes
     * @param contributionMonths months paid, or {@link #UNKNOWN}
     * @param insuredSinceDay psn_insu_date, days since 1970-01-01, or {@link #UNKNOWN}
     */
    public record Person(
            String insutype,
            String psnType,
            String insuTier,
            boolean female,
            int birthDay,
            int age,
            boolean civilServant,
            List<String> identities,
            int contributionMonths,
            int insuredSinceDay) {

        /** A number nobody stated. */
        public static final int UNKNOWN = Integer.MIN_VALUE;

        public Person {
            identities = List.copyOf(identities);
        }

        /** A person of whom only the insurance and the birthday matter. */
        public static Person of(String insutype, String psnType, int birthDay) {
            return new Person(
                    insutype, psnType, "", false, birthDay, UNKNOWN, false, List.of(), UNKNOWN,
                    UNKNOWN);
        }

        /** Full years on a day, the birthday included; {@link #UNKNOWN} when nothing tells. */
        public int ageOn(int day) {
            return birthDay == UNKNOWN
                    ? age
                    : Math.toIntExact(
                            ChronoUnit.YEARS.between(
                                    LocalDate.ofEpochDay(birthDay), LocalDate.ofEpochDay(day)));
        }
    }

    /**
     * The visit.
     *
     * @param medType med_type
     * @param hospLv hosp_lv, 01 to 11
     * @param level the package's own level where {@code hosp_lv} does not tell; empty else
     * @param institution fixmedins_code, or empty
     * @param tcm whether the institution is a hospital of Chinese medicine
     * @param careRegion admdvs of the care place; empty means local
     * @param filing counts only when care was elsewhere
     * @param admission which admission of the year, from 1
     * @param dischargeDay day of discharge or visit, days since 1970-01-01
     * @param disease dise_codg of a chronic or special disease; empty when it is none
     */
    public record Visit(
            String medType,
            String hospLv,
            String level,
            String institution,
            boolean tcm,
            String careRegion,
            Filing filing,
            int admission,
            int dischargeDay,
            String disease) {

        /** A visit for no chronic disease. */
        public Visit(
                String medType,
                String hospLv,
                String level,
                String institution,
                boolean tcm,
                String careRegion,
                Filing filing,
                int admission,
                int dischargeDay) {
            this(
                    medType,
                    hospLv,
                    level,
                    institution,
                    tcm,
                    careRegion,
                    filing,
                    admission,
                    dischargeDay,
                    "");
        }

        /** A local visit, the first of the year. */
        public static Visit local(String medType, String hospLv, int dischargeDay) {
            return new Visit(medType, hospLv, "", "", false, "", Filing.UNFILED, 1, dischargeDay);
        }
    }

    /**
     * What the year has already seen before this settlement, in fen. The first three count for the
     * benefit that decides, whatever kind of care they came from; {@code cares} are counted by
     * their kind.
     *
     * @param scope in-scope amount counted
     * @param basic paid by the basic fund
     * @param deductible deductible borne
     * @param personalScope personal in-scope part
     * @param aboveCap in-scope amount above the basic cap
     * @param serious paid for serious illness (hifmi)
     * @param large paid for large amounts (hifob)
     * @param aid paid as medical aid
     * @param family paid by the family's accounts
     * @param diseases what chronic diseases have used
     * @param cares the same three by {@code med_type}, in addition to them
     */
    public record Used(
            long scope,
            long basic,
            long deductible,
            long personalScope,
            long aboveCap,
            long serious,
            long large,
            long aid,
            long family,
            List<DiseaseUse> diseases,
            List<CareUse> cares) {

        public Used {
            diseases = List.copyOf(diseases);
            cares = List.copyOf(cares);
        }

        /** With nothing stated by kind of care. */
        public Used(
                long scope,
                long basic,
                long deductible,
                long personalScope,
                long aboveCap,
                long serious,
                long large,
                long aid,
                long family,
                List<DiseaseUse> diseases) {
            this(
                    scope,
                    basic,
                    deductible,
                    personalScope,
                    aboveCap,
                    serious,
                    large,
                    aid,
                    family,
                    diseases,
                    List.of());
        }

        /** Without family accounts and chronic diseases. */
        public Used(
                long scope,
                long basic,
                long deductible,
                long personalScope,
                long aboveCap,
                long serious,
                long large,
                long aid) {
            this(
                    scope,
                    basic,
                    deductible,
                    personalScope,
                    aboveCap,
                    serious,
                    large,
                    aid,
                    0,
                    List.of(),
                    List.of());
        }

        /** The first settlement of the year. */
        public static final Used NOTHING = new Used(0, 0, 0, 0, 0, 0, 0, 0);

        long paid(Fund fund) {
            return fund == Fund.HIFOB ? large : serious;
        }
    }

    /**
     * What visits of one {@code med_type} have used in the year, in fen. Which kind of care it
     * means the package says.
     *
     * @param medType med_type
     * @param scope in-scope amount counted
     * @param basic paid by the basic fund
     * @param deductible deductible borne
     */
    public record CareUse(String medType, long scope, long basic, long deductible) {}

    /**
     * What a chronic disease has used before this settlement, in fen.
     *
     * @param code dise_codg
     * @param yearScope in-scope amount in the year of the discharge
     * @param yearBasic paid by the basic fund in that year
     * @param monthScope in-scope amount in the calendar month of the discharge
     * @param monthBasic paid by the basic fund in that month
     */
    public record DiseaseUse(
            String code, long yearScope, long yearBasic, long monthScope, long monthBasic) {}

    /**
     * The personal account.
     *
     * @param use acct_used_flag
     * @param balanceFen balc
     * @param familyBalanceFen what the family's account may add
     */
    public record Account(boolean use, long balanceFen, long familyBalanceFen) {

        /** Not used. */
        public static final Account NONE = new Account(false, 0, 0);
    }

    /** The fees: line by line, or as totals when the list is not at hand. */
    public sealed interface Fees {

        record Lines(List<FeeLine> lines) implements Fees {
            public Lines {
                lines = List.copyOf(lines);
            }
        }

        record Totals(Split split) implements Fees {}
    }

    /** A local case with nothing used this year. */
    public static Case of(Person person, Visit visit, Fees fees) {
        return new Case(person, visit, Used.NOTHING, Account.NONE, fees);
    }
}
