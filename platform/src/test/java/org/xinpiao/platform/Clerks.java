package org.xinpiao.platform;

import java.util.Objects;
import java.util.function.Predicate;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ProjectorThread;

/** The three clerks of an agency, who act through the service and not through pages. */
public final class Clerks {

    private static final int WAIT_MILLIS = 60_000;

    private final RunningDemo platform;

    public Clerks(RunningDemo platform) {
        this.platform = platform;
    }

    /** The clerk of a claim's agency who acts first. */
    public Outcome act(String claimId, Act act) {
        return act("clerk", claimId, act);
    }

    /** One of {@code clerk}, {@code checker} and {@code appeals}, who sees the case as it is. */
    public Outcome act(String kind, String claimId, Act act) {
        Casework casework = platform.bean(Casework.class);
        return casework.act(clerk(kind, claimId), claimId, casework.version(claimId), act);
    }

    public Clerk clerk(String kind, String claimId) {
        ClaimState claim = claim(claimId);
        return new Clerk(kind + "-" + claim.getRegion(), claim.getAgency(), kind);
    }

    public ClaimState claim(String claimId) {
        return Objects.requireNonNull(
                Claims.find(platform.bean(LedgerState.class), claimId), claimId);
    }

    /** Waits until a claim stands so, on the pages too. */
    public ClaimState await(String claimId, Predicate<ClaimStatus> wanted)
            throws InterruptedException {
        Engine engine = platform.bean(Engine.class);
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
        while (true) {
            long height = engine.ledger().height();
            ClaimState claim = claim(claimId);
            if (wanted.test(claim.getStatus())) {
                platform.bean(ProjectorThread.class).require(engine.ledger().height());
                return claim;
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(claimId + " is " + claim.getStatus());
            }
            engine.ledger().awaitAbove(height, left);
        }
    }
}
