package org.xinpiao.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.gateway.HisAccounts;
import org.xinpiao.simulator.Institution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A hospital's system that speaks to the REST interface over HTTP. */
public final class Hospital {

    static final JsonMapper JSON = JsonMapper.shared();

    /** An answer: its status and what it says. */
    public record Answer(int status, JsonNode body) {

        /** The path and the reason of each fault. */
        java.util.List<String> faults() {
            return body.path("faults")
                    .valueStream()
                    .map(fault ->
                            fault.path("path").asString() + " " + fault.path("reason").asString())
                    .toList();
        }

        public String text(String field) {
            return body.path(field).asString();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningDemo platform;
    private final String appid;
    private final String key;

    Hospital(RunningDemo platform, Institution institution) {
        this(platform, institution.appid());
    }

    /** The hospital that has an account. */
    public Hospital(RunningDemo platform, String appid) {
        this.platform = platform;
        this.appid = appid;
        this.key = platform.bean(HisAccounts.class).find(appid).orElseThrow().key();
    }

    Answer get(String target) {
        return send(signed("GET", target, new byte[0], now(), nonce()));
    }

    Answer delete(String target) {
        return send(signed("DELETE", target, new byte[0], now(), nonce()));
    }

    public Answer post(String target, JsonNode body) {
        return post(target, body.toString());
    }

    Answer post(String target, String body) {
        return send(signed("POST", target, body.getBytes(UTF_8), now(), nonce()));
    }

    HttpRequest.Builder signed(String method, String target, byte[] body, long ts, String nonce) {
        String sig = Signature.sign(key, method, target, body, ts, nonce);
        return unsigned(method, target, body)
                .header(
                        "Authorization",
                        "Xinpiao-HMAC keyId=%s, ts=%d, nonce=%s, sig=%s"
                                .formatted(appid, ts, nonce, sig));
    }

    HttpRequest.Builder unsigned(String method, String target, byte[] body) {
        return HttpRequest.newBuilder(URI.create(platform.base() + target))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static long now() {
        return System.currentTimeMillis() / 1000;
    }

    static String nonce() {
        return UUID.randomUUID().toString();
    }

    /** An outpatient's charge of 25.00 yuan, paid in cash, under a fresh serial. */
    public ObjectNode charge() {
        String text =
                """
                {"busNo": "%s", "busType": "02", "chargedAt": "%s", "placeCode": "P01",
                 "staff": {"payee": "孙立", "author": "毛小军"},
                 "payer": {"name": "测试", "idNumber": "11010119900307002X", "sex": "女",
                   "age": "36岁", "insuranceType": "自费", "insuranceTypeCode": "07"},
                 "visit": {"patientNo": "M1", "caseNo": "C1", "department": "内科",
                   "inDate": "%s"},
                 "diagnosis": {"code": "J00.x00", "name": "急性鼻咽炎"},
                 "payment": {"totalFen": 2500, "fundFen": 0, "otherFundFen": 0, "accountFen": 0,
                   "cashFen": 2500, "selfpayFen": 2500, "ownpayFen": 0,
                   "channels": [{"code": "02", "amountFen": 2500}]},
                 "charges": [{"sortNo": 1, "code": "02", "name": "诊查费", "unit": "次",
                   "standardFen": 2500, "quantity": "1.00", "amountFen": 2500, "selfFen": 0}],
                 "details": [{"no": "1", "chargeCode": "02", "chargeName": "诊查费",
                   "code": "110200001", "name": "普通门诊诊查费", "unit": "次",
                   "unitPrice": "12.5000", "quantity": "2", "amountFen": 2500, "selfFen": 0,
                   "catalogueClass": "1", "preselfpayBp": 0, "overLimitFen": 0}]}\
                """
                        .formatted(
                                UUID.randomUUID(),
                                Answers.time(System.currentTimeMillis() - 60_000),
                                Answers.time(System.currentTimeMillis() - 60_000).toLocalDate());
        return (ObjectNode) JSON.readTree(text);
    }
}
