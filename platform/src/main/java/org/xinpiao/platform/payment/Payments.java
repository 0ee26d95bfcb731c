package org.xinpiao.platform.payment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.BankAwayException;
import org.xinpiao.platform.bank.CancellationRequest;
import org.xinpiao.platform.bank.Resolution;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Party;
import tools.jackson.databind.json.JsonMapper;

/** The payments of the agencies of this process. */
@Service
public class Payments {

    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

    private static final int SHOWN = 4;

    private final PaymentRows rows;
    private final PaymentRun run;
    private final Bank bank;
    private final JsonMapper json;
    private final Clock clock;

    Payments(PaymentRows rows, PaymentRun run, Bank bank, JsonMapper json, Clock clock) {
        this.rows = rows;
        this.run = run;
        this.bank = bank;
        this.json = json;
        this.clock = clock;
    }

    /** Whether there is an instruction of this id. */
    public boolean knows(String endToEndId) {
        return rows.find(endToEndId).isPresent();
    }

    /**
     * Instructs what is due of a claim to be paid, once for each end-to-end id.
     *
     * @param name the payee's
     * @param account the payee's card
     */
    public void order(Party agency, ClaimState claim, String name, String account) {
        byte[] payee = json.writeValueAsBytes(new Payee(name, account));
        rows.add(
                EndToEnd.next(claim),
                claim.getClaimId(),
                agency.id(),
                Claims.dueFen(claim),
                SealedBox.seal(agency.sealing().publicKey(), payee).toByteArray(),
                account.substring(Math.max(0, account.length() - SHOWN)),
                clock.millis());
        run.wake();
    }

    /**
     * Takes the next transfer for a claim back, at the bank too.
     *
     * @return whether none was executed under its id, and none ever will be
     */
    public boolean cancel(ClaimState claim) {
        String id = EndToEnd.next(claim);
        List<String> unsent = List.of("queued", "declined");
        rows.move(id, unsent, "cancelled", "expired", clock.millis());
        if (!cancelled(claim.getAgency(), id)) {
            return false;
        }
        rows.move(
                id,
                List.of("batched", "ordered", "pending"),
                "cancelled",
                "expired",
                clock.millis());
        return true;
    }

    /** Without an answer nothing is known; the bank is asked again at the next look. */
    private boolean cancelled(String agency, String endToEndId) {
        CancellationRequest request =
                new CancellationRequest(
                        "XC" + UUID.randomUUID().toString().replace("-", ""),
                        clock.millis(),
                        agency,
                        rows.find(endToEndId)
                                .map(Payment::messageId)
                                .orElse(CancellationRequest.NOT_ORDERED),
                        endToEndId);
        try {
            return bank.cancel(Bank.account(agency), request.write())
                    .map(Resolution::read)
                    .filter(resolution ->
                            resolution.requestId().equals(request.messageId())
                                    && resolution.endToEndId().equals(endToEndId)
                                    && resolution.cancelled())
                    .isPresent();
        } catch (BankAwayException e) {
            LOG.warn("payments: cancel {}: {}", endToEndId, e.getMessage());
            return false;
        }
    }

    /**
     * What the bank says of a transfer.
     *
     * @param accountMasked the account that was credited
     */
    public record Executed(long amountFen, String accountMasked) {}

    /** A transfer that the bank has executed. */
    public Optional<Executed> executed(String endToEndId) {
        return rows.find(endToEndId)
                .filter(payment -> payment.executedMs() != null)
                .map(payment -> new Executed(payment.amountFen(), "****" + payment.accountLast4()));
    }
}
