package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.CometHome;

/** Four applications and, in CometBFT's place, this test. */
class CometApplicationTest {

    private static final int SIZE = 4;
    private static final long START_SECONDS = 1_700_000_000;

    private final Testbed bed = new Testbed();
    private final List<Member> members = new ArrayList<>();
    private final List<RefusedException> refused = new ArrayList<>();
    private final List<Long> answered = new ArrayList<>();
    private List<ValidatorRecord> seats = List.of();

    /** On the block that was decided last. */
    private List<Vote> votes = List.of();

    /** Who votes from a height on, as CometBFT was told. */
    private final TreeMap<Long, Set<ByteString>> voting = new TreeMap<>();

    @TempDir Path dir;

    private record Vote(ValidatorRecord validator, ByteString extension) {}

    /** One node. */
    private record Member(
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

    private Cosigner department(int i) {
        return new Cosigner("d" + i, bed.suite.newSigningKey());
    }

    private static ValidatorRecord seat(int i, Cosigner department) {
        byte[] key = new byte[32];
        key[0] = (byte) i;
        return new ValidatorRecord(
                "v" + i, ByteString.copyFrom(key), department.publicKey(Testbed.ORIGIN).vkey());
    }

    private static Set<ByteString> keys(List<ValidatorRecord> validators) {
        return validators.stream().map(ValidatorRecord::key).collect(Collectors.toSet());
    }

    private Member member(int i, Cosigner department) {
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

    // A day at work

    @Test
    void blocksBringTheCheckpointOfTwoHeightsBefore() {
        decide(propose(0, votes, bytes("k1", "put a 1")));
        byte[] root = members.getFirst().machine().head().root();
        decide(propose(1, votes));
        decide(propose(2, votes));

        for (Member member : members) {
            String note = member.checkpoints().last().note();
            assertThat(Verifier.checkpoint(note, Trust.of(Testbed.ORIGIN, bed.suite, seats)))
                    .isInstanceOfSatisfying(
                            Verdict.OfCheckpoint.Signed.class,
                            signed -> {
                                assertThat(signed.signers()).hasSize(SIZE);
                                assertThat(signed.checkpoint().size()).isEqualTo(2);
                                assertThat(signed.checkpoint().root()).isEqualTo(root);
                            });
        }
    }

    /** CometBFT adds a block to one that changed the hash, and rests otherwise. */
    @Test
    void hashChangesInTheEmptyBlockAfterAFullOneAndThenRests() {
        ByteString full = decide(propose(0, votes, bytes("k1", "put a 1")));
        ByteString next = decide(propose(1, votes));
        ByteString last = decide(propose(2, votes));

        assertThat(next).isNotEqualTo(full).isEqualTo(last);
        assertThat(members.getFirst().application().info(Abci.RequestInfo.getDefaultInstance()))
                .extracting(
                        Abci.ResponseInfo::getLastBlockHeight,
                        Abci.ResponseInfo::getLastBlockAppHash)
                .containsExactly(3L, last);
    }

    @Test
    void proposalKeepsTheLimitsAndLeavesOutWhatNoMemberSigned() {
        decide(propose(0, votes));
        ByteString stranger =
                bed.signed(bed.transaction("k", "put a 1"), bed.suite.newSigningKey())
                        .toByteString();
        ByteString big = bytes("k2", "put b " + "x".repeat(9_500));
        List<ByteString> block =
                propose(1, votes, stranger, bytes("k1", "put a 1"), big, bytes("k3", "put c 3"));

        assertThat(block.subList(1, block.size())).containsExactly(bytes("k1", "put a 1"));
        assertThat(accepted(block)).isEqualTo(SIZE);
    }

    @Test
    void whatIsNotWorthOrderingIsRefusedWithItsReason() {
        Abci.ResponseCheckTx answer =
                members.getFirst()
                        .application()
                        .checkTx(
                                Abci.RequestCheckTx.newBuilder()
                                        .setTx(ByteString.copyFromUtf8("no transaction"))
                                        .build());

        assertThat(answer.getCode()).isNotZero();
        assertThat(answer.getCodespace()).isEqualTo("transaction.malformed");
        assertThat(refused)
                .extracting(RefusedException::code)
                .containsExactly("transaction.malformed");
    }

    @Test
    void strangersMayNotConnect() {
        String known = "a".repeat(40);
        CometHome home = members.getFirst().options().home();
        assertThat(home.identity().nodeId()).isNotEqualTo(known);
        home.admit(known);

        assertThat(query("/p2p/filter/addr/10.0.0.1:26656")).isZero();
        assertThat(query("/p2p/filter/id/" + known)).isZero();
        assertThat(query("/p2p/filter/id/" + "b".repeat(40))).isNotZero();
        assertThat(query("/p2p/filter/id/")).isNotZero();
        assertThat(query("/anything")).isNotZero();
    }

    private int query(String path) {
        return members.getFirst()
                .application()
                .query(Abci.RequestQuery.newBuilder().setPath(path).build())
                .getCode();
    }

    @Test
    void nodeThatStartsAgainGoesOn() {
        decide(propose(0, votes, bytes("k1", "put a 1")));
        ByteString hash = decide(propose(1, votes));
        restart(SIZE - 1);

        assertThat(
                        members.getLast()
                                .application()
                                .info(Abci.RequestInfo.getDefaultInstance())
                                .getLastBlockAppHash())
                .isEqualTo(hash);
        decide(propose(3, votes, bytes("k2", "put a 2")));
    }

    @Test
    void storedCheckpointWithoutAQuorumIsFoundWhenTheNodeStarts() {
        decide(propose(0, votes, bytes("k1", "put a 1")));
        decide(propose(1, votes));
        Member last = members.getLast();
        last.store().close();
        Note note = note(ByteString.copyFromUtf8(last.checkpoints().last().note()));
        Checkpoints.write(
                last.options().dir().resolve(Checkpoints.FILE),
                withLines(note, note.signatures().subList(0, 2)).toStringUtf8());

        assertThatThrownBy(() -> member(SIZE - 1, requireNonNull(last.options().department())))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("not signed by enough");
    }

    // Bad proposers and voters

    @Test
    void proposalWithoutItsCheckpointIsRefused() {
        decide(propose(0, votes));

        assertThat(accepted(List.of())).isZero();
        assertThat(accepted(List.of(bytes("k1", "put a 1")))).isZero();
    }

    @Test
    void checkpointSignedByTwoOfFourIsRefused() {
        decide(propose(0, votes));
        List<ByteString> block = propose(1, votes);
        Note note = note(block.getFirst());

        assertThat(accepted(List.of(withLines(note, note.signatures().subList(0, 3)))))
                .isEqualTo(SIZE);
        assertThat(accepted(List.of(withLines(note, note.signatures().subList(0, 2))))).isZero();
        assertThat(propose(1, votes.subList(0, 2))).isEmpty();
    }

    @Test
    void checkpointWithAStrangersLineIsRefused() {
        decide(propose(0, votes));
        Note note = note(propose(1, votes).getFirst());
        List<Note.Signature> lines = new ArrayList<>(note.signatures().subList(0, 3));
        lines.add(new Note.Signature("stranger", new byte[4], new byte[80]));

        assertThat(accepted(List.of(withLines(note, lines)))).isZero();
    }

    @Test
    void checkpointOfAnotherLogIsRefused() {
        decide(propose(0, votes));
        Checkpoint other = new Checkpoint(Testbed.ORIGIN, 1, new byte[Hashes.BYTES]);
        List<Note.Signature> lines =
                members.stream()
                        .map(m -> requireNonNull(m.options().department()))
                        .map(d -> d.sign(other, START_SECONDS))
                        .toList();
        ByteString forged = ByteString.copyFromUtf8(new Note(other.text(), lines).format());

        assertThat(accepted(List.of(forged))).isZero();
    }

    @Test
    void voteCountsForItsOwnSeatAndCheckpointOnly() {
        decide(propose(0, votes));
        ByteString vote = votes.getFirst().extension();

        assertThat(isVote(vote, 0, 2)).isTrue();
        assertThat(isVote(vote, 1, 2)).isFalse();
        assertThat(isVote(vote, 0, 3)).isFalse();
        decide(propose(1, votes, bytes("k1", "put a 1")));
        assertThat(isVote(vote, 0, 3)).isFalse();
        assertThat(isVote(ByteString.EMPTY, 0, 3)).isFalse();
    }

    @Test
    void blockWithWhatNoMemberSignedIsRefused() {
        assertThat(accepted(List.of(ByteString.copyFromUtf8("spam")))).isZero();
        assertThat(accepted(List.of(bytes("k1", "put a 1")))).isEqualTo(SIZE);
    }

    /** A transaction that has its receipt is not ordered again, whoever brings it. */
    @Test
    void answeredTransactionIsRefusedInBlocksAndInTheQueue() {
        decide(propose(0, votes, bytes("k0", "put a 1")));
        decide(propose(0, votes, bytes("k1", "new a 2")));
        decide(propose(0, votes, bytes("k2", "delete a")));

        List<ByteString> honest = propose(0, votes, bytes("k0", "put a 1"), bytes("k1", "new a 2"));
        assertThat(honest).hasSize(1);
        for (ByteString again : List.of(bytes("k0", "put a 1"), bytes("k1", "new a 2"))) {
            assertThat(accepted(List.of(honest.getFirst(), again))).isZero();
            Abci.ResponseCheckTx answer =
                    members.getFirst()
                            .application()
                            .checkTx(Abci.RequestCheckTx.newBuilder().setTx(again).build());
            assertThat(answer.getCodespace()).isEqualTo("transaction.answered");
        }
        assertThat(answered).containsExactly(1L, 2L);
        assertThat(refused).isEmpty();
    }

    @Test
    void genesisOfAnotherChainIsRefused() {
        CometApplication application = members.getFirst().application();
        Abci.RequestInitChain request = initChain(seats);
        assertThat(application.initChain(request).getAppHash())
                .isEqualTo(ByteString.copyFrom(members.getFirst().machine().head().root()));

        Abci.RequestInitChain other =
                request.toBuilder()
                        .setAppStateBytes(ByteString.copyFromUtf8("\"another\""))
                        .build();
        assertThatThrownBy(() -> application.initChain(other))
                .isInstanceOf(IllegalStateException.class);
    }

    // Other validators

    /** One comes, one goes, one gets other keys, each while there is something in every block. */
    @Test
    void whoVotesOnABlockSignsItsCheckpointWhoeverComesAndGoes() {
        for (int i = SIZE; i < SIZE + 2; i++) {
            members.add(member(i, department(i)));
        }
        ValidatorRecord fifth = members.get(SIZE).seat();
        ValidatorRecord rekeyed = members.get(SIZE + 1).seat();
        ValidatorRecord second = seats.get(1);
        List<ValidatorRecord> five = new ArrayList<>(seats);
        five.add(fifth);
        List<ValidatorRecord> four = new ArrayList<>(five);
        four.removeFirst();
        List<ValidatorRecord> other = new ArrayList<>(four);
        other.set(0, new ValidatorRecord(second.name(), rekeyed.key(), rekeyed.checkpointKey()));
        Map<Long, List<ValidatorRecord>> changes = Map.of(2L, five, 5L, four, 8L, other);

        for (long height = 1; height <= 13; height++) {
            List<ByteString> offered = new ArrayList<>(List.of(bytes("k" + height, "put a 1")));
            List<ValidatorRecord> change = changes.get(height);
            if (change != null) {
                offered.add(bytes("c" + height, "validators " + ToyRules.text(change)));
            }
            Set<ByteString> signers =
                    height == 1 ? Set.of() : voting.floorEntry(height - 1).getValue();
            List<ByteString> block =
                    propose((int) height % SIZE, votes, offered.toArray(ByteString[]::new));
            decide(block);
            if (height > 1) {
                requireSigners(block.getFirst(), signers);
            }
            restart((int) height % members.size());
        }

        assertThat(voting)
                .containsExactly(
                        Map.entry(1L, keys(seats)),
                        Map.entry(4L, keys(five)),
                        Map.entry(7L, keys(four)),
                        Map.entry(10L, keys(other)));
    }

    /** The note has a line of each of them, and is good for those the state names after it. */
    private void requireSigners(ByteString bytes, Set<ByteString> signers) {
        Note note = note(bytes);
        assertThat(note.signatures())
                .extracting(Note.Signature::name)
                .containsExactlyInAnyOrderElementsOf(
                        members.stream()
                                .filter(m -> signers.contains(m.seat().key()))
                                .map(m -> requireNonNull(m.options().department()).name())
                                .toList());
        Member any = members.getLast();
        assertThat(any.checkpoints().last().note()).isEqualTo(note.format());
        List<ValidatorRecord> validators =
                bed.rules.validators(any.store(), any.machine().head().height() - 1);
        assertThat(keys(validators)).isEqualTo(signers);
        assertThat(
                        Verifier.checkpoint(
                                note.format(), Trust.of(Testbed.ORIGIN, bed.suite, validators)))
                .isInstanceOfSatisfying(
                        Verdict.OfCheckpoint.Signed.class,
                        signed -> assertThat(signed.signers()).hasSameSizeAs(signers));
    }

    @Test
    void quorumIsThatOfTheDay() {
        members.add(member(SIZE, department(SIZE)));
        List<ValidatorRecord> five = new ArrayList<>(seats);
        five.add(members.getLast().seat());
        decide(propose(0, votes, bytes("c", "validators " + ToyRules.text(five))));
        decide(propose(0, votes));
        // Three of the four that voted on the block before are enough for this one.
        decide(propose(0, votes.subList(0, 3)));

        assertThat(votes).hasSize(5);
        assertThat(propose(0, votes.subList(0, 3))).isEmpty();
        decide(propose(0, votes.subList(1, 5)));
    }

    @Test
    void genesisWithOtherValidatorsIsRefused() {
        CometApplication application = members.getFirst().application();
        Abci.RequestInitChain three = initChain(seats.subList(0, 3));
        assertThatThrownBy(() -> application.initChain(three))
                .isInstanceOf(IllegalStateException.class);
    }

    private Abci.RequestInitChain initChain(List<ValidatorRecord> validators) {
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

    // What CometBFT does

    private void restart(int i) {
        Member old = members.get(i);
        old.store().close();
        members.set(i, member(i, requireNonNull(old.options().department())));
    }

    private long next() {
        return members.getFirst().machine().head().height() + 1;
    }

    private Timestamp time() {
        return Timestamp.newBuilder().setSeconds(START_SECONDS + next()).build();
    }

    private ByteString bytes(String key, String command) {
        return bed.command(key, command).toByteString();
    }

    private List<ByteString> propose(int proposer, List<Vote> extensions, ByteString... mempool) {
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
    private long accepted(List<ByteString> block) {
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
    private ByteString decide(List<ByteString> block) {
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

    private static ByteString extension(Member member, long height) {
        return member.application()
                .extendVote(Abci.RequestExtendVote.newBuilder().setHeight(height).build())
                .getVoteExtension();
    }

    /** As CometBFT does: who is told of to go must be there, and who is to come must not. */
    private void change(long height, List<Abci.ValidatorUpdate> updates) {
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

    private boolean isVote(ByteString vote, int seat, long height) {
        return isVote(vote, seats.get(seat), height);
    }

    private boolean isVote(ByteString vote, ValidatorRecord seat, long height) {
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

    private static Note note(ByteString bytes) {
        try {
            return Note.parse(bytes.toStringUtf8());
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteString withLines(Note note, List<Note.Signature> lines) {
        return ByteString.copyFromUtf8(new Note(note.text(), lines).format());
    }
}
