package org.xinpiao.platform.notice;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells patients what became of their claims, once for each occasion: in the box on their page, and
 * by text message where the outbox sends any.
 */
@Component
public class Notices {

    private static final int SHOWN_MAX = 50;

    private final JdbcClient db;
    private final Outbox outbox;
    private final Delivery delivery;

    Notices(JdbcClient db, Outbox outbox, Delivery delivery) {
        this.db = db;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /**
     * A message in the patient's box.
     *
     * @param kind the word of a {@link NoticeKind}
     */
    public record Notice(String claimId, String kind, long atMs) {}

    /**
     * Tells a patient something about a claim. Telling the same again does nothing.
     *
     * <p>The same kind may come again on another occasion: a second document, another transfer.
     *
     * @param patient the pseudonym on bills and claims
     * @param agency the agency whose clerks see the message in their outbox
     * @param occasionMs block time of what it tells of
     */
    public void tell(
            byte[] patient, String agency, String claimId, NoticeKind kind, long occasionMs) {
        if (outbox.put(patient, agency, claimId, kind.word(), occasionMs, delivery.sends())) {
            delivery.wake();
        }
    }

    /** What is in a patient's box, newest first. */
    public List<Notice> of(byte[] patient) {
        return db.sql(
                        "select claim_id, kind, at_ms from notice where patient = ? and kind <>"
                                + " 'code' order by id desc limit ?")
                .params(patient, SHOWN_MAX)
                .query(Notice.class)
                .list();
    }
}
