package org.xinpiao.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.xinpiao.platform.gateway.Dialect;
import org.xinpiao.platform.gateway.Fields;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request whose sender was proved.
 *
 * @param institution member id the sender speaks for
 * @param body exact bytes
 */
record Signed(String institution, byte[] body) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * The body as JSON.
     *
     * @throws ProblemException when it is none
     */
    JsonNode json() {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw unreadable("不是 UTF-8 文本", "is not UTF-8");
        } catch (JacksonException e) {
            var at = e.getLocation();
            String place = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr();
            throw unreadable("不是合法的 JSON，位置 " + place, "is no JSON, at " + place);
        }
    }

    /** The body's fields. */
    Fields fields() {
        return Fields.of(Dialect.REST, json());
    }

    private static ProblemException unreadable(String zh, String en) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, List.of(new Fault("", "request.unreadable", zh, en)));
    }
}
