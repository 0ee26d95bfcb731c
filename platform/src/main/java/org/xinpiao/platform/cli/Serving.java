package org.xinpiao.platform.cli;

import java.util.concurrent.CompletableFuture;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.xinpiao.ledger.Engine;

/** Waits while a program serves its pages. */
final class Serving {

    private static final int FAILED = 1;

    private Serving() {}

    /**
     * Returns when the program is told to stop, or when its ledger cannot go on.
     *
     * @param closing runs as soon as the program closes
     * @return exit code
     */
    static int await(ConfigurableApplicationContext context, Runnable closing) {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closing.run();
                end.complete(0);
            }
        });
        context.getBean(Engine.class)
                .failed()
                .thenAccept(why -> {
                    System.err.println("账本停止 / the ledger stopped: " + why);
                    end.complete(FAILED);
                });
        return end.join();
    }
}
