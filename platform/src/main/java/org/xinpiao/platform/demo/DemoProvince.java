package org.xinpiao.platform.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.GrantSegment;
import org.xinpiao.contracts.fund.Deposit;
import org.xinpiao.contracts.fund.FundCommand;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.RegisterRegion;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.bill.BillCodes;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.gateway.HisAccounts;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Secrets;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.policy.ShippedPolicies;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.simulator.Entitlement;
import org.xinpiao.simulator.Institution;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Province;

/**
 * Settles the sample province on the ledger: its agencies, hospitals, number segments, policies,
 * funds and insured people, each by the member whose business it is. Doing it again changes
 * nothing.
 */
@Component
public class DemoProvince {

    static final String BANK = "bank-sandbox";

    private static final int NUMBERS_PER_SEGMENT = 100_000;

    /** Ten million yuan for each fund. */
    private static final long DEPOSIT_FEN = 1_000_000_000L;

    /** A pooling area. */
    private record Area(String admdvs, String zh, String en) {}

    /** A commercial insurer, which is in no pooling area. */
    record Insurer(String id, String zh, String en) {}

    static final List<Insurer> INSURERS =
            List.of(
                    new Insurer("insurer-anhe", "安禾人寿", "Anhe Life"),
                    new Insurer("insurer-zhongqiao", "众桥健康险", "Zhongqiao Health"));

    private static final List<Area> AREAS =
            List.of(
                    new Area("330100", "杭州市", "Hangzhou"),
                    new Area("370200", "青岛市", "Qingdao"),
                    new Area("510100", "成都市", "Chengdu"),
                    new Area("410100", "郑州市", "Zhengzhou"),
                    new Area("140200", "大同市", "Datong"),
                    new Area("150826", "杭锦后旗", "Hanggin Rear Banner"));

    /** Where the insurance department computes each decision again and signs it too. */
    private static final String TWO_ENDORSERS = "370200";

    private static final List<String> FUNDS =
            List.of("310100", "390100", "390200", "330100", "320100", "610100", "310200");

    private final Parties parties;
    private final Suite suite;
    private final Submitter submitter;
    private final PublishedPolicies policies;
    private final Enrolments enrolments;
    private final HisAccounts accounts;
    private final Secrets secrets;
    private final Clock clock;

    DemoProvince(
            Parties parties,
            Suite suite,
            Submitter submitter,
            PublishedPolicies policies,
            Enrolments enrolments,
            HisAccounts accounts,
            Secrets secrets,
            Clock clock) {
        this.parties = parties;
        this.suite = suite;
        this.submitter = submitter;
        this.policies = policies;
        this.enrolments = enrolments;
        this.accounts = accounts;
        this.secrets = secrets;
        this.clock = clock;
    }

    static String agency(String region) {
        return "agency-" + region;
    }

    /** Brings the province onto the ledger. */
    public void settle(Province province) {
        register(BANK, Role.BANK, "沙盒银行", "Sandbox Bank", "330000", null);
        INSURERS.forEach(insurer ->
                register(insurer.id(), Role.INSURER, insurer.zh(), insurer.en(), "330000", null));
        AREAS.forEach(this::region);
        ShippedPolicies.NAMES.forEach(this::publish);
        province.institutions().forEach(this::institution);
        people(province.people());
    }

