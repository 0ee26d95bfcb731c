package org.xinpiao.platform.payment;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.FailPayment;
import org.xinpiao.contracts.claim.PayClaim;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;

/** The bank's report to the ledger: paid, or failed. */
@Component
class Reporting {

    private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);

    private static final int AT_ONCE = 500;

    private static final long AGAIN_MS = 60_000;

    private static final String PAID = "paid";

    private static final String FAILED = "failed";

    private final PaymentRows payments;
    private final Parties parties;
    private final Submitter submitter;
    private final Clock clock;

    private record Report(Payment payment, String what, CompletionStage<Receipt> receipt) {}

    Reporting(PaymentRows payments, Parties parties, Submitter submitter, Clock clock) {
        this.payments = payments;
        this.parties = parties;
        this.submitter = submitter;
        this.clock = clock;
    }

    /** Tells the ledger what it does not know yet. */
    void report() {
        List<Payment> next = payments.unreported(clock.millis(), AT_ONCE);
        while (!next.isEmpty()) {
            Optional<Party> bank = parties.find(Bank.MEMBER);
            if (bank.isEmpty()) {
                return;
            }
            List<Report> reports = new ArrayList<>();
            next.forEach(payment -> reports.add(report(bank.get(), payment)));
            reports.forEach(this::await);
            next = payments.unreported(clock.millis(), AT_ONCE);
        }
    }

    private Report report(Party bank, Payment payment) {
        // What came back was paid before: the ledger is told of both.
        boolean pays = payment.executedMs() != null && payment.recorded() == null;
        String what = pays ? PAID : FAILED;
        return new Report(
                payment,
                what,
                submitter.submit(
                        bank,
                        "claim",
                        pays ? pay(payment) : fail(payment),
                        (pays ? "pay/" : "fail/") + payment.endToEndId(),
                        ByteString.EMPTY));
    }

    private void await(Report report) {
        String id = report.payment().endToEndId();
        try {
            Submitter.require(Submitter.join(report.receipt()));
            payments.recorded(id, report.what());
        } catch (RejectedException e) {
            LOG.warn("transfer {} is not recorded as {}: {}", id, report.what(), e.code());
            payments.reportAgain(id, clock.millis() + AGAIN_MS);
        } catch (RefusedException e) {
            LOG.warn("transfer {} is not recorded as {} yet", id, report.what(), e);
            payments.reportAgain(id, clock.millis() + 1_000);
        }
    }

    private static ClaimCommand pay(Payment payment) {
        return ClaimCommand.newBuilder()
                .setPay(
                        PayClaim.newBuilder()
                                .setClaimId(payment.claimId())
                                .setEndToEndId(payment.endToEndId())
                                .setBankReference(Objects.requireNonNull(payment.bankReference()))
                                .setPaidFen(payment.amountFen()))
                .build();
    }

    private static ClaimCommand fail(Payment payment) {
        return ClaimCommand.newBuilder()
                .setFail(
                        FailPayment.newBuilder()
                                .setClaimId(payment.claimId())
                                .setEndToEndId(payment.endToEndId())
                                .setReason(Objects.requireNonNull(payment.reason())))
                .build();
    }
}
