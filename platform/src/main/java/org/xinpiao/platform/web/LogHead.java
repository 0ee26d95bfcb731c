package org.xinpiao.platform.web;

import java.util.Optional;

/** What the foot of each page says of the ledger's log. */
public interface LogHead {

    /**
     * A state of the log.
     *
     * @param size the number of its leaves
     * @param root its Merkle root, in hexadecimal
     */
    record Head(long size, String root) {}

    /** The newest signed state; empty while there is none. */
    Optional<Head> head();
}
