package org.xinpiao.platform.verify;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report for programs and pages; the same names in the command's output and the web API. */
final class ReportJson {

    private ReportJson() {}

    static ObjectNode of(Report report, String file, String trust) {
        ObjectNode json = Json.newObject().put("file", file).put("trust", trust);
        return fill(json, report);
    }

    static ObjectNode of(Report report) {
        return fill(Json.newObject(), report);
    }

    static ObjectNode unusable(String file, Text why) {
        return put(Json.newObject().put("file", file).put("verdict", "UNUSABLE"), "reason", why);
    }

    static ObjectNode unusable(Text why) {
        return put(Json.newObject().put("verdict", "UNUSABLE"), "reason", why);
    }

    static ObjectNode of(BillStatus status) {
        ObjectNode json = Json.newObject();
        json.put("code", status.code()).put("number", status.number());
        json.put("checkCode", status.checkCode()).put("standing", status.standing().name());
        put(json, "standingText", status.standing().title());
        put(json, "meaning", status.standing().meaning());
        json.put("issuer", status.issuer());
        put(json, "issuerName", new Text(status.issuerZh(), status.issuerEn()));
        json.put("total", status.total()).put("issued", status.issued());
        json.put("recorded", status.recorded()).put("paper", status.paper());
        json.put("fingerprint", Json.base64(status.fingerprint()));
        json.put("reverses", status.reverses()).put("reversedBy", status.reversedBy());
        return json.put("asOf", status.asOf());
    }

    private static ObjectNode fill(ObjectNode json, Report report) {
        json.put("verdict", report.verdict().name());
        put(json, "verdictText", report.verdict().title());
        Report.Facts bill = report.bill();
        if (bill != null) {
            json.putObject("bill")
                    .put("code", bill.code())
                    .put("number", bill.number())
                    .put("checkCode", bill.checkCode())
                    .put("issuer", bill.issuer())
                    .put("total", bill.total())
                    .put("issued", bill.issued())
                    .put("reverses", bill.reversesNumber());
        }
        ArrayNode checks = json.putArray("checks");
        for (Check check : report.checks()) {
            ObjectNode one =
                    checks.addObject()
                            .put("what", check.what().name())
                            .put("result", check.result().name());
            put(one, "title", check.what().title());
            put(one, "detail", check.detail());
        }
        ArrayNode content = json.putArray("content");
        for (BillText.Part part : report.content()) {
            ObjectNode one = content.addObject().put("section", part.kind().name());
            put(one, "title", part.title());
            ArrayNode rows = one.putArray("rows");
            for (BillText.Row row : part.rows()) {
                put(rows.addObject(), "label", row.label()).put("value", row.value());
            }
            one.put("hidden", part.hidden());
        }
        return json;
    }

    private static ObjectNode put(ObjectNode json, String name, Text text) {
        json.putObject(name).put("zh", text.zh()).put("en", text.en());
        return json;
    }
}
