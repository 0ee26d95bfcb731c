package org.xinpiao.platform.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.PatientRequests;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.demo.DemoProvince;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.gateway.HisAccounts;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.notice.PhoneBook;
import org.xinpiao.platform.payment.PaymentParts;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Province;

/**
 * The program as a gateway in a process of its own, to be killed; beside its own interfaces it has
 * a door for the test, on which patients claim, clerks approve and books are read.
 */
final class ClaimsGateway {

    private final ApplicationContext program;
    private final Map<String, Person> people;

    private ClaimsGateway(ApplicationContext program, Map<String, Person> people) {
        this.program = program;
        this.people = people;
    }

    /** Data directory, port of the door, seed and day of the people, settings as name=value. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Map<String, Person> people =
                new LoadGenerator(Long.parseLong(args[2]), LocalDate.parse(args[3]))
                        .people().stream()
                                .collect(Collectors.toMap(Person::idNumber, Function.identity()));
        Map<String, Object> settings = new HashMap<>();
        for (String each : List.of(args).subList(4, args.length)) {
            settings.put(
                    each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        Optional<Path> comet = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        if (Network.read(data).isPresent()) {
            var _ = ClusterParts.keep(comet.orElseThrow(), Network.home(data));
        }
        ConfigurableApplicationContext program =
                RunningDemo.program(
                        data, settings, Duration.ZERO, starting -> phones(starting, people));
        ClaimsGateway gateway = new ClaimsGateway(program, people);
        HttpServer door =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])),
                        0);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.createContext("/", gateway::handle);
        door.start();
        System.out.println("open");
    }

    private static void phones(
            ConfigurableApplicationContext starting, Map<String, Person> people) {
        var definition =
                BeanDefinitionBuilder.genericBeanDefinition(
                                PhoneBook.class,
                                () -> phoneBook(starting.getBean(Pseudonyms.class), people))
                        .getBeanDefinition();
        ((DefaultListableBeanFactory) starting.getBeanFactory())
                .registerBeanDefinition("phonesOfTheLoad", definition);
    }

    private static PhoneBook phoneBook(Pseudonyms pseudonyms, Map<String, Person> people) {
        Map<ByteBuffer, PhoneBook.Contact> contacts = new HashMap<>();
        people.values()
                .forEach(person ->
                        contacts.put(
                                ByteBuffer.wrap(pseudonyms.bill(person.idNumber())),
                                new PhoneBook.Contact(
                                        person.mobile(), Locale.of(person.language()))));
        return patient -> Optional.ofNullable(contacts.get(ByteBuffer.wrap(patient)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            int status = 200;
            try {
                body =
                        answer(
                                        exchange.getRequestURI().getPath(),
                                        query(exchange.getRequestURI().getRawQuery()))
                                .getBytes(StandardCharsets.UTF_8);
            } catch (RuntimeException e) {
                status = 500;
                body = e.toString().getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String each : raw.split("&", -1)) {
                List<String> pair = List.of(each.split("=", 2));
                query.put(
                        pair.getFirst(), URLDecoder.decode(pair.getLast(), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private String answer(String path, Map<String, String> query) {
        switch (path) {
            case "/settle" -> program.getBean(DemoProvince.class).settle(Province.sample());
            case "/enrol" -> program.getBean(DemoProvince.class).enrol(person(query));
            case "/claim" -> claim(query);
            case "/hands" -> hands();
            case "/customers" -> {
                return customers();
            }
            case "/key" -> {
                return program.getBean(HisAccounts.class)
                        .find(Objects.requireNonNull(query.get("appid")))
                        .orElseThrow()
                        .key();
            }
            case "/open" -> {
                return open();
            }
            case "/books" -> {
                return books(LocalDate.parse(Objects.requireNonNull(query.get("from"))));
            }
            default -> throw new IllegalArgumentException(path);
        }
        return "done";
    }

    private Person person(Map<String, String> query) {
        return Objects.requireNonNull(people.get(query.get("person")));
    }

    private void claim(Map<String, String> query) {
        Person person = person(query);
        program.getBean(Submissions.class)
                .submit(
                        Objects.requireNonNull(query.get("id")),
                        BillId.newBuilder()
                                .setCode(Objects.requireNonNull(query.get("code")))
                                .setNumber(Objects.requireNonNull(query.get("number")))
                                .build(),
                        new ClaimForm(
                                person.name(),
                                person.idNumber(),
                                Objects.requireNonNull(query.get("institution")),
                                LocalDate.parse(Objects.requireNonNull(query.get("day"))),
                                "outpatient",
                                person.bankCard()));
    }

    /** What people do: clerks approve, patients name an account again where a transfer failed. */
    private void hands() {
        PaymentParts.approveAll(program);
        LedgerState state = program.getBean(LedgerState.class);
        for (String id : claims("where status = 'decided'")) {
            ClaimState claim = Objects.requireNonNull(Claims.find(state, id));
            if (claim.getStatus() == ClaimStatus.DECIDED && Claims.needsPayee(claim)) {
                ClaimForm form =
                        program.getBean(ClaimForms.class)
                                .open(program.getBean(Parties.class).get(claim.getAgency()), claim);
                program.getBean(PatientRequests.class).changePayee(id, form);
            }
        }
        Casework desk = program.getBean(Casework.class);
        for (String id : claims("where status = 'review'")) {
            ClaimState claim = Objects.requireNonNull(Claims.find(state, id));
            Clerk clerk = new Clerk("clerk", claim.getAgency(), "clerk");
            desk.act(clerk, id, desk.version(id), new Act.Approve(Rulings.NONE, "", true));
            Clerk second = new Clerk("checker", claim.getAgency(), "checker");
            desk.act(second, id, desk.version(id), new Act.Confirm());
        }
    }

