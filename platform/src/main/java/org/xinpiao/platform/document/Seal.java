package org.xinpiao.platform.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xinpiao.platform.document.Mark.Area;
import org.xinpiao.platform.document.Mark.Ink;
import org.xinpiao.platform.document.Mark.Oval;
import org.xinpiao.platform.document.Mark.Turned;

/**
 * A seal's picture: its name, and what is drawn.
 *
 * @param sheet as large as the seal itself
 */
record Seal(String name, Sheet sheet) {

    /** Two-digit region of a bill code to the province whose finance department supervises it. */
    private static final Map<String, String> PROVINCES =
            Map.ofEntries(
                    Map.entry("11", "北京市"),
                    Map.entry("12", "天津市"),
                    Map.entry("13", "河北省"),
                    Map.entry("14", "山西省"),
                    Map.entry("15", "内蒙古自治区"),
                    Map.entry("21", "辽宁省"),
                    Map.entry("22", "吉林省"),
                    Map.entry("23", "黑龙江省"),
                    Map.entry("31", "上海市"),
                    Map.entry("32", "江苏省"),
                    Map.entry("33", "浙江省"),
                    Map.entry("34", "安徽省"),
                    Map.entry("35", "福建省"),
                    Map.entry("36", "江西省"),
                    Map.entry("37", "山东省"),
                    Map.entry("41", "河南省"),
                    Map.entry("42", "湖北省"),
                    Map.entry("43", "湖南省"),
                    Map.entry("44", "广东省"),
                    Map.entry("45", "广西壮族自治区"),
                    Map.entry("46", "海南省"),
                    Map.entry("50", "重庆市"),
                    Map.entry("51", "四川省"),
                    Map.entry("52", "贵州省"),
                    Map.entry("53", "云南省"),
                    Map.entry("54", "西藏自治区"),
                    Map.entry("61", "陕西省"),
                    Map.entry("62", "甘肃省"),
                    Map.entry("63", "青海省"),
                    Map.entry("64", "宁夏回族自治区"),
                    Map.entry("65", "新疆维吾尔自治区"));

    /** The province of a bill code, empty for a region not known. */
    static String province(String billCode) {
        return billCode.length() < 2 ? "" : PROVINCES.getOrDefault(billCode.substring(0, 2), "");
    }

    /** 财政票据监制章: an oval of 30 × 20 mm, as finance departments print it. */
    static Seal finance(String province) {
        double x = 15;
        double y = 10;
        List<Mark> marks = new ArrayList<>();
        marks.add(new Oval(x, y, 14.5, 9.5, 0.7, Ink.SEAL));
        marks.add(new Oval(x, y, 13.6, 8.6, 0.15, Ink.SEAL));
        marks.addAll(arc("财政电子票据监制章", x, y, 10.6, 5.7, 2.6, 215, false));
        marks.addAll(arc("财政部监制", x, y, 12.6, 7.6, 2.2, 95, true));
        String centre = province.isEmpty() ? "财政厅" : province;
        double size = Math.min(3.4, 15.0 / centre.length());
        marks.add(new Turned(x, y + 1.5, 0, size, Ink.SEAL, centre));
        return new Seal(province + "财政票据监制章", new Sheet(30, 20, marks));
    }

    /** 开票单位签章: a circle of 38 mm with star and the unit's name. */
    static Seal unit(String name, String code) {
        double c = 19;
        List<Mark> marks = new ArrayList<>();
        marks.add(new Oval(c, c, 18.4, 18.4, 1.1, Ink.SEAL));
        marks.add(star(c, c - 1, 5.2));
        double degrees = Math.min(255, 24.0 * name.length());
        double size = Math.min(4.2, Math.toRadians(degrees) * 13.2 / Math.max(1, name.length()));
        marks.addAll(arc(name, c, c, 13.2, 13.2, size, degrees, false));
        marks.add(new Turned(c, c + 9.6, 0, 3.3, Ink.SEAL, "财务专用章"));
        marks.addAll(arc(code, c, c, 16.8, 16.8, 1.9, 75, true));
        return new Seal(name + "财务专用章", new Sheet(38, 38, marks));
    }

    /**
     * Single letters along an ellipse, at equal steps of its length, about its top or its bottom.
     *
     * @param spread degrees of the ellipse that the text takes
     * @param below reads left to right along the lower rim, upright
     */
    private static List<Mark> arc(
            String text,
            double cx,
            double cy,
            double rx,
            double ry,
            double size,
            double spread,
            boolean below) {
        int steps = 720;
        double from = below ? 90 + spread / 2 : 270 - spread / 2;
        double step = (below ? -spread : spread) / steps;
        double[] along = new double[steps + 1];
        for (int i = 1; i <= steps; i++) {
            double a = Math.toRadians(from + (i - 0.5) * step);
            along[i] =
                    along[i - 1]
                            + Math.toRadians(Math.abs(step))
                                    * Math.hypot(rx * Math.sin(a), ry * Math.cos(a));
        }
        int[] letters = text.codePoints().toArray();
        List<Mark> marks = new ArrayList<>(letters.length);
        int at = 0;
        for (int i = 0; i < letters.length; i++) {
            double target = along[steps] * (i + 0.5) / letters.length;
            while (along[at] < target) {
                at++;
            }
            double a = Math.toRadians(from + at * step);
            double tangent = Math.atan2(ry * Math.cos(a), -rx * Math.sin(a));
            double turn = Math.toDegrees(tangent) + (below ? 180 : 0);
            marks.add(
                    new Turned(
                            cx + rx * Math.cos(a),
                            cy + ry * Math.sin(a),
                            turn,
                            size,
                            Ink.SEAL,
                            Character.toString(letters[i])));
        }
        return marks;
    }

    private static Area star(double x, double y, double radius) {
        List<Double> corners = new ArrayList<>(20);
        for (int i = 0; i < 10; i++) {
            double r = i % 2 == 0 ? radius : radius * 0.382;
            double a = Math.toRadians(-90 + 36.0 * i);
            corners.add(x + r * Math.cos(a));
            corners.add(y + r * Math.sin(a));
        }
        return new Area(corners, Ink.SEAL);
    }
}
