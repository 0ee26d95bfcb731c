package org.xinpiao.platform.claim;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.notice.NoticeKind;
import org.xinpiao.platform.notice.Notices;
import org.xinpiao.platform.readmodel.Entry;

/**
 * Takes each claim on to its next step as the ledger tells of it: keys for the agency, decision,
 * payment, notice. Every step can be taken twice without harm, so a restart, and every minute,
 * simply takes up all open claims again: what failed or had to wait goes on.
 */
@Component
class ClaimSteps implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimSteps.class);

    private static final int STOP_SECONDS = 10;

    private static final int AGAIN_SECONDS = 60;

    /** How far back a start looks for what ended and was not told: a week. */
    private static final long TELL_MS = 7L * 24 * 60 * 60 * 1_000;

    private final KeyGrants grants;
    private final AgencyDesk desk;
    private final Paying paying;
    private final Notices notices;
    private final ClaimQueries claims;
    private final LedgerState state;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ScheduledExecutorService timer;
    private boolean told;
    private volatile boolean running;

    ClaimSteps(
            KeyGrants grants,
            AgencyDesk desk,
            Paying paying,
            Notices notices,
            ClaimQueries claims,
            LedgerState state,
            Clock clock) {
        this.grants = grants;
        this.desk = desk;
        this.paying = paying;
        this.notices = notices;
        this.claims = claims;
        this.state = state;
        this.clock = clock;
    }

    @EventListener
    void on(Entry entry) throws com.google.protobuf.InvalidProtocolBufferException {
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            if (event.getType().equals("claim.ClaimChanged")) {
                advance(ClaimChanged.parseFrom(event.getBody()).getClaim().getClaimId());
            }
        }
    }

    @Override
    public void start() {
        workers = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("claims").daemon().factory());
        running = true;
        timer = started;
        var _ = started.scheduleWithFixedDelay(this::takeUp, 0, AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    private void takeUp() {
        try {
            // What ended while nobody could tell is told now.
            long since = clock.millis() - (told ? 2 * AGAIN_SECONDS * 1_000L : TELL_MS);
            claims.unfinished(since).forEach(claim -> advance(claim.claimId()));
            int today = Bills.chinaDay(clock.millis());
            claims.readingOver(told ? today - 1 : 0, today)
                    .forEach(claim -> advance(claim.claimId()));
            told = true;
        } catch (RuntimeException e) {
            LOG.error(
                    "open claims cannot be read", e); // A thrown exception would end the schedule.
        }
    }

    @Override
    public void stop() {
        running = false;
        if (timer != null) {
            timer.shutdownNow();
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void advance(String claimId) {
        if (running) {
            workers.execute(() -> run(claimId));
        }
    }

    private void run(String claimId) {
        if (!underWay.add(claimId)) {
            // Whoever is at it looks again before it leaves.
            return;
        }
        try {
            ClaimStatus before;
            ClaimState claim = Claims.find(state, claimId);
            do {
                if (claim == null) {
                    return;
                }
                before = claim.getStatus();
                step(claim);
                claim = Claims.find(state, claimId);
            } while (claim != null && claim.getStatus() != before);
        } catch (RejectedException e) {
            LOG.warn("claim {} stands: {}", claimId, e.code());
        } catch (RuntimeException e) {
            LOG.error("claim {} stands", claimId, e);
        } finally {
            underWay.remove(claimId);
        }
    }

    private void step(ClaimState claim) {
        grants.end(claim);
        switch (claim.getStatus()) {
            case SUBMITTED -> {
                grants.grant(claim);
                desk.decide(claim);
            }
            case DECIDED -> {
                if (!Claims.needsPayee(claim)) {
                    paying.pay(claim);
                } else if (!paying.giveUp(claim)) {
                    tell(claim);
                }
            }
            case WAITING, PAID, REFUSED, CLOSED, CANCELLED, EXPIRED, DEMANDED, REPAID ->
                    tell(claim);
            case APPEALED -> {
                if (!Claims.isBasic(claim)) {
                    grants.grant(claim);
                }
            }
            case REVIEW -> {
                // A clerk's.
            }
            case CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim without a status");
        }
    }

    private void tell(ClaimState claim) {
        NoticeKind kind =
                switch (claim.getStatus()) {
                    case WAITING -> NoticeKind.DOCUMENT;
                    case DECIDED -> NoticeKind.ACCOUNT;
                    default -> NoticeKind.valueOf(claim.getStatus().name());
                };
        claims.find(claim.getClaimId())
                // Of what came since, its own step tells.
                .filter(row -> row.status().equals(ClaimProjection.word(claim.getStatus())))
                .ifPresent(row ->
                        notices.tell(
                                row.patient(), row.agency(), row.claimId(), kind, row.sinceMs()));
    }
}
