package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;

/** A department's validator: the state machine and its CometBFT, without pages. */
public final class ValidatorNode implements AutoCloseable {

    private final CometEngine engine;
    private final CometKeeper comet;

    private ValidatorNode(CometEngine engine, CometKeeper comet) {
        this.engine = engine;
        this.comet = comet;
    }

    /**
     * Starts the validator of a data directory, which is named as its department.
     *
     * @param program CometBFT
     */
    public static ValidatorNode start(Path data, Path program) throws IOException {
        Network network =
                Network.read(data)
                        .orElseThrow(() ->
                                new IllegalArgumentException("no validator's data in " + data));
        NodeSettings settings =
                new NodeSettings(data, network.chain(), network.suite(), null, false);
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(settings.genesisFile()));
        CometEngine engine =
                CometEngine.open(
                        network.options(
                                data,
                                genesis,
                                Department.cosigner(data.getFileName().toString(), settings),
                                Clock.systemUTC()));
        return new ValidatorNode(engine, new CometKeeper(program, Network.home(data)));
    }

    /** Whether it still takes part: false after a failure that only a person can mend. */
    public boolean isSound() {
        return !engine.failed().toCompletableFuture().isDone();
    }

    @Override
    public void close() {
        comet.letGo();
        engine.close();
        comet.close();
    }
}
