package org.xinpiao.platform.gateway;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The issuing methods of the e-bill interface (domain §2.4). */
public enum HisMethod {
    REGISTRATION("invEBillRegistration", Set.of("06"), "12"),
    OUTPATIENT("invoiceEBillOutpatient", Set.of("02", "03"), "11"),
    INPATIENT("invEBillHospitalized", Set.of("01"), "21"),
    CHECK_UP("invEBillCheckUp", Set.of("04"), "9107");

    private final String path;
    private final Set<String> busTypes;
    private final String medType;

    HisMethod(String path, Set<String> busTypes, String medType) {
        this.path = path;
        this.busTypes = busTypes;
        this.medType = medType;
    }

    static Optional<HisMethod> of(String path) {
        return Arrays.stream(values()).filter(method -> method.path.equals(path)).findFirst();
    }

    static Optional<HisMethod> ofBusType(String busType) {
        return Arrays.stream(values())
                .filter(method -> method.busTypes.contains(busType))
                .findFirst();
    }

    static Set<String> allBusTypes() {
        return Arrays.stream(values())
                .flatMap(method -> method.busTypes.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> busTypes() {
        return busTypes;
    }

    /** med_type where the message names none. */
    String medType() {
        return medType;
    }
}
