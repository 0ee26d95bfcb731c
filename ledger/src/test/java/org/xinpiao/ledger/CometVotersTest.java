package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.Abci;

/** Validators come and go between blocks. */
class CometVotersTest extends CometCommittee {

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
}
