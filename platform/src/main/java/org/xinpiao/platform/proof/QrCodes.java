package org.xinpiao.platform.proof;

import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.document.QrImage;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.verify.Bundle;
import org.xinpiao.platform.verify.QrPayload;

/** The QR code of a bill: what its issuer signed, checkable with no network. */
@Component
public class QrCodes {

    private static final int PIXELS_PER_MODULE = 4;

    private final LedgerState state;
    private final BillReader reader;
    private final Proofs proofs;
    private final Suite suite;

    QrCodes(LedgerState state, BillReader reader, Proofs proofs, Suite suite) {
        this.state = state;
        this.reader = reader;
        this.proofs = proofs;
        this.suite = suite;
    }

    /** Where anyone checks a bill: the page's path with the bill's number and check code. */
    public static String page(BillId id, String check) {
        return "/verify?code=" + id.getCode() + "&number=" + id.getNumber() + "&check=" + check;
    }

    /**
     * The text of a bill's code.
     *
     * @throws IllegalArgumentException when there is no such bill
     */
    public String text(BillId id) {
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            throw new IllegalArgumentException("no bill " + Bills.text(id));
        }
        IssueBills issue = reader.batch(bill).issue();
        Bundle.Batch batch = proofs.signed(bill, issue);
        return new QrPayload(
                        suite,
                        issue.getBills(bill.getBillIndex()).getRecord().toByteArray(),
                        batch.index(),
                        batch.size(),
                        batch.path(),
                        Arrays.copyOf(batch.keyId(), QrPayload.KEY_PREFIX_BYTES),
                        batch.signature())
                .encode();
    }

    public byte[] png(BillId id) {
        return QrImage.png(text(id), PIXELS_PER_MODULE);
    }

    public String svg(BillId id) {
        return QrImage.svg(text(id));
    }
}
