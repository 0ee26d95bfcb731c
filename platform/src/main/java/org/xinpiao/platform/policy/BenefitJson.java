package org.xinpiao.platform.policy;

import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Band;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.Fund;
import org.xinpiao.contracts.policy.Split;
import org.xinpiao.contracts.policy.Step;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A benefit as JSON, with the names of the interface; amounts are decimal strings of yuan. */
public final class BenefitJson {

    private static final int RATE_DECIMALS = 4;

    private BenefitJson() {}

    /** Settlement, funds, line splits and trace. */
    public static ObjectNode of(Benefit benefit, Case given) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        settlement(root, benefit, given);
        setldetail(root.putArray("setldetail"), benefit, given);
        lines(root.putArray("detlcutinfo"), benefit);
        trace(root.putArray("trace"), benefit);
        return root;
    }

    /** Policy and settlement alone. */
    static void settlement(ObjectNode root, Benefit benefit, Case given) {
        root.putObject("policy")
                .put("region", benefit.region())
                .put("version", benefit.version())
                .put("benefit", benefit.plan());
        setlinfo(root.putObject("setlinfo"), benefit.amounts(), given.person());
    }

    private static void setlinfo(ObjectNode node, Amounts a, Case.Person person) {
        node.put("insutype", person.insutype()).put("psn_type", person.psnType());
        node.put("medfee_sumamt", yuan(a.medfeeSumamt()))
                .put("fulamt_ownpay_amt", yuan(a.fulamtOwnpayAmt()))
                .put("overlmt_selfpay", yuan(a.overlmtSelfpay()))
                .put("preselfpay_amt", yuan(a.preselfpayAmt()))
                .put("inscp_scp_amt", yuan(a.inscpScpAmt()))
                .put("act_pay_dedc", yuan(a.actPayDedc()))
                .put("hifp_pay", yuan(a.hifpPay()))
                .put("pool_prop_selfpay", share(a.poolPropSelfpay()));
        for (Fund fund : Fund.values()) {
            if (fund != Fund.HIFP) {
                node.put(fund.field(), yuan(a.paid(fund)));
            }
        }
        node.put("fund_pay_sumamt", yuan(a.fundPaySumamt()))
                .put("psn_part_amt", yuan(a.psnPartAmt()))
                .put("acct_pay", yuan(a.acctPay()))
                .put("acct_mulaid_pay", yuan(a.acctMulaidPay()))
                .put("psn_cash_pay", yuan(a.psnCashPay()))
                .put("hosp_part_amt", yuan(a.hospPartAmt()));
    }

    private static void setldetail(ArrayNode rows, Benefit benefit, Case given) {
        for (Fund fund : Fund.values()) {
            long paid = benefit.amounts().paid(fund);
            if (paid != 0) {
                ObjectNode row =
                        rows.addObject()
                                .put("fund_pay_type", code(fund, given.person().insutype()))
                                .put("fund_pay_type_name", name(fund))
                                .put("inscp_scp_amt", yuan(benefit.amounts().inscpScpAmt()))
                                .put("fund_payamt", yuan(paid));
                if (fund == Fund.HIFP && benefit.capLeftFen() != Band.OPEN) {
                    row.put("crt_payb_lmt_amt", yuan(benefit.capLeftFen()));
                }
            }
        }
    }

    private static void lines(ArrayNode rows, Benefit benefit) {
        for (Benefit.LineSplit line : benefit.lines()) {
            FeeLine fee = line.line();
            Split split = line.split();
            rows.addObject()
                    .put("feedetl_sn", fee.serial())
                    .put("det_item_fee_sumamt", yuan(fee.totalFen()))
                    .put("selfpay_prop", share(fee.selfpayBp()))
                    .put("fulamt_ownpay_amt", yuan(split.ownpay()))
                    .put("overlmt_amt", yuan(split.overLimit()))
                    .put("preselfpay_amt", yuan(split.preSelfpay()))
                    .put("inscp_scp_amt", yuan(split.inScope()))
                    .put("chrgitm_lv", code(fee.itemClass()));
        }
    }

    private static void trace(ArrayNode rows, Benefit benefit) {
        for (Step step : benefit.trace()) {
            ObjectNode row = rows.addObject().put("rule", step.ruleId());
            ObjectNode inputs = row.putObject("inputs");
            step.inputs().forEach(inputs::put);
            row.put("amount", yuan(step.amount())).put("zh", step.zh()).put("en", step.en());
        }
    }

    private static String code(FeeLine.ItemClass itemClass) {
        return switch (itemClass) {
            case A -> "01";
            case B -> "02";
            case C -> "03";
        };
    }

    /** The national fund_pay_type. */
    static String code(Fund fund, String insutype) {
        return switch (fund) {
            case HIFP -> insutype.startsWith("39") ? "390100" : "310100";
            case CVLSERV -> "320100";
            case HIFES -> "370100";
            case HIFMI -> "390200";
            case HIFOB -> "330100";
            case HIFDM -> "350100";
            case MAF -> "610100";
            case OTH -> "999997";
        };
    }

    /** The fund's name in Chinese. */
    public static String name(Fund fund) {
        return switch (fund) {
            case HIFP -> "基本医疗保险统筹基金";
            case CVLSERV -> "公务员医疗补助";
            case HIFES -> "企业补充医疗保险";
            case HIFMI -> "居民大病保险";
            case HIFOB -> "职工大额医疗费用补助";
            case HIFDM -> "伤残人员医疗保障";
            case MAF -> "医疗救助基金";
            case OTH -> "其他基金";
        };
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    /** Basis points as a share with four decimals. */
    private static String share(int bp) {
        String digits = Integer.toString(bp);
        String padded = "0".repeat(Math.max(0, RATE_DECIMALS + 1 - digits.length())) + digits;
        int point = padded.length() - RATE_DECIMALS;
        return padded.substring(0, point) + "." + padded.substring(point);
    }
}
