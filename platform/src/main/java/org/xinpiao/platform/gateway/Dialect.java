package org.xinpiao.platform.gateway;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a door writes what all doors ask for. The checks know each field by the name of the hospital
 * interface (domain §2.4); a dialect says what the sender calls it, so that one reader serves every
 * door and each fault names the sender's own field.
 */
public enum Dialect {
    /**
     * The e-bill interface of hospital systems: amounts in yuan, compact dates, numbers as text or
     * not, extra fields let pass.
     */
    HIS(false, Map.of()),

    /**
     * The REST interface: amounts in fen, ISO dates, JSON types as described, nothing that is not
     * described.
     */
    REST(true, restNames());

    private static final Pattern IN_LIST = Pattern.compile("(\\w+)\\[(\\d+)]\\.(\\w+)");

    private final boolean strict;
    private final Map<String, String> names;

    Dialect(boolean strict, Map<String, String> names) {
        this.strict = strict;
        this.names = names;
    }

    /** Whether types are exact and unknown fields are refused. */
    boolean strict() {
        return strict;
    }

    /**
     * What the sender calls a field.
     *
     * @param list the list whose entries have the field, by its own name; empty for the message
     *     itself
     */
    String name(String list, String field) {
        if (names.isEmpty()) {
            return field;
        }
        return names.getOrDefault(list.isEmpty() ? field : list + "." + field, field);
    }

    /**
     * The same for a fault's place: a field, one in a list such as {@code listDetail[3].amt}, or a
     * sum of fields.
     */
    String place(String list, String field) {
        Matcher inList = IN_LIST.matcher(field);
        if (inList.matches()) {
            return name("", inList.group(1))
                    + "["
                    + inList.group(2)
                    + "]."
                    + name(inList.group(1), inList.group(3));
        }
        return Arrays.stream(field.split(" \\+ ", -1))
                .map(each -> name(list, each))
                .collect(Collectors.joining(" + "));
    }

    private static Map<String, String> restNames() {
        Map<String, String> names = new HashMap<>();
        String table =
                """
                busDateTime chargedAt
                payee staff.payee
                author staff.author
                checker staff.checker
                payer payer.name
                cardNo payer.idNumber
                sex payer.sex
                age payer.age
                medCareTypeCode payer.insuranceTypeCode
                medicalCareType payer.insuranceType
                medicalInsuranceID payer.insuranceNo
                consultationDate visit.inDate
                inHospitalDate visit.inDate
                outHospitalDate visit.outDate
                patientNo visit.patientNo
                caseNumber visit.caseNo
                category visit.department
                patientCategory visit.department
                med_type visit.medType
                dise_codg diagnosis.code
                dise_name diagnosis.name
                insuplc_admdvs homeRegion
                medCareAreaCode homeRegion
                totalAmt payment.totalFen
                fundPay payment.fundFen
                otherfundPay payment.otherFundFen
                accountPay payment.accountFen
                selfCashPay payment.cashFen
                selfPayAmt payment.selfpayFen
                ownPay payment.ownpayFen
                nego_drug_amt payment.negotiatedDrugFen
                prepay_amt payment.prepaidFen
                supplement_amt payment.supplementFen
                refund_amt payment.refundFen
                balancedNumber payment.settlementId
                payChannelDetail payment.channels
                payChannelDetail.payChannelCode code
                payChannelDetail.payChannelValue amountFen
                chargeDetail charges
                chargeDetail.chargeCode code
                chargeDetail.chargeName name
                chargeDetail.std standardFen
                chargeDetail.number quantity
                chargeDetail.amt amountFen
                chargeDetail.selfAmt selfFen
                listDetail details
                listDetail.listDetailNo no
                listDetail.std unitPrice
                listDetail.number quantity
                listDetail.amt amountFen
                listDetail.selfAmt selfFen
                listDetail.medicalCareType1 catalogueClass
                listDetail.medCareItemCode insuranceCode
                listDetail.medCareItemName insuranceName
                listDetail.selfpay_prop preselfpayBp
                listDetail.overlmt_amt overLimitFen
                """;
        for (String line : table.lines().toList()) {
            int space = line.indexOf(' ');
            names.put(line.substring(0, space), line.substring(space + 1));
        }
        return Map.copyOf(names);
    }
}
