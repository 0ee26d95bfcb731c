package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.CODE;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.CLINIC;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.INSURER;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.QINGDAO;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.PaperOrigin;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.claim.SubmitClaim;

/** Commands of every kind in random order: right, wrong in one way, repeated, out of turn. */
final class RandomHistory {

    static final Set<String> KINDS =
            new TreeSet<>(
                    List.of(
                            "grant",
                            "issue",
                            "reverse",
                            "bind",
                            "void",
                            "freeze",
                            "unfreeze",
                            "writeOff",
                            "register",
                            "enrol",
                            "end",
                            "deposit",
                            "submit",
                            "decide",
                            "refuse",
                            "cancel",
                            "revoke",
                            "review",
                            "ask",
                            "provide",
                            "appeal",
                            "answer",
                            "payee",
                            "pay",
                            "fail",
                            "demand",
                            "drop",
                            "repay",
                            "expire",
                            "suspend"));

    static final String POLICY = Claims.policyKey(HANGZHOU, 1);
    static final ByteString POLICY_VALUE = ByteString.copyFromUtf8("policy");

    private static final List<String> MEMBERS =
            List.of(
                    "finance",
                    "health",
                    "insurance",
                    "data",
                    HOSPITAL,
                    CLINIC,
                    AGENCY,
                    OTHER_AGENCY,
                    INSURER,
                    BANK);
    private static final List<String> HOSPITALS = List.of(HOSPITAL, CLINIC);
    private static final int PEOPLE = 20;

    final Province province = new Province(new QuickPrimitives());
    final HistoryTally tally = new HistoryTally();
    final Set<String> accepted = new TreeSet<>();
    final Set<String> rejected = new TreeSet<>();
    final Set<String> reasons = new TreeSet<>();

    private final Random random;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<String> claims = new ArrayList<>();
    private final Map<String, Long> next = new TreeMap<>();
    private final List<Long> starts = new ArrayList<>();
    private long granted;
    private int serial;
    private int accepts;

