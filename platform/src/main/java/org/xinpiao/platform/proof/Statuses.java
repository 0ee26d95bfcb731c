package org.xinpiao.platform.proof;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.verify.BillStatus;
import org.xinpiao.platform.verify.BillStatus.Standing;
import org.xinpiao.platform.verify.BillStatusLookup;

/**
 * How bills stand, straight from the ledger's state: an altered row of the read model changes
 * nothing here.
 */
@Component
class Statuses implements BillStatusLookup {

    private final LedgerState state;
    private final Engine engine;
    private final Directory directory;

    Statuses(LedgerState state, Engine engine, Directory directory) {
        this.state = state;
        this.engine = engine;
        this.directory = directory;
    }

    @Override
    public Optional<BillStatus> find(String code, String number, String checkCode) {
        BillState bill =
                Bills.find(state, BillId.newBuilder().setCode(code).setNumber(number).build());
        if (bill == null || !check(bill.getRecord()).equalsIgnoreCase(checkCode)) {
            return Optional.empty();
        }
        BillRecord record = bill.getRecord();
        Member issuer = directory.required(record.getIssuer());
        return Optional.of(
                new BillStatus(
                        code,
                        number,
                        check(record),
                        standing(bill),
                        record.getIssuer(),
                        issuer.getNameZh(),
                        issuer.getNameEn(),
                        record.getTotalFen(),
                        record.getIssuedMs(),
                        taken(bill),
                        record.getFingerprint().toByteArray(),
                        bill.hasReversedBy() ? Bills.text(bill.getReversedBy()) : null,
                        record.hasReverses() ? Bills.text(record.getReverses()) : null,
                        bill.hasPaper(),
                        engine.ledger().timeMillis()));
    }

    private static Standing standing(BillState bill) {
        if (bill.hasReversedBy()) {
            return Standing.REVERSED;
        }
        if (!bill.getFrozen().isEmpty()) {
            return Standing.FROZEN;
        }
        if (bill.getHoldingsList().stream().anyMatch(holding -> !holding.getConfirmed())) {
            return Standing.RESERVED;
        }
        long paid = bill.getHoldingsList().stream().mapToLong(Holding::getAmountFen).sum();
        if (paid == 0) {
            return Standing.ISSUED;
        }
        return Bills.remaining(bill) == 0 ? Standing.REIMBURSED : Standing.REIMBURSED_IN_PART;
    }

    /** When the ledger took a bill. */
    private long taken(BillState bill) {
        Receipt receipt = engine.ledger().receipt(bill.getHeight(), bill.getTransactionIndex());
        if (receipt == null) {
            throw new CorruptException("the receipt of block " + bill.getHeight() + " is missing");
        }
        return receipt.getTimeMs();
    }

    private static String check(BillRecord record) {
        return Fingerprint.checkCode(record.getFingerprint().toByteArray());
    }
}
