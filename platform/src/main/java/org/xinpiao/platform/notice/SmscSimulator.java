package org.xinpiao.platform.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A message gateway on this machine that sends nothing to anybody and can behave badly, by a seed
 * or by a script.
 */
final class SmscSimulator implements AutoCloseable {

    private static final int BIND_MILLIS = 5_000;
    private static final int THREADS = 8;
    private static final int QUEUE = 1_000;
    private static final int PER_MILLE = 1_000;
    private static final int KEPT_MAX = 10_000;
    private static final long TELL_AGAIN_MILLIS = 200;

    /**
     * How it behaves; of a thousand messages each.
     *
     * @param receiptAfter how long after a message its receipt is sent
     */
    record Settings(
            @DefaultValue("1") long seed,
            @DefaultValue("30") int refused,
            @DefaultValue("10") int throttled,
            @DefaultValue("5") int answerLost,
            @DefaultValue("2") int dropped,
            @DefaultValue("10") int undeliverable,
            @DefaultValue("200ms") Duration receiptAfter) {

        /** Takes and delivers everything. */
        static Settings good(Duration receiptAfter) {
            return new Settings(1, 0, 0, 0, 0, 0, receiptAfter);
        }
    }

    /** What happens to a message. */
    enum Fate {
        TAKE,
        /** Taken, answered only after a while. */
        TAKE_SLOWLY,
        /** Taken, then found undeliverable. */
        TAKE_IN_VAIN,
        /** Refused for now. */
        REFUSE,
        /** Refused for good. */
        REJECT,
        THROTTLE,
        /** Taken, but the answer is left out. */
        LOSE_ANSWER,
        /** Taken, but the connection breaks before the answer. */
        DROP_AFTER,
        /** The connection breaks before it is taken. */
        DROP_BEFORE
    }

    /** A message that was taken. */
    record Taken(String messageId, String to, boolean ucs2, boolean headed, byte[] content) {}

    private record Receipt(Taken message, boolean delivered) {}

