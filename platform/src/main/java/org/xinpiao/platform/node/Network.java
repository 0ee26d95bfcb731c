package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CometOptions;
import org.xinpiao.ledger.Cosigner;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.comet.CometHome;

/**
 * What a node knows of those with whom it keeps the ledger. A data directory with such a file is
 * that of a node among others; one without is that of a process alone.
 *
 * @param chain its name, also the log's origin
 * @param suite its id
 * @param department whose validator the node is or may become; null: of none
 * @param rpcPort of this node's CometBFT
 * @param postQuantum whether its validator signs checkpoints with ML-DSA-44 besides
 */
public record Network(
        String chain, String suite, @Nullable String department, int rpcPort, boolean postQuantum) {

    private static final String FILE = "network.properties";

    /** Reads the file of a data directory; empty when there is none. */
    public static Optional<Network> read(Path data) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
            return Optional.of(
                    new Network(
                            stored.getProperty("chain"),
                            stored.getProperty("suite"),
                            stored.getProperty("department"),
                            Integer.parseInt(stored.getProperty("rpc.port")),
                            Boolean.parseBoolean(stored.getProperty("post-quantum"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(file + " is malformed", e);
        }
    }

    /** Writes the file of a data directory. */
    public void write(Path data) {
        Properties out = new Properties();
        out.setProperty("chain", chain);
        out.setProperty("suite", suite);
        out.setProperty("rpc.port", Integer.toString(rpcPort));
        out.setProperty("post-quantum", Boolean.toString(postQuantum));
        if (department != null) {
            out.setProperty("department", department);
        }
        try (Writer file = Files.newBufferedWriter(data.resolve(FILE))) {
            out.store(file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node in a data directory is told of itself. */
    public NodeSettings settings(Path data) {
        return new NodeSettings(data, chain, suite, null, postQuantum);
    }

    /** Where a data directory's CometBFT is at home. */
    public static CometHome home(Path data) {
        return new CometHome(data.resolve("comet"));
    }

    /**
     * What the engine of a node in a data directory needs to know.
     *
     * @param cosigner signs checkpoints while the node is a validator; null: it never is one
     */
    public CometOptions options(
            Path data, ByteString genesis, @Nullable Cosigner cosigner, InstantSource clock) {
        try {
            return new CometOptions(
                    data.resolve("ledger"),
                    chain,
                    genesis,
                    Suites.of(suite),
                    XinpiaoRules.standard(),
                    chain,
                    cosigner,
                    home(data),
                    rpcPort,
                    clock,
                    SoloOptions.Limits.DEFAULT);
        } catch (CryptoException e) {
            throw new IllegalStateException("no such suite: " + suite, e);
        }
    }
}
