package org.xinpiao.platform.claim;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an agency handles claims.
 *
 * @param twoPersonFen above this amount two people decide
 * @param patience how long a claim may stand before it is called stuck
 */
@ConfigurationProperties("xinpiao.claim")
record ClaimSettings(@DefaultValue("5000000") long twoPersonFen, @DefaultValue Patience patience) {

    /**
     * How long each may take with its turn.
     *
     * @param agency the machine that decides clean claims
     * @param clerkWorkingDays days from Monday to Friday
     */
    record Patience(
            @DefaultValue("1m") Duration agency,
            @DefaultValue("1") int clerkWorkingDays,
            @DefaultValue("30d") Duration patient,
            @DefaultValue("1h") Duration bank) {}
}
