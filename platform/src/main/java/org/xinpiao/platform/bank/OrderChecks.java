package org.xinpiao.platform.bank;

import java.util.List;
import org.xinpiao.crypto.VerifyingKey;

/** Whether an order is signed by two independent members, one of them the account's owner. */
record OrderChecks(Signatories signatories) {

    /** Signed by the owner and by one who approves. */
    boolean approved(String account, byte[] order, List<OrderSignature> signatures, long nowMs) {
        byte[] message = OrderSignature.message(order);
        boolean first = false;
        boolean second = false;
        for (OrderSignature signature : signatures) {
            VerifyingKey key = signatories.key(signature.member(), signature.keyId(), nowMs);
            if (key == null || !key.verify(message, signature.signature().toByteArray())) {
                return false;
            }
            boolean owner = Bank.account(signature.member()).equals(account);
            first |= owner;
            second |= !owner && signatories.approves(signature.member());
        }
        return first && second;
    }
}
