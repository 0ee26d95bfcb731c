package org.xinpiao.platform.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.web.ProblemException;
import org.xinpiao.simulator.ClaimCase;
import org.xinpiao.simulator.Envelope;
import org.xinpiao.simulator.HisMessage;
import org.xinpiao.simulator.Institution;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Placeholder;
import org.xinpiao.simulator.Province;

/** Replays the sample province: hospitals' messages over HTTP, then patients' claims. */
@Component
class DemoRun {

    private static final long CLAIMS_WAIT_MILLIS = 60_000;
    private static final int GRANT_DAYS = 90;

    private final DemoProvince settlement;
    private final DemoDesk desk;
    private final Submissions submissions;
    private final ClaimQueries claims;
    private final LedgerState state;
    private final Engine engine;
    private final JdbcClient db;
    private final Clock clock;
    private final Map<String, Long> submittedNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> paidNanos = new ConcurrentHashMap<>();
    private final Map<String, ClaimStatus> ended = new ConcurrentHashMap<>();
    private long doubleClaims;

    DemoRun(
            DemoProvince settlement,
            DemoDesk desk,
            Submissions submissions,
            ClaimQueries claims,
            LedgerState state,
            Engine engine,
            JdbcClient db,
            Clock clock) {
        this.settlement = settlement;
        this.desk = desk;
        this.submissions = submissions;
        this.claims = claims;
        this.state = state;
        this.engine = engine;
        this.db = db;
        this.clock = clock;
    }

