package org.xinpiao.simulator;

import java.util.List;

/**
 * A diagnosis and what its treatment usually takes.
 *
 * @param code ICD-10
 * @param departmentCode national department code, such as A03.04
 * @param settings letters of the visits it occurs in: O outpatient, E emergency, C chronic, I
 *     inpatient, K check-up
 * @param minAge youngest age, years
 * @param typical catalogue codes
 */
public record Diagnosis(
        String code,
        String name,
        String departmentCode,
        String department,
        String settings,
        int minAge,
        List<String> typical) {

    public Diagnosis {
        typical = List.copyOf(typical);
    }
}
