package org.xinpiao.platform.gateway;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillQueries.Row;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Papers;
import org.xinpiao.platform.bill.Reversals;
import org.xinpiao.platform.proof.QrCodes;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What each method of the e-bill interface does, inside the envelope. */
@Service
class HisOperations {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");
    private static final int PAGE_MAX = 500;

    private final Intake intake;
    private final Reversals reversals;
    private final Papers papers;
    private final BillQueries bills;
    private final QrCodes qrCodes;
    private final Engine engine;
    private final ProjectorThread readModel;

    HisOperations(
            Intake intake,
            Reversals reversals,
            Papers papers,
            BillQueries bills,
            QrCodes qrCodes,
            Engine engine,
            ProjectorThread readModel) {
        this.intake = intake;
        this.reversals = reversals;
        this.papers = papers;
        this.bills = bills;
        this.qrCodes = qrCodes;
        this.engine = engine;
        this.readModel = readModel;
    }

    ObjectNode call(String method, String institution, JsonNode body) {
        Optional<HisMethod> issue = HisMethod.of(method);
        if (issue.isPresent()) {
            return issue(issue.get(), institution, body);
        }
        // A hospital that asks right after it issued must find its bill.
        readModel.awaitQuietly(engine.ledger().height());
        return switch (method) {
            case "writeOffEBill" -> writeOff(institution, body);
            case "getEBillStatesByBillInfo" -> state(institution, body);
            case "getValidBillBatchCode" -> paperBatches(institution, body);
            case "getPaperBillNo" -> paperNumber(institution, body);
            case "turnPaper" -> turnPaper(institution, body, false);
            case "reTurnPaper" -> turnPaper(institution, body, true);
            case "invalidPaper" -> invalidPaper(institution, body);
            case "getBillByBusDate" -> byDate(institution, body);
            case "checkTotalData" -> totals(institution, body);
            case "checkWriteOffData" -> writeOffs(institution, body);
            default -> throw fault("", "未知接口：" + method, "unknown method: " + method);
        };
    }

    private ObjectNode issue(HisMethod method, String institution, JsonNode body) {
        Issued issued = intake.issue(method, institution, body);
        return answer(issued)
                .put("billBatchCode", issued.id().getCode())
                .put("billNo", issued.id().getNumber())
                .put("random", issued.checkCode());
    }

    private ObjectNode writeOff(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        BillId id = billId(fields);
        String reason = fields.text("reason", 200);
        String operator = fields.text("operator", 60);
        LocalDateTime time = fields.instant("busDateTime");
        fields.text("placeCode", 50);
        fields.check();
        Issued red =
                reversals.reverse(
                        institution,
                        id,
                        reason,
                        operator,
                        time == null ? 0 : ChinaTime.millis(time));
        return answer(red)
                .put("eScarletBillBatchCode", red.id().getCode())
                .put("eScarletBillNo", red.id().getNumber())
                .put("eScarletRandom", red.checkCode());
    }

    private ObjectNode state(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        BillId id = billId(fields);
        fields.check();
        Row bill = own(institution, id);
        return object().put("billBatchCode", bill.code())
                .put("billNo", bill.number())
                // 1 normal, 2 void (reversed)
                .put("state", bill.reversed() ? "2" : "1")
                .put("isScarlet", bill.reversesNumber() == null ? "0" : "1")
                .put("isPrtPaper", bill.paperNumber() == null ? "0" : "1")
                .put("pBillBatchCode", bill.paperBatch() == null ? "" : bill.paperBatch())
                .put("pBillNo", bill.paperNumber() == null ? "" : bill.paperNumber())
                .put("frozen", bill.frozen() == null ? "0" : "1")
                .put("remainingAmt", yuan(bill.remainingFen()));
    }

    private ObjectNode paperBatches(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        fields.text("placeCode", 50);
        fields.check();
        Map<String, ArrayNode> kinds = new TreeMap<>();
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("billCodeList");
        for (String batch : papers.batches(institution)) {
            // Region, class and kind, year: what is between is the kind of paper (票据种类).
            String kind = batch.matches("\\d{8}") ? batch.substring(2, 6) : batch;
            kinds.computeIfAbsent(
                            kind,
                            one ->
                                    list.addObject()
                                            .put("billCode", one)
                                            .putArray("billBatchCodeList"))
                    .addObject()
                    .put("billBatchCode", batch);
        }
        return answer;
    }

    private ObjectNode paperNumber(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        fields.text("placeCode", 50);
        String batch = fields.text("pBillBatchCode", 50);
        fields.check();
        String number =
                papers.next(institution, batch)
                        .orElseThrow(() ->
                                fault(
                                        "pBillBatchCode",
                                        "该批次尚未用过纸质票，首张号码以纸质票为准",
                                        "has no used paper: the first number stands on the form"));
        return object().put("pBillBatchCode", batch).put("pBillNo", number);
    }

