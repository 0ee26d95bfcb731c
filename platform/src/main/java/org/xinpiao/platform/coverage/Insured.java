package org.xinpiao.platform.coverage;

import java.time.LocalDate;

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
 */
public record Insured(
        String name,
        String idNumber,
        LocalDate birthDate,
        String sex,
        String psnNo,
        String psnType,
        String tier,
        boolean civilServant) {}
