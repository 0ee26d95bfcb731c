package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.CometHome;

/** Four applications and, in CometBFT's place, this test. */
class CometApplicationTest extends CometCommittee {

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
}
