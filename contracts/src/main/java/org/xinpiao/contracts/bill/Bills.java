package org.xinpiao.contracts.bill;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/**
 * Bills, for the other contracts: what a claim reserves, confirms and releases. A holding lowers
 * what remains from the moment it is reserved.
 */
public final class Bills {

    /** Prefix of the state keys of all bills. */
    public static final String PREFIX = "bill/bill/";

    /** Prefix of the state keys of all number segments. */
    public static final String SEGMENTS = "bill/segment/";

    /** Prefix of the state keys of all day totals. */
    public static final String DAYS = "bill/daily/";

    /** Digits of a bill's number; a paper's shorter one has zeros in front. */
    public static final int NUMBER_DIGITS = 10;

    private static final long DAY_MS = 24L * 60 * 60 * 1_000;
    private static final long CHINA_OFFSET_MS = 8L * 60 * 60 * 1_000;

    private Bills() {}

    /** State key of a bill. */
    public static String key(BillId id) {
        return PREFIX + id.getCode() + '/' + id.getNumber();
    }

    /** State key of the standing bill that was issued for a charge. */
    public static String referenceKey(String issuer, ByteString reference) {
        return "bill/reference/" + issuer + '/' + HexFormat.of().formatHex(reference.toByteArray());
    }

    /** State key of an issuer's totals of a day (days since 1970-01-01, China time). */
    public static String dailyKey(String issuer, long day) {
        return DAYS + issuer + '/' + String.format(Locale.ROOT, "%06d", day);
    }

    /** Day in China (UTC+8, no summer time), days since 1970-01-01. */
    public static int chinaDay(long timeMillis) {
        return Math.toIntExact(Math.floorDiv(timeMillis + CHINA_OFFSET_MS, DAY_MS));
    }

    /**
     * Whether both parts have the form of a bill's: an e-bill's code (domain §2.2) says more, a
     * paper's any 8 digits.
     */
    public static boolean isId(BillId id) {
        return Wire.isDigits(id.getCode(), 8) && Wire.isDigits(id.getNumber(), NUMBER_DIGITS);
    }

    /** Whether it is an in-patient's bill. */
    public static boolean isInpatient(BillState bill) {
        return bill.hasOrigin()
                ? bill.getOrigin().getInpatient()
                : bill.getRecord().getCode().startsWith("0602", 2);
    }

    /** Prefix of the state keys of the e-bills that some paper of a batch and number is of. */
    static String papersPrefix(String batch, String number) {
        return "bill/paper/" + batch + '/' + number.replaceFirst("^0+(?=.)", "") + '/';
    }

    /** The e-bill that a paper was made of, whoever issued both; null when none is known. */
    public static @Nullable BillId ofPaper(State state, String batch, String number) {
        if (!Wire.isId(batch, Wire.ID_CHARS_MAX) || !Wire.isId(number, Wire.ID_CHARS_MAX)) {
            return null;
        }
        for (var entry : state.scan(papersPrefix(batch, number), 1)) {
            return Wire.value(entry.getKey(), entry.getValue(), BillId.parser());
        }
        return null;
    }

    /** Whether an institution was granted the number for e-bills. */
    public static boolean isGranted(State state, BillId id) {
        long number = Long.parseLong(id.getNumber());
        return Segments.overlaps(Segments.granted(state, id.getCode()), number, number);
    }

    /** The bill; null when there is none, also when the id is not well formed. */
    public static @Nullable BillState find(State state, BillId id) {
        return isId(id) ? Wire.stored(state, key(id), BillState.parser()) : null;
    }

    /**
     * The standing bill an issuer made for a business serial's keyed reference; null when there is
     * none.
     */
    public static @Nullable BillId byReference(State state, String issuer, ByteString reference) {
        return Wire.stored(state, referenceKey(issuer, reference), BillId.parser());
    }

    /** An institution's segments of a code, in the order of their numbers. */
    public static List<Segment> segments(State state, String institution, String code) {
        List<Segment> segments = new ArrayList<>();
        for (var entry : state.scan(Segments.prefix(code, institution), Segments.PER_HOLDER_MAX)) {
            segments.add(Wire.value(entry.getKey(), entry.getValue(), Segment.parser()));
        }
        return segments;
    }

    /** Code and number, as a rejection's detail names a bill. */
    public static String text(BillId id) {
        return id.getCode() + '/' + id.getNumber();
    }

