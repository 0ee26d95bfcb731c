package org.xinpiao.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The envelope of the e-bill interface (domain §2.4), for requests and for answers.
 *
 * <p>The signature is the MD5 that the interface has always had: it ties a message to an account's
 * key and is no evidence of anything else.
 *
 * @param appid account of the hospital system
 * @param data Base64 of the UTF-8 business object
 * @param noise a UUID
 * @param sign upper-case hexadecimal MD5
 */
public record Envelope(String appid, String data, String noise, String sign, String version) {

    /** {@code result} of an answer when all went well. */
    public static final String OK = "S0000";

    private static final String VERSION = "1.0";

    /** Draws noises that repeat with the seed. */
    public static final class Noise {

        private final SplitMix random;

        public Noise(long seed) {
            random = new SplitMix(seed).fork("noise");
        }

        /** The next UUID. */
        public String next() {
            return random.uuid();
        }
    }

    /**
     * The inner part of an answer.
     *
     * @param result {@link #OK} or a fault code
     * @param message what the Base64 message holds: an object, or a text as faults have it
     */
    public record Answer(String result, JsonNode message) {

        public boolean ok() {
            return result.equals(OK);
        }
    }

    /** Seals a request. */
    public static Envelope request(String appid, String key, String noise, ObjectNode body) {
        return signed(appid, key, noise, base64(Json.MAPPER.writeValueAsString(body)));
    }

    /** Seals an answer to this request. */
    public Envelope answer(String key, String noise, Answer answer) {
        JsonNode message = answer.message();
        String text =
                message.isString()
                        ? message.stringValue()
                        : Json.MAPPER.writeValueAsString(message);
        ObjectNode inner =
                Json.object().put("result", answer.result()).put("message", base64(text));
        return signed(appid, key, noise, base64(Json.MAPPER.writeValueAsString(inner)));
    }

    /** The JSON that travels. */
    public String toJson() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException when the text is not an envelope
     */
    public static Envelope parse(String json) {
        JsonNode node = object(json);
        return new Envelope(
                text(node, "appid"),
                text(node, "data"),
                text(node, "noise"),
                text(node, "sign"),
                text(node, "version"));
    }

    /** Whether the signature is the one that this key makes. */
    public boolean isSignedWith(String key) {
        return MessageDigest.isEqual(ascii(sign), ascii(sign(appid, data, noise, key, version)));
    }

    /**
     * The business object of a request.
     *
     * @throws IllegalArgumentException when the data is not Base64 of a JSON object
     */
    public ObjectNode body() {
        return object(unbase64(data));
    }

    /**
     * Reads and checks the answer to this request; account and version may be left out of an answer
     * and are then the request's.
     *
     * @throws IllegalArgumentException when it is no answer or the signature is not the key's
     */
    public Answer readAnswer(String json, String key) {
        JsonNode node = object(json);
        Envelope envelope =
                new Envelope(
                        node.has("appid") ? text(node, "appid") : appid,
                        text(node, "data"),
                        text(node, "noise"),
                        text(node, "sign"),
                        node.has("version") ? text(node, "version") : version);
        if (!envelope.isSignedWith(key)) {
            throw new IllegalArgumentException("the answer's signature is not right");
        }
        ObjectNode inner = envelope.body();
        return new Answer(text(inner, "result"), message(unbase64(text(inner, "message"))));
    }

    private static JsonNode message(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return Json.MAPPER.readTree(text);
        }
        return Json.MAPPER.getNodeFactory().stringNode(text);
    }

    private static Envelope signed(String appid, String key, String noise, String data) {
        return new Envelope(appid, data, noise, sign(appid, data, noise, key, VERSION), VERSION);
    }

    private static String sign(
            String appid, String data, String noise, String key, String version) {
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

    private static ObjectNode object(String json) {
        try {
            if (Json.MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("no text in " + field);
        }
        return value.stringValue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unbase64(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
