package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;

/**
 * Gathers an institution's bills into signed batches. Nothing waits for a batch to fill: while two
 * batches are on their way, the next one gathers what comes in.
 */
@Component
class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    static final int BATCH_MAX = 100;

    private static final int IN_FLIGHT_MAX = 2;

    private final BillKeys keys;
    private final Fingerprint fingerprint;
    private final Submitter submitter;
    private final Directory directory;
    private final ConcurrentHashMap<String, BlockingQueue<Waiting>> queues =
            new ConcurrentHashMap<>();

    BatchWriter(BillKeys keys, Fingerprint fingerprint, Submitter submitter, Directory directory) {
        this.keys = keys;
        this.fingerprint = fingerprint;
        this.submitter = submitter;
        this.directory = directory;
    }

    /**
     * A bill ready to be signed.
     *
     * @param homeRegion whose agency is given the bill's key at once, or null
     * @param answer what the caller gets when the ledger accepts
     */
    record Prepared(
            Party issuer,
            BillRecord record,
            IssuedBill bill,
            byte[] billKey,
            @Nullable String homeRegion,
            Issued answer) {}

    private record Waiting(Prepared bill, CompletableFuture<Issued> future) {}

    CompletableFuture<Issued> add(Prepared bill) {
        Waiting waiting = new Waiting(bill, new CompletableFuture<>());
        queues.computeIfAbsent(bill.issuer().id(), this::start).add(waiting);
        return waiting.future();
    }

    private BlockingQueue<Waiting> start(String institution) {
        BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("batches-" + institution).start(() -> run(queue));
        return queue;
    }

    private void run(BlockingQueue<Waiting> queue) {
        Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
        try {
            while (true) {
                inFlight.acquire();
                List<Waiting> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_MAX - 1);
                var _ = send(batch).whenComplete((_, _) -> inFlight.release());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Void> send(List<Waiting> batch) {
        try {
            return submit(batch)
                    .handle((receipt, failed) -> {
                        if (failed != null) {
                            batch.forEach(one -> one.future().completeExceptionally(failed));
                        } else if (receipt.hasAccepted()) {
                            batch.forEach(one -> one.future().complete(one.bill().answer()));
                        } else if (batch.size() == 1) {
                            batch.getFirst()
                                    .future()
                                    .completeExceptionally(
                                            new RejectedException(receipt.getRejected()));
                        } else {
                            LOG.info(
                                    "batch of {} rejected ({}): its bills go one by one",
                                    batch.size(),
                                    receipt.getRejected().getCode());
                            for (Waiting one : batch) {
                                var _ = send(List.of(one));
                            }
                        }
                        return null;
                    });
        } catch (RuntimeException e) {
            batch.forEach(one -> one.future().completeExceptionally(e));
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<Receipt> submit(List<Waiting> batch) {
        Party issuer = batch.getFirst().bill().issuer();
        List<byte[]> leaves = new ArrayList<>(batch.size());
        List<BillKeys.Keyed> keyed = new ArrayList<>(batch.size());
        List<List<BillKeys.Grant>> grants = new ArrayList<>(batch.size());
        IssueBills.Builder issue = IssueBills.newBuilder();
        Map<String, BillKeys.Grant> whole = new HashMap<>();
        for (Waiting one : batch) {
            leaves.add(fingerprint.batchLeaf(one.bill().bill().getRecord().toByteArray()));
            keyed.add(new BillKeys.Keyed(one.bill().record(), one.bill().billKey()));
            grants.add(grants(one.bill(), whole));
            issue.addBills(one.bill().bill());
        }
        byte[] root = fingerprint.batchRoot(leaves);
        keys.put(keyed, grants);
        issue.setBatchRoot(ByteString.copyFrom(root))
                .setKeyId(ByteString.copyFrom(issuer.signing().publicKey().id()))
                .setSignature(
                        ByteString.copyFrom(issuer.signing().sign(Fingerprint.batchMessage(root))));
        return submitter
                .submit(
                        issuer,
                        "bill",
                        BillCommand.newBuilder().setIssue(issue).build(),
                        "batch/" + HexFormat.of().formatHex(root),
                        issue.getBatchRoot())
                .toCompletableFuture();
    }

    /**
     * At issue: the institution and the patient service all of it, finance the face, the home
     * agency when it paid.
     *
     * @param known what was looked up for the bills before in the batch
     */
    private List<BillKeys.Grant> grants(Prepared bill, Map<String, BillKeys.Grant> known) {
        List<BillKeys.Grant> grants = new ArrayList<>(4);
        Party issuer = bill.issuer();
        grants.add(
                known.computeIfAbsent(issuer.id(), id -> whole(id, issuer.sealing().publicKey())));
        grants.add(known.computeIfAbsent("health", id -> whole(id, directory.recipient(id))));
        grants.add(
                known.computeIfAbsent(
                        "finance",
                        id ->
                                new BillKeys.Grant(
                                        id, directory.recipient(id), List.of(SectionKind.FACE))));
        String region = bill.homeRegion();
        if (region != null) {
            BillKeys.@Nullable Grant home =
                    known.computeIfAbsent("region/" + region, _ -> agency(region));
            if (home != null) {
                grants.add(home);
            }
        }
        return grants;
    }

    private BillKeys.@Nullable Grant agency(String region) {
        return directory
                .agency(region)
                .map(agency -> whole(agency, directory.recipient(agency)))
                .orElse(null);
    }

    private static BillKeys.Grant whole(String party, RecipientKey key) {
        return new BillKeys.Grant(party, key, null);
    }
}
