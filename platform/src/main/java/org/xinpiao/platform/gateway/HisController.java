package org.xinpiao.platform.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.platform.bill.Issuing.SerialUsedException;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The e-bill issuing interface that hospital systems already call (domain §2.4). */
@RestController
class HisController {

    private static final Logger LOG = LoggerFactory.getLogger(HisController.class);

    private static final int BODY_BYTES_MAX = 4 << 20;

    private final HisAccounts accounts;
    private final HisOperations operations;
    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    HisController(HisAccounts accounts, HisOperations operations) {
        this.accounts = accounts;
        this.operations = operations;
    }

    @PostMapping(path = "/api/medical/{method}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> call(@PathVariable String method, InputStream body) throws IOException {
        byte[] request = body.readNBytes(BODY_BYTES_MAX + 1);
        if (request.length > BODY_BYTES_MAX) {
            return plain(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the message is longer than " + BODY_BYTES_MAX + " bytes");
        }
        JsonNode envelope = parse(request);
        if (envelope == null || !envelope.isObject()) {
            return plain(HttpStatus.BAD_REQUEST, "the body is no JSON object");
        }
        Optional<HisAccounts.Account> account = accounts.find(envelope.path("appid").asString(""));
        if (account.isEmpty() || !HisEnvelope.signed(envelope, account.get())) {
            return plain(HttpStatus.UNAUTHORIZED, "unknown appid or wrong sign");
        }
        return ResponseEntity.ok(json.writeValueAsString(answer(method, envelope, account.get())));
    }

    private ObjectNode answer(String method, JsonNode envelope, HisAccounts.Account account) {
        try {
            JsonNode body = parse(Base64.getDecoder().decode(envelope.path("data").asString("")));
            if (body == null) {
                throw new IllegalArgumentException("not JSON");
            }
            return HisEnvelope.accepted(
                    json, account, operations.call(method, account.institution(), body));
        } catch (ProblemException e) {
            return faults(account, "E0001", e.faults());
        } catch (IllegalArgumentException e) {
            return faults(
                    account,
                    "E0001",
                    List.of(
                            new Fault(
                                    "data",
                                    "intake.message",
                                    "应为 Base64 编码的 JSON",
                                    "must be Base64 of JSON")));
        } catch (SerialUsedException e) {
            String bill = e.bill().getCode() + " " + e.bill().getNumber();
            return faults(
                    account,
                    "E0002",
                    List.of(
                            new Fault(
                                    "busNo",
                                    "intake.message",
                                    "该流水号已用于票据 " + bill + "，内容不同",
                                    "already stands for bill " + bill + " with other content")));
        } catch (RejectedException e) {
            return faults(
                    account,
                    e.rejected().getCode(),
                    List.of(
                            new Fault(
                                    "",
                                    "intake.message",
                                    e.rejected().getZh(),
                                    e.rejected().getEn())));
        } catch (RefusedException e) {
            return faults(
                    account,
                    e.retryAfter() == null ? "E0003" : "E0429",
                    List.of(new Fault("", "intake.message", "请稍后重试", "try again later")));
        } catch (RuntimeException e) {
            LOG.error("{} of {} failed", method, account.institution(), e);
            return faults(
                    account,
                    "E9999",
                    List.of(new Fault("", "intake.message", "系统错误", "internal error")));
        }
    }

    private ObjectNode faults(HisAccounts.Account account, String result, List<Fault> faults) {
        ObjectNode message = json.createObjectNode();
        ArrayNode list = message.putArray("faults");
        for (Fault fault : faults) {
            list.addObject().put("field", fault.path()).put("zh", fault.zh()).put("en", fault.en());
        }
        return HisEnvelope.answer(json, account, result, message);
    }

    private @Nullable JsonNode parse(byte[] bytes) {
        try {
            return json.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static ResponseEntity<String> plain(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        "{\"title\":\""
                                + status.getReasonPhrase()
                                + "\",\"status\":"
                                + status.value()
                                + ",\"detail\":\""
                                + detail
                                + "\"}");
    }
}
