package org.xinpiao.platform.verify;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.xinpiao.platform.verify.BillText.Part;
import org.xinpiao.platform.verify.BillText.Row;

/** A report on a terminal, each sentence in 中文 and then in English. */
final class ReportPrinter {

    private ReportPrinter() {}

    static void print(PrintWriter out, Path file, Path trust, Report report) {
        Text verdict = report.verdict().title();
        out.println(file + ": " + verdict.zh() + " · " + verdict.en());
        Report.Facts bill = report.bill();
        if (bill != null) {
            line(out, Text.of("verify.bill", bill.code(), bill.number(), bill.checkCode()));
            line(out, Text.of("verify.amount", bill.total(), bill.issuer(), bill.issued()));
            if (bill.reversesNumber() != null) {
                line(out, Text.of("verify.red", bill.reversesNumber()));
            }
        }
        line(out, Text.of("verify.trust", trust.toString()));
        out.println();
        for (Check check : report.checks()) {
            Text title = check.what().title();
            out.println("  " + mark(check) + " " + title.zh() + " · " + title.en());
            out.println("      " + check.detail().zh());
            out.println("      " + check.detail().en());
        }
        report.content().forEach(part -> part(out, part));
        out.println();
    }

    static void unusable(PrintWriter out, Path file, Text why) {
        out.println(file + ": " + why.zh());
        out.println("  " + why.en());
    }

    private static void part(PrintWriter out, Part part) {
        out.println();
        out.println("  " + part.title().zh() + " · " + part.title().en());
        for (Row row : part.rows()) {
            String label =
                    row.label().zh().equals(row.label().en())
                            ? row.label().zh()
                            : row.label().zh() + " " + row.label().en();
            out.println("    " + label + ": " + row.value());
        }
        if (part.hidden() > 0) {
            line(out, Text.of("verify.hiddenItems", Integer.toString(part.hidden())));
        }
    }

    private static void line(PrintWriter out, Text text) {
        out.println("  " + text.zh());
        out.println("  " + text.en());
    }

    private static String mark(Check check) {
        return switch (check.result()) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case NOT_PROVED -> "–";
        };
    }
}
