package org.xinpiao.platform.patient;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/** What belongs to the signed-in patient. For anything else the answer is that there is none. */
@Component
class OwnBills {

    /** The health department's key service reads for patients. */
    private static final String PATIENT_SERVICE = "health";

    private final BillQueries bills;
    private final ClaimQueries claims;
    private final Pseudonyms pseudonyms;
    private final LedgerState state;
    private final Parties parties;
    private final Directory directory;
    private final Clock clock;

    OwnBills(
            BillQueries bills,
            ClaimQueries claims,
            Pseudonyms pseudonyms,
            LedgerState state,
            Parties parties,
            Directory directory,
            Clock clock) {
        this.bills = bills;
        this.claims = claims;
        this.pseudonyms = pseudonyms;
        this.state = state;
        this.parties = parties;
        this.directory = directory;
        this.clock = clock;
    }

    /** The party that opens sealed content for patients. */
    Party reader() {
        return parties.get(PATIENT_SERVICE);
    }

    /** The patient's pseudonym on bills and claims. */
    byte[] pseudonym(User user) {
        return pseudonyms.bill(idNumber(user));
    }

    /** The identity number the patient signed in with. */
    String idNumber(User user) {
        return Objects.requireNonNull(user.personRef(), "a patient's login names a person");
    }

    /**
     * A bill of this patient.
     *
     * @throws ResponseStatusException 404 when there is none, or it is another's
     */
    BillQueries.Row bill(User user, String code, String number) {
        BillId id = BillId.newBuilder().setCode(code).setNumber(number).build();
        return bills.belongsTo(id, pseudonym(user)) ? bills.find(id).orElseThrow() : none();
    }

    /**
     * A claim of this patient.
     *
     * @throws ResponseStatusException 404 when there is none, or it is another's
     */
    ClaimQueries.Row claim(User user, String claimId) {
        return claims.find(claimId)
                .filter(claim -> Arrays.equals(claim.patient(), pseudonym(user)))
                .orElseGet(OwnBills::none);
    }

    /** The claims on a bill. */
    List<ClaimQueries.Row> claimsOf(BillQueries.Row bill) {
        return claims.ofBill(bill.id());
    }

    /** Whether a claim to the basic insurance would be taken now. */
    boolean claimable(BillQueries.Row bill) {
        return !bill.settledDirectly()
                && bill.frozen() == null
                && bill.remainingFen() > 0
                && !late(bill)
                && Claims.holder(state, bill.id(), Claims.BASIC) == null;
    }

    /**
     * Insurers that could be asked for what is left of a bill now: none before the basic insurance
     * has had its turn, nor those that have a claim on it.
     */
    List<String> insurers(BillQueries.Row bill) {
        ClaimState basic = Claims.holder(state, bill.id(), Claims.BASIC);
        boolean turn =
                basic == null
                        ? bill.settledDirectly()
                        : basic.getStatus() == ClaimStatus.PAID
                                || basic.getStatus() == ClaimStatus.CLOSED;
        if (!turn || bill.frozen() != null || bill.remainingFen() <= 0 || late(bill)) {
            return List.of();
        }
        return directory.members(Role.INSURER).stream()
                .map(Member::getId)
                .filter(insurer -> Claims.holder(state, bill.id(), insurer) == null)
                .toList();
    }

    private boolean late(BillQueries.Row bill) {
        return Bills.chinaDay(clock.millis()) - (long) Bills.chinaDay(bill.issuedMs())
                > ClaimContract.DEADLINE_DAYS;
    }

    /** Typed by where it stands: it never returns. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T none() {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
