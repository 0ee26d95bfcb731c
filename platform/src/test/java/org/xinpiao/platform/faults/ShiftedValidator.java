package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;

/** A validator whose application has another clock; ends with whoever started it. */
final class ShiftedValidator {

    private ShiftedValidator() {}

    /** Takes the data directory, CometBFT and how far the clock is ahead, milliseconds. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Network network = Network.read(data).orElseThrow();
        NodeSettings settings = network.settings(data);
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(settings.genesisFile()));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(args[2])));
        CometEngine engine =
                CometEngine.open(
                        network.options(
                                data,
                                genesis,
                                Department.cosigner(data.getFileName().toString(), settings),
                                clock));
        ClusterParts.Comet comet = ClusterParts.keep(Path.of(args[1]), Network.home(data));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            comet.letGo();
                            engine.close();
                            comet.close();
                        }));
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        System.exit(0);
    }
}
