package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.contracts.Rules.SigningKeyRecord;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.Application;

/**
 * The state machine as CometBFT sees it: its blocks are ours, height for height. From the second on
 * a block begins with the co-signed checkpoint of two heights before, which is no transaction.
 */
final class CometApplication implements Application, AutoCloseable {

    /** Tells a state machine's version from a later one's in CometBFT's genesis. */
    private static final long APP_VERSION = 1;

    private static final int TRANSACTIONS_FIELD = Abci.RequestFinalizeBlock.TXS_FIELD_NUMBER;
    private static final int REFUSED = 1;

    /** CometBFT asks about those who connect under these paths. */
    private static final String PEER_ADDRESS = "/p2p/filter/addr/";

    private static final String PEER_ID = "/p2p/filter/id/";

    /**
     * How far a block's time may lie behind the proposer's clock, milliseconds. A block's time is
     * that of the last votes: after a rest the first block carries the old time, so it stays
     * without transactions, and the next, which follows at once, has the new.
     */
    private static final long LAG_MILLIS_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(CometApplication.class);

    private final CometOptions options;
    private final Hashes hashes;
    private final Store store;
    private final StateMachine machine;
    private final Candidates candidates;
    private final Voters voters;
    private final CosignedCheckpoints checkpoints;
    private final Listener listener;
    private final Snapshots snapshots;
    private final SnapshotSync sync;

    /** The log as the last block but one left it; null before the first block. */
    private @Nullable Checkpoint before;

    private @Nullable Decided decided;

    /** Hears what becomes of transactions and of the node. */
    interface Listener {

        /** A transaction is not worth ordering. */
        void refused(ByteString transaction, RefusedException why);

        /** A transaction was answered before, by the receipt at a leaf. */
        void answered(ByteString transaction, long index);

        /** A block is durable. */
        void committed(BlockResult result);

        /** The ledger was taken over from a snapshot: there are more blocks than before. */
        default void caughtUp() {}

        /** The node cannot go on. */
        void failed(Throwable why);
    }

    /** A block that was executed and not committed yet. */
    private record Decided(BlockResult result, @Nullable Note checkpoint) {}

    CometApplication(
            CometOptions options,
            Hashes hashes,
            Store store,
            StateMachine machine,
            Candidates candidates,
            CosignedCheckpoints checkpoints,
            Listener listener) {
        this.options = options;
        this.hashes = hashes;
        this.store = store;
        this.machine = machine;
        this.candidates = candidates;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.voters = new Voters(options, store);
        this.before = before(store, options.origin(), machine.head().height());
        this.snapshots = new Snapshots(options.dir(), store, hashes, options::isSnapshotHeight);
        this.sync =
                new SnapshotSync(options, hashes, store, machine::head, this::hash, this::tookOver);
    }

    private static @Nullable Checkpoint before(Store store, String origin, long height) {
        if (height == 0) {
            return null;
        }
        Store.StoredBlock last = store.block(height);
        if (last == null) {
            throw new CorruptException("block " + height + " is missing");
        }
        byte[] root = last.block().getPreviousRoot().toByteArray();
        return new Checkpoint(origin, last.firstIndex(), root);
    }

    /** Who voted on the last block: their signatures are in the next. */
    private Cosignatures signed() {
        return voters.of(machine.head().height());
    }

    /** Who votes on the next block. */
    private Cosignatures signing() {
        return voters.of(machine.head().height() + 1);
    }

    // Where the node is

    @Override
    public synchronized Abci.ResponseInfo info(Abci.RequestInfo request) {
        Head head = machine.head();
        return Abci.ResponseInfo.newBuilder()
                .setData("xinpiao")
                .setAppVersion(APP_VERSION)
                .setLastBlockHeight(head.height())
                .setLastBlockAppHash(hash())
                .build();
    }

    /** The application's hash; empty before the first block. */
    private synchronized ByteString hash() {
        return before == null
                ? ByteString.EMPTY
                : IncomingSnapshot.applicationHash(hashes, before.root(), machine.head().root());
    }

