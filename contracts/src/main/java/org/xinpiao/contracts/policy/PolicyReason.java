package org.xinpiao.contracts.policy;

import org.xinpiao.contracts.Reason;

/** Why a policy command was rejected. Codes are permanent. They win in the order listed. */
public enum PolicyReason implements Reason {
    EMPTY_COMMAND("policy.empty-command", "指令没有内容。", "The command says nothing."),
    MALFORMED_REGION("policy.malformed-region", "统筹区编码应为6位数字。", "A region's code has six digits."),
    UNKNOWN_REGION("policy.unknown-region", "该统筹区未登记。", "The region is not registered.", true),
    NOT_THE_AGENCY(
            "policy.not-the-agency",
            "只有该统筹区的经办机构可以发布其政策。",
            "Only the region's own agency publishes its policy."),
    WRONG_VERSION("policy.wrong-version", "版本号须从1开始连续递增。", "Versions count from 1 without a gap."),
    GOES_BACK(
            "policy.goes-back",
            "生效日期不得早于上一版本。",
            "The effective date is before that of the previous version."),
    EMPTY_PACKAGE("policy.empty-package", "政策包为空。", "The package is empty."),
    PACKAGE_TOO_LARGE(
            "policy.package-too-large", "政策包超过65536字节。", "The package is larger than 65536 bytes.");

    private final String code;
    private final String zh;
    private final String en;
    private final boolean retry;

    PolicyReason(String code, String zh, String en) {
        this(code, zh, en, false);
    }

    PolicyReason(String code, String zh, String en, boolean retry) {
        this.code = code;
        this.zh = zh;
        this.en = en;
        this.retry = retry;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String zh() {
        return zh;
    }

    @Override
    public String en() {
        return en;
    }

    @Override
    public boolean retry() {
        return retry;
    }
}
