package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.platform.policy.CaseJson;
import org.xinpiao.platform.policy.CaseReader;
import org.xinpiao.platform.policy.PublishedPolicies;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a decision is made from, pinned: the same inputs are the same bytes, whose hash the
 * departments sign, and the bytes give the same decision years later.
 *
 * @param fingerprint of the bill, hexadecimal
 * @param given the whole case as the evaluator took it
 */
record Inputs(
        String claimId,
        BillId bill,
        String fingerprint,
        Cover cover,
        Policy policy,
        Rulings rulings,
        Case given) {

    private static final String FORMAT = "xinpiao/inputs/v2";

    /** The enrolment that covers the visit: with the person of the claim, what finds it. */
    record Cover(String region, String insutype, LocalDate from) {}

    /**
     * The policy package.
     *
     * @param digest hash of its exact bytes as published, hexadecimal
     */
    record Policy(String region, int version, String digest) {}

    static Inputs of(
            String claimId,
            BillRecord bill,
            Enrolment enrolment,
            PublishedPolicies.InForce policy,
            Rulings rulings,
            Case given) {
        return new Inputs(
                claimId,
                BillId.newBuilder().setCode(bill.getCode()).setNumber(bill.getNumber()).build(),
                hex(bill.getFingerprint()),
                new Cover(
                        enrolment.getRegion(),
                        enrolment.getInsutype(),
                        LocalDate.ofEpochDay(enrolment.getFromDay())),
                new Policy(policy.rules().region(), policy.version(), hex(policy.digest())),
                rulings,
                given);
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** The one way to write them: JSON, UTF-8. */
    byte[] bytes() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("claim", claimId);
        root.putObject("bill")
                .put("code", bill.getCode())
                .put("number", bill.getNumber())
                .put("fingerprint", fingerprint);
        root.putObject("enrolment")
                .put("region", cover.region())
                .put("insutype", cover.insutype())
                .put("from", cover.from().toString());
        root.putObject("policy")
                .put("region", policy.region())
                .put("version", policy.version())
                .put("digest", policy.digest());
        ArrayNode lines =
                root.putObject("rulings").put("emergency", rulings.emergency()).putArray("lines");
        for (Rulings.Line line : rulings.lines()) {
            lines.addObject()
                    .put("no", line.no())
                    .put("approvedFen", line.approvedFen())
                    .put("reason", line.reason());
        }
        root.set("case", CaseJson.of(given));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException when these are not such bytes
     */
    static Inputs read(byte[] bytes) {
        Inputs inputs;
        try {
            inputs = read(JsonMapper.shared().readTree(bytes));
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("these are no inputs of a decision", e);
        }
        if (!Arrays.equals(inputs.bytes(), bytes)) {
            throw new IllegalArgumentException("inputs of a decision, written in another way");
        }
        return inputs;
    }

    private static Inputs read(JsonNode root) {
        JsonNode bill = root.path("bill");
        JsonNode cover = root.path("enrolment");
        JsonNode policy = root.path("policy");
        JsonNode rulings = root.path("rulings");
        List<Rulings.Line> lines = new ArrayList<>();
        for (JsonNode line : rulings.path("lines")) {
            lines.add(
                    new Rulings.Line(
                            text(line, "no"),
                            line.path("approvedFen").asLong(0),
                            text(line, "reason")));
        }
        return new Inputs(
                text(root, "claim"),
                BillId.newBuilder()
                        .setCode(text(bill, "code"))
                        .setNumber(text(bill, "number"))
                        .build(),
                text(bill, "fingerprint"),
                new Cover(
                        text(cover, "region"),
                        text(cover, "insutype"),
                        LocalDate.parse(text(cover, "from"))),
                new Policy(
                        text(policy, "region"),
                        policy.path("version").asInt(0),
                        text(policy, "digest")),
                new Rulings(rulings.path("emergency").asBoolean(false), lines),
                CaseReader.read(root.path("case").toString().getBytes(StandardCharsets.UTF_8))
                        .orThrow());
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