    @Override
    public synchronized Abci.ResponseInitChain initChain(Abci.RequestInitChain request) {
        String state = '"' + options.applicationState() + '"';
        if (!request.getChainId().equals(options.chainId())
                || request.getInitialHeight() > 1
                || !request.getAppStateBytes().toStringUtf8().strip().equals(state)
                || !Set.copyOf(request.getValidatorsList()).equals(Set.copyOf(voters.first()))) {
            throw new IllegalStateException("CometBFT's genesis is that of another chain");
        }
        return Abci.ResponseInitChain.newBuilder()
                .setAppHash(ByteString.copyFrom(machine.head().root()))
                .build();
    }

    @Override
    public Abci.ResponseQuery query(Abci.RequestQuery request) {
        Abci.ResponseQuery.Builder out =
                Abci.ResponseQuery.newBuilder().setHeight(machine.head().height());
        if (request.getPath().startsWith(PEER_ADDRESS)) {
            return out.build(); // Only the key tells who it is.
        }
        if (request.getPath().startsWith(PEER_ID)) {
            String id = request.getPath().substring(PEER_ID.length());
            boolean admitted = options.home().admits(id);
            if (!admitted) {
                LOG.warn("a stranger's node {} was turned away", id.replaceAll("[^0-9a-f]", "?"));
            }
            return out.setCode(admitted ? 0 : REFUSED).build();
        }
        if (!request.getPath().equals("/state") || !request.getData().isValidUtf8()) {
            return out.setCode(REFUSED).setLog("ask /state for a key").build();
        }
        ByteString value = store.get(request.getData().toStringUtf8());
        out.setKey(request.getData());
        return value == null
                ? out.setCode(REFUSED).setLog("no such key").build()
                : out.setValue(value).build();
    }

