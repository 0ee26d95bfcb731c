package org.xinpiao.platform.claim;

import java.time.LocalDate;

/**
 * The patient's reimbursement form (domain §1.1), sealed for the agency.
 *
 * @param name 姓名
 * @param idNumber 社会保障号
 * @param institution code of the visited institution
 * @param visitDate day of the visit, or of discharge
 * @param visitClass {@code outpatient} or {@code inpatient}
 * @param bankCard the payee's card
 */
public record ClaimForm(
        String name,
        String idNumber,
        String institution,
        LocalDate visitDate,
        String visitClass,
        String bankCard) {}
