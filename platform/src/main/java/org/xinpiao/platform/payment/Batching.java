package org.xinpiao.platform.payment;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.CreditTransfers;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.payment.PaymentRows.Queued;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;
import tools.jackson.databind.json.JsonMapper;

/** Collects an agency's instructions into orders. */
@Component
class Batching {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private static final int NAME_CHARS_MAX = 140;

    private final PaymentRows payments;
    private final BatchRows batches;
    private final PaymentSettings settings;
    private final Parties parties;
    private final Directory directory;
    private final Dues dues;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    Batching(
            PaymentRows payments,
            BatchRows batches,
            PaymentSettings settings,
            Parties parties,
            Directory directory,
            Dues dues,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.payments = payments;
        this.batches = batches;
        this.settings = settings;
        this.parties = parties;
        this.directory = directory;
        this.dues = dues;
        this.transactions = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /** Makes orders of all that waits and whose time has come. */
    void collect() {
        long until = until(settings.dailyAt(), clock);
        Each.of(
                payments.waiting(until),
                agency -> parties.find(agency).ifPresent(party -> collect(party, until)));
    }

    /** Instructions made up to then may be ordered. */
    static long until(@Nullable LocalTime dailyAt, Clock clock) {
        if (dailyAt == null) {
            return clock.millis();
        }
        LocalDateTime now = ChinaTime.dateTime(clock.millis());
        LocalDateTime today = now.toLocalDate().atTime(dailyAt);
        return ChinaTime.millis(today.isAfter(now) ? today.minusDays(1) : today);
    }

    private void collect(Party agency, long until) {
        List<Credit> small = new ArrayList<>();
        List<Credit> large = new ArrayList<>();
        for (Queued queued : payments.queued(agency.id(), until, settings.batchTransactions())) {
            String fault = dues.fault(agency.id(), queued.endToEndId(), queued.amountFen());
            if (fault == null) {
                (queued.amountFen() > settings.autoClaimFen() ? large : small)
                        .add(credit(agency, queued));
            } else if (!fault.equals(Dues.FROZEN)) {
                payments.release(queued.endToEndId(), "declined", fault, clock.millis());
            }
        }
        // One that must wait for clerks keeps no others waiting.
        make(agency, small);
        make(agency, large);
    }

    private Credit credit(Party agency, Queued queued) {
        Payee payee = json.readValue(open(agency, queued.sealedPayee()), Payee.class);
        return new Credit(queued.endToEndId(), queued.amountFen(), payee.name(), payee.account());
    }

    private void make(Party agency, List<Credit> credits) {
        if (credits.isEmpty()) {
            return;
        }
        long now = clock.millis();
        CreditTransfers order =
                new CreditTransfers(id(now), now, name(agency), Bank.account(agency.id()), credits);
        byte[] sealed = SealedBox.seal(agency.sealing().publicKey(), order.write()).toByteArray();
        boolean held =
                order.sumFen() > settings.autoBatchFen()
                        || credits.stream()
                                .anyMatch(each -> each.amountFen() > settings.autoClaimFen());
        List<String> ids = credits.stream().map(Credit::endToEndId).toList();
        transactions.executeWithoutResult(status -> {
            batches.add(
                    order.messageId(),
                    agency.id(),
                    now,
                    held,
                    credits.size(),
                    order.sumFen(),
                    sealed);
            if (payments.batch(ids, order.messageId(), now) != ids.size()) {
                status.setRollbackOnly(); // One was taken back meanwhile; the others wait on.
            }
        });
    }

    /** The exact bytes of an order. */
    byte[] message(Party agency, Batch batch) {
        return open(agency, batch.sealedMessage());
    }

    private static byte[] open(Party agency, byte[] sealed) {
        try {
            return SealedBox.open(agency.sealing(), ByteString.copyFrom(sealed));
        } catch (CryptoException e) {
            throw new CorruptException("a payment of " + agency.id(), e);
        }
    }

    private String name(Party agency) {
        String name =
                directory.member(agency.id()).map(member -> member.getNameZh()).orElse(agency.id());
        return name.substring(0, Math.min(NAME_CHARS_MAX, name.length()));
    }

    private static String id(long now) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return "XP" + ChinaTime.date(now).format(DAY) + "-" + random.substring(0, 20);
    }

    /**
     * Gives up an order that was not sent.
     *
     * @param endToEndId the instruction that is wrong, the others wait again; null: all must be
     *     looked at
     * @return false when it was given up or has gone further
     */
    boolean decline(
            Batch batch, String state, String by, String reason, @Nullable String endToEndId) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    if (!batches.decline(batch.messageId(), by, reason, state)) {
                        return false;
                    }
                    for (Payment payment : payments.ofOrder(batch.messageId())) {
                        if (payment.state().equals("batched")) {
                            boolean again =
                                    reason.equals(Dues.FROZEN)
                                            || (endToEndId != null
                                                    && !payment.endToEndId().equals(endToEndId));
                            payments.release(
                                    payment.endToEndId(),
                                    again ? "queued" : "declined",
                                    again ? null : reason,
                                    clock.millis());
                        }
                    }
                    return true;
                }));
    }
}
