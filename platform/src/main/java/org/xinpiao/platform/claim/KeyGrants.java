package org.xinpiao.platform.claim;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.platform.bill.BillKeys;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/**
 * The patient service's part: a submitted claim is the patient's leave for the agency, and for the
 * departments that must endorse its decision, to read this one bill, or for an insurer to read some
 * sections of it for a time.
 */
@Component
class KeyGrants {

    private static final String PATIENT_SERVICE = "health";

    private final Endorsers endorsers;
    private final Parties parties;
    private final BillKeys keys;
    private final Directory directory;
    private final ClaimQueries claims;
    private final LedgerState state;
    private final Clock clock;

    /** Nothing is given while it is found out whether nothing else was. */
    private final Object commercial = new Object();

    KeyGrants(
            Endorsers endorsers,
            Parties parties,
            BillKeys keys,
            Directory directory,
            ClaimQueries claims,
            LedgerState state,
            Clock clock) {
        this.endorsers = endorsers;
        this.parties = parties;
        this.keys = keys;
        this.directory = directory;
        this.claims = claims;
        this.state = state;
        this.clock = clock;
    }

    void grant(ClaimState claim) {
        Optional<Party> service = parties.find(PATIENT_SERVICE);
        if (service.isEmpty()) {
            return;
        }
        BillRecord bill = Objects.requireNonNull(Bills.find(state, claim.getBill())).getRecord();
        try {
            if (Claims.isBasic(claim)) {
                whole(service.get(), claim, bill);
            } else {
                granted(service.get(), claim, bill);
            }
        } catch (CryptoException e) {
            throw new IllegalStateException(
                    "no key of bill " + Bills.text(claim.getBill()) + " to give", e);
        }
    }

    private void whole(Party service, ClaimState claim, BillRecord bill) throws CryptoException {
        List<SectionKind> all = List.of(SectionKind.values());
        if (!keys.holds(claim.getAgency(), bill)) {
            share(service, bill, claim.getAgency(), all);
        }
        for (String department : endorsers.of(claim)) {
            // It may hold the face alone, which is not enough to compute: only a whole bill can be
            // held against its fingerprint.
            if (!department.equals(PATIENT_SERVICE)) {
                share(service, bill, department, all);
            }
        }
    }

    private void granted(Party service, ClaimState claim, BillRecord bill) throws CryptoException {
        synchronized (commercial) {
            if (Claims.mayRead(claim, clock.millis())) {
                share(service, bill, claim.getAgency(), sections(claim.getGrant().getSections()));
            }
        }
    }

    private void share(Party service, BillRecord bill, String to, List<SectionKind> sections)
            throws CryptoException {
        keys.share(service, bill, to, directory.recipient(to), sections);
    }

    /**
     * Destroys an insurer's keys once the patient's leave is over, unless another claim has one.
     */
    void end(ClaimState claim) {
        long now = clock.millis();
        if (!claim.hasGrant() || Claims.mayRead(claim, now)) {
            return;
        }
        Optional<Party> insurer = parties.find(claim.getAgency());
        BillRecord bill = Objects.requireNonNull(Bills.find(state, claim.getBill())).getRecord();
        synchronized (commercial) {
            if (insurer.isPresent()
                    && !mayReadElse(claim, now)
                    && keys.holds(claim.getAgency(), bill)) {
                keys.destroy(insurer.get(), bill);
            }
        }
    }

    /** Whether another claim of this bill lets the insurer read, the one that holds it or older. */
    private boolean mayReadElse(ClaimState claim, long now) {
        ClaimState holder = Claims.holder(state, claim.getBill(), claim.getPayer());
        return (holder != null && Claims.mayRead(holder, now))
                || claims.ofBill(claim.getBill()).stream()
                        .filter(row -> row.payer().equals(claim.getPayer()))
                        .map(row -> Claims.find(state, row.claimId()))
                        .anyMatch(other -> other != null && Claims.mayRead(other, now));
    }

    private static List<SectionKind> sections(int mask) {
        return Arrays.stream(SectionKind.values())
                .filter(kind -> (mask & 1 << kind.ordinal()) != 0)
                .toList();
    }
}
