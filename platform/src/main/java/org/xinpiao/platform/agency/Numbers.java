package org.xinpiao.platform.agency;

import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Scaled whole numbers as a clerk reads them; templates call it {@code @agencyNumbers}. */
@Component("agencyNumbers")
public class Numbers {

    /** Basis points as a percentage: {@code 12.5%}. */
    public String percent(int basisPoints) {
        return decimal(basisPoints, 2) + "%";
    }

    /** A decimal string in yuan, as fen. */
    public long fen(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    /** A number in units of its last decimal, without the zeros at its end. */
    public String decimal(long scaled, int decimals) {
        BigDecimal number = BigDecimal.valueOf(scaled, decimals).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0).toPlainString() : number.toPlainString();
    }
}
