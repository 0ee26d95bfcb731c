package org.xinpiao.platform.billview;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.document.AmountInWords;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.proof.QrCodes;
import org.xinpiao.platform.registry.Directory;

/** Opens bills for pages. Callers check that their reader may see the bill. */
@Component
public class BillPages {

    private final LedgerState state;
    private final BillReader reader;
    private final Directory directory;
    private final QrCodes qrCodes;
    private final Timelines timelines;
    private final BillWords words;

    BillPages(
            LedgerState state,
            BillReader reader,
            Directory directory,
            QrCodes qrCodes,
            Timelines timelines,
            BillWords words) {
        this.state = state;
        this.reader = reader;
        this.directory = directory;
        this.qrCodes = qrCodes;
        this.timelines = timelines;
        this.words = words;
    }

    /**
     * A bill for a party that holds its keys.
     *
     * @param claims the claims whose amounts the timeline may tell; empty where the reader has no
     *     business with them
     * @throws CorruptException when the ledger's content is not what it committed to
     */
    public BillPage open(
            BillQueries.Row row, Party party, List<ClaimQueries.Row> claims, Locale locale) {
        BillState bill = bill(row);
        BillContent content = content(party, bill);
        return new BillPage(
                row,
                content,
                Fingerprint.checkCode(bill.getRecord().getFingerprint().toByteArray()),
                AmountInWords.of(bill.getRecord().getTotalFen()),
                institution(row, bill, content),
                bill.hasReversedBy() ? bill.getReversedBy() : null,
                timelines.of(row, claims, locale),
                qrCodes.svg(row.id()));
    }

    /** The name of who gave the care, for a party that holds the bill's keys. */
    public String institution(BillQueries.Row row, Party party, Locale locale) {
        BillState bill = bill(row);
        return bill.hasOrigin()
                ? words.name(institution(row, bill, content(party, bill)), locale)
                : words.member(row.issuer(), locale);
    }

    /** Who gave the care: of a paper that was registered at a window not who signed the bill. */
    private Member institution(BillQueries.Row row, BillState bill, BillContent content) {
        if (!bill.hasOrigin()) {
            return directory.required(row.issuer());
        }
        return directory
                .member(bill.getOrigin().getInstitution())
                .orElseGet(() ->
                        Member.newBuilder()
                                .setRegion(bill.getOrigin().getRegion())
                                .setNameZh(content.face().getInstitutionName())
                                .build());
    }

    /** What a bill says to a party that holds its keys. */
    public BillContent content(Party party, BillQueries.Row row) {
        return content(party, bill(row));
    }

    private BillState bill(BillQueries.Row row) {
        BillState bill = Bills.find(state, row.id());
        if (bill == null) {
            throw new CorruptException("the read model alone has bill " + Bills.text(row.id()));
        }
        return bill;
    }

    private BillContent content(Party party, BillState bill) {
        try {
            return reader.read(party, bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(Bills.id(bill.getRecord())), e);
        }
    }
}
