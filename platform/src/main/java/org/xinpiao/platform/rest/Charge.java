package org.xinpiao.platform.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge to be billed, as the interface's description shows it; the gateway's checks read the
 * JSON itself.
 */
@Schema(
        description =
                "A charge. Amounts are integers in fen (0.01 yuan); quantities and unit prices are"
                    + " decimal strings. totalFen = fundFen + otherFundFen + accountFen + cashFen;"
                    + " selfpayFen + ownpayFen = accountFen + cashFen; charges, details and"
                    + " channels each add up to totalFen.")
record Charge(
        @Schema(
                        description =
                                "业务流水号: one bill for each serial; the same charge again finds its"
                                        + " bill",
                        maxLength = 50,
                        requiredMode = RequiredMode.REQUIRED)
                String busNo,
        @Schema(
                        description =
                                "01 inpatient, 02 outpatient, 03 emergency, 04 check-up, 06"
                                        + " registration",
                        allowableValues = {"01", "02", "03", "04", "06"},
                        requiredMode = RequiredMode.REQUIRED)
                String busType,
        @Schema(
                        description = "when the charge was made, with its offset",
                        requiredMode = RequiredMode.REQUIRED)
                OffsetDateTime chargedAt,
        @Schema(description = "开票点", maxLength = 50, requiredMode = RequiredMode.REQUIRED)
                String placeCode,
        @Schema(requiredMode = RequiredMode.REQUIRED) Staff staff,
        @Schema(requiredMode = RequiredMode.REQUIRED) Payer payer,
        @Schema(requiredMode = RequiredMode.REQUIRED) Visit visit,
        @Schema(requiredMode = RequiredMode.REQUIRED) Payment payment,
        @Schema(
                        description =
                                "admdvs of the patient's insurance; mandatory for an inpatient who"
                                        + " settled directly",
                        maxLength = 6)
                @Nullable String homeRegion,
        @Nullable Diagnosis diagnosis,
        @Schema(description = "1 to 40 charge items", requiredMode = RequiredMode.REQUIRED)
                List<ChargeLine> charges,
        @Schema(description = "1 to 2000 detail lines", requiredMode = RequiredMode.REQUIRED)
                List<Detail> details) {

    @Schema(name = "Staff")
    record Staff(
            @Schema(description = "收款人", maxLength = 50, requiredMode = RequiredMode.REQUIRED)
                    String payee,
            @Schema(description = "编制人", maxLength = 100, requiredMode = RequiredMode.REQUIRED)
                    String author,
            @Schema(description = "复核人", maxLength = 100) @Nullable String checker) {}

    @Schema(name = "Payer")
    record Payer(
            @Schema(maxLength = 100, requiredMode = RequiredMode.REQUIRED) String name,
            @Schema(
                            description =
                                    "resident identity number; only a pseudonym and the masked"
                                            + " number are kept",
                            maxLength = 18,
                            requiredMode = RequiredMode.REQUIRED)
                    String idNumber,
            @Schema(maxLength = 4, requiredMode = RequiredMode.REQUIRED) String sex,
            @Schema(maxLength = 10, requiredMode = RequiredMode.REQUIRED) String age,
            @Schema(
                            description = "医保类型, as printed",
                            maxLength = 60,
                            requiredMode = RequiredMode.REQUIRED)
                    String insuranceType,
            @Schema(
                            description = "01 employee, 02 resident … 99 other",
                            allowableValues = {
                                "01", "02", "03", "04", "05", "06", "07", "90", "99"
                            })
                    @Nullable String insuranceTypeCode,
            @Schema(description = "医保编号", maxLength = 30) @Nullable String insuranceNo) {}

    @Schema(name = "Visit")
    record Visit(
            @Schema(maxLength = 30, requiredMode = RequiredMode.REQUIRED) String patientNo,
            @Schema(maxLength = 50, requiredMode = RequiredMode.REQUIRED) String caseNo,
            @Schema(maxLength = 60, requiredMode = RequiredMode.REQUIRED) String department,
            @Schema(
                            description = "day of the visit, or of admission",
                            requiredMode = RequiredMode.REQUIRED)
                    LocalDate inDate,
            @Schema(description = "day of discharge; of an inpatient only, and then mandatory")
                    @Nullable LocalDate outDate,
            @Schema(description = "med_type of the national list", maxLength = 10)
                    @Nullable String medType) {}

    @Schema(name = "Payment", description = "integers in fen")
    record Payment(
            @Schema(minimum = "1", requiredMode = RequiredMode.REQUIRED) long totalFen,
            @Schema(description = "医保统筹基金支付", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long fundFen,
            @Schema(description = "其他支付", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long otherFundFen,
            @Schema(description = "个人账户支付", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long accountFen,
            @Schema(description = "个人现金支付", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long cashFen,
            @Schema(description = "个人自付", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long selfpayFen,
            @Schema(description = "个人自费", minimum = "0", requiredMode = RequiredMode.REQUIRED)
                    long ownpayFen,
            @Schema(description = "谈判药费") @Nullable Long negotiatedDrugFen,
            @Schema(description = "预缴, of an inpatient") @Nullable Long prepaidFen,
            @Schema(description = "补缴, of an inpatient") @Nullable Long supplementFen,
            @Schema(description = "退费, of an inpatient") @Nullable Long refundFen,
            @Schema(
                            description =
                                    "setl_id, when the insurance paid its part at the counter",
                            maxLength = 100)
                    @Nullable String settlementId,
            @Schema(description = "1 to 12 ways of paying", requiredMode = RequiredMode.REQUIRED)
                    List<Channel> channels) {}

    @Schema(name = "Channel")
    record Channel(
            @Schema(
                            description = "02 cash, 04 Alipay, 05 WeChat, 07 card, 11 insurance, …",
                            requiredMode = RequiredMode.REQUIRED)
                    String code,
            @Schema(description = "fen", requiredMode = RequiredMode.REQUIRED) long amountFen) {}

    @Schema(name = "Diagnosis", description = "principal diagnosis; sealed with the bill")
    record Diagnosis(
            @Schema(maxLength = 30) @Nullable String code,
            @Schema(maxLength = 500) @Nullable String name) {}

    @Schema(name = "ChargeLine", description = "a line of the bill's face")
    record ChargeLine(
            @Schema(requiredMode = RequiredMode.REQUIRED) int sortNo,
            @Schema(description = "01 to 14", requiredMode = RequiredMode.REQUIRED) String code,
            @Schema(maxLength = 100, requiredMode = RequiredMode.REQUIRED) String name,
            @Schema(maxLength = 20) @Nullable String unit,
            @Schema(description = "price of one, fen", requiredMode = RequiredMode.REQUIRED)
                    long standardFen,
            @Schema(
                            description = "decimal string, at most 2 decimals",
                            example = "2.00",
                            requiredMode = RequiredMode.REQUIRED)
                    String quantity,
            @Schema(description = "fen", requiredMode = RequiredMode.REQUIRED) long amountFen,
            @Schema(description = "of it 自费, fen", requiredMode = RequiredMode.REQUIRED)
                    long selfFen) {}

    @Schema(name = "Detail", description = "a line of the detail list")
    record Detail(
            @Schema(maxLength = 60, requiredMode = RequiredMode.REQUIRED) String no,
            @Schema(
                            description = "charge item it belongs to, 01 to 14",
                            requiredMode = RequiredMode.REQUIRED)
                    String chargeCode,
            @Schema(maxLength = 100, requiredMode = RequiredMode.REQUIRED) String chargeName,
            @Schema(maxLength = 30, requiredMode = RequiredMode.REQUIRED) String code,
            @Schema(maxLength = 100, requiredMode = RequiredMode.REQUIRED) String name,
            @Schema(maxLength = 20) @Nullable String unit,
            @Schema(
                            description = "yuan, decimal string, at most 4 decimals",
                            example = "12.3400",
                            requiredMode = RequiredMode.REQUIRED)
                    String unitPrice,
            @Schema(
                            description = "decimal string, at most 2 decimals",
                            example = "1.50",
                            requiredMode = RequiredMode.REQUIRED)
                    String quantity,
            @Schema(
                            description = "fen; unit price times quantity, half up",
                            requiredMode = RequiredMode.REQUIRED)
                    long amountFen,
            @Schema(description = "of it 自费, fen", requiredMode = RequiredMode.REQUIRED)
                    long selfFen,
            @Schema(
                            description = "1 甲, 2 乙, 3 自费",
                            allowableValues = {"1", "2", "3"},
                            requiredMode = RequiredMode.REQUIRED)
                    String catalogueClass,
            @Schema(maxLength = 100) @Nullable String insuranceCode,
            @Schema(maxLength = 100) @Nullable String insuranceName,
            @Schema(maxLength = 200) @Nullable String remark,
            @Schema(
                            description = "乙类先行自付比例, basis points, 0 to 10000",
                            minimum = "0",
                            maximum = "10000")
                    @Nullable Integer preselfpayBp,
            @Schema(description = "part above the price ceiling, fen", minimum = "0")
                    @Nullable Long overLimitFen) {}
}
