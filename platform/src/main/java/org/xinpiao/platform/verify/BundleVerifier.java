package org.xinpiao.platform.verify;

import static org.xinpiao.platform.verify.Check.What.BATCH;
import static org.xinpiao.platform.verify.Check.What.CHECK_CODE;
import static org.xinpiao.platform.verify.Check.What.CONTENT;
import static org.xinpiao.platform.verify.Check.What.FILE;
import static org.xinpiao.platform.verify.Check.What.FINGERPRINT;
import static org.xinpiao.platform.verify.Check.What.RECEIPT;
import static org.xinpiao.platform.verify.Check.What.SIGNATURE;
import static org.xinpiao.platform.verify.Check.What.STATUS;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillsIssued;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.ledger.Event;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.ledger.Trust;

/**
 * Checks a proof bundle with nothing but a {@link Trust}. Keep one: it remembers parsed keys. Safe
 * for use by many threads.
 */
public final class BundleVerifier {

    private static final String ISSUED = "bill.BillsIssued";

    private final KeyCache keys = new KeyCache();

    /**
     * Checks a file.
     *
     * @throws UnusableException when it is no bundle at all
     */
    public Report verify(byte[] file, Trust trust) throws UnusableException {
        BundleFormat.Reading reading = BundleFormat.readLeniently(file);
        Check whole =
                reading.difference() < 0
                        ? Check.passed(FILE, file.length + " B")
                        : Check.failed(
                                FILE,
                                reading.digestOnly() ? "failed.FILE.digest" : "failed.FILE",
                                Integer.toString(reading.difference()));
        return verify(reading.bundle(), trust, whole);
    }

    /** Checks a bundle that is not a file. */
    public Report verify(Bundle bundle, Trust trust) {
        return verify(bundle, trust, null);
    }

    private Report verify(Bundle bundle, Trust trust, @Nullable Check file) {
        List<Check> checks = new ArrayList<>();
        if (file != null) {
            checks.add(file);
        }
        Optional<BillRecord> record = Records.parse(bundle.record());
        Fingerprint fingerprint = new Fingerprint(new SuitePrimitives(bundle.suite()));
        List<BillText.Part> content = List.of();
        if (record.isEmpty()) {
            checks.add(Check.failed(FINGERPRINT, "failed.FINGERPRINT.record"));
        } else {
            content = content(bundle, record.get(), fingerprint, checks);
        }
        checks.add(batch(bundle, fingerprint));
        checks.add(signature(bundle.batch()));
        checks.add(receipt(bundle, record));
        LogChecks.add(bundle, trust, checks);
        checks.add(Check.notProved(STATUS, "notProved.STATUS"));
        return Report.of(record.orElse(null), checks, content);
    }

    private static List<BillText.Part> content(
            Bundle bundle, BillRecord bill, Fingerprint fingerprint, List<Check> checks) {
        List<byte[]> roots =
                bundle.sections().stream().map(s -> Bundle.root(fingerprint, s)).toList();
        boolean same = Arrays.equals(fingerprint.of(roots), bill.getFingerprint().toByteArray());
        checks.add(
                same ? Check.passed(FINGERPRINT) : Check.failed(FINGERPRINT, "failed.FINGERPRINT"));
        Bundle.Id id = Bundle.Id.of(bill);
        checks.add(
                id.equals(bundle.id())
                        ? Check.passed(CHECK_CODE, id.checkCode())
                        : Check.failed(CHECK_CODE, "failed.CHECK_CODE"));
        if (!same) {
            checks.add(Check.notProved(CONTENT, "notProved.CONTENT"));
            return List.of();
        }
        try {
            Content content = Content.of(bundle);
            checks.add(
                    content.agreesWith(bill)
                            ? Check.passed(CONTENT, content.shown(), content.hidden())
                            : Check.failed(CONTENT, "failed.CONTENT"));
            return content.parts();
        } catch (InvalidProtocolBufferException e) {
            checks.add(Check.failed(CONTENT, "failed.CONTENT.unreadable"));
            return List.of();
        }
    }

    private static Check batch(Bundle bundle, Fingerprint fingerprint) {
        Bundle.Batch batch = bundle.batch();
        boolean in =
                fingerprint.inBatch(
                        batch.root(), bundle.record(), batch.index(), batch.size(), batch.path());
        return in
                ? Check.passed(
                        BATCH, Integer.toString(batch.index() + 1), Integer.toString(batch.size()))
                : Check.failed(BATCH, "failed.BATCH");
    }

    private Check signature(Bundle.Batch batch) {
        Optional<VerifyingKey> key = keys.find(batch.algorithm(), batch.publicKey());
        if (key.isEmpty() || !Arrays.equals(key.get().id(), batch.keyId())) {
            return Check.failed(SIGNATURE, "failed.SIGNATURE.key");
        }
        boolean good = key.get().verify(Fingerprint.batchMessage(batch.root()), batch.signature());
        return good
                ? Check.passed(SIGNATURE, batch.algorithm())
                : Check.failed(SIGNATURE, "failed.SIGNATURE");
    }

    /** That the ledger accepted this very batch, by this issuer with this key. */
    private static Check receipt(Bundle bundle, Optional<BillRecord> record) {
        try {
            Receipt receipt = Receipt.parseFrom(bundle.receipt());
            for (Event event : receipt.getAccepted().getEventsList()) {
                if (event.getType().equals(ISSUED)
                        && record.isPresent()
                        && issued(
                                BillsIssued.parseFrom(event.getBody()),
                                record.get().getIssuer(),
                                bundle.batch())) {
                    return Check.passed(
                            RECEIPT,
                            Long.toUnsignedString(receipt.getHeight()),
                            BillText.time(receipt.getTimeMs()),
                            record.get().getIssuer());
                }
            }
            return Check.failed(RECEIPT, "failed.RECEIPT");
        } catch (InvalidProtocolBufferException e) {
            return Check.failed(RECEIPT, "failed.RECEIPT");
        }
    }

    private static boolean issued(BillsIssued issued, String issuer, Bundle.Batch batch) {
        return issued.getIssuer().equals(issuer)
                && issued.getCount() == batch.size()
                && Arrays.equals(issued.getKeyId().toByteArray(), batch.keyId())
                && Arrays.equals(issued.getBatchRoot().toByteArray(), batch.root());
    }
}
