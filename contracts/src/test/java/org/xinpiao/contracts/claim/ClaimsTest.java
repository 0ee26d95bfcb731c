package org.xinpiao.contracts.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ClaimsTest {

    @Test
    void next_theWholeTable() {
        Set<String> legal = new TreeSet<>();
        for (ClaimStatus from : statuses()) {
            if (from != ClaimStatus.APPEALED) {
                legal(from.name(), ClaimState.newBuilder().setStatus(from), legal);
            }
        }
        assertThat(legal)
                .containsExactlyInAnyOrder(
                        "SUBMITTED: REVIEW>REVIEW DECIDE>DECIDED CLOSE>CLOSED REFUSE>REFUSED"
                                + " CANCEL>CANCELLED",
                        "REVIEW: ASK>WAITING DECIDE>DECIDED CLOSE>CLOSED REFUSE>REFUSED"
                                + " CANCEL>CANCELLED",
                        "WAITING: PROVIDE>REVIEW DECIDE>DECIDED CLOSE>CLOSED REFUSE>REFUSED"
                                + " CANCEL>CANCELLED",
                        "DECIDED: PAY>PAID FAIL>DECIDED EXPIRE>EXPIRED",
                        "PAID: FAIL>DECIDED APPEAL>APPEALED DEMAND>DEMANDED",
                        "REFUSED: APPEAL>APPEALED",
                        "CLOSED: APPEAL>APPEALED",
                        "DEMANDED: APPEAL>APPEALED DROP>PAID REPAY>REPAID",
                        "CANCELLED:",
                        "EXPIRED:",
                        "REPAID:");
    }

    @Test
    void next_anAppealReturnsToWhereItCameFrom() {
        Set<String> legal = new TreeSet<>();
        for (ClaimStatus before : statuses()) {
            if (Claims.mayAppeal(before) || before == ClaimStatus.DECIDED) {
                legal(
                        before.name(),
                        ClaimState.newBuilder()
                                .setStatus(ClaimStatus.APPEALED)
                                .setBeforeAppeal(before),
                        legal);
            }
        }
        assertThat(legal)
                .containsExactlyInAnyOrder(
                        "REFUSED: DECIDE>DECIDED CLOSE>CLOSED ANSWER>REFUSED",
                        "CLOSED: DECIDE>DECIDED ANSWER>CLOSED",
                        "PAID: DECIDE>DECIDED FAIL>APPEALED ANSWER>PAID",
                        "DECIDED: DECIDE>DECIDED FAIL>APPEALED ANSWER>DECIDED",
                        "DEMANDED: ANSWER>DEMANDED DROP>PAID");
    }

    private static void legal(String name, ClaimState.Builder claim, Set<String> legal) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (Claims.Step step : Claims.Step.values()) {
            ClaimStatus to = Claims.next(claim.build(), step);
            if (to != null) {
                line.append(' ').append(step).append('>').append(to);
            }
        }
        legal.add(line.toString());
    }

    @Test
    void next_anotherPayee_onceForEachTransferThatDidNotArrive() {
        Transfer failed = Transfer.newBuilder().setFailedMs(1).build();
        ClaimState.Builder claim = ClaimState.newBuilder().setStatus(ClaimStatus.DECIDED);
        assertThat(Claims.next(claim.build(), Claims.Step.PAYEE)).isNull();
        claim.addTransfers(Transfer.newBuilder().setAmountFen(5)).addTransfers(failed);
        assertThat(Claims.next(claim.build(), Claims.Step.PAYEE)).isEqualTo(ClaimStatus.DECIDED);
        assertThat(Claims.next(claim.build(), Claims.Step.EXPIRE)).isNull();
        claim.setPayeeVersion(1);
        assertThat(Claims.next(claim.build(), Claims.Step.PAYEE)).isNull();
        claim.addTransfers(failed);
        assertThat(Claims.needsPayee(claim.build())).isTrue();
    }

    @Test
    void holds_fromSubmissionUntilItEndsUnpaid() {
        assertThat(statuses().stream().filter(status -> !Claims.holds(status)))
                .containsExactly(
                        ClaimStatus.REFUSED,
                        ClaimStatus.CANCELLED,
                        ClaimStatus.EXPIRED,
                        ClaimStatus.REPAID);
    }

    @Test
    void noStatus_isABrokenStore() {
        assertThatThrownBy(() -> Claims.holds(ClaimStatus.UNRECOGNIZED))
                .isInstanceOf(IllegalStateException.class);
        ClaimState none = ClaimState.getDefaultInstance();
        assertThatThrownBy(() -> Claims.isInForce(none)).isInstanceOf(IllegalStateException.class);
    }

    private static List<ClaimStatus> statuses() {
        return List.of(ClaimStatus.values()).stream()
                .filter(s ->
                        s != ClaimStatus.CLAIM_STATUS_UNSPECIFIED && s != ClaimStatus.UNRECOGNIZED)
                .toList();
    }
}
