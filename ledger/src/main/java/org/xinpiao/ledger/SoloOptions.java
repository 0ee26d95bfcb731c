package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.xinpiao.contracts.Rules;
import org.xinpiao.crypto.Suite;

/**
 * What the solo engine needs to know.
 *
 * @param dir the data directory, made when missing
 * @param chainId the chain's name
 * @param genesis for the rules; the same at every start
 * @param origin the log's name in checkpoints, such as {@code xinpiao.example/demo}
 * @param cosigners sign every checkpoint; at least one
 * @param clock gives blocks their time
 * @param checkpointInterval shortest time between two checkpoints that nobody waits for
 * @param limits of blocks and of the queue
 */
public record SoloOptions(
        Path dir,
        String chainId,
        ByteString genesis,
        Suite suite,
        Rules rules,
        String origin,
        List<Cosigner> cosigners,
        InstantSource clock,
        Duration checkpointInterval,
        Limits limits) {

    public SoloOptions {
        cosigners = List.copyOf(cosigners);
    }

    /** Options with the system's clock and default limits. */
    public SoloOptions(
            Path dir,
            String chainId,
            ByteString genesis,
            Suite suite,
            Rules rules,
            String origin,
            List<Cosigner> cosigners) {
        this(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                cosigners,
                InstantSource.system(),
                Duration.ofMillis(200),
                Limits.DEFAULT);
    }

    /** The same with another clock. */
    public SoloOptions withClock(InstantSource other) {
        return new SoloOptions(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                cosigners,
                other,
                checkpointInterval,
                limits);
    }

    /** The same with other limits. */
    public SoloOptions withLimits(Limits other) {
        return new SoloOptions(
                dir,
                chainId,
                genesis,
                suite,
                rules,
                origin,
                cosigners,
                clock,
                checkpointInterval,
                other);
    }

    /**
     * Everything has a limit.
     *
     * @param blockTransactions most transactions in a block
     * @param blockBytes most bytes of transactions in a block of more than one
     * @param queueTransactions most transactions accepted and not yet answered
     * @param queueBytes most bytes of them
     */
    public record Limits(
            int blockTransactions, long blockBytes, int queueTransactions, long queueBytes) {

        public static final Limits DEFAULT = new Limits(1_000, 8L << 20, 4_096, 128L << 20);

        public Limits {
            if (blockTransactions < 1 || queueTransactions < 1 || blockBytes < 1) {
                throw new IllegalArgumentException("a limit of the solo engine is below 1");
            }
        }
    }
}
