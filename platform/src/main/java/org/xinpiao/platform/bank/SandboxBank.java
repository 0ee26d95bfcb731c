package org.xinpiao.platform.bank;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.platform.bank.BankBook.Order;
import org.xinpiao.platform.bank.BankBook.Row;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.StatusReport.Code;
import org.xinpiao.platform.bank.StatusReport.Status;

/**
 * A bank for demonstration and tests. It takes an order once for each message id and a transfer
 * once for each end-to-end id of an account, and has the faults it was told to have. It has no
 * clock of its own: what should have happened meanwhile happens when it is asked.
 */
public final class SandboxBank implements Bank, Counter, AutoCloseable {

    /** Signatures missing or wrong. */
    private static final String NOT_APPROVED = "DS0H";

    private static final String DUPLICATE = "AM05";

    private static final String CLOSED = "AC04";

    /** Why a transfer cannot be taken back. */
    private static final String EXECUTED = "executed";

    private final BankBook book;
    private final OrderChecks checks;
    private final BankSettings settings;
    private final Primitives primitives;
    private final Clock clock;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /**
     * Opens the bank.
     *
     * @param jdbcUrl database of its book
     * @param signatories whose orders it takes
     */
    public SandboxBank(
            String jdbcUrl,
            Signatories signatories,
            BankSettings settings,
            Primitives primitives,
            Clock clock) {
        this.book = new BankBook(jdbcUrl);
        this.checks = new OrderChecks(signatories);
        this.settings = settings;
        this.primitives = primitives;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<byte[]> order(
            String account, byte[] message, List<OrderSignature> signatures) {
        goOn();
        CreditTransfers order = CreditTransfers.read(message);
        String id = order.messageId();
        if (settings.faults().losesOrder(id) && lost.add(id)) {
            return Optional.empty();
        }
        long now = clock.millis();
        if (!account.equals(order.account())
                || !checks.approved(account, message, signatures, now)) {
            return Optional.of(refusal(order, NOT_APPROVED));
        }
        byte[] digest = primitives.hash(message);
        Optional<Order> known = book.order(id);
        if (known.isPresent() && !Arrays.equals(known.get().digest(), digest)) {
            return Optional.of(refusal(order, DUPLICATE));
        }
        if (known.isEmpty()) {
            book.atOnce(() -> take(order, digest, now));
        }
        return answer(account, id, now);
    }

    private Optional<byte[]> answer(String account, String orderId, long now) {
        byte[] answer = report(orderId);
        if (settings.faults().losesAnswer(orderId)) {
            return Optional.empty();
        }
        boolean late = settings.faults().answersLate(orderId);
        if (late || settings.faults().answersTwice(orderId)) {
            book.mail(account, Kind.STATUS, answer, late ? later(now) : now);
        }
        return late ? Optional.empty() : Optional.of(answer);
    }

    private void take(CreditTransfers order, byte[] digest, long now) {
        List<Movement> moved = new ArrayList<>();
        List<String> duplicates = new ArrayList<>();
        for (Credit credit : order.credits()) {
            Row row = row(order, credit, now);
            if (!book.add(row, masked(credit.account()))) {
                duplicates.add(row.endToEndId());
            } else if (row.executedMs() != null) {
                moved.add(movement(row, null, now));
            }
        }
        book.add(
                order.messageId(),
                new Order(order.account(), digest, String.join(" ", duplicates)),
                now);
        tell(order.account(), moved, now);
    }

    private Row row(CreditTransfers order, Credit credit, long now) {
        BankSettings.Faults faults = settings.faults();
        String id = credit.endToEndId();
        String refusal =
                !credit.account().matches("\\d{8,32}")
                        ? "AC01"
                        : faults.refuses(id) ? faults.refusal(id) : null;
        boolean delayed = refusal == null && faults.delays(id);
        boolean executed = refusal == null && !delayed;
        return new Row(
                id,
                book.reference(),
                credit.amountFen(),
                executed ? now : null,
                order.account(),
                order.messageId(),
                executed ? "executed" : delayed ? "pending" : "refused",
                refusal,
                delayed ? (Long) later(now) : executed ? returnDue(id, now) : null,
                null);
    }

    private @Nullable Long returnDue(String endToEndId, long executedMs) {
        return settings.faults().returns(endToEndId) ? later(executedMs) : null;
    }

    private long later(long now) {
        return now + settings.faults().late().toMillis();
    }

    private static Movement movement(Row row, @Nullable String returned, long now) {
        return new Movement(
                row.endToEndId(),
                row.orderId(),
                returned == null ? row.bankReference() : row.bankReference() + "R",
                row.amountFen(),
                returned,
                now);
    }

    private void tell(String account, List<Movement> moved, long now) {
        if (!moved.isEmpty()) {
            book.mail(
                    account,
                    Kind.NOTIFICATION,
                    new Notification(Statements.messageId(), now, account, moved).write(),
                    now);
        }
    }

    /** What should have happened since it was last asked. */
    private void goOn() {
        long now = clock.millis();
        if (book.due(now).isEmpty()) {
            return;
        }
        book.atOnce(() -> {
            TreeMap<String, List<Movement>> moved = new TreeMap<>();
            TreeMap<String, String> executed = new TreeMap<>();
            for (Row row : book.due(now)) {
                boolean returns = row.state().equals("executed");
                if (returns) {
                    book.returned(row, CLOSED, now);
                } else {
                    book.executed(row, now, returnDue(row.endToEndId(), now));
                    executed.put(row.orderId(), row.account());
                }
                moved.computeIfAbsent(row.account(), _ -> new ArrayList<>())
                        .add(movement(row, returns ? CLOSED : null, now));
            }
            executed.forEach(
                    (orderId, account) -> book.mail(account, Kind.STATUS, report(orderId), now));
            moved.forEach((account, movements) -> tell(account, movements, now));
        });
    }

    @Override
    public synchronized Optional<byte[]> status(String account, String orderId) {
        goOn();
        return book.order(orderId)
                .filter(order -> order.account().equals(account))
                .map(_ -> report(orderId));
    }

    private byte[] report(String orderId) {
        List<Status> statuses = new ArrayList<>();
        book.ofOrder(orderId).forEach(row -> statuses.add(status(row)));
        String duplicates = book.order(orderId).orElseThrow().duplicates();
        for (String id : duplicates.isEmpty() ? new String[0] : duplicates.split(" ", -1)) {
            statuses.add(new Status(id, Code.RJCT, DUPLICATE, null, null));
        }
        return new StatusReport(Statements.messageId(), clock.millis(), orderId, null, statuses)
                .write();
    }

    private static Status status(Row row) {
        Code code =
                switch (row.state()) {
                    case "executed" -> Code.ACSC;
                    case "pending" -> Code.PDNG;
                    case "cancelled" -> Code.CANC;
                    default -> Code.RJCT;
                };
        return new Status(
                row.endToEndId(),
                code,
                code == Code.RJCT ? row.reason() : null,
                row.bankReference(),
                row.executedMs());
    }

    private byte[] refusal(CreditTransfers order, String reason) {
        return new StatusReport(
                        Statements.messageId(),
                        clock.millis(),
                        order.messageId(),
                        reason,
                        List.of())
                .write();
    }

    @Override
    public synchronized Optional<Mail> mail(String account, long after) {
        goOn();
        return book.mail(account, after, clock.millis());
    }

    @Override
    public void taken(String account, long number) {
        book.taken(account, number);
    }

    @Override
    public synchronized Optional<byte[]> cancel(String account, byte[] message) {
        goOn();
        CancellationRequest request = CancellationRequest.read(message);
        String id = request.endToEndId();
        // An id that was never ordered is taken, so that an order on its way finds it used.
        book.add(
                new Row(id, book.reference(), 0, null, account, "", "cancelled", null, null, null),
                "");
        book.cancelled(account, id);
        if (settings.faults().losesResolution(id) && lost.add("cancel/" + id)) {
            return Optional.empty();
        }
        boolean cancelled =
                book.transfer(account, id).filter(row -> row.executedMs() == null).isPresent();
        return Optional.of(
                new Resolution(
                                Statements.messageId(),
                                clock.millis(),
                                request.owner(),
                                request.messageId(),
                                id,
                                cancelled ? null : EXECUTED)
                        .write());
    }

    @Override
    public synchronized byte[] statement(String account, LocalDate day) {
        goOn();
        return new Statements(book, settings.openingFen(), clock).of(account, day);
    }

    @Override
    public synchronized void payIn(String account, String reference, long amountFen) {
        Movement movement =
                new Movement(
                        Parts.text(reference),
                        null,
                        book.reference(),
                        amountFen,
                        Movement.RECEIVED,
                        clock.millis());
        book.atOnce(() -> {
            book.add(account, movement);
            tell(account, List.of(movement), movement.bookedMs());
        });
    }

    @Override
    public void close() {
        book.close();
    }

    private static String masked(String account) {
        return "****" + account.substring(Math.max(0, account.length() - 4));
    }
}
