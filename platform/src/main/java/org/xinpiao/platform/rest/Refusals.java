package org.xinpiao.platform.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.ledger.Rejected;
import org.xinpiao.platform.bill.Issuing.SerialUsedException;
import org.xinpiao.platform.bill.Reversals.UnknownBillException;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/** Turns what the services say no with into problems with a status. */
final class Refusals {

    private Refusals() {}

    /**
     * Does something on the ledger.
     *
     * @throws ProblemException when it is refused
     */
    static <T> T told(HttpServletResponse response, Supplier<T> work) {
        try {
            return work.get();
        } catch (SerialUsedException e) {
            String bill = e.bill().getCode() + " " + e.bill().getNumber();
            throw refusal(
                    HttpStatus.CONFLICT,
                    new Fault(
                            "busNo",
                            "bill.serial-used",
                            "该流水号已用于票据 " + bill + "，内容不同",
                            "already stands for bill " + bill + " with other content"));
        } catch (UnknownBillException e) {
            throw unknownBill();
        } catch (RejectedException e) {
            throw rejected(e.rejected());
        } catch (RefusedException e) {
            Duration wait = e.retryAfter();
            if (wait == null) {
                throw e;
            }
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
            throw refusal(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    new Fault("", e.code(), "账本繁忙，请稍后重试", "the ledger is busy, try again later"));
        }
    }

    static ProblemException unknownBill() {
        return refusal(
                HttpStatus.NOT_FOUND,
                new Fault("", "bill.unknown", "本单位没有该票据", "no such bill of this institution"));
    }

    private static ProblemException rejected(Rejected rejected) {
        HttpStatus status =
                switch (rejected.getCode()) {
                    case "bill.unknown", "bill.not-issuer" -> HttpStatus.NOT_FOUND;
                    case "bill.malformed", "bill.amount" -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case String _ -> HttpStatus.CONFLICT;
                };
        return refusal(
                status, new Fault("", rejected.getCode(), rejected.getZh(), rejected.getEn()));
    }

    private static ProblemException refusal(HttpStatus status, Fault fault) {
        return new ProblemException(status, List.of(fault));
    }
}
