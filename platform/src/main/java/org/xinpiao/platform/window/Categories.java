package org.xinpiao.platform.window;

import java.util.List;

/** The charge items of medical bills (med_chrgitm_type), by code 01 to 14. */
final class Categories {

    private static final List<String> NAMES =
            List.of(
                    "床位费", "诊察费", "检查费", "化验费", "治疗费", "手术费", "护理费", "卫生材料费", "西药费", "中药饮片", "中成药费",
                    "一般诊疗费", "挂号费", "其他费");

    static final List<String> CODES =
            List.of(
                    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
                    "14");

    private Categories() {}

    /** The name printed on bills; empty for an unknown code. */
    static String name(String code) {
        return CODES.contains(code) ? NAMES.get(Integer.parseInt(code) - 1) : "";
    }
}
