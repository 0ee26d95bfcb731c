package org.xinpiao.platform.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object read strictly: each fault names the member's path; nothing may be left over. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private static final ObjectWriter WRITER =
            MAPPER.writer()
                    .with(
                            new DefaultPrettyPrinter(
                                            Separators.createDefaultInstance()
                                                    .withObjectNameValueSpacing(
                                                            Separators.Spacing.AFTER))
                                    .withObjectIndenter(INDENTER)
                                    .withArrayIndenter(INDENTER));

    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private Json(JsonNode node, String path) throws UnusableException {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new UnusableException((path.isEmpty() ? "the file" : path) + ": not an object");
        }
    }

    /** The file's one object. */
    static Json object(byte[] file) throws UnusableException {
        try {
            return new Json(MAPPER.readTree(file), "");
        } catch (JacksonException e) {
            var place = e.getLocation();
            long offset = place == null ? -1 : place.getByteOffset();
            throw new UnusableException("not JSON" + (offset < 0 ? "" : " at byte " + offset), e);
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** UTF-8, members in the order they were put, two spaces a level, one newline at the end. */
    static byte[] bytes(Object value) {
        byte[] json = WRITER.writeValueAsBytes(value);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    boolean has(String name) {
        return node.has(name);
    }

    Json object(String name) throws UnusableException {
        return new Json(get(name), at(name));
    }

    String text(String name) throws UnusableException {
        return text(get(name), at(name));
    }

    Suite suite(String name) throws UnusableException {
        try {
            return Suites.of(text(name));
        } catch (CryptoException e) {
            throw new UnusableException(at(name) + ": unknown", e);
        }
    }

    int integer(String name, int min, int max) throws UnusableException {
        return (int) number(name, min, max);
    }

    long number(String name, long min, long max) throws UnusableException {
        JsonNode value = get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw new UnusableException(at(name) + ": not a number from " + min + " to " + max);
        }
        return value.longValue();
    }

    byte[] bytes(String name) throws UnusableException {
        return bytes(get(name), at(name));
    }

    /** Bytes of exactly this length. */
    byte[] bytes(String name, int length) throws UnusableException {
        return exactly(bytes(name), length, at(name));
    }

    List<byte[]> hashes(String name, int length) throws UnusableException {
        List<byte[]> hashes = new ArrayList<>();
        for (JsonNode element : array(name)) {
            String place = at(name) + "[" + hashes.size() + "]";
            hashes.add(exactly(bytes(element, place), length, place));
        }
        return hashes;
    }

    List<Json> objects(String name) throws UnusableException {
        List<Json> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(new Json(element, at(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** Refuses members that were not asked for. */
    void end() throws UnusableException {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!read.contains(member.getKey())) {
                throw new UnusableException(at(printable(member.getKey())) + ": unknown member");
            }
        }
    }

    private JsonNode array(String name) throws UnusableException {
        JsonNode value = get(name);
        if (!value.isArray()) {
            throw new UnusableException(at(name) + ": not an array");
        }
        return value;
    }

    private JsonNode get(String name) throws UnusableException {
        read.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw new UnusableException(at(name) + ": missing");
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String text(JsonNode value, String place) throws UnusableException {
        if (!value.isString()) {
            throw new UnusableException(place + ": not a text");
        }
        return value.stringValue();
    }

    private static byte[] bytes(JsonNode value, String place) throws UnusableException {
        try {
            return Base64.getDecoder().decode(text(value, place));
        } catch (IllegalArgumentException e) {
            throw new UnusableException(place + ": not base64", e);
        }
    }

    private static byte[] exactly(byte[] bytes, int length, String place) throws UnusableException {
        if (bytes.length != length) {
            throw new UnusableException(place + ": not " + length + " bytes");
        }
        return bytes;
    }

    /** Names from a foreign file go to terminals and pages: no control characters, not long. */
    private static String printable(String name) {
        String clean = name.replaceAll("\\P{Print}", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "…" : clean;
    }
}
