package org.xinpiao.platform.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.AwardReason;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.PatientRequests;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.claim.UnusablePhotoException;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.window.PaperForm;
import org.xinpiao.platform.window.Window;
import org.xinpiao.simulator.Person;

/**
 * The sample's clerks, and patients who are asked: they handle the claims that did not go straight
 * through, so that each way a claim can take is seen. Some are left for whoever tries the demo.
 */
@Component
class DemoDesk {

    /** Who may sign in besides the clerk, for what needs a second or a third person. */
    static final List<String> CLERKS = List.of("clerk", "checker", "appeals", "head");

    private static final String EMERGENCY = "no-emergency-proof";

    private final Casework casework;
    private final ClaimDocuments documents;
    private final PatientRequests patients;
    private final Window window;
    private final DemoUsers users;
    private final LedgerState state;

    DemoDesk(
            Casework casework,
            ClaimDocuments documents,
            PatientRequests patients,
            Window window,
            DemoUsers users,
            LedgerState state) {
        this.casework = casework;
        this.documents = documents;
        this.patients = patients;
        this.window = window;
        this.users = users;
        this.state = state;
    }

    /**
     * Handles claims that lie with a clerk.
     *
     * @param reviews their ids, in order
     * @return those that are decided now
     */
    List<String> handle(List<String> reviews) {
        List<String> decided = new ArrayList<>();
        int emergencies = 0;
        for (String claimId : reviews) {
            switch (claim(claimId).getReason()) {
                case EMERGENCY -> {
                    if (emergency(claimId, emergencies++)) {
                        decided.add(claimId);
                    }
                }
                case "class-mismatch" -> {
                    approve(claimId, Rulings.NONE);
                    decided.add(claimId);
                }
                default -> refuse(claimId, claim(claimId).getReason());
            }
        }
        return decided;
    }

    /** An appeal that waits for the clerks. */
    void appeal(String claimId) {
        patients.appeal(claimId, "当时情况紧急，请按急诊重新核定。");
    }

    /** An insurer pays half of what is left of the bill. */
    void award(String claimId) {
        BillState bill = Objects.requireNonNull(Bills.find(state, claim(claimId).getBill()));
        Act half = new Act.Award(Bills.remaining(bill) / 2, AwardReason.AWARD_RATIO.code(), "");
        if (act("assessor", claimId, half).word().equals("propose")) {
            act("checker", claimId, new Act.Confirm());
        }
    }

    /** Two clerks ask for money back that was paid; it waits for the patient. */
    void demand(String claimId) {
        act("clerk", claimId, new Act.Demand("demand-third-party", "第三人已赔付本次医疗费。"));
        act("checker", claimId, new Act.Confirm());
    }

    /**
     * A paper from a hospital that is no member lies at the window; the hospital is to be asked.
     */
    void paper(Person person, LocalDate day) {
        var form =
                new PaperForm(
                        person.psnNo(),
                        "65060226",
                        "0000731906",
                        "a1b2c3",
                        "",
                        "伊犁州友谊医院",
                        "654000",
                        "02",
                        PaperForm.INPATIENT,
                        day.toString(),
                        day.minusDays(5).toString(),
                        "3860.00",
                        person.bankCard(),
                        List.of(
                                new PaperForm.Line("06", "阑尾切除术", "1", "", "2400.00"),
                                new PaperForm.Line("09", "", "2", "10", "1460.00")));
        Window.Entered entered = window.enter(clerk("clerk-" + person.homeRegion()), form, photo());
        if (entered.id() == null) {
            throw new IllegalStateException("the window: " + entered.faults());
        }
    }

    /** Whether it is decided now. */
    private boolean emergency(String claimId, int which) {
        switch (which) {
            case 0 -> {
                act("clerk", claimId, new Act.Ask("emergency-proof"));
                give(claimId);
                approve(claimId, Rulings.NONE);
            }
            case 1 -> approve(claimId, new Rulings(false, List.of()));
            case 2 -> {
                act("clerk", claimId, new Act.Ask("emergency-proof"));
                return false;
            }
            case 3 -> {
                act("clerk", claimId, new Act.Take());
                return false;
            }
            default -> approve(claimId, Rulings.NONE);
        }
        return true;
    }

    private void approve(String claimId, Rulings rulings) {
        act("clerk", claimId, new Act.Approve(rulings, "", false));
    }

    /** Refused, appealed against, and upheld by two others. */
    private void refuse(String claimId, String reason) {
        act("clerk", claimId, new Act.Refuse(reason));
        patients.appeal(claimId, "");
        act("checker", claimId, new Act.Uphold("upheld-evidence", "与票据、参保登记核对，姓名不同。"));
        act("appeals", claimId, new Act.Confirm());
    }

    private void give(String claimId) {
        try {
            documents.give(claimId, photo());
        } catch (UnusablePhotoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the demo's people does it; {@code kind} is what stands before region or insurer. */
    private Outcome act(String kind, String claimId, Act act) {
        ClaimState claim = claim(claimId);
        String desk = Claims.isBasic(claim) ? claim.getRegion() : claim.getAgency();
        Clerk clerk = clerk(kind + "-" + desk);
        Outcome outcome = casework.act(clerk, claimId, casework.version(claimId), act);
        if (!outcome.done()) {
            throw new IllegalStateException(claimId + ": " + act + " " + outcome);
        }
        return outcome;
    }

    private Clerk clerk(String username) {
        User user = users.find(username).orElseThrow();
        return new Clerk(user.id(), Objects.requireNonNull(user.memberId()), user.nameZh());
    }

    private ClaimState claim(String claimId) {
        return Objects.requireNonNull(Claims.find(state, claimId));
    }

    /** A sheet with lines and a stamp, as if photographed. */
    private static byte[] photo() {
        var picture = new BufferedImage(900, 1200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(0xf4f1ea));
        graphics.fillRect(0, 0, 900, 1200);
        graphics.setColor(new Color(0x33404a));
        for (int line = 0; line < 14; line++) {
            graphics.fillRect(90, 180 + line * 56, 520 + line * 37 % 190, 12);
        }
        graphics.setColor(new Color(0xa8201a));
        graphics.drawOval(560, 900, 220, 220);
        graphics.drawOval(566, 906, 208, 208);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
