package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.DailyTotal;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.bill.Segment;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;

/** Invariants 1 to 3: numbers, what is held on a bill, reversals; and the counts over them. */
final class BillInvariants {

    private final State state;
    private final Invariants invariants;
    private final Map<String, TreeMap<Long, Counted>> segments = new TreeMap<>();
    private final Map<String, DailyTotal.Builder> days = new TreeMap<>();

    BillInvariants(State state, Invariants invariants) {
        this.state = state;
        this.invariants = invariants;
    }

    void check() {
        StateWalk.each(state, Bills.SEGMENTS, this::segment);
        StateWalk.each(
                state,
                Bills.PREFIX,
                (key, value) -> bill(key, Wire.value(key, value, BillState.parser())));
        segments.values().forEach(code -> code.values().forEach(this::counted));
        StateWalk.each(state, Bills.DAYS, this::day);
        days.keySet().forEach(key -> invariants.require(false, key, "day total is missing"));
    }

    private void segment(String key, ByteString value) {
        Segment segment = Wire.value(key, value, Segment.parser());
        TreeMap<Long, Counted> code =
                segments.computeIfAbsent(segment.getCode(), _ -> new TreeMap<>());
        var before = code.floorEntry(segment.getTo());
        invariants.require(
                before == null || before.getValue().segment.getTo() < segment.getFrom(),
                key,
                "segments do not overlap");
        code.put(segment.getFrom(), new Counted(key, segment));
    }

    private void counted(Counted counted) {
        invariants.require(
                counted.used == counted.segment.getUsed(), counted.key, "used counts its bills");
    }

    private void bill(String key, BillState bill) {
        BillRecord record = bill.getRecord();
        BillId id = Bills.id(record);
        invariants.require(key.equals(Bills.key(id)), key, "a number is used once");
        TreeMap<Long, Counted> code = segments.get(record.getCode());
        long number = Long.parseLong(record.getNumber());
        if (bill.hasOrigin()) {
            paper(key, bill, code, number);
            return;
        }
        var entry = code == null ? null : code.floorEntry(number);
        Counted segment = entry == null ? null : entry.getValue();
        if (segment != null
                && number <= segment.segment.getTo()
                && segment.segment.getInstitution().equals(record.getIssuer())) {
            segment.used++;
        } else {
            invariants.require(false, key, "the number is inside its issuer's segment");
        }
        count(record);
        if (record.hasReverses()) {
            red(key, id, bill);
        } else {
            blue(key, id, bill);
        }
    }

    /** A bill that was registered from its paper: no number of the chain's, in no day's totals. */
    private void paper(
            String key, BillState bill, @Nullable NavigableMap<Long, Counted> code, long number) {
        var entry = code == null ? null : code.floorEntry(number);
        invariants.require(
                entry == null || number > entry.getValue().segment.getTo(),
                key,
                "a paper's number is in no segment");
        BillRecord record = bill.getRecord();
        invariants.require(
                !bill.hasPaper()
                        && !record.hasReverses()
                        && Bills.ofPaper(state, record.getCode(), record.getNumber()) == null,
                key,
                "a registered paper is not that of an e-bill");
        blue(key, Bills.id(record), bill);
    }

    private void red(String key, BillId id, BillState red) {
        BillState blue = Bills.find(state, red.getRecord().getReverses());
        invariants.require(
                blue != null
                        && !blue.getRecord().hasReverses()
                        && blue.getReversedBy().equals(id)
                        && blue.getRecord().getTotalFen() == -red.getRecord().getTotalFen()
                        && blue.getPersonalFen() == -red.getPersonalFen(),
                key,
                "a red bill negates the one it reverses");
        invariants.require(
                red.getHoldingsCount() == 0 && !red.hasPaper() && !red.hasReversedBy(),
                key,
                "nothing rests on a red bill");
    }

    private void blue(String key, BillId id, BillState bill) {
        invariants.require(
                bill.getPersonalFen() >= 0
                        && bill.getPersonalFen() <= bill.getRecord().getTotalFen(),
                key,
                "the personal part is within the total");
        invariants.require(
                Bills.remaining(bill) >= 0,
                key,
                "reserved and reimbursed is at most what the patient bore");
        Set<String> payers = new TreeSet<>();
        for (Holding holding : bill.getHoldingsList()) {
            invariants.require(
                    holding.getAmountFen() > 0 && payers.add(holding.getPayer()),
                    key,
                    "one positive holding for a payer");
            invariants.require(
                    belongs(holding, id, Claims.find(state, holding.getClaimId())),
                    key,
                    "a holding is that of one decided claim");
        }
        if (bill.hasReversedBy()) {
            BillState red = Bills.find(state, bill.getReversedBy());
            invariants.require(
                    red != null && red.getRecord().getReverses().equals(id),
                    key,
                    "a reversed bill has its red bill");
            invariants.require(
                    bill.getHoldingsCount() == 0 && !bill.hasPaper(),
                    key,
                    "a reserved or reimbursed bill is not reversed");
        } else {
            String reference =
                    Bills.referenceKey(bill.getRecord().getIssuer(), bill.getReference());
            invariants.require(
                    id.toByteString().equals(state.get(reference)),
                    key,
                    "one standing bill for a charge");
        }
    }

    private static boolean belongs(Holding holding, BillId id, @Nullable ClaimState claim) {
        return claim != null
                && claim.getBill().equals(id)
                && claim.getPayer().equals(holding.getPayer())
                && Claims.isInForce(claim)
                && (Claims.standing(claim) != ClaimStatus.DECIDED) == holding.getConfirmed()
                && Claims.payableFen(claim.getDecision().getSettlement()) == holding.getAmountFen();
    }

    private void count(BillRecord record) {
        DailyTotal.Builder total =
                days.computeIfAbsent(
                        Bills.dailyKey(record.getIssuer(), Bills.chinaDay(record.getIssuedMs())),
                        _ -> DailyTotal.newBuilder());
        if (record.hasReverses()) {
            total.setRedCount(total.getRedCount() + 1)
                    .setRedTotalFen(total.getRedTotalFen() + record.getTotalFen());
        } else {
            total.setCount(total.getCount() + 1)
                    .setTotalFen(total.getTotalFen() + record.getTotalFen());
        }
    }

    private void day(String key, ByteString value) {
        DailyTotal.Builder total = days.remove(key);
        invariants.require(
                total != null && total.build().equals(Wire.value(key, value, DailyTotal.parser())),
                key,
                "the day total sums its bills");
    }

    private static final class Counted {
        final String key;
        final Segment segment;
        long used;

        Counted(String key, Segment segment) {
            this.key = key;
            this.segment = segment;
        }
    }
}
