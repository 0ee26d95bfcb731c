package org.xinpiao.platform.notice;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.notice.Choices.Choice;
import org.xinpiao.platform.notice.PhoneBook.Contact;

/**
 * Takes what waits in the outbox to the gateway. A message is marked before it is handed over and
 * never handed over again unless the gateway said that it did not take it.
 */
@Component
class Delivery implements SmartLifecycle {

    /** Refusals after which a message has failed. */
    static final int ATTEMPTS_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final BackOff REFUSED = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1));
    private static final BackOff BUSY = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final BackOff AWAY = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int ROUNDS_AT_ONCE = 8;
    private static final long STOP_SECONDS = 5;

    private final Outbox outbox;
    private final PhoneBook phones;
    private final Choices choices;
    private final PhoneCodes codes;
    private final Texts texts;
    private final Link link;
    private final SmsSettings settings;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile long busyUntilMs;
    private volatile int busy;
    private long connectFromMs;
    private int away;

    Delivery(
            Outbox outbox,
            PhoneBook phones,
            Choices choices,
            PhoneCodes codes,
            Texts texts,
            Link link,
            SmsSettings settings,
            Clock clock) {
        this.outbox = outbox;
        this.phones = phones;
        this.choices = choices;
        this.codes = codes;
        this.texts = texts;
        this.link = link;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether messages are sent at all. */
    boolean sends() {
        return settings.gateway() != SmsSettings.Gateway.NONE;
    }

    /** Says that there is something to send. */
    void wake() {
        wake.release();
    }

    @Override
    public void start() {
        if (!sends()) {
            return;
        }
        outbox.recover();
        senders = Executors.newFixedThreadPool(settings.window(), Thread.ofVirtual().factory());
        running = true;
        thread = Thread.ofVirtual().name("notices").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        senders.shutdownNow();
        Thread stopping = thread;
        try {
            if (stopping != null) {
                stopping.join(Duration.ofSeconds(STOP_SECONDS));
            }
            if (!senders.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a message is left on its way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                boolean more = pass();
                if (!more && wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.error("the outbox cannot be worked on", e);
                    wake.drainPermits();
                }
            }
        }
    }

    /**
     * Looks for receipts, connects and sends what is due.
     *
     * @return whether there may be more to send at once
     */
    boolean pass() throws InterruptedException {
        long now = clock.millis();
        outbox.giveUp(now - settings.receiptWithin().toMillis());
        outbox.adopt();
        if (!connected(now) || now < busyUntilMs) {
            return false;
        }
        List<Outbox.Row> due = outbox.due(now, settings.window() * ROUNDS_AT_ONCE);
        List<Callable<Boolean>> sendings =
                due.stream().map(row -> (Callable<Boolean>) () -> send(row)).toList();
        boolean more = false;
        for (var sent : senders.invokeAll(sendings)) {
            try {
                more |= sent.get();
            } catch (java.util.concurrent.ExecutionException e) {
                LOG.error("a notice stands", e.getCause());
            }
        }
        return more;
    }

    private boolean connected(long now) {
        if (link.up()) {
            return true;
        }
        if (now < connectFromMs) {
            return false;
        }
        try {
            link.connect();
            LOG.info("connected to the message gateway");
            away = 0;
            return true;
        } catch (IOException e) {
            away++;
            connectFromMs = now + AWAY.after(away).toMillis();
            LOG.warn("no message gateway, attempt {}: {}", away, e.getMessage());
            return false;
        }
    }

    /** Sends the parts that the gateway has not taken; false when the sending should rest. */
    private boolean send(Outbox.Row row) {
        if (row.kind().equals(PhoneCodes.KIND)) {
            return sendCode(row);
        }
        Optional<Choice> choice = choices.find(row.patient());
        if (choice.filter(Choice::quiet).isPresent() && row.taken() == 0) {
            outbox.keep(row, "quiet", null);
            return true;
        }
        Optional<Contact> contact = phones.find(row.patient());
        if (contact.isEmpty()) {
            outbox.keep(row, "boxed", "no-number");
            return true;
        }
        String language = language(row, choice, contact.get());
        String text = texts.sms(row.kind(), row.claimId(), Texts.language(language));
        return send(row, contact.get(), language, text);
    }

    /** To the number that is to be confirmed, while its code is good. */
    private boolean sendCode(Outbox.Row row) {
        Optional<PhoneRows.Pending> pending = codes.pending(row.patient());
        if (pending.isEmpty()) {
            outbox.keep(row, "boxed", "expired");
            return true;
        }
        Contact contact = pending.get().contact();
        String text = texts.code(pending.get().code(), contact.language());
        return send(row, contact, contact.language().getLanguage(), text);
    }

    private boolean send(Outbox.Row row, Contact contact, String language, String text) {
        Segments message = Segments.of(text, (int) (row.id() & 0xff));
        int parts = message.parts().size();
        for (int part = row.taken(); part < parts; part++) {
            if (clock.millis() < busyUntilMs || !outbox.begin(row, language, parts)) {
                return false;
            }
            Link.Answer answer = link.submit(contact.mobile(), message, part);
            if (!(answer instanceof Link.Accepted(String messageId))) {
                return notTaken(row, answer);
            }
            busy = 0;
            outbox.accepted(row, part, parts, messageId);
        }
        return true;
    }

    /** A message whose first parts are out goes on in their language. */
    private static String language(Outbox.Row row, Optional<Choice> choice, Contact contact) {
        return row.language() != null && row.taken() > 0
                ? row.language()
                : choice.map(Choice::language).orElseGet(() -> contact.language().getLanguage());
    }

    private boolean notTaken(Outbox.Row row, Link.Answer answer) {
        long now = clock.millis();
        switch (answer) {
            case Link.Accepted _ -> throw new IllegalArgumentException("it was taken");
            case Link.Throttled(String code) -> {
                rest(now);
                outbox.later(row, row.attempts(), busyUntilMs, code);
                return false;
            }
            case Link.Refused(String code, boolean again) -> {
                int attempts = row.attempts() + 1;
                if (again && attempts < ATTEMPTS_MAX) {
                    outbox.later(row, attempts, now + REFUSED.after(attempts).toMillis(), code);
                } else {
                    outbox.failed(row, attempts, code);
                }
                return true;
            }
            case Link.Unsent _ -> {
                outbox.later(row, row.attempts(), now, null);
                return false;
            }
            case Link.Lost _ -> {
                outbox.unknown(row);
                return true;
            }
        }
    }

    private synchronized void rest(long now) {
        if (now >= busyUntilMs) {
            busy++;
            busyUntilMs = now + BUSY.after(busy).toMillis();
            LOG.warn("the message gateway is busy, attempt {}", busy);
        }
    }
}
