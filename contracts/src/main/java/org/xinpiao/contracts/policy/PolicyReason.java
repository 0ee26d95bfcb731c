package org.xinpiao.contracts.policy;

import org.xinpiao.contracts.Reason;

/** Why a policy command was rejected. Codes are permanent. They win in the order listed. */
public enum PolicyReason implements Reason {
    EMPTY_COMMAND("empty-command", "指令没有内容。", "The command says nothing.", false),
    MALFORMED_REGION("malformed-region", "统筹区编码应为6位数字。", "A region's code has six digits.", false),
    UNKNOWN_REGION("unknown-region", "该统筹区未登记。", "The region is not registered.", true),
    NOT_THE_AGENCY(
            "not-the-agency",
            "只有该统筹区的经办机构可以发布其政策。",
            "Only the region's own agency publishes its policy.",
            false),
    WRONG_VERSION("wrong-version", "版本号须从1开始连续递增。", "Versions count from 1 without a gap.", false),
    GOES_BACK(
            "goes-back",
            "生效日期不得早于上一版本。",
            "The effective date is before that of the previous version.",
            false),
    ENDS_EARLY(
            "ends-before-it-begins",
            "失效日不得早于生效日。",
            "The last day is before the effective date.",
            false),
    IN_THE_PAST(
            "in-the-past",
            "生效日期不得早于发布当日（该统筹区的首个版本，或尚无任何报销申请时除外）。",
            "The effective date is before the day of publication; only a region's first version, or"
                    + " any before the chain's first claim, may begin in the past.",
            false),
    EMPTY_PACKAGE("empty-package", "政策包为空。", "The package is empty.", false),
    PACKAGE_TOO_LARGE(
            "package-too-large", "政策包超过65536字节。", "The package is larger than 65536 bytes.", false),
    NOT_TEXT("not-text", "政策包的文本编码不正确。", "The package is not UTF-8 text.", false),
    SIGNATURE(
            "signature",
            "政策包须由该统筹区经办机构以有效密钥签名。",
            "The package must be signed by the region's agency with a key that stands.",
            false);

    private final Text text;

    PolicyReason(String code, String zh, String en, boolean retry) {
        text = new Text("policy." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
