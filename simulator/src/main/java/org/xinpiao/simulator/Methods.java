package org.xinpiao.simulator;

/** Names of the e-bill platform's methods, the last part of {@code /api/medical/<method>}. */
public final class Methods {

    public static final String REGISTRATION = "invEBillRegistration";
    public static final String OUTPATIENT = "invoiceEBillOutpatient";
    public static final String HOSPITALIZED = "invEBillHospitalized";
    public static final String CHECK_UP = "invEBillCheckUp";

    /** Body: billBatchCode, billNo, reason, operator, busDateTime, placeCode. */
    public static final String WRITE_OFF = "writeOffEBill";

    /** Body: billBatchCode, billNo. */
    public static final String STATE = "getEBillStatesByBillInfo";

    /** Body: placeCode. */
    public static final String PAPER_BATCHES = "getValidBillBatchCode";

    /** Body: placeCode, pBillBatchCode. */
    public static final String PAPER_NUMBER = "getPaperBillNo";

    /**
     * Body: billBatchCode, billNo, pBillBatchCode, pBillNo (the paper), busDateTime, placeCode,
     * operator.
     */
    public static final String TURN_PAPER = "turnPaper";

    /** Body as of {@link #TURN_PAPER}, with the code and number of the new paper. */
    public static final String RETURN_PAPER = "reTurnPaper";

    /** Body: pBillBatchCode, pBillNo, author, reason, busDateTime, placeCode; no e-bill. */
    public static final String INVALID_PAPER = "invalidPaper";

    /**
     * Body: busBgnDate, busEndDate (17 digits), placeCode, dataType (1 e-bill, 2 paper), pageNo,
     * pageSize.
     */
    public static final String BY_DATE = "getBillByBusDate";

    /** Body: placeCode, busDate (yyyyMMdd), pageNo, pageSize. */
    public static final String CHECK_TOTAL = "checkTotalData";

    /** Body: placeCode, busType, busDate (yyyyMMdd), pageNo, pageSize. */
    public static final String CHECK_WRITE_OFF = "checkWriteOffData";

    private Methods() {}

    /** Whether the method issues a bill. */
    public static boolean issues(String method) {
        return switch (method) {
            case REGISTRATION, OUTPATIENT, HOSPITALIZED, CHECK_UP -> true;
            default -> false;
        };
    }
}
