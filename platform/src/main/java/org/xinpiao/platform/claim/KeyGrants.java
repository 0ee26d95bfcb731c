package org.xinpiao.platform.claim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.platform.bill.BillKeys;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/**
 * The patient service's part: a submitted claim is the patient's leave for the agency to read this
 * one bill.
 */
@Component
class KeyGrants {

    private static final String PATIENT_SERVICE = "health";

    private final Parties parties;
    private final BillKeys keys;
    private final Directory directory;
    private final LedgerState state;

    KeyGrants(Parties parties, BillKeys keys, Directory directory, LedgerState state) {
        this.parties = parties;
        this.keys = keys;
        this.directory = directory;
        this.state = state;
    }

    void grant(ClaimState claim) {
        Optional<Party> service = parties.find(PATIENT_SERVICE);
        BillRecord bill = Objects.requireNonNull(Bills.find(state, claim.getBill())).getRecord();
        if (service.isEmpty() || keys.holds(claim.getAgency(), bill)) {
            return;
        }
        try {
            keys.share(
                    service.get(),
                    bill,
                    claim.getAgency(),
                    directory.recipient(claim.getAgency()),
                    List.of(SectionKind.values()));
        } catch (CryptoException e) {
            throw new IllegalStateException(
                    "no key of bill " + Bills.text(claim.getBill()) + " to give", e);
        }
    }
}
