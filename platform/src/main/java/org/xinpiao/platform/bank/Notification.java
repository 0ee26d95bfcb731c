package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import java.util.List;

/**
 * Movements as they happen (camt.054.001.08, BankToCustomerDebitCreditNotification).
 *
 * @param messageId its own id
 * @param account the account they are on
 */
public record Notification(
        String messageId, long createdMs, String account, List<Movement> movements) {

    private static final Iso<MxCamt05400108> ISO =
            new Iso<>(MxCamt05400108.class, "camt.054.001.08");

    public Notification {
        movements = List.copyOf(movements);
    }

    /** The message. */
    public byte[] write() {
        AccountNotification17 notification =
                new AccountNotification17()
                        .setId(Parts.text(messageId))
                        .setCreDtTm(Parts.time(createdMs))
                        .setAcct(new CashAccount39().setId(Parts.account(account)));
        movements.forEach(movement -> notification.addNtry(movement.entry()));
        return ISO.write(
                new MxCamt05400108()
                        .setBkToCstmrDbtCdtNtfctn(
                                new BankToCustomerDebitCreditNotificationV08()
                                        .setGrpHdr(
                                                new GroupHeader81()
                                                        .setMsgId(messageId)
                                                        .setCreDtTm(Parts.time(createdMs)))
                                        .addNtfctn(notification)));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid
     */
    public static Notification read(byte[] bytes) {
        BankToCustomerDebitCreditNotificationV08 body = ISO.read(bytes).getBkToCstmrDbtCdtNtfctn();
        AccountNotification17 notification = Parts.only(body.getNtfctn());
        return new Notification(
                body.getGrpHdr().getMsgId(),
                body.getGrpHdr().getCreDtTm().toInstant().toEpochMilli(),
                Parts.account(notification.getAcct().getId()),
                notification.getNtry().stream().map(Movement::of).toList());
    }
}
