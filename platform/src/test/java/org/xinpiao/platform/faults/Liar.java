package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.Checkpoint;
import org.xinpiao.ledger.Cosigner;
import org.xinpiao.ledger.FormatException;
import org.xinpiao.ledger.Note;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.Abci.Request;
import org.xinpiao.ledger.comet.Abci.Response;

/**
 * Stands between a validator's CometBFT and its honest application and changes what the latter
 * says: a byzantine application to all others.
 */
final class Liar implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int ENTRIES_MAX = 1_000;

    /** About what. */
    enum Lie {
        APP_HASH,
        PROPOSAL,
        CHECKPOINT
    }

    private final Lie lie;
    private final Cosigner department;
    private final Random random;
    private final Path application;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger told = new AtomicInteger();

    /** A transaction of an earlier block. */
    private volatile @Nullable ByteString old;

    /** CometBFT votes: what it only repeats after a start is over. */
    private volatile boolean voting;

    /**
     * Listens.
     *
     * @param department whose key signs what is false too
     * @param socket for CometBFT
     * @param application where the honest one listens
     */
    Liar(Lie lie, Cosigner department, Random random, Path socket, Path application)
            throws IOException {
        this.lie = lie;
        this.department = department;
        this.random = random;
        this.application = application;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** How many lies were told. */
    int told() {
        return told.get();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel comet = server.accept();
                SocketChannel honest = SocketChannel.open(UnixDomainSocketAddress.of(application));
                open.add(comet);
                open.add(honest);
                LinkedBlockingQueue<Request> asked = new LinkedBlockingQueue<>();
                Thread.ofPlatform().daemon().start(() -> ask(comet, honest, asked));
                Thread.ofPlatform().daemon().start(() -> answer(honest, comet, asked));
            } catch (IOException _) {
                // Closed, or the application is away: CometBFT sees the end of its connection.
            }
        }
    }

    private void ask(
            SocketChannel comet, SocketChannel honest, LinkedBlockingQueue<Request> asked) {
        try (comet;
                honest) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(comet), BUFFER_BYTES);
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(honest), BUFFER_BYTES);
            Request request = Request.parseDelimitedFrom(in);
            while (request != null) {
                asked.add(request);
                request.writeDelimitedTo(out);
                if (request.hasFlush()) {
                    out.flush();
                }
                request = Request.parseDelimitedFrom(in);
            }
        } catch (IOException _) {
            // One of them is gone, and with this end the other learns it.
        }
    }

    private void answer(
            SocketChannel honest, SocketChannel comet, LinkedBlockingQueue<Request> asked) {
        try (comet;
                honest) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(honest), BUFFER_BYTES);
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(comet), BUFFER_BYTES);
            Response response = Response.parseDelimitedFrom(in);
            while (response != null) {
                lie(asked.take(), response).writeDelimitedTo(out);
                if (response.hasFlush() || response.hasException()) {
                    out.flush();
                }
                response = Response.parseDelimitedFrom(in);
            }
        } catch (IOException | FormatException _) {
            // As above.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer as it is passed on. */
    private Response lie(Request request, Response honest) throws FormatException {
        if (request.hasFinalizeBlock() && request.getFinalizeBlock().getTxsCount() > 1) {
            old = request.getFinalizeBlock().getTxs(1);
        }
        voting |= request.hasExtendVote();
        Response said =
                switch (lie) {
                    case APP_HASH ->
                            honest.hasFinalizeBlock() && voting ? otherHash(honest) : honest;
                    case PROPOSAL -> proposal(honest);
                    case CHECKPOINT -> checkpoint(honest);
                };
        boolean toOthers = !said.hasProcessProposal() && !said.hasVerifyVoteExtension();
        if (toOthers && !said.equals(honest)) {
            told.incrementAndGet();
        }
        return said;
    }

    private static Response otherHash(Response honest) {
        Response.Builder said = honest.toBuilder();
        byte[] hash = said.getFinalizeBlock().getAppHash().toByteArray();
        hash[0] ^= 1;
        said.getFinalizeBlockBuilder().setAppHash(ByteString.copyFrom(hash));
        return said.build();
    }

    /** Proposes what the rules refuse, and finds all proposals good. */
    private Response proposal(Response honest) {
        Response.Builder said = honest.toBuilder();
        if (honest.hasProcessProposal()) {
            said.getProcessProposalBuilder().setStatus(Abci.Verdict.ACCEPT);
        }
        if (honest.hasPrepareProposal()) {
            List<ByteString> entries = new ArrayList<>(honest.getPrepareProposal().getTxsList());
            spoil(entries);
            said.setPrepareProposal(Abci.ResponsePrepareProposal.newBuilder().addAllTxs(entries));
        }
        return said.build();
    }

    private void spoil(List<ByteString> entries) {
        byte[] noise = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(noise);
        ByteString stranger = ByteString.copyFrom(noise);
        ByteString executed = old;
        switch (random.nextInt(6)) {
            case 0 -> entries.add(stranger);
            case 1 -> entries.removeFirst(); // the checkpoint
            case 2 -> entries.set(0, stranger);
            case 3 -> entries.add(executed == null ? stranger : executed);
            case 4 -> entries.add(entries.getLast());
            default -> {
                for (int i = 0; i <= ENTRIES_MAX; i++) {
                    entries.add(ByteString.copyFromUtf8("entry " + i));
                }
            }
        }
    }

    /** Signs with the department's own key a log that is not the others', finds all votes good. */
    private Response checkpoint(Response honest) throws FormatException {
        Response.Builder said = honest.toBuilder();
        if (honest.hasVerifyVoteExtension()) {
            said.getVerifyVoteExtensionBuilder().setStatus(Abci.Verdict.ACCEPT);
        }
        if (!honest.hasExtendVote()) {
            return said.build();
        }
        Note note = Note.parse(said.getExtendVote().getVoteExtension().toStringUtf8());
        Checkpoint truth = Checkpoint.parse(note.text());
        byte[] root = truth.root().clone();
        root[random.nextInt(root.length)] ^= 1;
        Checkpoint other = new Checkpoint(truth.origin(), truth.size(), root);
        Note.Signature line = department.sign(other, System.currentTimeMillis() / 1_000);
        said.getExtendVoteBuilder()
                .setVoteExtension(
                        ByteString.copyFromUtf8(new Note(other.text(), List.of(line)).format()));
        return said.build();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : open) {
            connection.close();
        }
    }
}
