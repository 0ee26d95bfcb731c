package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Split;
import org.xinpiao.platform.policy.Fault.Kind;

class CaseReaderTest {

    @Test
    void readsEveryFieldThatDecides() {
        Case read =
                good(
                        """
                        {"insutype": "390", "psn_type": "1501", "insu_tier": "2", "gend": "2",
                         "brdy": "1990-02-03", "age": 34.3, "cvlserv_flag": "1",
                         "idetinfo": [{"psn_idet_type": "21"}], "psn_insu_date": "2020-01-01",
                         "contribution_months": 50, "med_type": "21", "hosp_lv": "05",
                         "hosp_level": "county", "fixmedins_code": "H33010600001", "tcm_flag": "1",
                         "mdtrtarea_admdvs": "110100", "filing": "long_term", "admission_no": 2,
                         "dscgTime": "2024-06-15 08:00:00", "dise_codg": "M03900", "acct_used_flag": "1", "balc": "1.50",
                         "acct_mulaid_balc": "2", "used": {"scope": "10.00", "basic": "1",
                         "deductible": "2", "personal_scope": "3", "above_cap": "4",
                         "serious": "5", "large": "6", "aid": "7.07", "family": "8",
                         "diseases": [{"dise_codg": "M01600", "year_scope": "9", "year_basic":
                         "8", "month_scope": "7", "month_basic": "6"}]},
                         "medfee_sumamt": "100.00", "preselfpay_amt": "20.5"}
                        """);

        assertThat(read)
                .isEqualTo(
                        new Case(
                                new Case.Person(
                                        "390",
                                        "1501",
                                        "2",
                                        true,
                                        Samples.day("1990-02-03"),
                                        34,
                                        true,
                                        List.of("21"),
                                        50,
                                        Samples.day("2020-01-01")),
                                new Case.Visit(
                                        "21",
                                        "05",
                                        "county",
                                        "H33010600001",
                                        true,
                                        "110100",
                                        Filing.LONG_TERM,
                                        2,
                                        Samples.day("2024-06-15"),
                                        "M03900"),
                                new Case.Used(
                                        1000,
                                        100,
                                        200,
                                        300,
                                        400,
                                        500,
                                        600,
                                        707,
                                        800,
                                        List.of(new Case.DiseaseUse("M01600", 900, 800, 700, 600))),
                                new Case.Account(true, 150, 200),
                                new Case.Fees.Totals(new Split(0, 0, 2_050, 7_950))));
    }

    @Test
    void topLevelAndSetlinfo_areTheSame() {
        String inner =
                "\"insutype\":\"310\",\"psn_type\":\"11\",\"med_type\":\"21\",\"hosp_lv\":\"02\","
                        + "\"setl_time\":\"2024-06-15\",\"medfee_sumamt\":\"10\"";

        assertThat(good("{" + inner + "}")).isEqualTo(good("{\"setlinfo\":{" + inner + "}}"));
    }

    @Test
    void feeLines_keepPriceCeilingAndApproval() {
        Case.Fees fees = Samples.caseFile("lines").fees();

        assertThat(fees).isInstanceOf(Case.Fees.Lines.class);
        List<FeeLine> lines = ((Case.Fees.Lines) fees).lines();
        assertThat(lines.get(2).limit())
                .isEqualTo(new FeeLine.OverLimit.Ceiling(1_200_000_000, 1_000_000_000, 20_000));
        assertThat(lines.get(2).selfpayBp()).isEqualTo(2000);
        assertThat(lines.get(4).limitedUse()).isTrue();
        assertThat(lines.get(6).given()).isEqualTo(new Split(0, 1_000, 900, 8_100));
    }

