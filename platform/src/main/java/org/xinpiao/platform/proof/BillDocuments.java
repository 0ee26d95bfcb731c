package org.xinpiao.platform.proof;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.document.BillDocument;
import org.xinpiao.platform.document.DocumentSigner;
import org.xinpiao.platform.document.OfdBill;
import org.xinpiao.platform.document.PdfBill;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;

/**
 * Bills as files for people and archives, sealed by their issuer and by finance. Made anew each
 * time from the ledger; no copy is kept.
 */
@Service
public class BillDocuments {

    private static final String FINANCE = "finance";

    private final Parties parties;
    private final LedgerState state;
    private final BillReader reader;
    private final QrCodes qrCodes;
    private final Certificates certificates;

    BillDocuments(
            Parties parties,
            LedgerState state,
            BillReader reader,
            QrCodes qrCodes,
            Certificates certificates) {
        this.parties = parties;
        this.state = state;
        this.reader = reader;
        this.qrCodes = qrCodes;
        this.certificates = certificates;
    }

    /**
     * The bill as PDF, with what the reader's keys open.
     *
     * @return nothing of a registered paper, or when this process does not hold the keys of both
     *     seals
     * @throws IllegalArgumentException when there is no such bill
     */
    public Optional<byte[]> pdf(BillId id, Party reader) {
        return seals(id)
                .map(seals -> PdfBill.render(document(id, reader), seals.unit(), seals.finance()));
    }

    /**
     * The bill as OFD, with what the reader's keys open.
     *
     * @return nothing when this process does not hold the keys of both seals, or one is not of the
     *     national suite, which the seals of an OFD demand
     * @throws IllegalArgumentException when there is no such bill
     */
    public Optional<byte[]> ofd(BillId id, Party reader) {
        return seals(id)
                .filter(Seals::national)
                .map(seals -> OfdBill.render(document(id, reader), seals.unit(), seals.finance()));
    }

    private record Seals(DocumentSigner unit, DocumentSigner finance) {

        boolean national() {
            return unit.algorithm().equals(DocumentSigner.SM2)
                    && finance.algorithm().equals(DocumentSigner.SM2);
        }
    }

    private Optional<Seals> seals(BillId id) {
        BillState bill = bill(id);
        if (bill.hasOrigin()) {
            return Optional.empty(); // its document is the paper
        }
        Optional<Party> unit = parties.find(bill.getRecord().getIssuer());
        Optional<Party> finance = parties.find(FINANCE);
        return unit.isEmpty() || finance.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Seals(
                                certificates.signer(unit.get()),
                                certificates.signer(finance.get())));
    }

    private BillDocument document(BillId id, Party party) {
        BillState bill = bill(id);
        BillContent content;
        try {
            content = reader.read(party, bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(id), e);
        }
        return new BillDocument(
                content.face(),
                Objects.requireNonNull(content.payer()),
                Objects.requireNonNull(content.payment()),
                content.charges(),
                content.details(),
                content.visit(),
                Fingerprint.checkCode(bill.getRecord().getFingerprint().toByteArray()),
                qrCodes.text(id),
                bill.getRecord().hasReverses(),
                bill.hasReversedBy() ? "已冲红" : bill.getFrozen().isEmpty() ? "" : "已冻结");
    }

    private BillState bill(BillId id) {
        BillState bill = Bills.find(state, id);
        if (bill == null) {
            throw new IllegalArgumentException("no bill " + Bills.text(id));
        }
        return bill;
    }
}
