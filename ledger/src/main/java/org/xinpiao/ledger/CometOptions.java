package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.comet.CometHome;

/**
 * What the CometBFT engine needs to know.
 *
 * @param dir the data directory, made when missing
 * @param chainId the chain's name; CometBFT takes up to 50 characters
 * @param genesis for the rules; the same on every node, at every start
 * @param origin the log's name in checkpoints
 * @param seats of the validators, the same in the same order on every node
 * @param department signs checkpoints for this node's validator; null: it has none
 * @param home of the CometBFT process that this node answers
 * @param rpcPort where that process takes transactions
 * @param clock of the node, for what is no block
 * @param limits of blocks and of the queue
 */
public record CometOptions(
        Path dir,
        String chainId,
        ByteString genesis,
        Suite suite,
        Rules rules,
        String origin,
        List<Seat> seats,
        @Nullable Cosigner department,
        CometHome home,
        int rpcPort,
        InstantSource clock,
        SoloOptions.Limits limits) {

    /**
     * A validator and the department's key with which it signs checkpoints.
     *
     * @param validatorKey CometBFT's Ed25519 public key, 32 bytes
     */
    public record Seat(ByteString validatorKey, CheckpointKey key) {

        ByteString address() {
            return CometHome.address(validatorKey);
        }
    }

    public CometOptions {
        seats = List.copyOf(seats);
    }

    /** Whom a verifier of this chain believes: more than two thirds of the seats. */
    public Trust trust() {
        return trust(origin, suite, seats);
    }

    /** Whom a verifier of a chain with such seats believes. */
    public static Trust trust(String origin, Suite suite, List<Seat> seats) {
        int quorum = seats.size() - (seats.size() - 1) / 3;
        return new Trust(origin, suite, seats.stream().map(Seat::key).toList(), quorum);
    }

    /**
     * A word that is the same on nodes with the same chain, rules' genesis, suite, origin and
     * seats: {@code app_state} of CometBFT's genesis.
     */
    public String applicationState() {
        StringBuilder text = new StringBuilder(StateMachine.identity(suite, chainId, genesis));
        text.append('\n').append(origin).append('\n');
        for (Seat seat : seats) {
            text.append(HexFormat.of().formatHex(seat.validatorKey().toByteArray()))
                    .append(' ')
                    .append(seat.key().vkey())
                    .append('\n');
        }
        byte[] hash = suite.hash(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }
}
