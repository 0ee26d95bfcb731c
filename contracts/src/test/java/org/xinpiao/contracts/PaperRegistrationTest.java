package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.CODE;
import static org.xinpiao.contracts.Commands.PAPER_CODE;
import static org.xinpiao.contracts.Commands.bind;
import static org.xinpiao.contracts.Commands.grant;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Commands.origin;
import static org.xinpiao.contracts.Commands.pay;
import static org.xinpiao.contracts.Commands.submission;
import static org.xinpiao.contracts.Commands.submit;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.INSURER;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.BillsIssued;
import org.xinpiao.contracts.bill.PaperOrigin;
import org.xinpiao.contracts.bill.PaperRegistered;
import org.xinpiao.contracts.claim.ClaimReason;

final class PaperRegistrationTest extends ClaimScene {

    private static final BillId PAPER = id(PAPER_CODE, 12_345);

    @Test
    void unknownPaper_becomesABill_thatIsReimbursedOnceAcrossPayers() {
        PaperOrigin origin = origin("").setInpatient(true).build();
        assertThat(province.accept(AGENCY, register(AGENCY, paper(), origin.toBuilder())))
                .hasAtLeastOneElementOfType(BillsIssued.class)
                .contains(
                        PaperRegistered.newBuilder()
                                .setBill(PAPER)
                                .setAgency(AGENCY)
                                .setOrigin(origin)
                                .build());
        assertThat(province.bill(PAPER).getOrigin()).isEqualTo(origin);
        assertThat(Bills.isInpatient(province.bill(PAPER))).isTrue();
        assertThat(Bills.isInpatient(province.bill(id(1)))).isFalse();
        province.accept("health", claim("C1", "basic", AGENCY));
        province.reject("health", claim("C2", "basic", AGENCY), ClaimReason.HELD);
        province.accept(AGENCY, decided("C1", 3_000));
        province.accept(BANK, pay("C1", "T1", 3_000));
        province.reject("health", claim("C2", "basic", AGENCY), ClaimReason.HELD);
        assertThat(Bills.remaining(province.bill(PAPER))).isEqualTo(1_000);
        province.accept("health", claim("C3", INSURER, INSURER));
        province.sound();
    }

    @Test
    void registeredPaper_isRefusedAtEveryWindow() {
        province.accept(AGENCY, register(AGENCY, paper(), origin("")));
        Draft again = Commands.blue(OTHER_AGENCY, PAPER, 9_000, 9_000, province.now);
        assertThat(
                        province.reject(
                                OTHER_AGENCY,
                                register(OTHER_AGENCY, again, origin(HOSPITAL)),
                                BillReason.PAPER_REGISTERED))
                .startsWith("agency=" + AGENCY);
        province.reject(HOSPITAL, bind(id(1), "12345"), BillReason.PAPER_USED);
        province.reject(AGENCY, bind(PAPER, "7"), BillReason.LIVE_PAPER);
        province.sound();
    }

    @Test
    void eBill_andItsPaper_areNotRegistered() {
        province.accept(HOSPITAL, bind(id(1), "00777"));
        assertThat(
                        province.reject(
                                AGENCY,
                                register(AGENCY, paper(id(PAPER_CODE, 777)), origin("")),
                                BillReason.PAPER_OF_E_BILL))
                .isEqualTo(Bills.text(id(1)));
        province.accept(HOSPITAL, Commands.voidPaper(id(1)));
        province.reject(
                AGENCY,
                register(AGENCY, paper(id(PAPER_CODE, 777)), origin("")),
                BillReason.PAPER_OF_E_BILL);
        province.reject(AGENCY, register(AGENCY, paper(id(2)), origin("")), BillReason.E_BILL);
        province.reject(
                AGENCY, register(AGENCY, paper(id(50)), origin("")), BillReason.E_BILL_NUMBER);
        province.accept(AGENCY, register(AGENCY, paper(id(5_000)), origin("")));
        province.reject("finance", grant(HOSPITAL, CODE, 4_000, 6_000), BillReason.SEGMENT_OVERLAP);
        province.reject("finance", grant(HOSPITAL, CODE, 5_000, 5_000), BillReason.SEGMENT_OVERLAP);
        province.accept("finance", grant(HOSPITAL, CODE, 5_001, 6_000));
        province.accept("finance", grant(HOSPITAL, CODE, 4_000, 4_999));
        province.sound();
    }

