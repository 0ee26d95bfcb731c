package org.xinpiao.platform.document;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.platform.document.Mark.Align;
import org.xinpiao.platform.document.Mark.Ink;

/** The face of a bill in the form of 财综〔2019〕29号, annexes 1 and 2. Lengths in millimetres. */
final class FaceLayout {

    static final double WIDTH = 210;
    static final double MARGIN = 10;

    /** Middle of the finance seal, over the title. */
    static final double FINANCE_X = WIDTH / 2;

    static final double FINANCE_Y = 13;
    static final double UNIT_X = 56;

    private static final double INNER = WIDTH - 2 * MARGIN;
    private static final double SIZE = 3.1;
    private static final double TABLE_TOP = 47;
    private static final double ROW = 5.2;
    private static final int CHARGE_ROWS_MIN = 7;
    private static final int INFO_COLUMNS = 4;
    private static final String ELECTRONIC = "（电子）";

    /** Widths of 项目名称, 数量/单位, 标准, 金额 in each half of the charge table. */
    private static final double[] CHARGE_COLUMNS = {36, 19, 18, 22};

    private static final List<String> CHARGE_HEADS = List.of("项目名称", "数量/单位", "标准（元）", "金额（元）");

    /** Charge names in the mandated order; 费 may or may not stand at the end. */
    private static final List<String> OUTPATIENT_ORDER =
            List.of("诊察", "检查", "化验", "治疗", "手术", "卫生材料", "西药", "中药饮片", "中成药", "一般诊疗", "挂号", "其他");

    private static final List<String> INPATIENT_ORDER =
            List.of(
                    "床位", "诊察", "检查", "化验", "治疗", "手术", "护理", "卫生材料", "西药", "中药饮片", "中成药", "一般诊疗",
                    "其他");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

    private final BillDocument bill;
    private final Pen pen = new Pen();
    private final Ink money;

    private FaceLayout(BillDocument bill) {
        this.bill = bill;
        money = bill.red() ? Ink.RED : Ink.DATA;
    }

    /** The face, and where the middle of the unit's seal belongs on it. */
    record Face(Sheet sheet, double unitY) {}

    private record Field(String label, String value) {}

    /**
     * Draws the face.
     *
     * @param pages how many the document has, this one included
     */
    static Face draw(BillDocument bill, int pages) {
        FaceLayout layout = new FaceLayout(bill);
        List<ChargeItem> charges = inOrder(bill);
        List<Field> info = bill.inpatient() ? layout.inpatientInfo() : layout.outpatientInfo();
        int chargeRows = Math.max(CHARGE_ROWS_MIN, (charges.size() + 1) / 2);
        double totalTop = TABLE_TOP + ROW * (chargeRows + 1);
        double infoTop = totalTop + 7;
        int infoRows = (info.size() + INFO_COLUMNS - 1) / INFO_COLUMNS;
        double infoBottom = infoTop + infoRows * ROW + (bill.red() ? ROW : 0) + 2;
        double height = infoBottom + 35;

        layout.pen.watermark(WIDTH, height, bill.status());
        layout.head();
        layout.charges(charges, chargeRows);
        layout.total(totalTop);
        layout.info(info, infoTop, infoBottom);
        layout.pen.box(MARGIN, TABLE_TOP, INNER, infoBottom - TABLE_TOP);
        layout.foot(infoBottom + 11, height, pages);
        return new Face(layout.pen.sheet(WIDTH, height), infoBottom + 14);
    }

    private static List<ChargeItem> inOrder(BillDocument bill) {
        List<String> order = bill.inpatient() ? INPATIENT_ORDER : OUTPATIENT_ORDER;
        List<ChargeItem> charges = new ArrayList<>(bill.charges());
        charges.removeIf(item -> item.getAmountFen() == 0);
        charges.sort(Comparator.comparingInt(item -> rank(order, item.getName())));
        return charges;
    }

    private static int rank(List<String> order, String name) {
        for (int i = 0; i < order.size(); i++) {
            if (name.startsWith(order.get(i))) {
                return i;
            }
        }
        return order.size();
    }

