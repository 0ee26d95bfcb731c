package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.endEnrolment;
import static org.xinpiao.contracts.Commands.enrol;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.QINGDAO;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.CoverageReason;
import org.xinpiao.contracts.coverage.Enrolment;

final class CoverageTest {

    private static final ByteString PERSON = pseudonym("person");

    private final Province province = new Province();

    @BeforeEach
    void registerRegions() {
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 1));
        province.accept("insurance", Commands.region(QINGDAO, OTHER_AGENCY, 1));
    }

    @Test
    void enrol_covers_fromItsFirstDayToItsLast() {
        province.accept(AGENCY, enrol(PERSON, HANGZHOU, "310", 100, 199));
        province.accept(OTHER_AGENCY, enrol(PERSON, QINGDAO, "310", 200, 0));
        assertThat(region(99)).isEmpty();
        assertThat(region(100)).isEqualTo(HANGZHOU);
        assertThat(region(199)).isEqualTo(HANGZHOU);
        assertThat(region(200)).isEqualTo(QINGDAO);
        assertThat(region(900_000)).isEqualTo(QINGDAO);
        assertThat(Coverage.enrolledOn(province.state, PERSON, "390", 150)).isNull();
        assertThat(Coverage.enrolledOn(province.state, pseudonym("other"), "310", 150)).isNull();
    }

    @Test
    void enrol_onlyTheRegionsAgency() {
        province.reject(
                OTHER_AGENCY, enrol(PERSON, HANGZHOU, "310", 1, 0), CoverageReason.NOT_ALLOWED);
        province.reject(
                "insurance", enrol(PERSON, HANGZHOU, "310", 1, 0), CoverageReason.NOT_ALLOWED);
        province.reject(
                AGENCY, enrol(PERSON, "510100", "310", 1, 0), CoverageReason.REGION_UNKNOWN);
    }

    @Test
    void enrol_noOverlap_alsoAcrossRegions() {
        province.accept(AGENCY, enrol(PERSON, HANGZHOU, "310", 100, 199));
        overlap(enrol(PERSON, QINGDAO, "310", 199, 0));
        overlap(enrol(PERSON, QINGDAO, "310", 1, 100));
        overlap(enrol(PERSON, QINGDAO, "310", 1, 0));
        overlap(enrol(PERSON, QINGDAO, "310", 150, 160));
        province.accept(OTHER_AGENCY, enrol(PERSON, QINGDAO, "310", 1, 99));
        province.accept(OTHER_AGENCY, enrol(PERSON, QINGDAO, "390", 1, 0));
    }

    @Test
    void enrol_checksEveryField() {
        malformed(enrol(ByteString.copyFromUtf8("short"), HANGZHOU, "310", 1, 0));
        malformed(enrol(PERSON, HANGZHOU, "310", 0, 0));
        malformed(enrol(PERSON, HANGZHOU, "310", 5, 4));
        malformed(enrol(PERSON, HANGZHOU, "310", 5, -1));
        malformed(enrol(PERSON, HANGZHOU, "310", 1_000_000, 0));
        CoverageCommand.Builder sealed = enrol(PERSON, HANGZHOU, "310", 1, 0).toBuilder();
        sealed.getEnrolBuilder()
                .getEnrolmentBuilder()
                .setSealed(ByteString.copyFrom(new byte[(1 << 14) + 1]));
        malformed(sealed.build());
        province.reject(AGENCY, enrol(PERSON, HANGZHOU, "510", 1, 0), CoverageReason.INSUTYPE);
    }

    @Test
    void enrol_hasALimit() {
        for (int i = 1; i <= 100; i++) {
            province.accept(AGENCY, enrol(PERSON, HANGZHOU, "310", i, i));
        }
        province.reject(AGENCY, enrol(PERSON, HANGZHOU, "310", 101, 0), CoverageReason.LIMIT);
    }

    @Test
    void end_closesTheOneThatLasts() {
        province.reject(AGENCY, endEnrolment(PERSON, "310", 150), CoverageReason.ENROLMENT_UNKNOWN);
        province.accept(AGENCY, enrol(PERSON, HANGZHOU, "310", 100, 0));
        province.reject(OTHER_AGENCY, endEnrolment(PERSON, "310", 150), CoverageReason.NOT_ALLOWED);
        province.reject(AGENCY, endEnrolment(PERSON, "310", 99), CoverageReason.MALFORMED);
        province.reject(AGENCY, endEnrolment(PERSON, "999", 99), CoverageReason.INSUTYPE);
        province.reject(
                AGENCY,
                endEnrolment(ByteString.copyFromUtf8("short"), "310", 99),
                CoverageReason.MALFORMED);
        province.accept(AGENCY, endEnrolment(PERSON, "310", 150));
        assertThat(region(150)).isEqualTo(HANGZHOU);
        assertThat(region(151)).isEmpty();
        province.reject(AGENCY, endEnrolment(PERSON, "310", 160), CoverageReason.ENROLMENT_UNKNOWN);
    }

    private void overlap(CoverageCommand command) {
        assertThat(province.reject(OTHER_AGENCY, command, CoverageReason.OVERLAP))
                .isEqualTo("region=330100 from=100");
    }

    private void malformed(CoverageCommand command) {
        province.reject(AGENCY, command, CoverageReason.MALFORMED);
    }

    private String region(int day) {
        Enrolment enrolment = Coverage.enrolledOn(province.state, PERSON, "310", day);
        return enrolment == null ? "" : enrolment.getRegion();
    }
}
