package org.xinpiao.platform.verify;

import static org.xinpiao.platform.verify.Check.What.CHECK_CODE;
import static org.xinpiao.platform.verify.Check.What.FILE;
import static org.xinpiao.platform.verify.Check.What.ISSUER;
import static org.xinpiao.platform.verify.Check.What.RECEIPT;
import static org.xinpiao.platform.verify.Check.What.SIGNATURE;
import static org.xinpiao.platform.verify.Check.What.STATUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Fingerprint;

/** Checks a QR code's text against a directory of issuers, with no network. */
public final class QrVerifier {

    private final IssuerDirectory directory;

    public QrVerifier(IssuerDirectory directory) {
        this.directory = directory;
    }

    /**
     * Says what the QR code proves: that this institution signed this bill. It cannot say that the
     * ledger took it, nor how it stands.
     *
     * @throws UnusableException when it is not the QR code of a bill, or damaged
     */
    public Report verify(String text) throws UnusableException {
        QrPayload payload = QrPayload.decode(text);
        BillRecord bill =
                Records.parse(payload.record())
                        .orElseThrow(() -> new UnusableException("no bill in the QR code"));
        List<Check> checks = new ArrayList<>();
        Bundle.Id id = Bundle.Id.of(bill);
        checks.add(Check.passed(FILE, id.code() + " " + id.number()));
        checks.add(Check.passed(CHECK_CODE, id.checkCode()));

        Optional<Issuer> issuer = directory.find(payload.keyPrefix());
        boolean known = issuer.isPresent() && issuer.get().member().equals(bill.getIssuer());
        checks.add(
                known
                        ? standing(issuer.get(), bill.getIssuedMs())
                        : Check.failed(ISSUER, "failed.ISSUER.unknown", bill.getIssuer()));
        checks.add(
                known
                                && issuer.get()
                                        .key()
                                        .verify(
                                                Fingerprint.batchMessage(payload.batchRoot()),
                                                payload.signature())
                        ? Check.passed(SIGNATURE)
                        : Check.failed(SIGNATURE, "failed.SIGNATURE"));
        checks.add(Check.notProved(RECEIPT, "notProved.RECEIPT"));
        checks.add(Check.notProved(STATUS, "notProved.STATUS.qr"));
        return Report.of(bill, checks, List.of());
    }

    /**
     * A signature's date is the signer's word: after a key was revoked, only the ledger knows which
     * bills came before.
     */
    private static Check standing(Issuer issuer, long issuedMs) {
        if (!issuer.inTerm(issuedMs)) {
            return Check.failed(ISSUER, "failed.ISSUER.term", issuer.nameZh(), issuer.nameEn());
        }
        if (issuer.revokedMs() != 0) {
            return issuedMs >= issuer.revokedMs()
                    ? Check.failed(
                            ISSUER, "failed.ISSUER.revoked", issuer.nameZh(), issuer.nameEn())
                    : Check.notProved(ISSUER, "notProved.ISSUER", issuer.nameZh(), issuer.nameEn());
        }
        return Check.passed(ISSUER, issuer.nameZh(), issuer.nameEn());
    }
}