    @Test
    void form_isChecked() {
        province.reject(HOSPITAL, register(AGENCY, paper(), origin("")), BillReason.NOT_ALLOWED);
        province.reject(OTHER_AGENCY, register(AGENCY, paper(), origin("")), BillReason.ISSUER);
        refused(BillReason.BATCH_SIZE, paper(id(8_000)), paper(id(8_001)));
        refused(BillReason.MALFORMED, paper(id("3301012", 1)));
        refused(BillReason.MALFORMED, origin("").setRegion("37"));
        refused(BillReason.MALFORMED, origin("").clearPhotoDigest());
        refused(
                BillReason.MALFORMED,
                origin(HOSPITAL).setInquiryDigest(pseudonym("a").substring(1)));
        refused(BillReason.INQUIRY_MISSING, origin("").clearInquiryDigest());
        refused(BillReason.INSTITUTION_UNKNOWN, origin(BANK));
        Draft inpatient = paper(id("33060225", 9));
        refused(BillReason.MALFORMED, inpatient);
        Draft settled = paper();
        settled.bill().setSettledDirectly(true);
        refused(BillReason.MALFORMED, settled);
        Draft red = paper();
        red.record().setReverses(id(1));
        refused(BillReason.MALFORMED, red);
        Draft old = paper();
        old.record().setIssuedMs(province.now - 367 * DAY_MS);
        refused(BillReason.ISSUED_TOO_OLD, old);
        Draft early = paper();
        early.record().setIssuedMs(province.now + DAY_MS);
        refused(BillReason.ISSUED_IN_FUTURE, early);
        Draft free = paper();
        free.record().setTotalFen(0);
        refused(BillReason.AMOUNT, free);
        province.reject(
                AGENCY,
                Commands.register(
                        Commands.batch(province.signer(OTHER_AGENCY), List.of(paper())),
                        origin("")),
                BillReason.KEY_UNKNOWN);
        Draft same = paper();
        province.accept(AGENCY, register(AGENCY, paper(id(PAPER_CODE, 1)), origin("")));
        same.bill().setReference(province.bill(id(PAPER_CODE, 1)).getReference());
        refused(BillReason.REFERENCE_USED, same);
        province.sound();
    }

    @Test
    void invariant_seesAPaperInsideASegment() {
        province.accept(AGENCY, register(AGENCY, paper(), origin("")));
        province.state.put(
                Bills.key(id(60)),
                province.bill(PAPER).toBuilder()
                        .setRecord(
                                province.bill(PAPER).getRecord().toBuilder()
                                        .setCode(CODE)
                                        .setNumber(id(60).getNumber()))
                        .build()
                        .toByteString());
        assertThat(Invariants.check(province.state))
                .anyMatch(found -> found.contains("a paper's number is in no segment"));
    }

    private void refused(BillReason reason, Draft... drafts) {
        province.reject(
                AGENCY,
                Commands.register(
                        Commands.batch(province.signer(AGENCY), List.of(drafts)), origin("")),
                reason);
    }

    private void refused(BillReason reason, PaperOrigin.Builder origin) {
        province.reject(AGENCY, register(AGENCY, paper(), origin), reason);
    }

    private Message register(String agency, Draft paper, PaperOrigin.Builder origin) {
        return Commands.register(Commands.batch(province.signer(agency), List.of(paper)), origin);
    }

    private Message claim(String claimId, String payer, String decides) {
        return submit(submission(claimId, PAPER, payer, decides, today - 10));
    }

    private Draft paper() {
        return paper(PAPER);
    }

    private Draft paper(BillId id) {
        return Commands.blue(AGENCY, id, 10_000, 4_000, province.now - 3 * DAY_MS);
    }
}
