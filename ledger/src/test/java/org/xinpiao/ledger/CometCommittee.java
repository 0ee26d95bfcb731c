package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.CometHome;

/** Four applications, asked as their CometBFTs would ask them. */
abstract class CometCommittee {

    static final int SIZE = 4;
    static final long START_SECONDS = 1_700_000_000;

    final Testbed bed = new Testbed();
    final List<Member> members = new ArrayList<>();
    final List<RefusedException> refused = new ArrayList<>();
    final List<Long> answered = new ArrayList<>();
    List<ValidatorRecord> seats = List.of();

    /** On the block that was decided last. */
    List<Vote> votes = List.of();

    /** Who votes from a height on, as CometBFT was told. */
    final TreeMap<Long, Set<ByteString>> voting = new TreeMap<>();

    @TempDir Path dir;

    record Vote(ValidatorRecord validator, ByteString extension) {}

    /** One node. */
    record Member(
            ValidatorRecord seat,
            CometOptions options,
            Store store,
            StateMachine machine,
            CosignedCheckpoints checkpoints,
            CometApplication application) {}

    @BeforeEach
    void open() {
        List<Cosigner> departments = IntStream.range(0, SIZE).mapToObj(this::department).toList();
        seats = IntStream.range(0, SIZE).mapToObj(i -> seat(i, departments.get(i))).toList();
        voting.put(1L, keys(seats));
        for (int i = 0; i < SIZE; i++) {
            members.add(member(i, departments.get(i)));
        }
    }

    Cosigner department(int i) {
        return new Cosigner("d" + i, bed.suite.newSigningKey());
    }

    static ValidatorRecord seat(int i, Cosigner department) {
        byte[] key = new byte[32];
        key[0] = (byte) i;
        return new ValidatorRecord(
                "v" + i, ByteString.copyFrom(key), department.publicKey(Testbed.ORIGIN).vkey());
    }

    static Set<ByteString> keys(List<ValidatorRecord> validators) {
        return validators.stream().map(ValidatorRecord::key).collect(Collectors.toSet());
    }

    Member member(int i, Cosigner department) {
        CometOptions options =
                new CometOptions(
                        dir.resolve("n" + i),
                        Testbed.CHAIN,
                        ToyRules.genesis(seats),
                        bed.suite,
                        bed.rules,
                        Testbed.ORIGIN,
                        department,
                        new CometHome(dir.resolve("c" + i)),
                        1,
                        InstantSource.fixed(Instant.ofEpochSecond(START_SECONDS)),
                        new SoloOptions.Limits(4, 10_000, 100, 1 << 20));
        Hashes hashes = new Hashes(bed.suite);
        Store store = new Store(options.dir(), hashes, Rocks.Mode.DURABLE);
        StateMachine machine =
                StateMachine.open(
                        store,
                        hashes,
                        bed.rules,
                        new SuitePrimitives(bed.suite),
                        Testbed.CHAIN,
                        ToyRules.genesis(seats));
        CosignedCheckpoints checkpoints =
                new CosignedCheckpoints(
                        options.dir(),
                        Testbed.ORIGIN,
                        CosignedCheckpoints.signers(options, store, machine.head()),
                        Duration.ZERO,
                        new LogTree(hashes, store),
                        machine.head());
        Candidates candidates = new Candidates(machine, Runnable::run, 1 << 20);
        return new Member(
                seat(i, department),
                options,
                store,
                machine,
                checkpoints,
                new CometApplication(
                        options, hashes, store, machine, candidates, checkpoints, new Heard()));
    }

    private final class Heard implements CometApplication.Listener {

        @Override
        public void refused(ByteString transaction, RefusedException why) {
            refused.add(why);
        }

        @Override
        public void answered(ByteString transaction, long index) {
            answered.add(index);
        }

        @Override
        public void committed(BlockResult result) {}

        @Override
        public void failed(Throwable why) {}
    }

    @AfterEach
    void close() {
        members.forEach(member -> member.store().close());
    }

    void restart(int i) {
        Member old = members.get(i);
        old.store().close();
        members.set(i, member(i, requireNonNull(old.options().department())));
    }

    long next() {
        return members.getFirst().machine().head().height() + 1;
    }

    Timestamp time() {
        return Timestamp.newBuilder().setSeconds(START_SECONDS + next()).build();
    }

    ByteString bytes(String key, String command) {
        return bed.command(key, command).toByteString();
    }

