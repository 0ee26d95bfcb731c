package org.xinpiao.contracts;

import com.google.protobuf.Message;
import java.util.List;

/** What became of a command. An expected "no" is a value, never an exception. */
public sealed interface Outcome {

    /**
     * The command holds; its events in the order they happened, at least one: an accepted
     * transaction without events is known as the repeat of an earlier one.
     */
    record Accepted(List<Message> events) implements Outcome {
        public Accepted {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("accepted without an event");
            }
        }
    }

    /** The command changes nothing. */
    record Rejected(Reason reason, String detail) implements Outcome {}

    static Outcome accepted(Message... events) {
        return new Accepted(List.of(events));
    }

    /**
     * The command is refused for a reason.
     *
     * @param detail facts a caller needs (ids, amounts in fen, times), never a name or a diagnosis
     */
    static Outcome rejected(Reason reason, String detail) {
        return new Rejected(reason, detail);
    }
}
