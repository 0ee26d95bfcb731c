package org.xinpiao.contracts.policy;

/** Where care was given, seen from the insured place. */
public enum Place {
    LOCAL,
    IN_PROVINCE,
    OUT_OF_PROVINCE;

    /**
     * Compares two region codes: the same first four digits are one pooling area, the same first
     * two one province.
     *
     * @param home admdvs of the insured place, 6 digits
     * @param care admdvs of the care place, 6 digits; empty means local
     */
    public static Place of(String home, String care) {
        if (care.isEmpty() || home.regionMatches(0, care, 0, 4)) {
            return LOCAL;
        }
        return home.regionMatches(0, care, 0, 2) ? IN_PROVINCE : OUT_OF_PROVINCE;
    }
}
