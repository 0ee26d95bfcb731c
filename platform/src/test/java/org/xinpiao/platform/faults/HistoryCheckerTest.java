package org.xinpiao.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.ledger.Accepted;
import org.xinpiao.ledger.Event;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.Rejected;
import org.xinpiao.platform.faults.Attempt.Seen;

/** Forged histories: each must be found out. */
class HistoryCheckerTest {

    private final List<Receipt> log = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();

    private Receipt.Builder receipt(String key) {
        return Receipt.newBuilder()
                .setHeight(1 + log.size() / 2)
                .setIndex(log.size() % 2)
                .setMember("m")
                .setIdempotencyKey(key);
    }

    private Receipt logged(Receipt.Builder receipt) {
        log.add(receipt.build());
        return log.getLast();
    }

    private Receipt accepted(String key) {
        return logged(receipt(key).setAccepted(withEvent("bill.BillsIssued")));
    }

    private static Accepted withEvent(String type) {
        return Accepted.newBuilder().addEvents(Event.newBuilder().setType(type)).build();
    }

    private Receipt repeated(String key) {
        return logged(receipt(key).setAccepted(Accepted.getDefaultInstance()));
    }

    private Receipt rejected(String key) {
        return logged(receipt(key).setRejected(Rejected.newBuilder().setCode("bill.no")));
    }

    private void saw(String key, long invoked, long completed, Seen seen) {
        attempts.add(new Attempt("m", key, invoked, completed, seen));
    }

    private List<String> findings() {
        return HistoryChecker.check(attempts, log);
    }

    @Test
    void trueHistoryPasses() {
        saw("a", 1, 5, new Seen.Answered(accepted("a")));
        saw("b", 2, 9, new Seen.Answered(rejected("b")));
        saw("c", 3, 4, new Seen.Unknown("undecided"));
        saw("c", 6, 8, new Seen.Answered(accepted("c")));
        saw("d", 6, 8, new Seen.Refused("transaction.expired"));
        repeated("c");
        saw("a", 10, 11, new Seen.Answered(log.getFirst()));
        saw("e", 10, 11, new Seen.Unknown("lost"));
        accepted("e");

        assertThat(findings()).isEmpty();
    }

    @Test
    void lostAcknowledgementIsFound() {
        saw("a", 1, 2, new Seen.Answered(accepted("a")));
        log.clear();

        assertThat(findings()).singleElement().asString().contains("is lost");
    }

    @Test
    void changedReceiptIsFound() {
        Receipt seen = accepted("a");
        saw("a", 1, 2, new Seen.Answered(seen));
        log.set(0, seen.toBuilder().setTimeMs(7).build());

        assertThat(findings()).singleElement().asString().contains("is lost");
    }

    @Test
    void secondAcceptanceIsFound() {
        saw("a", 1, 2, new Seen.Answered(accepted("a")));
        accepted("a");

        assertThat(findings()).singleElement().asString().contains("second acceptance");
    }

    @Test
    void acknowledgementOfTheRepetitionIsFound() {
        accepted("a");
        saw("a", 1, 9, new Seen.Answered(repeated("a")));

        assertThat(findings()).singleElement().asString().contains("not its first acceptance");
    }

    @Test
    void differentAnswersAreFound() {
        saw("a", 1, 9, new Seen.Answered(rejected("a")));
        saw("a", 1, 9, new Seen.Answered(rejected("a")));

        assertThat(findings()).singleElement().asString().contains("2 different answers");
    }

    @Test
    void acceptanceAfterNoIsFoundWhileAnAttemptIsOpen() {
        saw("a", 1, 2, new Seen.Answered(rejected("a")));
        saw("a", 1, 2, new Seen.Unknown("lost"));
        accepted("a");

        assertThat(findings()).singleElement().asString().contains("told no and accepted");
    }

    @Test
    void repetitionOfNothingIsFound() {
        saw("a", 1, 9, new Seen.Unknown("lost"));
        repeated("a");

        assertThat(findings()).singleElement().asString().contains("repeats nothing");
    }

    @Test
    void acceptanceAfterNoIsFound() {
        saw("a", 1, 2, new Seen.Answered(rejected("a")));
        accepted("a");

        assertThat(findings()).singleElement().asString().contains("told no and accepted");
    }

    @Test
    void acceptanceOfWhatWasRefusedIsFound() {
        saw("a", 1, 2, new Seen.Refused("transaction.busy"));
        accepted("a");

        assertThat(findings()).singleElement().asString().contains("told no and accepted");
    }

    @Test
    void noAfterAcceptanceIsFound() {
        saw("a", 1, 2, new Seen.Answered(accepted("a")));
        saw("a", 3, 4, new Seen.Refused("transaction.expired"));

        assertThat(findings()).singleElement().asString().contains("was accepted, then");
    }

    @Test
    void whatNobodySentIsFound() {
        accepted("a");

        assertThat(findings()).singleElement().asString().contains("sent by nobody");
    }

    @Test
    void receiptOfAnotherIsFound() {
        Receipt other = accepted("a");
        saw("a", 1, 2, new Seen.Answered(other));
        saw("b", 1, 2, new Seen.Answered(other));

        assertThat(findings()).singleElement().asString().contains("receipt of another");
    }

    @Test
    void disorderIsFound() {
        Receipt early = accepted("a");
        Receipt late = accepted("b");
        saw("b", 1, 2, new Seen.Answered(late));
        saw("a", 3, 4, new Seen.Answered(early));

        assertThat(findings()).singleElement().asString().contains("was sent after the end of");
    }

    @Test
    void anEarlierAttemptExcusesTheOrder() {
        Receipt early = accepted("a");
        Receipt late = accepted("b");
        saw("a", 0, 9, new Seen.Unknown("lost"));
        saw("b", 1, 2, new Seen.Answered(late));
        saw("a", 3, 4, new Seen.Answered(early));

        assertThat(findings()).isEmpty();
    }
}
