package org.xinpiao.platform.claim;

import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.AnswerAppeal;
import org.xinpiao.contracts.claim.AskPatient;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.DemandRepayment;
import org.xinpiao.contracts.claim.DropDemand;
import org.xinpiao.contracts.claim.RefuseClaim;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/**
 * Brings to the ledger what a clerk decided besides an amount. Each throws when the ledger rejects
 * it.
 */
@Component
class ClerkCommands {

    private final Submitter submitter;

    ClerkCommands(Submitter submitter) {
        this.submitter = submitter;
    }

    Receipt refuse(Party agency, ClaimState claim, String reason) {
        var command = RefuseClaim.newBuilder().setClaimId(claim.getClaimId()).setReason(reason);
        return require(
                agency,
                ClaimCommand.newBuilder().setRefuse(command).build(),
                "refuse/" + claim.getClaimId());
    }

    /**
     * Asks for a document.
     *
     * @param version of the case: the same document may be asked for again
     */
    Receipt ask(Party agency, ClaimState claim, String document, long version) {
        var command = AskPatient.newBuilder().setClaimId(claim.getClaimId()).setDocument(document);
        return require(
                agency,
                ClaimCommand.newBuilder().setAsk(command).build(),
                "ask/" + claim.getClaimId() + "/" + version);
    }

    /** All stays as it was before the appeal; one for each that a claim may have. */
    Receipt answer(Party agency, ClaimState claim, String reason) {
        var command = AnswerAppeal.newBuilder().setClaimId(claim.getClaimId()).setReason(reason);
        return require(
                agency,
                ClaimCommand.newBuilder().setAnswer(command).build(),
                "answer/" + claim.getClaimId() + "/" + claim.getAppealedMs());
    }

    /**
     * Asks back what was paid.
     *
     * @param version of the case: money may be asked back again after a demand was dropped
     */
    Receipt demand(Party agency, ClaimState claim, String reason, long version) {
        var command = DemandRepayment.newBuilder().setClaimId(claim.getClaimId()).setReason(reason);
        return require(
                agency,
                ClaimCommand.newBuilder().setDemand(command).build(),
                "demand/" + claim.getClaimId() + "/" + version);
    }

    /** Drops a demand. */
    Receipt drop(Party agency, ClaimState claim, String reason, long version) {
        var command = DropDemand.newBuilder().setClaimId(claim.getClaimId()).setReason(reason);
        return require(
                agency,
                ClaimCommand.newBuilder().setDrop(command).build(),
                "drop/" + claim.getClaimId() + "/" + version);
    }

    private Receipt require(Party agency, ClaimCommand command, String key) {
        return submitter.require(agency, "claim", command, key);
    }
}
