package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.CometHome;

/** The application of a chain's only validator, asked as CometBFT would ask it. */
final class LoneNode implements AutoCloseable {

    private static final long START_SECONDS = 1_700_000_000;

    private static final ByteString VALIDATOR = ByteString.copyFrom(new byte[32]);

    final CometOptions options;
    final Store store;
    final StateMachine machine;
    final CosignedCheckpoints checkpoints;
    final CometApplication application;

    /** On the block that was decided last. */
    private ByteString vote = ByteString.EMPTY;

    LoneNode(Testbed bed, Path dir, Cosigner department, int snapshotBlocks) {
        ByteString genesis =
                ToyRules.genesis(
                        List.of(
                                new ValidatorRecord(
                                        "v",
                                        VALIDATOR,
                                        department.publicKey(Testbed.ORIGIN).vkey())));
        options =
                new CometOptions(
                                dir,
                                Testbed.CHAIN,
                                genesis,
                                bed.suite,
                                bed.rules,
                                Testbed.ORIGIN,
                                department,
                                new CometHome(dir),
                                1,
                                InstantSource.fixed(Instant.ofEpochSecond(START_SECONDS)),
                                SoloOptions.Limits.DEFAULT)
                        .withSnapshotBlocks(snapshotBlocks);
        Hashes hashes = new Hashes(bed.suite);
        store = new Store(dir.resolve(Store.DIRECTORY), hashes, Rocks.Mode.DURABLE);
        machine =
                StateMachine.open(
                        store,
                        hashes,
                        bed.rules,
                        new SuitePrimitives(bed.suite),
                        Testbed.CHAIN,
                        genesis);
        checkpoints =
                new CosignedCheckpoints(
                        dir,
                        Testbed.ORIGIN,
                        CosignedCheckpoints.signers(options, store, machine.head()),
                        Duration.ZERO,
                        new LogTree(hashes, store),
                        machine.head());
        application =
                new CometApplication(
                        options,
                        hashes,
                        store,
                        machine,
                        new Candidates(machine, Runnable::run, 1 << 20),
                        checkpoints,
                        new Deaf());
    }

    private static final class Deaf implements CometApplication.Listener {

        @Override
        public void refused(ByteString transaction, RefusedException why) {}

        @Override
        public void answered(ByteString transaction, long index) {}

        @Override
        public void committed(BlockResult result) {}

        @Override
        public void failed(Throwable why) {}
    }

    /** Proposes, votes for and commits a block; returns its entries. */
    List<ByteString> decide(SignedTransaction... transactions) {
        long height = machine.head().height() + 1;
        Abci.RequestPrepareProposal.Builder request =
                Abci.RequestPrepareProposal.newBuilder()
                        .setMaxTxBytes(1 << 20)
                        .setHeight(height)
                        .setTime(time(height));
        for (SignedTransaction transaction : transactions) {
            request.addTxs(transaction.toByteString());
        }
        request.getLocalLastCommitBuilder()
                .addVotesBuilder()
                .setVoteExtension(vote)
                .getValidatorBuilder()
                .setAddress(CometHome.address(VALIDATOR));
        List<ByteString> block = application.prepareProposal(request.build()).getTxsList();
        decided(block);
        return block;
    }

    /** Commits a block that was decided. */
    void decided(List<ByteString> block) {
        long height = machine.head().height() + 1;
        vote =
                application
                        .extendVote(Abci.RequestExtendVote.newBuilder().setHeight(height).build())
                        .getVoteExtension();
        application.finalizeBlock(
                Abci.RequestFinalizeBlock.newBuilder()
                        .setHeight(height)
                        .setTime(time(height))
                        .addAllTxs(block)
                        .build());
        application.commit(Abci.RequestCommit.getDefaultInstance());
        assertThat(machine.head().height()).isEqualTo(height);
    }

    private static Timestamp time(long height) {
        return Timestamp.newBuilder().setSeconds(START_SECONDS + height).build();
    }

    Abci.ResponseInfo info() {
        return application.info(Abci.RequestInfo.getDefaultInstance());
    }

    List<Abci.Snapshot> snapshots() {
        return application
                .listSnapshots(Abci.RequestListSnapshots.getDefaultInstance())
                .getSnapshotsList();
    }

    @Override
    public void close() {
        application.close();
        store.close();
    }
}
