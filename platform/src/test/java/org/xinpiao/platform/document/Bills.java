package org.xinpiao.platform.document;

import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;

/** Bills to print. */
final class Bills {

    /** As long as a bill's offline proof gets, in the alphabet that QR codes pack best. */
    static final String QR = "XP1:" + "7AZ3$K9QW0-".repeat(100).substring(0, 1096);

    private Bills() {}

    static BillDocument outpatient() {
        return new BillDocument(
                basics("医疗门诊收费票据（电子）", "33060126").build(),
                payer(),
                payment(128_650).build(),
                List.of(
                        charge("挂号费", 1_000, "次"),
                        charge("西药费", 67_450, "项"),
                        charge("检查费", 48_000, "项"),
                        charge("诊察费", 12_200, "次"),
                        charge("手术费", 0, "项")),
                details(12, 1),
                Visit.newBuilder().setPatientNo("MZ20260823001").build(),
                "c748a8",
                QR,
                false,
                "");
    }

    static BillDocument inpatient(int lines) {
        return new BillDocument(
                basics("医疗住院收费票据", "33060226").setBusType("01").build(),
                payer(),
                payment(2_345_678)
                        .setPrepaidFen(500_000)
                        .setSupplementFen(12_345)
                        .setRefundFen(0)
                        .build(),
                List.of(
                        charge("西药费", 1_045_678, "项"),
                        charge("床位费", 60_000, "日"),
                        charge("护理费", 40_000, "日"),
                        charge("卫生材料费", 500_000, "项"),
                        charge("手术费", 700_000, "次")),
                details(lines, 1),
                Visit.newBuilder()
                        .setPatientNo("ZY2026008812")
                        .setCaseNo("BA0099121")
                        .setDepartment("心血管内科")
                        .setInDate("2026-08-10")
                        .setOutDate("2026-08-22")
                        .build(),
                "9f03be",
                QR,
                false,
                "");
    }

    static BillDocument red() {
        Basics basics =
                basics("医疗门诊收费票据", "33060126")
                        .setNumber("0000012346")
                        .setReverses(
                                BillId.newBuilder().setCode("33060126").setNumber("0000012345"))
                        .setReason("患者退费")
                        .build();
        return new BillDocument(
                basics,
                payer(),
                payment(-128_650).build(),
                List.of(charge("西药费", -128_650, "项")),
                details(3, -1),
                null,
                "0a1b2c",
                QR,
                true,
                "");
    }

    static BillDocument withStatus(BillDocument bill, String status) {
        return new BillDocument(
                bill.basics(),
                bill.payer(),
                bill.payment(),
                bill.charges(),
                bill.details(),
                bill.visit(),
                bill.checkCode(),
                bill.qrPayload(),
                bill.red(),
                status);
    }

    private static Basics.Builder basics(String title, String code) {
        return Basics.newBuilder()
                .setTitle(title)
                .setCode(code)
                .setNumber("0000012345")
                .setIssuedMs(1_787_450_400_000L)
                .setInstitutionCode("12330000470051726F")
                .setInstitutionName("浙江省西溪人民医院")
                .setInstitutionType("综合医院")
                .setBusNo("HIS20260823000017")
                .setBusType("02")
                .setVisitDate("2026-08-23")
                .setPayee("王晓燕")
                .setChecker("陈建国")
                .setAuthor("王晓燕")
                .setPlaceCode("001");
    }

    private static Payer payer() {
        return Payer.newBuilder()
                .setName("张秀兰")
                .setIdMasked("330102********0021")
                .setSex("2")
                .setAge("62")
                .setInsuranceType("310")
                .setInsuranceNo("33010000000000012345")
                .build();
    }

    private static Payment.Builder payment(long totalFen) {
        long cash = totalFen - totalFen / 2 - totalFen / 4;
        return Payment.newBuilder()
                .setTotalFen(totalFen)
                .setFundFen(totalFen / 2)
                .setAccountFen(totalFen / 4)
                .setCashFen(cash)
                .setSelfpayFen(cash)
                .setOwnpayFen(totalFen / 4);
    }

    private static ChargeItem charge(String name, long fen, String unit) {
        return ChargeItem.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setNumberHundredths(100)
                .setStandardFen(Math.abs(fen))
                .setAmountFen(fen)
                .build();
    }

    private static List<DetailLine> details(int lines, int sign) {
        List<DetailLine> details = new ArrayList<>();
        for (int i = 1; i <= lines; i++) {
            boolean drug = i % 3 != 0;
            details.add(
                    DetailLine.newBuilder()
                            .setNo(Integer.toString(i))
                            .setChargeCode("07")
                            .setChargeName(drug ? "西药费" : "检查费")
                            .setCode(
                                    drug
                                            ? "XC09AAY%010d".formatted(i)
                                            : "002203020050000-22%05d".formatted(i))
                            .setName(drug ? "阿托伐他汀钙片（20mg×7片）" : "彩色多普勒超声常规检查（含肝、胆、胰、脾、双肾），每增加一个部位")
                            .setUnit(drug ? "盒" : "次")
                            .setPriceTenThousandths(314_300L + i)
                            .setNumberHundredths(sign * 150L)
                            .setAmountFen(sign * (4_714L + i))
                            .setSelfFen(sign * 471L)
                            .setCatalogueClass(drug ? "1" : "2")
                            .build());
        }
        return details;
    }
}
