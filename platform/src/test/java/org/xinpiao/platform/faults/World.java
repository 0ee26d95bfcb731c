package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.GrantSegment;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.claim.PayClaim;
import org.xinpiao.contracts.claim.RefuseClaim;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.claim.SubmitClaim;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.Enrol;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.fund.Deposit;
import org.xinpiao.contracts.fund.FundCommand;
import org.xinpiao.contracts.policy.Policies;
import org.xinpiao.contracts.policy.PolicyCommand;
import org.xinpiao.contracts.policy.PolicySignature;
import org.xinpiao.contracts.policy.PublishPolicy;
import org.xinpiao.contracts.registry.Institution;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.RegisterRegion;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.platform.node.Parties;

/**
 * The members of a small province, and commands of theirs that are right. Each person is insured
 * twice, once with each agency, so that both may want to reimburse the same bill.
 */
final class World {

    static final String CODE = "33060125";
    static final int PEOPLE = 5;

    /** Numbers in a segment. */
    static final long SEGMENT = 100_000;

    private static final Fingerprint FINGERPRINT = new Fingerprint(new SuiteHashes());

    final Signatory finance;
    final Signatory health;
    final Signatory insurance;
    final Signatory bank = new Signatory("bank-1", Signatory.SUITE.newSigningKey());
    final List<Signatory> hospitals =
            List.of(
                    new Signatory("H33010000001", Signatory.SUITE.newSigningKey()),
                    new Signatory("H33020000002", Signatory.SUITE.newSigningKey()));
    final List<Pool> pools =
            List.of(
                    new Pool(
                            "330100",
                            "310",
                            "310100",
                            new Signatory("agency-330100", Signatory.SUITE.newSigningKey())),
                    new Pool(
                            "330200",
                            "390",
                            "390100",
                            new Signatory("agency-330200", Signatory.SUITE.newSigningKey())));

    private final AtomicLong segments = new AtomicLong();
    private final int visitDay = Bills.chinaDay(now()) - 1;

    /** An area with its agency, the insurance it runs and the fund that pays. */
    record Pool(String region, String insutype, String fund, Signatory agency) {}

    /** A bill as its issuer knows it. */
    record Issued(Signatory hospital, BillRecord record, IssuedBill bill, int person) {

        BillId id() {
            return Bills.id(record);
        }
    }

    /** Takes the departments' keys from a gateway's vault. */
    World(Path gateway) throws IOException {
        Path keys = gateway.resolve("keys");
        try {
            Parties parties =
                    new Parties(
                            KeyVault.open(
                                    keys.resolve("vault.p12"),
                                    Files.readString(keys.resolve("vault.password"))
                                            .toCharArray()));
            finance = Signatory.of(parties.get("finance"));
            health = Signatory.of(parties.get("health"));
            insurance = Signatory.of(parties.get("insurance"));
        } catch (CryptoException e) {
            throw new IOException(e);
        }
    }

    static long now() {
        return System.currentTimeMillis();
    }