    private ObjectNode turnPaper(String institution, JsonNode body, boolean again) {
        Fields fields = Fields.of(body);
        BillId id = billId(fields);
        String batch = fields.text("pBillBatchCode", 50);
        String number = fields.text("pBillNo", 20);
        fields.check();
        if (again) {
            papers.rebind(institution, id, batch, number);
        } else {
            papers.bind(institution, id, batch, number);
        }
        return object().put("pBillBatchCode", batch).put("pBillNo", number);
    }

    private ObjectNode invalidPaper(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        String batch = fields.text("pBillBatchCode", 50);
        String number = fields.text("pBillNo", 20);
        fields.text("reason", 200);
        fields.check();
        Row bill =
                bills.byPaper(institution, batch, number)
                        .orElseThrow(
                                () -> fault("pBillNo", "没有票据换开为该纸质票", "is the paper of no bill"));
        // The hospital's own words stay with it: the ledger holds no free text.
        papers.cancel(institution, bill.id(), "voided-by-issuer");
        return object().put("pBillBatchCode", batch).put("pBillNo", number);
    }

    private ObjectNode byDate(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        LocalDateTime from = fields.instant("busBgnDate");
        LocalDateTime to = fields.instant("busEndDate");
        int page = page(fields, "pageNo", 1_000_000);
        int size = page(fields, "pageSize", PAGE_MAX);
        fields.check();
        long fromMillis = from == null ? 0 : ChinaTime.millis(from);
        long toMillis = to == null ? Long.MAX_VALUE : ChinaTime.millis(to) + 1;
        ObjectNode answer =
                object().put("total", bills.count(institution, fromMillis, toMillis))
                        .put("pageNo", page)
                        .put("pageSize", size);
        list(
                answer.putArray("billList"),
                bills.issued(institution, fromMillis, toMillis, false, (page - 1) * size, size));
        return answer;
    }

    private ObjectNode totals(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        LocalDate day = fields.day("busDate");
        fields.check();
        BillQueries.Day totals = bills.day(institution, Objects.requireNonNull(day));
        return object().put("busDate", body.path("busDate").asString())
                .put("copyNum", totals.count())
                .put("allAmt", yuan(totals.totalFen()))
                .put("writeOffNum", totals.redCount())
                .put("writeOffAmt", yuan(totals.redTotalFen()));
    }

    private ObjectNode writeOffs(String institution, JsonNode body) {
        Fields fields = Fields.of(body);
        LocalDate day = fields.day("busDate");
        int page = page(fields, "pageNo", 1_000_000);
        int size = page(fields, "pageSize", PAGE_MAX);
        fields.check();
        long from = ChinaTime.millis(Objects.requireNonNull(day).atStartOfDay());
        long to = ChinaTime.millis(day.plusDays(1).atStartOfDay());
        BillQueries.Day totals = bills.day(institution, day);
        ObjectNode answer =
                object().put("total", totals.redCount())
                        .put("writeOffAmt", yuan(totals.redTotalFen()))
                        .put("pageNo", page)
                        .put("pageSize", size);
        list(
                answer.putArray("billList"),
                bills.issued(institution, from, to, true, (page - 1) * size, size));
        return answer;
    }

    private void list(ArrayNode list, List<Row> rows) {
        for (Row row : rows) {
            ObjectNode bill =
                    list.addObject()
                            .put("billBatchCode", row.code())
                            .put("billNo", row.number())
                            .put("totalAmt", yuan(row.totalFen()))
                            .put("busDate", time(row.issuedMs()))
                            .put("state", row.reversed() ? "2" : "1");
            if (row.reversesNumber() != null) {
                bill.put("relateBillBatchCode", row.reversesCode())
                        .put("relateBillNo", row.reversesNumber());
            }
        }
    }

    private Row own(String institution, BillId id) {
        return bills.find(id)
                .filter(row -> row.issuer().equals(institution))
                .orElseThrow(() -> fault("billNo", "本单位没有该票据", "is no bill of this institution"));
    }

    private static ProblemException fault(String field, String zh, String en) {
        return ProblemException.unprocessable(List.of(new Fault(field, "intake.field", zh, en)));
    }

    private ObjectNode answer(Issued issued) {
        String time = time(issued.issuedMillis());
        return object().put("createTime", time)
                .put("billQRCode", Base64.getEncoder().encodeToString(qrCodes.png(issued.id())))
                .put("pictureUrl", QrCodes.page(issued.id(), issued.checkCode()))
                .put("pictureNetUrl", QrCodes.page(issued.id(), issued.checkCode()))
                .put("billBusDate", time);
    }

    private static BillId billId(Fields fields) {
        return BillId.newBuilder()
                .setCode(fields.text("billBatchCode", 50))
                .setNumber(fields.text("billNo", 20))
                .build();
    }

    private static int page(Fields fields, String name, int max) {
        long value = fields.scaled(name, 0, true);
        if (value < 0 || value > max) {
            fields.fault(name, "应在 1 至 " + max + " 之间", "must be 1 to " + max);
        }
        return value <= 0 ? name.equals("pageNo") ? 1 : PAGE_MAX : (int) value;
    }

    private static String time(long millis) {
        return ChinaTime.dateTime(millis).format(INSTANT);
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
