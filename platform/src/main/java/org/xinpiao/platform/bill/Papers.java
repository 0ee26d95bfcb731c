package org.xinpiao.platform.bill;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.BindPaper;
import org.xinpiao.contracts.bill.VoidPaper;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.registry.Directory;

/** Conversion of a bill to paper (换开): one live paper at a time, each paper number once. */
@Service
public class Papers {

    private final Parties parties;
    private final Submitter submitter;
    private final LedgerState state;
    private final ProjectorThread readModel;
    private final BillQueries bills;
    private final Directory directory;
    private final Clock clock;

    Papers(
            Parties parties,
            Submitter submitter,
            LedgerState state,
            ProjectorThread readModel,
            BillQueries bills,
            Directory directory,
            Clock clock) {
        this.parties = parties;
        this.submitter = submitter;
        this.state = state;
        this.readModel = readModel;
        this.bills = bills;
        this.directory = directory;
        this.clock = clock;
    }

    /** Batches of paper forms: those the institution has used, and this year's of its region. */
    public SortedSet<String> batches(String institution) {
        SortedSet<String> batches = new TreeSet<>(bills.paperBatches(institution));
        int year = ChinaTime.date(clock.millis()).getYear();
        batches.add(BillCodes.ofPaper(directory.required(institution).getRegion(), year));
        return batches;
    }

    /**
     * The number that follows the highest one the institution has used of a batch; empty before the
     * first, for the ledger does not know which forms were handed out.
     */
    public Optional<String> next(String institution, String batch) {
        return bills.lastPaper(institution, batch).map(Papers::after);
    }

    private static String after(String number) {
        String next = new BigInteger(number).add(BigInteger.ONE).toString();
        return "0".repeat(Math.max(0, number.length() - next.length())) + next;
    }

    public void bind(String institution, BillId id, String batch, String number) {
        BindPaper bind =
                BindPaper.newBuilder()
                        .setBill(id)
                        .setPaperBatch(batch)
                        .setPaperNumber(number)
                        .build();
        submit(
                institution,
                BillCommand.newBuilder().setBindPaper(bind).build(),
                "paper/" + Bills.text(id) + "/" + batch + "/" + number);
    }

    /** Replaces the live paper by another. */
    public void rebind(String institution, BillId id, String batch, String number) {
        BillState bill = Bills.find(state, id);
        if (bill != null && bill.hasPaper() && !bill.getPaper().getNumber().equals(number)) {
            cancel(institution, id, "re-turned");
        }
        bind(institution, id, batch, number);
    }

    /** Voids the live paper. */
    public void cancel(String institution, BillId id, String reason) {
        BillState bill = Bills.find(state, id);
        String paper =
                bill == null ? "" : bill.getPaper().getBatch() + "/" + bill.getPaper().getNumber();
        VoidPaper cancel = VoidPaper.newBuilder().setBill(id).setReason(reason).build();
        submit(
                institution,
                BillCommand.newBuilder().setVoidPaper(cancel).build(),
                "void-paper/" + Bills.text(id) + "/" + paper);
    }

    private void submit(String institution, BillCommand command, String key) {
        readModel.awaitQuietly(
                submitter.require(parties.get(institution), "bill", command, key).getHeight());
    }
}
