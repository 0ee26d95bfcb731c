package org.xinpiao.platform.policy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.YearToDate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides many cases from a file of one JSON object a line, and writes one object a line in the
 * same order. A person's cases stand in the order of their visits: each counts what the person's
 * earlier ones of the year have used, unless it states that itself. Memory holds some thousand
 * lines and one sum for each person, however long the file.
 */
public final class PolicyBatch {

    private static final int CHUNK = 4_096;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PolicyPackage rules;
    private final Map<String, Year> years = new ConcurrentHashMap<>();

    /** With the package that decides all of them. */
    public PolicyBatch(PolicyPackage rules) {
        this.rules = rules;
    }

    /** A person's sum of one year. */
    private record Year(int number, YearToDate used) {}

    /**
     * What came of a file.
     *
     * @param cases lines read, blank ones left out
     * @param faulty lines that could not be decided; each says why in the result
     * @param fundFen what the funds pay in all
     */
    public record Sum(long cases, long faulty, long fundFen) {}

    /** A line: what it says, and what was decided. */
    private final class Line {

        private final long number;
        private final String text;
        private String person = "";
        private boolean states;
        private @Nullable Case given;
        private final ObjectNode result = JsonNodeFactory.instance.objectNode();
        private long fundFen;

        Line(long number, String text) {
            this.number = number;
            this.text = text;
        }

        void read() {
            result.put("line", number);
            JsonNode node;
            try {
                node = JSON.readTree(text);
            } catch (JacksonException e) {
                node = JsonNodeFactory.instance.missingNode();
            }
            JsonNode info = node.path("setlinfo");
            person = node.path("psn_no").asString(info.path("psn_no").asString(""));
            states = node.has("used") || info.has("used");
            if (!person.isEmpty()) {
                result.put("psn_no", person);
            }
            switch (CaseReader.read(node)) {
                case Reading.Good<Case>(Case value) -> given = value;
                case Reading.Bad<Case>(List<Fault> faults) -> {
                    var list = result.putArray("faults");
                    faults.forEach(fault ->
                            list.addObject().put("path", fault.path()).put("en", fault.en()));
                }
            }
        }

        void decide() {
            Case now = given;
            if (now == null) {
                return;
            }
            YearToDate used = person.isEmpty() || states ? null : used(now);
            if (used != null) {
                now =
                        new Case(
                                now.person(),
                                now.visit(),
                                used.before(now.visit().dischargeDay()),
                                now.account(),
                                now.fees());
            }
            Benefit benefit = Evaluator.evaluate(rules, now);
            if (used != null) {
                used.add(YearToDate.Entry.of(now.visit(), benefit));
            }
            fundFen = benefit.amounts().fundPaySumamt();
            BenefitJson.settlement(result, benefit, now);
        }

        private YearToDate used(Case now) {
            int year = LocalDate.ofEpochDay(now.visit().dischargeDay()).getYear();
            return years.compute(
                            person,
                            (_, last) ->
                                    last == null || last.number() != year
                                            ? new Year(year, new YearToDate())
                                            : last)
                    .used();
        }
    }

    /**
     * Decides all cases of a file.
     *
     * @throws IOException when a file cannot be read or written
     */
    public Sum run(Path cases, Path results) throws IOException {
        Sum sum = new Sum(0, 0, 0);
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(cases);
                BufferedWriter out = Files.newBufferedWriter(results)) {
            List<Line> chunk = new ArrayList<>(CHUNK);
            String text = in.readLine();
            while (text != null) {
                number++;
                if (!text.isBlank()) {
                    chunk.add(new Line(number, text));
                }
                text = in.readLine();
                if (chunk.size() == CHUNK || text == null) {
                    sum = decide(chunk, sum, out);
                    chunk.clear();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sum;
    }

    private static Sum decide(List<Line> chunk, Sum before, BufferedWriter out) throws IOException {
        chunk.parallelStream().forEach(Line::read);
        // A person's lines one after the other, different people's side by side.
        Map<String, List<Line>> people = new LinkedHashMap<>();
        for (Line line : chunk) {
            String key = line.person.isEmpty() ? "\n" + line.number : line.person;
            people.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
        }
        people.values().parallelStream().forEach(lines -> lines.forEach(Line::decide));
        List<String> written =
                chunk.parallelStream().map(line -> JSON.writeValueAsString(line.result)).toList();
        long faulty = 0;
        long fund = 0;
        for (int i = 0; i < written.size(); i++) {
            out.write(written.get(i));
            out.newLine();
            faulty += chunk.get(i).given == null ? 1 : 0;
            fund = Math.addExact(fund, chunk.get(i).fundFen);
        }
        return new Sum(
                before.cases() + chunk.size(),
                before.faulty() + faulty,
                Math.addExact(before.fundFen(), fund));
    }
}
