package org.xinpiao.platform.payment;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.CreditTransfers;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.OrderSignature;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;

/**
 * Two independent keys on every order: the agency's, and the insurance department's, which reads
 * the exact bytes and compares each transfer with the ledger.
 */
@Component
class Approvals {

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private static final String SECOND = "insurance";

    private final Batching batching;
    private final BatchRows batches;
    private final Parties parties;
    private final Dues dues;

    Approvals(Batching batching, BatchRows batches, Parties parties, Dues dues) {
        this.batching = batching;
        this.batches = batches;
        this.parties = parties;
        this.dues = dues;
    }

    /** Signs all orders that wait for nobody else. */
    void sign() {
        Each.of(
                batches.in("made"),
                batch -> {
                    Optional<Party> agency = parties.find(batch.agency());
                    Optional<Party> second = parties.find(SECOND);
                    if (agency.isPresent() && second.isPresent()) {
                        sign(batch, agency.get(), second.get());
                    }
                });
    }

    private void sign(Batch batch, Party agency, Party second) {
        byte[] message = batching.message(agency, batch);
        OrderSignature first = OrderSignature.sign(agency, message);
        CreditTransfers order = CreditTransfers.read(message);
        for (Credit credit : order.credits()) {
            String fault =
                    order.account().equals(Bank.account(batch.agency()))
                            ? dues.fault(batch.agency(), credit.endToEndId(), credit.amountFen())
                            : "account";
            if (fault != null) {
                LOG.warn(
                        "order {} is not signed: {} {}",
                        batch.messageId(),
                        credit.endToEndId(),
                        fault);
                batching.decline(batch, "made", SECOND, fault, credit.endToEndId());
                return;
            }
        }
        batches.signed(batch.messageId(), first, OrderSignature.sign(second, message));
    }
}
