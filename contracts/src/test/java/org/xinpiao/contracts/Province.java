package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.Institution;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.contracts.registry.Validator;

/**
 * A small chain to write transcripts against: four departments, two hospitals, two agencies, an
 * insurer and a bank. Every command runs as the ledger runs it: what a rejected one wrote is
 * dropped.
 */
final class Province {

    static final String HOSPITAL = "H33010000001";
    static final String CLINIC = "H37020000002";
    static final String AGENCY = "agency-330100";
    static final String OTHER_AGENCY = "agency-370200";
    static final String INSURER = "insurer-1";
    static final String BANK = "bank-1";

    /** Whose nodes are the validators. */
    static final List<String> DEPARTMENTS = List.of("finance", "health", "insurance", "data");

    static final String HANGZHOU = "330100";
    static final String QINGDAO = "370200";

    /** 2025-06-01 00:00 UTC. */
    static final long START_MS = 1_748_736_000_000L;

    static final long DAY_MS = 86_400_000L;
    static final long YEAR_MS = 365 * DAY_MS;

    final MemoryState state = new MemoryState();
    final Primitives primitives;
    final XinpiaoRules rules = XinpiaoRules.standard();
    final Map<String, Signer> signers = new TreeMap<>();
    private final List<Ran> ran = new ArrayList<>();
    final Genesis genesis;

    long now = START_MS;
    private long height;

    /** With real signatures. */
    Province() {
        this(new JdkPrimitives());
    }

    Province(Primitives primitives) {
        this.primitives = primitives;
        Genesis.Builder first =
                Genesis.newBuilder()
                        .setChainId("test-1")
                        .setSuite("xp-international-1")
                        .setTimeMs(START_MS);
        first.addMembers(member("finance", Role.FINANCE));
        first.addMembers(member("health", Role.HEALTH));
        first.addMembers(member("insurance", Role.INSURANCE));
        first.addMembers(member("data", Role.DATA));
        first.addMembers(member(HOSPITAL, Role.INSTITUTION));
        first.addMembers(member(CLINIC, Role.INSTITUTION));
        first.addMembers(member(AGENCY, Role.AGENCY));
        first.addMembers(member(OTHER_AGENCY, Role.AGENCY));
        first.addMembers(member(INSURER, Role.INSURER));
        first.addMembers(member(BANK, Role.BANK));
        for (String department : DEPARTMENTS) {
            first.addValidators(validator(department, department));
        }
        genesis = first.build();
        start(state, genesis);
    }

    /** A command that was run, for replay. */
    record Ran(String member, Message command, long height, long now) {}

    List<Ran> ran() {
        return List.copyOf(ran);
    }

    int count() {
        return ran.size();
    }

    /** The last commands. */
    List<Ran> last(int count) {
        return ran.subList(Math.max(0, ran.size() - count), ran.size());
    }

    /** A member with a new signing key, not registered anywhere yet. */
    Member member(String id, Role role) {
        Signer signer = primitives instanceof QuickPrimitives ? Signer.quick(id) : new Signer();
        signers.put(id, signer);
        Member.Builder member =
                Member.newBuilder()
                        .setId(id)
                        .setRole(role)
                        .setNameZh("成员" + id)
                        .setNameEn("Member " + id)
                        .setRegion(HANGZHOU)
                        .addKeys(signer.key(START_MS - DAY_MS, START_MS + 3 * YEAR_MS));
        if (role == Role.INSTITUTION) {
            member.setInstitution(
                    Institution.newBuilder()
                            .setHospLv("02")
                            .setType("综合医院")
                            .setUscc("12330100470116614X"));
        }
        return member.build();
    }

    /** A department's validator with keys that stand for a name. */
    static Validator validator(String department, String keys) {
        String material = Base64.getEncoder().encodeToString(pseudonym(keys).toByteArray());
        return Validator.newBuilder()
                .setDepartment(department)
                .setValidatorKey(pseudonym("validator " + keys))
                .setCheckpointKey(department + "+01234567+" + material)
                .build();
    }

    Signer signer(String member) {
        Signer signer = signers.get(member);
        if (signer == null) {
            throw new AssertionError("no signer for " + member);
        }
        return signer;
    }

    /** Runs a command in a block of its own, a second after the last. */
    Outcome run(String member, Message command) {
        now += 1_000;
        height++;
        ran.add(new Ran(member, command, height, now));
        return run(rules, primitives, state, ran.getLast());
    }

    /** The events of a command that must be accepted. */
    List<Message> accept(String member, Message command) {
        Outcome outcome = run(member, command);
        assertThat(outcome).as("%s: %s", member, command).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).events();
    }

    /** Runs a command that must be rejected; gives the detail. */
    String reject(String member, Message command, Reason reason) {
        byte[] before = state.hash(primitives);
        Outcome outcome = run(member, command);
        assertThat(outcome).as("%s: %s", member, command).isInstanceOf(Outcome.Rejected.class);
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        assertThat(rejected.reason()).as(rejected.detail()).isEqualTo(reason);
        assertThat(state.hash(primitives)).isEqualTo(before);
        return rejected.detail();
    }

    BillState bill(BillId id) {
        return Objects.requireNonNull(Bills.find(state, id), "no bill");
    }

    ClaimState claim(String claimId) {
        return Objects.requireNonNull(Claims.find(state, claimId), "no claim");
    }

    /** Balances of pool, payable and bank of Hangzhou's employee fund. */
    List<Long> balances() {
        List<Long> balances = new ArrayList<>();
        for (FundBook.Side side : FundBook.Side.values()) {
            balances.add(FundBook.balance(state, FundBook.account(HANGZHOU, "310100", side)));
        }
        return balances;
    }

    void sound() {
        assertThat(Invariants.check(state)).isEmpty();
    }

    static Outcome run(XinpiaoRules rules, Primitives primitives, MemoryState state, Ran command) {
        Contract contract = rules.contract(type(command.command()));
        if (contract == null) {
            throw new AssertionError("no contract");
        }
        Context context =
                new Context(
                        "test-1", command.height(), 0, command.now(), command.member(), primitives);
        try {
            Outcome outcome = contract.apply(state, context, command.command().toByteString());
            if (outcome instanceof Outcome.Accepted) {
                state.commit();
            } else {
                state.discard();
            }
            return outcome;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static void start(MemoryState state, Genesis genesis) {
        try {
            XinpiaoRules.standard().genesis(state, genesis.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        state.commit();
    }

    /** 32 bytes that stand for a name, as a pseudonym would. */
    static ByteString pseudonym(String of) {
        return ByteString.copyFrom(
                new JdkPrimitives().hash(ByteString.copyFromUtf8(of).toByteArray()));
    }

    /** The capability's word: BillCommand goes to "bill". */
    private static String type(Message command) {
        String name = command.getDescriptorForType().getName();
        return name.substring(0, name.length() - "Command".length()).toLowerCase(Locale.ROOT);
    }
}
