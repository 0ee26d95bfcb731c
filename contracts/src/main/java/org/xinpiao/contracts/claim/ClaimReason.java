package org.xinpiao.contracts.claim;

import org.xinpiao.contracts.Reason;

/** Why a claim does not take a step. When several apply, the first in this order is given. */
public enum ClaimReason implements Reason {
    MALFORMED("malformed", "字段缺失或格式不符。", "A field is missing or not well formed.", false),
    NOT_ALLOWED("not-allowed", "该成员无权执行此操作。", "This member may not do this.", false),
    ID_USED("id-used", "报销编号已使用。", "The claim id is used.", false),
    UNKNOWN("unknown", "没有该报销申请。", "There is no such claim.", true),
    WRONG_STATUS(
            "wrong-status",
            "报销申请的状态不允许此操作。",
            "The claim's status does not allow this step.",
            false),
    PATIENT_MISMATCH("patient-mismatch", "票据不属于该患者。", "The bill is not this patient's.", false),
    SETTLED_DIRECTLY(
            "settled-directly",
            "该次就诊已直接结算，不能再报销基本医保。",
            "The visit was settled with the basic insurance at the counter.",
            false),
    VISIT_IN_FUTURE("visit-in-future", "就诊日期晚于今天。", "The visit is in the future.", true),
    TOO_LATE("too-late", "已超过就诊后365天的报销期限。", "The visit is more than 365 days ago.", false),
    NOT_COVERED(
            "not-covered",
            "就诊当日没有该险种的参保记录。",
            "No enrolment of this insurance type covers the day of the visit.",
            true),
    AGENCY(
            "agency",
            "该机构不是参保地经办机构或承保机构。",
            "This is not the agency or insurer that decides such a claim.",
            false),
    HELD("held", "该票据已有同一支付方的报销申请。", "Another claim for the same payer holds this bill.", true),
    NOTHING_LEFT(
            "nothing-left", "票据没有可报销余额。", "Nothing of the bill remains to be reimbursed.", true),
    BILL_TOTAL("bill-total", "结算总费用与票据总额不符。", "The settlement's total is not the bill's.", false),
    SETTLEMENT(
            "settlement", "结算金额之间的关系不成立。", "The amounts of the settlement do not add up.", false),
    POLICY_UNKNOWN(
            "policy-unknown",
            "没有该政策版本，或不是参保地的政策。",
            "There is no such policy version, or it is not the home region's.",
            true),
    ENDORSEMENT("endorsement", "有一份背书无效或重复。", "An endorsement is not good, or given twice.", false),
    ENDORSERS_MISSING(
            "endorsers-missing",
            "背书部门数量不足，或缺少经办机构。",
            "Too few departments endorsed the decision, or the agency did not.",
            false),
    AMOUNT("amount", "支付金额与核定金额不符。", "The amount paid is not the amount decided.", false),
    TRANSFER_USED(
            "transfer-used",
            "该转账编号已用于另一笔支付。",
            "The transfer's id belongs to another payment.",
            false),
    NOT_EXPIRED("not-expired", "核定后未满7天，不能作失效处理。", "The decision is not older than 7 days.", true),
    BASIC_FIRST(
            "basic-first",
            "基本医保的报销申请尚未办结。",
            "The claim on the basic insurance is still open.",
            true),
    APPEAL_USED("appeal-used", "该申请已申诉过一次。", "There was an appeal on this claim already.", false),
    APPEAL_LATE("appeal-late", "已超过60天的申诉期限。", "The outcome is more than 60 days old.", false),
    LESS_ON_APPEAL(
            "less-on-appeal",
            "申诉后的核定金额不得低于或等于原核定金额。",
            "A decision on appeal must give more, and from no fund less.",
            false);

    private final Text text;

    ClaimReason(String code, String zh, String en, boolean retry) {
        text = new Text("claim." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