    private final Settings settings;
    private final String password;
    private final Clock clock;
    private final ServerSocket server;
    private final Random random;
    private final AtomicLong ids;
    private final Deque<Fate> script = new ArrayDeque<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Receipt> held = new ArrayList<>();
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("smsc-receipts").daemon().factory());
    private boolean holding;
    private volatile boolean away;

    /**
     * Listens on the loopback interface.
     *
     * @param port 0 for a free one
     */
    SmscSimulator(int port, String password, Settings settings, Clock clock) {
        this.settings = settings;
        this.password = password;
        this.clock = clock;
        random = new Random(settings.seed());
        // Ids of an earlier life must not come again.
        ids = new AtomicLong(clock.millis() << 16);
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name("smsc").daemon().start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What happens to the next messages, before chance decides again. */
    synchronized void script(Fate... fates) {
        script.addAll(List.of(fates));
    }

    /** The messages taken so far, but for very old ones. */
    synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** Keeps receipts back. */
    synchronized void hold() {
        holding = true;
    }

    /** Sends the receipts kept back, last first. */
    synchronized void release() {
        holding = false;
        Collections.reverse(held);
        held.forEach(receipt -> sendLater(receipt, 0));
        held.clear();
    }

    /** Is not to be reached, or is again; what it took it delivers meanwhile. */
    void away(boolean gone) {
        away = gone;
        if (gone) {
            drop();
        }
    }

    /** Breaks all connections. */
    void drop() {
        sessions.forEach(SMPPServerSession::close);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        later.shutdownNow();
        drop();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (away) {
                    socket.close();
                    continue;
                }
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            SMPPServerSession session =
                    new SMPPServerSession(
                            new SocketConnection(socket),
                            (newState, _, source) -> {
                                if (!newState.isBound()) {
                                    sessions.remove((SMPPServerSession) source);
                                }
                            },
                            new SubmitListener(this::submit),
                            null,
                            THREADS,
                            QUEUE,
                            new SynchronizedPDUSender(new ForgetfulSender(unanswered)),
                            new DefaultPDUReader());
            BindRequest bind = session.waitForBind(BIND_MILLIS);
            if (password.equals(Objects.requireNonNullElse(bind.getPassword(), ""))) {
                // Known before the answer, so that no message comes in between.
                sessions.add(session);
                bind.accept("simulator", InterfaceVersion.IF_34);
            } else {
                bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                session.close();
            }
        } catch (IOException | PDUException | TimeoutException e) {
            try {
                socket.close();
            } catch (IOException closing) {
                throw new UncheckedIOException(closing);
            }
        }
    }

    private SubmitSmResult submit(SubmitSm message, SMPPServerSession session)
            throws ProcessRequestException {
        Fate fate = fate();
        switch (fate) {
            case REFUSE ->
                    throw new ProcessRequestException("later", SMPPConstant.STAT_ESME_RSYSERR);
            case REJECT ->
                    throw new ProcessRequestException("never", SMPPConstant.STAT_ESME_RINVDSTADR);
            case THROTTLE ->
                    throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RTHROTTLED);
            case DROP_BEFORE -> {
                session.close();
                throw new ProcessRequestException("gone", SMPPConstant.STAT_ESME_RSYSERR);
            }
            case TAKE, TAKE_SLOWLY, TAKE_IN_VAIN, LOSE_ANSWER, DROP_AFTER -> {}
        }
        String id = Long.toHexString(ids.incrementAndGet()).toUpperCase(Locale.ROOT);
        take(message, id, fate);
        if (fate == Fate.LOSE_ANSWER) {
            unanswered.add(id);
        } else if (fate == Fate.DROP_AFTER) {
            unanswered.add(id);
            session.close();
        } else if (fate == Fate.TAKE_SLOWLY) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(TELL_AGAIN_MILLIS).toNanos());
        }
        try {
            return new SubmitSmResult(new MessageId(id), new org.jsmpp.bean.OptionalParameter[0]);
        } catch (org.jsmpp.PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized Fate fate() {
        Fate scripted = script.poll();
        if (scripted != null) {
            return scripted;
        }
        int drawn = random.nextInt(PER_MILLE);
        int[] shares = {
            settings.refused(),
            settings.throttled(),
            settings.answerLost(),
            settings.dropped(),
            settings.undeliverable()
        };
        Fate[] fates = {
            Fate.REFUSE, Fate.THROTTLE, Fate.LOSE_ANSWER, Fate.DROP_AFTER, Fate.TAKE_IN_VAIN
        };
        for (int i = 0; i < shares.length; i++) {
            drawn -= shares[i];
            if (drawn < 0) {
                return fates[i];
            }
        }
        return Fate.TAKE;
    }

    private synchronized void take(SubmitSm message, String id, Fate fate) {
        Taken one =
                new Taken(
                        id,
                        message.getDestAddress(),
                        message.getDataCoding() == 8,
                        message.isUdhi(),
                        message.getShortMessage());
        if (taken.size() == KEPT_MAX) {
            taken.removeFirst();
        }
        taken.add(one);
        Receipt receipt = new Receipt(one, fate != Fate.TAKE_IN_VAIN);
        if (holding) {
            held.add(receipt);
        } else {
            sendLater(receipt, settings.receiptAfter().toMillis());
        }
    }

    private void sendLater(Receipt receipt, long millis) {
        if (!later.isShutdown()) {
            var _ = later.schedule(() -> send(receipt), millis, TimeUnit.MILLISECONDS);
        }
    }

    /** To whoever is connected; again and again until it is acknowledged. */
    private void send(Receipt receipt) {
        for (SMPPServerSession session : sessions) {
            try {
                session.deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        receipt.message().to(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.ISDN,
                        "",
                        new ESMClass(
                                MessageMode.DEFAULT,
                                MessageType.SMSC_DEL_RECEIPT,
                                GSMSpecificFeature.DEFAULT),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        new GeneralDataCoding(),
                        text(receipt));
                return;
            } catch (PDUException
                    | ResponseTimeoutException
                    | InvalidResponseException
                    | NegativeResponseException
                    | IOException _) {
                // Another session may take it.
            }
        }
        sendLater(receipt, TELL_AGAIN_MILLIS);
    }

    private byte[] text(Receipt receipt) {
        Date now = Date.from(clock.instant());
        return new DeliveryReceipt(
                        receipt.message().messageId(),
                        1,
                        receipt.delivered() ? 1 : 0,
                        now,
                        now,
                        receipt.delivered()
                                ? DeliveryReceiptState.DELIVRD
                                : DeliveryReceiptState.UNDELIV,
                        "000",
                        "")
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
