package org.xinpiao.platform.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.xinpiao.ledger.comet.CometHome;

/** What tests of other packages take of a cluster, to put something of their own between. */
public final class ClusterParts {

    /** Directory of the member node. */
    public static final String GATEWAY = ClusterFiles.GATEWAY;

    private ClusterParts() {}

    /** Makes keys, genesis and settings of all nodes, each in a directory of its own. */
    public static void prepare(Path data) throws IOException {
        new ClusterFiles(data, false).prepare();
    }

    /** Keeps a CometBFT running until it is closed. */
    public static Comet keep(Path program, CometHome home) {
        return new Comet(new CometKeeper(program, home));
    }

    public static List<Integer> freePorts(int count) {
        return Ports.free(count);
    }

    /** A CometBFT that is started again when it dies. */
    public static final class Comet implements AutoCloseable {

        private final CometKeeper keeper;

        private Comet(CometKeeper keeper) {
            this.keeper = keeper;
        }

        public long pid() {
            return keeper.pid();
        }

        /** From now on its end is wanted. */
        public void letGo() {
            keeper.letGo();
        }

        @Override
        public void close() {
            keeper.close();
        }
    }
}
