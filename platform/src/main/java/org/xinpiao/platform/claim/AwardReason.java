package org.xinpiao.platform.claim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a commercial insurer pays what it pays. */
public enum AwardReason {
    AWARD_FULL("赔付票据的全部余额", "all that is left of the bill"),
    AWARD_DEDUCTIBLE("扣除合同约定的免赔额", "less the contract's deductible"),
    AWARD_RATIO("按合同约定的比例赔付", "the share that the contract pays"),
    AWARD_LIMIT("达到合同约定的保险金额", "up to the sum insured"),
    AWARD_SCOPE("部分项目不在保险责任内", "some items are not covered by the contract");

    private final String zh;
    private final String en;

    AwardReason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** As in a form and in a trace. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }

    public static Optional<AwardReason> of(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }
}
