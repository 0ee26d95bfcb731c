package org.xinpiao.platform.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine that nobody uses, below those that the system gives to whoever calls
 * others: such a caller could have a port when the process it was meant for starts again.
 */
public final class Ports {

    private static final int FIRST = 16_384;
    private static final int END = 32_768;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** So many different ones. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count && tries < TRIES; tries++) {
                try {
                    int port = ThreadLocalRandom.current().nextInt(FIRST, END);
                    held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (IOException _) {
                    // In use; there are others.
                }
            }
            if (held.size() < count) {
                throw new IllegalStateException("no free port");
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
