package org.xinpiao.platform.document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.platform.document.Mark.Align;
import org.xinpiao.platform.document.Mark.Ink;

/**
 * The detail list behind a bill, annex 3, on as many A4 sheets as it needs. Lengths in millimetres.
 */
final class DetailLayout {

    private static final double WIDTH = FaceLayout.WIDTH;
    private static final double HEIGHT = 297;
    private static final double MARGIN = FaceLayout.MARGIN;
    private static final double SIZE = 2.6;
    private static final double LINE = 3.3;
    private static final double ROW_PAD = 1.5;
    private static final double TABLE_TOP = 32;
    private static final double HEAD_ROW = 6;
    private static final double BOTTOM = HEIGHT - 14;

    private enum Column {
        NO("序号", 10, Align.CENTRE),
        KIND("费用类别", 20, Align.LEFT),
        CODE("项目编码", 29, Align.LEFT),
        NAME("项目名称", 47, Align.LEFT),
        UNIT("单位", 11, Align.CENTRE),
        PRICE("单价（元）", 18, Align.RIGHT),
        COUNT("数量", 11, Align.RIGHT),
        AMOUNT("金额（元）", 18, Align.RIGHT),
        SELF("自付（元）", 17, Align.RIGHT),
        CLASS("类别", 9, Align.CENTRE);

        final String head;
        final double width;
        final Align align;

        Column(String head, double width, Align align) {
            this.head = head;
            this.width = width;
            this.align = align;
        }
    }

    private final BillDocument bill;
    private final Ink money;

    private DetailLayout(BillDocument bill) {
        this.bill = bill;
        money = bill.red() ? Ink.RED : Ink.DATA;
    }

    /** The list's sheets, numbered from 2; none when the bill has no details. */
    static List<Sheet> draw(BillDocument bill) {
        return bill.details().isEmpty() ? List.of() : new DetailLayout(bill).sheets();
    }

    /** One row, each cell in the lines it needs. */
    private record Row(List<List<String>> cells, double height) {}

    private List<Sheet> sheets() {
        List<List<Row>> pages = new ArrayList<>();
        List<Row> page = new ArrayList<>();
        double y = TABLE_TOP + HEAD_ROW;
        for (DetailLine line : bill.details()) {
            Row row = row(line);
            if (y + row.height() > BOTTOM - HEAD_ROW) {
                pages.add(page);
                page = new ArrayList<>();
                y = TABLE_TOP + HEAD_ROW;
            }
            page.add(row);
            y += row.height();
        }
        pages.add(page);
        List<Sheet> sheets = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            sheets.add(sheet(pages.get(i), i + 2, pages.size() + 1));
        }
        return sheets;
    }

    private static Row row(DetailLine line) {
        List<List<String>> cells = new ArrayList<>();
        int lines = 1;
        for (Column column : Column.values()) {
            List<String> cell = Pen.wrap(value(line, column), column.width, SIZE);
            cells.add(cell);
            lines = Math.max(lines, cell.size());
        }
        return new Row(cells, lines * LINE + ROW_PAD);
    }

    private static String value(DetailLine line, Column column) {
        return switch (column) {
            case NO -> line.getNo();
            case KIND -> line.getChargeName();
            case CODE -> line.getCode();
            case NAME -> line.getName();
            case UNIT -> line.getUnit();
            case PRICE -> Figures.price(line.getPriceTenThousandths());
            case COUNT -> Figures.count(line.getNumberHundredths());
            case AMOUNT -> Figures.yuan(line.getAmountFen());
            case SELF -> Figures.yuan(line.getSelfFen());
            case CLASS -> catalogueClass(line.getCatalogueClass());
        };
    }

    private static String catalogueClass(String value) {
        return switch (value) {
            case "1" -> "甲";
            case "2" -> "乙";
            case "3" -> "自费";
            default -> value;
        };
    }

    private Sheet sheet(List<Row> rows, int number, int pages) {
        Pen pen = new Pen();
        pen.watermark(WIDTH, HEIGHT, bill.status());
        head(pen);
        double y = rule(pen, TABLE_TOP, HEAD_ROW, heads(), Ink.FORM, Ink.FORM, true);
        for (Row row : rows) {
            y = rule(pen, y, row.height(), row.cells(), Ink.DATA, money, false);
        }
        if (number == pages) {
            y = rule(pen, y, HEAD_ROW, totals(), Ink.FORM, money, false);
        }
        double x = MARGIN;
        for (Column column : Column.values()) {
            pen.down(x, TABLE_TOP, y);
            x += column.width;
        }
        pen.down(x, TABLE_TOP, y).across(TABLE_TOP, MARGIN, x);
        String page = "第 " + number + " 页　共 " + pages + " 页";
        pen.text(MARGIN, HEIGHT - 7, WIDTH - 2 * MARGIN, Align.RIGHT, 2.4, Ink.FORM, page);
        return pen.sheet(WIDTH, HEIGHT);
    }

    private void head(Pen pen) {
        var basics = bill.basics();
        pen.text(MARGIN, 15, WIDTH - 2 * MARGIN, Align.CENTRE, 5.4, Ink.FORM, "医疗收费明细（电子）");
        if (bill.red()) {
            pen.text(180, 15, 20, Align.RIGHT, 5.4, Ink.RED, "红字");
        }
        pen.field(MARGIN, 23, 62, 2.9, "票据代码", Ink.DATA, basics.getCode());
        pen.field(MARGIN + 64, 23, 62, 2.9, "票据号码", Ink.DATA, basics.getNumber());
        pen.field(MARGIN + 128, 23, 62, 2.9, "校验码", Ink.DATA, bill.checkCode());
        String issued = Figures.time(basics.getIssuedMs()).toLocalDate().toString();
        pen.field(MARGIN, 29, 62, 2.9, "交款人", Ink.DATA, bill.payer().getName());
        pen.field(MARGIN + 64, 29, 62, 2.9, "开票日期", Ink.DATA, issued);
        pen.field(MARGIN + 128, 29, 62, 2.9, "收款单位", Ink.DATA, basics.getInstitutionName());
    }

    private static List<List<String>> heads() {
        List<List<String>> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(List.of(column.head));
        }
        return cells;
    }

    private List<List<String>> totals() {
        long amount = bill.details().stream().mapToLong(DetailLine::getAmountFen).sum();
        long self = bill.details().stream().mapToLong(DetailLine::getSelfFen).sum();
        List<List<String>> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(
                    List.of(
                            switch (column) {
                                case NAME -> "合计";
                                case AMOUNT -> Figures.yuan(amount);
                                case SELF -> Figures.yuan(self);
                                default -> "";
                            }));
        }
        return cells;
    }

    /** Draws one row and the rule under it; the base of the row. */
    private static double rule(
            Pen pen,
            double top,
            double height,
            List<List<String>> cells,
            Ink ink,
            Ink money,
            boolean head) {
        double x = MARGIN;
        Iterator<List<String>> next = cells.iterator();
        for (Column column : Column.values()) {
            List<String> lines = next.next();
            Ink with = column == Column.AMOUNT || column == Column.SELF ? money : ink;
            Align align = head ? Align.CENTRE : column.align;
            double y = top + (height - lines.size() * LINE) / 2;
            for (String line : lines) {
                pen.cell(x, y, column.width, LINE, align, SIZE, with, line);
                y += LINE;
            }
            x += column.width;
        }
        pen.across(top + height, MARGIN, x);
        return top + height;
    }
}
