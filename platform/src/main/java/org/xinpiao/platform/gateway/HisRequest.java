package org.xinpiao.platform.gateway;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Diagnosis;
import org.xinpiao.contracts.bill.PayChannel;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.BillCodes;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.IssueOrder;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a charge, in the words of the hospital interface (domain §2.4) or of REST, into an order,
 * or says everything that is wrong with it.
 */
public final class HisRequest {

    private static final Set<String> INSURANCE_TYPES =
            Set.of("01", "02", "03", "04", "05", "06", "07", "90", "99");
    private static final Set<String> CATALOGUE_CLASSES = Set.of("1", "2", "3");
    private static final Set<String> CHANNELS =
            Set.of("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "99");
    private static final Set<String> CHARGES =
            Set.of(
                    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
                    "14");
    private static final int CHARGES_MAX = 40;
    private static final int DETAILS_MAX = 2000;
    private static final int INFOS_MAX = 60;

    private final Fields body;
    private final HisMethod method;
    private final Member institution;
    private final Pseudonyms pseudonyms;
    private final boolean inpatient;
    private final Map<String, Fields> infos = new HashMap<>();

    private final Dialect dialect;

    private HisRequest(
            Dialect dialect,
            JsonNode body,
            HisMethod method,
            Member institution,
            Pseudonyms pseudonyms) {
        this.dialect = dialect;
        this.body = Fields.of(dialect, body);
        this.method = method;
        this.institution = institution;
        this.pseudonyms = pseudonyms;
        this.inpatient = method == HisMethod.INPATIENT;
    }

    /**
     * Reads and checks.
     *
     * @return the order and the time of the charge, milliseconds since 1970-01-01 UTC
     * @throws ProblemException with each fault
     */
    public static Read read(
            JsonNode body, HisMethod method, Member institution, Pseudonyms pseudonyms) {
        return new HisRequest(Dialect.HIS, body, method, institution, pseudonyms).read();
    }

    /**
     * The same for a charge in the {@link Dialect#REST} dialect, whose busType says what kind it
     * is.
     */
    static Read read(JsonNode body, Member institution, Pseudonyms pseudonyms) {
        Optional<HisMethod> method = HisMethod.ofBusType(body.path("busType").asString(""));
        HisRequest request =
                new HisRequest(
                        Dialect.REST,
                        body,
                        method.orElse(HisMethod.OUTPATIENT),
                        institution,
                        pseudonyms);
        return request.read();
    }

    /** A bill to be issued, and the time of its charge. */
    public record Read(IssueOrder order, long chargedMillis) {}

    private Read read() {
        if (dialect == Dialect.HIS) {
            for (Fields info : body.objects("otherInfo", 0, INFOS_MAX)) {
                infos.put(info.text("infoNo", 50), info);
            }
        }
        @Nullable LocalDateTime charged = body.instant("busDateTime");
        Payment payment = payment();
        List<ChargeItem> charges = charges();
        List<DetailLine> details = details();
        Basics basics = basics();
        Payer payer = payer();
        Visit visit = visit();
        String idNumber = idNumber();
        // What a fund bore at the counter is not paid a second time.
        boolean direct =
                !payment.getSettlementId().isEmpty()
                        || payment.getFundFen() + payment.getOtherFundFen() > 0;
        String home = info("insuplc_admdvs", 6);
        if (inpatient && direct) {
            home = body.text("medCareAreaCode", 6);
        }
        List<Diagnosis> diagnoses = diagnoses();
        if (body.sound()) {
            Sums.check(body, payment, charges, details);
        }
        body.check();
        LocalDateTime time = Objects.requireNonNull(charged);
        BillContent content =
                new BillContent(basics, payer, payment, charges, details, visit, diagnoses);
        return new Read(
                new IssueOrder(
                        institution.getId(),
                        BillCodes.of(institution.getRegion(), inpatient, time.getYear()),
                        content,
                        ByteString.copyFrom(pseudonyms.bill(idNumber)),
                        payment.getAccountFen() + payment.getCashFen(),
                        direct,
                        home.isEmpty() ? null : home,
                        null),
                time.toInstant(ZoneOffset.ofHours(8)).toEpochMilli());
    }

    private Basics basics() {
        @Nullable LocalDate visited =
                inpatient ? body.day("outHospitalDate") : body.day("consultationDate");
        String busType =
                body.code(
                        "busType",
                        20,
                        dialect == Dialect.HIS ? method.busTypes() : HisMethod.allBusTypes());
        return Basics.newBuilder()
                .setTitle(inpatient ? "医疗住院收费票据（电子）" : "医疗门诊收费票据（电子）")
                .setInstitutionCode(institution.getId())
                .setInstitutionName(institution.getNameZh())
                .setInstitutionType(
                        dialect == Dialect.HIS
                                ? body.text("medicalInstitution", 30)
                                : institution.getInstitution().getType())
                .setBusNo(body.text("busNo", 50))
                .setBusType(busType)
                .setVisitDate(visited == null ? "" : visited.toString())
                .setPayee(body.text("payee", 50))
                .setAuthor(body.text("author", 100))
                .setChecker(body.optional("checker", 100))
                .setPlaceCode(body.text("placeCode", 50))
                .build();
    }

    private Payer payer() {
        return Payer.newBuilder()
                .setName(body.text("payer", 100))
                .setIdMasked(IdNumbers.masked(body.text("cardNo", 50)))
                .setSex(body.text("sex", 4))
                .setAge(body.text("age", 10))
                .setInsuranceType(insuranceType())
                .setInsuranceNo(body.optional("medicalInsuranceID", 30))
                .build();
    }

    private String insuranceType() {
        String code = body.optional("medCareTypeCode", 30);
        if (!code.isEmpty() && !INSURANCE_TYPES.contains(code)) {
            body.fault("medCareTypeCode", "代码未知：" + code, "is an unknown code: " + code);
        }
        return body.text("medicalCareType", 60);
    }

    private String idNumber() {
        String number = body.text("cardNo", 50);
        if (!number.isEmpty() && !IdNumbers.valid(number)) {
            body.fault("cardNo", "身份证号不正确", "is no valid identity number");
        }
        return number;
    }

    private Payment payment() {
        Payment.Builder payment =
                Payment.newBuilder()
                        .setTotalFen(body.amount("totalAmt"))
                        .setFundFen(body.amount("fundPay"))
                        .setOtherFundFen(body.amount("otherfundPay"))
                        .setAccountFen(body.amount("accountPay"))
                        .setCashFen(body.amount("selfCashPay"))
                        .setSelfpayFen(body.amount("selfPayAmt"))
                        .setOwnpayFen(body.amount("ownPay"))
                        .setNegotiatedDrugFen(infoAmount("nego_drug_amt"))
                        .setPrepaidFen(infoAmount("prepay_amt"))
                        .setSupplementFen(infoAmount("supplement_amt"))
                        .setRefundFen(infoAmount("refund_amt"))
                        .setSettlementId(body.optional("balancedNumber", 100));
        if (dialect == Dialect.HIS) {
            body.amount("selfConceitedAmt");
        }
        if (dialect == Dialect.HIS
                && body.amount("reimbursementAmt")
                        != payment.getFundFen() + payment.getOtherFundFen()) {
            body.fault(
                    "reimbursementAmt",
                    "应等于 fundPay 与 otherfundPay 之和",
                    "must be fundPay plus otherfundPay");
        }
        for (Fields channel : body.objects("payChannelDetail", 1, CHANNELS.size())) {
            payment.addChannels(
                    PayChannel.newBuilder()
                            .setCode(channel.code("payChannelCode", 10, CHANNELS))
                            .setAmountFen(channel.amount("payChannelValue")));
        }
        return payment.build();
    }

    private List<ChargeItem> charges() {
        List<ChargeItem> charges = new ArrayList<>();
        for (Fields line : body.objects("chargeDetail", 1, CHARGES_MAX)) {
            charges.add(
                    ChargeItem.newBuilder()
                            .setSortNo((int) line.scaled("sortNo", 0, false))
                            .setCode(line.code("chargeCode", 50, CHARGES))
                            .setName(line.text("chargeName", 100))
                            .setUnit(line.optional("unit", 20))
                            .setStandardFen(line.amount("std"))
                            .setNumberHundredths(line.scaled("number", 2, false))
                            .setAmountFen(line.amount("amt"))
                            .setSelfFen(line.amount("selfAmt"))
                            .build());
        }
        return charges;
    }

    private List<DetailLine> details() {
        List<DetailLine> details = new ArrayList<>();
        for (Fields line : body.objects("listDetail", 1, DETAILS_MAX)) {
            LineRemark remark = LineRemark.of(line, dialect);
            details.add(
                    DetailLine.newBuilder()
                            .setNo(line.text("listDetailNo", 60))
                            .setChargeCode(line.code("chargeCode", 50, CHARGES))
                            .setChargeName(line.text("chargeName", 100))
                            .setCode(line.text("code", 30))
                            .setName(line.text("name", 100))
                            .setUnit(line.optional("unit", 20))
                            .setPriceTenThousandths(line.scaled("std", 4, false))
                            .setNumberHundredths(line.scaled("number", 2, false))
                            .setAmountFen(line.amount("amt"))
                            .setSelfFen(line.amount("selfAmt"))
                            .setCatalogueClass(line.code("medicalCareType1", 1, CATALOGUE_CLASSES))
                            .setInsuranceCode(line.optional("medCareItemCode", 100))
                            .setInsuranceName(line.optional("medCareItemName", 100))
                            .setRemark(line.optional("remark", 200))
                            .setPreselfpayBp(remark.preSelfPayBp())
                            .setOverLimitFen(remark.overLimitFen())
                            .build());
        }
        return details;
    }

    private Visit visit() {
        @Nullable LocalDate in =
                inpatient ? body.day("inHospitalDate") : body.day("consultationDate");
        @Nullable LocalDate out = inpatient ? body.day("outHospitalDate") : in;
        if (in != null && out != null && out.isBefore(in)) {
            body.fault("outHospitalDate", "早于入院日期", "is before the admission");
        }
        String medType = info("med_type", 10);
        return Visit.newBuilder()
                .setPatientNo(body.text("patientNo", 30))
                .setCaseNo(body.text("caseNumber", 50))
                .setDepartment(body.text(inpatient ? "category" : "patientCategory", 60))
                .setInDate(in == null ? "" : in.toString())
                .setOutDate(out == null ? "" : out.toString())
                .setMedType(medType.isEmpty() ? method.medType() : medType)
                .build();
    }

    private List<Diagnosis> diagnoses() {
        String code = info("dise_codg", 30);
        return code.isEmpty()
                ? List.of()
                : List.of(
                        Diagnosis.newBuilder()
                                .setCode(code)
                                .setName(info("dise_name", 500))
                                .build());
    }

    private String info(String key, int max) {
        if (dialect == Dialect.REST) {
            return body.optional(key, max);
        }
        Fields info = infos.get(key);
        return info == null ? "" : info.optional("infoValue", max);
    }

    private long infoAmount(String key) {
        if (dialect == Dialect.REST) {
            return body.optionalAmount(key);
        }
        Fields info = infos.get(key);
        return info == null ? 0 : info.optionalAmount("infoValue");
    }
}
