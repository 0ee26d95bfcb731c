package org.xinpiao.platform.payment;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.bank.BankAwayException;
import org.xinpiao.platform.bank.Messages;

/**
 * Takes payments on, in one thread, and tells the ledger of them in another, so that no order waits
 * for a block: a moment after something is to be done, and every while what the bank has to say.
 * Each step can be taken again, so a restart needs no repair.
 */
@Component
@EnableConfigurationProperties(PaymentSettings.class)
class PaymentRun implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentRun.class);

    private static final int STOP_SECONDS = 10;

    private final Batching batching;
    private final Approvals approvals;
    private final BankLine line;
    private final Reporting reporting;
    private final Repayments repayments;
    private final PaymentSettings settings;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile @Nullable ScheduledExecutorService clock;

    /** Tells the ledger, and waits for its blocks, while the next orders go out. */
    private volatile @Nullable ExecutorService teller;

    PaymentRun(
            Batching batching,
            Approvals approvals,
            BankLine line,
            Reporting reporting,
            Repayments repayments,
            PaymentSettings settings) {
        this.batching = batching;
        this.approvals = approvals;
        this.line = line;
        this.reporting = reporting;
        this.repayments = repayments;
        this.settings = settings;
    }

    /** There is something to do. */
    void wake() {
        ScheduledExecutorService running = clock;
        if (running == null || !woken.compareAndSet(false, true)) {
            return;
        }
        try {
            var _ =
                    running.schedule(
                            () -> {
                                woken.set(false);
                                work();
                            },
                            settings.window().toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            woken.set(false); // It stops; the next start finds what there is to do.
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("payments").daemon().factory());
        woken.set(false);
        telling.set(false);
        teller =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("payments-told").daemon().factory());
        clock = started;
        started.execute(() -> step("prepare", Messages::prepare));
        var _ =
                started.scheduleWithFixedDelay(
                        this::look, 0, settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        step("collect", batching::collect);
        step("sign", approvals::sign);
        step("send", line::send);
        tell();
    }

    private void look() {
        work();
        step("ask", line::ask);
        step("fetch", line::fetch);
        tell();
    }

    private void tell() {
        ExecutorService running = teller;
        if (running == null || !telling.compareAndSet(false, true)) {
            return;
        }
        try {
            running.execute(() -> {
                telling.set(false);
                step("report", reporting::report);
                step("repaid", repayments::report);
            });
        } catch (RejectedExecutionException e) {
            telling.set(false); // It stops.
        }
    }

    /** A step that fails is tried again at the next look. */
    private static void step(String name, Runnable step) {
        try {
            step.run();
        } catch (BankAwayException e) {
            LOG.warn("payments: {}: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("payments: {} failed", name, e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = clock;
        clock = null;
        end(running);
        end(teller);
        teller = null;
    }

    private static void end(@Nullable ExecutorService running) {
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }
}