    /** The title as printed on every sheet's head, such as 浙江省医疗门诊收费票据（电子）. */
    static String title(Basics basics) {
        String title = Seal.province(basics.getCode()) + basics.getTitle();
        // Bills of today say themselves that they are electronic.
        return title.endsWith(ELECTRONIC) ? title : title + ELECTRONIC;
    }

    private void head() {
        Basics basics = bill.basics();
        Payer payer = bill.payer();
        pen.text(50, 24, 110, Align.CENTRE, 6, Ink.FORM, title(basics));
        if (bill.red()) {
            pen.text(180, 24, 20, Align.RIGHT, 6, Ink.RED, "红字");
        }
        pen.add(new Mark.Code(MARGIN - 3, 7, 37, bill.qrPayload()));
        double left = 46;
        double right = 146;
        pen.field(left, 32, 98, SIZE, "票据代码", Ink.DATA, basics.getCode());
        pen.field(right, 32, 55, SIZE, "票据号码", Ink.DATA, basics.getNumber());
        pen.field(left, 38, 98, SIZE, "交款人统一社会信用代码", Ink.DATA, payer.getIdMasked());
        pen.field(right, 38, 55, SIZE, "校验码", Ink.DATA, bill.checkCode());
        pen.field(left, 44, 98, SIZE, "交款人", Ink.DATA, payer.getName());
        String issued = Figures.time(basics.getIssuedMs()).format(DAY);
        pen.field(right, 44, 55, SIZE, "开票日期", Ink.DATA, issued);
    }

    private void charges(List<ChargeItem> charges, int rows) {
        for (int half = 0; half < 2; half++) {
            double x = MARGIN + half * INNER / 2;
            for (int column = 0; column < CHARGE_COLUMNS.length; column++) {
                double width = CHARGE_COLUMNS[column];
                String name = CHARGE_HEADS.get(column);
                pen.cell(x, TABLE_TOP, width, ROW, Align.CENTRE, SIZE, Ink.FORM, name);
                if (half > 0 || column > 0) {
                    pen.down(x, TABLE_TOP, TABLE_TOP + ROW * (rows + 1));
                }
                x += width;
            }
        }
        pen.across(TABLE_TOP + ROW, MARGIN, MARGIN + INNER);
        for (int i = 0; i < charges.size(); i++) {
            ChargeItem item = charges.get(i);
            double x = i < rows ? MARGIN : WIDTH / 2;
            double y = TABLE_TOP + ROW * (i % rows + 1);
            String count =
                    item.getNumberHundredths() == 0
                            ? item.getUnit()
                            : Figures.count(item.getNumberHundredths()) + "/" + item.getUnit();
            String standard = item.getStandardFen() == 0 ? "" : Figures.yuan(item.getStandardFen());
            x = charge(x, y, 0, Align.LEFT, Ink.DATA, item.getName());
            x = charge(x, y, 1, Align.CENTRE, Ink.DATA, count);
            x = charge(x, y, 2, Align.RIGHT, Ink.DATA, standard);
            charge(x, y, 3, Align.RIGHT, money, Figures.yuan(item.getAmountFen()));
        }
    }

    private double charge(double x, double y, int column, Align align, Ink ink, String text) {
        pen.cell(x, y, CHARGE_COLUMNS[column], ROW, align, SIZE, ink, text);
        return x + CHARGE_COLUMNS[column];
    }

    private void total(double top) {
        long total = bill.payment().getTotalFen();
        double y = top + 4.6;
        pen.across(top, MARGIN, MARGIN + INNER).across(top + 7, MARGIN, MARGIN + INNER);
        String words = AmountInWords.of(total);
        pen.field(MARGIN + 2, y, 130, 3.4, "金额合计（大写）", money, words);
        pen.field(MARGIN + 134, y, 54, 3.4, "（小写）", money, "¥" + Figures.yuan(total));
    }

