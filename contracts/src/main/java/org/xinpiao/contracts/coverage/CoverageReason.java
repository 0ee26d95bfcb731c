package org.xinpiao.contracts.coverage;

import org.xinpiao.contracts.Reason;

/** Why an enrolment is refused. When several apply, the first in this order is given. */
public enum CoverageReason implements Reason {
    MALFORMED("malformed", "字段缺失或格式不符。", "A field is missing or not well formed.", false),
    INSUTYPE("insutype", "险种只能是310或390。", "The insurance type is neither 310 nor 390.", false),
    REGION_UNKNOWN("region-unknown", "该统筹区未登记。", "The region is not registered.", true),
    NOT_ALLOWED(
            "not-allowed", "只有该统筹区的经办机构可以执行此操作。", "Only the region's agency may do this.", false),
    OVERLAP(
            "overlap",
            "该人员在同一险种下已有重叠的参保期。",
            "The person has an overlapping enrolment of this insurance type.",
            true),
    LIMIT("limit", "参保记录数量已达上限。", "There are as many enrolments as may be.", false),
    ENROLMENT_UNKNOWN("unknown", "没有正在进行的参保。", "There is no enrolment that lasts.", true);

    private final Text text;

    CoverageReason(String code, String zh, String en, boolean retry) {
        text = new Text("coverage." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
