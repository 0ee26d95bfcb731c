package org.xinpiao.contracts;

import static org.xinpiao.contracts.Commands.CODE;
import static org.xinpiao.contracts.Commands.decide;
import static org.xinpiao.contracts.Commands.decision;
import static org.xinpiao.contracts.Commands.deposit;
import static org.xinpiao.contracts.Commands.enrol;
import static org.xinpiao.contracts.Commands.grant;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Commands.issue;
import static org.xinpiao.contracts.Commands.settlement;
import static org.xinpiao.contracts.Commands.submission;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.INSURER;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.QINGDAO;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.SubmitClaim;

/** Two bills of 100.00 of which the patient bore 40.00, and a fund with 50.00 in it. */
abstract class ClaimScene {

    final Province province = new Province();
    final int today = Bills.chinaDay(province.now);

    @BeforeEach
    void prepare() {
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 1));
        province.accept("insurance", Commands.region(QINGDAO, OTHER_AGENCY, 2));
        province.accept("finance", grant(HOSPITAL, CODE, 1, 100));
        province.accept(HOSPITAL, issue(province.signer(HOSPITAL), blue(1), blue(2)));
        province.accept(AGENCY, enrol(pseudonym("person"), HANGZHOU, "310", today - 400, 0));
        province.accept(BANK, deposit(HANGZHOU, "310100", 5_000, "D1"));
        province.state.put(Claims.policyKey(HANGZHOU, 1), ByteString.copyFromUtf8("policy"));
        province.state.commit();
    }

    ClaimCommand decided(String claimId, long pays) {
        return decide(decide(province, decision(claimId, settlement(10_000, pays)), AGENCY));
    }

    SubmitClaim.Builder basic(String claimId, long bill) {
        return submission(claimId, id(bill), "basic", AGENCY, today - 10);
    }

    SubmitClaim.Builder commercial(String claimId, long bill) {
        return submission(claimId, id(bill), INSURER, INSURER, today - 10);
    }

    Draft blue(long number) {
        return Commands.blue(HOSPITAL, id(number), 10_000, 4_000, province.now);
    }
}
