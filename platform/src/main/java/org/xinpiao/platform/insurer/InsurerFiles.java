package org.xinpiao.platform.insurer;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Traces;
import org.xinpiao.platform.insurer.InsurerFile.Balance;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;

/** Opens claims for the insurer that they were sent to, and writes each opening down first. */
@Service
class InsurerFiles {

    private final ClaimQueries claims;
    private final ClaimForms forms;
    private final BillQueries bills;
    private final BillReader reader;
    private final Traces traces;
    private final Casework casework;
    private final Parties parties;
    private final LedgerState state;
    private final Clock clock;

    InsurerFiles(
            ClaimQueries claims,
            ClaimForms forms,
            BillQueries bills,
            BillReader reader,
            Traces traces,
            Casework casework,
            Parties parties,
            LedgerState state,
            Clock clock) {
        this.claims = claims;
        this.forms = forms;
        this.bills = bills;
        this.reader = reader;
        this.traces = traces;
        this.casework = casework;
        this.parties = parties;
        this.state = state;
        this.clock = clock;
    }

    /** A claim that was sent to this clerk's insurer; empty for any other. */
    Optional<InsurerFile> open(Clerk clerk, String claimId) {
        return claims.find(claimId)
                .filter(row -> !row.basic() && row.payer().equals(clerk.agency()))
                .map(row -> open(clerk, row));
    }

    private InsurerFile open(Clerk clerk, ClaimQueries.Row row) {
        ClaimState claim = Objects.requireNonNull(Claims.find(state, row.claimId()));
        Party insurer = parties.get(clerk.agency());
        ClaimState basic = Claims.openBasic(state, claim.getBill());
        return new InsurerFile(
                row,
                forms.open(insurer, claim),
                bills.find(row.bill()).orElseThrow(),
                Claims.mayRead(claim, clock.millis()) ? content(clerk, insurer, claim) : null,
                traces.read(insurer, row).orElse(null),
                balance(claim),
                basic == null || !Claims.isUndecided(claim.getStatus())
                        ? null
                        : basic.getStatus().name().toLowerCase(Locale.ROOT));
    }

    private @Nullable BillContent content(Clerk clerk, Party insurer, ClaimState claim) {
        casework.opened(clerk, claim);
        try {
            BillContent content = reader.read(insurer, bill(claim));
            return content.basics() == null ? null : content;
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(claim.getBill()), e);
        }
    }

    private Balance balance(ClaimState claim) {
        long basic = 0;
        long own = 0;
        long others = 0;
        BillState bill = bill(claim);
        for (Holding holding : bill.getHoldingsList()) {
            if (holding.getClaimId().equals(claim.getClaimId())) {
                own += holding.getAmountFen();
            } else if (holding.getPayer().equals(Claims.BASIC)) {
                basic += holding.getAmountFen();
            } else {
                others += holding.getAmountFen();
            }
        }
        return new Balance(bill.getPersonalFen(), basic, others, own, casework.mostFen(claim));
    }

    private BillState bill(ClaimState claim) {
        return Objects.requireNonNull(Bills.find(state, claim.getBill()));
    }
}
