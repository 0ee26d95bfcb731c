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
 * The patient service's part: a submitted claim is the patient's leave for the agency, and for the
 * departments that must endorse its decision, to read this one bill.
 */
@Component
class KeyGrants {

    private static final String PATIENT_SERVICE = "health";

    private final Endorsers endorsers;
    private final Parties parties;
    private final BillKeys keys;
    private final Directory directory;
    private final LedgerState state;

    KeyGrants(
            Endorsers endorsers,
            Parties parties,
            BillKeys keys,
            Directory directory,
            LedgerState state) {
        this.endorsers = endorsers;
        this.parties = parties;
        this.keys = keys;
        this.directory = directory;
        this.state = state;
    }

    void grant(ClaimState claim) {
        Optional<Party> service = parties.find(PATIENT_SERVICE);
        BillRecord bill = Objects.requireNonNull(Bills.find(state, claim.getBill())).getRecord();
        if (service.isEmpty()) {
            return;
        }
        try {
            if (!keys.holds(claim.getAgency(), bill)) {
                share(service.get(), bill, claim.getAgency());
            }
            for (String department : endorsers.of(claim)) {
                // It may hold the face alone, which is not enough to compute.
                if (!department.equals(PATIENT_SERVICE)) {
                    share(service.get(), bill, department);
                }
            }
        } catch (CryptoException e) {
            throw new IllegalStateException(
                    "no key of bill " + Bills.text(claim.getBill()) + " to give", e);
        }
    }

    /** The whole bill: only a whole one can be held against its fingerprint. */
    private void share(Party service, BillRecord bill, String to) throws CryptoException {
        keys.share(service, bill, to, directory.recipient(to), List.of(SectionKind.values()));
    }
}
