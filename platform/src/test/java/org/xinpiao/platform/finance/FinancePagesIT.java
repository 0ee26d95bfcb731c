package org.xinpiao.platform.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.web.Visitor;

/** Finance's pages of the running program. */
class FinancePagesIT {

    private static RunningDemo platform;
    private static Visitor finance;
    private static BillId sample;
    private static String institution;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        finance = new Visitor(platform.base());
        finance.post("/demo/login", Map.of("user", "finance"));
        var bill = platform.summary().path("sample_bill");
        sample =
                BillId.newBuilder()
                        .setCode(bill.path("code").asString())
                        .setNumber(bill.path("number").asString())
                        .build();
        institution = row().issuer();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/finance",
                "/finance/live",
                "/finance/days",
                "/finance/segments",
                "/finance/bills"
            })
    void pagesSpeakBothLanguagesWithoutGaps(String path) {
        for (String lang : List.of("en", "zh")) {
            var page = finance.get(path + "?lang=" + lang);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .doesNotContain("??")
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContain("<style", " style=\"", "onclick=");
        }
    }

    @Test
    void institutionsAddUpToTheWhole() {
        var queries = platform.bean(FinanceQueries.class);
        var sums = queries.sums();
        var issuers = queries.issuers();
        assertThat(issuers).hasSize(12);
        assertThat(issuers.stream().mapToLong(FinanceQueries.Issuer::bills).sum())
                .isEqualTo(sums.bills());
        assertThat(issuers.stream().mapToLong(FinanceQueries.Issuer::netFen).sum())
                .isEqualTo(sums.totalFen() + sums.redFen());
        assertThat(finance.get("/finance").body()).contains(issuers.getFirst().nameZh());
    }

    @Test
    void segmentIsGrantedOnceAndWrittenOff() {
        long from = 9_000_000_001L + System.nanoTime() % 90_000 * 1_000;
        String code = sample.getCode();
        HttpResponse<String> granted = grant(code, from, from + 99);
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(granted.body()).contains("已发放 " + code + "：" + from + " 至 " + (from + 99));
        HttpResponse<String> overlap = grant(code, from + 50, from + 149);
        assertThat(overlap.statusCode()).isEqualTo(422);
        assertThat(overlap.body())
                .contains("号段与已发放号段重叠", "id=\"from-error\"", "value=\"" + (from + 50) + "\"");
        var fields =
                Map.of(
                        "form",
                        formKey("/finance/segments"),
                        "institution",
                        institution,
                        "code",
                        code,
                        "from",
                        Long.toString(from));
        assertThat(finance.post("/finance/segments/write-off", fields).body())
                .contains("已核销 " + code + " 自 " + from + " 起的号段");
        assertThat(
                        platform.bean(FinanceQueries.class).segments(institution, 0, 100).stream()
                                .filter(segment -> segment.fromNumber() == from))
                .singleElement()
                .matches(FinanceQueries.Segment::writtenOff);
        var again = new java.util.HashMap<>(fields);
        again.put("form", formKey("/finance/segments"));
        assertThat(finance.post("/finance/segments/write-off", again).body()).contains("号段已核销");
    }

    @Test
    void whatTheFormLacksIsSaidAtItsFields() {
        var empty =
                Map.of(
                        "form", formKey("/finance/segments"),
                        "institution", "",
                        "code", "33",
                        "from", "x",
                        "to", "");
        assertThat(finance.post("/finance/segments", empty).body())
                .contains("institution-error", "from-error", "to-error")
                .doesNotContain("Exception");
        assertThat(grant("33", 1, 2).body()).contains("code-error");
        assertThat(grant(sample.getCode(), 20, 10).body()).contains("to-error");
    }

    @Test
    void financeReadsTheFaceAndNothingElse() throws Exception {
        var state = Objects.requireNonNull(Bills.find(platform.bean(LedgerState.class), sample));
        var reader = platform.bean(BillReader.class);
        var parties = platform.bean(Parties.class);
        BillContent own = reader.read(parties.get("finance"), state);
        assertThat(own.face().getNumber()).isEqualTo(sample.getNumber());
        assertThat(own.charges()).isEmpty();
        assertThat(own.details()).isEmpty();
        assertThat(own.visit()).isNull();
        assertThat(own.diagnoses()).isEmpty();
        BillContent whole = reader.read(parties.get(institution), state);
        String page = finance.get(address()).body();
        assertThat(page).contains(own.face().getTitle(), "/verify?code=" + sample.getCode());
        assertThat(whole.details()).isNotEmpty();
        whole.details().forEach(line -> assertThat(page).doesNotContain(line.getName()));
        whole.diagnoses().forEach(d -> assertThat(page).doesNotContain(d.getName()));
        assertThat(finance.get("/finance/bills?code=1&number=2").body()).contains("没有这张票据");
    }

    @Test
    void frozenBillIsShownAsSuchUntilItIsUnfrozen() {
        var fields = new java.util.HashMap<String, String>();
        fields.put("form", formKey(address()));
        fields.put("code", sample.getCode());
        fields.put("number", sample.getNumber());
        fields.put("reason", "under-investigation");
        assertThat(finance.post("/finance/bills/freeze", fields).body())
                .contains("票据已冻结", "正在调查", "解除冻结");
        assertThat(row().frozen()).isEqualTo("under-investigation");
        fields.put("form", formKey(address()));
        assertThat(finance.post("/finance/bills/freeze", fields).body()).contains("票据已冻结。");
        assertThat(
                        finance.post(
                                        "/finance/bills/unfreeze",
                                        Map.of(
                                                "form", formKey(address()),
                                                "code", sample.getCode(),
                                                "number", sample.getNumber()))
                                .body())
                .contains("已解除冻结");
        assertThat(row().frozen()).isNull();
        fields.put("reason", "free text");
        assertThat(finance.post("/finance/bills/freeze", fields).statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> grant(String code, long from, long to) {
        return finance.post(
                "/finance/segments",
                Map.of(
                        "form", formKey("/finance/segments"),
                        "institution", institution,
                        "code", code,
                        "from", Long.toString(from),
                        "to", Long.toString(to)));
    }

    private static String formKey(String path) {
        var key =
                Pattern.compile("name=\"form\" value=\"([^\"]+)\"")
                        .matcher(finance.get(path).body());
        assertThat(key.find()).as("a form on " + path).isTrue();
        return key.group(1);
    }

    private static String address() {
        return "/finance/bills?code=" + sample.getCode() + "&number=" + sample.getNumber();
    }

    private static BillQueries.Row row() {
        return platform.bean(BillQueries.class).find(sample).orElseThrow();
    }
}
