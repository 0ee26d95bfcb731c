package org.xinpiao.platform.bank;

import java.util.List;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.StatusReport.Code;
import org.xinpiao.platform.bank.StatusReport.Status;

/** The messages that a payment needs. */
public final class Messages {

    private static final String ANY = "00000000";

    private Messages() {}

    /**
     * Loads their models, which takes a second or more: the first payment shall not wait for it.
     */
    public static void prepare() {
        CreditTransfers.read(
                new CreditTransfers(ANY, 0, ANY, ANY, List.of(new Credit(ANY, 1, ANY, ANY)))
                        .write());
        StatusReport.read(
                new StatusReport(
                                ANY,
                                0,
                                ANY,
                                null,
                                List.of(new Status(ANY, Code.PDNG, null, null, null)))
                        .write());
        Notification.read(
                new Notification(ANY, 0, ANY, List.of(new Movement(ANY, null, ANY, 1, null, 0)))
                        .write());
        CancellationRequest.read(new CancellationRequest(ANY, 0, ANY, ANY, ANY).write());
        Resolution.read(new Resolution(ANY, 0, ANY, ANY, ANY, null).write());
    }
}
