package org.xinpiao.contracts.bill;

import org.xinpiao.contracts.Reason;

/** Why a bill command is refused. When several apply, the first in this order is given. */
public enum BillReason implements Reason {
    MALFORMED("malformed", "字段缺失或格式不符。", "A field is missing or not well formed.", false),
    NOT_ALLOWED("not-allowed", "该成员无权执行此操作。", "This member may not do this.", false),
    BATCH_SIZE("batch-size", "每批须为1至1000张票据。", "A batch holds 1 to 1000 bills.", false),
    ISSUER("issuer", "票据的开具单位不是提交者。", "The bill names another issuer.", false),
    AMOUNT(
            "amount",
            "金额不符：总额须为正，个人负担在零与总额之间；红票均取负。",
            "Amounts do not fit: a positive total, a personal part from zero to the total; a red"
                    + " bill has both negated.",
            false),
    ISSUED_IN_FUTURE("issued-in-future", "开具时间晚于当前时间。", "The bill is issued in the future.", true),
    ISSUED_TOO_OLD(
            "issued-too-old", "开具时间早于366天前。", "The bill was issued more than 366 days ago.", false),
    BATCH_ROOT(
            "batch-root", "批次根与票据不符。", "The batch root is not the root over these records.", false),
    KEY_UNKNOWN("key-unknown", "没有此有效签名密钥。", "The issuer has no such standing signing key.", false),
    SIGNATURE("signature", "批次签名无效。", "The batch signature is not good.", false),
    NUMBER_OUTSIDE(
            "number-outside",
            "票据号码不在本单位领用的号段内。",
            "The number is outside the issuer's segments.",
            true),
    SEGMENT_CLOSED("segment-closed", "号段已核销。", "The segment is written off.", false),
    NUMBER_USED("number-used", "票据号码已使用。", "The number is used.", false),
    REFERENCE_USED(
            "reference-used", "该业务流水号已开具票据。", "A standing bill was issued for this charge.", true),
    BILL_UNKNOWN("unknown", "没有该票据。", "There is no such bill.", true),
    NOT_ISSUER("not-issuer", "只有开具单位可以执行此操作。", "Only the issuer may do this.", false),
    RED("red", "红票不能执行此操作。", "This cannot be done with a red bill.", false),
    REVERSED("reversed", "票据已冲红。", "The bill is reversed.", false),
    REVERSAL_MISMATCH(
            "reversal-mismatch",
            "红票须与原票同类、同患者，且金额相反。",
            "A red bill has the class and the patient of the original, and its amounts negated.",
            false),
    FROZEN("frozen", "票据已冻结。", "The bill is frozen.", true),
    NOT_FROZEN("not-frozen", "票据未冻结。", "The bill is not frozen.", true),
    LIVE_PAPER("live-paper", "票据有未作废的纸质票据。", "The bill has a live paper.", true),
    NO_PAPER("no-paper", "票据没有换开纸质票据。", "The bill has no paper.", true),
    PAPER_USED("paper-used", "纸质票据号已使用。", "The paper's number is used.", false),
    HELD("held", "票据已被报销占用或已报销。", "The bill is reserved or reimbursed.", true),
    EXCEEDS_REMAINING(
            "exceeds-remaining",
            "金额超过票据的可报销余额。",
            "The amount exceeds what may still be reimbursed.",
            true),
    INSTITUTION_UNKNOWN(
            "institution-unknown", "该医疗机构未登记。", "The institution is not registered.", true),
    SEGMENT_OVERLAP("segment-overlap", "号段与已发放号段重叠。", "The segment overlaps a granted one.", false),
    SEGMENT_LIMIT("segment-limit", "号段数量已达上限。", "There are as many segments as may be.", false),
    SEGMENT_UNKNOWN("segment-unknown", "没有该号段。", "There is no such segment.", true),
    E_BILL(
            "e-bill",
            "该号码是一张电子票据，请直接使用电子票据。",
            "This is the number of an e-bill: use the e-bill.",
            false),
    PAPER_OF_E_BILL(
            "paper-of-e-bill",
            "该纸质票据由电子票据换开，请直接使用电子票据。",
            "This is the paper of an e-bill: use the e-bill.",
            false),
    PAPER_REGISTERED(
            "paper-registered",
            "该纸质票据已登记过，不能再次登记。",
            "This paper bill was registered before.",
            false),
    E_BILL_NUMBER(
            "e-bill-number",
            "该号码属于已发放的电子票据号段，不能作为纸质票据登记。",
            "The number is inside a segment of e-bills: no paper bill has it.",
            true),
    INQUIRY_MISSING(
            "inquiry-missing",
            "开票单位不在账本上，须先取得其核实答复。",
            "The institution is no member: its answer to an inquiry must be there first.",
            false);

    private final Text text;

    BillReason(String code, String zh, String en, boolean retry) {
        text = new Text("bill." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }
}
