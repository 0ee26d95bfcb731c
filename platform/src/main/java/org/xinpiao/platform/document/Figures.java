package org.xinpiao.platform.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.xinpiao.contracts.Money;

/** How numbers and dates are written on bills. */
final class Figures {

    /** Bills carry the time of mainland China wherever the server stands. */
    private static final ZoneId BILL_ZONE = ZoneId.of("Asia/Shanghai");

    private Figures() {}

    /** Yuan with two decimals. */
    static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    /** A count in hundredths without needless zeros: 150 is 1.5. */
    static String count(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }

    /** A price in hundredths of a fen: at least two decimals, at most four. */
    static String price(long tenThousandths) {
        BigDecimal price = BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros();
        return (price.scale() < 2 ? price.setScale(2) : price).toPlainString();
    }

    static ZonedDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atZone(BILL_ZONE);
    }
}
