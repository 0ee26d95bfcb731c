package org.xinpiao.simulator;

/** What a patient came for, and by which method, busType and med_type its bill is issued. */
public enum VisitKind {
    REGISTRATION(Methods.REGISTRATION, "06", "12", "挂号", "GH", 'O'),
    OUTPATIENT(Methods.OUTPATIENT, "02", "11", "普通门诊", "MZ", 'O'),
    EMERGENCY(Methods.OUTPATIENT, "03", "13", "急诊", "JZ", 'E'),
    CHRONIC(Methods.OUTPATIENT, "02", "14", "门诊慢特病", "MT", 'C'),
    INPATIENT(Methods.HOSPITALIZED, "01", "21", "普通住院", "ZY", 'I'),
    CHECK_UP(Methods.CHECK_UP, "04", "9107", "体检", "TJ", 'K');

    private final String method;
    private final String busType;
    private final String medType;
    private final String title;
    private final String serialPrefix;
    private final char setting;

    VisitKind(
            String method,
            String busType,
            String medType,
            String title,
            String serialPrefix,
            char setting) {
        this.method = method;
        this.busType = busType;
        this.medType = medType;
        this.title = title;
        this.serialPrefix = serialPrefix;
        this.setting = setting;
    }

    public String method() {
        return method;
    }

    public String busType() {
        return busType;
    }

    public String medType() {
        return medType;
    }

    /** Name in 中文. */
    public String title() {
        return title;
    }

    /** Begins the business serial. */
    public String serialPrefix() {
        return serialPrefix;
    }

    char setting() {
        return setting;
    }
}