    List<ByteString> propose(int proposer, List<Vote> extensions, ByteString... mempool) {
        Abci.RequestPrepareProposal.Builder request =
                Abci.RequestPrepareProposal.newBuilder()
                        .setMaxTxBytes(1 << 20)
                        .setHeight(next())
                        .setTime(time())
                        .addAllTxs(List.of(mempool));
        for (Vote vote : extensions) {
            request.getLocalLastCommitBuilder()
                    .addVotesBuilder()
                    .setVoteExtension(vote.extension())
                    .getValidatorBuilder()
                    .setAddress(CometHome.address(vote.validator().key()));
        }
        return members.get(proposer).application().prepareProposal(request.build()).getTxsList();
    }

    /** How many nodes accept a proposal. */
    long accepted(List<ByteString> block) {
        Abci.RequestProcessProposal request =
                Abci.RequestProcessProposal.newBuilder()
                        .setHeight(next())
                        .setTime(time())
                        .addAllTxs(block)
                        .build();
        return members.stream()
                .filter(m ->
                        m.application().processProposal(request).getStatus() == Abci.Verdict.ACCEPT)
                .count();
    }

    /** Votes for a block on all nodes and commits it; the hash that all give. */
    ByteString decide(List<ByteString> block) {
        assertThat(accepted(block)).isEqualTo(members.size());
        long height = next();
        Set<ByteString> now = voting.floorEntry(height).getValue();
        List<Vote> extensions = new ArrayList<>();
        for (Member member : members) {
            ByteString extension = extension(member, height);
            boolean votes = now.contains(member.seat().key());
            assertThat(isVote(extension, member.seat(), height)).isEqualTo(votes);
            if (votes) {
                extensions.add(new Vote(member.seat(), extension));
            }
        }
        assertThat(extensions).hasSameSizeAs(now);
        Abci.RequestFinalizeBlock request =
                Abci.RequestFinalizeBlock.newBuilder()
                        .setHeight(height)
                        .setTime(time())
                        .addAllTxs(block)
                        .build();
        List<Abci.ResponseFinalizeBlock> results = new ArrayList<>();
        for (Member member : members) {
            results.add(member.application().finalizeBlock(request));
            member.application().commit(Abci.RequestCommit.getDefaultInstance());
        }
        assertThat(results.stream().distinct()).hasSize(1);
        assertThat(results.getFirst().getTxResultsCount()).isEqualTo(block.size());
        change(height, results.getFirst().getValidatorUpdatesList());
        votes = extensions;
        return results.getFirst().getAppHash();
    }

    static ByteString extension(Member member, long height) {
        return member.application()
                .extendVote(Abci.RequestExtendVote.newBuilder().setHeight(height).build())
                .getVoteExtension();
    }

    /** As CometBFT does: who is told of to go must be there, and who is to come must not. */
    void change(long height, List<Abci.ValidatorUpdate> updates) {
        if (updates.isEmpty()) {
            return;
        }
        Set<ByteString> next = new HashSet<>(voting.floorEntry(height + 1).getValue());
        for (Abci.ValidatorUpdate update : updates) {
            ByteString key = update.getPubKey().getEd25519();
            assertThat(update.getPower() == 0 ? next.remove(key) : next.add(key)).isTrue();
        }
        voting.put(height + 2, next);
    }

    boolean isVote(ByteString vote, int seat, long height) {
        return isVote(vote, seats.get(seat), height);
    }

    boolean isVote(ByteString vote, ValidatorRecord seat, long height) {
        return members.getFirst()
                        .application()
                        .verifyVoteExtension(
                                Abci.RequestVerifyVoteExtension.newBuilder()
                                        .setHeight(height)
                                        .setValidatorAddress(CometHome.address(seat.key()))
                                        .setVoteExtension(vote)
                                        .build())
                        .getStatus()
                == Abci.Verdict.ACCEPT;
    }

    static Note note(ByteString bytes) {
        try {
            return Note.parse(bytes.toStringUtf8());
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    static ByteString withLines(Note note, List<Note.Signature> lines) {
        return ByteString.copyFromUtf8(new Note(note.text(), lines).format());
    }

    Abci.RequestInitChain initChain(List<ValidatorRecord> validators) {
        Abci.RequestInitChain.Builder request =
                Abci.RequestInitChain.newBuilder()
                        .setChainId(Testbed.CHAIN)
                        .setInitialHeight(1)
                        .setAppStateBytes(
                                ByteString.copyFromUtf8(
                                        '"'
                                                + members.getLast().options().applicationState()
                                                + '"'));
        for (ValidatorRecord validator : validators) {
            request.addValidatorsBuilder()
                    .setPower(1)
                    .getPubKeyBuilder()
                    .setEd25519(validator.key());
        }
        return request.build();
    }
}
