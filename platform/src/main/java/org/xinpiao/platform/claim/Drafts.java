package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Party;
import tools.jackson.databind.json.JsonMapper;

/** Makes proposals, and seals and opens them with the agency's keys. */
@Component
class Drafts {

    private final JsonMapper json;
    private final Clock clock;

    Drafts(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    Draft of(Clerk clerk, String kind, Rulings rulings, String reason, long fen, String note) {
        return new Draft(kind, rulings, reason, fen, note, clerk.name(), clock.millis(), "");
    }

    byte[] seal(Party agency, Draft draft) {
        return SealedBox.seal(agency.sealing().publicKey(), json.writeValueAsBytes(draft))
                .toByteArray();
    }

    Draft open(Party agency, Cases.Row row) {
        try {
            return json.readValue(
                    SealedBox.open(
                            agency.sealing(),
                            ByteString.copyFrom(Objects.requireNonNull(row.draft()))),
                    Draft.class);
        } catch (CryptoException e) {
            throw new CorruptException("draft of claim " + row.claimId(), e);
        }
    }
}
