package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.claim.AppealClaim;
import org.xinpiao.contracts.claim.ChangePayee;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.RevokeGrant;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** The patient service: what a patient can still do after the submission. */
@Service
public class PatientRequests {

    /** Longest statement of an appeal in characters. */
    public static final int STATEMENT_MAX = 1000;

    private static final String PATIENT_SERVICE = "health";

    private final Parties parties;
    private final Submitter submitter;
    private final Directory directory;
    private final Pseudonyms pseudonyms;
    private final LedgerState state;
    private final JsonMapper json;

    PatientRequests(
            Parties parties,
            Submitter submitter,
            Directory directory,
            Pseudonyms pseudonyms,
            LedgerState state,
            JsonMapper json) {
        this.parties = parties;
        this.submitter = submitter;
        this.directory = directory;
        this.pseudonyms = pseudonyms;
        this.state = state;
        this.json = json;
    }

    /**
     * Appeals against a claim's outcome.
     *
     * @param statement what the patient says; may be empty
     * @return the height of the ledger after it
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    public long appeal(String claimId, String statement) {
        ClaimState claim = claim(claimId);
        byte[] said = statement.getBytes(StandardCharsets.UTF_8);
        var command = AppealClaim.newBuilder().setClaimId(claimId);
        if (said.length > 0) {
            command.setSealedStatement(
                    SealedBox.seal(directory.recipient(claim.getAgency()), said));
        }
        return submit(
                ClaimCommand.newBuilder().setAppeal(command).build(),
                ClaimForms.appealKey(claim),
                said);
    }

    /**
     * Ends what a commercial insurer may read; takes back a claim that it has not decided.
     *
     * @return the height of the ledger after it
     * @throws org.xinpiao.platform.node.RejectedException when it may read nothing any more
     */
    public long revoke(String claimId) {
        return submitter
                .require(
                        parties.get(PATIENT_SERVICE),
                        "claim",
                        ClaimCommand.newBuilder()
                                .setRevoke(RevokeGrant.newBuilder().setClaimId(claimId))
                                .build(),
                        "revoke/" + claimId)
                .getHeight();
    }

    /**
     * Names another account after a transfer that did not arrive.
     *
     * @param form the whole form with the new card
     * @return the height of the ledger after it
     * @throws ProblemException when the card's check digit is wrong
     * @throws org.xinpiao.platform.node.RejectedException when no transfer failed
     */
    public long changePayee(String claimId, ClaimForm form) {
        if (!BankCards.valid(form.bankCard())) {
            throw ProblemException.unprocessable(
                    List.of(
                            new Fault(
                                    "bankCard",
                                    "claim.form",
                                    "银行卡号校验位不符",
                                    "the card's check digit is wrong")));
        }
        ClaimState claim = claim(claimId);
        byte[] bytes = json.writeValueAsBytes(form);
        var command =
                ChangePayee.newBuilder()
                        .setClaimId(claimId)
                        .setSealedForm(
                                SealedBox.seal(directory.recipient(claim.getAgency()), bytes));
        return submit(
                ClaimCommand.newBuilder().setPayee(command).build(),
                ClaimForms.payeeKey(claimId, claim.getPayeeVersion() + 1),
                bytes);
    }

    /** Sealing is random: what was sealed says whether two requests are the same. */
    private long submit(ClaimCommand command, String key, byte[] content) {
        Receipt receipt =
                Submitter.require(
                        Submitter.join(
                                submitter.submit(
                                        parties.get(PATIENT_SERVICE),
                                        "claim",
                                        command,
                                        key,
                                        ByteString.copyFrom(pseudonyms.content(content)))));
        return receipt.getHeight();
    }

    private ClaimState claim(String claimId) {
        return Objects.requireNonNull(Claims.find(state, claimId));
    }
}