    @EventListener
    void on(Entry entry) throws InvalidProtocolBufferException {
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            if (event.getType().equals("claim.ClaimChanged")) {
                ClaimState claim = ClaimChanged.parseFrom(event.getBody()).getClaim();
                if (claim.getStatus() == ClaimStatus.PAID) {
                    paidNanos.put(claim.getClaimId(), System.nanoTime());
                }
                if (claim.getClosedMs() != 0 || claim.getStatus() == ClaimStatus.REVIEW) {
                    synchronized (ended) {
                        ended.put(claim.getClaimId(), claim.getStatus());
                        ended.notifyAll();
                    }
                }
            }
        }
    }

    /** How many steps a run takes, for a progress bar. */
    static int steps(Province province) {
        return province.messages().size() + province.claims().size();
    }

    /** Whether this ledger has the province already. */
    boolean done() {
        return claims.totals().claims() > 0;
    }

    void settle(Province province) {
        settlement.settle(province);
    }

    /**
     * Runs the whole.
     *
     * @param progress told the number of steps done
     */
    Summary run(Province province, String base, IntConsumer progress) throws InterruptedException {
        long begin = System.nanoTime();
        Map<String, BillId> bills = replay(province, base, progress);
        claim(province, bills, progress);
        return summary((System.nanoTime() - begin) / 1e9);
    }

    private Map<String, BillId> replay(Province province, String base, IntConsumer progress) {
        HisClient client = new HisClient(base);
        Map<String, Institution> institutions = new HashMap<>();
        province.institutions()
                .forEach(institution -> institutions.put(institution.code(), institution));
        Map<String, BillId> bills = new HashMap<>();
        int done = 0;
        for (HisMessage message : province.messages()) {
            Institution sender = Objects.requireNonNull(institutions.get(message.institution()));
            Envelope.Answer answer =
                    client.call(
                            message.method(),
                            sender.appid(),
                            settlement.hisKey(sender.appid()),
                            message.filled(hole -> fill(hole, bills)));
            if (answer.ok() == (message.expectation() == HisMessage.Expectation.REFUSED)) {
                throw new IllegalStateException(
                        message.method()
                                + " of "
                                + message.busNo().orElse("")
                                + " was answered "
                                + answer.result()
                                + " "
                                + answer.message()
                                + ", expected "
                                + message.expectation());
            }
            if (answer.ok() && message.busNo().isPresent()) {
                bills.put(
                        message.busNo().get(),
                        BillId.newBuilder()
                                .setCode(answer.message().path("billBatchCode").asString())
                                .setNumber(answer.message().path("billNo").asString())
                                .build());
            }
            progress.accept(++done);
        }
        return bills;
    }

    private static String fill(Placeholder hole, Map<String, BillId> bills) {
        BillId bill = bills.get(hole.busNo());
        if (bill == null) {
            throw new IllegalStateException("no bill yet for " + hole.busNo());
        }
        return switch (hole.field()) {
            case "billBatchCode" -> bill.getCode();
            case "billNo" -> bill.getNumber();
            default -> throw new IllegalStateException("placeholder " + hole);
        };
    }

    private void claim(Province province, Map<String, BillId> bills, IntConsumer progress)
            throws InterruptedException {
        List<String> accepted = new ArrayList<>();
        int done = province.messages().size();
        try (ExecutorService patients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < province.claims().size(); i++) {
                ClaimCase form = province.claims().get(i);
                String claimId = id(i);
                sent.add(
                        patients.submit(() ->
                                submit(
                                        claimId,
                                        form,
                                        Objects.requireNonNull(bills.get(form.busNo())))));
                boolean together =
                        i + 1 < province.claims().size()
                                && province.claims()
                                        .get(i + 1)
                                        .submittedAt()
                                        .equals(form.submittedAt());
                if (!together) {
                    for (Future<String> each : sent) {
                        String id = each.get();
                        if (!id.isEmpty()) {
                            accepted.add(id);
                        }
                        progress.accept(++done);
                    }
                    sent.clear();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a claim failed", e.getCause());
        }
        await(accepted, EnumSet.complementOf(EnumSet.of(ClaimStatus.SUBMITTED)));
        handle(accepted);
        afterwards(province);
    }

    /** What comes after a stay is paid: the rest of the bill, money asked back, papers. */
    private void afterwards(Province province) throws InterruptedException {
        Map<String, ClaimCase> stays = new LinkedHashMap<>();
        for (int i = 0; i < province.claims().size(); i++) {
            ClaimCase each = province.claims().get(i);
            if (each.visitClass().equals("inpatient") && ended.get(id(i)) == ClaimStatus.PAID) {
                stays.put(id(i), each);
            }
        }
        List<String> ids = List.copyOf(stays.keySet());
        String awarded = rest(ids.get(0), stays, DemoProvince.INSURERS.get(0));
        String open = rest(ids.get(1), stays, DemoProvince.INSURERS.get(1));
        await(List.of(awarded, open), EnumSet.of(ClaimStatus.REVIEW));
        desk.award(awarded);
        await(List.of(awarded), EnumSet.of(ClaimStatus.PAID));
        // Of the agency whose clerks can all sign in.
        List<String> there =
                stays.entrySet().stream()
                        .filter(stay ->
                                stay.getValue().homeRegion().equals(DemoUsers.SEVERAL_CLERKS))
                        .map(Map.Entry::getKey)
                        .toList();
        desk.demand(there.getFirst());
        ClaimCase last = Objects.requireNonNull(stays.get(there.getLast()));
        Person person =
                province.people().stream()
                        .filter(each -> each.idNumber().equals(last.socialSecurityNo()))
                        .findFirst()
                        .orElseThrow();
        desk.paper(person, last.visitTime().toLocalDate().minusDays(30));
    }

    private String rest(
            String claimId, Map<String, ClaimCase> stays, DemoProvince.Insurer insurer) {
        ClaimCase stay = Objects.requireNonNull(stays.get(claimId));
        String restId = claimId + "-rest";
        submissions.submitRest(
                restId,
                Objects.requireNonNull(Claims.find(state, claimId)).getBill(),
                insurer.id(),
                ChinaTime.date(clock.millis()).plusDays(GRANT_DAYS),
                form(stay));
        return restId;
    }

    private static String id(int index) {
        return String.format(Locale.ROOT, "demo-%04d", index + 1);
    }

    /** The clerks' part; what they touch tells nothing about the speed of the straight way. */
    private void handle(List<String> accepted) throws InterruptedException {
        List<String> reviews =
                accepted.stream().filter(id -> ended.get(id) == ClaimStatus.REVIEW).toList();
        List<String> decided = desk.handle(reviews);
        await(decided, EnumSet.of(ClaimStatus.PAID, ClaimStatus.CLOSED));
        reviews.forEach(submittedNanos::remove);
        if (decided.size() > 1) {
            desk.appeal(decided.get(1));
        }
    }

    /** The claim's id when the ledger took it, else nothing. */
    private String submit(String claimId, ClaimCase claim, BillId bill) {
        submittedNanos.put(claimId, System.nanoTime());
        try {
            submissions.submit(claimId, bill, form(claim));
            return claimId;
        } catch (RejectedException e) {
            if (e.code().equals("claim.held")) {
                synchronized (this) {
                    doubleClaims++;
                }
            }
            return "";
        } catch (ProblemException e) {
            return "";
        }
    }

    private static ClaimForm form(ClaimCase claim) {
        return new ClaimForm(
                claim.name(),
                claim.socialSecurityNo(),
                claim.institution(),
                claim.visitTime().toLocalDate(),
                claim.visitClass(),
                claim.bankCard());
    }

    private void await(List<String> claimIds, Set<ClaimStatus> wanted) throws InterruptedException {
        long end = System.nanoTime() + CLAIMS_WAIT_MILLIS * 1_000_000;
        synchronized (ended) {
            while (!claimIds.stream().allMatch(id -> stands(id, wanted))) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException(
                            "claims are still open: "
                                    + claimIds.stream().filter(id -> !stands(id, wanted)).toList());
                }
                ended.wait(left);
            }
        }
    }

    private boolean stands(String claimId, Set<ClaimStatus> wanted) {
        ClaimStatus status = ended.get(claimId);
        return status != null && wanted.contains(status);
    }

    Summary summary(double seconds) {
        record Bills(long bills, long amountFen, long reversed) {}
        Bills bills =
                db.sql(
                                "select count(*) as bills, coalesce(sum(total_fen), 0)::bigint as"
                                    + " amount_fen, count(*) filter (where reversed) as reversed"
                                    + " from bill")
                        .query(Bills.class)
                        .single();
        Summary.SampleBill sample =
                db.sql(
                                "select code, number from bill where reimbursed_fen > 0 order by"
                                        + " leaf, number limit 1")
                        .query(Summary.SampleBill.class)
                        .single();
        ClaimQueries.Totals totals = claims.totals();
        List<Double> times = new ArrayList<>();
        paidNanos.forEach((id, paid) -> {
            Long submitted = submittedNanos.get(id);
            if (submitted != null) {
                times.add((paid - submitted) / 1e6);
            }
        });
        times.sort(null);
        return new Summary(
                bills.bills(),
                bills.amountFen(),
                bills.reversed(),
                totals.claims(),
                totals.paid(),
                totals.paidFen(),
                doubleClaims,
                new Summary.Percentiles(percentile(times, 50), percentile(times, 99)),
                engine.ledger().size(),
                HexFormat.of().formatHex(engine.ledger().root()),
                Math.round(seconds * 1000) / 1000.0,
                sample);
    }

    /** Nearest-rank percentile, to a tenth of a millisecond. */
    private static double percentile(List<Double> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return Math.round(sorted.get(Math.max(1, rank) - 1) * 10) / 10.0;
    }
}
