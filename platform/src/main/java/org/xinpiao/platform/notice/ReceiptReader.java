package org.xinpiao.platform.notice;

import java.util.Locale;
import java.util.Set;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads delivery receipts. What people write back is acknowledged and not kept. */
final class ReceiptReader implements MessageReceiverListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptReader.class);

    private static final int MOBILE_DIGITS = 11;

    /** The message is still on its way: another receipt will follow. */
    private static final Set<DeliveryReceiptState> UNDER_WAY =
            Set.of(DeliveryReceiptState.ENROUTE, DeliveryReceiptState.ACCEPTD);

    private final Link.Receipts receipts;

    ReceiptReader(Link.Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        if (!message.isSmscDeliveryReceipt()) {
            return;
        }
        DeliveryReceipt receipt;
        try {
            receipt = message.getShortMessageAsDeliveryReceipt();
        } catch (InvalidDeliveryReceiptException e) {
            LOG.warn("a receipt cannot be read");
            return;
        }
        if (receipt.getFinalStatus() == null || UNDER_WAY.contains(receipt.getFinalStatus())) {
            return;
        }
        try {
            receipts.on(messageId(message, receipt), mobile(message), outcome(receipt));
        } catch (RuntimeException e) {
            LOG.error("a receipt cannot be kept; the gateway will tell again", e);
            throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN, e);
        }
    }

    /**
     * Some gateways write the id in the text otherwise than in their answer: the field is better.
     */
    private static String messageId(DeliverSm message, DeliveryReceipt receipt) {
        var field = message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        return field == null ? receipt.getId() : field.getValueAsString();
    }

    private static String mobile(DeliverSm message) {
        String digits = message.getSourceAddr();
        return digits.substring(Math.max(0, digits.length() - MOBILE_DIGITS));
    }

    private static String outcome(DeliveryReceipt receipt) {
        return receipt.getFinalStatus() == DeliveryReceiptState.DELIVRD
                ? Outbox.DELIVERED
                : "receipt-" + receipt.getFinalStatus().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source)
            throws ProcessRequestException {
        throw new ProcessRequestException("not taken", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
