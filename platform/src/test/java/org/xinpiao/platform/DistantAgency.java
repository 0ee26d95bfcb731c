package org.xinpiao.platform;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.Enrol;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.RegisterRegion;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;

/** An agency that works elsewhere, with keys of its own: what is claimed there waits for it. */
public final class DistantAgency {

    public static final String NAME = "石家庄市医保经办中心";

    private static final String REGION = "130100";

    private final RunningDemo platform;
    private final Submitter submitter;
    private final Party agency;

    /** Brings the agency and its region onto the ledger. */
    public DistantAgency(RunningDemo platform) {
        this.platform = platform;
        this.submitter = platform.bean(Submitter.class);
        Suite suite = platform.bean(Suite.class);
        agency = new Party("agency-" + REGION, suite.newSigningKey(), suite.newSealingKey());
        register(
                RegistryCommand.newBuilder()
                        .setRegisterMember(
                                RegisterMember.newBuilder()
                                        .setMember(
                                                Member.newBuilder()
                                                        .setId(agency.id())
                                                        .setRole(Role.AGENCY)
                                                        .setNameZh(NAME)
                                                        .setNameEn("Shijiazhuang Insurance Agency")
                                                        .setRegion(REGION)
                                                        .addAllKeys(
                                                                Founding.keys(
                                                                        agency,
                                                                        System
                                                                                .currentTimeMillis()))))
                        .build(),
                "member/" + agency.id());
        register(
                RegistryCommand.newBuilder()
                        .setRegisterRegion(
                                RegisterRegion.newBuilder()
                                        .setRegion(
                                                Region.newBuilder()
                                                        .setAdmdvs(REGION)
                                                        .setNameZh("石家庄市")
                                                        .setNameEn("Shijiazhuang")
                                                        .setAgency(agency.id())
                                                        .setEndorsers(1)))
                        .build(),
                "region/" + REGION);
    }

    /** Insures a person as an employee from a day on. */
    public void insure(String idNumber, LocalDate from) {
        byte[] person = platform.bean(Pseudonyms.class).coverage(idNumber);
        submitter.require(
                agency,
                "coverage",
                CoverageCommand.newBuilder()
                        .setEnrol(
                                Enrol.newBuilder()
                                        .setEnrolment(
                                                Enrolment.newBuilder()
                                                        .setPerson(ByteString.copyFrom(person))
                                                        .setRegion(REGION)
                                                        .setInsutype("310")
                                                        .setFromDay(
                                                                Math.toIntExact(from.toEpochDay()))
                                                        .setSealed(
                                                                SealedBox.seal(
                                                                        agency.sealing()
                                                                                .publicKey(),
                                                                        "elsewhere"
                                                                                .getBytes(
                                                                                        StandardCharsets
                                                                                                .UTF_8)))))
                        .build(),
                "enrol/" + idNumber);
    }

    private void register(RegistryCommand command, String key) {
        submitter.require(platform.bean(Parties.class).get("insurance"), "registry", command, key);
    }
}
