package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.ReadModel;
import org.xinpiao.platform.verify.BundleFormat;
import org.xinpiao.platform.verify.BundleSource;
import org.xinpiao.simulator.ClaimCase;
import org.xinpiao.simulator.Province;
import tools.jackson.databind.JsonNode;

/**
 * The main job from the hospitals' messages to the proof on another machine, and what altering the
 * data leads to.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static final Path DATA = RunningDemo.directory();

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo demo;

    @BeforeAll
    static void start() throws InterruptedException {
        demo = RunningDemo.start(DATA);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    @Order(1)
    void summaryAddsUp() {
        JsonNode summary = demo.summary();
        Province province = Province.sample();
        JdbcClient db = demo.bean(JdbcClient.class);

        assertThat(summary.path("bills").asLong()).isGreaterThanOrEqualTo(200);
        assertThat(summary.path("reversed").asLong())
                .isEqualTo(
                        db.sql("select count(*) from bill where reverses_code is not null")
                                .query(Long.class)
                                .single())
                .isPositive();
        assertThat(summary.path("double_claims_stopped").asLong())
                .isEqualTo(
                        province.claims().stream()
                                        .filter(claim ->
                                                claim.expectation()
                                                        == ClaimCase.Expectation.ONE_OF_TWO)
                                        .count()
                                / 2);
        assertThat(summary.path("claims_paid").asLong()).isPositive();
        assertThat(summary.path("paid_fen").asLong())
                .isEqualTo(
                        db.sql("select sum(amount_fen)::bigint from bank.bank_transfer")
                                .query(Long.class)
                                .single());
        assertThat(summary.path("log_root").asString()).hasSize(64);
    }

    @Test
    @Order(1)
    void everyClaimEndsAsItShouldAndMostArePaid() {
        ClaimQueries queries = demo.bean(ClaimQueries.class);
        List<ClaimCase> claims = Province.sample().claims();
        int paid = 0;
        List<String> byHand = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            ClaimCase claim = claims.get(i);
            String id = String.format(Locale.ROOT, "demo-%04d", i + 1);
            String status = queries.find(id).map(ClaimQueries.Row::status).orElse("none");
            if (status.equals("review") || !demo.bean(Cases.class).log(id).isEmpty()) {
                byHand.add(status);
                continue;
            }
            String wanted =
                    switch (claim.expectation()) {
                        case PAID -> "paid";
                        case NOTHING_DUE -> "closed";
                        case MISTAKEN -> "review";
                        case REVERSED, SETTLED_DIRECTLY, NOT_INSURED -> "none";
                        case ONE_OF_TWO -> status;
                    };
            assertThat(status).as("%s %s", id, claim).isEqualTo(wanted);
            if (claim.expectation() == ClaimCase.Expectation.ONE_OF_TWO) {
                twice.add(status);
            }
            paid += status.equals("paid") ? 1 : 0;
        }
        assertThat(twice).containsExactlyInAnyOrder("paid", "none");
        // Six emergencies elsewhere and two mistaken forms went to a clerk, one was asked back.
        assertThat(byHand)
                .hasSize(9)
                .contains("paid", "refused", "waiting", "review", "appealed", "demanded");
        assertThat(paid).isGreaterThan(claims.size() / 2);
    }

    @Test
    @Order(1)
    void insurersAndTheWindowHaveSomethingToDo() {
        JdbcClient db = demo.bean(JdbcClient.class);
        assertThat(
                        db.sql(
                                        "select status || ' ' || (paid_fen > 0) from claim where"
                                                + " payer like 'insurer-%' order by claim_id")
                                .query(String.class)
                                .list())
                .containsExactly("paid true", "review false");
        assertThat(db.sql("select state from window_paper").query(String.class).list())
                .containsExactly("inquiry");
    }

    @Test
    @Order(1)
    void ledgerKeepsItsInvariantsAndEveryHoldingItsBill() {
        LedgerState state = demo.bean(LedgerState.class);

        assertThat(Invariants.check(state)).isEmpty();
        for (var entry : state.scan(Bills.PREFIX, 10_000)) {
            BillState bill = Objects.requireNonNull(Bills.find(state, id(entry.getKey())));
            long held = bill.getHoldingsList().stream().mapToLong(Holding::getAmountFen).sum();
            assertThat(held).isLessThanOrEqualTo(Math.max(0, bill.getPersonalFen()));
        }
    }

    @Test
    @Order(1)
    void publicPagesAnswerInBothLanguages() throws Exception {
        for (String path :
                List.of(
                        "/",
                        "/verify",
                        "/log/checkpoint",
                        "/log/trust.json",
                        "/openapi",
                        "/actuator/health")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/?lang=en").body()).contains("lang=\"en\"");
        assertThat(get("/patient").statusCode()).isIn(302, 303);
    }

    @Test
    @Order(1)
    void statusNeedsTheRightCheckCode() throws Exception {
        Path file = DATA.resolve("status.xpb.json");
        export(file);
        JsonNode id =
                tools.jackson.databind.json.JsonMapper.shared()
                        .readTree(Files.readString(file))
                        .path("bill");
        String code = sample("code");
        String number = sample("number");
        String check = BundleFormat.read(Files.readAllBytes(file)).id().checkCode();

        assertThat(id).isNotNull();
        assertThat(
                        get("/verify/api/status?code="
                                        + code
                                        + "&number="
                                        + number
                                        + "&check="
                                        + check)
                                .body())
                .contains("REIMBURSED");
        assertThat(
                        get("/verify/api/status?code="
                                        + code
                                        + "&number="
                                        + number
                                        + "&check=zzzzzz")
                                .statusCode())
                .isEqualTo(
                        get("/verify/api/status?code=" + code + "&number=9999999999&check=" + check)
                                .statusCode());
    }

    @Test
    @Order(1)
    void wrongEnvelopesStayOutside() throws Exception {
        assertThat(
                        post(
                                "/api/medical/writeOffEBill",
                                "{\"appid\":\"nobody\",\"data\":\"\",\"noise\":\"1\",\"sign\":\"x\",\"version\":\"1.0\"}"))
                .isEqualTo(401);
        assertThat(post("/api/medical/writeOffEBill", "not json")).isEqualTo(400);
    }

    @Test
    @Order(1)
    void concurrentReadersSeeOneBill() throws Exception {
        BillQueries bills = demo.bean(BillQueries.class);
        BillId id = BillId.newBuilder().setCode(sample("code")).setNumber(sample("number")).build();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> reads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                reads.add(pool.submit(() -> bills.find(id).orElseThrow().totalFen()));
            }
            for (Future<Long> read : reads) {
                assertThat(read.get()).isEqualTo(reads.getFirst().get());
            }
        }
    }

    @Test
    @Order(2)
    void bundleVerifiesElsewhereAndAnAlteredOneDoesNot() throws Exception {
        Path file = DATA.resolve("sample.xpb.json");
        export(file);
        byte[] bundle = Files.readAllBytes(file);
        Path trust = DATA.resolve("trust.json");

        assertThat(run("verify", file.toString(), "--trust", trust.toString()).code()).isZero();

        bundle[bundle.length / 2] ^= 1;
        Path altered = DATA.resolve("altered.xpb.json");
        Files.write(altered, bundle);
        assertThat(run("verify", altered.toString(), "--trust", trust.toString()).code())
                .isIn(1, 2);
    }

    @Test
    @Order(3)
    void auditAndReplayFindNothingThenNameWhatWasAltered() throws Exception {
        demo.close();
        String data = DATA.toString();

        assertThat(run("audit", "--data", data).code()).isZero();
        auditElsewhere(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Kiritimati"));
        auditElsewhere(
                List.of(
                        "-XX:-TieredCompilation",
                        "-XX:+UseZGC",
                        "-XX:ActiveProcessorCount=8",
                        "-Duser.language=ar",
                        "-Duser.extensions=u-nu-arab",
                        "-Duser.timezone=America/St_Johns",
                        "-Dfile.encoding=COMPAT"));
        assertThat(run("replay", "--data", data).code()).isZero();
        String day = ChinaTime.date(System.currentTimeMillis()).toString();
        Result match = run("match", "--data", data, "--day", day, "--json");
        assertThat(match.out()).contains("\"zero\":true").doesNotContain("\"zero\":false");
        assertThat(match.code()).isZero();

        alterRow();
        match = run("match", "--data", data, "--day", day);
        assertThat(match.out()).contains("amount-differs");
        assertThat(match.code()).isEqualTo(1);
        Result replay = run("replay", "--data", data);
        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.out()).contains("table bill").contains(sample("number"));

        alterStateFiles();
        Result audit = run("audit", "--data", data);
        assertThat(audit.code()).isEqualTo(1);
        assertThat(audit.out()).contains("bad");
    }

    /** Another virtual machine executes the same blocks to the same roots and values. */
    private static void auditElsewhere(List<String> machine) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(machine);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Xinpiao.class.getName(), "audit", "--data", DATA.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", machine, out).isZero();
    }

    private static void alterRow() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(DATA.resolve("pg"));
                var source = ReadModel.open(database.jdbcUrl(), ReadModel.VIEW)) {
            int rows =
                    JdbcClient.create(source)
                            .sql(
                                    "update bill set total_fen = total_fen + 1 where code = ? and"
                                            + " number = ?")
                            .params(sample("code"), sample("number"))
                            .update();
            assertThat(rows).isEqualTo(1);
            JdbcClient.create(source)
                    .sql(
                            "update bank.bank_transfer set amount_fen = amount_fen + 1 where"
                                    + " end_to_end_id = (select min(end_to_end_id) from"
                                    + " bank.bank_transfer where executed_ms is not null)")
                    .update();
        }
    }

    /** Flips one byte in the largest file of the ledger. */
    private static void alterStateFiles() throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        try (var files = Files.walk(DATA.resolve("ledger"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sst") || name.endsWith(".log")) {
                    sizes.put(file, Files.size(file));
                }
            }
        }
        Path largest =
                sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 3] ^= 0x40;
        Files.write(largest, bytes);
    }

    private static void export(Path file) throws IOException {
        Files.write(
                file,
                BundleFormat.write(
                        demo.bean(BundleSource.class)
                                .export(sample("code"), sample("number"))
                                .orElseThrow()));
    }

    private static String sample(String field) {
        return demo.summary().path("sample_bill").path(field).asString();
    }

    private static BillId id(String key) {
        String[] parts = key.substring(Bills.PREFIX.length()).split("/", -1);
        return BillId.newBuilder().setCode(parts[0]).setNumber(parts[1]).build();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(demo.base() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int post(String path, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(demo.base() + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private record Result(int code, String out) {}

    /** Runs a command as the launcher does, catching what it prints. */
    private static Result run(String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = Xinpiao.commandLine().execute(args);
            return new Result(code, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
