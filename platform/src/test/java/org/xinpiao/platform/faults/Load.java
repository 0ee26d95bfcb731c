package org.xinpiao.platform.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.comet.CometRpc;
import org.xinpiao.platform.faults.Attempt.Seen;
import org.xinpiao.platform.faults.World.Issued;
import org.xinpiao.platform.faults.World.Pool;
import org.xinpiao.platform.faults.World.Step;

/**
 * Clients that send commands through both gateways, each until it has an answer: now and then twice
 * at once, past the gateways to a validator, or again after the answer as if that had been lost.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 6;
    private static final int THINK_MILLIS_MAX = 150;
    private static final long AGAIN_MILLIS = 200;

    /** Until when a command must have its answer once nothing is in its way, milliseconds. */
    private static final long PATIENCE_MILLIS = 180_000;

    private final FaultyCluster cluster;
    private final World world;
    private final String chain;
    private final List<CometRpc> doors = new ArrayList<>();
    private final List<Attempt> history = Collections.synchronizedList(new ArrayList<>());
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final List<Issued> bills = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong serial = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean stopping;

    Load(FaultyCluster cluster, World world) {
        this.cluster = cluster;
        this.world = world;
        this.chain = cluster.gateways.getFirst().ledger().chainId();
        cluster.validators.forEach(v -> doors.add(new CometRpc(v.site.rpcPort())));
    }

    List<Attempt> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /** What the clients themselves saw go wrong. */
    List<String> findings() {
        synchronized (findings) {
            return List.copyOf(findings);
        }
    }

    /** Registers members, regions, policies and people. */
    void found(Random random) throws InterruptedException, ExecutionException {
        for (List<Step> stage : world.founding()) {
            List<Future<Receipt>> answers = new ArrayList<>();
            for (Step step : stage) {
                Random own = new Random(random.nextLong());
                answers.add(threads.submit(() -> call(own, step)));
            }
            for (Future<Receipt> answer : answers) {
                if (!answer.get().hasAccepted()) {
                    throw new AssertionError("rejected: " + answer.get());
                }
            }
        }
    }

    /** Starts the clients. */
    void start(Random random) {
        for (int i = 0; i < CLIENTS; i++) {
            Signatory hospital = world.hospitals.get(i % world.hospitals.size());
            Client client = new Client(new Random(random.nextLong()), hospital);
            clients.add(threads.submit(client::run));
        }
    }

    /** Lets every client end what it has begun. */
    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        for (Future<?> client : clients) {
            client.get();
        }
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("a submission has no end");
        }
    }

    /** Whether a new command gets its answer through one gateway in time; how long it took. */
    long probe(int gateway, long millis) throws InterruptedException {
        String reference = "probe-" + serial.incrementAndGet();
        Step step =
                new Step(
                        world.insurance,
                        reference,
                        world.deposit(world.pools.getFirst(), 1, reference));
        SignedTransaction transaction =
                step.signer().transaction(chain, step.key(), step.command());
        long begin = System.nanoTime();
        while (!(attempt(cluster.gateways.get(gateway), step, transaction)
                instanceof Seen.Answered)) {
            if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(millis)) {
                return Long.MAX_VALUE;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private Seen attempt(Gateway gateway, Step step, SignedTransaction transaction) {
        long invoked = System.nanoTime();
        Seen seen = gateway.submit(transaction);
        history.add(new Attempt(step.signer().id(), step.key(), invoked, System.nanoTime(), seen));
        return seen;
    }

    /** Sends until there is an answer. */
    private Receipt call(Random random, Step step) throws InterruptedException {
        SignedTransaction transaction =
                step.signer().transaction(chain, step.key(), step.command());
        int turn = random.nextInt(2);
        if (random.nextInt(6) == 0) {
            Gateway other = cluster.gateways.get(1 - turn);
            var _ = threads.submit(() -> attempt(other, step, transaction));
        }
        if (random.nextInt(10) == 0) {
            long now = System.nanoTime();
            Seen seen = new Seen.Unknown("past the gateways");
            history.add(new Attempt(step.signer().id(), step.key(), now, now, seen));
            CometRpc door = doors.get(random.nextInt(doors.size()));
            var _ = threads.submit(() -> door.broadcast(transaction.toByteString()));
        }
        boolean again = random.nextInt(10) == 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            Gateway gateway = cluster.gateways.get(turn);
            turn = 1 - turn;
            if (attempt(gateway, step, transaction) instanceof Seen.Answered(Receipt receipt)) {
                if (!again) {
                    return receipt;
                }
                again = false;
            }
            TimeUnit.MILLISECONDS.sleep(random.nextLong(AGAIN_MILLIS));
        }
        throw new AssertionError("no answer to " + step.key() + " of " + step.signer().id());
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
        threads.close();
        doors.forEach(CometRpc::close);
    }

    /** One after the other: bills, reversals, claims by two agencies at once, money, numbers. */
    private final class Client {

        private final Random random;
        private final Signatory hospital;
        private long next;
        private long end;

        Client(Random random, Signatory hospital) {
            this.random = random;
            this.hospital = hospital;
        }

        Void run() throws InterruptedException, ExecutionException {
            grant();
            while (!stopping) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> issue();
                    case 4 -> reverse();
                    case 5, 6, 7 -> claim();
                    case 8 -> deposit();
                    default -> grant();
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(THINK_MILLIS_MAX));
            }
            return null;
        }

        private boolean accepted(Step step) throws InterruptedException {
            return call(random, step).hasAccepted();
        }

        private String name(String kind) {
            return kind + "-" + serial.incrementAndGet();
        }

        /** Two hospitals are granted the same numbers at once; one of them gets them. */
        private void grant() throws InterruptedException, ExecutionException {
            long from = world.nextSegment();
            Signatory other = world.hospitals.get(hospital.equals(world.hospitals.get(0)) ? 1 : 0);
            Step mine = new Step(world.finance, name("grant"), world.grant(hospital, from));
            Step theirs = new Step(world.finance, name("grant"), world.grant(other, from));
            if (race(mine, theirs) == 0) {
                next = from;
                end = from + World.SEGMENT;
            }
        }

        /** Runs two commands at once of which one can be accepted; which it was, or -1. */
        private int race(Step one, Step two) throws InterruptedException, ExecutionException {
            Random own = new Random(random.nextLong());
            Future<Receipt> second = threads.submit(() -> call(own, two));
            boolean first = accepted(one);
            if (second.get().hasAccepted()) {
                if (first) {
                    findings.add(one.key() + " and " + two.key() + " were both accepted");
                }
                return 1;
            }
            return first ? 0 : -1;
        }

        private void issue() throws InterruptedException {
            List<Issued> batch = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0 && next < end; i--) {
                long total = 1L + random.nextInt(100_000);
                batch.add(
                        world.blue(
                                hospital,
                                next++,
                                random.nextInt(World.PEOPLE),
                                total,
                                1 + random.nextLong(total)));
            }
            if (!batch.isEmpty()
                    && accepted(new Step(hospital, name("issue"), world.issue(hospital, batch)))) {
                bills.addAll(batch);
            }
        }

        private void reverse() throws InterruptedException {
            if (next < end && !bills.isEmpty()) {
                Issued blue = bills.get(random.nextInt(bills.size()));
                if (blue.hospital().equals(hospital)) {
                    List<Issued> red = List.of(world.red(blue, next++));
                    var _ = accepted(new Step(hospital, name("red"), world.issue(hospital, red)));
                }
            }
        }

        private void deposit() throws InterruptedException {
            Pool pool = world.pools.get(random.nextInt(2));
            String reference = name("deposit");
            long fen = 1L + random.nextInt(1_000_000);
            var _ = accepted(new Step(world.bank, reference, world.deposit(pool, fen, reference)));
        }

        /** Both agencies want the same bill; the one that gets it decides, and the bank pays. */
        private void claim() throws InterruptedException, ExecutionException {
            if (bills.isEmpty()) {
                return;
            }
            Issued bill = bills.get(random.nextInt(bills.size()));
            List<String> ids = List.of(name("claim"), name("claim"));
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String id = ids.get(i);
                steps.add(new Step(world.health, id, world.submit(world.pools.get(i), id, bill)));
            }
            int winner = race(steps.getFirst(), steps.getLast());
            if (winner < 0) {
                return;
            }
            Pool pool = world.pools.get(winner);
            String id = ids.get(winner);
            if (random.nextInt(5) == 0) {
                var _ = accepted(new Step(pool.agency(), "refuse-" + id, world.refuse(id)));
                return;
            }
            long pays = 1 + random.nextLong(bill.bill().getPersonalFen());
            if (accepted(
                            new Step(
                                    pool.agency(),
                                    "decide-" + id,
                                    world.decide(pool, id, bill, pays)))
                    && random.nextInt(4) > 0) {
                var _ = accepted(new Step(world.bank, "pay-" + id, world.pay(id, pays)));
            }
        }
    }
}
