package org.xinpiao.platform.notice;

import java.io.IOException;

/** A connection to a message gateway that is made again when it was lost. */
interface Link extends AutoCloseable {

    /** What became of a part that was to be handed over. */
    sealed interface Answer {}

    /** The gateway took it, and calls it so in the receipt. */
    record Accepted(String messageId) implements Answer {}

    /** The gateway is too busy: nothing should be sent for a while. */
    record Throttled(String code) implements Answer {}

    /**
     * The gateway did not take it.
     *
     * @param again whether it may be taken another time
     */
    record Refused(String code, boolean again) implements Answer {}

    /** It was not handed over: there is no connection. */
    record Unsent() implements Answer {}

    /** It was handed over, perhaps, and no answer came: it must not be sent again. */
    record Lost() implements Answer {}

    /** Hears of receipts. */
    interface Receipts {

        /**
         * A receipt with a final outcome. When this throws, the gateway is asked to tell again.
         *
         * @param messageId as in {@link Accepted}
         * @param mobile the recipient, 11 digits
         * @param outcome {@link Outbox#DELIVERED}, or the gateway's word for why not
         */
        void on(String messageId, String mobile, String outcome);
    }

    /** Whether something can be sent now. */
    boolean up();

    /**
     * Connects, unless it is connected.
     *
     * @throws IOException when the gateway is away or turns us down
     */
    void connect() throws IOException;

    /** Hands one part over and waits for the answer; several threads may at once. */
    Answer submit(String mobile, Segments message, int part);

    @Override
    void close();
}
