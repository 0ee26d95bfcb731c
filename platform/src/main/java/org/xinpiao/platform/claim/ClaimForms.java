package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Ledger.CommittedTransaction;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Party;
import tools.jackson.databind.json.JsonMapper;

/** Finds a claim's commands on the ledger and opens the form that came with it. */
@Component
public class ClaimForms {

    private final Engine engine;
    private final ClaimQueries claims;
    private final JsonMapper json;

    ClaimForms(Engine engine, ClaimQueries claims, JsonMapper json) {
        this.engine = engine;
        this.claims = claims;
        this.json = json;
    }

    /**
     * The form of a claim, with the account that the patient named last.
     *
     * @throws CorruptException when it was not sealed for this agency
     */
    public ClaimForm open(Party agency, ClaimState claim) {
        int version = claim.getPayeeVersion();
        ClaimCommand command =
                command(
                        leaf(
                                version == 0
                                        ? "claim/" + claim.getClaimId()
                                        : payeeKey(claim.getClaimId(), version)));
        try {
            return json.readValue(
                    SealedBox.open(
                            agency.sealing(),
                            version == 0
                                    ? command.getSubmit().getSealedForm()
                                    : command.getPayee().getSealedForm()),
                    ClaimForm.class);
        } catch (CryptoException e) {
            throw new CorruptException("form of claim " + claim.getClaimId(), e);
        }
    }

    /**
     * What the patient says in the last appeal; empty when nothing was said.
     *
     * @throws CorruptException when it was not sealed for this agency
     */
    public String statement(Party agency, String claimId) {
        Long leaf = claims.find(claimId).map(ClaimQueries.Row::appealedLeaf).orElse(null);
        if (leaf == null) {
            return "";
        }
        ByteString sealed = command(leaf).getAppeal().getSealedStatement();
        try {
            return sealed.isEmpty()
                    ? ""
                    : new String(SealedBox.open(agency.sealing(), sealed), StandardCharsets.UTF_8);
        } catch (CryptoException e) {
            throw new CorruptException("appeal on claim " + claimId, e);
        }
    }

    /** Idempotency key of an appeal; one for each outcome, which has its time. */
    static String appealKey(ClaimState claim) {
        return "appeal/" + claim.getClaimId() + "/" + claim.getClosedMs();
    }

    /** Idempotency key of the form that names another account, the first being 1. */
    static String payeeKey(String claimId, int version) {
        return "payee/" + claimId + "/" + version;
    }

    private long leaf(String key) {
        return engine.ledger()
                .find("health", key)
                .orElseThrow(() -> new CorruptException(key + " is not on the ledger"));
    }

    /** The command at a leaf of the log. */
    ClaimCommand command(long leaf) {
        Receipt receipt = engine.ledger().receipt(leaf);
        CommittedTransaction found =
                receipt == null
                        ? null
                        : engine.ledger().transaction(receipt.getHeight(), receipt.getIndex());
        if (found == null) {
            throw new CorruptException("leaf " + leaf + " is missing");
        }
        try {
            return ClaimCommand.parseFrom(found.transaction().getCommand());
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("leaf " + leaf, e);
        }
    }
}
