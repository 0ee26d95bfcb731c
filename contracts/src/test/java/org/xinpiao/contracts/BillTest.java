package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.CODE;
import static org.xinpiao.contracts.Commands.bind;
import static org.xinpiao.contracts.Commands.freeze;
import static org.xinpiao.contracts.Commands.grant;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Commands.issue;
import static org.xinpiao.contracts.Commands.unfreeze;
import static org.xinpiao.contracts.Commands.voidPaper;
import static org.xinpiao.contracts.Commands.writeOff;
import static org.xinpiao.contracts.Province.CLINIC;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.BillsIssued;
import org.xinpiao.contracts.bill.DailyTotal;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.SegmentWrittenOff;

final class BillTest {

    private final Province province = new Province();
    private final Signer hospital = province.signer(HOSPITAL);

    @BeforeEach
    void grantSegments() {
        province.accept("finance", grant(HOSPITAL, CODE, 1, 2_000));
        province.accept("finance", grant(CLINIC, CODE, 2_001, 3_000));
    }

    @Test
    void grant_onlyFinance_onlyInstitutions_neverTwice() {
        province.reject(HOSPITAL, grant(HOSPITAL, CODE, 5_000, 6_000), BillReason.NOT_ALLOWED);
        province.reject(
                "finance", grant("bank-1", CODE, 5_000, 6_000), BillReason.INSTITUTION_UNKNOWN);
        province.reject("finance", grant(CLINIC, CODE, 2_000, 2_000), BillReason.SEGMENT_OVERLAP);
        province.reject("finance", grant(HOSPITAL, CODE, 1, 9_000), BillReason.SEGMENT_OVERLAP);
        province.reject("finance", grant(CLINIC, "33050125", 1, 2), BillReason.MALFORMED);
        province.reject("finance", grant(CLINIC, "33060325", 1, 2), BillReason.MALFORMED);
        province.reject("finance", grant(CLINIC, CODE, 0, 2), BillReason.MALFORMED);
        province.reject("finance", grant(CLINIC, CODE, 9, 8), BillReason.MALFORMED);
        province.reject(
                "finance", grant(CLINIC, CODE, 9_000, 10_000_000_000L), BillReason.MALFORMED);
        province.reject("finance", grant(CLINIC, CODE, 9_000, -1), BillReason.MALFORMED);
        province.accept("finance", grant(CLINIC, CODE, 9_000, 9_999_999_999L));
        province.accept("finance", grant(CLINIC, "33060225", 1, 2_000));
        province.sound();
    }

    @Test
    void grant_manySegments_hasALimit() {
        for (int i = 0; i < 999; i++) {
            province.accept("finance", grant(HOSPITAL, CODE, 10_000 + i, 10_000 + i));
        }
        province.reject("finance", grant(HOSPITAL, CODE, 20_000, 20_000), BillReason.SEGMENT_LIMIT);
        province.accept("finance", grant(CLINIC, CODE, 20_000, 20_000));
        province.accept(HOSPITAL, issue(hospital, blue(10_998)));
        province.sound();
    }

    @Test
    void issue_aBatch_standsAndCounts() {
        List<Draft> drafts = List.of(blue(1), blue(2), blue(2_000));
        IssueBills.Builder batch = Commands.batch(hospital, drafts);
        assertThat(province.accept(HOSPITAL, issue(batch)))
                .containsExactly(
                        BillsIssued.newBuilder()
                                .setIssuer(HOSPITAL)
                                .setKeyId(hospital.id())
                                .setBatchRoot(batch.getBatchRoot())
                                .setCount(3)
                                .build());
        assertThat(province.bill(id(2)).getRecord().toByteString())
                .isEqualTo(batch.getBills(1).getRecord());
        assertThat(province.bill(id(2_000)).getBillIndex()).isEqualTo(2);
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(4_000);
        assertThat(today())
                .isEqualTo(DailyTotal.newBuilder().setCount(3).setTotalFen(30_000).build());
        province.sound();
    }

