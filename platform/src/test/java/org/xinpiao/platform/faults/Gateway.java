package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.TransactionReason;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.faults.Attempt.Seen;
import org.xinpiao.platform.node.Network;

/** A member node of this process, through which clients send. */
final class Gateway implements AutoCloseable {

    /** Longer than the engine's own patience. */
    private static final long PATIENCE_SECONDS = 40;

    /** What is said of a transaction that may be in a block yet. */
    private static final Set<String> OPEN =
            Set.of(TransactionReason.UNDECIDED.code(), TransactionReason.STOPPED.code());

    final Site site;
    private final CometEngine engine;
    private final ClusterParts.Comet comet;

    Gateway(Site site, Path program) throws IOException {
        this.site = site;
        this.engine = open(site);
        this.comet = ClusterParts.keep(program, site.home());
    }

    /** The ledger of a node's directory, with no CometBFT beside. */
    static CometEngine open(Site site) throws IOException {
        Path dir = site.dir();
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(dir.resolve("genesis.pb")));
        Network network = Network.read(dir).orElseThrow();
        return CometEngine.open(network.options(dir, genesis, null, Clock.systemUTC()));
    }

    Ledger ledger() {
        return engine.ledger();
    }

    long cometPid() {
        return comet.pid();
    }

    /** Submits and says what came of it; interrupted, that nobody knows. */
    Seen submit(SignedTransaction transaction) {
        try {
            return new Seen.Answered(
                    engine.submit(transaction)
                            .toCompletableFuture()
                            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException e) {
            return e.getCause() instanceof RefusedException refused
                            && !OPEN.contains(refused.code())
                    ? new Seen.Refused(refused.code())
                    : new Seen.Unknown(String.valueOf(e.getCause()));
        }
    }

    @Override
    public void close() {
        comet.letGo();
        engine.close();
        comet.close();
    }
}
