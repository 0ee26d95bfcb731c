package org.xinpiao.simulator;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A charged visit: what one bill says, before it is put on the wire.
 *
 * @param busNo business serial, at most 50 characters, unique in the province
 * @param begin when the visit or the stay began, Beijing time
 * @param settled when it was charged, Beijing time; discharge day of a stay
 * @param settlementId setl_id when the insurance paid its part at the counter, else empty
 * @param patientNo visit number (门诊号), or 住院号
 * @param caseNumber 病历号
 * @param lines at least one
 */
public record Visit(
        String busNo,
        VisitKind kind,
        Institution institution,
        Institution.Place place,
        Person person,
        LocalDateTime begin,
        LocalDateTime settled,
        Diagnosis diagnosis,
        String settlementId,
        String patientNo,
        String caseNumber,
        List<FeeLine> lines,
        Settlement money) {

    public Visit {
        lines = List.copyOf(lines);
    }

    /** The insurance paid its part at the counter. */
    public boolean settledDirectly() {
        return !settlementId.isEmpty();
    }

    /** Care in a region other than the one that insures the person. */
    public boolean outOfArea() {
        return !institution.region().equals(person.homeRegion());
    }
}