    private void info(List<Field> fields, double top, double bottom) {
        double left = MARGIN + 9;
        double width = (INNER - 9) / INFO_COLUMNS;
        pen.down(left, top, bottom);
        String label = "其他信息";
        double first = (top + bottom) / 2 - label.length() * 4.0 / 2 + 3;
        for (int i = 0; i < label.length(); i++) {
            String letter = label.substring(i, i + 1);
            pen.text(MARGIN, first + 4.0 * i, 9, Align.CENTRE, SIZE, Ink.FORM, letter);
        }
        for (int i = 0; i < fields.size(); i++) {
            double x = left + 2 + i % INFO_COLUMNS * width;
            int row = i / INFO_COLUMNS;
            double y = top + row * ROW + 4.4;
            Field field = fields.get(i);
            Ink ink = field.value().startsWith("-") ? money : Ink.DATA;
            pen.field(x, y, width - 2, 2.7, field.label(), ink, field.value());
        }
        if (bill.red()) {
            Basics basics = bill.basics();
            String reversed =
                    basics.getReverses().getCode()
                            + " "
                            + basics.getReverses().getNumber()
                            + "　冲红原因："
                            + basics.getReason();
            pen.field(left + 2, bottom - 2.6, INNER - 13, 2.7, "对应蓝字票据", Ink.RED, reversed);
        }
    }

    private List<Field> outpatientInfo() {
        Visit visit = bill.visit();
        List<Field> fields = begin();
        fields.add(new Field("门诊号", visit == null ? "" : visit.getPatientNo()));
        fields.add(new Field("就诊日期", bill.basics().getVisitDate()));
        return end(fields);
    }

    private List<Field> inpatientInfo() {
        Visit visit = bill.visit();
        Payment payment = bill.payment();
        List<Field> fields = begin();
        fields.add(new Field("病历号", visit == null ? "" : visit.getCaseNo()));
        fields.add(new Field("住院号", visit == null ? "" : visit.getPatientNo()));
        fields.add(new Field("住院科别", visit == null ? "" : visit.getDepartment()));
        fields.add(new Field("住院时间", stay(visit)));
        fields.add(new Field("预缴金额", Figures.yuan(payment.getPrepaidFen())));
        fields.add(new Field("补缴金额", Figures.yuan(payment.getSupplementFen())));
        fields.add(new Field("退费金额", Figures.yuan(payment.getRefundFen())));
        return end(fields);
    }

    private static String stay(@Nullable Visit visit) {
        return visit == null ? "" : visit.getInDate() + "至" + visit.getOutDate();
    }

    private List<Field> begin() {
        Basics basics = bill.basics();
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("业务流水号", basics.getBusNo()));
        fields.add(new Field("医疗机构类型", basics.getInstitutionType()));
        fields.add(new Field("性别", sex(bill.payer().getSex())));
        return fields;
    }

    private List<Field> end(List<Field> fields) {
        Payer payer = bill.payer();
        Payment payment = bill.payment();
        fields.add(new Field("医保类型", insurance(payer.getInsuranceType())));
        fields.add(new Field("医保编号", payer.getInsuranceNo()));
        fields.add(new Field("医保统筹基金支付", Figures.yuan(payment.getFundFen())));
        fields.add(new Field("其他支付", Figures.yuan(payment.getOtherFundFen())));
        fields.add(new Field("个人账户支付", Figures.yuan(payment.getAccountFen())));
        fields.add(new Field("个人现金支付", Figures.yuan(payment.getCashFen())));
        fields.add(new Field("个人自付", Figures.yuan(payment.getSelfpayFen())));
        fields.add(new Field("个人自费", Figures.yuan(payment.getOwnpayFen())));
        fields.add(new Field("谈判药费", Figures.yuan(payment.getNegotiatedDrugFen())));
        return fields;
    }

    private static String sex(String value) {
        return switch (value) {
            case "1" -> "男";
            case "2" -> "女";
            default -> value;
        };
    }

    private static String insurance(String value) {
        return switch (value) {
            case "310" -> "职工基本医疗保险";
            case "390" -> "城乡居民基本医疗保险";
            default -> value;
        };
    }

    private void foot(double y, double height, int pages) {
        Basics basics = bill.basics();
        pen.field(MARGIN + 2, y, 98, SIZE, "收款单位（章）", Ink.DATA, basics.getInstitutionName());
        pen.field(MARGIN + 104, y, 42, SIZE, "复核人", Ink.DATA, basics.getChecker());
        pen.field(MARGIN + 150, y, 38, SIZE, "收款人", Ink.DATA, basics.getPayee());
        String page = "第 1 页　共 " + pages + " 页";
        pen.text(MARGIN, height - 5, INNER, Align.RIGHT, 2.4, Ink.FORM, page);
    }
}
