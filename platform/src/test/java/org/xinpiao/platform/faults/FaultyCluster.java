package org.xinpiao.platform.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.node.Founding;

/**
 * Four validators as processes, two gateways in this one, and a network between all of them that
 * obeys a test. Nodes are known by their places: 0 to 3 the validators, 4 and 5 the gateways.
 */
final class FaultyCluster implements AutoCloseable {

    static final int VALIDATORS = 4;

    /** The node that the clients of the second half use. */
    private static final String SECOND = "gateway-2";

    private static final long POLL_MILLIS = 100;
    private static final int REST_POLLS = 15;

    final List<Validator> validators = new ArrayList<>();
    final List<Gateway> gateways = new ArrayList<>();
    final Links links;
    private final List<Site> sites = new ArrayList<>();
    private final Path program;

    /** Prepares everything and starts it. */
    FaultyCluster(Path data, Path program) throws IOException {
        ClusterParts.prepare(data);
        this.program = program;
        var _ = Site.of(data.resolve(ClusterParts.GATEWAY)).copy(data.resolve(SECOND));
        for (String department : Founding.DEPARTMENTS) {
            sites.add(Site.of(data.resolve(department)));
        }
        sites.add(Site.of(data.resolve(ClusterParts.GATEWAY)));
        sites.add(Site.of(data.resolve(SECOND)));
        links = new Links(sites.stream().map(Site::p2pPort).toList());
        try {
            for (int i = 0; i < sites.size(); i++) {
                List<CometHome.Peer> peers = peers(i);
                CometHome home = sites.get(i).home();
                peers.forEach(peer -> home.admit(peer.nodeId()));
                sites.get(i).setPeers(peers);
            }
            for (Site site : sites.subList(0, VALIDATORS)) {
                Validator validator = new Validator(site, program);
                validators.add(validator);
                validator.start();
            }
            for (Site site : sites.subList(VALIDATORS, sites.size())) {
                gateways.add(new Gateway(site, program));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a second validator with the keys of one, past the links.
     *
     * @param dir for its files; the last name is the department's
     */
    Validator twin(Validator first, Path dir) throws IOException {
        Site twin = first.site.copy(dir);
        List<CometHome.Peer> peers = new ArrayList<>();
        for (Site site : sites) {
            if (!site.equals(first.site)) {
                site.home().admit(twin.home().identity().nodeId());
                peers.add(
                        new CometHome.Peer(
                                site.home().identity().nodeId(), "127.0.0.1:" + site.p2pPort()));
            }
        }
        twin.setPeers(peers);
        Validator started = new Validator(twin, program);
        started.start();
        return started;
    }

    private List<CometHome.Peer> peers(int self) {
        List<CometHome.Peer> peers = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            if (i != self) {
                peers.add(
                        new CometHome.Peer(
                                sites.get(i).home().identity().nodeId(),
                                "127.0.0.1:" + links.port(self, i)));
            }
        }
        return peers;
    }

    List<Site> sites() {
        return List.copyOf(sites);
    }

    /** The greatest height that a node is known to have. */
    long height() {
        return sites.stream().mapToLong(site -> site.height().orElse(0)).max().orElseThrow();
    }

    /** Waits until all nodes have a height; says whether they do. */
    boolean awaitAll(long height, long millis) throws InterruptedException {
        return await(
                () -> sites.stream().allMatch(site -> site.height().orElse(0) >= height), millis);
    }

    /** Waits until all nodes have stood at one height for a while. */
    boolean awaitRest(long millis) throws InterruptedException {
        long[] rest = {-1, 0}; // a height, and how often it was seen
        return await(
                () -> {
                    List<Long> heights =
                            sites.stream()
                                    .map(site -> site.height().orElse(-1))
                                    .distinct()
                                    .toList();
                    boolean same = heights.size() == 1 && heights.getFirst() == rest[0];
                    rest[0] = heights.size() == 1 ? heights.getFirst() : -1;
                    rest[1] = same ? rest[1] + 1 : 0;
                    return rest[1] == REST_POLLS;
                },
                millis);
    }

    static boolean await(BooleanSupplier condition, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        validators.forEach(Validator::close);
        gateways.forEach(Gateway::close);
        links.close();
    }
}
