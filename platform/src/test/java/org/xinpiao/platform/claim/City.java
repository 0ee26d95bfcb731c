package org.xinpiao.platform.claim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.GrantSegment;
import org.xinpiao.contracts.fund.Deposit;
import org.xinpiao.contracts.fund.FundCommand;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.RegisterRegion;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.bill.BillCodes;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.gateway.HisAccounts;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.policy.ShippedPolicies;

/**
 * A pooling area of a test's own, with the policy of a real one from today on: agency, money,
 * hospitals.
 *
 * @param region admdvs that no other area has
 */
record City(RunningDemo platform, String region) {

    private static final int NUMBERS = 1_000;

    /**
     * Founds it.
     *
     * @param policy name of the shipped package that holds here
     * @param change made to its text, from and to
     */
    static City found(RunningDemo platform, String region, String policy, String... change) {
        return found(platform, region, ShippedPolicies.bytes(policy), change);
    }

    /** Founds it with a package that is not shipped. */
    static City found(RunningDemo platform, String region, byte[] policy, String... change) {
        City city = new City(platform, region);
        city.register(city.agency(), Role.AGENCY, "");
        city.submit(
                "insurance",
                "registry",
                RegistryCommand.newBuilder()
                        .setRegisterRegion(
                                RegisterRegion.newBuilder()
                                        .setRegion(
                                                Region.newBuilder()
                                                        .setAdmdvs(region)
                                                        .setNameZh("测试统筹区")
                                                        .setNameEn("Test area")
                                                        .setAgency(city.agency())
                                                        .setEndorsers(1)))
                        .build(),
                "region/" + region);
        for (String fund :
                new String[] {
                    "310100", "390100", "390200", "330100", "320100", "610100", "310200"
                }) {
            city.submit(
                    "insurance",
                    "fund",
                    FundCommand.newBuilder()
                            .setDeposit(
                                    Deposit.newBuilder()
                                            .setRegion(region)
                                            .setFund(fund)
                                            .setAmountFen(1_000_000_000)
                                            .setReference("opening-" + region + "-" + fund))
                            .build(),
                    "deposit/" + region + "/" + fund);
        }
        String yaml = new String(policy, StandardCharsets.UTF_8);
        yaml = yaml.replaceFirst("region: \"\\d{6}\"", "region: \"" + region + "\"");
        yaml = yaml.replaceFirst("from: \"\\d{4}-\\d\\d-\\d\\d\"", "from: \"" + today() + "\"");
        for (int i = 0; i < change.length; i += 2) {
            yaml = yaml.replace(change[i], change[i + 1]);
        }
        platform.bean(PublishedPolicies.class)
                .publish(
                        _ -> platform.bean(Parties.class).get(city.agency()),
                        yaml.getBytes(StandardCharsets.UTF_8));
        return city;
    }

    static LocalDate today() {
        return org.xinpiao.platform.Story.today();
    }

    /** A file among the tests. */
    static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(City.class.getResourceAsStream(path))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String agency() {
        return "agency-" + region;
    }

    /**
     * A hospital here that issues bills.
     *
     * @param hospLv hosp_lv, 01 to 11
     * @return its member id
     */
    String hospital(String hospLv) {
        // 12 characters: H, the area, and what tells it from the others.
        String id = "H" + region + "000" + hospLv;
        register(id, Role.INSTITUTION, hospLv);
        platform.bean(HisAccounts.class).put(new HisAccounts.Account("his-" + id, id, "key-" + id));
        long from = Long.parseLong(region.substring(3) + hospLv) * NUMBERS + 900_000_001L;
        for (boolean inpatient : new boolean[] {true, false}) {
            String code = BillCodes.of(region, inpatient, today().getYear());
            submit(
                    "finance",
                    "bill",
                    BillCommand.newBuilder()
                            .setGrantSegment(
                                    GrantSegment.newBuilder()
                                            .setInstitution(id)
                                            .setCode(code)
                                            .setFrom(from)
                                            .setTo(from + NUMBERS - 1))
                            .build(),
                    "segment/" + code + "/" + id);
        }
        return id;
    }

    private void register(String id, Role role, String hospLv) {
        Parties parties = platform.bean(Parties.class);
        Member.Builder member =
                Member.newBuilder()
                        .setId(id)
                        .setRole(role)
                        .setNameZh("测试" + id)
                        .setNameEn("Test " + id)
                        .setRegion(region)
                        .addAllKeys(
                                Founding.keys(
                                        parties.create(id, platform.bean(Suite.class)),
                                        System.currentTimeMillis()));
        if (role == Role.INSTITUTION) {
            member.getInstitutionBuilder()
                    .setHospLv(hospLv)
                    .setType("综合医院")
                    .setUscc("12330100470116614X");
        }
        submit(
                role == Role.INSTITUTION ? "health" : "insurance",
                "registry",
                RegistryCommand.newBuilder()
                        .setRegisterMember(RegisterMember.newBuilder().setMember(member))
                        .build(),
                "member/" + id);
    }

    private void submit(
            String member, String type, com.google.protobuf.Message command, String key) {
        platform.bean(Submitter.class)
                .require(platform.bean(Parties.class).get(member), type, command, key);
    }
}
