package org.xinpiao.platform.notice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/** A connection to a gateway that speaks SMPP 3.4, bound as a transceiver. */
final class SmppLink implements Link {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int ENQUIRE_MILLIS = 30_000;
    private static final int QUEUE = 1_000;
    private static final String COUNTRY = "86";

    /** A day, in the notation of SMPP: the gateway tries no longer. */
    private static final String VALID = "000001000000000R";

    private static final Set<Integer> BUSY =
            Set.of(SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL);

    /** What will be refused another time too. */
    private static final Set<Integer> NEVER =
            Set.of(
                    SMPPConstant.STAT_ESME_RINVMSGLEN,
                    SMPPConstant.STAT_ESME_RINVSRCADR,
                    SMPPConstant.STAT_ESME_RINVDSTADR,
                    SMPPConstant.STAT_ESME_RINVESMCLASS,
                    SMPPConstant.STAT_ESME_RINVSRCTON,
                    SMPPConstant.STAT_ESME_RINVSRCNPI,
                    SMPPConstant.STAT_ESME_RINVDSTTON,
                    SMPPConstant.STAT_ESME_RINVDSTNPI,
                    SMPPConstant.STAT_ESME_RINVEXPIRY,
                    SMPPConstant.STAT_ESME_RINVDCS);

    private final String host;
    private final int port;
    private final SmsSettings settings;
    private final Receipts receipts;
    private volatile @Nullable SMPPSession session;

    SmppLink(String host, int port, SmsSettings settings, Receipts receipts) {
        this.host = host;
        this.port = port;
        this.settings = settings;
        this.receipts = receipts;
    }

    @Override
    public boolean up() {
        SMPPSession current = session;
        return current != null && current.getSessionState().isTransmittable();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // that very session, not one like it
    public synchronized void connect() throws IOException {
        if (up()) {
            return;
        }
        close();
        SMPPSession fresh = new SMPPSession(this::open);
        fresh.setTransactionTimer(settings.answerWithin().toMillis());
        fresh.setEnquireLinkTimer(ENQUIRE_MILLIS);
        fresh.setQueueCapacity(QUEUE);
        fresh.setMessageReceiverListener(new ReceiptReader(receipts));
        try {
            fresh.connectAndBind(
                    host,
                    port,
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId(),
                            settings.password(),
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    CONNECT_MILLIS);
            session = fresh;
        } finally {
            if (session != fresh) {
                fresh.close();
            }
        }
    }

    // A gateway has one address.
    @SuppressWarnings("AddressSelection")
    private Connection open(String toHost, int toPort) throws IOException {
        Socket socket =
                settings.tls() ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            if (socket instanceof SSLSocket tls) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(toHost, toPort), CONNECT_MILLIS);
            return new SocketConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Answer submit(String mobile, Segments message, int part) {
        SMPPSession current = session;
        if (current == null || !current.getSessionState().isTransmittable()) {
            return new Unsent();
        }
        try {
            return new Accepted(
                    current.submitShortMessage(
                                    "",
                                    TypeOfNumber.UNKNOWN,
                                    NumberingPlanIndicator.ISDN,
                                    settings.source(),
                                    TypeOfNumber.INTERNATIONAL,
                                    NumberingPlanIndicator.ISDN,
                                    COUNTRY + mobile,
                                    esmClass(message),
                                    (byte) 0,
                                    (byte) 1,
                                    null,
                                    VALID,
                                    new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                                    (byte) 0,
                                    coding(message),
                                    (byte) 0,
                                    message.parts().get(part))
                            .getMessageId());
        } catch (NegativeResponseException e) {
            String code = String.format(Locale.ROOT, "smpp-%08x", e.getCommandStatus());
            return BUSY.contains(e.getCommandStatus())
                    ? new Throttled(code)
                    : new Refused(code, !NEVER.contains(e.getCommandStatus()));
        } catch (PDUException e) {
            // It does not fit the protocol and was not written.
            return new Refused("smpp-unfit", false);
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            // A gateway that leaves answers out is better asked anew.
            drop(current);
            return new Lost();
        }
    }

    private static ESMClass esmClass(Segments message) {
        return new ESMClass(
                MessageMode.DEFAULT,
                MessageType.DEFAULT,
                message.headed() ? GSMSpecificFeature.UDHI : GSMSpecificFeature.DEFAULT);
    }

    private static DataCoding coding(Segments message) {
        return new GeneralDataCoding(message.ucs2() ? Alphabet.ALPHA_UCS2 : Alphabet.ALPHA_DEFAULT);
    }

    @SuppressWarnings("ReferenceEquality") // that very session, not one like it
    private synchronized void drop(SMPPSession lost) {
        if (session == lost && !lost.getSessionState().isTransmittable()) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        SMPPSession current = session;
        session = null;
        if (current != null) {
            current.unbindAndClose();
        }
    }
}
