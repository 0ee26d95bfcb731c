package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.verify.TrustFile;

/** A department's validator: the state machine and its CometBFT, without pages. */
public final class ValidatorNode implements AutoCloseable {

    private final CometEngine engine;
    private final CometKeeper comet;

    private ValidatorNode(CometEngine engine, CometKeeper comet) {
        this.engine = engine;
        this.comet = comet;
    }

    /**
     * Starts the validator of a data directory. While its keys are not those of one it follows the
     * others as any node does.
     *
     * @param program CometBFT
     */
    public static ValidatorNode start(Path data, Path program) throws IOException {
        Network network =
                Network.read(data)
                        .filter(n -> n.department() != null)
                        .orElseThrow(() ->
                                new OpenException(
                                        OpenException.Cause.NOT_FOUND,
                                        "no validator's data in " + data));
        NodeSettings settings = network.settings(data);
        String department = Objects.requireNonNull(network.department());
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(settings.genesisFile()));
        CometEngine engine =
                CometEngine.open(
                        network.options(
                                        data,
                                        genesis,
                                        Department.cosigner(department, settings),
                                        Clock.systemUTC())
                                .withPostQuantum(Department.postQuantum(department, settings)));
        // So that each department can audit its own copy.
        Files.write(settings.trustFile(), TrustFile.write(engine.trust()));
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
