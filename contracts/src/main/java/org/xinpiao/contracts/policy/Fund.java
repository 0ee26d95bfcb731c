package org.xinpiao.contracts.policy;

/** The funds of a settlement, in the order of {@code setlinfo}. */
public enum Fund {
    /** Basic pooled fund (统筹). */
    HIFP("hifp_pay"),
    /** Civil-servant subsidy (公务员补助). */
    CVLSERV("cvlserv_pay"),
    /** Enterprise supplement (企业补充). */
    HIFES("hifes_pay"),
    /** Resident serious illness (居民大病). */
    HIFMI("hifmi_pay"),
    /** Employee large amount (职工大额). */
    HIFOB("hifob_pay"),
    /** Disabled servicemen (伤残人员). */
    HIFDM("hifdm_pay"),
    /** Medical aid (医疗救助). */
    MAF("maf_pay"),
    /** Other. */
    OTH("oth_pay");

    private final String field;

    Fund(String field) {
        this.field = field;
    }

    /** The field of {@code setlinfo}. */
    public String field() {
        return field;
    }
}
