package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param department signs checkpoints while this node is a validator; null: it never is one
 * @param home of the CometBFT process that this node answers
 * @param rpcPort where that process takes transactions
 * @param clock of the node, for what is no block
 * @param limits of blocks and of the queue
 * @param snapshotBlocks heights from one snapshot for those who join to the next; 0: none is made
 * @param postQuantum signs checkpoints besides; null: nobody does
 */
public record CometOptions(
        Path dir,
        String chainId,
        ByteString genesis,
        Suite suite,
        Rules rules,
        String origin,
        @Nullable Cosigner department,
        CometHome home,
        int rpcPort,
        InstantSource clock,
        SoloOptions.Limits limits,
        int snapshotBlocks,
        @Nullable Cosigner postQuantum) {

    private static final int SNAPSHOT_BLOCKS = 1_000;

    /** Options with a snapshot every thousand heights. */
    public CometOptions(
            Path dir,
            String chainId,
            ByteString genesis,
            Suite suite,
            Rules rules,
            String origin,
            @Nullable Cosigner department,
            CometHome home,
            int rpcPort,
            InstantSource clock,
            SoloOptions.Limits limits) {
        this(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                department,
                home,
                rpcPort,
                clock,
                limits,
                SNAPSHOT_BLOCKS,
                null);
    }

    /**
     * Whether this node makes a snapshot after a height. Departments take turns: while one of them
     * writes, the others go on.
     */
    boolean isSnapshotHeight(long height) {
        int turn = department == null ? 0 : department.name().hashCode();
        return snapshotBlocks > 0 && Math.floorMod(height + turn, snapshotBlocks) == 0;
    }

    /** The same with snapshots at other heights. */
    public CometOptions withSnapshotBlocks(int other) {
        return new CometOptions(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                department,
                home,
                rpcPort,
                clock,
                limits,
                other,
                postQuantum);
    }

    /** The same with a key that signs checkpoints besides; null: with none. */
    public CometOptions withPostQuantum(@Nullable Cosigner other) {
        return new CometOptions(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                department,
                home,
                rpcPort,
                clock,
                limits,
                snapshotBlocks,
                other);
    }

    /** Who signs checkpoints here, the department first; empty: nobody. */
    List<Cosigner> cosigners() {
        return Stream.of(Optional.ofNullable(department), Optional.ofNullable(postQuantum))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * A word that is the same on nodes with the same chain, rules' genesis, suite and origin:
     * {@code app_state} of CometBFT's genesis.
     */
    public String applicationState() {
        String text = StateMachine.identity(suite, chainId, genesis) + '\n' + origin + '\n';
        byte[] hash = suite.hash(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }
}
