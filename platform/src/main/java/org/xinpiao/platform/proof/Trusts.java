package org.xinpiao.platform.proof;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Secrets;
import org.xinpiao.platform.verify.TrustFile;
import org.xinpiao.platform.verify.TrustSource;

/**
 * Whom to trust for this chain's log: the departments that co-sign its checkpoints, as the state
 * names them now.
 */
@Component
public class Trusts implements TrustSource {

    /** Three of four departments. */
    private static final int QUORUM = 3;

    private final NodeSettings settings;
    private final Suite suite;
    private final Parties parties;
    private final Secrets secrets;
    private final Engine engine;

    Trusts(NodeSettings settings, Suite suite, Parties parties, Secrets secrets, Engine engine) {
        this.settings = settings;
        this.suite = suite;
        this.parties = parties;
        this.secrets = secrets;
        this.engine = engine;
    }

    /** Writes the trust file beside the data, for whoever audits it without this process. */
    @PostConstruct
    void write() throws IOException {
        // Validators change; the keys of a process alone do not.
        if (engine instanceof CometEngine || !Files.exists(settings.trustFile())) {
            Files.write(settings.trustFile(), TrustFile.write(trust()));
        }
    }

    @Override
    public Trust trust() {
        return engine instanceof CometEngine comet ? comet.trust() : own();
    }

    private Trust own() {
        List<CheckpointKey> cosigners = new ArrayList<>();
        for (String id : Founding.DEPARTMENTS) {
            cosigners.add(cosigner(id, parties.get(id).signing()));
            if (settings.postQuantum()) {
                cosigners.add(cosigner(id, secrets.postQuantum(id)));
            }
        }
        int postQuantum = settings.postQuantum() ? QUORUM : 0;
        return new Trust(settings.chain(), suite, cosigners, QUORUM, postQuantum);
    }

    private static CheckpointKey cosigner(String name, SigningKey key) {
        return new CheckpointKey(name, CheckpointKey.Role.COSIGNER, key.publicKey());
    }
}
