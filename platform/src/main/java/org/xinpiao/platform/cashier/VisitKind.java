package org.xinpiao.platform.cashier;

/** What was visited: the method, busType and med_type of the e-bill interface. */
enum VisitKind {
    OUTPATIENT("invoiceEBillOutpatient", "02", "11"),
    EMERGENCY("invoiceEBillOutpatient", "03", "13"),
    REGISTRATION("invEBillRegistration", "06", "12"),
    CHECK_UP("invEBillCheckUp", "04", "9107"),
    INPATIENT("invEBillHospitalized", "01", "21");

    private final String method;
    private final String busType;
    private final String medType;

    VisitKind(String method, String busType, String medType) {
        this.method = method;
        this.busType = busType;
        this.medType = medType;
    }

    String method() {
        return method;
    }

    /** Code of the kind; its name's message key is {@code bill.busType.CODE}. */
    public String busType() {
        return busType;
    }

    String medType() {
        return medType;
    }

    /** The kind with a busType; outpatient for any other text. */
    static VisitKind of(String busType) {
        for (VisitKind kind : values()) {
            if (kind.busType.equals(busType)) {
                return kind;
            }
        }
        return OUTPATIENT;
    }
}
