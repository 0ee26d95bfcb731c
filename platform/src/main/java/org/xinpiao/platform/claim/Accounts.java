package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.readmodel.ChinaTime;

/**
 * What personal accounts still hold: what the agency stated, less acct_pay and acct_mulaid_pay of
 * the decisions in force since then. That sum stands in the settlements on the ledger and nowhere
 * else; a claim that was cancelled, expired or paid back gives its part back by itself.
 */
@Component
class Accounts {

    /** Accounts that hang together through one another's families. */
    private static final int HOUSEHOLD_MAX = 64;

    private final ClaimQueries claims;
    private final Enrolments enrolments;
    private final State state;

    Accounts(ClaimQueries claims, Enrolments enrolments, State state) {
        this.claims = claims;
        this.enrolments = enrolments;
        this.state = state;
    }

    /** The same with the claims as they stood once. */
    Accounts asOf(ClaimQueries then, State stateThen) {
        return new Accounts(then, enrolments, stateThen);
    }

    /**
     * Whose claims must wait for each other: one name for all who can draw on the same accounts.
     */
    ByteString holder(Party agency, ByteString person) {
        return household(agency, person).keySet().stream()
                .min(ByteString.unsignedLexicographicalComparator())
                .orElse(person);
    }

    /**
     * What the accounts may pay of a claim.
     *
     * @param counts which decided claims took from them before
     */
    Case.Account of(Party agency, ClaimState claim, Predicate<ClaimQueries.Row> counts) {
        Map<ByteString, Insured> household = household(agency, claim.getPerson());
        Insured self = household.get(claim.getPerson());
        if (self == null) {
            return Case.Account.NONE;
        }
        Insured.Account own = self.known().account();
        boolean uses = own != null && own.use();
        List<ByteString> owners = owners(household, self);
        if (!uses && owners.isEmpty()) {
            return Case.Account.NONE;
        }
        Map<ByteString, Long> left = left(household, counts);
        long family = 0;
        for (ByteString owner : owners) {
            family = Math.addExact(family, left.getOrDefault(owner, 0L));
        }
        long balance = uses ? left.getOrDefault(claim.getPerson(), 0L) : 0;
        return new Case.Account(true, balance, family);
    }

    /** Everyone whose account or claims touch the person's, by one link after the other. */
    private Map<ByteString, Insured> household(Party agency, ByteString person) {
        Map<ByteString, Insured> found = new LinkedHashMap<>();
        Deque<ByteString> open = new ArrayDeque<>(List.of(person));
        while (!open.isEmpty() && found.size() < HOUSEHOLD_MAX) {
            ByteString next = open.remove();
            if (!found.containsKey(next)) {
                enrolments
                        .latest(agency, next)
                        .ifPresent(insured -> {
                            found.put(next, insured);
                            related(insured).map(enrolments::person).forEach(open::add);
                        });
            }
        }
        return found;
    }

    private static java.util.stream.Stream<String> related(Insured insured) {
        Insured.Account account = insured.known().account();
        return java.util.stream.Stream.concat(
                insured.known().family().stream(),
                account == null ? java.util.stream.Stream.of() : account.sharedWith().stream());
    }

    /** Whose accounts pay for a person: named by the one, and agreed by the other. */
    private List<ByteString> owners(Map<ByteString, Insured> household, Insured user) {
        List<ByteString> owners = new ArrayList<>();
        for (String idNumber : user.known().family()) {
            ByteString owner = enrolments.person(idNumber);
            Insured known = household.get(owner);
            Insured.Account account = known == null ? null : known.known().account();
            if (account != null
                    && account.sharedWith().contains(user.idNumber())
                    && !idNumber.equals(user.idNumber())
                    && !owners.contains(owner)) {
                owners.add(owner);
            }
        }
        return owners;
    }

    /** A decided claim and who is treated. */
    private record Use(ClaimQueries.Row row, ByteString person) {

        long leaf() {
            return Objects.requireNonNull(row.decidedLeaf());
        }
    }

    /**
     * Replays the claims in the order of their decisions: own accounts pay own claims, a family's
     * claim is paid by its owners in the order in which it names them.
     */
    private Map<ByteString, Long> left(
            Map<ByteString, Insured> household, Predicate<ClaimQueries.Row> counts) {
        Map<ByteString, Long> left = new LinkedHashMap<>();
        List<Use> uses = new ArrayList<>();
        household.forEach((person, insured) -> {
            Insured.Account account = insured.known().account();
            left.put(person, account == null ? 0 : account.balanceFen());
            claims.decidedOf(person.toByteArray(), 0, Integer.MAX_VALUE).stream()
                    .filter(counts)
                    .forEach(row -> uses.add(new Use(row, person)));
        });
        uses.sort(Comparator.comparingLong(Use::leaf));
        for (Use use : uses) {
            ClaimState decided = Objects.requireNonNull(Claims.find(state, use.row().claimId()));
            Settlement settlement = decided.getDecision().getSettlement();
            take(household, left, use, use.person(), settlement.getAcctPay());
            long family = settlement.getAcctMulaidPay();
            Insured user = Objects.requireNonNull(household.get(use.person()));
            for (ByteString owner : family == 0 ? List.<ByteString>of() : owners(household, user)) {
                family -= take(household, left, use, owner, family);
            }
        }
        return left;
    }

    /**
     * Takes from an account what it has; what was taken before the balance was stated is in it.
     *
     * @return how much of it this account bore
     */
    private static long take(
            Map<ByteString, Insured> household,
            Map<ByteString, Long> left,
            Use use,
            ByteString owner,
            long fen) {
        Insured.Account account = Objects.requireNonNull(household.get(owner)).known().account();
        long has = left.getOrDefault(owner, 0L);
        long taken = Math.min(fen, has);
        long decidedMs = Objects.requireNonNull(use.row().decidedMs());
        if (account != null && !ChinaTime.date(decidedMs).isBefore(account.asOf())) {
            left.put(owner, has - taken);
        }
        return taken;
    }
}
