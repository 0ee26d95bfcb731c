package org.xinpiao.platform.insurer;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;

/** What one person claims from commercial insurers, and what their clerks do, without pages. */
record Rest(RunningDemo platform, Clerks clerks, Made made) {

    static final String ANHE = "insurer-anhe";
    static final String ZHONGQIAO = "insurer-zhongqiao";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A bill on which the basic insurance has paid. */
    BillId paid(String yuan) throws InterruptedException {
        return clerks.await(made.stay(yuan), ClaimStatus.PAID::equals).getBill();
    }

    /** Claims what is left; the claim lies with the insurer's clerk then. */
    String claim(BillId bill, String insurer) throws InterruptedException {
        String claimId = submit(bill, insurer);
        clerks.await(claimId, ClaimStatus.REVIEW::equals);
        return claimId;
    }

    String submit(BillId bill, String insurer) {
        String claimId = "rest-" + NUMBER.incrementAndGet();
        platform.bean(Submissions.class)
                .submitRest(claimId, bill, insurer, Story.today().plusDays(30), form(bill));
        return claimId;
    }

    ClaimForm form(BillId bill) {
        return new ClaimForm(
                made.person().name(),
                made.person().idNumber(),
                state(bill).getRecord().getIssuer(),
                Story.today(),
                "inpatient",
                made.person().bankCard());
    }

    Outcome act(String insurer, String claimId, Act act) {
        Casework casework = platform.bean(Casework.class);
        return casework.act(
                new Clerk("assessor-" + insurer, insurer, "理赔员"),
                claimId,
                casework.version(claimId),
                act);
    }

    BillState state(BillId bill) {
        return Objects.requireNonNull(Bills.find(platform.bean(LedgerState.class), bill));
    }

    long left(BillId bill) {
        return Bills.remaining(state(bill));
    }
}
