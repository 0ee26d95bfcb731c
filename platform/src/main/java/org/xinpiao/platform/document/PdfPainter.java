package org.xinpiao.platform.document;

import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import org.openpdf.text.Image;
import org.openpdf.text.ImgRaw;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;

/** Draws sheets into a PDF page. */
final class PdfPainter {

    private static final double POINTS = 72 / 25.4;

    /** Pixels a module, so that viewers that smooth pictures leave the modules sharp. */
    private static final int CODE_SCALE = 4;

    private final PdfContentByte page;
    private final BaseFont font;

    /** Where the sheet's top left corner lies on the page, in millimetres from the bottom left. */
    private final double left;

    private final double top;

    PdfPainter(PdfContentByte page, BaseFont font, double left, double top) {
        this.page = page;
        this.font = font;
        this.left = left;
        this.top = top;
    }

    static float points(double millimetres) {
        return (float) (millimetres * POINTS);
    }

    void draw(Sheet sheet) {
        for (Mark mark : sheet.marks()) {
            switch (mark) {
                case Mark.Text text -> text(text);
                case Mark.Turned text -> turned(text);
                case Mark.Line line -> line(line);
                case Mark.Oval oval -> oval(oval);
                case Mark.Area area -> area(area);
                case Mark.Code code -> code(code);
            }
        }
    }

    private float x(double x) {
        return points(left + x);
    }

    private float y(double y) {
        return points(top - y);
    }

    private void text(Mark.Text text) {
        float size = points(text.size());
        float width = font.getWidthPoint(text.text(), size);
        float room = points(text.width());
        if (width > room) {
            size *= room / width;
            width = room;
        }
        float shift =
                switch (text.align()) {
                    case LEFT -> 0;
                    case CENTRE -> (room - width) / 2;
                    case RIGHT -> room - width;
                };
        show(text.text(), size, text.ink(), 1, 0, x(text.x()) + shift, y(text.y()));
    }

    private void turned(Mark.Turned text) {
        float size = points(text.size());
        double angle = Math.toRadians(-text.degrees());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double half = font.getWidthPoint(text.text(), size) / 2;
        show(
                text.text(),
                size,
                text.ink(),
                cos,
                sin,
                x(text.x()) - half * cos,
                y(text.y()) - half * sin);
    }

    private void show(
            String text, float size, Mark.Ink ink, double cos, double sin, double x, double y) {
        page.beginText();
        page.setColorFill(new Color(ink.rgb));
        page.setFontAndSize(font, size);
        page.setTextMatrix(
                (float) cos, (float) sin, (float) -sin, (float) cos, (float) x, (float) y);
        page.showText(text);
        page.endText();
    }

    private void line(Mark.Line line) {
        stroke(line.thickness(), line.ink());
        page.moveTo(x(line.x1()), y(line.y1()));
        page.lineTo(x(line.x2()), y(line.y2()));
        page.stroke();
    }

    private void oval(Mark.Oval oval) {
        stroke(oval.thickness(), oval.ink());
        page.ellipse(
                x(oval.x() - oval.radiusX()),
                y(oval.y() + oval.radiusY()),
                x(oval.x() + oval.radiusX()),
                y(oval.y() - oval.radiusY()));
        page.stroke();
    }

    private void stroke(double thickness, Mark.Ink ink) {
        page.setColorStroke(new Color(ink.rgb));
        page.setLineWidth(points(thickness));
    }

    private void area(Mark.Area area) {
        page.setColorFill(new Color(area.ink().rgb));
        for (int i = 0; i < area.corners().size(); i += 2) {
            float cornerX = x(area.corners().get(i));
            float cornerY = y(area.corners().get(i + 1));
            if (i == 0) {
                page.moveTo(cornerX, cornerY);
            } else {
                page.lineTo(cornerX, cornerY);
            }
        }
        page.closePath();
        page.fill();
    }

    private void code(Mark.Code code) {
        BitMatrix modules = QrImage.modules(code.payload());
        int side = modules.getWidth() * CODE_SCALE;
        int stride = (side + 7) / 8;
        byte[] rows = new byte[stride * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!modules.get(x / CODE_SCALE, y / CODE_SCALE)) {
                    rows[y * stride + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        Image image = new ImgRaw(side, side, 1, 1, rows);
        image.scaleAbsolute(points(code.side()), points(code.side()));
        image.setAbsolutePosition(x(code.x()), y(code.y() + code.side()));
        page.addImage(image);
    }
}
