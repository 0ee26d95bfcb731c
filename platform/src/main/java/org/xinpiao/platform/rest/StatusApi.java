package org.xinpiao.platform.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinpiao.platform.verify.BillStatus;
import org.xinpiao.platform.verify.StatusDesk;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/** What anyone who holds a bill may ask; no signature is needed. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "verify", description = "Open to anyone")
class StatusApi {

    private final StatusDesk statuses;

    StatusApi(StatusDesk statuses) {
        this.statuses = statuses;
    }

    @GetMapping("/verify")
    @SecurityRequirements
    @Operation(
            summary = "Check a bill",
            description =
                    "The same 404 for an unknown bill and for a wrong check code; 429 when an"
                            + " address asks too much.")
    Answers.Status verify(
            HttpServletRequest request,
            @Parameter(description = "8 digits") @RequestParam String code,
            @Parameter(description = "10 digits") @RequestParam String number,
            @Parameter(description = "6 characters") @RequestParam String check) {
        return statuses.find(request.getRemoteAddr(), code, number, check)
                .map(StatusApi::answer)
                .orElseThrow(StatusApi::unknown);
    }

    private static ProblemException unknown() {
        Fault fault =
                new Fault(
                        "", "bill.unknown", "没有此票据，或校验码不符", "no such bill, or another check code");
        return new ProblemException(HttpStatus.NOT_FOUND, List.of(fault));
    }

    private static Answers.Status answer(BillStatus status) {
        return new Answers.Status(
                status.code(),
                status.number(),
                status.standing().name(),
                status.issuer(),
                status.issuerZh(),
                status.issuerEn(),
                status.totalFen(),
                Answers.time(status.issuedMs()),
                Answers.time(status.recordedMs()),
                HexFormat.of().formatHex(status.fingerprint()),
                status.reversedBy(),
                status.reverses(),
                status.paper(),
                Answers.time(status.asOfMs()));
    }
}
