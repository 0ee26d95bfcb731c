package org.xinpiao.platform.verify;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.crypto.Suite;

/** Reads a bill's public record in the one encoding that every reader understands alike. */
final class Records {

    private static final Pattern CODE = Pattern.compile("[0-9]{8}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{10}");
    private static final Pattern MEMBER = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private Records() {}

    /** Nothing when the bytes are not a whole record in its canonical encoding. */
    static Optional<BillRecord> parse(byte[] bytes) {
        try {
            BillRecord bill = BillRecord.parseFrom(bytes);
            boolean whole =
                    isId(bill.getCode(), bill.getNumber())
                            && MEMBER.matcher(bill.getIssuer()).matches()
                            && bill.getFingerprint().size() == Suite.HASH_BYTES
                            && (!bill.hasReverses() || isId(bill.getReverses()))
                            && bill.getUnknownFields().asMap().isEmpty()
                            && bill.getReverses().getUnknownFields().asMap().isEmpty()
                            && Arrays.equals(bill.toByteArray(), bytes);
            return whole ? Optional.of(bill) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    static boolean isId(String code, String number) {
        return CODE.matcher(code).matches() && NUMBER.matcher(number).matches();
    }

    private static boolean isId(BillId id) {
        return isId(id.getCode(), id.getNumber());
    }
}
