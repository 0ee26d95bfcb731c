package org.xinpiao.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a received store in the place of our own. It is decided by one rename; whenever the process
 * dies after it, the next start does the rest, and before it, all is as it was.
 */
final class Takeover {

    /** What is being received; worth nothing after a restart. */
    static final String INCOMING = "incoming";

    /** What was received and found sound. */
    static final String NEXT = "next";

    /** Our own store from before. */
    static final String OLD = "old";

    private Takeover() {}

    /** Decides that what was received is the ledger from now on. */
    static void decide(Path ledger) throws IOException {
        Directories.syncAll(ledger.resolve(INCOMING));
        Directories.move(ledger.resolve(INCOMING), ledger.resolve(NEXT));
    }

    /** Does what is left to do of what was decided. Nobody may have the store open. */
    static void finish(Path ledger) throws IOException {
        Path store = ledger.resolve(Store.DIRECTORY);
        Path next = ledger.resolve(NEXT);
        Path old = ledger.resolve(OLD);
        if (Files.exists(next.resolve(Store.DIRECTORY))) {
            if (Files.exists(store)) {
                Directories.delete(old);
                Directories.move(store, old);
            }
            Directories.move(next.resolve(Store.DIRECTORY), store);
        }
        if (Files.exists(next.resolve(Checkpoints.FILE))) {
            Directories.move(next.resolve(Checkpoints.FILE), ledger.resolve(Checkpoints.FILE));
        }
        Directories.delete(next);
        Directories.delete(old);
    }
}