    @Override
    public Abci.ResponseCheckTx checkTx(Abci.RequestCheckTx request) {
        ByteString transaction = request.getTx();
        try {
            Candidate candidate = candidates.check(transaction, options.clock().millis());
            long answered = machine.answered(candidate);
            if (answered == BlockResult.NONE) {
                return Abci.ResponseCheckTx.getDefaultInstance();
            }
            listener.answered(transaction, answered);
            return unfit("transaction.answered", "receipt " + answered);
        } catch (RefusedException e) {
            listener.refused(transaction, e);
            return unfit(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Abci.ResponseCheckTx unfit(String code, String why) {
        return Abci.ResponseCheckTx.newBuilder()
                .setCode(REFUSED)
                .setCodespace(code)
                .setLog(why)
                .build();
    }

    // The next block

    @Override
    public synchronized Abci.ResponsePrepareProposal prepareProposal(
            Abci.RequestPrepareProposal request) {
        List<ByteString> block = new ArrayList<>();
        Checkpoint previous = before;
        if (previous != null) {
            Map<ByteString, ByteString> votes = new LinkedHashMap<>();
            for (Abci.ExtendedVoteInfo vote : request.getLocalLastCommit().getVotesList()) {
                votes.put(vote.getValidator().getAddress(), vote.getVoteExtension());
            }
            ByteString note = signed().gather(votes, previous);
            if (note == null) {
                LOG.warn("too few good signatures for block {}", request.getHeight());
            } else {
                block.add(note);
            }
        }
        long left = Math.min(request.getMaxTxBytes(), options.limits().blockBytes());
        for (ByteString entry : block) {
            left -= entrySize(entry);
        }
        long time = millis(request.getTime());
        if (previous == null || options.clock().millis() - time < LAG_MILLIS_MAX) {
            fill(block, candidates.prepare(request.getTxsList(), time), time, left);
        }
        return Abci.ResponsePrepareProposal.newBuilder().addAllTxs(block).build();
    }

    /** Adds what may stand in a block, in its order, while there is room. */
    private void fill(List<ByteString> block, List<Candidate> offered, long timeMillis, long room) {
        long left = room;
        int most = options.limits().blockTransactions();
        for (Candidate candidate : new Admission(timeMillis).of(offered)) {
            left -= entrySize(candidate.bytes());
            if (left < 0 || most-- == 0) {
                return;
            }
            block.add(candidate.bytes());
        }
    }

    private static int entrySize(ByteString entry) {
        return CodedOutputStream.computeBytesSize(TRANSACTIONS_FIELD, entry);
    }

    /**
     * What may stand in the next block: once, signed for this chain by a member with a key in
     * force, not lapsed and not answered before. The rest a receipt says.
     */
    private final class Admission {

        private final long timeMillis;
        private final Set<ByteString> seen = new HashSet<>();

        Admission(long timeMillis) {
            this.timeMillis = timeMillis;
        }

        List<Candidate> of(List<Candidate> offered) {
            return offered.stream().filter(this::admits).toList();
        }

        private boolean admits(Candidate candidate) {
            Transaction transaction = candidate.transaction();
            SigningKeyRecord verified = candidate.verified();
            return transaction != null
                    && verified != null
                    && transaction.getChainId().equals(options.chainId())
                    && BlockExecution.expiryFault(transaction, machine.head().height() + 1) == null
                    && verified.equals(
                            options.rules()
                                    .signingKey(
                                            store,
                                            transaction.getMember(),
                                            transaction.getKeyId(),
                                            timeMillis))
                    && machine.answered(candidate) == BlockResult.NONE
                    && seen.add(candidate.bytes());
        }
    }

    @Override
    public synchronized Abci.ResponseProcessProposal processProposal(
            Abci.RequestProcessProposal request) {
        boolean good = isGood(request);
        if (!good) {
            LOG.warn(
                    "proposal of {} for block {} refused",
                    signing().name(request.getProposerAddress()),
                    request.getHeight());
        }
        return Abci.ResponseProcessProposal.newBuilder()
                .setStatus(good ? Abci.Verdict.ACCEPT : Abci.Verdict.REJECT)
                .build();
    }

    private boolean isGood(Abci.RequestProcessProposal request) {
        Head head = machine.head();
        if (request.getHeight() != head.height() + 1) {
            return false;
        }
        List<ByteString> entries = request.getTxsList();
        if (before != null) {
            if (entries.isEmpty() || signed().accepted(entries.getFirst(), before) == null) {
                return false;
            }
            entries = entries.subList(1, entries.size());
        }
        if (entries.size() > options.limits().blockTransactions()) {
            return false;
        }
        long time = millis(request.getTime());
        List<Candidate> offered = candidates.prepare(entries, time);
        boolean good = new Admission(time).of(offered).size() == offered.size();
        if (good) {
            candidates.keep(offered);
        }
        return good;
    }

    // Votes

    @Override
    public synchronized Abci.ResponseExtendVote extendVote(Abci.RequestExtendVote request) {
        requireNext(request.getHeight());
        List<Cosigner> own = options.cosigners();
        if (!signing().has(own.stream().map(c -> c.publicKey(options.origin())).toList())) {
            // The others will not take this vote; CometBFT would not survive an error.
            LOG.error(
                    "block {}: this node's checkpoint key is no validator's", request.getHeight());
            return Abci.ResponseExtendVote.getDefaultInstance();
        }
        long seconds = Math.floorDiv(options.clock().millis(), 1_000);
        return Abci.ResponseExtendVote.newBuilder()
                .setVoteExtension(Cosignatures.vote(committed(), own, seconds))
                .build();
    }

    @Override
    public synchronized Abci.ResponseVerifyVoteExtension verifyVoteExtension(
            Abci.RequestVerifyVoteExtension request) {
        boolean good =
                request.getHeight() == machine.head().height() + 1
                        && signing()
                                .isVote(
                                        request.getVoteExtension(),
                                        request.getValidatorAddress(),
                                        committed());
        if (!good) {
            LOG.warn(
                    "vote of {} on block {} refused: it signs another checkpoint",
                    signing().name(request.getValidatorAddress()),
                    request.getHeight());
        }
        return Abci.ResponseVerifyVoteExtension.newBuilder()
                .setStatus(good ? Abci.Verdict.ACCEPT : Abci.Verdict.REJECT)
                .build();
    }

    /** What is signed while block h + 1 is voted on: the log as block h left it. */
    private Checkpoint committed() {
        Head head = machine.head();
        return new Checkpoint(options.origin(), head.size(), head.root());
    }

    private void requireNext(long height) {
        if (height != machine.head().height() + 1) {
            throw new IllegalStateException(
                    "CometBFT is at block %d, the ledger at %d"
                            .formatted(height, machine.head().height()));
        }
    }

    // What was decided

    @Override
    public synchronized Abci.ResponseFinalizeBlock finalizeBlock(
            Abci.RequestFinalizeBlock request) {
        requireNext(request.getHeight());
        for (Abci.Misbehavior evidence : request.getMisbehaviorList()) {
            LOG.error(
                    "evidence: {} signed contradictory votes on block {}",
                    signing().name(evidence.getValidator().getAddress()),
                    evidence.getHeight());
        }
        Head head = machine.head();
        List<ByteString> entries = request.getTxsList();
        Note checkpoint = null;
        Abci.ResponseFinalizeBlock.Builder out = Abci.ResponseFinalizeBlock.newBuilder();
        if (before != null) {
            checkpoint = checkpoint(entries, before);
            entries = entries.subList(1, entries.size());
            out.addTxResults(Abci.ExecTxResult.getDefaultInstance());
        }
        long time = millis(request.getTime());
        BlockResult result = machine.execute(time, candidates.prepare(entries, time));
        for (Receipt receipt : result.receipts()) {
            // For whoever looks at CometBFT; what was rejected is refused here when it comes again.
            Rejected no = receipt.getRejected();
            out.addTxResultsBuilder()
                    .setCode(receipt.hasAccepted() ? 0 : REFUSED)
                    .setCodespace(no.getCode())
                    .setLog(no.getEn());
        }
        decided = new Decided(result, checkpoint);
        return out.addAllValidatorUpdates(voters.changes(result))
                .setAppHash(
                        IncomingSnapshot.applicationHash(hashes, head.root(), result.head().root()))
                .build();
    }

    private Note checkpoint(List<ByteString> entries, Checkpoint expected) {
        Note note = entries.isEmpty() ? null : signed().accepted(entries.getFirst(), expected);
        if (note == null) {
            throw new CorruptException("a block was decided without its co-signed checkpoint");
        }
        return note;
    }

    @Override
    public synchronized Abci.ResponseCommit commit(Abci.RequestCommit request) {
        Decided block = decided;
        if (block == null) {
            throw new IllegalStateException("there is no block to commit");
        }
        if (block.checkpoint() != null) {
            checkpoints.add(block.checkpoint());
        }
        Checkpoint previous = committed();
        machine.commit(block.result());
        // Only now: what was not durable is executed again.
        before = previous;
        decided = null;
        candidates.forget(block.result().block().getTransactionsList());
        listener.committed(block.result());
        snapshots.committed(block.result().head().height());
        return Abci.ResponseCommit.getDefaultInstance();
    }

    // Snapshots, for those who join

    @Override
    public Abci.ResponseListSnapshots listSnapshots(Abci.RequestListSnapshots request) {
        return snapshots.list(machine.head().height());
    }

    @Override
    public Abci.ResponseLoadSnapshotChunk loadSnapshotChunk(Abci.RequestLoadSnapshotChunk request) {
        return snapshots.chunk(request);
    }

    @Override
    public Abci.ResponseOfferSnapshot offerSnapshot(Abci.RequestOfferSnapshot request) {
        return sync.offer(request);
    }

    @Override
    public Abci.ResponseApplySnapshotChunk applySnapshotChunk(
            Abci.RequestApplySnapshotChunk request) {
        return sync.apply(request);
    }

    private synchronized void tookOver() {
        machine.reread();
        before = before(store, options.origin(), machine.head().height());
        Note note = Checkpoints.read(options.dir().resolve(Checkpoints.FILE));
        if (note != null) {
            checkpoints.add(note);
        }
        LOG.info("the ledger goes on from a snapshot of height {}", machine.head().height());
        listener.caughtUp();
    }

    @Override
    public void failed(Throwable why) {
        listener.failed(why);
    }

    @Override
    public void close() {
        snapshots.close();
    }

    private static long millis(Timestamp time) {
        return Math.addExact(
                Math.multiplyExact(time.getSeconds(), 1_000), time.getNanos() / 1_000_000);
    }
}
