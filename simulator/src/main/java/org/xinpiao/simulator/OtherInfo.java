package org.xinpiao.simulator;

/**
 * Keys ({@code infoNo}) of the {@code otherInfo} entries that carry what the e-bill interface has
 * no field for.
 *
 * <p>Each entry is {@code {infoNo, infoName, infoValue}}, all three texts. Amounts are yuan with
 * two decimals, dates yyyyMMdd. The keys are the national interface's names (domain §3) where it
 * has one.
 */
public enum OtherInfo {
    /** med_type, domain §5.2; always present. */
    MED_TYPE("med_type", "医疗类别"),
    /** ICD-10 code of the main diagnosis; always present. */
    DIAGNOSIS_CODE("dise_codg", "诊断代码"),
    /** Its name; always present. */
    DIAGNOSIS_NAME("dise_name", "诊断名称"),
    /** First day of the visit or stay; always present. */
    BEGIN("begntime", "就诊开始日期"),
    /** Day of discharge or of the visit, by which a policy is chosen; always present. */
    END("endtime", "就诊结束日期"),
    /** Home region, known to the hospital of a directly settled visit only. */
    HOME_REGION("insuplc_admdvs", "参保地区划"),
    /** Deductible counted at the counter; directly settled visits only. */
    DEDUCTIBLE("act_pay_dedc", "实际支付起付线"),
    /** Civil-servant subsidy, part of otherfundPay; only where it is above 0. */
    CIVIL_SERVANT("cvlserv_pay", "公务员补助"),
    /** 谈判药费; only where it is above 0. */
    NEGOTIATED("nego_drug_amt", "谈判药费"),
    /** 预缴金额; inpatient only. */
    PREPAID("prepay_amt", "预缴金额"),
    /** 补缴金额; inpatient only. */
    SUPPLEMENT("supplement_amt", "补缴金额"),
    /** 退费金额; inpatient only. */
    REFUND("refund_amt", "退费金额");

    private final String key;
    private final String title;

    OtherInfo(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** {@code infoNo}. */
    public String key() {
        return key;
    }

    /** {@code infoName}, 中文. */
    public String title() {
        return title;
    }
}
