package org.xinpiao.platform.patient;

import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.bank.Counter;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.payment.Repayments;

/** Of a claim: what is left for an insurer, what an insurer may read, and what is asked back. */
@Component
class ClaimMoney {

    private final OwnBills own;
    private final Cases cases;
    private final Repayments repayments;
    private final ObjectProvider<Counter> counter;
    private final LedgerState state;
    private final Clock clock;

    /** What was handed over the counter here, so that pressing twice pays once. */
    private final Set<String> handed = ConcurrentHashMap.newKeySet();

    ClaimMoney(
            OwnBills own,
            Cases cases,
            Repayments repayments,
            ObjectProvider<Counter> counter,
            LedgerState state,
            Clock clock) {
        this.own = own;
        this.cases = cases;
        this.repayments = repayments;
        this.counter = counter;
        this.state = state;
        this.clock = clock;
    }

    void fill(Model model, ClaimQueries.Row claim, BillQueries.Row bill) {
        ClaimState stands = state(claim);
        model.addAttribute("rest", claim.basic() && !own.insurers(bill).isEmpty());
        model.addAttribute("reading", Claims.mayRead(stands, clock.millis()));
        model.addAttribute("openings", cases.openings(claim.claimId()));
        model.addAttribute("where", repayments.where(stands).orElse(null));
        model.addAttribute("received", repayments.of(claim.claimId()));
        model.addAttribute("counter", counter.getIfAvailable() != null);
    }

    /** Pays what is asked back of a claim, where there is a counter; nothing when nothing is. */
    void payIn(ClaimQueries.Row claim) {
        repayments
                .where(state(claim))
                .filter(where ->
                        where.amountFen() > 0
                                && handed.add(where.reference() + " " + where.amountFen()))
                .ifPresent(where ->
                        counter.ifAvailable(open ->
                                open.payIn(where.account(), where.reference(), where.amountFen())));
    }

    private ClaimState state(ClaimQueries.Row claim) {
        return Objects.requireNonNull(Claims.find(state, claim.claimId()));
    }
}