    private List<String> claims(String where) {
        return program.getBean(JdbcClient.class)
                .sql("select claim_id from claim " + where + " order by claim_id")
                .query(String.class)
                .list();
    }

    /** The keys that agencies and department give to their bank. */
    private String customers() {
        Parties parties = program.getBean(Parties.class);
        List<String> lines = new ArrayList<>();
        List<String> members =
                program.getBean(JdbcClient.class)
                        .sql("select distinct agency from region")
                        .query(String.class)
                        .list();
        members.add("insurance");
        for (String member : members) {
            for (MemberKey key : Founding.keys(parties.get(member), 0)) {
                lines.add(member + " " + Base64.getEncoder().encodeToString(key.toByteArray()));
            }
        }
        return String.join("\n", lines);
    }

    /** How much is not at its end: claims, payments, notices. */
    private String open() {
        awaitRows();
        JdbcClient db = program.getBean(JdbcClient.class);
        long notices =
                db.sql(
                                "select count(*) from notice where state in ('waiting', 'sending',"
                                        + " 'sent')")
                        .query(Long.class)
                        .single();
        return claims("where status not in ('paid', 'closed', 'refused')").size()
                + " "
                + PaymentParts.open(program)
                + " "
                + notices
                + " "
                + db.sql("select status || ' ' || count(*) from claim group by status")
                        .query(String.class)
                        .list();
    }

    private void awaitRows() {
        program.getBean(ProjectorThread.class)
                .awaitQuietly(program.getBean(Engine.class).ledger().height());
    }

    /** All that the ledger and this process know at the end, by name. */
    private String books(LocalDate from) {
        awaitRows();
        LedgerState state = program.getBean(LedgerState.class);
        List<String> lines = new ArrayList<>();
        Invariants.check(state).forEach(each -> lines.add("finding invariant " + each));
        PaymentParts.differences(program, from).forEach(each -> lines.add("finding match " + each));
        for (String id : claims("")) {
            ClaimState claim = Objects.requireNonNull(Claims.find(state, id));
            lines.add(
                    "claim %s %s %d %d"
                            .formatted(
                                    id,
                                    claim.getStatus(),
                                    Claims.paidFen(claim),
                                    claim.getTransfersList().stream()
                                            .filter(Claims::stands)
                                            .count()));
        }
        JdbcClient db = program.getBean(JdbcClient.class);
        lines.add(
                "fund "
                        + db.sql(
                                        "select coalesce(-sum(p.amount_fen), 0)::bigint from"
                                            + " posting p join claim c on c.claim_id = p.reference"
                                            + " where p.account like '%/bank'")
                                .query(Long.class)
                                .single());
        db.sql(
                        "select state, coalesce(sum(parts), 0)::int as parts, count(*)::int as"
                                + " notices from notice group by state")
                .query((row, _) ->
                        "notices %s %d %d"
                                .formatted(
                                        row.getString("state"),
                                        row.getInt("notices"),
                                        row.getInt("parts")))
                .list()
                .forEach(lines::add);
        db.sql("select patient, sum(parts)::int as parts from notice group by patient")
                .query((row, _) ->
                        Optional.ofNullable(
                                                program.getBean(PhoneBook.class)
                                                        .find(row.getBytes("patient"))
                                                        .orElse(null))
                                        .map(contact -> "phone " + contact.mobile())
                                        .orElse("phone -")
                                + " "
                                + row.getInt("parts"))
                .list()
                .forEach(lines::add);
        return String.join("\n", lines);
    }
}