    private static ByteString hash(String text) {
        return ByteString.copyFrom(Signatory.SUITE.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    // What makes the province

    /** A command with its signer and its idempotency key. */
    record Step(Signatory signer, String key, Message command) {}

    /** Stages of commands; those of one may run at once. */
    List<List<Step>> founding() {
        List<Step> members = new ArrayList<>();
        for (Signatory hospital : hospitals) {
            members.add(member(health, hospital, Role.INSTITUTION));
        }
        members.add(member(insurance, bank, Role.BANK));
        pools.forEach(pool -> members.add(member(insurance, pool.agency, Role.AGENCY)));
        List<Step> regions =
                pools.stream()
                        .map(pool -> new Step(insurance, "region/" + pool.region, region(pool)))
                        .toList();
        List<Step> rest = new ArrayList<>();
        for (Pool pool : pools) {
            rest.add(new Step(pool.agency, "policy/" + pool.region, policy(pool)));
            String reference = "first-" + pool.region;
            rest.add(new Step(insurance, reference, deposit(pool, 100_000_000_000L, reference)));
            for (int person = 0; person < PEOPLE; person++) {
                rest.add(new Step(pool.agency, "enrol/" + person, enrol(pool, person)));
            }
        }
        return List.of(members, regions, rest);
    }

    private static Step member(Signatory by, Signatory who, Role role) {
        var member = who.member(role, now() - 60_000);
        if (role == Role.INSTITUTION) {
            member.setInstitution(
                    Institution.newBuilder()
                            .setHospLv("02")
                            .setType("综合医院")
                            .setUscc("12330100470116614X"));
        }
        return new Step(
                by,
                "member/" + who.id(),
                RegistryCommand.newBuilder()
                        .setRegisterMember(RegisterMember.newBuilder().setMember(member))
                        .build());
    }

    private static Message region(Pool pool) {
        return RegistryCommand.newBuilder()
                .setRegisterRegion(
                        RegisterRegion.newBuilder()
                                .setRegion(
                                        Region.newBuilder()
                                                .setAdmdvs(pool.region)
                                                .setNameZh("统筹区")
                                                .setNameEn("Pooling area")
                                                .setAgency(pool.agency.id())
                                                .setEndorsers(1)))
                .build();
    }

    private static Message policy(Pool pool) {
        PublishPolicy.Builder publish =
                PublishPolicy.newBuilder()
                        .setRegion(pool.region)
                        .setVersion(1)
                        .setEffectiveFromDay(1)
                        .setPackage(ByteString.copyFromUtf8("policy"));
        byte[] message = Policies.message(new SuiteHashes(), publish.build());
        publish.setSignature(
                PolicySignature.newBuilder()
                        .setMember(pool.agency.id())
                        .setKeyId(pool.agency.keyId())
                        .setSignature(pool.agency.sign(message)));
        return PolicyCommand.newBuilder().setPublish(publish).build();
    }

    private Message enrol(Pool pool, int person) {
        return CoverageCommand.newBuilder()
                .setEnrol(
                        Enrol.newBuilder()
                                .setEnrolment(
                                        Enrolment.newBuilder()
                                                .setPerson(hash("person" + person))
                                                .setRegion(pool.region)
                                                .setInsutype(pool.insutype)
                                                .setFromDay(visitDay - 600)))
                .build();
    }

    // What happens in it

    Message deposit(Pool pool, long fen, String reference) {
        return FundCommand.newBuilder()
                .setDeposit(
                        Deposit.newBuilder()
                                .setRegion(pool.region)
                                .setFund(pool.fund)
                                .setAmountFen(fen)
                                .setReference(reference))
                .build();
    }

    /** The first number of a range that nobody else gets. */
    long nextSegment() {
        return segments.getAndIncrement() * SEGMENT + 1;
    }

    Message grant(Signatory hospital, long from) {
        return BillCommand.newBuilder()
                .setGrantSegment(
                        GrantSegment.newBuilder()
                                .setInstitution(hospital.id())
                                .setCode(CODE)
                                .setFrom(from)
                                .setTo(from + SEGMENT - 1))
                .build();
    }

    private static BillRecord.Builder record(Signatory hospital, long number) {
        return BillRecord.newBuilder()
                .setCode(CODE)
                .setNumber(String.format(Locale.ROOT, "%010d", number))
                .setIssuer(hospital.id())
                .setIssuedMs(now());
    }

    /** A bill with amounts in fen of which the patient bore a part. */
    Issued blue(Signatory hospital, long number, int person, long total, long personal) {
        BillRecord record =
                record(hospital, number)
                        .setFingerprint(hash("print" + number))
                        .setTotalFen(total)
                        .build();
        IssuedBill.Builder bill =
                IssuedBill.newBuilder()
                        .setPersonalFen(personal)
                        .setPatient(hash("patient" + person))
                        .setReference(hash("charge" + number));
        return new Issued(hospital, record, sealed(bill, record), person);
    }

    /** The red bill that reverses one. */
    Issued red(Issued blue, long number) {
        BillRecord record =
                record(blue.hospital, number)
                        .setFingerprint(blue.record.getFingerprint())
                        .setTotalFen(-blue.record.getTotalFen())
                        .setReverses(blue.id())
                        .build();
        IssuedBill.Builder bill =
                IssuedBill.newBuilder()
                        .setPersonalFen(-blue.bill.getPersonalFen())
                        .setPatient(blue.bill.getPatient());
        return new Issued(blue.hospital, record, sealed(bill, record), blue.person);
    }

    private static IssuedBill sealed(IssuedBill.Builder bill, BillRecord record) {
        ByteString section = ByteString.copyFromUtf8("sealed");
        return bill.setRecord(record.toByteString())
                .addAllSealed(List.of(section, section, section, section))
                .build();
    }

    Message issue(Signatory hospital, List<Issued> bills) {
        byte[] root =
                FINGERPRINT.batchRoot(
                        bills.stream()
                                .map(b -> FINGERPRINT.batchLeaf(b.bill.getRecord().toByteArray()))
                                .toList());
        return BillCommand.newBuilder()
                .setIssue(
                        IssueBills.newBuilder()
                                .setKeyId(hospital.keyId())
                                .setBatchRoot(ByteString.copyFrom(root))
                                .setSignature(hospital.sign(Fingerprint.batchMessage(root)))
                                .addAllBills(bills.stream().map(Issued::bill).toList()))
                .build();
    }

    Message submit(Pool pool, String claimId, Issued bill) {
        return ClaimCommand.newBuilder()
                .setSubmit(
                        SubmitClaim.newBuilder()
                                .setClaimId(claimId)
                                .setBill(bill.id())
                                .setPayer(Claims.BASIC)
                                .setAgency(pool.agency.id())
                                .setPatient(bill.bill.getPatient())
                                .setPerson(hash("person" + bill.person))
                                .setInsutype(pool.insutype)
                                .setVisitDay(visitDay))
                .build();
    }

    /** The agency decides that the fund bears so much of a bill, the patient the rest. */
    Message decide(Pool pool, String claimId, Issued bill, long pays) {
        long total = bill.record.getTotalFen();
        ByteString decision =
                Decision.newBuilder()
                        .setClaimId(claimId)
                        .setSettlement(
                                Settlement.newBuilder()
                                        .setMedfeeSumamt(total)
                                        .setInscpScpAmt(total)
                                        .setHifpPay(pays)
                                        .setFundPaySumamt(pays)
                                        .setPsnPartAmt(total - pays)
                                        .setPsnCashPay(total - pays))
                        .setPolicyRegion(pool.region)
                        .setPolicyVersion(1)
                        .setInputsDigest(hash("inputs"))
                        .setTraceDigest(hash("trace"))
                        .build()
                        .toByteString();
        byte[] message = Claims.decisionMessage(new SuiteHashes(), decision.toByteArray());
        return ClaimCommand.newBuilder()
                .setDecide(
                        DecideClaim.newBuilder()
                                .setDecision(decision)
                                .addEndorsements(
                                        Endorsement.newBuilder()
                                                .setMember(pool.agency.id())
                                                .setKeyId(pool.agency.keyId())
                                                .setSignature(pool.agency.sign(message))))
                .build();
    }

    Message refuse(String claimId) {
        return ClaimCommand.newBuilder()
                .setRefuse(RefuseClaim.newBuilder().setClaimId(claimId).setReason("not-in-scope"))
                .build();
    }

    Message pay(String claimId, long fen) {
        return ClaimCommand.newBuilder()
                .setPay(
                        PayClaim.newBuilder()
                                .setClaimId(claimId)
                                .setEndToEndId("T" + claimId)
                                .setBankReference("B" + claimId)
                                .setPaidFen(fen))
                .build();
    }

    /** The chain's hash; nothing here checks a key or a signature. */
    private static final class SuiteHashes implements Primitives {

        @Override
        public byte[] hash(byte[]... parts) {
            return Signatory.SUITE.hash(parts);
        }

        @Override
        public boolean isCosignerKey(String line, boolean postQuantum) {
            return false;
        }

        @Override
        public boolean verify(
                String algorithm, byte[] publicKey, byte[] message, byte[] signature) {
            return false;
        }
    }
}
