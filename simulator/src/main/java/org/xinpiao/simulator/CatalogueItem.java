package org.xinpiao.simulator;

/**
 * One row of the price and insurance catalogue.
 *
 * @param code hospital's own code
 * @param insuranceCode national code: X… western drug, Z… patent medicine, T… TCM pieces, C…
 *     consumable, else 9 digits
 * @param priceTenThousandths list price in 1/10,000 yuan
 * @param category med_chrgitm_type, 01 to 14
 * @param catalogueClass 1 甲, 2 乙, 3 自费
 * @param preSelfPayBp ratio borne before insurance counts, basis points; 10,000 for class 3
 * @param ceilingTenThousandths highest unit price that insurance counts, in 1/10,000 yuan; 0 = none
 * @param negotiated 谈判药
 */
public record CatalogueItem(
        String code,
        String insuranceCode,
        String name,
        String unit,
        long priceTenThousandths,
        String category,
        int catalogueClass,
        int preSelfPayBp,
        long ceilingTenThousandths,
        boolean negotiated) {

    private static final String[] CATEGORY_NAMES = {
        "床位费", "诊察费", "检查费", "化验费", "治疗费", "手术费", "护理费", "卫生材料费", "西药费", "中药饮片", "中成药费", "一般诊疗费",
        "挂号费", "其他费"
    };

    /**
     * The bill's charge line of a category; ascending codes are the order that the bill mandates.
     */
    public static String categoryName(String category) {
        return CATEGORY_NAMES[Integer.parseInt(category) - 1];
    }

    public String categoryName() {
        return categoryName(category);
    }
}
