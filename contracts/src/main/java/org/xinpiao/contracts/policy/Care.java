package org.xinpiao.contracts.policy;

import org.jspecify.annotations.Nullable;

/** What kind of care a benefit is for. */
public enum Care {
    OUTPATIENT,
    CHRONIC,
    INPATIENT;

    /**
     * The kind of a national {@code med_type}, or null when the core list does not tell (pharmacy,
     * special drugs, regional extensions): then the package must say.
     */
    public static @Nullable Care national(String medType) {
        return switch (medType) {
            case "11", "12", "13", "16", "19" -> OUTPATIENT;
            case "14" -> CHRONIC;
            case "21", "22", "23", "24", "25", "26", "28", "52" -> INPATIENT;
            default -> null;
        };
    }
}
