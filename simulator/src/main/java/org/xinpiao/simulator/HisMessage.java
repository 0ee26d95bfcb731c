package org.xinpiao.simulator;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message of a hospital system to the e-bill platform.
 *
 * @param method one of {@link Methods}
 * @param institution code of the sender
 * @param sentAt Beijing time; later than busDateTime when the line was down
 * @param expectation what a right platform answers
 * @param body business object; may hold {@link Placeholder}s
 */
public record HisMessage(
        String method,
        String institution,
        LocalDateTime sentAt,
        Expectation expectation,
        ObjectNode body) {

    /** What a right platform answers. */
    public enum Expectation {
        /** S0000. */
        ACCEPTED,
        /** Sent before: S0000 with the bill of the first answer, no second bill. */
        SAME_ANSWER,
        /** A fault: the sums do not add up, or a live paper forbids the write-off. */
        REFUSED
    }

    /** Business serial of a message that issues a bill. */
    public Optional<String> busNo() {
        JsonNode busNo = body.get("busNo");
        return busNo == null ? Optional.empty() : Optional.of(busNo.stringValue());
    }

    /** Business serial of the earlier bill that this message speaks of. */
    public Optional<String> ref() {
        return body.properties().stream()
                .filter(field -> field.getValue().isString())
                .flatMap(field -> Placeholder.parse(field.getValue().stringValue()).stream())
                .map(Placeholder::busNo)
                .findFirst();
    }

    /** The body to send: every placeholder replaced by what {@code answered} gives for it. */
    public ObjectNode filled(Function<Placeholder, String> answered) {
        ObjectNode filled = body.deepCopy();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (field.getValue().isString()) {
                Placeholder.parse(field.getValue().stringValue())
                        .ifPresent(hole -> filled.put(field.getKey(), answered.apply(hole)));
            }
        }
        return filled;
    }
}
