package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

/**
 * The rules of one capability: decides a command from its bytes, the state and the block, and
 * nothing else.
 */
public interface Contract {

    /**
     * The capability's word, which is also the transaction's type and the prefix of its state keys.
     */
    String name();

    /**
     * Decides and, when it accepts, writes.
     *
     * @throws InvalidProtocolBufferException when the bytes are no command; the caller records the
     *     rejection
     */
    Outcome apply(State state, Context context, ByteString command)
            throws InvalidProtocolBufferException;
}
