package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.xinpiao.contracts.policy.Mark;
import org.xinpiao.contracts.policy.PolicyContract;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.platform.policy.Fault.Kind;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PolicyPackageReaderTest {

    static final List<String> NAMES = ShippedPolicies.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void shippedPackage_isGood(String name) {
        byte[] bytes = ShippedPolicies.bytes(name);
        PolicyDocument document = Samples.READER.read(bytes).orThrow();

        assertThat(bytes.length).isLessThan(PolicyContract.PACKAGE_BYTES_MAX);
        assertThat(document.policy().plans()).isNotEmpty();
        assertThat(document.origins())
                .allSatisfy(o -> assertThat(o.source()).startsWith("domain 4."));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void sameTreeAsJson_givesTheSamePackage(String name) {
        String json = new YAMLMapper().readTree(Samples.yaml(name)).toPrettyString();

        assertThat(Samples.parsed(json)).isEqualTo(Samples.shipped(name));
    }

    @Test
    void laterVersions_followWithoutAGap() {
        PolicyPackage first = Samples.shipped("hangzhou");
        PolicyPackage second = Samples.shipped("hangzhou-2025");

        assertThat(second.region()).isEqualTo(first.region());
        assertThat(second.version()).isEqualTo(first.version() + 1);
        assertThat(second.fromDay()).isGreaterThan(first.fromDay());
        assertThat(first.covers(Samples.day("2020-12-01"))).isTrue();
        assertThat(first.covers(Samples.day("2020-11-30"))).isFalse();
    }

    @Test
    void marks_areTheValuesOwnElseTheirSources() {
        PolicyDocument chengdu = Samples.READER.read(ShippedPolicies.bytes("chengdu")).orThrow();
        PolicyDocument zhengzhou =
                Samples.READER.read(ShippedPolicies.bytes("zhengzhou")).orThrow();

        assertThat(chengdu.origins())
                .filteredOn(o -> o.mark() == Mark.SECONDARY)
                .extracting(PolicyDocument.Origin::path)
                .containsExactly(
                        "/benefits/0/deductible/levels/2", "/benefits/0/deductible/levels/3");
        assertThat(chengdu.assumptions())
                .extracting(PolicyDocument.Origin::path)
                .containsExactly("/effective", "/levels/3");
        assertThat(zhengzhou.origins()).noneMatch(o -> o.mark() == Mark.READ);
    }

    @ParameterizedTest(name = "{0} → {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "region: \"460100\" | region: \"4601\" | FORM | /region",
                "version: 1 | version: 0 | FORM | /version",
                "version: 1 | versio: 1 | FORM | /versio",
                "version: 1 | versio: 1 | FORM | /version",
                "waiting: {months: 6, | 'waiting: {days: 1, months: 6,' | FORM |"
                        + " /benefits/0/waiting/days",
                "from: 2020-01-01, | from: 2020-02-30, | DATE | /effective/from",
                "from: 2020-01-01, | 'from: 2020-01-01, to: 2019-12-31,' | DATE | /effective/to",
                "ratio: 90%, | ratio: 100.01%, | RATIO | /benefits/0/bands/0/ratio",
                "ratio: 90%, | ratio: 0.9, | FORM | /benefits/0/bands/0/ratio",
                "points: 3%, | points: 101%, | RATIO | /benefits/0/contribution_years/points",
                "amount: \"260000.00\" | amount: \"-1\" | FORM | /benefits/0/cap/amount",
                "amount: \"260000.00\" | amount: 260000 | FORM | /benefits/0/cap/amount",
                "amount: \"260000.00\" | amount: \"1.005\" | FORM | /benefits/0/cap/amount",
                "from: \"80000.00\" | from: \"80000.01\" | GAP | /supplements/1/tiers/1",
                "from: \"80000.00\" | from: \"79999.99\" | OVERLAP | /supplements/1/tiers/1",
                "to: \"80000.00\" | to: \"0.00\" | GAP | /supplements/1/tiers/0/to",
                "'[{level: any, from: \"0\", ratio: 90%' | '[{level: any, from: \"0\", to: \"9\","
                        + " ratio: 90%' | GAP | /benefits/0/bands",
                "'[{level: any, from: \"0\", ratio: 90%' | '[{level: any, from: \"5\", ratio: 90%'"
                        + " | GAP | /benefits/0/bands/0",
                "'[{level: any, from: \"0\"' | '[{level: top, from: \"0\"' | REFERENCE |"
                        + " /benefits/0/bands/0/level",
                "on: scope | on: fund | REFERENCE | /supplements/0/over",
                "id: serious | id: large | REFERENCE | /supplements/1/id",
                "'hosp_lv: [\"01\", \"02\"' | 'hosp_lv: [\"01\", \"03\"' | REFERENCE |"
                        + " /levels/0/hosp_lv/2",
                "cap: \"100000.00\" | 'cap: {amount: \"1\"}' | FORM | /supplements/0/cap",
                "points: 3%, source: s | points: 3%, source: t | REFERENCE |"
                        + " /benefits/0/contribution_years/source"
            })
    void badPackage_isRefusedAtTheValue(String from, String to, Kind kind, String path) {
        assertThat(full()).contains(from);
        List<Fault> faults = faults(full().replaceFirst(java.util.regex.Pattern.quote(from), to));

        assertThat(faults).extracting(Fault::kind, Fault::path).contains(tuple(kind, path));
        assertThat(faults).allSatisfy(f -> assertThat(f.zh()).isNotBlank());
        assertThat(faults).allSatisfy(f -> assertThat(f.en()).isNotBlank());
    }

    @Test
    void admissionsAndAges_mustRise() {
        String falling =
                Samples.yaml("qingdao").replaceFirst("\\{from: 2, share", "{from: 1, share");
        assertThat(faults(falling))
                .extracting(Fault::kind, Fault::path)
                .containsExactly(tuple(Kind.ORDER, "/benefits/0/deductible/admissions/1/from"));
        String ages = Samples.yaml("chengdu").replace("from: 60", "from: 50");
        assertThat(faults(ages))
                .extracting(Fault::kind, Fault::path)
                .containsExactly(tuple(Kind.ORDER, "/benefits/0/age_bonus/steps/1/from"));
    }

    @Test
    void cuts_areRuledOnceAndTablesAreWhole() {
        String twice =
                Samples.yaml("datong")
                        .replaceFirst("filing: \\[emergency\\]", "filing: [referral]");
        assertThat(faults(twice))
                .extracting(Fault::kind, Fault::path)
                .contains(tuple(Kind.REFERENCE, "/benefits/0/out_of_area/3"));
        String partial =
                Samples.yaml("datong")
                        .replaceFirst(
                                "          - \\{level: class-3, ratio: \"75%\", source: gov}\n",
                                "");
        assertThat(faults(partial))
                .extracting(Fault::kind, Fault::en)
                .contains(tuple(Kind.GAP, "Nothing is stated for level class-3."));
    }

    @Test
    void bytesThatAreNoPackage_areRefused() {
        assertThat(kind(bytes("a: [1, 2"))).isEqualTo(Kind.SYNTAX);
        assertThat(kind(bytes("a: 1\na: 2\n"))).isEqualTo(Kind.SYNTAX);
        assertThat(kind(new byte[] {(byte) 0xff, (byte) 0xfe, 0})).isEqualTo(Kind.SYNTAX);
        assertThat(kind(new byte[PolicyContract.PACKAGE_BYTES_MAX + 1])).isEqualTo(Kind.SYNTAX);
        assertThat(kind(bytes(""))).isEqualTo(Kind.FORM);
        assertThat(kind(bytes("[]"))).isEqualTo(Kind.FORM);
        assertThat(kind(bytes("- &a [x]\n- *a\n"))).isEqualTo(Kind.FORM);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static String full() {
        return ElsewhereTest.FULL;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Fault> faults(String yaml) {
        return faults(bytes(yaml));
    }

    private static List<Fault> faults(byte[] yaml) {
        return switch (Samples.READER.read(yaml)) {
            case Reading.Good<PolicyDocument> _ -> List.of();
            case Reading.Bad<PolicyDocument>(List<Fault> faults) -> faults;
        };
    }

    private static Kind kind(byte[] yaml) {
        return faults(yaml).getFirst().kind();
    }
}
