package org.xinpiao.ledger.comet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.ledger.comet.Abci.Request;
import org.xinpiao.ledger.comet.Abci.Response;

class AbciServerTest {

    @TempDir Path dir;

    @Test
    void answersInOrderWhenAskedToFlush() throws IOException {
        Application application = application(new CompletableFuture<>());
        try (AbciServer _ = AbciServer.start(dir.resolve("s"), application);
                Connection connection = new Connection()) {
            Request.Builder echo = Request.newBuilder();
            echo.getEchoBuilder().setMessage("hello");
            connection.send(echo.build());
            connection.send(
                    Request.newBuilder().setInfo(Abci.RequestInfo.getDefaultInstance()).build());
            connection.send(
                    Request.newBuilder().setFlush(Abci.RequestFlush.getDefaultInstance()).build());

            assertThat(connection.next().getEcho().getMessage()).isEqualTo("hello");
            assertThat(connection.next().getInfo().getLastBlockHeight()).isEqualTo(7);
            assertThat(connection.next().hasFlush()).isTrue();
        }
    }

    @Test
    void snapshotsAreAskedOfTheApplication() throws IOException {
        Application application = application(new CompletableFuture<>());
        try (AbciServer _ = AbciServer.start(dir.resolve("s"), application);
                Connection connection = new Connection()) {
            connection.send(
                    Request.newBuilder()
                            .setListSnapshots(Abci.RequestListSnapshots.getDefaultInstance())
                            .build());
            connection.send(
                    Request.newBuilder()
                            .setOfferSnapshot(Abci.RequestOfferSnapshot.getDefaultInstance())
                            .build());
            connection.send(
                    Request.newBuilder().setFlush(Abci.RequestFlush.getDefaultInstance()).build());

            assertThat(connection.next().getListSnapshots().getSnapshots(0).getHeight())
                    .isEqualTo(5);
            assertThat(connection.next().getOfferSnapshot().getResult())
                    .isEqualTo(Abci.ResponseOfferSnapshot.Result.REJECT_SENDER);
        }
    }

    @Test
    void exceptionIsToldToBothSides() throws IOException {
        CompletableFuture<Object> failure = new CompletableFuture<>();
        try (AbciServer _ = AbciServer.start(dir.resolve("s"), application(failure));
                Connection connection = new Connection()) {
            connection.send(
                    Request.newBuilder()
                            .setCommit(Abci.RequestCommit.getDefaultInstance())
                            .build());

            assertThat(connection.next().getException().getError()).contains("nothing to commit");
            assertThat(failure.join()).isInstanceOf(IllegalStateException.class);
        }
    }

    /**
     * Stands at height 7, has a snapshot of 5, has nothing to commit and hands its failure over.
     */
    private static Application application(CompletableFuture<Object> failure) {
        return (Application)
                Proxy.newProxyInstance(
                        Application.class.getClassLoader(),
                        new Class<?>[] {Application.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "info" ->
                                            Abci.ResponseInfo.newBuilder()
                                                    .setLastBlockHeight(7)
                                                    .build();
                                    case "listSnapshots" ->
                                            Abci.ResponseListSnapshots.newBuilder()
                                                    .addSnapshots(
                                                            Abci.Snapshot.newBuilder().setHeight(5))
                                                    .build();
                                    case "offerSnapshot" ->
                                            Abci.ResponseOfferSnapshot.newBuilder()
                                                    .setResult(
                                                            Abci.ResponseOfferSnapshot.Result
                                                                    .REJECT_SENDER)
                                                    .build();
                                    case "failed" -> {
                                        failure.complete(requireNonNull(arguments)[0]);
                                        yield null;
                                    }
                                    default -> throw new IllegalStateException("nothing to commit");
                                });
    }

    private final class Connection implements AutoCloseable {

        private final SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve("s")));
        private final InputStream in = Channels.newInputStream(channel);
        private final OutputStream out = Channels.newOutputStream(channel);

        Connection() throws IOException {}

        void send(Request request) throws IOException {
            request.writeDelimitedTo(out);
        }

        Response next() throws IOException {
            return requireNonNull(Response.parseDelimitedFrom(in));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
