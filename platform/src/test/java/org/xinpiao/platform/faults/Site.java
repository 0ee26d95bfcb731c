package org.xinpiao.platform.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.node.Network;

/**
 * Where a node is at home.
 *
 * @param name of its directory
 * @param p2pPort where the others would reach it, if nothing were between
 * @param rpcPort of its CometBFT
 */
record Site(String name, Path dir, int p2pPort, int rpcPort) {

    private static final Pattern P2P =
            Pattern.compile("\\[p2p]\\nladdr = \"tcp://127\\.0\\.0\\.1:(\\d+)\"");
    private static final Pattern PEERS = Pattern.compile("persistent_peers = \"[^\"]*\"");
    private static final Pattern APP = Pattern.compile("proxy_app = \"[^\"]*\"");
    private static final Pattern HEIGHT = Pattern.compile("\"last_block_height\":\\s*\"(\\d+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** A node whose files are there. */
    static Site of(Path dir) throws IOException {
        Matcher p2p = P2P.matcher(Files.readString(config(dir)));
        if (!p2p.find()) {
            throw new IOException("no p2p port in " + dir);
        }
        return new Site(
                dir.getFileName().toString(),
                dir,
                Integer.parseInt(p2p.group(1)),
                Network.read(dir).orElseThrow().rpcPort());
    }

    /**
     * A copy with the same ledger and validator's key, but with a node id and ports of its own.
     *
     * @param to not there yet
     */
    Site copy(Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.toList()) {
                if (!file.equals(home().socket())) {
                    Files.copy(file, to.resolve(dir.relativize(file)));
                }
            }
        }
        Files.delete(to.resolve("comet/config/node_key.json"));
        var _ = Network.home(to).identity();
        List<Integer> ports = ClusterParts.freePorts(2);
        replace(to, config(to), ports);
        replace(to, to.resolve("network.properties"), ports);
        return Site.of(to);
    }

    private void replace(Path to, Path file, List<Integer> ports) throws IOException {
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\\b" + p2pPort + "\\b", ports.getFirst().toString())
                        .replaceAll("\\b" + rpcPort + "\\b", ports.getLast().toString())
                        .replace(dir + "/", to + "/"));
    }

    CometHome home() {
        return Network.home(dir);
    }

    private static Path config(Path dir) {
        return dir.resolve("comet/config/config.toml");
    }

    /** Tells it its peers: node ids and the ports on this machine that lead to them. */
    void setPeers(List<CometHome.Peer> peers) throws IOException {
        String list =
                peers.stream()
                        .map(peer -> peer.nodeId() + "@" + peer.address())
                        .collect(Collectors.joining(","));
        replace(PEERS, "persistent_peers = \"" + list + "\"");
    }

    /** Tells its CometBFT which socket to ask. */
    void setApplication(Path socket) throws IOException {
        replace(APP, "proxy_app = \"unix://" + socket + "\"");
    }

    private void replace(Pattern pattern, String by) throws IOException {
        Matcher found = pattern.matcher(Files.readString(config(dir)));
        if (!found.find()) {
            throw new IOException("the settings of " + name + " lack " + pattern);
        }
        Files.writeString(config(dir), found.replaceAll(Matcher.quoteReplacement(by)));
    }

    /** Removes all that it learnt from the others; its keys and what it signed last stay. */
    void wipe() throws IOException {
        remove(dir.resolve("ledger"));
        List<Path> kept;
        try (Stream<Path> files = Files.list(dir.resolve("comet/data"))) {
            kept = files.toList();
        }
        for (Path file : kept) {
            if (!file.endsWith("priv_validator_state.json")) {
                remove(file);
            }
        }
    }

    /** Removes a file or a directory with all in it. */
    static void remove(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The height its application has committed, by its CometBFT; empty when there is no answer. */
    OptionalLong height() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rpcPort + "/abci_info"))
                        .timeout(PATIENCE)
                        .build();
        try {
            String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher height = HEIGHT.matcher(answer);
            return height.find()
                    ? OptionalLong.of(Long.parseLong(height.group(1)))
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
