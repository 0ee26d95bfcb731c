package org.xinpiao.platform.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.ofdrw.core.basicStructure.pageObj.layer.block.CT_PageBlock;
import org.ofdrw.core.basicStructure.pageObj.layer.block.ImageObject;
import org.ofdrw.core.basicStructure.pageObj.layer.block.PathObject;
import org.ofdrw.core.basicStructure.pageObj.layer.block.TextObject;
import org.ofdrw.core.basicType.ST_Array;
import org.ofdrw.core.basicType.ST_ID;
import org.ofdrw.core.graph.pathObj.AbbreviatedData;
import org.ofdrw.core.pageDescription.color.color.CT_Color;
import org.ofdrw.core.text.TextCode;
import org.ofdrw.font.Font;
import org.ofdrw.layout.VirtualPage;
import org.ofdrw.layout.element.Div;
import org.ofdrw.layout.element.Position;
import org.ofdrw.layout.engine.ResManager;
import org.ofdrw.layout.engine.VPageParseEngine;

/**
 * Draws sheets as OFD pages, in 宋体 by name: every OFD viewer brings it or substitutes it.
 *
 * <p>Each letter's place is written down, so no font is needed to lay a page out and a substitute
 * cannot move it.
 */
final class OfdPainter {

    /** Control points of a quarter circle lie this far along the tangent. */
    private static final double KAPPA = 0.5523;

    private static final String ELEMENT = "XinpiaoSheet";

    static {
        VPageParseEngine.register(
                ELEMENT,
                (_, block, resources, element, ids) ->
                        new OfdPainter(block, resources, ids).draw((SheetElement) element));
    }

    private final CT_PageBlock block;
    private final ResManager resources;
    private final AtomicInteger ids;
    private final ST_ID font;

