package org.xinpiao.platform.claim;

import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.PayClaim;
import org.xinpiao.platform.bank.SandboxBank;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/**
 * Pays decided claims: the agency orders the transfer, the bank executes it once and reports it to
 * the ledger.
 */
@Component
class Paying {

    private static final String BANK = "bank-sandbox";

    private final Parties parties;
    private final ClaimForms forms;
    private final SandboxBank bank;
    private final Submitter submitter;
    private final LedgerState state;

    Paying(
            Parties parties,
            ClaimForms forms,
            SandboxBank bank,
            Submitter submitter,
            LedgerState state) {
        this.parties = parties;
        this.forms = forms;
        this.bank = bank;
        this.submitter = submitter;
        this.state = state;
    }

    void pay(ClaimState claim) {
        Optional<Party> agency = parties.find(claim.getAgency());
        Optional<Party> payer = parties.find(BANK);
        BillState bill = Objects.requireNonNull(Bills.find(state, claim.getBill()));
        if (agency.isEmpty() || payer.isEmpty() || Bills.blocked(bill) != null) {
            return; // A frozen bill's claim waits until it is freed.
        }
        long amount = Claims.dueFen(claim);
        String endToEndId = endToEndId(claim);
        String reference =
                bank.transfer(endToEndId, forms.open(agency.get(), claim).bankCard(), amount);
        submitter.require(
                payer.get(),
                "claim",
                ClaimCommand.newBuilder()
                        .setPay(
                                PayClaim.newBuilder()
                                        .setClaimId(claim.getClaimId())
                                        .setEndToEndId(endToEndId)
                                        .setBankReference(reference)
                                        .setPaidFen(amount))
                        .build(),
                "pay/" + endToEndId);
    }

    /** ISO 20022 EndToEndId of the next transfer: one letter for each try, E for the first. */
    static String endToEndId(ClaimState claim) {
        return (char) ('E' + claim.getTransfersCount()) + claim.getClaimId();
    }
}
