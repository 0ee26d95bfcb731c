package org.xinpiao.platform.payment;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.Movement;
import org.xinpiao.platform.bank.Notification;
import org.xinpiao.platform.bank.StatusReport;
import org.xinpiao.platform.bank.StatusReport.Status;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;

/** Sends orders, and takes in what the bank says, which may come twice, late or only when asked. */
@Component
class BankLine {

    private static final Logger LOG = LoggerFactory.getLogger(BankLine.class);

    /** An id that was used before says nothing about the transfer that used it. */
    private static final String DUPLICATE = "AM05";

    private final Bank bank;
    private final Batching batching;
    private final PaymentRows payments;
    private final BatchRows batches;
    private final Repayments repayments;
    private final Parties parties;
    private final PaymentSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BankLine(
            Bank bank,
            Batching batching,
            PaymentRows payments,
            BatchRows batches,
            Repayments repayments,
            Parties parties,
            PaymentSettings settings,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.bank = bank;
        this.batching = batching;
        this.payments = payments;
        this.batches = batches;
        this.repayments = repayments;
        this.parties = parties;
        this.settings = settings;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Sends what was signed. */
    void send() {
        Each.of(
                batches.in("signed"),
                batch -> parties.find(batch.agency()).ifPresent(agency -> send(agency, batch)));
    }

    private void send(Party agency, Batch batch) {
        long now = clock.millis();
        transactions.executeWithoutResult(_ -> {
            batches.sent(batch.messageId(), now);
            payments.move(batch.messageId(), "batched", "ordered", null, now);
        });
        order(agency, batch);
    }

    private void order(Party agency, Batch batch) {
        bank.order(Bank.account(agency.id()), batching.message(agency, batch), batch.signatures())
                .ifPresent(answer -> take(agency.id(), StatusReport.read(answer)));
    }

    /** Asks for answers that are missing; an order that never arrived is sent again as it was. */
    void ask() {
        long silentSince = clock.millis() - settings.askAfter().toMillis();
        Each.of(
                batches.in("sent"),
                batch -> {
                    if (Objects.requireNonNull(batch.askedMs()) <= silentSince) {
                        parties.find(batch.agency()).ifPresent(agency -> ask(agency, batch));
                    }
                });
    }

    private void ask(Party agency, Batch batch) {
        batches.asked(batch.messageId(), clock.millis());
        Optional<byte[]> status = bank.status(Bank.account(agency.id()), batch.messageId());
        if (status.isPresent()) {
            take(agency.id(), StatusReport.read(status.get()));
        } else {
            LOG.info("the bank does not know order {}; it is sent again", batch.messageId());
            order(agency, batch);
        }
    }

    /** Fetches the mail of all agencies here. */
    void fetch() {
        Each.of(
                batches.agencies(),
                agency -> {
                    if (parties.find(agency).isPresent()) {
                        fetch(agency, Bank.account(agency));
                    }
                });
    }

    private void fetch(String agency, String account) {
        Optional<Bank.Mail> next = bank.mail(account, 0);
        while (next.isPresent()) {
            Each.of(List.of(next.get()), mail -> take(agency, account, mail));
            next = bank.mail(account, next.get().number());
        }
    }

    private void take(String agency, String account, Bank.Mail mail) {
        switch (mail.kind()) {
            case STATUS -> take(agency, StatusReport.read(mail.message()));
            case NOTIFICATION -> take(agency, account, Notification.read(mail.message()));
        }
        bank.taken(account, mail.number());
    }

    private void take(String agency, StatusReport report) {
        Optional<Batch> batch =
                batches.find(report.orderId()).filter(known -> known.agency().equals(agency));
        if (batch.isEmpty()) {
            LOG.warn("the bank tells {} of an unknown order {}", agency, report.orderId());
            return;
        }
        transactions.executeWithoutResult(_ -> {
            if (report.refused() != null) {
                refused(batch.get(), report.refused());
            }
            report.statuses().forEach(status -> take(report.orderId(), status));
            batches.finish(report.orderId());
        });
    }

    /** The order as a whole: none of it was or will be executed. */
    private void refused(Batch batch, String reason) {
        if (reason.equals(DUPLICATE)) {
            LOG.warn("the bank has another order {}", batch.messageId());
            return;
        }
        String word = reason.toLowerCase(Locale.ROOT);
        if (batches.decline(batch.messageId(), Bank.MEMBER, word, "sent")) {
            payments.move(batch.messageId(), "ordered", "declined", word, clock.millis());
        }
    }

    private void take(String orderId, Status status) {
        if (payments.find(status.endToEndId())
                .filter(payment -> orderId.equals(payment.messageId()))
                .isEmpty()) {
            LOG.warn("order {} has no transfer {}", orderId, status.endToEndId());
            return;
        }
        long now = clock.millis();
        switch (status.code()) {
            case ACSC ->
                    payments.executed(
                            status.endToEndId(),
                            Objects.requireNonNull(status.bankReference()),
                            Objects.requireNonNullElse(status.executedMs(), now),
                            now);
            case PDNG, ACCP -> payments.pending(status, now);
            case RJCT -> {
                if (DUPLICATE.equals(status.reason())) {
                    LOG.warn("the bank knew transfer {} before", status.endToEndId());
                } else {
                    payments.refused(status, reason(status), now);
                }
            }
            case CANC ->
                    payments.move(
                            status.endToEndId(),
                            List.of("ordered", "pending"),
                            "cancelled",
                            null,
                            now);
        }
    }

    private static String reason(Status status) {
        return Objects.requireNonNullElse(status.reason(), "NARR").toLowerCase(Locale.ROOT);
    }

    private void take(String agency, String account, Notification notification) {
        if (!notification.account().equals(account)) {
            LOG.warn("mail of {} tells of {}", account, notification.account());
            return;
        }
        transactions.executeWithoutResult(_ -> {
            for (Movement movement : notification.movements()) {
                if (movement.received()) {
                    repayments.book(agency, movement);
                } else {
                    take(movement);
                }
            }
        });
    }

    private void take(Movement movement) {
        long now = clock.millis();
        if (movement.returned() == null) {
            payments.executed(
                    movement.endToEndId(), movement.bankReference(), movement.bookedMs(), now);
        } else {
            payments.returned(
                    movement.endToEndId(),
                    movement.returned().toLowerCase(Locale.ROOT),
                    movement.bookedMs(),
                    now);
        }
        if (movement.orderId() != null) {
            batches.finish(movement.orderId());
        }
    }
}
