package org.xinpiao.platform.claim;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.ExpireClaim;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.payment.EndToEnd;
import org.xinpiao.platform.payment.Payments;

/**
 * Instructs decided claims to be paid, and ends those whose payment could not be ordered in time.
 */
@Component
class Paying {

    private final Parties parties;
    private final ClaimForms forms;
    private final Payments payments;
    private final Submitter submitter;
    private final LedgerState state;
    private final ClaimSettings.Patience patience;
    private final Clock clock;

    Paying(
            Parties parties,
            ClaimForms forms,
            Payments payments,
            Submitter submitter,
            LedgerState state,
            ClaimSettings settings,
            Clock clock) {
        this.parties = parties;
        this.forms = forms;
        this.payments = payments;
        this.submitter = submitter;
        this.state = state;
        this.patience = settings.patience();
        this.clock = clock;
    }

    void pay(ClaimState claim) {
        Optional<Party> agency = parties.find(claim.getAgency());
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        if (agency.isEmpty() || Bills.blocked(bill) != null) {
            return; // A frozen bill's claim waits until it is freed.
        }
        if (overdue(claim)) {
            expire(agency.get(), claim);
        } else if (!payments.knows(EndToEnd.next(claim))) {
            ClaimForm form = forms.open(agency.get(), claim);
            payments.order(agency.get(), claim, form.name(), form.bankCard());
        }
    }

    /**
     * Ends a claim for which nobody named another account: after the contract's time, and after
     * that which the patient is given.
     *
     * @return whether it was ended
     */
    boolean giveUp(ClaimState claim) {
        Optional<Party> agency = parties.find(claim.getAgency());
        boolean late = overdue(claim) && waited(claim) > patience.patient().toMillis();
        if (late && agency.isPresent()) {
            expire(agency.get(), claim);
        }
        return late;
    }

    /** Whether nothing of it was paid in the time that the contract gives. */
    private boolean overdue(ClaimState claim) {
        return Claims.paidFen(claim) == 0 && waited(claim) > ClaimContract.PAYMENT_MS_MAX;
    }

    /** Since the decision, or since the last transfer failed, in milliseconds. */
    private long waited(ClaimState claim) {
        long since =
                claim.getTransfersList().stream()
                        .mapToLong(Transfer::getFailedMs)
                        .reduce(claim.getDecidedMs(), Math::max);
        return clock.millis() - since;
    }

    /** Only once the bank says that no transfer was or will be executed. */
    private void expire(Party agency, ClaimState claim) {
        if (payments.cancel(claim)) {
            submitter.require(
                    agency,
                    "claim",
                    ClaimCommand.newBuilder()
                            .setExpire(ExpireClaim.newBuilder().setClaimId(claim.getClaimId()))
                            .build(),
                    "expire/" + EndToEnd.next(claim));
        }
    }
}
