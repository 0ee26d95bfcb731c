package org.xinpiao.platform.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The e-bill interface's envelope: {@code {appid, data, noise, sign, version}} with the business
 * object in Base64. The MD5 signature is the legacy gateway's, at the door only; what has legal
 * force is signed on the ledger.
 */
final class HisEnvelope {

    static final String VERSION = "1.0";

    private static final String OK = "S0000";

    private HisEnvelope() {}

    static String sign(String appid, String data, String noise, String key, String version) {
        String text =
                "appid="
                        + appid
                        + "&data="
                        + data
                        + "&noise="
                        + noise
                        + "&key="
                        + key
                        + "&version="
                        + version;
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean signed(JsonNode envelope, HisAccounts.Account account) {
        String expected =
                sign(
                        account.appid(),
                        envelope.path("data").asString(""),
                        envelope.path("noise").asString(""),
                        account.key(),
                        envelope.path("version").asString(""));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                envelope.path("sign").asString("").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer to an account: {@code data} holds {@code result} and {@code message}, each object
     * in Base64.
     */
    static ObjectNode answer(
            JsonMapper json, HisAccounts.Account account, String result, JsonNode message) {
        ObjectNode inner =
                json.createObjectNode()
                        .put("result", result)
                        .put("message", base64(json.writeValueAsBytes(message)));
        String data = base64(json.writeValueAsBytes(inner));
        String noise = UUID.randomUUID().toString().replace("-", "");
        return json.createObjectNode()
                .put("data", data)
                .put("noise", noise)
                .put("sign", sign(account.appid(), data, noise, account.key(), VERSION));
    }

    static ObjectNode accepted(JsonMapper json, HisAccounts.Account account, JsonNode message) {
        return answer(json, account, OK, message);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
