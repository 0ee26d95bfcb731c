package org.xinpiao.platform.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.faults.Validator.Part;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.notice.SmscParts;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.simulator.Envelope;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Methods;
import org.xinpiao.simulator.Visit;
import tools.jackson.databind.JsonNode;

/**
 * Claims, each on a bill of its own, while the gateway is killed, bank and message gateway
 * misbehave and departments' validators come and go; then all books are compared.
 */
final class ClaimRun implements AutoCloseable {

    /** What strikes, besides the bank's and the message gateway's own faults all the time. */
    private enum Blow {
        GATEWAY_KILLED,
        BANK_AWAY,
        SMS_AWAY,
        SMS_TROUBLE,
        DEPARTMENT_KILLED,
        DEPARTMENT_PAUSED,
        TWO_DEPARTMENTS_PAUSED
    }

    private static final int PATIENTS_AT_ONCE = 12;
    private static final int CLAIMS_PER_ROUND = 1_500;
    private static final int FOUNDING_MINUTES = 30;
    private static final long STEP_MINUTES = 30;
    private static final long QUIET_MINUTES = 8;

    /** From this on most claims have something to pay. */
    private static final long DUE_FEN = 60_000;

    private final long seed;
    private final int claims;
    private final Path data = Files.createTempDirectory("claimfaults");
    private final Random random;
    private final LocalDate today = ChinaTime.date(System.currentTimeMillis());
    private final List<Visit> visits = new ArrayList<>();
    private final Map<String, String> appids = new HashMap<>();
    private final List<Validator> validators = new ArrayList<>();
    private final OutsideBank bank;
    private final SmscParts smsc;
    private final GatewayProcess gateway;
    private final Set<String> enrolled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private boolean sound;

    /**
     * Prepares everything.
     *
     * @param comet CometBFT; empty for one node without others
     */
    ClaimRun(long seed, int claims, Optional<Path> comet) throws IOException {
        this.seed = seed;
        this.claims = claims;
        random = FaultRun.random(seed);
        // Not today: its office hours may lie ahead.
        LoadGenerator load = new LoadGenerator(seed, today.minusDays(1));
        load.institutions().forEach(each -> appids.put(each.code(), each.appid()));
        while (visits.size() < claims) {
            Visit visit = load.next();
            if (!visit.settledDirectly() && visit.money().inScope() >= DUE_FEN) {
                visits.add(visit);
            }
        }
        bank = new OutsideBank(Files.createDirectories(data.resolve("bank")).resolve("pg"), seed);
        smsc = new SmscParts(seed);
        Path home = data.resolve(ClusterParts.GATEWAY);
        if (comet.isPresent()) {
            ClusterParts.prepare(data);
            for (String department : Founding.DEPARTMENTS) {
                validators.add(new Validator(Site.of(data.resolve(department)), comet.get()));
            }
        } else {
            Files.createDirectories(home);
        }
        gateway =
                new GatewayProcess(
                        home,
                        comet,
                        List.of(Long.toString(seed), today.minusDays(1).toString()),
                        settings(),
                        seed);
    }

    private Map<String, Object> settings() {
        return Map.of(
                "xinpiao.bank.url", bank.url(),
                "xinpiao.bank.answer-within", "3s",
                "xinpiao.payment.poll", "500ms",
                "xinpiao.payment.ask-after", "2s",
                "xinpiao.payment.batch-transactions", Math.clamp(claims / 30, 5, 100),
                "xinpiao.payment.auto-claim-fen", 150_000,
                "xinpiao.sms.gateway", "smpp",
                "xinpiao.sms.port", smsc.port(),
                "xinpiao.sms.answer-within", "2s");
    }

    private static void say(String what) {
        System.out.println("faults " + what);
    }

