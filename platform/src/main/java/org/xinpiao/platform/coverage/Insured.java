package org.xinpiao.platform.coverage;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.policy.Filing;

/**
 * What the home agency knows of an insured person beyond the ledger; it rests sealed for the
 * agency.
 *
 * @param name 姓名
 * @param idNumber identity number
 * @param birthDate brdy
 * @param sex 男 or 女
 * @param psnNo 医保编号
 * @param psnType psn_type, two or four digits
 * @param tier contribution tier (居民缴费档次) of a resident, empty for others
 * @param civilServant cvlserv_flag
 * @param entitlement what else decides; a row sealed without it says nothing of it
 */
public record Insured(
        String name,
        String idNumber,
        LocalDate birthDate,
        String sex,
        String psnNo,
        String psnType,
        String tier,
        boolean civilServant,
        @Nullable Entitlement entitlement) {

    private static final String ACTIVE = "11";
    private static final String RETIRED = "12";

    /** Of whom nothing else is known. */
    public Insured(
            String name,
            String idNumber,
            LocalDate birthDate,
            String sex,
            String psnNo,
            String psnType,
            String tier,
            boolean civilServant) {
        this(name, idNumber, birthDate, sex, psnNo, psnType, tier, civilServant, null);
    }

    /**
     * What decides beside the person: aid, contributions, diseases, filings and accounts.
     *
     * @param identities psn_idet_type with their days
     * @param contributionMonths months paid; null when nobody counted them
     * @param insuredSince psn_insu_date, from which a waiting period runs; null when unknown
     * @param retiredOn first day as a retired employee; null while at work, or when unknown
     * @param chronic registrations of chronic and special diseases (门诊慢特病备案)
     * @param filings of care outside the insured place (异地就医备案)
     * @param account the personal account; null when there is none
     * @param family identity numbers of those whose accounts may pay too (家庭共济), in the order in
     *     which they pay; each of them must have agreed
     */
    public record Entitlement(
            List<Identity> identities,
            @Nullable Integer contributionMonths,
            @Nullable LocalDate insuredSince,
            @Nullable LocalDate retiredOn,
            List<Chronic> chronic,
            List<Filed> filings,
            @Nullable Account account,
            List<String> family) {

        /** Nothing is known. */
        public static final Entitlement NONE =
                new Entitlement(List.of(), null, null, null, List.of(), List.of(), null, List.of());

        public Entitlement {
            identities = listed(identities);
            chronic = listed(chronic);
            filings = listed(filings);
            family = listed(family);
            if (contributionMonths != null && contributionMonths < 0) {
                throw new IllegalArgumentException("months paid are not negative");
            }
        }

        /** What a row leaves out is empty. */
        private static <T> List<T> listed(@Nullable List<T> list) {
            return list == null ? List.of() : List.copyOf(list);
        }
    }

    /**
     * From when to when something holds, both days included.
     *
     * @param to null while it lasts
     */
    public record Period(LocalDate from, @Nullable LocalDate to) {
        public Period {
            if (to != null && to.isBefore(from)) {
                throw new IllegalArgumentException(to + " is before " + from);
            }
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    /**
     * An identity that medical aid asks for.
     *
     * @param code psn_idet_type
     */
    public record Identity(String code, Period period) {}

    /**
     * A registered chronic or special disease.
     *
     * @param code dise_codg of the disease, such as M03900
     * @param diagnosis beginning of the ICD-10 codes that it was certified for, such as I10
     */
    public record Chronic(String code, String diagnosis, Period period) {}

    /**
     * Care elsewhere that was filed before.
     *
     * @param kind long-term or referral; an emergency is not filed but shown
     * @param region beginning of the admdvs it is for, empty for anywhere
     */
    public record Filed(Filing kind, String region, Period period) {}

    /**
     * The personal account as the agency last stated it.
     *
     * @param balanceFen at the beginning of the day {@code asOf}, in fen
     * @param use whether the person wants own claims paid from it
     * @param sharedWith identity numbers of the family members who may use it
     */
    public record Account(long balanceFen, LocalDate asOf, boolean use, List<String> sharedWith) {
        public Account {
            if (balanceFen < 0) {
                throw new IllegalArgumentException("an account is not overdrawn");
            }
            sharedWith = List.copyOf(sharedWith);
        }
    }

    /** What else decides; nothing when the row does not say. */
    public Entitlement known() {
        return Objects.requireNonNullElse(entitlement, Entitlement.NONE);
    }

    /** The same person with what else decides. */
    public Insured with(Entitlement more) {
        return new Insured(
                name, idNumber, birthDate, sex, psnNo, psnType, tier, civilServant, more);
    }

    /** The psn_type on a day: retiring changes it. */
    public String psnTypeOn(LocalDate day) {
        LocalDate retired = known().retiredOn();
        if (retired == null) {
            return psnType;
        }
        boolean before = day.isBefore(retired);
        return psnType.startsWith(before ? RETIRED : ACTIVE)
                ? (before ? ACTIVE : RETIRED) + psnType.substring(ACTIVE.length())
                : psnType;
    }

    /** The psn_idet_type codes held on a day. */
    public List<String> identitiesOn(LocalDate day) {
        return known().identities().stream()
                .filter(identity -> identity.period().holds(day))
                .map(Identity::code)
                .distinct()
                .toList();
    }

    /**
     * The registered disease that a visit was for, or an empty text.
     *
     * @param diagnoses ICD-10 codes, or the disease's own code
     */
    public String disease(LocalDate day, List<String> diagnoses) {
        return known().chronic().stream()
                .filter(chronic -> chronic.period().holds(day))
                .filter(chronic ->
                        diagnoses.stream()
                                .anyMatch(code ->
                                        code.equals(chronic.code())
                                                || (!chronic.diagnosis().isEmpty()
                                                        && code.startsWith(chronic.diagnosis()))))
                .map(Chronic::code)
                .findFirst()
                .orElse("");
    }

    /** What was filed for care in a region on a day; long-term before referral. */
    public Optional<Filing> filing(LocalDate day, String region) {
        return known().filings().stream()
                .filter(filed -> filed.period().holds(day) && region.startsWith(filed.region()))
                .map(Filed::kind)
                .min(java.util.Comparator.naturalOrder());
    }
}
