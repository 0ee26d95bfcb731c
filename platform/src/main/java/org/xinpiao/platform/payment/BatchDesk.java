package org.xinpiao.platform.payment;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What clerks decide about orders and instructions; two different ones about a large order. */
@Component
class BatchDesk {

    /** What came of a clerk's wish. */
    enum Outcome {
        /** The first of two approvals. */
        FIRST,
        /** Both approved; it goes out. */
        APPROVED,
        DECLINED,
        /** Whoever approved first cannot be the second. */
        SAME_PERSON,
        /** Another was faster, or there is nothing to decide. */
        NOTHING;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final PaymentRows payments;
    private final BatchRows batches;
    private final Batching batching;
    private final PaymentRun run;
    private final Clock clock;

    BatchDesk(
            PaymentRows payments,
            BatchRows batches,
            Batching batching,
            PaymentRun run,
            Clock clock) {
        this.payments = payments;
        this.batches = batches;
        this.batching = batching;
        this.run = run;
        this.clock = clock;
    }

    Outcome approve(String agency, String messageId, String clerk) {
        Batch batch = held(agency, messageId);
        if (batch == null) {
            return Outcome.NOTHING;
        }
        if (batch.firstClerk() == null) {
            return batches.approveFirst(messageId, clerk, clock.millis())
                    ? Outcome.FIRST
                    : Outcome.NOTHING;
        }
        if (batch.firstClerk().equals(clerk)) {
            return Outcome.SAME_PERSON;
        }
        if (!batches.approveSecond(messageId, clerk, clock.millis())) {
            return Outcome.NOTHING;
        }
        run.wake();
        return Outcome.APPROVED;
    }

    /** Its instructions wait for somebody to queue them again. */
    Outcome decline(String agency, String messageId, String clerk) {
        Batch batch = held(agency, messageId);
        return batch != null && batching.decline(batch, "held", clerk, "declined-by-clerk", null)
                ? Outcome.DECLINED
                : Outcome.NOTHING;
    }

    /** A declined instruction is collected again; false when it is not declined. */
    boolean queueAgain(String agency, String endToEndId) {
        boolean own =
                payments.find(endToEndId)
                        .filter(payment -> payment.agency().equals(agency))
                        .isPresent();
        boolean queued =
                own
                        && payments.move(
                                endToEndId, List.of("declined"), "queued", null, clock.millis());
        if (queued) {
            run.wake();
        }
        return queued;
    }

    private @Nullable Batch held(String agency, String messageId) {
        return batches.find(messageId)
                .filter(batch -> batch.agency().equals(agency) && batch.state().equals("held"))
                .orElse(null);
    }
}
