package org.xinpiao.platform.document;

import java.util.ArrayList;
import java.util.List;
import org.xinpiao.platform.document.Mark.Align;
import org.xinpiao.platform.document.Mark.Ink;

/** Collects the marks of one sheet. Lengths in millimetres. */
final class Pen {

    static final double RULE = 0.2;

    /** From a cell's rule to its text. */
    private static final double PAD = 1;

    private final List<Mark> marks = new ArrayList<>();

    Pen add(Mark mark) {
        marks.add(mark);
        return this;
    }

    Pen text(double x, double y, double width, Align align, double size, Ink ink, String text) {
        return text.isEmpty() ? this : add(new Mark.Text(x, y, width, align, size, ink, text));
    }

    /** Text in the middle of a row's height, with a margin to both sides. */
    Pen cell(
            double x,
            double top,
            double width,
            double height,
            Align align,
            double size,
            Ink ink,
            String text) {
        return text(
                x + PAD, top + height / 2 + size * 0.36, width - 2 * PAD, align, size, ink, text);
    }

    /** A label in the colour of the form and behind it what is filled in. */
    Pen field(double x, double y, double width, double size, String label, Ink ink, String value) {
        double taken = widthOf(label + "：") * size;
        text(x, y, taken, Align.LEFT, size, Ink.FORM, label + "：");
        return text(x + taken, y, width - taken - PAD, Align.LEFT, size, ink, value);
    }

    Pen across(double y, double x1, double x2) {
        return add(new Mark.Line(x1, y, x2, y, RULE, Ink.FORM));
    }

    Pen down(double x, double y1, double y2) {
        return add(new Mark.Line(x, y1, x, y2, RULE, Ink.FORM));
    }

    Pen box(double x, double y, double width, double height) {
        across(y, x, x + width);
        across(y + height, x, x + width);
        down(x, y, y + height);
        return down(x + width, y, y + height);
    }

    /** The status across the page, under everything drawn later. */
    Pen watermark(double width, double height, String text) {
        if (!text.isEmpty()) {
            double size = Math.min(30, width * 0.8 / widthOf(text));
            add(new Mark.Turned(width / 2, height / 2 + size / 3, -20, size, Ink.FAINT, text));
        }
        return this;
    }

    Sheet sheet(double width, double height) {
        return new Sheet(width, height, marks);
    }

    /** Width of a text in ems: a Chinese letter is one, a Latin one a little over half. */
    static double widthOf(String text) {
        return text.codePoints().mapToDouble(c -> c < 0x2000 ? 0.58 : 1).sum();
    }

    /** The text broken into lines that fit a cell of that width; at least one. */
    static List<String> wrap(String text, double width, double size) {
        double room = (width - 2 * PAD) / size;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double taken = 0;
        for (int c : text.codePoints().toArray()) {
            double wide = c < 0x2000 ? 0.58 : 1;
            if (taken + wide > room && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
                taken = 0;
            }
            line.appendCodePoint(c);
            taken += wide;
        }
        lines.add(line.toString());
        return lines;
    }
}