    /** The key of a hospital system's account. */
    String hisKey(String appid) {
        byte[] key = suite.mac(secrets.get("his-accounts"), appid.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(key);
    }

    private void region(Area area) {
        String admdvs = area.admdvs();
        register(
                agency(admdvs),
                Role.AGENCY,
                area.zh() + "医保经办中心",
                area.en() + " Insurance Agency",
                admdvs,
                null);
        Region region =
                Region.newBuilder()
                        .setAdmdvs(admdvs)
                        .setNameZh(area.zh())
                        .setNameEn(area.en())
                        .setAgency(agency(admdvs))
                        .setEndorsers(admdvs.equals(TWO_ENDORSERS) ? 2 : 1)
                        .build();
        submitter.require(
                parties.get("insurance"),
                "registry",
                RegistryCommand.newBuilder()
                        .setRegisterRegion(RegisterRegion.newBuilder().setRegion(region))
                        .build(),
                "region/" + admdvs);
        for (String fund : FUNDS) {
            String reference = "opening-" + admdvs + "-" + fund;
            submitter.require(
                    parties.get("insurance"),
                    "fund",
                    FundCommand.newBuilder()
                            .setDeposit(
                                    Deposit.newBuilder()
                                            .setRegion(admdvs)
                                            .setFund(fund)
                                            .setAmountFen(DEPOSIT_FEN)
                                            .setReference(reference))
                            .build(),
                    "deposit/" + reference);
        }
    }

    private void publish(String name) {
        policies.publish(region -> parties.get(agency(region)), ShippedPolicies.bytes(name));
    }

    private void institution(Institution institution) {
        register(
                institution.code(),
                Role.INSTITUTION,
                institution.name(),
                institution.nameEn(),
                institution.region(),
                institution);
        int year = ChinaTime.date(clock.millis()).getYear();
        for (boolean inpatient : new boolean[] {false, true}) {
            segment(institution, BillCodes.of(institution.region(), inpatient, year));
        }
        accounts.put(
                new HisAccounts.Account(
                        institution.appid(), institution.code(), hisKey(institution.appid())));
    }

    private void segment(Institution institution, String code) {
        // The last three digits of the institution's code are its own inside the region.
        long place = Long.parseLong(institution.code().substring(9));
        long from = place * NUMBERS_PER_SEGMENT + 1;
        submitter.require(
                parties.get("finance"),
                "bill",
                BillCommand.newBuilder()
                        .setGrantSegment(
                                GrantSegment.newBuilder()
                                        .setInstitution(institution.code())
                                        .setCode(code)
                                        .setFrom(from)
                                        .setTo(from + NUMBERS_PER_SEGMENT - 1))
                        .build(),
                "segment/" + code + "/" + from);
    }

    private void register(
            String id,
            Role role,
            String zh,
            String en,
            String region,
            @Nullable Institution institution) {
        Party party = parties.create(id, suite);
        Member.Builder member =
                Member.newBuilder()
                        .setId(id)
                        .setRole(role)
                        .setNameZh(zh)
                        .setNameEn(en)
                        .setRegion(region)
                        .addAllKeys(Founding.keys(party, clock.millis()));
        if (institution != null) {
            member.getInstitutionBuilder()
                    .setHospLv(institution.hospLv())
                    .setType(institution.type())
                    .setUscc(institution.uscc());
        }
        submitter.requireOnce(
                parties.get(role == Role.INSTITUTION ? "health" : "insurance"),
                "registry",
                RegistryCommand.newBuilder()
                        .setRegisterMember(RegisterMember.newBuilder().setMember(member))
                        .build(),
                "member/" + id);
    }

    private void people(List<Person> people) {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> enrolled =
                    people.stream().map(person -> workers.submit(() -> enrol(person))).toList();
            for (Future<?> each : enrolled) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an enrolment failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Enrols one of the sample's people with the home agency; again changes nothing. */
    public void enrol(Person person) {
        enrolments.enrol(
                agency(person.homeRegion()),
                person.homeRegion(),
                person.insutype(),
                person.enrolledFrom(),
                person.enrolledTo().equals(Person.NO_END) ? null : person.enrolledTo(),
                insured(person));
    }

    /** What the home agency knows of one of the sample's people. */
    public static Insured insured(Person person) {
        Entitlement known = person.entitlement();
        Insured.Period covered = new Insured.Period(person.enrolledFrom(), null);
        Entitlement.Account account = known.account();
        return new Insured(
                person.name(),
                person.idNumber(),
                person.birthDate(),
                person.sex(),
                person.psnNo(),
                person.psnType(),
                person.employee() ? "" : "1",
                person.civilServant(),
                new Insured.Entitlement(
                        known.identities().stream()
                                .map(code -> new Insured.Identity(code, covered))
                                .toList(),
                        person.employee() ? known.contributionMonths() : null,
                        person.enrolledFrom(),
                        known.retiredOn(),
                        known.chronic().stream()
                                .map(each ->
                                        new Insured.Chronic(
                                                each.code(),
                                                each.diagnosis(),
                                                new Insured.Period(each.from(), null)))
                                .toList(),
                        known.filedRegion().isEmpty()
                                ? List.of()
                                : List.of(
                                        new Insured.Filed(
                                                Filing.LONG_TERM, known.filedRegion(), covered)),
                        account == null
                                ? null
                                : new Insured.Account(
                                        account.balanceFen(),
                                        person.enrolledFrom(),
                                        account.use(),
                                        account.sharedWith()),
                        known.family()));
    }
}
