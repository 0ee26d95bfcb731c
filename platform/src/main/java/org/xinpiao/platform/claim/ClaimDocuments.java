package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.ProvideDocuments;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;

/**
 * Documents that patients give: pictures, sealed for agency and patient service. The ledger knows
 * the hash of each, so that none can be changed or denied afterwards.
 */
@Service
public class ClaimDocuments {

    private static final String PATIENT_SERVICE = "health";

    private final JdbcClient db;
    private final Parties parties;
    private final Directory directory;
    private final Submitter submitter;
    private final Suite suite;
    private final Primitives primitives;
    private final LedgerState state;
    private final Clock clock;

    ClaimDocuments(
            JdbcClient db,
            Parties parties,
            Directory directory,
            Submitter submitter,
            Suite suite,
            Primitives primitives,
            LedgerState state,
            Clock clock) {
        this.db = db;
        this.parties = parties;
        this.directory = directory;
        this.submitter = submitter;
        this.suite = suite;
        this.primitives = primitives;
        this.state = state;
        this.clock = clock;
    }

    /**
     * A document as it is listed.
     *
     * @param digest of the sealed bytes, hexadecimal
     * @param kind one of {@link Reasons#DOCUMENTS}
     */
    public record Given(String digest, String kind, long givenMs) {}

    /**
     * Gives the document that the patient was asked for.
     *
     * @param picture as the patient sent it
     * @return the height of the ledger after it
     * @throws UnusablePhotoException when it is no picture that can be taken
     * @throws RejectedException when the ledger rejects it: it was not asked for
     */
    public long give(String claimId, byte[] picture) throws UnusablePhotoException {
        ClaimState claim = Objects.requireNonNull(Claims.find(state, claimId));
        Party service = parties.get(PATIENT_SERVICE);
        byte[] sealed =
                SealedBox.sealForAll(
                                suite,
                                List.of(
                                        directory.recipient(claim.getAgency()),
                                        service.sealing().publicKey()),
                                Photos.clean(picture))
                        .toByteArray();
        byte[] digest = primitives.hash(sealed);
        db.sql(
                        "insert into claim_document (digest, claim_id, kind, sealed, given_ms)"
                                + " values (?, ?, ?, ?, ?)")
                .params(digest, claimId, claim.getReason(), sealed, clock.millis())
                .update();
        var command =
                ProvideDocuments.newBuilder()
                        .setClaimId(claimId)
                        .addDigests(ByteString.copyFrom(digest));
        try {
            return submitter
                    .require(
                            service,
                            "claim",
                            ClaimCommand.newBuilder().setProvide(command).build(),
                            "provide/" + claimId + "/" + HexFormat.of().formatHex(digest))
                    .getHeight();
        } catch (RejectedException e) {
            db.sql("delete from claim_document where digest = ?").param(digest).update();
            throw e;
        }
    }

    /** The documents of a claim that the ledger knows of, oldest first. */
    public List<Given> of(String claimId) {
        ClaimState claim = Objects.requireNonNull(Claims.find(state, claimId));
        Set<String> known =
                claim.getDocumentsList().stream()
                        .map(digest -> HexFormat.of().formatHex(digest.toByteArray()))
                        .collect(Collectors.toSet());
        return db
                .sql(
                        "select encode(digest, 'hex') as digest, kind, given_ms from claim_document"
                                + " where claim_id = ? order by given_ms")
                .param(claimId)
                .query(Given.class)
                .list()
                .stream()
                .filter(given -> known.contains(given.digest()))
                .toList();
    }

    /**
     * A document of a claim as a JPEG picture, for a party it was sealed for.
     *
     * @throws CorruptException when it is not the one whose hash stands on the ledger
     */
    public Optional<byte[]> open(Party party, String claimId, String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return db.sql("select sealed from claim_document where digest = ? and claim_id = ?")
                .params(HexFormat.of().parseHex(digest), claimId)
                .query(byte[].class)
                .optional()
                .map(sealed -> open(party, claimId, sealed));
    }

    private byte[] open(Party party, String claimId, byte[] sealed) {
        ClaimState claim = Objects.requireNonNull(Claims.find(state, claimId));
        if (!claim.getDocumentsList().contains(ByteString.copyFrom(primitives.hash(sealed)))) {
            throw new CorruptException("a document of claim " + claimId);
        }
        try {
            return SealedBox.openAsOne(suite, party.sealing(), ByteString.copyFrom(sealed));
        } catch (CryptoException e) {
            throw new CorruptException("a document of claim " + claimId, e);
        }
    }
}
