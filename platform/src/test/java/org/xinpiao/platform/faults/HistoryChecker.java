package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.faults.Attempt.Seen;

/**
 * Compares what clients saw with what the ledger holds: nothing acknowledged is lost or
 * contradicted, nothing happened twice, and what ended before another began stands before it.
 */
final class HistoryChecker {

    private final List<Attempt> attempts;
    private final Map<Place, Receipt> log = new TreeMap<>();
    private final Map<Owner, Receipt> first = new HashMap<>();
    private final Map<Owner, List<Attempt>> byOwner = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** Whose key. */
    private record Owner(String member, String key) {

        static Owner of(Attempt attempt) {
            return new Owner(attempt.member(), attempt.key());
        }

        static Owner of(Receipt receipt) {
            return new Owner(receipt.getMember(), receipt.getIdempotencyKey());
        }
    }

    /** Where in the log. */
    private record Place(long height, int index) implements Comparable<Place> {

        static Place of(Receipt receipt) {
            return new Place(receipt.getHeight(), receipt.getIndex());
        }

        @Override
        public int compareTo(Place other) {
            return Comparator.comparingLong(Place::height)
                    .thenComparingInt(Place::index)
                    .compare(this, other);
        }
    }

    private HistoryChecker(List<Attempt> attempts, List<Receipt> receipts) {
        this.attempts = attempts;
        attempts.forEach(a -> byOwner.computeIfAbsent(Owner.of(a), _ -> new ArrayList<>()).add(a));
        receipts.forEach(receipt -> log.put(Place.of(receipt), receipt));
    }

    /**
     * What is wrong; empty when all is well.
     *
     * @param attempts of all clients, in any order
     * @param receipts the whole log but the genesis' leaf
     */
    static List<String> check(List<Attempt> attempts, List<Receipt> receipts) {
        HistoryChecker checker = new HistoryChecker(attempts, receipts);
        checker.onceForEachKey();
        checker.nothingAcknowledgedIsLost();
        checker.byOwner.forEach(checker::nothingIsContradicted);
        checker.inTheOrderOfTime();
        return checker.findings;
    }

    /** An accepted receipt without events repeats an earlier one. */
    private void onceForEachKey() {
        log.forEach((place, receipt) -> {
            Owner owner = Owner.of(receipt);
            if (!byOwner.containsKey(owner)) {
                findings.add("%s of %s was sent by nobody".formatted(place, owner));
            }
            if (!receipt.hasAccepted()) {
                return;
            }
            boolean repeats = receipt.getAccepted().getEventsCount() == 0;
            if (repeats && !first.containsKey(owner)) {
                findings.add("%s of %s repeats nothing".formatted(place, owner));
            }
            if (!repeats && first.putIfAbsent(owner, receipt) != null) {
                findings.add("%s of %s is a second acceptance".formatted(place, owner));
            }
        });
    }

    private void nothingAcknowledgedIsLost() {
        for (Attempt attempt : attempts) {
            if (!(attempt.seen() instanceof Seen.Answered(Receipt receipt))) {
                continue;
            }
            Place place = Place.of(receipt);
            Owner owner = Owner.of(attempt);
            if (!Owner.of(receipt).equals(owner)) {
                findings.add("%s was answered with the receipt of another".formatted(owner));
            } else if (!Objects.equals(bytes(receipt), bytes(log.get(place)))) {
                findings.add("%s of %s was acknowledged and is lost".formatted(place, owner));
            } else if (receipt.hasAccepted() && !Objects.equals(receipt, first.get(owner))) {
                findings.add("%s of %s is not its first acceptance".formatted(place, owner));
            }
        }
    }

    private static @Nullable ByteString bytes(@Nullable Receipt receipt) {
        return receipt == null ? null : receipt.toByteString();
    }

    private void nothingIsContradicted(Owner owner, List<Attempt> own) {
        long accepted =
                own.stream()
                        .filter(HistoryChecker::isAccepted)
                        .mapToLong(Attempt::completedNanos)
                        .min()
                        .orElse(Long.MAX_VALUE);
        long answers =
                own.stream()
                        .filter(attempt -> attempt.seen() instanceof Seen.Answered)
                        .map(Attempt::seen)
                        .distinct()
                        .count();
        if (answers > 1) {
            findings.add("%s has %d different answers".formatted(owner, answers));
        }
        for (Attempt attempt : own) {
            if (attempt.invokedNanos() > accepted && isDenied(attempt)) {
                findings.add("%s was accepted, then %s".formatted(owner, attempt.seen()));
            }
        }
        boolean denied =
                (answers > 0 && accepted == Long.MAX_VALUE)
                        || own.stream().allMatch(HistoryChecker::isDenied);
        if (denied && first.containsKey(owner)) {
            findings.add("%s was told no and accepted: %s".formatted(owner, first.get(owner)));
        }
    }

    private static boolean isAccepted(Attempt attempt) {
        return attempt.seen() instanceof Seen.Answered(Receipt receipt) && receipt.hasAccepted();
    }

    private static boolean isDenied(Attempt attempt) {
        return switch (attempt.seen()) {
            case Seen.Answered(Receipt receipt) -> receipt.hasRejected();
            case Seen.Refused _ -> true;
            case Seen.Unknown _ -> false;
        };
    }

    /** What was sent after another's end stands after it. */
    private void inTheOrderOfTime() {
        TreeMap<Long, Place> ended = new TreeMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.seen() instanceof Seen.Answered(Receipt receipt)) {
                ended.merge(attempt.completedNanos(), Place.of(receipt), HistoryChecker::later);
            }
        }
        TreeMap<Long, Place> last = new TreeMap<>();
        Place greatest = new Place(0, 0);
        for (Map.Entry<Long, Place> entry : ended.entrySet()) {
            greatest = later(greatest, entry.getValue());
            last.put(entry.getKey(), greatest);
        }
        byOwner.forEach((owner, own) -> {
            long begun = own.stream().mapToLong(Attempt::invokedNanos).min().orElseThrow();
            Map.Entry<Long, Place> before = last.lowerEntry(begun);
            for (Attempt attempt : own) {
                if (before != null
                        && attempt.seen() instanceof Seen.Answered(Receipt receipt)
                        && Place.of(receipt).compareTo(before.getValue()) <= 0) {
                    findings.add(
                            "%s of %s was sent after the end of %s"
                                    .formatted(Place.of(receipt), owner, before.getValue()));
                }
            }
        });
    }

    private static Place later(Place a, Place b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
