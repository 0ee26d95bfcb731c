package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.Period;

/**
 * Someone insured in one of the four cities.
 *
 * @param idNumber 18 characters with a right check digit; its area part (such as 330099) was never
 *     given to any county
 * @param name 中文
 * @param sex 男 or 女
 * @param mobile 11 digits of a range without subscribers
 * @param insutype 310 employee, 390 urban-rural resident
 * @param psnType four digits (1101 active …), or 16 for a senior resident
 * @param homeRegion admdvs of the pooling area that insures the person
 * @param psnNo 医保编号, 20 digits, begins with the home region
 * @param bankCard 19 digits with a Luhn check digit
 * @param enrolledFrom first day of cover
 * @param enrolledTo last day of cover, 9999-12-31 while it lasts
 * @param language zh or en, for notices
 * @param entitlement what else the home agency knows
 */
public record Person(
        String idNumber,
        String name,
        String sex,
        LocalDate birthDate,
        String mobile,
        String insutype,
        String psnType,
        boolean civilServant,
        String homeRegion,
        String psnNo,
        String bankCard,
        LocalDate enrolledFrom,
        LocalDate enrolledTo,
        String language,
        Entitlement entitlement) {

    /** Cover without an end. */
    public static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

    Person with(Entitlement more) {
        return new Person(
                idNumber,
                name,
                sex,
                birthDate,
                mobile,
                insutype,
                psnType,
                civilServant,
                homeRegion,
                psnNo,
                bankCard,
                enrolledFrom,
                enrolledTo,
                language,
                more);
    }

    /** Whole years lived on a day. */
    public int ageOn(LocalDate day) {
        return Period.between(birthDate, day).getYears();
    }

    public boolean employee() {
        return insutype.equals("310");
    }

    public boolean retired() {
        return psnType.startsWith("12");
    }
}
