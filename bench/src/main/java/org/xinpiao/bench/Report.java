package org.xinpiao.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints each figure as it comes and keeps all of them as JSON. */
final class Report {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final Machine machine = Machine.here();
    private final ArrayNode all = JSON.createArrayNode();

    Report(PrintWriter out) {
        this.out = out;
        out.printf(
                "%s, %d cores, %d MiB, Linux %s, JDK %s, commit %s%n%n%-34s %13s %-8s %13s %6s %9s"
                        + " %9s %9s %5s%n",
                machine.cpu(),
                machine.cores(),
                machine.memory(),
                machine.kernel(),
                machine.jdk(),
                machine.commit(),
                "name",
                "value",
                "unit",
                "peer",
                "ratio",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "load");
        out.flush();
    }

    void add(Result result) {
        double load = Machine.load();
        all.add(json(result, load));
        Result.Peer peer = result.peer();
        Result.Percentiles ms = result.percentiles();
        out.printf(
                "%-34s %13s %-8s %13s %6s %9s %9s %9s %5.1f%n",
                result.name(),
                number(result.value()),
                result.unit(),
                peer == null ? "" : number(peer.value()),
                result.ratio().isEmpty() ? "" : number(result.ratio().getAsDouble()),
                ms == null ? "" : number(ms.p50()),
                ms == null ? "" : number(ms.p99()),
                ms == null ? "" : number(ms.p999()),
                load);
        if (peer != null) {
            out.printf("    peer: %s%n", peer.name());
        }
        if (!result.note().isEmpty()) {
            out.printf("    %s%n", result.note());
        }
        out.flush();
    }

    void write(Path file) throws IOException {
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    }

    private ObjectNode json(Result result, double load) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("name", result.name())
                        .put("value", result.value())
                        .put("unit", result.unit());
        Result.Peer peer = result.peer();
        if (peer != null) {
            node.putObject("peer").put("name", peer.name()).put("value", peer.value());
        }
        result.ratio().ifPresent(ratio -> node.put("ratio", ratio));
        Result.Percentiles ms = result.percentiles();
        if (ms != null) {
            node.put("p50", ms.p50()).put("p99", ms.p99()).put("p999", ms.p999());
        }
        if (result.bytesPerBill() != null) {
            node.put("bytes_per_bill", result.bytesPerBill());
        }
        node.put("note", result.note());
        node.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("memory", machine.memory())
                .put("kernel", machine.kernel())
                .put("jdk", machine.jdk());
        node.put("load", load)
                .put("commit", machine.commit())
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode versions = node.putObject("versions");
        machine.versions().forEach(versions::put);
        return node;
    }

    /** Four figures or so, without an exponent. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
