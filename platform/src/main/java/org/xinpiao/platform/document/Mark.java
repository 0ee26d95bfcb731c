package org.xinpiao.platform.document;

import java.util.List;

/** One thing drawn on a sheet, in millimetres from the top left corner. */
sealed interface Mark {

    /** What is drawn with: the printed form, what is filled in, red letters, seals, watermark. */
    enum Ink {
        FORM(0x8A3B2E),
        DATA(0x1A1A1A),
        RED(0xC8161D),
        SEAL(0xD4232B),
        FAINT(0xF6D9D6);

        final int rgb;

        Ink(int rgb) {
            this.rgb = rgb;
        }
    }

    enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }

    /**
     * A line of text, set smaller where it would be wider than {@code width}.
     *
     * @param x left edge of the room
     * @param y base line
     * @param size of the letters, in millimetres
     */
    record Text(double x, double y, double width, Align align, double size, Ink ink, String text)
            implements Mark {}

    /** Text centred on a point of its base line and turned clockwise about it, in degrees. */
    record Turned(double x, double y, double degrees, double size, Ink ink, String text)
            implements Mark {}

    record Line(double x1, double y1, double x2, double y2, double thickness, Ink ink)
            implements Mark {}

    record Oval(double x, double y, double radiusX, double radiusY, double thickness, Ink ink)
            implements Mark {}

    /** A filled polygon; corners as x, y, x, y … */
    record Area(List<Double> corners, Ink ink) implements Mark {}

    /** A QR code in a square, quiet zone included. */
    record Code(double x, double y, double side, String payload) implements Mark {}
}
