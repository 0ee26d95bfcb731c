package org.xinpiao.platform.payment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.node.LedgerState;

/** What the ledger says of an instruction, before it is ordered. */
@Component
class Dues {

    /** It waits until the bill is freed. */
    static final String FROZEN = "bill-frozen";

    private final LedgerState state;

    Dues(LedgerState state) {
        this.state = state;
    }

    /** Why an agency must not pay now; null when it must. */
    @Nullable String fault(String agency, String endToEndId, long amountFen) {
        ClaimState claim = Claims.find(state, EndToEnd.claimId(endToEndId));
        if (claim == null || !claim.getAgency().equals(agency)) {
            return "claim-unknown";
        }
        if (claim.getStatus() != ClaimStatus.DECIDED || Claims.needsPayee(claim)) {
            return "claim-not-due";
        }
        if (!EndToEnd.next(claim).equals(endToEndId)
                || state.get(Claims.transferKey(endToEndId)) != null) {
            return "id-used";
        }
        if (Claims.dueFen(claim) != amountFen) {
            return "amount-differs";
        }
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        return Bills.blocked(bill) == null ? null : FROZEN;
    }
}
