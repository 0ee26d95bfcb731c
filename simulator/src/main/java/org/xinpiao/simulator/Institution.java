package org.xinpiao.simulator;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A hospital or clinic.
 *
 * @param code fixmedins_code: H, region (6), serial (5)
 * @param region admdvs of the city
 * @param hospLv hosp_lv of the code list, 01 to 11
 * @param type institution type and grade as printed, such as 三级甲等综合医院
 * @param uscc unified social credit code with right check digits
 * @param appid account of its hospital system at the e-bill platform
 * @param places where bills are issued, at least one
 * @param outages times without a network; bills issued then are sent afterwards
 */
public record Institution(
        String code,
        String name,
        String nameEn,
        String region,
        String hospLv,
        String type,
        String uscc,
        String appid,
        List<Place> places,
        List<Outage> outages) {

    public Institution {
        places = List.copyOf(places);
        outages = List.copyOf(outages);
    }

    /**
     * An issuing point (开票点).
     *
     * @param payee 收款人
     * @param author 编制人
     * @param checker 复核人
     */
    public record Place(String code, String name, String payee, String author, String checker) {}

    /** A time without a network, the end excluded. */
    public record Outage(LocalDateTime from, LocalDateTime to) {

        public boolean contains(LocalDateTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /** 3 for hosp_lv 01–04, 2 for 05–07, 1 for the rest. */
    public int grade() {
        int level = Integer.parseInt(hospLv);
        return level <= 4 ? 3 : level <= 7 ? 2 : 1;
    }
}
