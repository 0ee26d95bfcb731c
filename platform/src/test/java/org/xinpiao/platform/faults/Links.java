package org.xinpiao.platform.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The network between the nodes: for each ordered pair a port that leads to the second node's, so
 * that what passes between two nodes can be cut, held back or delayed. Needs no rights.
 */
final class Links implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int CHUNKS_MAX = 256;

    /** What becomes of the traffic between two nodes. */
    enum Mode {
        PASS,
        /** Nothing is lost and nothing arrives, as while packets are lost and sent again. */
        HOLD,
        /** Connections break and none can be made. */
        CUT
    }

    private final Pair[][] pairs;
    private final List<ServerSocket> servers = new ArrayList<>();
    private final int[][] ports;

    /**
     * Listens for all pairs.
     *
     * @param targets port of each node on this machine
     */
    Links(List<Integer> targets) {
        int size = targets.size();
        pairs = new Pair[size][size];
        ports = new int[size][size];
        try {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    if (a != b) {
                        pairs[a][b] = b < a ? pairs[b][a] : new Pair();
                        ports[a][b] = listen(pairs[a][b], targets.get(b));
                    }
                }
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private int listen(Pair pair, int target) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual()
                .start(() -> {
                    while (!server.isClosed()) {
                        try {
                            pair.join(server.accept(), target);
                        } catch (IOException _) {
                            // Closed, or a caller that went away; the next one is heard.
                        }
                    }
                });
        return server.getLocalPort();
    }

    /** Where a node reaches another. */
    int port(int from, int to) {
        return ports[from][to];
    }

    void set(int a, int b, Mode mode) {
        pairs[a][b].set(mode);
    }

    /** Sets what lies between the nodes of a side and all others. */
    void split(Set<Integer> side, Mode mode) {
        for (int a : side) {
            for (int b = 0; b < pairs.length; b++) {
                if (!side.contains(b)) {
                    set(a, b, mode);
                }
            }
        }
    }

    /** Delays all that comes from and goes to a node; 0 for not at all. */
    void delay(int node, long millis) {
        for (int other = 0; other < pairs.length; other++) {
            if (other != node) {
                pairs[node][other].delayMillis = millis;
            }
        }
    }

    /** Lets everything pass at once. */
    void heal() {
        for (int a = 0; a < pairs.length; a++) {
            delay(a, 0);
            for (int b = 0; b < a; b++) {
                set(a, b, Mode.PASS);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (ServerSocket server : servers) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Pair[] row : pairs) {
            Arrays.stream(row).filter(pair -> pair != null).forEach(Pair::hangUp);
        }
    }

    /** What lies between two nodes, in both directions. */
    private static final class Pair {

        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private Mode mode = Mode.PASS;
        volatile long delayMillis;

        void join(Socket caller, int target) throws IOException {
            synchronized (this) {
                if (mode == Mode.CUT) {
                    caller.close();
                    return;
                }
                open.add(caller);
            }
            try {
                Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
                caller.setTcpNoDelay(true);
                called.setTcpNoDelay(true);
                open.add(called);
                new Stream(this, caller, called).start();
                new Stream(this, called, caller).start();
            } catch (IOException _) {
                drop(caller); // nobody listens there now
            }
        }

        synchronized void set(Mode next) {
            mode = next;
            notifyAll();
            if (next == Mode.CUT) {
                hangUp();
            }
        }

        synchronized void awaitOpen() throws InterruptedException {
            while (mode == Mode.HOLD) {
                wait();
            }
        }

        void hangUp() {
            new HashSet<>(open).forEach(this::drop);
        }

        void drop(Socket socket) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException _) {
                // It is of no more use either way.
            }
        }
    }

    /** One direction of one connection. */
    private record Stream(Pair pair, Socket from, Socket to, LinkedBlockingQueue<Chunk> underWay) {

        /** Bytes that arrived; none at the end. */
        private record Chunk(byte[] bytes, long sinceNanos) {}

        Stream(Pair pair, Socket from, Socket to) {
            this(pair, from, to, new LinkedBlockingQueue<>(CHUNKS_MAX));
        }

        void start() {
            Thread.ofVirtual().start(this::read);
            Thread.ofVirtual().start(this::write);
        }

        private void read() {
            byte[] buffer = new byte[CHUNK_BYTES];
            try {
                InputStream in = from.getInputStream();
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
                }
                underWay.put(new Chunk(new byte[0], System.nanoTime()));
            } catch (IOException | InterruptedException _) {
                end();
            }
        }

        private void write() {
            try {
                OutputStream out = to.getOutputStream();
                for (Chunk next = underWay.take(); next.bytes.length > 0; next = underWay.take()) {
                    long due = next.sinceNanos + TimeUnit.MILLISECONDS.toNanos(pair.delayMillis);
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    pair.awaitOpen();
                    out.write(next.bytes);
                }
            } catch (IOException | InterruptedException _) {
                // Ends below.
            }
            end();
        }

        private void end() {
            pair.drop(from);
            pair.drop(to);
        }
    }
}
