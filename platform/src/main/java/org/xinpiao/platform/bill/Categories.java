package org.xinpiao.platform.bill;

import java.util.List;

/** The charge items of the mandated bills (med_chrgitm_type), by code 01 to 14. */
public final class Categories {

    private static final List<String> NAMES =
            List.of(
                    "床位费", "诊察费", "检查费", "化验费", "治疗费", "手术费", "护理费", "卫生材料费", "西药费", "中药饮片", "中成药费",
                    "一般诊疗费", "挂号费", "其他费");

    /** As they are chosen from: what is charged most first. */
    public static final List<String> CODES =
            List.of(
                    "09", "02", "03", "04", "05", "11", "10", "08", "06", "01", "07", "12", "13",
                    "14");

    private Categories() {}

    /** The name printed on the bill; empty for an unknown code. */
    public static String name(String code) {
        return CODES.contains(code) ? NAMES.get(Integer.parseInt(code) - 1) : "";
    }
}
