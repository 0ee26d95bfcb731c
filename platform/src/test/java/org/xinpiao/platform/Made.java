package org.xinpiao.platform;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.simulator.Person;

/** Claims that one person of the demo makes, through the service and not through pages. */
public final class Made {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RunningDemo platform;
    private final Story story;
    private final Clerks clerks;
    private final Person person;

    public Made(RunningDemo platform) {
        this.platform = platform;
        this.story = new Story(platform);
        this.clerks = new Clerks(platform);
        this.person = story.employee();
    }

    public Person person() {
        return person;
    }

    /** A claim that lies with a clerk: a stay, claimed as an outpatient's visit. */
    public String review(String yuan) throws InterruptedException {
        String claimId = submit(story.stay(person, yuan), "outpatient");
        ClaimState claim = clerks.await(claimId, ClaimStatus.REVIEW::equals);
        if (!claim.getReason().equals("class-mismatch")) {
            throw new AssertionError(claim.getReason());
        }
        return claimId;
    }

    /** Claims a stay. */
    public String stay(String yuan) {
        return submit(story.stay(person, yuan), "inpatient");
    }

    private String submit(BillQueries.Row bill, String visitClass) {
        String claimId = String.format(Locale.ROOT, "made-%04d", NUMBER.incrementAndGet());
        platform.bean(Submissions.class)
                .submit(
                        claimId,
                        bill.id(),
                        new ClaimForm(
                                person.name(),
                                person.idNumber(),
                                bill.issuer(),
                                Story.today(),
                                visitClass,
                                person.bankCard()));
        return claimId;
    }
}