    @ParameterizedTest(name = "{0} → {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"insutype\":\"310\", | ~~ | FORM | /insutype",
                "\"310\" | \"31\" | FORM | /insutype",
                "\"310\" | 3.5 | FORM | /insutype",
                "\"2024-06-15\" | \"2024-06-31\" | DATE | /setl_time",
                "\"2024-06-15\" | \"15.6.2024\" | DATE | /setl_time",
                "\"setl_time\" | \"memo\" | FORM | /setl_time",
                "\"setl_time\" | \"memo\" | FORM | /memo",
                "\"02\" | \"12\" | FORM | /hosp_lv",
                "\"10.00\" | 10.00 | FORM | /medfee_sumamt",
                "\"10.00\" | \"10.001\" | FORM | /medfee_sumamt",
                "\"10.00\" | \"1e3\" | FORM | /medfee_sumamt",
                "\"10.00\" | \"9999999999999999999\" | FORM | /medfee_sumamt",
                "\"10.00\" | \"10.00\",\"inscp_scp_amt\":\"9.99\" | SUM | /medfee_sumamt",
                "\"medfee_sumamt\":\"10.00\" | \"balc\":\"0\" | FORM | /medfee_sumamt",
                "\"10.00\" | \"10.00\",\"balc\":\"-0.01\" | FORM | /balc",
                "\"10.00\" | \"10.00\",\"used\":{\"scop\":\"1\"} | FORM | /used/scop",
                "\"10.00\" | \"10.00\",\"dise_codg\":\"m/1\" | FORM | /dise_codg",
                "\"10.00\" | \"10.00\",\"used\":{\"diseases\":[{}]} | FORM |"
                        + " /used/diseases/0/dise_codg",
                "\"10.00\" | \"10.00\",\"used\":{\"diseases\":[{\"a\":1}]} | FORM |"
                        + " /used/diseases/0/a",
                "\"10.00\" | \"10.00\",\"admission_no\":0 | FORM | /admission_no",
                "\"10.00\" | \"10.00\",\"filing\":\"maybe\" | FORM | /filing",
                "\"10.00\" | \"10.00\",\"feedetail\":{} | FORM | /feedetail",
                "\"10.00\" | \"10.00\",\"feedetail\":[{\"feedetl_sn\":\"1\"}] | FORM |"
                        + " /feedetail/0/det_item_fee_sumamt",
                "\"10.00\" | \"10.00\",\"feedetail\":[] | SUM | /medfee_sumamt"
            })
    void badCase_isRefusedAtTheField(String from, String to, Kind kind, String path) {
        String good =
                "{\"insutype\":\"310\",\"psn_type\":\"11\",\"med_type\":\"21\",\"hosp_lv\":\"02\","
                        + "\"setl_time\":\"2024-06-15\",\"medfee_sumamt\":\"10.00\"}";
        assertThat(good).contains(from);

        assertThat(faults(good.replace(from, to)))
                .extracting(Fault::kind, Fault::path)
                .contains(tuple(kind, path));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"chrgitm_lv\":\"04\" | FORM | chrgitm_lv",
                "\"selfpay_prop\":\"1.01\" | RATIO | selfpay_prop",
                "\"selfpay_prop\":\"0.12345\" | FORM | selfpay_prop",
                "\"hosp_appr_flag\":\"3\" | FORM | hosp_appr_flag",
                "\"colour\":\"red\" | FORM | colour",
                "\"pric_uplmt_amt\":\"1\",\"pric\":\"2\" | FORM | cnt",
                "\"pric_uplmt_amt\":\"1\",\"pric\":\"2\",\"cnt\":\"-1\" | FORM | cnt",
                "\"fulamt_ownpay_amt\":\"1\",\"overlmt_amt\":\"1\",\"preselfpay_amt\":\"1\","
                        + "\"inscp_scp_amt\":\"1\" | SUM | det_item_fee_sumamt"
            })
    void badLine_isRefusedAtTheField(String extra, Kind kind, String field) {
        String line = "{\"feedetl_sn\":\"1\",\"det_item_fee_sumamt\":\"5.00\"," + extra + "}";
        String json =
                "{\"insutype\":\"310\",\"psn_type\":\"11\",\"med_type\":\"21\",\"hosp_lv\":\"02\","
                        + "\"setl_time\":\"2024-06-15\",\"feedetail\":["
                        + line
                        + "]}";

        assertThat(faults(json))
                .extracting(Fault::kind, Fault::path)
                .contains(tuple(kind, "/feedetail/0/" + field));
    }

    @Test
    void largestNumbers_stillEvaluate() {
        String line =
                "{\"feedetl_sn\":\"1\",\"det_item_fee_sumamt\":\"9999999999.99\",\"chrgitm_lv\":\"01\","
                    + "\"pric\":\"99999999.999999\",\"pric_uplmt_amt\":\"0.000001\","
                    + "\"cnt\":\"99999999.9999\"}";
        String json =
                "{\"insutype\":\"310\",\"psn_type\":\"11\",\"med_type\":\"21\",\"hosp_lv\":\"02\","
                        + "\"setl_time\":\"2024-06-15\",\"feedetail\":["
                        + line
                        + "]}";

        assertThat(Samples.amounts("hangzhou", good(json)).overlmtSelfpay())
                .isEqualTo(999_999_999_999L);
    }

    @Test
    void bytesThatAreNoCase_areRefused() {
        assertThat(faults("{")).extracting(Fault::kind).containsExactly(Kind.SYNTAX);
        assertThat(faults("[]")).extracting(Fault::kind).containsExactly(Kind.SYNTAX);
        assertThat(faults("{\"a\":1,\"a\":2}"))
                .extracting(Fault::kind)
                .containsExactly(Kind.SYNTAX);
        assertThat(faults("")).extracting(Fault::kind).containsExactly(Kind.SYNTAX);
    }

    private static Case good(String json) {
        return CaseReader.read(json.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    private static List<Fault> faults(String json) {
        return switch (CaseReader.read(json.getBytes(StandardCharsets.UTF_8))) {
            case Reading.Good<Case> _ -> List.of();
            case Reading.Bad<Case>(List<Fault> faults) -> faults;
        };
    }
}