    private OfdPainter(CT_PageBlock block, ResManager resources, AtomicInteger ids) {
        this.block = block;
        this.resources = resources;
        this.ids = ids;
        try {
            font = resources.addFont(new Font("宋体", "宋体"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A page with everything of the sheet.
     *
     * @param codes picture file of each QR payload on the sheet
     */
    static VirtualPage page(Sheet sheet, Map<String, Path> codes) {
        VirtualPage page = new VirtualPage(sheet.width(), sheet.height());
        page.add(new SheetElement(sheet, codes));
        return page;
    }

    private static final class SheetElement extends Div<SheetElement> {

        final Sheet sheet;
        final Map<String, Path> codes;

        SheetElement(Sheet sheet, Map<String, Path> codes) {
            super(sheet.width(), sheet.height());
            this.sheet = sheet;
            this.codes = codes;
            setPosition(Position.Absolute);
            setX(0d);
            setY(0d);
        }

        @Override
        public String elementType() {
            return ELEMENT;
        }
    }

    private void draw(SheetElement element) {
        for (Mark mark : element.sheet.marks()) {
            switch (mark) {
                case Mark.Text text -> text(text);
                case Mark.Turned text -> turned(text);
                case Mark.Line line -> line(line);
                case Mark.Oval oval -> oval(oval);
                case Mark.Area area -> area(area);
                case Mark.Code code -> code(code, element.codes);
            }
        }
    }

    private void text(Mark.Text text) {
        double ems = Arrays.stream(steps(text.text(), 1)).sum();
        double size = Math.min(text.size(), text.width() / ems);
        double width = ems * size;
        double shift =
                switch (text.align()) {
                    case LEFT -> 0;
                    case CENTRE -> (text.width() - width) / 2;
                    case RIGHT -> text.width() - width;
                };
        TextObject object = letters(text.text(), size, text.ink(), 0, size);
        object.setBoundary(text.x() + shift, text.y() - size, width, size * 1.3);
        block.addPageBlock(object);
    }

    private void turned(Mark.Turned text) {
        double width = Arrays.stream(steps(text.text(), text.size())).sum();
        double radius = Math.max(width, text.size()) + text.size();
        double angle = Math.toRadians(text.degrees());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        TextObject object = letters(text.text(), text.size(), text.ink(), -width / 2, 0);
        object.setBoundary(text.x() - radius, text.y() - radius, 2 * radius, 2 * radius);
        object.setCTM(new ST_Array(cos, sin, -sin, cos, radius, radius));
        block.addPageBlock(object);
    }

    private TextObject letters(String text, double size, Mark.Ink ink, double x, double y) {
        double[] steps = steps(text, size);
        TextCode code = new TextCode().setContent(text).setCoordinate(x, y);
        if (steps.length > 1) {
            code.setDeltaX(runs(steps));
        }
        TextObject object = new TextObject(id());
        object.setFont(font.ref()).setSize(size).setFillColor(colour(ink)).addTextCode(code);
        return object;
    }

    /** From each letter to the next: 宋体 sets Latin letters half as wide as Chinese ones. */
    private static double[] steps(String text, double size) {
        return text.chars().mapToDouble(c -> c < 0x2000 ? size / 2 : size).toArray();
    }

    /** The steps between letters, equal ones in a row as {@code g count step}. */
    private static ST_Array runs(double[] steps) {
        ST_Array runs = new ST_Array();
        int last = steps.length - 1;
        for (int from = 0, to; from < last; from = to) {
            to = from + 1;
            while (to < last && steps[to] == steps[from]) {
                to++;
            }
            String step = Double.toString(Math.round(steps[from] * 1000) / 1000.0);
            if (to - from > 1) {
                runs.add("g").add(Integer.toString(to - from));
            }
            runs.add(step);
        }
        return runs;
    }

    private void line(Mark.Line line) {
        double pad = line.thickness();
        double left = Math.min(line.x1(), line.x2()) - pad;
        double top = Math.min(line.y1(), line.y2()) - pad;
        AbbreviatedData path = new AbbreviatedData();
        path.moveTo(line.x1() - left, line.y1() - top).lineTo(line.x2() - left, line.y2() - top);
        double width = Math.abs(line.x1() - line.x2()) + 2 * pad;
        double height = Math.abs(line.y1() - line.y2()) + 2 * pad;
        stroke(path, line.thickness(), line.ink(), left, top, width, height);
    }

    private void oval(Mark.Oval o) {
        double pad = o.thickness();
        double rx = o.radiusX();
        double ry = o.radiusY();
        double x = rx + pad;
        double y = ry + pad;
        AbbreviatedData path = new AbbreviatedData();
        path.moveTo(x + rx, y);
        // Each quarter goes from direction (c, s) to (-s, c).
        int c = 1;
        int s = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            path.cubicBezier(
                    x + rx * (c - KAPPA * s),
                    y + ry * (s + KAPPA * c),
                    x + rx * (-s + KAPPA * c),
                    y + ry * (c + KAPPA * s),
                    x - rx * s,
                    y + ry * c);
            int next = -s;
            s = c;
            c = next;
        }
        stroke(path.close(), o.thickness(), o.ink(), o.x() - x, o.y() - y, 2 * x, 2 * y);
    }

    private void stroke(
            AbbreviatedData path,
            double thickness,
            Mark.Ink ink,
            double left,
            double top,
            double width,
            double height) {
        PathObject object = new PathObject(id());
        object.setBoundary(left, top, width, height);
        object.setLineWidth(thickness);
        object.setStroke(true).setStrokeColor(colour(ink)).setAbbreviatedData(path);
        block.addPageBlock(object);
    }

    private void area(Mark.Area area) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (int i = 0; i < area.corners().size(); i += 2) {
            left = Math.min(left, area.corners().get(i));
            right = Math.max(right, area.corners().get(i));
            top = Math.min(top, area.corners().get(i + 1));
            bottom = Math.max(bottom, area.corners().get(i + 1));
        }
        AbbreviatedData path = new AbbreviatedData();
        for (int i = 0; i < area.corners().size(); i += 2) {
            double x = area.corners().get(i) - left;
            double y = area.corners().get(i + 1) - top;
            path = i == 0 ? path.moveTo(x, y) : path.lineTo(x, y);
        }
        PathObject object = new PathObject(id());
        object.setBoundary(left, top, right - left, bottom - top);
        object.setStroke(false).setFill(true).setFillColor(colour(area.ink()));
        object.setAbbreviatedData(path.close());
        block.addPageBlock(object);
    }

    private void code(Mark.Code code, Map<String, Path> codes) {
        Path picture = codes.get(code.payload());
        if (picture == null) {
            throw new IllegalArgumentException("no picture for the QR code");
        }
        try {
            ImageObject object = new ImageObject(id());
            object.setResourceID(resources.addImage(picture).ref());
            object.setBoundary(code.x(), code.y(), code.side(), code.side());
            object.setCTM(new ST_Array(code.side(), 0, 0, code.side(), 0, 0));
            block.addPageBlock(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ST_ID id() {
        return new ST_ID(ids.incrementAndGet());
    }

    private static CT_Color colour(Mark.Ink ink) {
        return CT_Color.rgb(ink.rgb >> 16, ink.rgb >> 8 & 0xFF, ink.rgb & 0xFF);
    }
}
