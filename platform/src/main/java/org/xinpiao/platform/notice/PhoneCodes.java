package org.xinpiao.platform.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.notice.PhoneBook.Contact;
import org.xinpiao.platform.notice.PhoneRows.Count;
import org.xinpiao.platform.notice.PhoneRows.Pending;

/**
 * A patient names a phone number of his or her own: it counts once the patient typed the code that
 * was sent there.
 */
@Component
class PhoneCodes {

    /** A row of the outbox that carries a code. */
    static final String KIND = "code";

    static final Duration VALID = Duration.ofMinutes(10);

    static final int TRIES_MAX = 5;

    /** Codes sent for a patient in a day. */
    static final int SENT_MAX = 5;

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofDays(1);

    private static final int CODES = 1_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PhoneRows rows;
    private final Outbox outbox;
    private final Clock clock;

    PhoneCodes(PhoneRows rows, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What came of it; {@code notice.phone.<word>} in the messages. */
    enum Outcome {
        SENT,
        CONFIRMED,
        FORGOTTEN,
        /** It is no number of a mobile phone. */
        NUMBER,
        /** One was sent a moment ago. */
        SOON,
        /** Too many were sent today. */
        OFTEN,
        WRONG,
        EXPIRED,
        /** Too many codes were tried. */
        TRIES,
        /** No messages are sent from here. */
        AWAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean good() {
            return this == SENT || this == CONFIRMED || this == FORGOTTEN;
        }
    }

    /** Sends a code to a number, also to who wants no other messages: it was asked for. */
    synchronized Outcome send(byte[] patient, String mobile, Locale language) {
        if (!mobile.matches("1[3-9]\\d{9}")) {
            return Outcome.NUMBER;
        }
        if (!rows.serves()) {
            return Outcome.AWAY;
        }
        long now = clock.millis();
        Count before =
                rows.count(patient)
                        .filter(count -> now - count.firstMs() < DAY.toMillis())
                        .orElse(new Count(0, 0, now, 0));
        if (now - before.sentMs() < PAUSE.toMillis()) {
            return Outcome.SOON;
        }
        if (before.sent() >= SENT_MAX) {
            return Outcome.OFTEN;
        }
        String code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(CODES));
        rows.await(
                patient,
                new Pending(new Contact(mobile, language), code),
                new Count(before.sent() + 1, 0, before.firstMs(), now));
        byte[] id = new byte[8];
        RANDOM.nextBytes(id);
        outbox.put(patient, "", "phone-" + HexFormat.of().formatHex(id), KIND, now, true);
        return Outcome.SENT;
    }

    /** Takes the number into the phone book when the code is the one that was sent to it. */
    Outcome confirm(byte[] patient, String code) {
        Optional<Count> count = rows.count(patient);
        if (count.isEmpty() || clock.millis() - count.get().sentMs() > VALID.toMillis()) {
            return Outcome.EXPIRED;
        }
        if (!rows.mayTry(patient, TRIES_MAX)) {
            return Outcome.TRIES;
        }
        Optional<Pending> pending = rows.pending(patient);
        if (pending.isEmpty() || !same(pending.get().code(), code)) {
            return Outcome.WRONG;
        }
        rows.confirm(patient, pending.get().contact(), clock.millis());
        return Outcome.CONFIRMED;
    }

    Outcome forget(byte[] patient) {
        rows.forget(patient);
        return Outcome.FORGOTTEN;
    }

    /** The number that a code is to be sent to, while the code is good. */
    Optional<Pending> pending(byte[] patient) {
        return rows.count(patient)
                .filter(count -> clock.millis() - count.sentMs() <= VALID.toMillis())
                .filter(count -> count.tries() < TRIES_MAX)
                .flatMap(_ -> rows.pending(patient));
    }

    private static boolean same(String code, String typed) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
    }
}
