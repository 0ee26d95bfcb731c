package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.node.Secrets;

/**
 * Business serials as the ledger sees them: keyed by the institution, so that they tell nothing.
 */
@Component
class References {

    private final Suite suite;
    private final byte[] secret;

    References(Suite suite, Secrets secrets) {
        this.suite = suite;
        this.secret = secrets.get("references");
    }

    ByteString of(String institution, String busNo) {
        return ByteString.copyFrom(
                suite.mac(secret, (institution + "\n" + busNo).getBytes(StandardCharsets.UTF_8)));
    }
}
