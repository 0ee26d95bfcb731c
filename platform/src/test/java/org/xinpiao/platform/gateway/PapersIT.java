package org.xinpiao.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.simulator.Envelope;
import org.xinpiao.simulator.HisMessage;
import org.xinpiao.simulator.Institution;
import org.xinpiao.simulator.Methods;
import org.xinpiao.simulator.Province;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a hospital system asks before it converts a bill to paper, in the wire format. */
class PapersIT {

    private static final RunningDemo PLATFORM = RunningPlatform.get();

    private final Province province = Province.sample();
    private final Envelope.Noise noise = new Envelope.Noise(11);

    @Test
    void numberAfterTheHighestUsedIsNext() throws Exception {
        HisMessage turned = lastConversion();
        String batch = turned.body().path("pBillBatchCode").stringValue();
        String used = turned.body().path("pBillNo").stringValue();

        Envelope.Answer answer = ask(turned.institution(), Methods.PAPER_NUMBER, body(batch));

        assertThat(answer.ok()).isTrue();
        assertThat(answer.message().path("pBillBatchCode").asString()).isEqualTo(batch);
        assertThat(answer.message().path("pBillNo").asString())
                .hasSameSizeAs(used)
                .isEqualTo(String.format("%010d", Long.parseLong(used) + 1));
    }

    @Test
    void batchesAreThoseUsedAndThisYears() throws Exception {
        HisMessage turned = lastConversion();

        Envelope.Answer answer = ask(turned.institution(), Methods.PAPER_BATCHES, body(""));

        assertThat(answer.ok()).isTrue();
        JsonNode kind = answer.message().path("billCodeList").path(0);
        assertThat(kind.path("billCode").asString()).isEqualTo("0604");
        assertThat(kind.path("billBatchCodeList").findValuesAsString("billBatchCode"))
                .contains(turned.body().path("pBillBatchCode").stringValue());
    }

    @Test
    void firstNumberOfABatchStandsOnThePaper() throws Exception {
        String institution = province.institutions().getFirst().code();
        Envelope.Answer answer = ask(institution, Methods.PAPER_NUMBER, body("33060419"));

        assertThat(answer.ok()).isFalse();
        assertThat(answer.message().path("faults").path(0).path("field").asString())
                .isEqualTo("pBillBatchCode");
        assertThat(ask(institution, Methods.PAPER_BATCHES, object()).ok()).isFalse();
    }

    /** The story's conversion with the highest number of its institution. */
    private HisMessage lastConversion() {
        List<HisMessage> conversions =
                province.messages().stream()
                        .filter(message ->
                                message.method().equals(Methods.TURN_PAPER)
                                        || message.method().equals(Methods.RETURN_PAPER))
                        .toList();
        String institution = conversions.getFirst().institution();
        return conversions.stream()
                .filter(message -> message.institution().equals(institution))
                .max((a, b) -> number(a).compareTo(number(b)))
                .orElseThrow();
    }

    private static String number(HisMessage message) {
        return message.body().path("pBillNo").stringValue();
    }

    private static ObjectNode body(String batch) {
        return object().put("placeCode", "001").put("pBillBatchCode", batch);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Envelope.Answer ask(String code, String method, ObjectNode body)
            throws IOException, InterruptedException {
        Institution institution =
                province.institutions().stream()
                        .filter(one -> one.code().equals(code))
                        .findFirst()
                        .orElseThrow();
        String key = PLATFORM.bean(HisAccounts.class).find(institution.appid()).orElseThrow().key();
        Envelope request = Envelope.request(institution.appid(), key, noise.next(), body);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(PLATFORM.base() + "/api/medical/" + method))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(request.toJson()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return request.readAnswer(response.body(), key);
        }
    }
}
