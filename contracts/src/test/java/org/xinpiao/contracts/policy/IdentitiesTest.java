package org.xinpiao.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.policy.Identities.Identity;
import org.xinpiao.contracts.policy.Identities.Violation;

class IdentitiesTest {

    @Test
    void goodSettlement_hasNoViolation() {
        assertThat(Identities.check(amounts(6_000, 5_000, 80, 4_000, 4_000, 2_000, 2_000)))
                .isEmpty();
    }

    @Test
    void eachBrokenSum_isNamedWithBothSides() {
        assertThat(Identities.check(amounts(6_001, 5_000, 80, 4_000, 4_000, 2_001, 2_001)))
                .containsExactly(new Violation(Identity.FEE_PARTS, 6_000, 6_001));
        assertThat(Identities.check(amounts(6_000, 5_000, 80, 4_000, 4_001, 1_999, 1_999)))
                .containsExactly(new Violation(Identity.FUND_SUM, 4_000, 4_001));
        assertThat(Identities.check(amounts(6_000, 5_000, 80, 4_000, 4_000, 2_001, 2_001)))
                .containsExactly(new Violation(Identity.FEE_SHARES, 6_001, 6_000));
        assertThat(Identities.check(amounts(6_000, 5_000, 80, 4_000, 4_000, 2_000, 1_999)))
                .containsExactly(new Violation(Identity.PERSONAL_PARTS, 1_999, 2_000));
        assertThat(Identities.check(amounts(6_000, 5_000, -1, 4_000, 4_000, 2_000, 2_000)))
                .containsExactly(new Violation(Identity.DEDUCTIBLE_IN_SCOPE, 5_000, -1));
        assertThat(Identities.check(amounts(6_000, 5_000, 0, -1, -1, 6_001, 6_001)))
                .containsExactly(new Violation(Identity.FUNDS_IN_SCOPE, 5_000, -1));
        assertThat(Identities.check(amounts(6_000, 5_000, 1_001, 4_000, 4_000, 2_000, 2_000)))
                .containsExactly(new Violation(Identity.BASIC_ABOVE_DEDUCTIBLE, 5_000, 5_001));
    }

    @Test
    void violations_comeInTheOrderOfTheIdentities() {
        List<Identity> broken =
                Identities.check(amounts(7_000, 5_000, 9_000, 6_000, 6_001, 2_000, 1)).stream()
                        .map(Violation::identity)
                        .toList();

        assertThat(broken).containsExactly(Identity.values());
    }

    /** A settlement whose total has 1000 outside the scope. */
    private static Amounts amounts(
            long total,
            long scope,
            long deductible,
            long basic,
            long funds,
            long person,
            long cash) {
        return new Amounts(
                total,
                500,
                200,
                300,
                scope,
                deductible,
                basic,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                funds,
                person,
                0,
                0,
                cash,
                0);
    }
}
