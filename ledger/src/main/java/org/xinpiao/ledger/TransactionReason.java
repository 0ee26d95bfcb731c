package org.xinpiao.ledger;

import java.time.Duration;
import java.util.Locale;
import org.xinpiao.contracts.Reason;

/** Why a transaction was refused or rejected by no contract's decision. Codes are permanent. */
public enum TransactionReason implements Reason {
    MALFORMED(false, "交易格式不正确。", "The transaction is malformed."),
    TOO_LARGE(false, "交易超过大小上限。", "The transaction is larger than allowed."),
    WRONG_CHAIN(false, "交易属于另一条链。", "The transaction belongs to another chain."),
    UNKNOWN_KEY(
            false,
            "签名密钥未登记、已失效或成员已停用。",
            "The signing key is not registered or not in force, or the member is suspended."),
    BAD_SIGNATURE(false, "签名不正确。", "The signature is not good."),
    KEY_REUSED(false, "该幂等键已用于另一内容。", "The idempotency key was used before for another content."),
    EXPIRED(false, "交易已过有效高度。", "The transaction has expired."),
    EXPIRY_TOO_FAR(
            false,
            "交易有效高度设得过远。",
            "The transaction's expiry height is too far ahead for a transport key."),
    UNKNOWN_TYPE(false, "没有处理该类交易的合约。", "No contract decides this type of transaction."),
    RECEIPT_TOO_LARGE(
            false,
            "交易结果过大,请拆分后重发。",
            "What the transaction did is too much for one receipt; send it in parts."),
    ALREADY_REJECTED(
            false,
            "同一交易已被拒绝；如需再试，请以新的有效高度重新签名。",
            "This very transaction was rejected before; to try again, sign it with another expiry"
                    + " height."),
    CONTRACT_FAILED(
            false,
            "合约执行出错，交易未产生任何影响，请联系运维。",
            "The contract failed; the transaction had no effect. Tell the operators."),
    BUSY(true, "系统繁忙,请稍后重试。", "The queue is full; try again later."),
    STOPPED(
            true,
            "本节点已停止记账，请稍后重试，或向其他节点提交。",
            "This node has stopped; try again later, or at another node."),
    UNDECIDED(
            true,
            "尚无结果,请以同一交易重试,不会重复执行。",
            "There is no answer yet; send the same transaction again, it is executed once.");

    /** When a caller may try again. */
    private static final Duration RETRY_AFTER = Duration.ofMillis(250);

    private final Text text;

    TransactionReason(boolean retry, String zh, String en) {
        String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        text = new Text("transaction." + code, zh, en, retry);
    }

    @Override
    public Text text() {
        return text;
    }

    /** The same as an exception, for what never reached the ledger. */
    RefusedException refused(String detail) {
        return new RefusedException(
                code(),
                detail.isEmpty() ? en() : en() + " " + detail,
                retry() ? RETRY_AFTER : null);
    }
}
