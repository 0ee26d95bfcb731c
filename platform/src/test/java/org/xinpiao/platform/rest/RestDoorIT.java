package org.xinpiao.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.rest.Hospital.Answer;
import org.xinpiao.simulator.Province;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST interface of the running program, over HTTP. */
class RestDoorIT {

    private static final String BILLS = "/api/v1/bills";

    private static Hospital hospital;
    private static Hospital other;

    @BeforeAll
    static void start() {
        var platform = RunningPlatform.get();
        var institutions = Province.sample().institutions();
        hospital = new Hospital(platform, institutions.get(0));
        other = new Hospital(platform, institutions.get(1));
    }

    @Test
    void chargeBecomesABillThatAnyoneCanCheck() {
        Answer issued = hospital.post(BILLS, hospital.charge());
        assertThat(issued.status()).as(issued.body().toString()).isEqualTo(201);
        Answer found = hospital.get(path(issued));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("status")).isEqualTo("issued");
        assertThat(found.body().path("totalFen").longValue()).isEqualTo(2500);
        assertThat(found.body().path("remainingFen").longValue()).isEqualTo(2500);
        assertThat(found.text("checkCode")).isEqualTo(issued.text("checkCode"));
        Answer checked = verify(issued, issued.text("checkCode"));
        assertThat(checked.text("standing")).isEqualTo("ISSUED");
        assertThat(checked.text("issuer"))
                .isEqualTo(Province.sample().institutions().getFirst().code());
        assertThat(verify(issued, "000000").status()).isEqualTo(404);
    }

    @Test
    void sameChargeAgainIsTheSameBillAndAnotherChargeIsRefused() {
        ObjectNode charge = hospital.charge();
        Answer first = hospital.post(BILLS, charge);
        Answer again = hospital.post(BILLS, charge);
        assertThat(again.body()).isEqualTo(first.body());
        ((ObjectNode) charge.path("payer")).put("name", "另一人");
        Answer changed = hospital.post(BILLS, charge);
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.faults()).containsExactly("busNo bill.serial-used");
    }

    @Test
    void everyFaultIsToldWithItsPath() {
        ObjectNode charge = hospital.charge();
        charge.put("colour", "red");
        charge.put("busNo", 7);
        ((ObjectNode) charge.path("payment")).put("totalFen", "25.00").put("extra", 1);
        ((ObjectNode) charge.path("details").path(0)).put("unitPrice", 12.5).put("huh", true);
        ((ObjectNode) charge.path("payer")).put("idNumber", "110101199003070021");
        Answer answer = hospital.post(BILLS, charge);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.faults())
                .contains(
                        "colour intake.field",
                        "busNo intake.field",
                        "payment.totalFen intake.field",
                        "payment.extra intake.field",
                        "details[0].unitPrice intake.field",
                        "details[0].huh intake.field",
                        "payer.idNumber intake.field");
    }

    @Test
    void sumsThatDifferAreRefusedByTheSendersNames() {
        ObjectNode charge = hospital.charge();
        ((ObjectNode) charge.path("charges").path(0)).put("amountFen", 2400);
        ((ObjectNode) charge.path("details").path(0)).put("quantity", "1.99");
        Answer answer = hospital.post(BILLS, charge);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.faults())
                .contains("charges intake.field", "details[0].amountFen intake.field");
        assertThat(answer.body().toString())
                .contains("payment.totalFen")
                .doesNotContain("totalAmt", "listDetail", "chargeDetail");
    }

    @Test
    void unreadableBodiesAreRefused() {
        for (String body :
                new String[] {"", "{", "[]", "{\"busNo\":\"1\"} x", "{\"a\":1,\"a\":2}"}) {
            Answer answer = hospital.post(BILLS, body);
            assertThat(answer.status()).as(body).isIn(400, 422);
            assertThat(answer.body().toString()).doesNotContain("Exception", "tools.jackson");
        }
        byte[] latin =
                "{\"busNo\":\"\u00e9\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var request = hospital.signed("POST", BILLS, latin, Hospital.now(), Hospital.nonce());
        assertThat(hospital.send(request).status()).isEqualTo(400);
    }

    @Test
    void tooLongBodyIsRefused() {
        byte[] body = new byte[SignedRequests.BODY_BYTES_MAX + 1];
        java.util.Arrays.fill(body, (byte) ' ');
        var request = hospital.signed("POST", BILLS, body, Hospital.now(), Hospital.nonce());
        assertThat(hospital.send(request).status()).isEqualTo(413);
    }

    @Test
    void requestsThatAreNotProvedAreRefused() {
        byte[] body = hospital.charge().toString().getBytes(UTF_8);
        long now = Hospital.now();
        assertRefused(hospital.unsigned("POST", BILLS, body), "signature.missing");
        assertRefused(
                hospital.signed("POST", BILLS, body, now - 301, Hospital.nonce()),
                "signature.clock");
        assertRefused(
                hospital.signed("POST", BILLS + "?x=1", body, now, Hospital.nonce())
                        .uri(java.net.URI.create(RunningPlatform.get().base() + BILLS)),
                "signature.wrong");
        String nonce = Hospital.nonce();
        assertThat(hospital.send(hospital.signed("POST", BILLS, body, now, nonce)).status())
                .isEqualTo(201);
        assertRefused(hospital.signed("POST", BILLS, body, now, nonce), "signature.replayed");
    }

    @Test
    void institutionSeesAndTouchesOnlyItsOwnBills() {
        Answer issued = hospital.post(BILLS, hospital.charge());
        assertThat(other.get(path(issued)).status()).isEqualTo(404);
        ObjectNode reversal = Hospital.JSON.createObjectNode();
        reversal.put("reason", "误开").put("operator", "孙立");
        assertThat(other.post(path(issued) + "/reversals", reversal).status()).isEqualTo(404);
        ObjectNode paper = paper();
        assertThat(other.post(path(issued) + "/papers", paper).status()).isEqualTo(404);
        assertThat(hospital.get(path(issued)).text("status")).isEqualTo("issued");
    }

    @Test
    void paperKeepsABillFromReversalUntilItIsVoided() {
        Answer issued = hospital.post(BILLS, hospital.charge());
        ObjectNode paper = paper();
        Answer bound = hospital.post(path(issued) + "/papers", paper);
        assertThat(bound.body().path("paper").path("number").asString())
                .isEqualTo(paper.path("number").asString());
        ObjectNode reversal = Hospital.JSON.createObjectNode();
        reversal.put("reason", "误开").put("operator", "孙立");
        Answer kept = hospital.post(path(issued) + "/reversals", reversal);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.faults()).containsExactly(" bill.live-paper");
        assertThat(hospital.delete(path(issued) + "/papers/live").body().path("paper").isNull())
                .isTrue();
        Answer red = hospital.post(path(issued) + "/reversals", reversal);
        assertThat(red.status()).isEqualTo(201);
        assertThat(hospital.post(path(issued) + "/reversals", reversal).body())
                .isEqualTo(red.body());
        Answer after = hospital.get(path(issued));
        assertThat(after.text("status")).isEqualTo("reversed");
        assertThat(after.body().path("reversedBy").path("number").asString())
                .isEqualTo(red.text("number"));
        assertThat(hospital.get(path(red)).body().path("totalFen").longValue()).isEqualTo(-2500);
    }

    @Test
    void totalsAndListOfADayAgree() {
        hospital.post(BILLS, hospital.charge());
        String today = Answers.time(System.currentTimeMillis() - 60_000).toLocalDate().toString();
        JsonNode totals = hospital.get("/api/v1/daily-totals?date=" + today).body();
        JsonNode list =
                hospital.get(BILLS + "?from=" + today + "&to=" + today + "&size=500").body();
        long blue = 0;
        long red = 0;
        for (JsonNode bill : list.path("bills")) {
            long fen = bill.path("totalFen").longValue();
            blue += Math.max(0, fen);
            red += Math.min(0, fen);
        }
        assertThat(list.path("total").longValue())
                .isEqualTo(totals.path("count").longValue() + totals.path("redCount").longValue());
        assertThat(totals.path("totalFen").longValue()).isEqualTo(blue);
        assertThat(totals.path("redTotalFen").longValue()).isEqualTo(red);
        Answer wrong = hospital.get(BILLS + "?from=" + today + "&to=2001-01-01&size=501");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.faults()).containsExactly("to request.range", "size request.range");
        assertThat(hospital.get("/api/v1/daily-totals?date=20260101").status()).isEqualTo(400);
        assertThat(hospital.get("/api/v1/daily-totals").faults())
                .containsExactly("date request.missing");
    }

    @Test
    void descriptionNamesWhatIsTaken() {
        JsonNode api = hospital.send(hospital.unsigned("GET", "/openapi", new byte[0])).body();
        JsonNode issue = api.path("paths").path(BILLS).path("post");
        assertThat(issue.path("summary").asString()).isEqualTo("Issue a bill");
        assertThat(issue.path("responses").propertyNames()).contains("201", "401", "409", "422");
        JsonNode schemas = api.path("components").path("schemas");
        assertDescribed(schemas, "Charge", hospital.charge());
        assertThat(schemas.path("Problem").path("properties").propertyNames())
                .contains("title", "status", "faults");
        assertThat(api.path("paths").path("/api/v1/verify").path("get").path("security")).isEmpty();
    }

    /** Each property of a sample that the door takes is in the description. */
    private static void assertDescribed(JsonNode schemas, String name, JsonNode sample) {
        JsonNode properties = schemas.path(name).path("properties");
        for (var property : sample.properties()) {
            JsonNode schema = properties.path(property.getKey());
            assertThat(schema.isMissingNode()).as(name + "." + property.getKey()).isFalse();
            JsonNode value =
                    property.getValue().isArray()
                            ? property.getValue().path(0)
                            : property.getValue();
            String ref =
                    (schema.has("items") ? schema.path("items") : schema).path("$ref").asString("");
            if (value.isObject()) {
                assertThat(ref).as(name + "." + property.getKey()).isNotEmpty();
                assertDescribed(schemas, ref.substring(ref.lastIndexOf('/') + 1), value);
            }
        }
    }

    private static void assertRefused(HttpRequest.Builder request, String reason) {
        Answer answer = hospital.send(request);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.faults()).containsExactly("Authorization " + reason);
    }

    private static Answer verify(Answer issued, String check) {
        String target =
                "/api/v1/verify?code=%s&number=%s&check=%s"
                        .formatted(issued.text("code"), issued.text("number"), check);
        return hospital.send(hospital.unsigned("GET", target, new byte[0]));
    }

    private static ObjectNode paper() {
        ObjectNode paper = Hospital.JSON.createObjectNode();
        return paper.put("batch", "33010001")
                .put("number", Long.toString(System.nanoTime() % 10_000_000_000L));
    }

    private static String path(Answer issued) {
        return BILLS + "/" + issued.text("code") + "/" + issued.text("number");
    }
}
