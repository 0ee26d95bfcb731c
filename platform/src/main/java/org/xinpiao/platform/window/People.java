package org.xinpiao.platform.window;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/** Whom an agency insures, by identity number or by the number of the insured (psn_no). */
@Component
class People {

    private static final int AT_ONCE = 1_000;

    private final JdbcClient db;
    private final Enrolments enrolments;
    private final Pseudonyms pseudonyms;
    private final Parties parties;
    private final Directory directory;

    People(
            JdbcClient db,
            Enrolments enrolments,
            Pseudonyms pseudonyms,
            Parties parties,
            Directory directory) {
        this.db = db;
        this.enrolments = enrolments;
        this.pseudonyms = pseudonyms;
        this.parties = parties;
        this.directory = directory;
    }

    /** The person, when this agency insures him or her on the day. */
    Optional<Insured> find(String agency, String number, LocalDate day) {
        Optional<byte[]> person =
                IdNumbers.valid(number)
                        ? Optional.of(pseudonyms.coverage(number))
                        : number.matches("[0-9A-Z]{4,30}")
                                ? byNumber(agency, number)
                                : Optional.empty();
        Party party = parties.get(agency);
        return person.flatMap(each -> enrolments.on(each, day))
                .filter(enrolment -> isOf(agency, enrolment))
                .map(enrolment -> enrolments.open(party, enrolment));
    }

    private boolean isOf(String agency, Enrolment enrolment) {
        return directory.agency(enrolment.getRegion()).filter(agency::equals).isPresent();
    }

    private Optional<byte[]> byNumber(String agency, String number) {
        Optional<byte[]> known = known(agency, number);
        while (known.isEmpty() && readOn(agency) > 0) {
            known = known(agency, number);
        }
        return known;
    }

    private Optional<byte[]> known(String agency, String number) {
        return db.sql("select person from insured_number where agency = ? and digest = ? limit 1")
                .params(agency, digest(number))
                .query(byte[].class)
                .optional();
    }

    private record Enrolled(byte[] person, int fromDay) {}

    /** Reads the numbers of some people whose enrolments nobody read yet; how many. */
    private int readOn(String agency) {
        List<Enrolled> people =
                db.sql(
                                "select e.person, max(e.from_day) as from_day from enrolment e join"
                                    + " region r on r.admdvs = e.region where r.agency = ? and not"
                                    + " exists (select from insured_number n where n.agency = ? and"
                                    + " n.person = e.person) group by e.person limit ?")
                        .params(agency, agency, AT_ONCE)
                        .query(Enrolled.class)
                        .list();
        Party party = parties.get(agency);
        for (Enrolled each : people) {
            byte[] digest =
                    enrolments
                            .on(each.person(), LocalDate.ofEpochDay(each.fromDay()))
                            .filter(enrolment -> isOf(agency, enrolment))
                            .map(enrolment -> digest(enrolments.open(party, enrolment).psnNo()))
                            .orElseGet(() -> new byte[0]);
            db.sql("insert into insured_number values (?, ?, ?) on conflict do nothing")
                    .params(agency, each.person(), digest)
                    .update();
        }
        return people.size();
    }

    private byte[] digest(String number) {
        return pseudonyms.content(("psn_no\n" + number).getBytes(StandardCharsets.UTF_8));
    }

    /** The pseudonym on bills and claims. */
    ByteString patient(Insured insured) {
        return ByteString.copyFrom(pseudonyms.bill(insured.idNumber()));
    }
}
