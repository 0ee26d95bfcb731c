package org.xinpiao.ledger.comet;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.ledger.comet.Abci.Request;
import org.xinpiao.ledger.comet.Abci.Response;

/**
 * Answers CometBFT on a Unix socket: messages with their length before them, answers in the order
 * of the requests, sent when CometBFT asks to flush. A CometBFT that starts again connects again.
 */
public final class AbciServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AbciServer.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Application application;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<SocketChannel, Thread> connections = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private volatile boolean closed;

    private AbciServer(Application application, Path socket, ServerSocketChannel server) {
        this.application = application;
        this.socket = socket;
        this.server = server;
        acceptor = Thread.ofPlatform().name("abci").daemon().unstarted(this::accept);
    }

    /**
     * Listens on a socket file, taking the place of one that a dead process left.
     *
     * @param socket its path must fit a socket address: some 100 bytes
     */
    public static AbciServer start(Path socket, Application application) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            AbciServer started = new AbciServer(application, socket, server);
            started.acceptor.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("no ABCI socket at " + socket, e);
        }
    }

    private void accept() {
        while (!closed) {
            try {
                SocketChannel connection = server.accept();
                Thread thread =
                        Thread.ofPlatform()
                                .name("abci-", connections.size())
                                .daemon()
                                .unstarted(() -> serve(connection));
                connections.put(connection, thread);
                thread.start();
            } catch (IOException e) {
                if (!closed) {
                    LOG.error("the ABCI socket is lost", e);
                }
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in =
                    new BufferedInputStream(Channels.newInputStream(connection), BUFFER_BYTES);
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(connection), BUFFER_BYTES);
            Response response = next(in);
            while (response != null) {
                response.writeDelimitedTo(out);
                if (response.hasFlush() || response.hasException()) {
                    out.flush();
                }
                response = next(in);
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.warn("an ABCI connection is lost: {}", e.toString());
            }
        } finally {
            connections.remove(connection);
        }
    }

    /** The answer to the next request; null when CometBFT hung up. */
    private @Nullable Response next(InputStream in) throws IOException {
        Request request = Request.parseDelimitedFrom(in);
        if (request == null) {
            return null;
        }
        try {
            return answer(request);
        } catch (RuntimeException | Error e) {
            LOG.error("{} cannot be answered; CometBFT stops", request.getValueCase(), e);
            application.failed(e);
            return Response.newBuilder()
                    .setException(Abci.ResponseException.newBuilder().setError(e.toString()))
                    .build();
        }
    }

    private Response answer(Request request) {
        Response.Builder out = Response.newBuilder();
        switch (request.getValueCase()) {
            case ECHO -> out.getEchoBuilder().setMessage(request.getEcho().getMessage());
            case FLUSH -> out.setFlush(Abci.ResponseFlush.getDefaultInstance());
            case INFO -> out.setInfo(application.info(request.getInfo()));
            case INIT_CHAIN -> out.setInitChain(application.initChain(request.getInitChain()));
            case QUERY -> out.setQuery(application.query(request.getQuery()));
            case CHECK_TX -> out.setCheckTx(application.checkTx(request.getCheckTx()));
            case PREPARE_PROPOSAL ->
                    out.setPrepareProposal(
                            application.prepareProposal(request.getPrepareProposal()));
            case PROCESS_PROPOSAL ->
                    out.setProcessProposal(
                            application.processProposal(request.getProcessProposal()));
            case EXTEND_VOTE -> out.setExtendVote(application.extendVote(request.getExtendVote()));
            case VERIFY_VOTE_EXTENSION ->
                    out.setVerifyVoteExtension(
                            application.verifyVoteExtension(request.getVerifyVoteExtension()));
            case FINALIZE_BLOCK ->
                    out.setFinalizeBlock(application.finalizeBlock(request.getFinalizeBlock()));
            case COMMIT -> out.setCommit(application.commit(request.getCommit()));
            case LIST_SNAPSHOTS ->
                    out.setListSnapshots(application.listSnapshots(request.getListSnapshots()));
            case OFFER_SNAPSHOT ->
                    out.setOfferSnapshot(application.offerSnapshot(request.getOfferSnapshot()));
            case LOAD_SNAPSHOT_CHUNK ->
                    out.setLoadSnapshotChunk(
                            application.loadSnapshotChunk(request.getLoadSnapshotChunk()));
            case APPLY_SNAPSHOT_CHUNK ->
                    out.setApplySnapshotChunk(
                            application.applySnapshotChunk(request.getApplySnapshotChunk()));
            case VALUE_NOT_SET -> throw new IllegalArgumentException("an unknown ABCI request");
        }
        return out.build();
    }

    /** Hangs up when the requests at hand are answered; CometBFT then stops by itself. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            acceptor.join();
            for (Map.Entry<SocketChannel, Thread> connection : connections.entrySet()) {
                connection.getKey().close();
                connection.getValue().join();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("the ABCI socket cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
