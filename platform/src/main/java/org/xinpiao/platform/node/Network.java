package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.CometOptions;
import org.xinpiao.ledger.CometOptions.Seat;
import org.xinpiao.ledger.Cosigner;
import org.xinpiao.ledger.FormatException;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.Trust;
import org.xinpiao.ledger.comet.CometHome;

/**
 * What a node knows of those with whom it keeps the ledger. A data directory with such a file is
 * that of a node among others; one without is that of a process alone.
 *
 * @param chain its name, also the log's origin
 * @param suite its id
 * @param seats of the validators
 * @param rpcPort of this node's CometBFT
 */
public record Network(String chain, String suite, List<Seat> seats, int rpcPort) {

    private static final String FILE = "network.properties";

    public Network {
        seats = List.copyOf(seats);
    }

    /** Reads the file of a data directory; empty when there is none. */
    public static Optional<Network> read(Path data) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
            List<Seat> seats = new ArrayList<>();
            for (int i = 0; stored.containsKey("seat." + i + ".key"); i++) {
                byte[] validator =
                        Base64.getDecoder().decode(stored.getProperty("seat." + i + ".validator"));
                seats.add(
                        new Seat(
                                ByteString.copyFrom(validator),
                                CheckpointKey.parse(stored.getProperty("seat." + i + ".key"))));
            }
            return Optional.of(
                    new Network(
                            stored.getProperty("chain"),
                            stored.getProperty("suite"),
                            seats,
                            Integer.parseInt(stored.getProperty("rpc.port"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatException | RuntimeException e) {
            throw new IllegalStateException(file + " is malformed", e);
        }
    }

    /** Writes the file of a data directory. */
    public void write(Path data) {
        Properties out = new Properties();
        out.setProperty("chain", chain);
        out.setProperty("suite", suite);
        out.setProperty("rpc.port", Integer.toString(rpcPort));
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            out.setProperty(
                    "seat." + i + ".validator",
                    Base64.getEncoder().encodeToString(seat.validatorKey().toByteArray()));
            out.setProperty("seat." + i + ".key", seat.key().vkey());
        }
        try (Writer file = Files.newBufferedWriter(data.resolve(FILE))) {
            out.store(file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whom a verifier of the chain believes. */
    public Trust trust(Suite known) {
        return CometOptions.trust(chain, known, seats);
    }

    /** Where a data directory's CometBFT is at home. */
    public static CometHome home(Path data) {
        return new CometHome(data.resolve("comet"));
    }

    /**
     * What the engine of a node in a data directory needs to know.
     *
     * @param department signs checkpoints for the node's validator; null: it has none
     */
    public CometOptions options(
            Path data, ByteString genesis, @Nullable Cosigner department, InstantSource clock) {
        try {
            return new CometOptions(
                    data.resolve("ledger"),
                    chain,
                    genesis,
                    Suites.of(suite),
                    XinpiaoRules.standard(),
                    chain,
                    seats,
                    department,
                    home(data),
                    rpcPort,
                    clock,
                    SoloOptions.Limits.DEFAULT);
        } catch (CryptoException e) {
            throw new IllegalStateException("no such suite: " + suite, e);
        }
    }
}