    /**
     * Runs to the end; what is left behind is removed when nothing was found.
     *
     * @return what was found
     */
    List<String> run() throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        for (Validator validator : validators) {
            validator.start();
        }
        gateway.start();
        until(() -> gateway.ask("/settle", Map.of()), TimeUnit.MINUTES.toNanos(FOUNDING_MINUTES));
        bank.customers(gateway.ask("/customers", Map.of()));
        say("seed %d: %d claims, founded after %d s".formatted(seed, claims, seconds(begin)));
        submitAndStrike();
        say("all submitted after %d s, %d times again".formatted(seconds(begin), again.get()));
        awaitQuiet();
        say("quiet after %d s".formatted(seconds(begin)));
        compare(gateway.ask("/books", Map.of("from", today.toString())).lines().toList());
        if (!gateway.stop()) {
            findings.add("the gateway does not stop");
        }
        audit();
        sound = findings.isEmpty();
        say(
                "seed %d: %d claims, %d s, %s"
                        .formatted(
                                seed,
                                claims,
                                seconds(begin),
                                sound ? "sound" : findings + " in " + data));
        return findings;
    }

    private static long seconds(long begin) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    private void submitAndStrike() throws InterruptedException, ExecutionException, IOException {
        List<Blow> blows = blows();
        try (ExecutorService patients = Executors.newFixedThreadPool(PATIENTS_AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < claims; n++) {
                int number = n;
                all.add(
                        patients.submit(() -> {
                            submit(number);
                            return submitted.incrementAndGet();
                        }));
            }
            for (int i = 0; i < blows.size(); i++) {
                int due = (int) ((i + 0.5) * claims / blows.size());
                while (submitted.get() < due && all.stream().noneMatch(ClaimRun::failed)) {
                    hands();
                }
                strike(blows.get(i));
            }
            while (!all.stream().allMatch(Future::isDone)) {
                hands();
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private static boolean failed(Future<?> each) {
        return each.state() == Future.State.FAILED;
    }

    private List<Blow> blows() {
        List<Blow> blows = new ArrayList<>();
        for (int round = 0; round <= claims / CLAIMS_PER_ROUND; round++) {
            List<Blow> some = new ArrayList<>(List.of(Blow.values()));
            some.add(Blow.GATEWAY_KILLED);
            if (validators.isEmpty()) {
                some.removeIf(blow -> blow.name().contains("DEPARTMENT"));
            }
            Collections.shuffle(some, random);
            blows.addAll(some);
        }
        return blows;
    }

    /** One patient: enrolled, treated, claims; each step until it has its answer. */
    private void submit(int number) throws Exception {
        Visit visit = visits.get(number);
        String person = visit.person().idNumber();
        if (!enrolled.contains(person)) {
            // Two at once enrol the same, which is done once.
            step(() -> gateway.ask("/enrol", Map.of("person", person)));
            enrolled.add(person);
        }
        JsonNode bill = step(() -> issue(visit));
        step(() ->
                gateway.ask(
                        "/claim",
                        Map.of(
                                "id", "c" + number,
                                "code", bill.path("billBatchCode").asString(),
                                "number", bill.path("billNo").asString(),
                                "person", person,
                                "institution", visit.institution().code(),
                                "day", visit.begin().toLocalDate().toString())));
    }

    private JsonNode issue(Visit visit) throws IOException {
        Envelope.Answer answer =
                gateway.issue(
                        Methods.OUTPATIENT,
                        java.util.Objects.requireNonNull(appids.get(visit.institution().code())),
                        LoadGenerator.body(visit));
        if (!answer.ok()) {
            throw new IOException(answer.result() + " " + answer.message());
        }
        return answer.message();
    }

    private <T> T step(Callable<T> step) throws InterruptedException {
        return until(step, TimeUnit.MINUTES.toNanos(STEP_MINUTES));
    }

    /** Asks until there is an answer, as who has none does. */
    private <T> T until(Callable<T> step, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (true) {
            try {
                return step.call();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("no answer, seed " + seed, e);
                }
                again.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(300);
            }
        }
    }

    /** A second of clerks and patients; nobody answers them while the gateway is away. */
    private void hands() throws InterruptedException {
        try {
            gateway.ask("/hands", Map.of());
        } catch (IOException e) {
            again.incrementAndGet();
        }
        smsc.note();
        TimeUnit.SECONDS.sleep(1);
    }

    private void pause(int from, int to) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(from + random.nextInt(to - from));
    }

    private void strike(Blow blow) throws IOException, InterruptedException {
        say("   %s at %d claims".formatted(blow, submitted.get()));
        switch (blow) {
            case GATEWAY_KILLED -> {
                gateway.kill();
                gateway.start();
            }
            case BANK_AWAY -> {
                bank.away();
                pause(2_000, 6_000);
                bank.open();
            }
            case SMS_AWAY -> {
                smsc.away(true);
                pause(2_000, 6_000);
                smsc.away(false);
            }
            case SMS_TROUBLE -> smsc.trouble();
            case DEPARTMENT_KILLED -> {
                Validator victim = validators.get(random.nextInt(validators.size()));
                victim.kill(Part.BOTH);
                pause(2_000, 6_000);
                victim.start();
            }
            case DEPARTMENT_PAUSED -> {
                Validator victim = validators.get(random.nextInt(validators.size()));
                victim.pause(Part.BOTH);
                pause(2_000, 6_000);
                victim.resume();
            }
            case TWO_DEPARTMENTS_PAUSED -> standStill();
        }
    }

    /** Two of four decide nothing; all of them go on. */
    private void standStill() throws IOException, InterruptedException {
        int first = random.nextInt(validators.size());
        Validator one = validators.get(first);
        Validator other = validators.get((first + 1) % validators.size());
        Validator third = validators.get((first + 2) % validators.size());
        one.pause(Part.BOTH);
        other.pause(Part.BOTH);
        pause(3_000, 4_000);
        long height = third.site.height().orElse(-1);
        pause(2_000, 4_000);
        if (third.site.height().orElse(-1) != height) {
            findings.add("two of four decided a block");
        }
        one.resume();
        other.resume();
    }

    private void awaitQuiet() throws InterruptedException {
        JdbcClient book = bank.book();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(QUIET_MINUTES + claims / 500);
        String open = "";
        long bankOpen = -1;
        while (!open.startsWith("0 0 0 ") || bankOpen != 0) {
            if (System.nanoTime() > end) {
                findings.add("not quiet: " + open + ", bank " + bankOpen);
                return;
            }
            hands();
            try {
                open = gateway.ask("/open", Map.of());
            } catch (IOException e) {
                open = e.toString();
            }
            bankOpen = bank.open(book);
        }
        say("   " + open);
    }

    private void compare(List<String> books) {
        long paid = 0;
        long fund = 0;
        Set<String> paidClaims = new HashSet<>();
        int known = 0;
        Map<String, Integer> phones = new HashMap<>();
        for (String line : books) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.getFirst()) {
                case "finding" -> findings.add(line);
                case "claim" -> {
                    known++;
                    paid += Long.parseLong(words.get(3));
                    boolean isPaid = words.get(2).equals("PAID");
                    if (isPaid) {
                        paidClaims.add(words.get(1));
                    }
                    if (!Set.of("PAID", "CLOSED", "REFUSED").contains(words.get(2))
                            || Integer.parseInt(words.get(4)) != (isPaid ? 1 : 0)) {
                        findings.add("claim " + line);
                    }
                }
                case "fund" -> fund = Long.parseLong(words.get(1));
                case "phone" ->
                        phones.merge(words.get(1), Integer.valueOf(words.get(2)), Integer::sum);
                default -> say("   " + line);
            }
        }
        if (known != claims) {
            findings.add("%d claims of %d".formatted(known, claims));
        }
        compareBank(paid, fund, paidClaims);
        compareMessages(phones);
    }

    /** The bank's own book: who was paid, how often, how much. */
    private void compareBank(long paid, long fund, Set<String> paidClaims) {
        JdbcClient book = bank.book();
        Set<String> atBank =
                new HashSet<>(
                        book.sql(
                                        "select substr(end_to_end_id, 2) from bank_transfer where"
                                            + " executed_ms is not null and returned_ms is null")
                                .query(String.class)
                                .list());
        book.sql(
                        "select substr(end_to_end_id, 2) || ' ' || count(*) from bank_transfer"
                                + " where executed_ms is not null and returned_ms is null group by"
                                + " substr(end_to_end_id, 2) having count(*) > 1")
                .query(String.class)
                .list()
                .forEach(each -> findings.add("paid twice " + each));
        if (!atBank.equals(paidClaims)) {
            findings.add(
                    "bank paid %d claims, ledger %d".formatted(atBank.size(), paidClaims.size()));
        }
        long moved =
                book.sql(
                                "select (coalesce(sum(amount_fen) filter (where executed_ms is not"
                                    + " null), 0) - coalesce(sum(amount_fen) filter (where"
                                    + " returned_ms is not null), 0))::bigint from bank_transfer")
                        .query(Long.class)
                        .single();
        if (moved != paid || fund != paid || paid <= 0) {
            findings.add("ledger %d, fund %d, bank %d fen".formatted(paid, fund, moved));
        }
        say(
                "   ledger = fund = bank = %d fen; at the bank: %s"
                        .formatted(
                                moved,
                                book.sql(
                                                "select state || ' ' || count(*) || ', returned '"
                                                    + " || count(returned_ms) from bank_transfer"
                                                    + " group by state order by state")
                                        .query(String.class)
                                        .list()));
    }

    /** A message is handed over once, so no number has more than its notices have parts. */
    private void compareMessages(Map<String, Integer> phones) {
        int taken = 0;
        for (Map.Entry<String, Integer> each : smsc.taken().entrySet()) {
            taken += each.getValue();
            String mobile = each.getKey().substring(each.getKey().length() - 11);
            if (each.getValue() > phones.getOrDefault(mobile, 0)) {
                findings.add(
                        "%d messages to a number with %d notices"
                                .formatted(each.getValue(), phones.getOrDefault(mobile, 0)));
            }
        }
        say("   messages taken " + taken);
        if (taken == 0) {
            findings.add("no message was sent");
        }
    }

    private void audit() throws IOException, InterruptedException {
        gateway.run("audit").ifPresent(said -> findings.add("audit: " + said));
        gateway.run("match", "--day", today.toString(), "--bank", bank.url())
                .ifPresent(said -> findings.add("match: " + said));
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        validators.forEach(Validator::close);
        bank.close();
        smsc.close();
        if (sound) {
            Site.remove(data);
        }
    }
}