    public static BillId id(BillRecord record) {
        return BillId.newBuilder().setCode(record.getCode()).setNumber(record.getNumber()).build();
    }

    /** Why nothing may be claimed on or changed at the bill; null when it is a live blue bill. */
    public static @Nullable Rejected blocked(BillState bill) {
        BillReason reason = null;
        if (bill.getRecord().hasReverses()) {
            reason = BillReason.RED;
        } else if (bill.hasReversedBy()) {
            reason = BillReason.REVERSED;
        } else if (!bill.getFrozen().isEmpty()) {
            reason = BillReason.FROZEN;
        }
        return reason == null ? null : new Rejected(reason, text(id(bill.getRecord())));
    }

    /** What may still be reimbursed, over all payers, in fen. */
    public static long remaining(BillState bill) {
        long remaining = bill.getPersonalFen();
        for (Holding holding : bill.getHoldingsList()) {
            remaining -= holding.getAmountFen();
        }
        return remaining;
    }

    /**
     * Holds an amount for a claim.
     *
     * @param holding not confirmed, with an amount of 1 fen or more
     * @return why not; null when it is held
     */
    public static @Nullable Rejected reserve(State state, BillId id, Holding holding) {
        if (holding.getAmountFen() <= 0 || holding.getConfirmed()) {
            throw new IllegalArgumentException("holding of " + holding.getAmountFen() + " fen");
        }
        BillState bill = find(state, id);
        if (bill == null) {
            return new Rejected(BillReason.BILL_UNKNOWN, text(id));
        }
        Rejected blocked = blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        for (Holding held : bill.getHoldingsList()) {
            if (held.getPayer().equals(holding.getPayer())) {
                return new Rejected(BillReason.HELD, text(id) + " claim=" + held.getClaimId());
            }
        }
        long remaining = remaining(bill);
        if (holding.getAmountFen() > remaining) {
            return new Rejected(
                    BillReason.EXCEEDS_REMAINING,
                    text(id) + " amount=" + holding.getAmountFen() + " remaining=" + remaining);
        }
        put(state, id, bill.toBuilder().addHoldings(holding).build());
        return null;
    }

    /**
     * Holds more for a claim that holds something, until it is confirmed again.
     *
     * @param amountFen all that it shall hold, more than it does
     * @return why not; null when it is held
     * @throws IllegalStateException when the claim holds nothing on this bill
     */
    public static @Nullable Rejected raise(State state, BillId id, String claimId, long amountFen) {
        BillState bill = held(state, id);
        Rejected blocked = blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        int place = place(bill, claimId);
        long more = amountFen - bill.getHoldings(place).getAmountFen();
        long remaining = remaining(bill);
        if (more > remaining) {
            return new Rejected(
                    BillReason.EXCEEDS_REMAINING,
                    text(id) + " amount=" + more + " remaining=" + remaining);
        }
        BillState.Builder next = bill.toBuilder();
        next.getHoldingsBuilder(place).setAmountFen(amountFen).setConfirmed(false);
        put(state, id, next.build());
        return null;
    }

    /**
     * Makes a claim's holding final, or what waits for payment again; also on a bill frozen
     * meanwhile, for the money has left, or has come back.
     *
     * @throws IllegalStateException when the claim holds nothing on this bill
     */
    public static void confirm(State state, BillId id, String claimId, boolean confirmed) {
        BillState bill = held(state, id);
        BillState.Builder next = bill.toBuilder();
        next.getHoldingsBuilder(place(bill, claimId)).setConfirmed(confirmed);
        put(state, id, next.build());
    }

    /**
     * Ends a claim's holding.
     *
     * @throws IllegalStateException when the claim holds nothing on this bill
     */
    public static void release(State state, BillId id, String claimId) {
        BillState bill = held(state, id);
        put(state, id, bill.toBuilder().removeHoldings(place(bill, claimId)).build());
    }

    static void put(State state, BillId id, BillState bill) {
        state.put(key(id), bill.toByteString());
    }

    private static BillState held(State state, BillId id) {
        BillState bill = find(state, id);
        if (bill == null) {
            throw new IllegalStateException("a claim holds on to no bill: " + text(id));
        }
        return bill;
    }

    private static int place(BillState bill, String claimId) {
        for (int i = 0; i < bill.getHoldingsCount(); i++) {
            if (bill.getHoldings(i).getClaimId().equals(claimId)) {
                return i;
            }
        }
        throw new IllegalStateException("claim " + claimId + " holds nothing");
    }
}