    @Test
    void issue_fewReads() {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            drafts.add(blue(i));
        }
        var command = issue(Commands.batch(hospital, drafts));
        province.state.takeReads();
        province.accept(HOSPITAL, command);
        // The member, the segments and the day once; a number and a reference for each bill.
        assertThat(province.state.takeReads()).isEqualTo(3 + 2 * 1_000);
    }

    @Test
    void issue_dayIsChinas() {
        long midnight = Province.START_MS + 16 * 3_600_000L;
        province.now = midnight + 10_000;
        Draft before = blue(1);
        before.record().setIssuedMs(midnight - 1);
        Draft after = blue(2);
        after.record().setIssuedMs(midnight);
        province.accept(HOSPITAL, issue(hospital, before, after));
        assertThat(day(Bills.chinaDay(midnight - 1)).getCount()).isEqualTo(1);
        assertThat(day(Bills.chinaDay(midnight - 1) + 1).getCount()).isEqualTo(1);
        assertThat(Bills.chinaDay(-1)).isEqualTo(0);
        assertThat(Bills.chinaDay(-8 * 3_600_000L - 1)).isEqualTo(-1);
    }

    @Test
    void issue_firstBadBillIsNamed_andNothingIsKept() {
        String detail =
                province.reject(
                        HOSPITAL,
                        issue(hospital, blue(1), blue(3_000), blue(2_001)),
                        BillReason.NUMBER_OUTSIDE);
        assertThat(detail).isEqualTo("bills[1] 33060125/0000003000: number");
        assertThat(Bills.find(province.state, id(1))).isNull();
        province.reject(HOSPITAL, issue(hospital, blue(1), blue(1)), BillReason.NUMBER_USED);
        Draft same = blue(2);
        same.bill().setReference(blue(1).bill().getReference());
        province.reject(HOSPITAL, issue(hospital, blue(1), same), BillReason.REFERENCE_USED);
        province.accept(HOSPITAL, issue(hospital, blue(1)));
        province.reject(HOSPITAL, issue(hospital, blue(1)), BillReason.NUMBER_USED);
        province.reject(HOSPITAL, issue(hospital, same), BillReason.REFERENCE_USED);
    }

    @Test
    void issue_checksTheForm() {
        malformed(d -> d.record().setFingerprint(ByteString.copyFromUtf8("short")));
        malformed(d -> d.record().setCode("3306012"));
        malformed(d -> d.record().setNumber("1"));
        malformed(d -> d.record().setNumber("00000000१1"));
        malformed(d -> d.bill().clearPatient());
        malformed(d -> d.bill().clearReference());
        malformed(d -> d.bill().clearSealed());
        malformed(d -> d.bill().addSealed(ByteString.copyFromUtf8("fifth")));
        malformed(d -> d.bill().setSealed(3, ByteString.EMPTY));
        malformed(d -> d.bill().setSealed(0, ByteString.copyFrom(new byte[(1 << 14) + 1])));
        accepted(d -> d.bill().setSealed(0, ByteString.copyFrom(new byte[1 << 14])));
    }

    @Test
    void issue_checksAmountsAndTimes() {
        bad(BillReason.AMOUNT, d -> d.record().setTotalFen(0));
        bad(BillReason.AMOUNT, d -> d.record().setTotalFen(-10_000));
        bad(BillReason.AMOUNT, d -> d.record().setTotalFen(1_000_000_000_001L));
        bad(BillReason.AMOUNT, d -> d.bill().setPersonalFen(10_001));
        bad(BillReason.AMOUNT, d -> d.bill().setPersonalFen(-1));
        bad(BillReason.ISSUER, d -> d.record().setIssuer(CLINIC));
        long minutes = 10 * 60_000;
        bad(
                BillReason.ISSUED_IN_FUTURE,
                d -> d.record().setIssuedMs(province.now + 1_000 + minutes + 1));
        bad(
                BillReason.ISSUED_TOO_OLD,
                d -> d.record().setIssuedMs(province.now + 1_000 - 366 * DAY_MS - 1));
        accepted(d -> d.record().setIssuedMs(province.now + 1_000 + minutes));
    }

    @Test
    void issue_onlyByAnInstitution_withAStandingKey() {
        province.reject("finance", issue(hospital, blue(1)), BillReason.NOT_ALLOWED);
        Signer stranger = province.signer(CLINIC);
        province.reject(HOSPITAL, issue(stranger, blue(1)), BillReason.KEY_UNKNOWN);
        IssueBills.Builder batch = Commands.batch(hospital, List.of(blue(1)));
        ByteString root = batch.getBatchRoot();
        batch.setBatchRoot(pseudonym("root"));
        province.reject(HOSPITAL, issue(batch), BillReason.BATCH_ROOT);
        batch.setBatchRoot(root).setSignature(hospital.sign(root.toByteArray()));
        province.reject(HOSPITAL, issue(batch), BillReason.SIGNATURE);
        province.reject(
                HOSPITAL,
                issue(batch.clone().setSignature(ByteString.EMPTY)),
                BillReason.SIGNATURE);
        province.accept("health", RegistryTest.revoke(HOSPITAL, hospital.id()));
        province.reject(HOSPITAL, issue(hospital, blue(1)), BillReason.KEY_UNKNOWN);
    }

    @Test
    void issue_batchSize_hasLimits() {
        province.reject(
                HOSPITAL, issue(Commands.batch(hospital, List.of())), BillReason.BATCH_SIZE);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 1; i <= 1_001; i++) {
            drafts.add(blue(i));
        }
        province.reject(HOSPITAL, issue(Commands.batch(hospital, drafts)), BillReason.BATCH_SIZE);
    }

    @Test
    void issue_aRecordHasOneForm() {
        IssueBills.Builder batch = Commands.batch(hospital, List.of(blue(1)));
        ByteString record = batch.getBills(0).getRecord();
        // The code once more: the same message for a parser, other bytes for a hash.
        batch.getBillsBuilder(0)
                .setRecord(
                        ByteString.copyFrom(new byte[] {0x0a, 8})
                                .concat(ByteString.copyFromUtf8(CODE))
                                .concat(record));
        province.reject(HOSPITAL, issue(batch), BillReason.MALFORMED);
        batch.getBillsBuilder(0)
                .setRecord(record.concat(ByteString.copyFrom(new byte[] {(byte) 0xf8, 6, 1})));
        province.reject(HOSPITAL, issue(batch), BillReason.MALFORMED);
        batch.getBillsBuilder(0).setRecord(ByteString.copyFromUtf8("no message"));
        province.reject(HOSPITAL, issue(batch), BillReason.MALFORMED);
    }

    @Test
    void reverse_once_andTheChargeMayBeBilledAgain() {
        Draft blue = blue(1);
        province.accept(HOSPITAL, issue(hospital, blue));
        province.accept(HOSPITAL, issue(hospital, Commands.red(id(2), blue)));
        assertThat(province.bill(id(1)).getReversedBy()).isEqualTo(id(2));
        assertThat(today())
                .isEqualTo(
                        DailyTotal.newBuilder()
                                .setCount(1)
                                .setTotalFen(10_000)
                                .setRedCount(1)
                                .setRedTotalFen(-10_000)
                                .build());
        province.reject(HOSPITAL, issue(hospital, Commands.red(id(3), blue)), BillReason.REVERSED);
        Draft redOfRed = Commands.red(id(4), blue);
        redOfRed.record().setReverses(id(2));
        province.reject(HOSPITAL, issue(hospital, redOfRed), BillReason.RED);
        Draft again = blue(5);
        again.bill().setReference(blue.bill().getReference());
        province.accept(HOSPITAL, issue(hospital, again));
        province.sound();
    }

    @Test
    void reverse_withinItsBatch() {
        Draft blue = blue(1);
        province.accept(HOSPITAL, issue(hospital, blue, Commands.red(id(2), blue)));
        assertThat(province.bill(id(1)).hasReversedBy()).isTrue();
        province.sound();
    }

    @Test
    void reverse_mustNegateTheOriginal() {
        province.accept("finance", grant(HOSPITAL, "33060225", 1, 10));
        Draft blue = blue(1);
        province.accept(HOSPITAL, issue(hospital, blue));
        mismatch(blue, red -> red.record().setTotalFen(-9_999));
        mismatch(blue, red -> red.bill().setPersonalFen(-3_999));
        mismatch(blue, red -> red.bill().setPatient(pseudonym("another")));
        mismatch(blue, red -> red.record().setCode("33060225"));
        Draft positive = Commands.red(id(2), blue);
        positive.record().setTotalFen(10_000);
        province.reject(HOSPITAL, issue(hospital, positive), BillReason.AMOUNT);
        Draft unknown = Commands.red(id(2), blue);
        unknown.record().setReverses(id(77));
        province.reject(HOSPITAL, issue(hospital, unknown), BillReason.BILL_UNKNOWN);
        Draft foreign = Commands.red(id(2_001), blue);
        foreign.record().setIssuer(CLINIC);
        province.reject(CLINIC, issue(province.signer(CLINIC), foreign), BillReason.NOT_ISSUER);
    }

    @Test
    void reverse_notWhileHeldOnPaperOrFrozen() {
        Draft blue = blue(1);
        var red = issue(hospital, Commands.red(id(2), blue));
        province.accept(HOSPITAL, issue(hospital, blue));
        province.accept(HOSPITAL, bind(id(1), "1"));
        province.reject(HOSPITAL, red, BillReason.LIVE_PAPER);
        province.accept(HOSPITAL, voidPaper(id(1)));
        province.accept("finance", freeze(id(1)));
        province.reject(HOSPITAL, red, BillReason.FROZEN);
        province.accept("insurance", unfreeze(id(1)));
        hold(1_000, "basic", "C1");
        province.reject(HOSPITAL, red, BillReason.HELD);
        Bills.release(province.state, id(1), "C1");
        province.state.commit();
        province.accept(HOSPITAL, red);
        province.sound();
    }

    @Test
    void paper_oneLive_aNumberOnce() {
        province.accept(HOSPITAL, issue(hospital, blue(1), blue(2)));
        province.reject(CLINIC, bind(id(1), "1"), BillReason.NOT_ISSUER);
        province.reject(HOSPITAL, bind(id(1), "a/b"), BillReason.MALFORMED);
        province.reject(HOSPITAL, bind(id(3), "1"), BillReason.BILL_UNKNOWN);
        province.reject(HOSPITAL, voidPaper(id(1)), BillReason.NO_PAPER);
        province.accept(HOSPITAL, bind(id(1), "1"));
        province.reject(HOSPITAL, bind(id(1), "2"), BillReason.LIVE_PAPER);
        province.reject(HOSPITAL, bind(id(2), "1"), BillReason.PAPER_USED);
        province.reject(CLINIC, voidPaper(id(1)), BillReason.NOT_ISSUER);
        province.reject(HOSPITAL, voidPaper(id(3)), BillReason.BILL_UNKNOWN);
        province.accept(HOSPITAL, voidPaper(id(1)));
        province.reject(HOSPITAL, bind(id(1), "1"), BillReason.PAPER_USED);
        province.accept(HOSPITAL, bind(id(1), "2"));
        assertThat(province.bill(id(1)).getPaper().getNumber()).isEqualTo("2");
    }

    @Test
    void freeze_byFinanceOrInsurance() {
        province.accept(HOSPITAL, issue(hospital, blue(1)));
        province.reject(HOSPITAL, freeze(id(1)), BillReason.NOT_ALLOWED);
        province.reject("health", unfreeze(id(1)), BillReason.NOT_ALLOWED);
        province.reject("finance", unfreeze(id(1)), BillReason.NOT_FROZEN);
        province.reject("finance", freeze(id(9)), BillReason.BILL_UNKNOWN);
        province.reject("finance", unfreeze(id(9)), BillReason.BILL_UNKNOWN);
        province.accept("insurance", freeze(id(1)));
        province.reject("finance", freeze(id(1)), BillReason.FROZEN);
        province.reject(HOSPITAL, bind(id(1), "1"), BillReason.FROZEN);
        assertThat(province.bill(id(1)).getFrozen()).isEqualTo("under-inquiry");
        province.accept("finance", unfreeze(id(1)));
        assertThat(province.bill(id(1)).getFrozen()).isEmpty();
    }

    @Test
    void writeOff_closesTheSegment_withItsCount() {
        province.accept(HOSPITAL, issue(hospital, blue(1), blue(7)));
        province.reject(HOSPITAL, writeOff(HOSPITAL, CODE, 1), BillReason.NOT_ALLOWED);
        province.reject("finance", writeOff(HOSPITAL, CODE, 2), BillReason.SEGMENT_UNKNOWN);
        province.reject("finance", writeOff(HOSPITAL, CODE, 0), BillReason.MALFORMED);
        SegmentWrittenOff event =
                (SegmentWrittenOff)
                        province.accept("finance", writeOff(HOSPITAL, CODE, 1)).getFirst();
        assertThat(event.getSegment().getUsed()).isEqualTo(2);
        province.reject("finance", writeOff(HOSPITAL, CODE, 1), BillReason.SEGMENT_CLOSED);
        province.reject(HOSPITAL, issue(hospital, blue(8)), BillReason.SEGMENT_CLOSED);
        province.sound();
    }

    @Test
    void reserve_neverMoreThanThePatientBore() {
        province.accept(HOSPITAL, issue(hospital, blue(1)));
        hold(3_000, "basic", "C1");
        Outcome.Rejected rejected =
                Bills.reserve(province.state, id(1), holding(1_001, "insurer-1", "C2"));
        assertThat(rejected)
                .isEqualTo(
                        new Outcome.Rejected(
                                BillReason.EXCEEDS_REMAINING,
                                "33060125/0000000001 amount=1001 remaining=1000"));
        Outcome.Rejected twice = Bills.reserve(province.state, id(1), holding(1, "basic", "C3"));
        assertThat(twice)
                .isEqualTo(new Outcome.Rejected(BillReason.HELD, "33060125/0000000001 claim=C1"));
        hold(1_000, "insurer-1", "C2");
        assertThat(Bills.remaining(province.bill(id(1)))).isZero();
        Bills.confirm(province.state, id(1), "C1", true);
        Bills.release(province.state, id(1), "C2");
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(1_000);
    }

    private void hold(long fen, String payer, String claim) {
        assertThat(Bills.reserve(province.state, id(1), holding(fen, payer, claim))).isNull();
        province.state.commit();
    }

    private static Holding holding(long fen, String payer, String claim) {
        return Holding.newBuilder()
                .setAmountFen(fen)
                .setPayer(payer)
                .setClaimId(claim)
                .setSinceMs(1)
                .build();
    }

    private void mismatch(Draft blue, Consumer<Draft> change) {
        Draft red = Commands.red(id(2), blue);
        change.accept(red);
        province.reject(HOSPITAL, issue(hospital, red), BillReason.REVERSAL_MISMATCH);
    }

    private void malformed(Consumer<Draft> change) {
        bad(BillReason.MALFORMED, change);
    }

    private void bad(BillReason reason, Consumer<Draft> change) {
        Draft draft = blue(1);
        change.accept(draft);
        province.reject(HOSPITAL, issue(hospital, draft), reason);
    }

    private void accepted(Consumer<Draft> change) {
        Draft draft = blue(1);
        change.accept(draft);
        province.accept(HOSPITAL, issue(hospital, draft));
    }

    private Draft blue(long number) {
        return Commands.blue(HOSPITAL, id(number), 10_000, 4_000, province.now);
    }

    private DailyTotal today() {
        return day(Bills.chinaDay(province.now));
    }

    private DailyTotal day(int day) {
        DailyTotal total =
                Wire.stored(province.state, Bills.dailyKey(HOSPITAL, day), DailyTotal.parser());
        return total == null ? DailyTotal.getDefaultInstance() : total;
    }
}
