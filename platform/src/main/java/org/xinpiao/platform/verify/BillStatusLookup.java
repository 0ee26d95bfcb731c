package org.xinpiao.platform.verify;

import java.util.Optional;

/** Asks the ledger how a bill stands. Safe for use by many threads. */
public interface BillStatusLookup {

    /**
     * The bill's standing; nothing when there is no such bill or its check code is another, so that
     * nobody can list bills by counting numbers.
     */
    Optional<BillStatus> find(String code, String number, String checkCode);
}
