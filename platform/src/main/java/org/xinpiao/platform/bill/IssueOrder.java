package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillId;

/**
 * A bill to be issued, already checked.
 *
 * @param institution member id of the issuer
 * @param code bill code (票据代码), 8 digits
 * @param content what the bill says, without its number
 * @param patient the patient's pseudonym for bills, 32 bytes
 * @param personalFen what the patient bore, in fen; negative on a red bill
 * @param settledDirectly whether the insurance paid its part at the counter
 * @param homeRegion admdvs of the patient's insurance when settled directly, else null
 * @param reverses the bill that a red bill reverses, else null
 */
public record IssueOrder(
        String institution,
        String code,
        BillContent content,
        ByteString patient,
        long personalFen,
        boolean settledDirectly,
        @Nullable String homeRegion,
        @Nullable BillId reverses) {

    /** Business serial (业务流水号): one bill for each serial of an institution. */
    public String busNo() {
        return content.face().getBusNo();
    }
}
