package org.xinpiao.platform.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The field names a case file may have, those of the interface that decide nothing included. */
final class CaseFields {

    /** Everything at the top or in {@code setlinfo}. */
    static final Set<String> CASE =
            words(
                    // what decides
                    "insutype psn_type insu_tier gend brdy age cvlserv_flag idetinfo psn_insu_date"
                        + " contribution_months med_type hosp_lv hosp_level fixmedins_code tcm_flag"
                        + " mdtrtarea_admdvs filing admission_no dscgTime dscg_time enddate endtime"
                        + " setl_time begntime dise_codg acct_used_flag balc acct_mulaid_balc used"
                        + " feedetail medfee_sumamt fulamt_ownpay_amt overlmt_selfpay"
                        + " preselfpay_amt inscp_scp_amt setlinfo",
                    // what only identifies, or is the answer
                    "mdtrt_id setl_id psn_no psn_name psn_cert_type certno naty mdtrt_cert_type"
                        + " mdtrt_cert_no psn_setlway chrg_bchno invono mid_setl_flag expContent"
                        + " insuplc_admdvs emp_name psn_insu_stas paus_insu_date ipt_otp_no"
                        + " dise_name act_pay_dedc hifp_pay pool_prop_selfpay cvlserv_pay hifes_pay"
                        + " hifmi_pay hifob_pay hifdm_pay maf_pay oth_pay fund_pay_sumamt"
                        + " psn_part_amt acct_pay psn_cash_pay hosp_part_amt acct_mulaid_pay"
                        + " medins_setl_id clr_optins clr_way clr_type fixmedins_name");

    /** Everything in a fee line. */
    static final Set<String> LINE =
            words(
                    "feedetl_sn det_item_fee_sumamt cnt pric pric_uplmt_amt selfpay_prop chrgitm_lv"
                            + " lmt_used_flag hosp_appr_flag fulamt_ownpay_amt overlmt_amt"
                            + " preselfpay_amt inscp_scp_amt",
                    "init_feedetl_sn mdtrt_id psn_no chrg_bchno dise_codg rxno rx_circ_flag"
                            + " fee_ocur_time med_list_codg medins_list_codg medins_list_name"
                            + " sin_dos_dscr used_frqu_dscr prd_days medc_way_dscr bilg_dept_codg"
                            + " bilg_dept_name bilg_dr_codg bilg_dr_name acord_dept_codg"
                            + " acord_dept_name orders_dr_code orders_dr_name tcmdrug_used_way"
                            + " etip_flag etip_hosp_code dscg_tkdrug_flag matn_fee_flag expContent"
                            + " drord_no med_type memo med_chrgitm_type bas_medn_flag"
                            + " hi_nego_drug_flag chld_medc_flag list_sp_item_flag drt_reim_flag");

    /** What the year has used. */
    static final Set<String> USED =
            words(
                    "scope basic deductible personal_scope above_cap serious large aid family"
                            + " diseases cares");

    /** What one kind of visit has used. */
    static final Set<String> CARE = words("med_type scope basic deductible");

    /** What a chronic disease has used. */
    static final Set<String> DISEASE =
            words("dise_codg year_scope year_basic month_scope month_basic");

    private CaseFields() {}

    private static Set<String> words(String... texts) {
        Set<String> words = new HashSet<>();
        for (String text : texts) {
            words.addAll(List.of(text.split(" ", -1)));
        }
        return Set.copyOf(words);
    }
}
