package org.xinpiao.platform.claim;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.policy.PublishedPolicies;

/**
 * A department with its own keys: it opens the bill itself, reckons what the year has used itself,
 * takes the policy from its own copy of the ledger, and signs when all of it is as the agency says.
 * Of the person it knows what the agency pinned.
 */
final class DepartmentEndorser implements Endorser {

    private final String member;
    private final Parties parties;
    private final Examiner examiner;
    private final CaseBuilder cases;
    private final BillReader reader;
    private final Packages packages;
    private final LedgerState state;
    private final Primitives primitives;

    DepartmentEndorser(
            String member,
            Parties parties,
            Examiner examiner,
            CaseBuilder cases,
            BillReader reader,
            Packages packages,
            LedgerState state,
            Primitives primitives) {
        this.member = member;
        this.parties = parties;
        this.examiner = examiner;
        this.cases = cases;
        this.reader = reader;
        this.packages = packages;
        this.state = state;
        this.primitives = primitives;
    }

    @Override
    public String member() {
        return member;
    }

    @Override
    public Answer endorse(DecideClaim proposed) {
        Optional<Party> party = parties.find(member);
        if (party.isEmpty()) {
            return new Answer.Unable("no key of " + member);
        }
        try {
            return endorse(party.get(), proposed);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            return new Answer.Unable(member + ": " + e.getMessage());
        } catch (Examiner.UnsoundException e) {
            return new Answer.Disagreed(settlement(proposed), List.of(e.deviation()));
        }
    }

    private Answer endorse(Party party, DecideClaim proposed)
            throws CryptoException, InvalidProtocolBufferException, Examiner.UnsoundException {
        Examiner.Opened opened = examiner.open(party, proposed);
        Inputs inputs = opened.inputs();
        ClaimState claim = Claims.find(state, opened.decision().getClaimId());
        if (claim == null) {
            return new Answer.Unable("no claim " + opened.decision().getClaimId());
        }
        BillContent content =
                reader.read(party, Objects.requireNonNull(Bills.find(state, claim.getBill())));
        Optional<PublishedPolicies.InForce> policy =
                packages.at(claim.getRegion(), inputs.policy().version());
        if (content.visit() == null || content.details().isEmpty() || policy.isEmpty()) {
            return new Answer.Unable(member + " cannot open the bill, or knows no such policy");
        }
        List<Deviation> deviations =
                new ArrayList<>(examiner.ledger(claim, opened, Long.MAX_VALUE));
        if (!inputs.rulings().fits(content.details())) {
            deviations.add(new Deviation("inputs.rulings", "—", inputs.rulings().toString()));
        }
        Case own = cases.ofStranger(party, claim, content, inputs.rulings(), inputs.given());
        deviations.addAll(Deviation.of(own, inputs.given()));
        Examiner.Outcome outcome = examiner.recompute(policy.get().rules(), own, opened);
        deviations.addAll(outcome.deviations());
        return deviations.isEmpty()
                ? new Answer.Agreed(Endorsers.sign(primitives, party, proposed.getDecision()))
                : new Answer.Disagreed(outcome.settlement(), deviations);
    }

    private static Settlement settlement(DecideClaim proposed) {
        try {
            return Decision.parseFrom(proposed.getDecision()).getSettlement();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