    RandomHistory(long seed) {
        random = new Random(seed);
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 2));
        province.accept("insurance", Commands.region(QINGDAO, OTHER_AGENCY, 1));
        province.state.put(POLICY, POLICY_VALUE);
        province.state.commit();
        for (String hospital : HOSPITALS) {
            grant(hospital);
        }
        for (int i = 0; i < PEOPLE / 2; i++) {
            run("enrol", AGENCY, enrol(i));
        }
    }

    /** One command, now and then one that was run before. */
    void step() {
        if (chance(30)) {
            province.now += random.nextLong(2 * DAY_MS);
        }
        List<Province.Ran> ran = province.last(300);
        if (chance(12) && !ran.isEmpty()) {
            Province.Ran again = ran.get(random.nextInt(ran.size()));
            run("again", again.member(), again.command());
            return;
        }
        switch (random.nextInt(27)) {
            case 0 -> {
                issueOrGrant();
                rare();
            }
            case 1, 2, 3, 4 -> issue();
            case 5 -> reverse();
            case 6 -> paper();
            case 7 -> freeze();
            case 8 -> rare();
            case 9, 10, 11, 12 -> submit();
            case 13, 14, 15 -> decide();
            case 16 -> end();
            case 17, 18 -> byHand();
            case 19, 20 -> afterwards();
            case 21 -> register();
            default -> pay();
        }
    }

    String summary() {
        return "accepted " + accepts + " of " + province.count() + ", reasons " + reasons;
    }

    private void issueOrGrant() {
        if (chance(3)) {
            grant(pick(HOSPITALS));
        } else {
            issue();
        }
    }

    private void grant(String hospital) {
        long from = chance(8) ? random.nextLong(granted + 1) : granted + 1;
        long to = from + 200 + random.nextInt(2_000);
        if (run("grant", orAnyone("finance"), Commands.grant(hospital, CODE, from, to))) {
            next.put(hospital, from);
            starts.add(from);
            granted = Math.max(granted, to);
        }
    }

    private void issue() {
        String hospital = pick(HOSPITALS);
        List<Draft> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            long total = 1L + random.nextInt(20_000);
            Draft draft =
                    Commands.blue(
                            hospital,
                            number(hospital),
                            total,
                            chance(4) ? total : random.nextLong(total + 1),
                            province.now - random.nextInt(3) * DAY_MS);
            draft.bill()
                    .setPatient(pseudonym("patient" + random.nextInt(PEOPLE)))
                    .setReference(pseudonym("charge" + serial++))
                    .setSettledDirectly(chance(15));
            spoil(draft);
            batch.add(draft);
        }
        if (run("issue", orAnyone(hospital), Commands.issue(signed(hospital, batch)))) {
            drafts.addAll(batch);
        }
    }

    private void spoil(Draft draft) {
        switch (random.nextInt(60)) {
            case 0 -> draft.record().setTotalFen(-1);
            case 1 -> draft.bill().setPersonalFen(draft.record().getTotalFen() + 1);
            case 2 -> draft.bill().setReference(pseudonym("charge" + random.nextInt(serial + 1)));
            case 3 -> draft.record().setIssuedMs(province.now + DAY_MS);
            case 4 -> draft.record().setIssuedMs(province.now - 400 * DAY_MS);
            case 5 -> draft.bill().clearSealed();
            case 6 -> draft.record().setNumber("9999999999");
            default -> {}
        }
    }

    private IssueBills.Builder signed(String hospital, List<Draft> batch) {
        IssueBills.Builder signed = Commands.batch(province.signer(hospital), batch);
        switch (random.nextInt(40)) {
            case 0 -> signed.setBatchRoot(pseudonym("root"));
            case 1 -> signed.setSignature(province.signer(hospital).sign(new byte[0]));
            case 2 -> signed.setKeyId(pseudonym("key"));
            default -> {}
        }
        return signed;
    }

    private void reverse() {
        if (drafts.isEmpty()) {
            return;
        }
        Draft blue = pick(drafts);
        String hospital = blue.record().getIssuer();
        Draft red = Commands.red(number(hospital), blue);
        red.record().setIssuedMs(province.now);
        if (chance(10)) {
            red.bill().setPersonalFen(0);
        }
        if (run("reverse", orAnyone(hospital), Commands.issue(province.signer(hospital), red))) {
            drafts.remove(blue);
        }
    }

    private void paper() {
        BillId bill = bill();
        BillState state = Bills.find(province.state, bill);
        String issuer = state == null ? HOSPITAL : state.getRecord().getIssuer();
        if (state != null && state.hasPaper() && !chance(4)) {
            run("void", orAnyone(issuer), Commands.voidPaper(bill));
        } else {
            String number = Integer.toString(random.nextInt(2_000));
            run("bind", orAnyone(issuer), Commands.bind(bill, number));
            if (chance(3)) {
                run("void", issuer, Commands.voidPaper(bill));
            }
        }
    }

    /**
     * A paper bill at a window: unknown, that of an e-bill, an e-bill's number, or known by now.
     */
    private void register() {
        String agency = chance(2) ? AGENCY : OTHER_AGENCY;
        BillId id =
                switch (random.nextInt(8)) {
                    case 0 -> bill();
                    case 1 -> Commands.id(1 + random.nextLong(granted + 1));
                    default -> Commands.id(Commands.PAPER_CODE, random.nextInt(4_000));
                };
        long total = 1L + random.nextInt(20_000);
        Draft draft =
                Commands.blue(agency, id, total, total, province.now - random.nextInt(40) * DAY_MS);
        draft.bill()
                .setPatient(pseudonym("patient" + random.nextInt(PEOPLE)))
                .setReference(pseudonym("charge" + serial++));
        spoil(draft);
        PaperOrigin.Builder origin = Commands.origin(pick(List.of(HOSPITAL, CLINIC, "")));
        switch (random.nextInt(30)) {
            case 0 -> origin.clearInquiryDigest();
            case 1 -> origin.setInstitution(BANK);
            case 2 -> origin.clearPhotoDigest();
            default -> {}
        }
        IssueBills.Builder batch = signed(agency, List.of(draft));
        if (run("register", orAnyone(agency), Commands.register(batch, origin))) {
            drafts.add(draft);
        }
    }

    private void freeze() {
        BillId bill = bill();
        if (run("freeze", orAnyone("insurance"), Commands.freeze(bill)) || chance(2)) {
            if (!chance(6)) {
                run("unfreeze", orAnyone("finance"), Commands.unfreeze(bill));
            }
        }
    }

    /** What seldom happens. */
    private void rare() {
        switch (random.nextInt(6)) {
            case 0 -> {
                String hospital = pick(HOSPITALS);
                run("suspend", orAnyone("health"), RegistryTest.suspend(hospital, chance(2)));
                run("suspend", "health", RegistryTest.suspend(hospital, false));
            }
            case 1 -> run("enrol", orAnyone(AGENCY), enrol(random.nextInt(PEOPLE)));
            case 2 -> {
                int person = random.nextInt(PEOPLE);
                int day = Bills.chinaDay(province.now);
                run(
                        "end",
                        orAnyone(AGENCY),
                        Commands.endEnrolment(pseudonym("person" + person), "310", day));
            }
            case 3 -> {
                String hospital = pick(HOSPITALS);
                long from = pick(starts);
                if (chance(3)
                        && run(
                                "writeOff",
                                orAnyone("finance"),
                                Commands.writeOff(hospital, CODE, from))) {
                    grant(hospital);
                }
            }
            default -> {
                String fund = chance(2) ? "310100" : "390100";
                long fen = random.nextInt(15_000);
                String reference = "D" + (chance(10) ? random.nextInt(serial + 1) : serial++);
                run("deposit", orAnyone(BANK), Commands.deposit(HANGZHOU, fund, fen, reference));
            }
        }
    }

    private void submit() {
        BillId bill = bill();
        BillState state = Bills.find(province.state, bill);
        boolean basic = !chance(4);
        String claimId = "C" + (chance(20) ? random.nextInt(serial + 1) : serial++);
        int day = Bills.chinaDay(province.now) - random.nextInt(chance(10) ? 500 : 30);
        int person = random.nextInt(PEOPLE / 2);
        SubmitClaim.Builder submission =
                Commands.submission(
                                claimId,
                                bill,
                                basic ? Claims.BASIC : INSURER,
                                basic ? AGENCY : INSURER,
                                day)
                        .setPerson(pseudonym("person" + person));
        if (state != null && !chance(12)) {
            submission.setPatient(state.getPatient());
        }
        if (run("submit", orAnyone("health"), Commands.submit(submission))) {
            claims.add(claimId);
        }
    }

    private void decide() {
        ClaimState claim =
                claim(
                        switch (random.nextInt(8)) {
                            case 0 -> ClaimStatus.APPEALED;
                            case 1 -> ClaimStatus.REVIEW;
                            default -> ClaimStatus.SUBMITTED;
                        });
        if (claim == null) {
            return;
        }
        BillState bill = province.bill(claim.getBill());
        boolean basic = claim.getPayer().equals(Claims.BASIC);
        long remaining = Bills.remaining(bill);
        if (Claims.isInForce(claim)) {
            remaining += claim.getDecision().getSettlement().getFundPaySumamt();
        }
        long pays = chance(8) ? 0 : random.nextLong(remaining + 1 + (chance(6) ? 500 : 0));
        Settlement.Builder settlement = Commands.settlement(bill.getRecord().getTotalFen(), pays);
        if (!basic) {
            settlement.setHifpPay(0).setOthPay(pays);
        }
        switch (random.nextInt(30)) {
            case 0 -> settlement.setPsnCashPay(settlement.getPsnCashPay() + 1);
            case 1 -> settlement.setMedfeeSumamt(settlement.getMedfeeSumamt() + 1);
            default -> {}
        }
        Decision.Builder decision = Commands.decision(claim.getClaimId(), settlement);
        if (!basic) {
            decision.clearPolicyRegion().clearPolicyVersion();
        } else if (chance(25)) {
            decision.setPolicyVersion(2);
        }
        String agency = claim.getAgency();
        String[] endorsers =
                chance(15) ? new String[] {agency} : new String[] {agency, "insurance"};
        run(
                "decide",
                orAnyone(agency),
                Commands.decide(Commands.decide(province, decision, endorsers)));
    }

    private void pay() {
        ClaimState claim = claim(ClaimStatus.DECIDED);
        if (claim == null) {
            return;
        }
        if (chance(8)) {
            String transfer = "T" + serial++;
            run("fail", orAnyone(BANK), Commands.fail(claim.getClaimId(), transfer));
            run("payee", orAnyone("health"), Commands.payee(claim.getClaimId()));
        }
        long due = Claims.dueFen(province.claim(claim.getClaimId()));
        long fen = chance(10) ? due + 1 : due;
        String transfer = "T" + (chance(10) ? random.nextInt(serial + 1) : serial++);
        run("pay", orAnyone(BANK), Commands.pay(claim.getClaimId(), transfer, fen));
    }

    /** A clerk, and the patient's documents. */
    private void byHand() {
        List<ClaimStatus> undecided =
                List.of(ClaimStatus.SUBMITTED, ClaimStatus.REVIEW, ClaimStatus.WAITING);
        ClaimState claim = claim(pick(undecided));
        if (claim == null) {
            return;
        }
        String id = claim.getClaimId();
        switch (random.nextInt(3)) {
            case 0 -> run("review", orAnyone(claim.getAgency()), Commands.review(id));
            case 1 -> run("ask", orAnyone(claim.getAgency()), Commands.ask(id));
            default -> run("provide", orAnyone("health"), Commands.provide(id, 1));
        }
    }

    /** What comes after the end. */
    private void afterwards() {
        ClaimState claim =
                claim(
                        switch (random.nextInt(5)) {
                            case 0 -> ClaimStatus.REFUSED;
                            case 1 -> ClaimStatus.DEMANDED;
                            case 2 -> ClaimStatus.APPEALED;
                            default -> ClaimStatus.PAID;
                        });
        if (claim == null) {
            return;
        }
        String id = claim.getClaimId();
        String agency = orAnyone(claim.getAgency());
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> run("appeal", orAnyone("health"), Commands.appeal(id));
            case 3 -> run("answer", agency, Commands.answer(id));
            case 4 -> run("demand", agency, Commands.demand(id));
            case 5 -> run("drop", agency, Commands.drop(id));
            case 7 -> run("revoke", orAnyone("health"), Commands.revoke(id));
            case 6 -> {
                long fen = Claims.paidFen(claim) + (chance(10) ? 1 : 0);
                run("repay", orAnyone(BANK), Commands.repay(id, fen));
            }
            default -> {
                if (claim.getTransfersCount() > 0) {
                    String transfer = claim.getTransfers(0).getEndToEndId();
                    run("fail", orAnyone(BANK), Commands.fail(id, transfer));
                    run("payee", orAnyone("health"), Commands.payee(id));
                }
            }
        }
    }

    private void end() {
        ClaimState claim = claim(chance(2) ? ClaimStatus.DECIDED : ClaimStatus.SUBMITTED);
        if (claim == null) {
            return;
        }
        String id = claim.getClaimId();
        switch (random.nextInt(3)) {
            case 0 -> run("cancel", orAnyone("health"), Commands.cancel(id));
            case 1 -> run("refuse", orAnyone(claim.getAgency()), Commands.refuse(id));
            default -> {
                if (chance(3)) {
                    province.now += 8 * DAY_MS;
                }
                run("expire", orAnyone(claim.getAgency()), Commands.expire(id));
            }
        }
    }

    /** Runs it; a rejected command must leave the state as it was. */
    private boolean run(String kind, String member, Message command) {
        byte[] before = chance(200) ? province.state.hash(province.primitives) : new byte[0];
        Outcome outcome = province.run(member, command);
        return switch (outcome) {
            case Outcome.Accepted _ -> {
                accepted.add(kind);
                accepts++;
                tally.count(province, command);
                yield true;
            }
            case Outcome.Rejected no -> {
                rejected.add(kind);
                reasons.add(no.reason().code());
                if (before.length > 0) {
                    assertThat(province.state.hash(province.primitives)).isEqualTo(before);
                }
                yield false;
            }
        };
    }

    /** A claim, most often one in the status. */
    private @Nullable ClaimState claim(ClaimStatus status) {
        for (int i = 0; i < 20 && !claims.isEmpty(); i++) {
            ClaimState claim = province.claim(claims.get(recent(claims.size())));
            if (claim.getStatus() == status || chance(40)) {
                return claim;
            }
        }
        return null;
    }

    private BillId bill() {
        return drafts.isEmpty() || chance(40)
                ? Commands.id(random.nextLong(granted + 1))
                : Bills.id(drafts.get(recent(drafts.size())).record().build());
    }

    /** An index, near the end of the list rather than at its beginning. */
    private int recent(int size) {
        return size - 1 - random.nextInt(Math.min(size, 60));
    }

    private BillId number(String hospital) {
        long number = next.getOrDefault(hospital, 1L);
        if (chance(40)) {
            return Commands.id(random.nextLong(granted + 1));
        }
        next.put(hospital, number + 1);
        return Commands.id(number);
    }

    private Message enrol(int person) {
        int from = Bills.chinaDay(province.now) - 600 + random.nextInt(100);
        return Commands.enrol(pseudonym("person" + person), HANGZHOU, "310", from, 0);
    }

    private String orAnyone(String member) {
        return chance(20) ? pick(MEMBERS) : member;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
