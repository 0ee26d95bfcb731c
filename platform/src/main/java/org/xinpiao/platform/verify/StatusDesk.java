package org.xinpiao.platform.verify;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Says to anyone how a bill stands, but not to who asks too often or tries out check codes. */
@Component
public class StatusDesk {

    /** A wrong answer counts as so many requests: nobody gets through the check codes. */
    private static final int MISS_REQUESTS = 100;

    /** What of an IPv6 address stands for one client: such a network is given to one household. */
    private static final int NETWORK_BYTES = 8;

    private final BillStatusLookup statuses;
    private final RateLimit limit;

    StatusDesk(
            BillStatusLookup statuses,
            @Value("${xinpiao.verify.status-per-second}") int perSecond) {
        this.statuses = statuses;
        this.limit = new RateLimit(perSecond, System::nanoTime);
    }

    /**
     * How a bill stands; empty for an unknown bill as for a wrong check code.
     *
     * @param address of who asks, an IP address
     * @throws ErrorResponseException 429, when the address has asked too much
     */
    public Optional<BillStatus> find(String address, String code, String number, String check) {
        String client = client(address);
        long wait = limit.admit(client);
        if (wait > 0) {
            var tooMany = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS);
            tooMany.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait));
            throw tooMany;
        }
        String lower = check.strip().toLowerCase(Locale.ROOT);
        Optional<BillStatus> status =
                Records.isId(code.strip(), number.strip()) && lower.matches("[0-9a-z]{6}")
                        ? statuses.find(code.strip(), number.strip(), lower)
                        : Optional.empty();
        if (status.isEmpty()) {
            limit.charge(client, MISS_REQUESTS - 1);
        }
        return status;
    }

    private static String client(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (IllegalArgumentException e) {
            // A proxy may say "unknown": all of those are one client.
            return "";
        }
    }
}
