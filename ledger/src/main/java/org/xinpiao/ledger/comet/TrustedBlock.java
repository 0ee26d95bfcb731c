package org.xinpiao.ledger.comet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block that is known to be the chain's: from it a process that begins anew goes to later ones.
 *
 * @param hash of its header, 64 digits in hexadecimal
 */
public record TrustedBlock(long height, String hash) {

    /** How old it may be: validators are departments that answer for their keys, not stakes. */
    public static final Duration PERIOD = Duration.ofDays(90);

    /** How far behind the last block the one is that is asked for: before the snapshots. */
    private static final long BEHIND = 4_096;

    private static final int SERVERS_MIN = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern HASH = Pattern.compile("[0-9A-F]{64}");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}");
    private static final Pattern HEIGHT =
            Pattern.compile("\"commit\":\\s*\\{\\s*\"height\":\\s*\"([0-9]{1,18})\"");
    private static final Pattern BLOCK =
            Pattern.compile("\"block_id\":\\s*\\{\\s*\"hash\":\\s*\"([0-9A-F]{64})\"");
    private static final Pattern TIME = Pattern.compile("\"time\":\\s*\"([0-9T:.Z-]{20,30})\"");

    /** Takes a block that a person names. */
    public TrustedBlock {
        hash = hash.toUpperCase(Locale.ROOT);
        if (height < 1 || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("no block has such a height or hash");
        }
    }

    /** What a process says of a block. */
    private record Told(long height, String hash, Instant time) {}

    /**
     * Asks processes for a block that all of them hold.
     *
     * @param servers host and port of their RPC, at least two
     * @throws IOException when one cannot be reached or they contradict each other
     */
    public static TrustedBlock ask(List<String> servers) throws IOException, InterruptedException {
        requireServers(servers);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            Told last = told(client, servers.getFirst(), "commit");
            Told early =
                    told(
                            client,
                            servers.getFirst(),
                            "commit?height=" + Math.max(1, last.height() - BEHIND));
            // A chain that rested long: the last block is the one that is young enough.
            boolean old = early.time().isBefore(Instant.now().minus(PERIOD.dividedBy(2)));
            Told chosen = old ? last : early;
            for (String server : servers) {
                Told other = told(client, server, "commit?height=" + chosen.height());
                if (!other.equals(chosen)) {
                    throw new IOException(
                            "%s and %s contradict each other about block %d"
                                    .formatted(servers.getFirst(), server, chosen.height()));
                }
            }
            return new TrustedBlock(chosen.height(), chosen.hash());
        }
    }

    /** Makes sure that they can be written into the settings and are enough. */
    public static void requireServers(List<String> servers) {
        Set<String> different = new HashSet<>(servers);
        if (different.size() < SERVERS_MIN
                || !servers.stream().allMatch(s -> SERVER.matcher(s).matches())) {
            throw new IllegalArgumentException(
                    "two or more different servers are needed, HOST:PORT each");
        }
    }

    private static Told told(HttpClient client, String server, String question)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + server + "/" + question))
                        .timeout(TIMEOUT)
                        .build();
        String answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IOException(server + " cannot be reached", e);
        }
        Matcher height = HEIGHT.matcher(answer);
        Matcher time = TIME.matcher(answer);
        Matcher block = BLOCK.matcher(answer);
        if (!height.find() || !time.find() || !block.find(height.end())) {
            throw new IOException(server + " names no block for " + question);
        }
        return new Told(
                Long.parseLong(height.group(1)), block.group(1), Instant.parse(time.group(1)));
    }
}
