package org.xinpiao.platform.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Papers;
import org.xinpiao.platform.bill.Reversals;
import org.xinpiao.platform.gateway.Fields;
import org.xinpiao.platform.gateway.Intake;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.proof.QrCodes;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/** What an institution's systems do with its bills. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "bills", description = "Issue, find, reverse, convert to paper, reconcile")
class BillsApi {

    private static final int PAGE_MAX = 500;
    private static final int PAGES_MAX = 1_000_000;

    private final Intake intake;
    private final Reversals reversals;
    private final Papers papers;
    private final BillQueries bills;
    private final LedgerState state;
    private final Engine engine;
    private final ProjectorThread readModel;

    BillsApi(
            Intake intake,
            Reversals reversals,
            Papers papers,
            BillQueries bills,
            LedgerState state,
            Engine engine,
            ProjectorThread readModel) {
        this.intake = intake;
        this.reversals = reversals;
        this.papers = papers;
        this.bills = bills;
        this.state = state;
        this.engine = engine;
        this.readModel = readModel;
    }

    @PostMapping(path = "/bills", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Issue a bill",
            description = "Idempotent by busNo: the same charge again is answered with its bill.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Charge.class))))
    @ApiResponse(responseCode = "201", description = "the bill stands on the ledger")
    @ApiResponse(
            responseCode = "409",
            description = "the serial stands for another charge, or the ledger rejected the bill")
    ResponseEntity<Answers.Made> issue(
            @Parameter(hidden = true) Signed request, HttpServletResponse response) {
        return made(
                Refusals.told(response, () -> intake.issue(request.institution(), request.json())));
    }

    @GetMapping("/bills/{code}/{number}")
    @Operation(summary = "How a bill of one's own stands")
    Answers.Bill find(
            @Parameter(hidden = true) Signed request,
            @PathVariable String code,
            @PathVariable String number) {
        return own(request, id(code, number));
    }

    @GetMapping("/bills")
    @Operation(
            summary = "One's own bills of a time",
            description = "By the time on the face, both days included, China time; newest first.")
    Answers.Page list(
            @Parameter(hidden = true) Signed request,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @Parameter(description = "from 1") @RequestParam(defaultValue = "1") int page,
            @Parameter(description = "1 to 500") @RequestParam(defaultValue = "100") int size) {
        List<Fault> faults = new ArrayList<>();
        if (to.isBefore(from)) {
            faults.add(new Fault("to", "request.range", "早于 from", "is before from"));
        }
        range(faults, "page", page, PAGES_MAX);
        range(faults, "size", size, PAGE_MAX);
        if (!faults.isEmpty()) {
            throw ProblemException.unprocessable(faults);
        }
        catchUp();
        long begin = ChinaTime.millis(from.atStartOfDay());
        long end = ChinaTime.millis(to.plusDays(1).atStartOfDay());
        long total = bills.count(request.institution(), begin, end);
        var rows = bills.issued(request.institution(), begin, end, false, (page - 1) * size, size);
        return new Answers.Page(
                page,
                (int) Math.max(1, Math.ceilDiv(total, size)),
                total,
                rows.stream().map(this::answer).toList());
    }

    @PostMapping(
            path = "/bills/{code}/{number}/reversals",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Reverse a bill (冲红)",
            description = "Issues the red bill; again, it is answered with the first one.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    Asked.Reversal.class))))
    @ApiResponse(responseCode = "201", description = "the red bill")
    @ApiResponse(
            responseCode = "409",
            description = "the bill is reserved, reimbursed, frozen or on live paper")
    ResponseEntity<Answers.Made> reverse(
            @Parameter(hidden = true) Signed request,
            @PathVariable String code,
            @PathVariable String number,
            HttpServletResponse response) {
        BillId id = id(code, number);
        Fields fields = request.fields();
        String reason = fields.text("reason", 200);
        String operator = fields.text("operator", 60);
        LocalDateTime at = fields.optional("at", 35).isEmpty() ? null : fields.instant("at");
        fields.check();
        long millis = at == null ? 0 : ChinaTime.millis(at);
        return made(
                Refusals.told(
                        response,
                        () ->
                                reversals.reverse(
                                        request.institution(), id, reason, operator, millis)));
    }

    @PostMapping(
            path = "/bills/{code}/{number}/papers",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Convert to paper (换开)",
            description = "One live paper at a time: a bill that has one is answered 409.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    Asked.NewPaper.class))))
    Answers.Bill bind(
            @Parameter(hidden = true) Signed request,
            @PathVariable String code,
            @PathVariable String number,
            HttpServletResponse response) {
        BillId id = id(code, number);
        Fields fields = request.fields();
        String batch = fields.text("batch", 40);
        String paper = fields.text("number", 20);
        fields.check();
        own(request, id);
        Refusals.told(
                response,
                () -> {
                    papers.bind(request.institution(), id, batch, paper);
                    return id;
                });
        return own(request, id);
    }

    @DeleteMapping("/bills/{code}/{number}/papers/live")
    @Operation(summary = "Void the live paper")
    Answers.Bill voidPaper(
            @Parameter(hidden = true) Signed request,
            @PathVariable String code,
            @PathVariable String number,
            @Parameter(description = "reason code: lower-case words with hyphens")
                    @RequestParam(defaultValue = "voided")
                    String reason,
            HttpServletResponse response) {
        BillId id = id(code, number);
        own(request, id);
        Refusals.told(
                response,
                () -> {
                    papers.cancel(request.institution(), id, reason);
                    return id;
                });
        return own(request, id);
    }

    @GetMapping("/daily-totals")
    @Operation(summary = "One's own totals of a day", description = "For reconciliation (对账).")
    Answers.Day totals(@Parameter(hidden = true) Signed request, @RequestParam LocalDate date) {
        catchUp();
        BillQueries.Day day = bills.day(request.institution(), date);
        return new Answers.Day(
                date, day.count(), day.totalFen(), day.redCount(), day.redTotalFen());
    }

    private Answers.Bill own(Signed request, BillId id) {
        catchUp();
        return bills.find(id)
                .filter(row -> row.issuer().equals(request.institution()))
                .map(this::answer)
                .orElseThrow(Refusals::unknownBill);
    }

    /** Whoever asks right after an act must see what it did. */
    private void catchUp() {
        readModel.awaitQuietly(engine.ledger().height());
    }

    private Answers.Bill answer(BillQueries.Row row) {
        BillState bill = java.util.Objects.requireNonNull(Bills.find(state, row.id()));
        BillId reversedBy = bill.hasReversedBy() ? bill.getReversedBy() : null;
        String check = Fingerprint.checkCode(bill.getRecord().getFingerprint().toByteArray());
        return new Answers.Bill(
                row.code(),
                row.number(),
                check,
                row.status(),
                row.totalFen(),
                row.personalFen(),
                row.remainingFen(),
                Answers.time(row.issuedMs()),
                Answers.time(row.recordedMs()),
                row.settledDirectly(),
                bill.getRecord().hasReverses() ? ref(bill.getRecord().getReverses()) : null,
                reversedBy == null ? null : ref(reversedBy),
                row.frozen(),
                row.paperBatch() == null || row.paperNumber() == null
                        ? null
                        : new Answers.Paper(row.paperBatch(), row.paperNumber()),
                row.leaf(),
                QrCodes.page(row.id(), check));
    }

    private static ResponseEntity<Answers.Made> made(Issued issued) {
        BillId id = issued.id();
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/v1/bills/" + Bills.text(id)))
                .body(
                        new Answers.Made(
                                id.getCode(),
                                id.getNumber(),
                                issued.checkCode(),
                                Answers.time(issued.issuedMillis()),
                                QrCodes.page(id, issued.checkCode())));
    }

    private static Answers.Ref ref(BillId id) {
        return new Answers.Ref(id.getCode(), id.getNumber());
    }

    private static BillId id(String code, String number) {
        BillId id = BillId.newBuilder().setCode(code).setNumber(number).build();
        if (!Bills.isId(id)) {
            throw Refusals.unknownBill();
        }
        return id;
    }

    private static void range(List<Fault> faults, String name, @Nullable Integer value, int max) {
        if (value == null || value < 1 || value > max) {
            faults.add(
                    new Fault(
                            name, "request.range", "应在 1 至 " + max + " 之间", "must be 1 to " + max));
        }
    }
}
