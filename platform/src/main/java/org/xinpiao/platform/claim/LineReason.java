package org.xinpiao.platform.claim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a clerk refused or adjusted a line of a bill. Its sentences stand in traces that were signed:
 * they never change.
 */
public enum LineReason {
    LINE_SUM("单价乘数量与金额不符", "price times quantity is not the amount"),
    LINE_REPEATED("同日重复收费", "charged repeatedly on the same day"),
    LINE_OVER_PRICE("超出医疗服务价格或限价", "above the regulated price"),
    LINE_QUANTITY("数量超出诊疗需要", "more than the treatment needed"),
    LINE_NOT_INDICATED("不符合限定支付范围或适应症", "outside the indication that is paid for"),
    LINE_NOT_COVERED("不在医保目录内", "not in the catalogue"),
    LINE_UNRELATED("与本次诊疗无关", "unrelated to this treatment");

    private final String zh;
    private final String en;

    LineReason(String zh, String en) {
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

    public static Optional<LineReason> of(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }
}
