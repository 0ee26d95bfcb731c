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
            for (Claims.Step step : Claims.Step.values()) {
                ClaimStatus to = Claims.next(from, step);
                if (to != null) {
                    legal.add(from + " " + step + " " + to);
                }
            }
        }
        assertThat(legal)
                .containsExactly(
                        "DECIDED EXPIRE EXPIRED",
                        "DECIDED PAY PAID",
                        "SUBMITTED CANCEL CANCELLED",
                        "SUBMITTED CLOSE CLOSED",
                        "SUBMITTED DECIDE DECIDED",
                        "SUBMITTED REFUSE REFUSED");
    }

    @Test
    void holds_fromSubmissionUntilItEndsUnpaid() {
        assertThat(statuses().stream().filter(Claims::holds))
                .containsExactly(
                        ClaimStatus.SUBMITTED,
                        ClaimStatus.DECIDED,
                        ClaimStatus.PAID,
                        ClaimStatus.CLOSED);
    }

    @Test
    void noStatus_isABrokenStore() {
        assertThatThrownBy(() -> Claims.holds(ClaimStatus.UNRECOGNIZED))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Claims.next(ClaimStatus.CLAIM_STATUS_UNSPECIFIED, Claims.Step.PAY))
                .isInstanceOf(IllegalStateException.class);
    }

    private static List<ClaimStatus> statuses() {
        return List.of(ClaimStatus.values()).stream()
                .filter(s ->
                        s != ClaimStatus.CLAIM_STATUS_UNSPECIFIED && s != ClaimStatus.UNRECOGNIZED)
                .toList();
    }
}
