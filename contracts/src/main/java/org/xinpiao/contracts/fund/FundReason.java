package org.xinpiao.contracts.fund;

import org.xinpiao.contracts.Reason;

/** Why money does not move. When several apply, the first in this order is given. */
public enum FundReason implements Reason {
    MALFORMED("malformed", "字段缺失或格式不符。", "A field is missing or not well formed.", false),
    NOT_ALLOWED("not-allowed", "该成员无权执行此操作。", "This member may not do this.", false),
    REGION_UNKNOWN("region-unknown", "该统筹区未登记。", "The region is not registered.", true),
    REFERENCE_USED(
            "reference-used", "该缴存流水号已入账。", "A deposit with this reference is booked.", false),
    INSUFFICIENT("insufficient", "基金余额不足。", "The pooled fund does not hold enough.", true);

    private final Text text;

    FundReason(String code, String zh, String en, boolean retry) {
        text = new Text("fund." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
