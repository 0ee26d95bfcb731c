package org.xinpiao.platform.notice;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.SealingKey;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.notice.PhoneBook.Contact;

/** Numbers that patients named, and those that wait for their code; sealed, as V8 has them. */
final class PhoneRows {

    private final JdbcClient db;
    private final Supplier<Optional<SealingKey>> key;

    /**
     * Makes them.
     *
     * @param key of the patient service; none in a process that does not act for it
     */
    PhoneRows(JdbcClient db, Supplier<Optional<SealingKey>> key) {
        this.db = db;
        this.key = key;
    }

    /** A number that waits for its code, which goes to that number alone. */
    record Pending(Contact contact, String code) {

        @Override
        public String toString() {
            return contact.toString();
        }
    }

    /**
     * How often a code was sent and tried.
     *
     * @param sent since {@code firstMs}
     * @param tries since {@code sentMs}
     */
    record Count(int sent, int tries, long firstMs, long sentMs) {}

    /** Whether this process acts for patients at all. */
    boolean serves() {
        return key.get().isPresent();
    }

    Optional<Contact> confirmed(byte[] patient) {
        return sealed("phone", patient).map(open -> contact(open.split("\n", -1)));
    }

    Optional<Pending> pending(byte[] patient) {
        return sealed("phone_code", patient)
                .map(open -> {
                    String[] parts = open.split("\n", -1);
                    return new Pending(contact(parts), parts[2]);
                });
    }

    Optional<Count> count(byte[] patient) {
        return db.sql("select sent, tries, first_ms, sent_ms from phone_code where patient = ?")
                .param(patient)
                .query(Count.class)
                .optional();
    }

    void await(byte[] patient, Pending pending, Count count) {
        db.sql(
                        "insert into phone_code (patient, sealed, sent, tries, first_ms, sent_ms)"
                            + " values (?, ?, ?, 0, ?, ?) on conflict (patient) do update set"
                            + " sealed = excluded.sealed, sent = excluded.sent, tries = 0, first_ms"
                            + " = excluded.first_ms, sent_ms = excluded.sent_ms")
                .params(
                        patient,
                        seal(text(pending.contact()) + "\n" + pending.code()),
                        count.sent(),
                        count.firstMs(),
                        count.sentMs())
                .update();
    }

    /** Counts a try; false when there were too many, so that two at once are two. */
    boolean mayTry(byte[] patient, int max) {
        return db.sql("update phone_code set tries = tries + 1 where patient = ? and tries < ?")
                        .params(patient, max)
                        .update()
                > 0;
    }

    void confirm(byte[] patient, Contact contact, long now) {
        db.sql(
                        "insert into phone values (?, ?, ?) on conflict (patient) do update set"
                                + " sealed = excluded.sealed, confirmed_ms = excluded.confirmed_ms")
                .params(patient, seal(text(contact)), now)
                .update();
        // The count of codes sent stays; the code is used up, and with it what it rested beside.
        db.sql("update phone_code set tries = ?, sealed = ''::bytea where patient = ?")
                .params(Integer.MAX_VALUE, patient)
                .update();
    }

    void forget(byte[] patient) {
        db.sql("delete from phone where patient = ?").param(patient).update();
        db.sql("update phone_code set sealed = ''::bytea where patient = ?")
                .param(patient)
                .update();
    }

    private Optional<String> sealed(String table, byte[] patient) {
        Optional<SealingKey> own = key.get();
        return own.isEmpty()
                ? Optional.empty()
                : db.sql(
                                "select sealed from "
                                        + table
                                        + " where patient = ? and sealed <> ''::bytea")
                        .param(patient)
                        .query(byte[].class)
                        .optional()
                        .map(box -> open(own.get(), box));
    }

    private static String open(SealingKey key, byte[] box) {
        try {
            return new String(
                    SealedBox.open(key, ByteString.copyFrom(box)), StandardCharsets.UTF_8);
        } catch (CryptoException e) {
            throw new CorruptException("a patient's phone number", e);
        }
    }

    private byte[] seal(String text) {
        return SealedBox.seal(
                        key.get().orElseThrow().publicKey(), text.getBytes(StandardCharsets.UTF_8))
                .toByteArray();
    }

    private static String text(Contact contact) {
        return contact.mobile() + "\n" + contact.language().getLanguage();
    }

    private static Contact contact(String[] parts) {
        return new Contact(parts[0], Texts.language(parts[1]));
    }
}
