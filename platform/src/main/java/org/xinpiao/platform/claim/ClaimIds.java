package org.xinpiao.platform.claim;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.readmodel.ChinaTime;

/** Ids for new claims, made with the form, so that a form sent twice is one claim. */
@Component
public class ClaimIds {

    private static final int BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;

    ClaimIds(Clock clock) {
        this.clock = clock;
    }

    /** One that a person can read out; the payment's EndToEndId, "E" and it, has 35 characters. */
    public String next() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return "C"
                + ChinaTime.date(clock.millis()).toString().replace("-", "")
                + HexFormat.of().withUpperCase().formatHex(random);
    }
}
